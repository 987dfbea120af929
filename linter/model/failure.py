"""Failures that users see: each carries a kind of the contract and a sentence without document text."""


class Failure(Exception):
    """Base of the failures that are told in one sentence instead of a traceback."""


class ReadFailure(Failure):
    """A file that cannot be read whole.

    kind is one of empty, binary, encrypted, truncated, too-large, no-text-layer, unreadable,
    not-a-report, timeout, internal (contract.md). The message never quotes the document.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


class RuleFailure(Failure):
    """A rule file that does not hold: says file, line (1-based, None if unknown) and what to do."""

    def __init__(self, file: str, line: int | None, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}" if line else f"{file}: {message}")
        self.file = file
        self.line = line
        self.message = message


class UsageFailure(Failure):
    """A wrong option or combination of options: exit code 2."""
