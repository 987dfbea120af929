"""The parts of check kinds `source` and `term`."""
