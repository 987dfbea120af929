"""The parts of check kinds `numbering`, `marks`, `residue` and `privacy`."""
