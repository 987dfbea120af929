"""Enumerators of Chinese official documents, found as sequences and never by line starts.

GB/T 9704 orders them 一、 （一） 1. （1）; inside paragraphs stand 一是 … 二是 …. A body may be one single
line, a sequence may restart, skip or repeat a number, and 是 may be lost (三加强…).
"""

import re
from typing import NamedTuple

PART, CHAPTER, SECTION, POINT, SUBPOINT, INLINE = range(6)  # 第一部分, 一、, （一）, 1., （1）, 一是

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")}
_NUMERAL = "[一二三四五六七八九十]{1,3}"
# one pattern for each opening character, so that the regex engine skips to it
_HAN = re.compile(rf"({_NUMERAL})(?:(、|\.(?!\d))|([是要](?!否)))")
_BRACKET = re.compile(rf"\((?:({_NUMERAL})|(\d{{1,2}}))\)")
_CIRCLED = re.compile("[①-⑳]")
_ARABIC = re.compile(r"[0-9]{1,2}(?:\.(?!\d)|、)")
_ORDINAL = re.compile(rf"第({_NUMERAL})(部分[、,:]?|,)")
_NAMED = re.compile(rf"其({_NUMERAL})[是,]")
_SENTENCE_END = frozenset("。!?;:\n")
_NO_INLINE = frozenset("第之其唯")
_OPEN = frozenset("。!?;:,、\n)》")
# a numeral that counts something is no enumerator that lost its 是
_COUNTED = frozenset("是要、)十百千万亿年月日季届级次个项条名件位家支批者方大中小层分等类种期场本部、,.到至-成线网")


class Mark(NamedTuple):
    """One enumerator: `[start, end)` of its own characters, its kind and its number."""

    start: int
    end: int
    kind: int
    value: int


def numeral(text: str) -> int:
    """The value of a Chinese numeral from 一 to 九十九; 0 where it is none."""
    if "十" in text:
        tens, _, units = text.partition("十")
        return (_DIGIT.get(tens, 1 if not tens else 0)) * 10 + (_DIGIT.get(units, 0) if units else 0)
    return _DIGIT.get(text, 0) if len(text) == 1 else 0


def candidates(view: str) -> list[Mark]:
    """Every place of the view that may be an enumerator, by form and by what stands before it; sorted."""
    found = []

    def keep(start: int, end: int, kind: int, value: int) -> None:
        if value:
            found.append(Mark(start, end, kind, value))

    for match in _HAN.finditer(view):
        start = match.start()
        before = view[start - 1] if start else "\n"
        if match[2]:
            if before in _SENTENCE_END:
                keep(start, match.end(), CHAPTER, numeral(match[1]))
        elif before not in _NO_INLINE:
            keep(start, match.end(), INLINE, numeral(match[1]))
    for match in _BRACKET.finditer(view):
        start = match.start()
        before = view[start - 1] if start else "\n"
        if match[1]:
            if before not in "第项款条之":
                keep(start, match.end(), SECTION, numeral(match[1]))
        elif before in _OPEN:
            keep(start, match.end(), SUBPOINT, int(match[2]))
    for match in _CIRCLED.finditer(view):
        keep(match.start(), match.end(), SUBPOINT, ord(match.group()) - 0x245F)
    for match in _ARABIC.finditer(view):
        start = match.start()
        before = view[start - 1] if start else "\n"
        if before in _SENTENCE_END or before == ")" or ("\u4e00" <= before <= "\u9fff" and before not in "第年月"):
            keep(start, match.end(), POINT, int(match.group()[:-1]))
    for match in _ORDINAL.finditer(view):
        start = match.start()
        before = view[start - 1] if start else "\n"
        if match[2] == ",":
            keep(start, match.end(), INLINE, numeral(match[1]))
        elif before in _SENTENCE_END:
            keep(start, match.end(), PART, numeral(match[1]))
    for match in _NAMED.finditer(view):
        keep(match.start(), match.end(), INLINE, numeral(match[1]))
    return sorted(found)


def chain(marks: list[Mark], view: str) -> list[Mark]:
    """The best sequence among marks of one kind: values in order, starting at 一, gaps and repeats tolerated at a price.

    Returns the marks of the sequence in document order; a later restart at 一 is not part of it.
    """
    if not marks:
        return []
    best = [0.0] * len(marks)
    back = [-1] * len(marks)
    for i, mark in enumerate(marks):
        firm = 1.0 if mark.start == 0 or view[mark.start - 1] in _SENTENCE_END else 0.6
        best[i] = firm - (0 if mark.value == 1 else 0.9 * min(mark.value - 1, 3))
        for j in range(i):
            step = mark.value - marks[j].value
            price = {1: 0.0, 2: 0.8, 0: 0.9, 3: 1.6}.get(step)
            if price is not None and best[j] + firm - price > best[i]:
                best[i] = best[j] + firm - price
                back[i] = j
    at = max(range(len(marks)), key=best.__getitem__)
    path = []
    while at >= 0:
        path.append(marks[at])
        at = back[at]
    return path[::-1]


def sequences(marks: list[Mark], view: str) -> list[Mark]:
    """All sequences of one kind within a stretch, each starting at 一: a restart opens a new one.

    A lone mark that is not 一 is dropped, as is a lone 一 of the weak kinds (1. and 一是) in mid-sentence.
    """
    kept: list[Mark] = []
    run: list[Mark] = []

    def close() -> None:
        if len(run) > 1 or (run and run[0].value == 1 and (run[0].start == 0 or view[run[0].start - 1] in _SENTENCE_END)):
            kept.extend(run)
        run.clear()

    for mark in marks:
        if not run:
            if mark.value == 1:
                run.append(mark)
            continue
        step = mark.value - run[-1].value
        if step == 1 or (step in (0, 2) and (mark.start == 0 or view[mark.start - 1] in _SENTENCE_END)):
            run.append(mark)
        elif mark.value == 1:
            close()
            run.append(mark)
    close()
    return kept


def lost_inline(view: str, run: list[Mark], end: int) -> list[Mark]:
    """Marks of a 一是 sequence whose 是 got lost (三加强…), searched from the last mark of `run` up to `end`."""
    found = []
    last = run[-1]
    expected = last.value + 1
    for match in re.finditer(r"(?<=[。;\n])([一二三四五六七八九十])(?=[\u4e00-\u9fff])", view[last.end : end]):
        at = last.end + match.start()
        if numeral(match.group(1)) == expected and view[at + 1] not in _COUNTED:
            found.append(Mark(at, at + 1, INLINE, expected))
            expected += 1
    return found
