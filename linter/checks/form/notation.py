"""Figures, ranges, document numbers and half-width marks as they are written.

Sources: GB/T 15835—2011 (a range keeps its first %, 万 and 亿; 千 and 百 do not follow Arabic numerals; 余 and 近 exclude each
other), GB/T 9704—2012, 7.2.5 (〔2022〕1号: hexagonal brackets, neither 第 nor zeros), GB/T 15834—2011 (一字线 for ranges,
full-width marks).
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from linter.checks.context import Context
from linter.checks.form.printed import Printed
from linter.model.lexicon import Lexicon
from linter.model.rule import Rule
from linter.model.verdict import Remark

_NUMBER = r"[0-9][0-9,.]*"
_FROM = re.compile(rf"{_NUMBER}$")
_TO = re.compile(rf"-({_NUMBER})([%万亿])")
_REACH = 12  # characters of the first figure of a range
_GLUED = ("-", "/", "〔")
_DIGITS = "0123456789"
_SPACES = " \t\u3000\xa0"
_PERCENT_SIGN = re.compile("[0-9.]+%")
_THOUSANDS = tuple(scale + unit for scale in "千百" for unit in "余多万亿名人件份次户起条项家本场")
_PERCENT_TWICE = ("%%", "百分之")
_OFFICIAL = re.compile(
    r"[\[［【（(〔]\s{0,2}(?:19|20)\d\d(?P<year>年?)\s{0,2}(?P<close>[\]］】）)〕])\s{0,2}(?P<ordinal>第?)\s{0,2}(?P<number>\d{1,5})\s{0,2}号"
)
_HYPHEN = re.compile(r"(?<![\d\-.])(?:\d{4}年?|(?!0\d)\d{1,4}(?:\.\d+)?[%％]?)[-－‐‑]\d{1,4}(?:\.\d+)?[%％\u4e00-\u9fff]")
_HALF = re.compile("[\u4e00-\u9fff”》）][,;:?!]|[,;:?!][\u4e00-\u9fff“《（]")


class _Wording(NamedTuple):
    openings: tuple[str, ...]  # 近1, 近2 …
    estimate: re.Pattern[str]
    continued: tuple[str, ...]  # words that open with 余, 多 or 左右


@lru_cache(maxsize=8)
def _wording(lexicon: Lexicon) -> _Wording:
    before = lexicon.words("form.before_estimate")
    continued = "|".join(map(re.escape, lexicon.words("form.after_estimate")))
    estimate = rf"[^0-9]{{1,4}}{_NUMBER}(?:[万亿]?[余多](?!{continued})|[万亿]?[\u4e00-\u9fff]{{0,2}}左右(?!{continued}))"
    return _Wording(tuple(word + digit for word in before for digit in _DIGITS), re.compile(estimate), lexicon.words("form.after_estimate"))


def triggers(lexicon: Lexicon) -> list[str]:
    """The literals near which a figure can be at fault."""
    return [*_THOUSANDS, *_PERCENT_TWICE, *_wording(lexicon).openings]


def figures(rule: Rule, context: Context) -> Iterator[Remark]:
    """Estimates said twice (近30余次), ranges without their first %, 千 and 百 behind Arabic numerals; in document order."""
    for start, end, reason in sorted(set(_found(context))):
        span = context.document.view.span(start, end)
        yield Remark(rule, span.start, span.end, reason, {})


def _found(context: Context) -> Iterator[tuple[int, int, str]]:
    view, hits, wording = context.scan.view, context.scan.hits, _wording(context.lexicon)
    for opening in wording.openings:
        for at in hits.get(opening, ()):
            match = wording.estimate.match(view, at)
            if match is not None:
                yield (*match.span(), "estimate")
    at = view.find("-")
    while at >= 0:
        low, high = _FROM.search(view, max(0, at - _REACH), at), _TO.match(view, at)
        if low is not None and high is not None and _rises(low.group(), high[1]) and view[low.start() - 1 : low.start()] not in _GLUED:
            yield low.start(), high.end(), "range-percent" if high[2] == "%" else "range-scale"
        at = view.find("-", at + 1)
    for word in _THOUSANDS:
        for at in hits.get(word, ()):
            start = at
            while start and view[start - 1] in _DIGITS:
                start -= 1
            if start < at:
                yield start, at + len(word), "thousands"
    for at in hits.get("%%", ()):
        yield at, at + 2, "percent-twice"
    for at in hits.get("百分之", ()):
        match = _PERCENT_SIGN.match(view, at + 3)
        if match is not None:
            yield at, match.end(), "percent-twice"


def _rises(low: str, high: str) -> bool:
    """True for a range of two plain figures; 2021-2025亿 is none."""
    first, last = _value(low), _value(high)
    return first is not None and last is not None and first < last and not (len(low) == 4 and low.startswith("20"))


def official_numbers(rule: Rule, context: Context) -> Iterator[Remark]:
    """Document numbers in other brackets than 〔〕, with 第, with 年 or with zeros before the number. Canonical offsets."""
    text = context.document.text
    endings, printed = context.lexicon.words("form.number_endings"), Printed(context.document)
    for match in _OFFICIAL.finditer(text):
        before = match.start()
        while before and text[before - 1] in _SPACES:
            before -= 1
        if not text.endswith(endings, 0, before):
            continue  # a case number, a number of a work order
        reason = ""
        if text[match.start()] != "〔" or match["close"] != "〕" or match["year"]:
            reason = "brackets"
        elif match["ordinal"]:
            reason = "ordinal"
        elif match["number"].startswith("0"):
            reason = "zeros"
        if reason and printed.block(match.start()) is not None:
            yield Remark(rule, match.start(), match.end(), reason, {})


def _value(text: str) -> float | None:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def hyphens(rule: Rule, context: Context) -> Iterator[Remark]:
    """Ranges with a hyphen in the place of 一字线. Canonical offsets; told once, with their number."""
    yield from _once(rule, context, _HYPHEN, "hyphen")


def half_width(rule: Rule, context: Context) -> Iterator[Remark]:
    """Half-width marks in Chinese text. Canonical offsets; told once, with their number."""
    yield from _once(rule, context, _HALF, "half-width")


def _once(rule: Rule, context: Context, pattern: re.Pattern[str], reason: str) -> Iterator[Remark]:
    text = context.document.text
    found = [m.span() for b in context.document.blocks for m in pattern.finditer(text, b.start, b.end)]
    if found:
        yield Remark(rule, *found[0], reason, {"count": len(found)})
