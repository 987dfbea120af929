"""Where each stretch of the canonical text of a Word document stands in the tree of its main part.

The walk of docx.py takes down a mark for each element that says something, with the number of characters that are no
blanks before it in its piece. Blanks come and go on the way to the canonical text, the others keep their order, so
that number leads from a place in the text to the element and the character in it.
"""

from bisect import bisect_right
from typing import NamedTuple
from xml.etree.ElementTree import Element

from linter.model.text import Block
from linter.reading.manuscript import Piece

TEXT = "text"  # the name of such a mark


class Origin(NamedTuple):
    """What an element says. Text of a text box or a note comes from the drawing or the reference in the body that holds it."""

    element: Element
    said: str


class Stretch(NamedTuple):
    """`[start, end)` of the canonical text, from its first to its last character that is no blank, and where it comes from."""

    start: int
    end: int
    origin: Origin


class Slice(NamedTuple):
    """Characters `[first, last)` of what an element says; the ends are no blanks."""

    origin: Origin
    first: int
    last: int


class Trace:
    """The canonical text of a document with its stretches, in the order of the text and never overlapping."""

    def __init__(self, text: str, stretches: list[Stretch]) -> None:
        self.text = text
        self.stretches = stretches
        self._ends = [stretch.end for stretch in stretches]

    def slices(self, start: int, end: int) -> list[Slice]:
        """Where the characters of `[start, end)` stand; without any (a number that Word sets, an empty range) the nearest character.

        Empty only where the whole document has no text of its own.
        """
        found = []
        end = max(end, start + 1)
        at = bisect_right(self._ends, start)
        while at < len(self.stretches) and self.stretches[at].start < end:
            part = self._slice(self.stretches[at], start, end)
            if part is not None:
                found.append(part)
            at += 1
        if found or not self.stretches:
            return found
        asked = self.text[start:end]
        blanks = len(asked) - len(asked.lstrip())
        return [self._nearest(start + blanks if blanks < len(asked) else start)]

    def _slice(self, stretch: Stretch, start: int, end: int) -> Slice | None:
        text, (_, said) = self.text, stretch.origin
        skipped = _weight(text[stretch.start : max(start, stretch.start)])
        wanted = _weight(text[max(start, stretch.start) : min(end, stretch.end)])
        if not wanted:
            return None
        places = [index for index, character in enumerate(said) if not character.isspace()]
        return Slice(stretch.origin, places[skipped], places[skipped + wanted - 1] + 1)

    def _nearest(self, offset: int) -> Slice:
        """The next character in the same line, else the last one before, else the first of all."""
        at = bisect_right(self._ends, offset)
        behind = self.stretches[at] if at < len(self.stretches) else None
        if behind is not None:
            place = max(offset, behind.start)
            while self.text[place].isspace():  # a stretch ends with no blank
                place += 1
            if not at or "\n" not in self.text[offset:place]:
                found = self._slice(behind, place, place + 1)
                assert found is not None
                return found
        origin = self.stretches[at - 1].origin
        last = len(origin.said.rstrip())
        return Slice(origin, last - 1, last)


def traced_of(text: str, blocks: tuple[Block, ...], pieces: list[Piece], origins: list[Origin]) -> Trace:
    """The trace of a text laid out from `pieces`, one a block, whose marks named TEXT count in `origins`."""
    stretches = []
    for block, piece in zip(blocks, pieces, strict=True):
        marks = sorted((mark.before, int(mark.ident)) for mark in piece.marks if mark.name == TEXT)
        if not marks:
            continue
        places = [index for index in range(block.start, block.end) if not text[index].isspace()]
        for before, number in marks:
            origin = origins[number]
            stretches.append(Stretch(places[before], places[before + _weight(origin.said) - 1] + 1, origin))
    return Trace(text, stretches)


def _weight(text: str) -> int:
    return sum(not character.isspace() for character in text)
