"""Dates as they are written: 2024年1月26日, with all digits of the year, with 年, without zeros, on a day there is.

Sources: GB/T 9704—2012, 7.3.5 (Arabic numerals, year in full, no zeros before month and day), GB/T 15835—2011. View offsets.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from linter.checks.context import Context
from linter.model.lexicon import Lexicon
from linter.model.rule import Rule
from linter.model.verdict import Remark

_ZERO = ("年0", "月0")
_PADDED = re.compile(r"(?:20\d\d年)?(?:0\d月(?:\d{1,2}日)?|\d{1,2}月0\d日)")
_SHORT = ("年度", "年底", "年初", "年末", "年1", "年2", "年3", "年4", "年5", "年6", "年7", "年8", "年9", "年上", "年下")
_SHORT_YEAR = re.compile(r"[12]\d年(?:度|底|初|末|[上下]半年|\d{1,2}月)")
_PARTS = ("上半年", "下半年", "全年", "季度")
_YEARLESS = re.compile(r"20[0-4]\d(?:[上下]半年度?|全年|第?[一二三四]季度)")
_AFTER = re.compile(r"20[0-4]\d[\u4e00-\u9fff]{1,8}")
_MONTH = re.compile("月(?:([0-9]{1,2})日|份|底|初|[上中下]旬)")
_DIGITS = "0123456789"
_DOTTED = re.compile(r"20[0-4]\d(?:\.\d{1,2}\.|-\d{1,2}-|/\d{1,2}/)\d{1,2}(?![\d.号])")
_JOINED = re.compile(r"20\d\d20\d\d年")
_HAN_ZERO = re.compile(r"二[0o零]{1,2}[一二三四五六七八九0o零]{1,2}年")
_LENGTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NEAR = 5  # years from the report's own within which two digits or a bare number are a year
_BACK = 12  # characters before a trigger in which the date begins


class _Wording(NamedTuple):
    openings: tuple[str, ...]  # 开展20, 印发20: a verb and the beginning of a year
    counted: re.Pattern[str]  # what follows a number that counts: 2022件


@lru_cache(maxsize=8)
def _wording(lexicon: Lexicon) -> _Wording:
    counted = sorted((*lexicon.words("facts.units"), *lexicon.words("form.after_number")), key=len, reverse=True)
    return _Wording(tuple(verb + "20" for verb in lexicon.words("form.before_year")), re.compile("|".join(map(re.escape, counted))))


def triggers(lexicon: Lexicon) -> list[str]:
    """The literals near which a date can be at fault."""
    return [*_ZERO, *_SHORT, *_PARTS, *_wording(lexicon).openings]


def faults(rule: Rule, context: Context) -> Iterator[Remark]:
    """Dates that are written otherwise than the standards have it, or that the calendar has not; in document order."""
    found = sorted(set(_found(context)))
    reached = -1
    for start, end, reason in found:
        if start >= reached:
            reached = end
            span = context.document.view.span(start, end)
            yield Remark(rule, span.start, span.end, reason, {})


def _found(context: Context) -> Iterator[tuple[int, int, str]]:
    view = context.scan.view
    for match in _around(context, _ZERO, _PADDED):
        yield (*match.span(), "padded")
    for match in _around(context, _SHORT, _SHORT_YEAR):
        if not view[match.start() - 1 : match.start()].isdigit() and _is_near(2000 + int(match.group()[:2]), context):
            yield (*match.span(), "short")
    for match in _around(context, _PARTS, _YEARLESS):
        yield (*match.span(), "yearless")
    yield from _after_verbs(context)
    for match in _MONTH.finditer(view):
        start = match.start()
        while start and view[start - 1] in _DIGITS:
            start -= 1
        if start < match.start() and view[start - 1 : start] not in ("-", "·"):
            month, day = int(view[start : match.start()][:4]), int(match[1] or 1)
            if not (1 <= month <= 12 and 1 <= day <= _LENGTH[month - 1]):
                yield start, match.end(), "impossible"
    for match in _DOTTED.finditer(view):
        yield (*match.span(), "dotted")
    for match in _JOINED.finditer(view):
        if not view[match.start() - 1 : match.start()].isdigit():
            yield (*match.span(), "joined")
    for match in _HAN_ZERO.finditer(view):
        yield (*match.span(), "zero")


def _around(context: Context, words: tuple[str, ...], pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Matches of `pattern` that hold one of the words."""
    view = context.scan.view
    for word in words:
        for at in context.scan.hits.get(word, ()):
            yield from (m for m in pattern.finditer(view, max(0, at - _BACK), at + _BACK) if m.start() <= at < m.end())


def _after_verbs(context: Context) -> Iterator[tuple[int, int, str]]:
    """开展2022矛盾纠纷…: a year that lost its 年 between a verb and what is done."""
    view, wording = context.scan.view, _wording(context.lexicon)
    for opening in wording.openings:
        for at in context.scan.hits.get(opening, ()):
            match = _AFTER.match(view, at + len(opening) - 2)
            if match is not None and _is_near(int(match.group()[:4]), context) and not wording.counted.match(view, match.start() + 4):
                yield match.start(), min(match.end(), match.start() + 8), "yearless"


def _is_near(year: int, context: Context) -> bool:
    own = context.profile.year
    return own is not None and abs(year - own) <= _NEAR
