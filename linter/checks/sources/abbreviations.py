"""Abbreviations made of numbers (“1314”, “三减三提升”, “1+28”) that a report uses without ever saying what they stand for.

Read from the canonical text: it is the quotation marks that make such a string a name.
"""

import re
from collections.abc import Collection, Iterable

from linter.model.fold import TABLE

_QUOTED = re.compile(r"[“\"「]([^”\"」“\n]{2,16})[”\"」]")
_SPACES = re.compile(r"\s+")
_NUMERAL = "[一二三四五六七八九十两双百0-9]"
# digits and signs only, or two and more numerals each with a word behind: 三减三提升, 四所一庭
_CODE = re.compile(rf"[0-9][0-9+×xn-]*[0-9n]|(?:{_NUMERAL}+[^{_NUMERAL[1:-1]}\W]{{1,4}}){{2,4}}")
_NEAR = 40  # characters behind in which an explanation stands
_LISTED = 3  # members of a list right in front that are as good as an explanation


def unexplained(text: str, known: Collection[str], explaining: Iterable[str]) -> list[tuple[int, int, str]]:
    """(start, end, abbreviation) of those that are neither known to every reader nor explained at any of their places."""
    places: dict[str, list[tuple[int, int]]] = {}
    for match in _QUOTED.finditer(text):
        code = _plain(match[1])
        if _CODE.fullmatch(code) and code not in known and not _each(code):
            places.setdefault(code, []).append(match.span())
    marks = tuple(explaining)
    found = []
    for spans in places.values():
        if not any(_explained(text, start, end, marks) for start, end in spans):
            start, end = spans[0][0] + 1, spans[0][1] - 1
            found.append((start, end, text[start:end]))
    # what is digits only says least: it is told first
    return sorted(found, key=lambda place: (not place[2][0].isdigit(), place[0]))


def _plain(text: str) -> str:
    """`text` without spaces and line breaks, width folded: neither says anything."""
    return _SPACES.sub("", text.translate(TABLE))


def _each(code: str) -> bool:
    """一案一卷, 一月一研判: each its own; no abbreviation."""
    return {character for character in code if character in _NUMERAL} == {"一"}


def _explained(text: str, start: int, end: int, marks: tuple[str, ...]) -> bool:
    behind = _plain(text[end : end + 3 * _NEAR])[:_NEAR]
    if any(mark in behind for mark in marks):
        return True
    before = _plain(text[max(0, start - 6 * _NEAR) : start])[-2 * _NEAR :]
    cut = max(before.rfind(stop) for stop in "。;")
    return before[cut + 1 :].count("、") >= _LISTED - 1
