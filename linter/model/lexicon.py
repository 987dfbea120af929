"""The word lists of rules/lexicon as one noun, loaded by `rulebook` and handed in by `engine`."""

import re
from typing import Any


class Lexicon:
    """Named word lists. `words(name)` gives a tuple of strings, `table(name)` any mapping.

    Names are paths below rules/lexicon without `.yaml`, a list inside a file by `file.key`.
    """

    __slots__ = ("_entries",)

    def __init__(self, entries: dict[str, Any]) -> None:
        self._entries = entries

    def names(self) -> list[str]:
        return sorted(self._entries)

    def words(self, name: str) -> tuple[str, ...]:
        """The list `name`; KeyError where no lexicon defines it."""
        return tuple(self._entries[name])

    def either(self, name: str) -> str:
        """The words of a list as alternatives of a regular expression, longest first; each stands for itself."""
        return "|".join(sorted(map(re.escape, self._entries[name]), key=len, reverse=True))

    def table(self, name: str) -> dict[str, Any]:
        """The mapping `name`; KeyError where no lexicon defines it."""
        value = self._entries[name]
        if not isinstance(value, dict):
            raise KeyError(name)
        return value
