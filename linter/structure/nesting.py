"""Which item stands below which: the open items of a section while it is read from top to bottom."""

from typing import NamedTuple

from linter.structure.numbering import CIRCLED

_UNDER = 0.25  # a heading by format stands just below what is open above it
_BEFORE = 0.5  # what leads in a list stands just above its enumerators


class Open(NamedTuple):
    """An item that later ones may belong to: numbered, a lead-in (重点做好以下工作：) or an unnumbered heading."""

    rank: float  # order of nesting: the kind of an enumerator, in between for what is not numbered
    item: int
    level: int  # outline level by the file format, 0 where it states none
    numbered: bool


class Nest:
    """The path from the section (item `base`, -1 where it has no heading) down to the item read last."""

    __slots__ = ("_base", "path")

    def __init__(self, base: int) -> None:
        self._base = base
        self.path: list[Open] = []

    def above(self) -> int:
        """The innermost open item."""
        return self.path[-1].item if self.path else self._base

    def unit_above(self, own: int) -> int:
        """The innermost numbered item, other than `own`, that is no measure inside a paragraph (一是, ①)."""
        return next((o.item for o in reversed(self.path) if o.numbered and o.rank < CIRCLED and o.item != own), self._base)

    def number(self, rank: float, level: int) -> int:
        """Closes what an enumerator of this rank (and level by format) ends; returns the item it stands under."""
        path = self.path
        while path and (path[-1].rank >= rank or (level and not path[-1].numbered and path[-1].level >= level)):
            path.pop()
        return self.above()

    def style(self, level: int) -> int:
        """Closes what an unnumbered heading of this level by format ends; returns the item it stands under."""
        path = self.path
        while path and not 0 < path[-1].level < level:
            path.pop()
        return self.above()

    def open(self, rank: float, item: int, level: int) -> None:
        """A numbered item is read."""
        self.path.append(Open(rank, item, level, True))

    def head(self, item: int, level: int) -> None:
        """A heading by format without number is read."""
        self.path.append(Open((self.path[-1].rank if self.path else 0) + _UNDER, item, level, False))

    def lead(self, rank: float, item: int) -> None:
        """A line is read that leads in the list whose enumerators have this rank."""
        while self.path and self.path[-1].rank >= rank - _BEFORE:
            self.path.pop()
        self.path.append(Open(rank - _BEFORE, item, 0, False))
