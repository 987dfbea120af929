"""What many reports need beyond the base install."""

from collections.abc import Callable
from importlib.util import find_spec

from linter.model.failure import UsageFailure

_NEEDED = ("sqlalchemy", "numpy", "rapidfuzz", "openpyxl", "xlsxwriter")


def required(sentence: Callable[[str], str]) -> None:
    """UsageFailure with the sentence for the first library of the extra `portfolio` that is not installed."""
    for name in _NEEDED:
        if find_spec(name) is None:
            raise UsageFailure(sentence(name))
