"""The local web page: a report beside its findings, on this machine only, nothing written to disk."""
