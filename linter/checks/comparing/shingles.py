"""Text that two passages share, in linear time: shingles of characters, looked up in a set.

Literature: A. Z. Broder, On the resemblance and containment of documents (1997). Marks, spaces and enumerators are left
out; statutory titles and the fixed phrases of the genre are cut out, since every report holds them.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

_ENUMERATOR = re.compile(r"^(?:[一二三四五六七八九十]{1,3}(?:是|、)|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、)]|[①-⑳])+")
_NUMBER = re.compile(r"\d+")
_COUNTED = "\u4e00-\u9fffa-z0-9%"
_KEPT = re.compile(f"[{_COUNTED}]+")
_OTHERS = re.compile(f"[^{_COUNTED}]+")
_SHINGLE = 4  # characters of a shingle of a paragraph
_HOLDERS = 4  # passages that one shingle speaks for
_RUN = 16  # characters of a shingle of running text


class Passage(NamedTuple):
    """A stretch of the view and its characters that count, with their offsets."""

    start: int
    end: int
    text: str
    offsets: list[int]


@cache
def _cutter(fixed: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("《[^》\n]{1,120}》|" + "|".join(sorted(map(re.escape, fixed), key=len, reverse=True)))


def enumerator(view: str, start: int, end: int) -> int:
    """How many characters the enumerators take that open `view[start:end]`."""
    mark = _ENUMERATOR.match(view[start : min(end, start + 12)])
    return mark.end() if mark else 0


def passage(view: str, start: int, end: int, fixed: tuple[str, ...]) -> Passage:
    """The characters of `view[start:end]` that count: letters and digits outside titles and `fixed` phrases.

    Where something is cut out, a NUL stands, so that no run goes on over it.
    """
    begin = start + enumerator(view, start, end)
    pieces: list[str] = []
    offsets: list[int] = []
    at = begin
    for cut in (*_cutter(fixed).finditer(view, begin, end), None):
        stop = cut.start() if cut else end
        for kept in _KEPT.finditer(view, at, stop):
            pieces.append(kept.group())
            offsets.extend(range(*kept.span()))
        if cut:
            pieces.append("\0")
            offsets.append(cut.start())
            at = cut.end()
    return Passage(start, end, "".join(pieces), offsets)


def plain(text: str, fixed: tuple[str, ...]) -> str:
    """The text of the passage that `text` is, where nobody asks for its offsets."""
    kept = _OTHERS.sub
    return "\0".join([kept("", piece) for piece in _cutter(fixed).split(text[enumerator(text, 0, len(text)) :])])


def shingles(text: str, size: int = _SHINGLE) -> frozenset[str]:
    """The shingles of a passage's text, none over a cut; every number counts as the same one."""
    text = _NUMBER.sub("#", text)
    return frozenset(s for i in range(len(text) - size + 1) if "\0" not in (s := text[i : i + size]))


def resemblance(first: frozenset[str], second: frozenset[str]) -> float:
    """Shared shingles over those of the larger passage, 0 to 1."""
    return len(first & second) / max(len(first), len(second)) if first and second else 0.0


class Shelf:
    """Passages by their shingles: the one most like another is found without comparing all of them."""

    def __init__(self, passages: Iterable[Passage], size: int = _SHINGLE) -> None:
        self.passages = list(passages)
        self._sets = [shingles(p.text, size) for p in self.passages]
        self._by_shingle: dict[str, list[int]] = {}
        for number, own in enumerate(self._sets):
            for shingle in own:
                holders = self._by_shingle.setdefault(shingle, [])
                if len(holders) < _HOLDERS:
                    holders.append(number)

    def nearest(self, own: frozenset[str]) -> tuple[int, float]:
        """(number, resemblance) of the passage that shares most shingles, (-1, 0) where none shares any.

        A shingle speaks for the first few passages that hold it: one that all hold tells them not apart.
        """
        votes: dict[int, int] = {}
        for shingle in own:
            for number in self._by_shingle.get(shingle, ()):
                votes[number] = votes.get(number, 0) + 1
        if not votes:
            return -1, 0.0
        best = max(votes, key=lambda number: (votes[number], -number))
        return best, resemblance(own, self._sets[best])


def runs(text: str, other: str, least: int) -> list[tuple[int, int]]:
    """Stretches of `text`, as index ranges, that stand in `other` too, `least` characters or longer; linear in both."""
    known = {other[i : i + _RUN] for i in range(len(other) - _RUN + 1)}
    found: list[tuple[int, int]] = []
    begin = -1
    for i in range(len(text) - _RUN + 2):
        window = text[i : i + _RUN]
        if len(window) == _RUN and window in known and "\0" not in window:
            if begin < 0:
                begin = i
        elif begin >= 0:
            stop = i + _RUN - 1
            if stop - begin >= least:
                found.append((begin, stop))
            begin = -1
    return found
