"""What many reports need beyond the base install."""

from linter.model.failure import UsageFailure

_NEEDED = ("sqlalchemy", "datasketch", "rapidfuzz", "openpyxl", "xlsxwriter")


def required(sentence: str) -> None:
    """UsageFailure with `sentence` (blank: name) where a library of the extra `portfolio` is not installed."""
    from importlib.util import find_spec

    for name in _NEEDED:
        if find_spec(name) is None:
            raise UsageFailure(sentence.format(name=name))
