"""Changes of a text and where its old offsets lie afterwards."""

from collections.abc import Sequence
from typing import NamedTuple


class Edit(NamedTuple):
    """What stood at [start, end) becomes `new`; start == end inserts."""

    start: int
    end: int
    new: str


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text with all edits made. Raises ValueError where two of them overlap."""
    out: list[str] = []
    at = 0
    for edit in sorted(edits):
        if edit.start < at or edit.end < edit.start:
            raise ValueError(f"edits overlap at {edit.start}")
        out += (text[at : edit.start], edit.new)
        at = edit.end
    return "".join((*out, text[at:]))


def moved(span: tuple[int, int], edits: Sequence[Edit]) -> tuple[int, int]:
    """Where an old span lies in the changed text. What was put in at its ends belongs to it."""
    start, end = span
    before = after = 0
    for edit in edits:
        grown = len(edit.new) - (edit.end - edit.start)
        if edit.end <= start and edit.start < start:
            before += grown
        elif edit.start < start < edit.end:
            before += edit.start - start
        if edit.start <= end and edit.end <= end:
            after += grown
        elif edit.start <= end < edit.end:
            after += edit.start + len(edit.new) - end
    return start + before, max(start + before, end + after)


def touched(edits: Sequence[Edit]) -> tuple[tuple[int, int], ...]:
    """The stretches of the changed text that edits made; empty ones where something was taken out."""
    return tuple(moved((e.start, e.end), edits) for e in sorted(edits))


def touch(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """True when two spans share a character or meet."""
    return a[0] <= b[1] and b[0] <= a[1]
