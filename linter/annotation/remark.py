"""The noun of this room: what one comment in the margin says, and on which words it hangs."""

from typing import NamedTuple


class Line(NamedTuple):
    """One paragraph of a comment."""

    text: str
    is_headline: bool = False


class Remark(NamedTuple):
    """One comment: `[start, end)` of the canonical text, and its paragraphs."""

    start: int
    end: int
    lines: tuple[Line, ...]
