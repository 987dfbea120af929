"""Enumerators of Chinese official documents, found as sequences and never by line starts.

GB/T 9704 orders them 一、 （一） 1. （1）; inside paragraphs stand 一是 … 二是 … and ①. A body may be one single
line, a sequence may restart, skip or repeat a number, and 是 may be lost (三加强…). Everything here is linear in
the length of the view.
"""

import re
from bisect import bisect_left

from linter.model.outline import CHAPTER, CIRCLED, INLINE, PART, POINT, SECTION, SUBPOINT, Mark

__all__ = [
    "CHAPTER", "CIRCLED", "INLINE", "PART", "POINT", "SECTION", "SUBPOINT", "Mark",
    "candidates", "chain", "numeral", "opens_sentence", "sequences",
]  # fmt: skip

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")}
_NUMERAL = "[一二三四五六七八九十]{1,3}"
# one pattern for each opening character, so that the regex engine skips to it
_HAN = re.compile(r"([一二三四五六七八九十][一二三四五六七八九十]{0,2})(?:(、|\.(?!\d))|(是(?!否)|要(?![求素件点害义])))")
_BRACKET = re.compile(rf"\((?:({_NUMERAL})|(\d{{1,2}}))\)")
_CIRCLED = re.compile("[①-⑳]")
_ARABIC = re.compile(r"[0-9]{1,2}(?:\.(?!\d)|、)")
_ORDINAL = re.compile(rf"第({_NUMERAL})(部分[、,:]?|,)")
_NAMED = re.compile(rf"其({_NUMERAL})[是,]")
SENTENCE_END = frozenset("。!?;:\n")
# 第一, 其一, 统一要求, 逐一是: the numeral is part of a word; 系统一是, 合同一是, 清单一是 are none of these
_WORD = re.compile("[第之其唯专逐]|(?<![系传])统|(?<![合共不协])同|(?<![清简名账表罚订])单")
_NO_BRACKET = frozenset("第项款条之")
_NO_ARABIC = frozenset("第年月")
_PART_HEADING = 60  # characters
# what a number costs that does not follow the one before it: none, skipped one, repeated, skipped two
_PRICES = ((1, 0.0), (2, 0.8), (0, 0.9), (3, 1.6))


def numeral(text: str) -> int:
    """The value of a Chinese numeral from 一 to 九十九; 0 where it is none."""
    if "十" in text:
        tens, _, units = text.partition("十")
        if (tens and tens not in _DIGIT) or (units and units not in _DIGIT):
            return 0
        return _DIGIT.get(tens, 1) * 10 + _DIGIT.get(units, 0)
    return _DIGIT.get(text, 0)


def candidates(view: str) -> list[Mark]:
    """Every place of the view that may be an enumerator, by form and by what stands before it; sorted."""
    found: list[Mark] = []
    for match in _HAN.finditer(view):
        start, end = match.span()
        before = view[start - 1] if start else "\n"
        if match[2]:
            if before in SENTENCE_END:
                found.append(Mark(start, end, CHAPTER, numeral(match[1])))
        elif not start or not _WORD.match(view, start - 1):
            found.append(Mark(start, end, INLINE, numeral(match[1])))
    for match in _BRACKET.finditer(view):
        start, end = match.span()
        if view[start - 1 : start] not in _NO_BRACKET:
            found.append(Mark(start, end, SECTION, numeral(match[1])) if match[1] else Mark(start, end, SUBPOINT, int(match[2])))
    found.extend(Mark(m.start(), m.end(), CIRCLED, ord(m.group()) - 0x245F) for m in _CIRCLED.finditer(view))
    for match in _ARABIC.finditer(view):
        start = match.start()
        before = view[start - 1] if start else "\n"
        if before in SENTENCE_END or before == ")" or ("\u4e00" <= before <= "\u9fff" and before not in _NO_ARABIC):
            found.append(Mark(start, match.end(), POINT, int(match.group()[:-1])))
    for match in _ORDINAL.finditer(view):
        start = match.start()
        if match[2] == ",":
            found.append(Mark(start, match.end(), INLINE, numeral(match[1])))
        elif not start or view[start - 1] in SENTENCE_END:
            found.append(Mark(start, match.end(), PART, numeral(match[1])))
            below = _first_chapter(view, match.end())
            if below:
                found.append(below)
    found.extend(Mark(m.start(), m.end(), INLINE, numeral(m[1])) for m in _NAMED.finditer(view))
    return sorted(mark for mark in found if mark.value)


def _first_chapter(view: str, start: int) -> Mark | None:
    """The 一、 that runs into the heading of a part (第一部分 主要举措一、…); None where a sentence or line ends before it."""
    at = view.find("一、", start + 1, start + _PART_HEADING)
    if at < 0 or _WORD.match(view, at - 1) or any(c in SENTENCE_END for c in view[start:at]):
        return None
    return Mark(at, at + 2, CHAPTER, 1)


def opens_sentence(view: str, start: int) -> bool:
    """True at the start of the view and behind a mark that ends a sentence or a line."""
    return not start or view[start - 1] in SENTENCE_END


def chain(marks: list[Mark], view: str) -> list[Mark]:
    """The best sequence among marks of one kind: values in order, starting at 一, gaps and repeats tolerated at a price.

    Returns the marks of the sequence in document order; a later restart at 一 is not part of it. What a
    mark can follow depends on the number before it only, so the best end for each number is all there is to remember.
    """
    if not marks:
        return []
    scores: list[float] = []
    back: list[int] = []
    best: dict[int, int] = {}  # number → index of the mark that ends the best sequence with it so far
    for i, mark in enumerate(marks):
        firm = 1.0 if opens_sentence(view, mark.start) else 0.6
        score, source = firm - (0 if mark.value == 1 else 0.9 * min(mark.value - 1, 3)), -1
        for step, price in _PRICES:
            j = best.get(mark.value - step, -1)
            if j >= 0:
                reached = scores[j] + firm - price
                if reached > score or (reached == score and j < source):
                    score, source = reached, j
        scores.append(score)
        back.append(source)
        known = best.get(mark.value, -1)
        if known < 0 or score > scores[known]:
            best[mark.value] = i
    at = max(range(len(marks)), key=scores.__getitem__)
    path = []
    while at >= 0:
        path.append(marks[at])
        at = back[at]
    return path[::-1]


def sequences(
    marks: list[Mark], view: str, *, lost: re.Pattern[str] | None = None, borders: list[int] | None = None, end: int = 0
) -> list[Mark]:
    """All sequences of one kind within a stretch, each starting at 一: a restart opens a new one.

    A lone mark that is not 一 is dropped, as is a lone 一 in mid-sentence. With `lost` (what an enumerator without
    its 是 looks like), missing numbers of a run are looked for up to the next of `borders` (sorted) or `end`.
    """
    kept: list[Mark] = []
    run: list[Mark] = []
    searched = 0  # up to here no lost mark follows the run: nothing is searched twice

    def close() -> None:
        if len(run) > 1 or (run and opens_sentence(view, run[0].start)):
            kept.extend(run)
        run.clear()

    def fill(limit: int) -> None:
        """Adds what lost its 是 behind the last mark of the run."""
        nonlocal searched
        if lost is None or not run:
            return
        at = bisect_left(borders, run[-1].end) if borders else 0
        stop = min(limit, borders[at]) if borders and at < len(borders) else limit
        run.extend(_lost(view, run[-1].value + 1, max(run[-1].end, searched), stop, lost))
        searched = max(searched, stop)

    for mark in marks:
        if not run:
            if mark.value == 1:
                run.append(mark)
            continue
        if mark.value != run[-1].value + 1:
            fill(mark.start)
        step = mark.value - run[-1].value
        if step == 1 or (step in (0, 2) and opens_sentence(view, mark.start)):
            run.append(mark)
        elif mark.value == 1:
            close()
            run.append(mark)
    fill(end)
    close()
    return kept


def _lost(view: str, expected: int, start: int, end: int, lost: re.Pattern[str]) -> list[Mark]:
    found = []
    for match in lost.finditer(view, start, end):
        if _DIGIT.get(match.group()) == expected:
            found.append(Mark(match.start(), match.end(), INLINE, expected))
            expected += 1
    return found
