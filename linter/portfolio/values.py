"""Column types: words of a closed set, kept as one small number each. Queries read and compare the words."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import SmallInteger
from sqlalchemy.types import TypeDecorator

# the place in these tuples is what a store holds: add at the end only
STATUSES = ("evidenced", "mentioned", "planned", "absent", "review", "not-applicable", "found", "inconsistent", "suspicious", "unsupported", "partial")
SEVERITIES = ("error", "warning", "info")


class Word(TypeDecorator[str]):
    """A word of `words`; None stays None."""

    impl = SmallInteger
    cache_ok = True

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self.words = tuple(words)

    def process_bind_param(self, value: str | None, dialect: Any) -> int | None:
        """The number of a word; ValueError where it is not of the set."""
        return None if value is None else self.words.index(value)

    def process_result_value(self, value: int | None, dialect: Any) -> str | None:
        """The word of a number."""
        return None if value is None else self.words[value]
