"""Words of a report quoted with the words around them: a bracket or a figure alone tells nobody which sentence to open."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_MARKS = frozenset("，。；：！？、,;:!?\n")  # reports of the web are written with half-width marks
_REACH = 24  # characters of context on either side, less where the clause ends before
_BRIDGE = 40  # figures no farther apart than this are shown in one piece
_PASSAGES = 4
_INNER = re.compile(r"(?<=[0-9]{3})[0-9](?=[0-9Xx*]{2})")  # all but the first three and the last two of a long number


class Piece(NamedTuple):
    """Some words of a passage; `hit` where the finding is about these."""

    text: str
    hit: bool


class Excerpt(NamedTuple):
    """A passage of the report with the words around what it is quoted for.

    Its pieces joined are literal text, but for the digits of personal data and … where a long clause is cut.
    """

    start: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def bare(self) -> bool:
        """True where nothing stands beside the hits, so that they want no mark."""
        return all(piece.hit for piece in self.pieces)

    @property
    def marked(self) -> str:
        """The passage with 【】 around the hits."""
        return self.text if self.bare else "".join(f"【{piece.text}】" if piece.hit else piece.text for piece in self.pieces)


def veiled(text: str) -> str:
    """`text` with the inner digits of long numbers starred: a page about personal data must not hand it on."""
    return _INNER.sub("*", text)


def quoted(text: str, spans: Iterable[tuple[int, int]], *, whole: bool = False) -> tuple[Excerpt, ...]:
    """The passages of `text` that hold `spans`, with the rest of their clauses; `whole`: the spans alone, they are clauses.

    Spans that overlap or lie close together share a passage; after four passages the rest are left out.
    """
    runs: list[list[tuple[int, int]]] = []
    for start, end in sorted(set(spans)):
        if runs:
            last = runs[-1][-1]
            if start < last[1]:
                runs[-1][-1] = (last[0], max(last[1], end))
                continue
            if start - last[1] <= _BRIDGE and "\n" not in text[last[1] : start]:
                runs[-1].append((start, end))
                continue
        runs.append([(start, end)])
    return tuple(_excerpt(text, run, 0 if whole else _REACH) for run in runs[:_PASSAGES])


def _excerpt(text: str, run: list[tuple[int, int]], reach: int) -> Excerpt:
    start, end = run[0][0], run[-1][1]
    low, high = start, end
    while low > 0 and start - low < reach and not _closes(text, low - 1):
        low -= 1
    while high < len(text) and high - end < reach and not _closes(text, high):
        high += 1
    before = "…" if reach and low > 0 and not _closes(text, low - 1) else ""
    after = "…" if reach and high < len(text) and not _closes(text, high) else ""
    while low < start and text[low] in " \t\u3000":
        low += 1
    while high > end and text[high - 1] in " \t\r\u3000":
        high -= 1
    pieces, at = [Piece(before, False)] if before else [], low
    for hit in run:
        if hit[0] > at:
            pieces.append(Piece(text[at : hit[0]], False))
        pieces.append(Piece(text[hit[0] : hit[1]], True))
        at = hit[1]
    if high > at:
        pieces.append(Piece(text[at:high], False))
    if after:
        pieces.append(Piece(after, False))
    return Excerpt(low, tuple(pieces))


def _closes(text: str, at: int) -> bool:
    """Whether a clause ends with the character at `at`; in 1,200 and 9:30 none does."""
    char = text[at]
    if char not in _MARKS:
        return False
    return not (char in ",:" and 0 < at < len(text) - 1 and text[at - 1].isdecimal() and text[at + 1].isdecimal())
