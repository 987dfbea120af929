"""Passages as a finding shows them: a short literal span, its line, and a quotation that fits into a sentence.

Offsets of the view are turned into canonical ones here, closing punctuation left off and the quotation marks that hug
a passage taken in, since the view has none and people see them.
"""

import re
from typing import NamedTuple

from linter.checks.context import Context
from linter.model.position import Lines

_TRAILING = frozenset(",。;:!?、\n")
_MARK = re.compile(r"(?:[一二三四五六七八九十]{1,3}(?:是|、)|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、)])")  # the enumerator of a unit
_LONGEST = 72  # view characters of a span; a longer one is cut around what matters in it
_SHOWN = 48  # characters of a quotation inside a sentence


class Quotation(NamedTuple):
    """A passage in canonical offsets with its 1-based line and its words on one line."""

    start: int
    end: int
    line: int
    text: str


class Quoter:
    """Quotes one report. The line ends are found once."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lines: Lines | None = None
        self._units: frozenset[int] | None = None

    def quote(self, start: int, end: int, first: int = -1, last: int = -1) -> Quotation:
        """The view range `[start, end)`, not empty, without the enumerator of a unit; where it is long, cut to what holds `[first, last)`."""
        view, document = self._context.scan.view, self._context.document
        if self._units is None:
            self._units = frozenset(item.start for item in self._context.outline.items)
        mark = _MARK.match(view, start, end) if start in self._units else None
        if mark and mark.end() < end:
            start = mark.end()
        if end - start > _LONGEST:
            anchor, stop = (first, last) if first >= 0 else (start, start)
            start = max(start, anchor - 24)
            end = min(end, max(stop, start + _LONGEST))
        while end > start + 1 and view[end - 1] in _TRAILING:
            end -= 1
        left, right = document.quoted(start, end)
        return Quotation(left, right, self.line(left), shown(document.text[left:right]))

    def clause(self, index: int, first: int = -1, last: int = -1) -> Quotation:
        """Clause `index` of the outline."""
        own = self._context.outline.clauses[index]
        return self.quote(own.start, own.end, first, last)

    def line(self, offset: int) -> int:
        """The 1-based line of a canonical offset."""
        if self._lines is None:
            self._lines = Lines(self._context.document.text)
        return self._lines.line(offset)


def shown(text: str) -> str:
    """`text` on one line, cut where it is long."""
    flat = "".join(text.split())
    return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…"
