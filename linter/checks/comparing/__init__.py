"""The parts of check kinds `coherence`, `previous` and `ledger`: one passage, or one text, against another."""
