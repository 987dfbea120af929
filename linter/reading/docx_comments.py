"""Comments in the margin of a Word document: who says what, and on which words of the canonical text it hangs.

While the body is walked, only marks are taken down: how many characters that are no blanks stand before each in its piece.
That number stays the same however pieces are stripped, glued, numbered and laid out.
"""

from typing import NamedTuple
from xml.etree.ElementTree import Element

from linter.model.failure import ReadFailure
from linter.model.text import Block, Comment
from linter.reading.manuscript import Mark, Piece
from linter.reading.ooxml import local, value
from linter.reading.package import Package

MARKS = {"commentRangeStart": "start", "commentRangeEnd": "end", "commentReference": "at"}
_LONGEST = 2000  # characters of one comment that are kept


class _Said(NamedTuple):
    author: str
    text: str


class Margin:
    """The comments of one document, and the marks that wait for the next piece of text."""

    def __init__(self, package: Package, part: str) -> None:
        self._said = _read(package, part)
        self.waiting: list[Mark] = []

    def mark(self, element: Element, name: str, before: int) -> Mark | None:
        """The mark of an element of MARKS with `before` characters in front of it; None where nothing is said there."""
        ident = value(element, "id")
        return Mark(ident, MARKS[name], before) if ident in self._said else None

    def hung(self, pieces: list[Piece], marks: list[Mark], lead: int) -> list[Piece]:
        """The pieces of one paragraph with its marks, and those that waited; `lead` characters were put in front (its number)."""
        if not (marks or self.waiting):
            return pieces
        if not pieces:
            self.waiting += [mark._replace(before=0) for mark in marks]
            return pieces
        own = [*self.waiting, *(mark._replace(before=mark.before + lead) for mark in marks)]
        self.waiting = []
        out, passed = [], 0
        for number, piece in enumerate(pieces, 1):
            size = weight(piece.text)
            here: list[Mark] = []
            later: list[Mark] = []
            for mark in own:
                stays = mark.before < passed + size or number == len(pieces) or (mark.name == "end" and mark.before == passed + size)
                (here if stays else later).append(mark)
            own = later
            out.append(piece._replace(marks=(*piece.marks, *(m._replace(before=m.before - passed) for m in here))))
            passed += size
        return out

    def placed(self, pieces: list[Piece], blocks: tuple[Block, ...]) -> tuple[Comment, ...]:
        """The comments in the order of their places. What hangs on deleted or hidden text has no place and is left out."""
        found: dict[str, dict[str, int]] = {}
        standing = [piece for piece in pieces if piece.text.strip()]
        last = 0
        for piece, block in zip(standing, blocks, strict=True):
            for mark in piece.marks:
                # what ends between two paragraphs ends with the first
                at = last if mark.name == "end" and not mark.before else block.start + _offset(piece.text.strip(), mark)
                found.setdefault(mark.ident, {})[mark.name] = at
            last = block.end
        if blocks:
            for mark in self.waiting:
                found.setdefault(mark.ident, {})[mark.name] = blocks[-1].end
        comments = []
        for ident, ends in found.items():
            at = ends.get("at", ends.get("end", ends.get("start", 0)))
            start = ends.get("start", at)
            said = self._said[ident]
            comments.append(Comment(said.text, said.author, start, max(start, ends.get("end", at))))
        return tuple(sorted(comments, key=lambda c: (c.start, c.end, c.text)))


def weight(text: str) -> int:
    """How many characters are no blanks."""
    return sum(not character.isspace() for character in text)


def joined(pieces: list[Piece], skipped: int = 0) -> tuple[Mark, ...]:
    """The marks of pieces that become one, with `skipped` characters in front of them."""
    marks: list[Mark] = []
    for piece in pieces:
        marks += [mark._replace(before=mark.before + skipped) for mark in piece.marks]
        skipped += weight(piece.text)
    return tuple(marks)


def _offset(text: str, mark: Mark) -> int:
    """Where a mark stands in the text of its block: before the next character, an end behind the last one."""
    seen = 0
    for index, character in enumerate(text):
        if mark.name == "end" and seen == mark.before:
            return index
        if not character.isspace():
            if seen == mark.before:
                return index
            seen += 1
    return len(text)


def _read(package: Package, part: str) -> dict[str, _Said]:
    try:
        root = package.xml(part)
    except ReadFailure:
        return {}  # a margin that cannot be read makes no report unreadable
    said = {}
    for comment in root if root is not None else ():
        lines = ("".join(t.text or "" for t in p.iter() if local(t) == "t") for p in comment.iter() if local(p) == "p")
        said[value(comment, "id")] = _Said(value(comment, "author"), "\n".join(lines).strip()[:_LONGEST])
    return said
