"""Nouns of reading: the canonical text of a report, its blocks, its folded view and its receipt."""

from bisect import bisect_right
from typing import NamedTuple

_OPEN, _CLOSE = "“‘「『", "”’」』"


class Span(NamedTuple):
    """Half-open range `[start, end)` of code points in the canonical text."""

    start: int
    end: int


class Block(NamedTuple):
    """One paragraph-like piece of the canonical text, soft line breaks included.

    kind is one of heading, paragraph, list-item, table-row, note. `level` is the outline level that
    the format itself states (Word style, Markdown or HTML heading), 0 where it states none.
    """

    kind: str
    start: int
    end: int
    level: int = 0


class Residue(NamedTuple):
    """A part of the file that is not of the report (navigation, metadata table, 打印本页): not judged."""

    start: int
    end: int
    kind: str


class Receipt(NamedTuple):
    """What was read of a file: set-aside residue, ignored decoration, parts that could not be read."""

    characters: int
    blocks: int
    residue: tuple[Residue, ...] = ()
    ignored: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """True unless a part that may hold body text could not be read."""
        return not self.unread


class Clue(NamedTuple):
    """A named value found beside the body (发布日期, 发布机构, file name …): feeds the profile."""

    name: str
    value: str
    start: int | None
    end: int | None


class Comment(NamedTuple):
    """A remark beside the text, never part of it (Word comment, Markdown comment), and the canonical span it hangs on.

    A Markdown comment stands in the file itself: its span is its own place.
    """

    text: str
    author: str
    start: int
    end: int


class View:
    """The folded text that matchers see, with a map back to the canonical text.

    Width, dashes, letter case and spaces are folded, quotation marks, soft line breaks, residue and
    Markdown marks are left out; one `\\n` stands between blocks. Offsets are code points.
    """

    __slots__ = ("_anchors", "_shifts", "blocks", "text")

    def __init__(self, text: str, anchors: list[int], shifts: list[int], blocks: list[tuple[int, int]]) -> None:
        self.text = text
        self._anchors = anchors
        self._shifts = shifts
        self.blocks = blocks  # [start, end) of each block in the view, in step with Document.blocks

    def origin(self, index: int) -> int:
        """Offset in the canonical text of the view's character at `index`."""
        return index + self._shifts[bisect_right(self._anchors, index) - 1]

    def span(self, start: int, end: int) -> Span:
        """The canonical span of the non-empty view range `[start, end)`."""
        if end <= start:
            at = self.origin(start) if start < len(self.text) else (self.origin(start - 1) + 1 if start else 0)
            return Span(at, at)
        anchors, shifts = self._anchors, self._shifts
        return Span(start + shifts[bisect_right(anchors, start) - 1], end + shifts[bisect_right(anchors, end - 1) - 1])


class Document:
    """One report as read: canonical text, blocks in reading order, folded view, receipt, clues, comments beside the text."""

    __slots__ = ("blocks", "clues", "comments", "format", "path", "receipt", "sha256", "text", "view")

    def __init__(
        self,
        path: str,
        format: str,
        sha256: str,
        text: str,
        blocks: tuple[Block, ...],
        view: View,
        receipt: Receipt,
        clues: tuple[Clue, ...] = (),
        comments: tuple[Comment, ...] = (),
    ) -> None:
        self.path = path
        self.format = format
        self.sha256 = sha256
        self.text = text
        self.blocks = blocks
        self.view = view
        self.receipt = receipt
        self.clues = clues
        self.comments = comments

    def quoted(self, start: int, end: int) -> Span:
        """The canonical span of a view range with the quotation marks that hug it: the view has none, people see them."""
        seen = left, right = self.view.span(start, end)
        text = self.text
        if (not left or text[left - 1] not in _OPEN) and text[right : right + 1] not in _CLOSE:
            return seen
        while left > 0 and text[left - 1] in _OPEN:
            left -= 1
        while right < len(text) and text[right] in _CLOSE:
            right += 1
        return Span(left, right)
