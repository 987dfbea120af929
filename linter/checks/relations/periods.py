"""Plan periods and spans of years: 八五 is 2021 to 2025, 三年行动 has three years, a span ends after it begins.

Source of the periods: the five-year plans and the 普法 periods as the State fixed them (lexicon figures.plan_periods). All
marks are canonical offsets.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from linter.checks.context import Context
from linter.checks.relations.page import Draft, Mark, Page, Words
from linter.facts.dates import iso
from linter.facts.numbers import number_of

_FIRST_PERIOD = 1985  # 一五普法 ran from 1986 to 1990
_YEAR = re.compile(r"20[0-9]{2}(?=[年-])")
_RANGE = re.compile(r"(?P<first>20\d\d)年?(?:-|至)(?P<last>20\d\d)(?=年|\))")
_HEAD = re.compile(r"(?P<years>[二三四五六七八九十]|\d)年[^《》()、,。;\n0-9]{1,14}\($")  # 三年行动方案(
_NAMED = re.compile(r"[^《》()、,。;\n0-9]{0,14}\((?P<first>20\d\d)年?-(?P<last>20\d\d)年?\)")  # 规划(2021-2025年), behind a name
_IS = ("年是", "年度是")
_NUMERALS = frozenset("一二三四五六七八九十")
_SPAN = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日(?:至|-|到)(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})日")
_DATE = re.compile(r"(20\d\d)年(\d{1,2})月(?:(\d{1,2})日)?")


class _Forms(NamedTuple):
    periods: dict[str, tuple[int, int]]
    subjects: tuple[str, ...]  # what follows the name of a period
    numbered: re.Pattern[str]
    placed: re.Pattern[str]
    first: tuple[str, ...]


@lru_cache(maxsize=8)
def _forms(words: Words) -> _Forms:
    periods = {name: (int(years[:4]), int(years[5:])) for name, years in words.spans("plan_periods").items()}
    names = "|".join(sorted(periods, key=len, reverse=True))
    places = (*words.words("first_years"), *words.words("last_years"))
    return _Forms(
        periods,
        words.words("plan_subjects"),
        re.compile(r"(?P<number>第[一二三四五六七八九十])个(?:五年)?规划(?:[^《》()、,。;\n]{0,6}\((?P<first>20\d\d)年?-(?P<last>20\d\d)年?\))?"),
        re.compile(rf"(?P<year>20\d\d)年(?:度)?是[^。;\n]{{0,10}}?(?P<name>{names})[^。;,\n]{{0,12}}?(?P<place>{'|'.join(places)})"),
        words.words("first_years"),
    )


class _Period(NamedTuple):
    """The name of a plan period where it stands: 八五, 十四五."""

    name: str
    start: int
    end: int


class Years(NamedTuple):
    """What of a text holds a year, found in one pass over its years."""

    ranges: list[re.Match[str]]
    dates: list[re.Match[str]]
    spans: list[re.Match[str]]
    places: list[int]


def periods(page: Page, context: Context, years: Years) -> Iterator[Draft]:
    """Drafts of plan periods and spans of years; their marks are canonical."""
    yield from _periods(_forms(page.words), page, context, years)
    yield from _terms(page, context, years)


def years_in(text: str) -> Years:
    """What of `text` holds a year. Linear."""
    found = Years([], [], [], [])
    for match in _YEAR.finditer(text):
        at = match.start()
        found.places.append(at)
        for pattern, group in ((_RANGE, found.ranges), (_DATE, found.dates), (_SPAN, found.spans)):
            whole = pattern.match(text, at)
            if whole:
                group.append(whole)
    return found


def mark_of(context: Context, start: int, end: int, value: str | None, role: str) -> Mark:
    """A stretch of the view as a part with canonical offsets."""
    span = context.document.view.span(start, end)
    return Mark(span.start, span.end, value, role)


def _named_periods(forms: _Forms, text: str) -> list[_Period]:
    """Names of plan periods with a word behind them that makes them one (八五普法, 十四五规划), or a span of years."""
    found = []
    at = text.find("五")
    while at >= 0:
        for size in (3, 2):
            name = text[at - size + 1 : at + 1]
            if name in forms.periods and text[at - size : at - size + 1] not in _NUMERALS:
                found.append(_Period(name, at - size + 1, at + 1))
                break
        at = text.find("五", at + 1)
    return found


def _periods(forms: _Forms, page: Page, context: Context, years: Years) -> Iterator[Draft]:
    """八五 is 2021 to 2025, the eighth 普法 plan; 2021 is the first year of 十四五."""
    text = page.text
    periods = _named_periods(forms, text)
    names = [p for p in periods if text.startswith(forms.subjects, p.end)]
    for period in periods:
        spanned = _NAMED.match(text, period.end)
        if spanned:
            yield _spanned(forms, context, period, spanned)
    for found in forms.numbered.finditer(text):
        yield from _numbered(forms, page, context, found, [n for n in names if len(n.name) == 2])
    for at in years.places:
        placed = forms.placed.match(text, at) if text.startswith(_IS, at + 4) else None
        if placed:
            yield _placed(forms, context, placed)
    year = context.profile.year
    told: set[str] = set()
    for name in names:
        first, last = forms.periods[name.name]
        if year is None or not first <= year <= last or name.name in told or len(name.name) > 2:
            continue
        told.add(name.name)
        marks = [mark_of(context, n.start, n.end, None, "item") for n in names if n.name == name.name][:4]
        span = next((r for r in years.ranges if (int(r["first"]), int(r["last"])) == (first, last)), None)
        if span:
            marks.append(mark_of(context, span.start("first"), span.end("last"), f"{first}—{last}", "year"))
        values = {"name": name.name, "first": str(first), "last": str(last), "year": str(year)}
        yield Draft("duplicate", "duplicate", "consistent", False, tuple(marks), "period-now", values)


def _placed(forms: _Forms, context: Context, found: re.Match[str]) -> Draft:
    """2021年是十四五规划开局之年."""
    first, last = forms.periods[found["name"]]
    expected = first if found["place"] in forms.first else last
    marks = (
        mark_of(context, found.start("year"), found.end("year"), found["year"], "year"),
        mark_of(context, found.start("name"), found.end("name"), None, "item"),
        mark_of(context, found.start("place"), found.end("place"), None, "item"),
    )
    right = int(found["year"]) == expected
    values = {"name": found["name"], "first": str(first), "last": str(last), "year": found["year"], "place": found["place"]}
    reason = "place-right" if right else "place-wrong"
    return Draft("duplicate", "duplicate", "consistent" if right else "inconsistent", False, marks, reason, values)


def _spanned(forms: _Forms, context: Context, period: _Period, found: re.Match[str]) -> Draft:
    """八五普法规划(2021-2025年)."""
    first, last = forms.periods[period.name]
    marks = (
        mark_of(context, period.start, period.end, None, "item"),
        mark_of(context, found.start("first"), found.end("first"), found["first"], "year"),
        mark_of(context, found.start("last"), found.end("last"), found["last"], "year"),
    )
    right = (int(found["first"]), int(found["last"])) == (first, last)
    values = {"name": period.name, "first": str(first), "last": str(last), "printed": f"{found['first']}—{found['last']}"}
    reason = "period-right" if right else "period-wrong"
    return Draft("duplicate", "duplicate", "consistent" if right else "inconsistent", False, marks, reason, values, 1)


def _numbered(forms: _Forms, page: Page, context: Context, found: re.Match[str], near: list[_Period]) -> Iterator[Draft]:
    """第八个五年规划(2021—2025年) of 法治宣传教育, and 八五 beside it."""
    before = page.text[max(0, found.start() - 16) : found.start()]
    if not any(word in before for word in page.words.words("numbered_plans")):
        return
    number = int(number_of(found["number"][1:]).value or 0)
    if found["first"]:
        first, last = int(found["first"]), int(found["last"])
        expected = (first - _FIRST_PERIOD - 1) // 5 + 1
        right = number == expected and last == first + 4
    elif near:
        expected = int(number_of(near[0].name[0]).value or 0)
        first, last = forms.periods[near[0].name]
        right = number == expected
    else:
        return
    marks = [mark_of(context, found.start(), found.end("number") + 1, str(number), "item")]
    if found["first"]:
        marks.append(mark_of(context, found.start("first"), found.end("last"), f"{first}—{last}", "year"))
    marks += [mark_of(context, n.start, n.end, None, "item") for n in near[:4]]
    values = {"number": found["number"], "first": str(first), "last": str(last), "expected": "第" + "零一二三四五六七八九十"[min(max(expected, 0), 10)]}
    yield Draft("duplicate", "duplicate", "consistent" if right else "inconsistent", False, tuple(marks), "number-right" if right else "number-wrong", values)


def _terms(page: Page, context: Context, years: Years) -> Iterator[Draft]:
    """三年行动(2019—2021年) has three years; a span of time ends after it begins; one title has one span."""
    text = page.text
    for found in years.ranges:
        first, last = int(found["first"]), int(found["last"])
        marks = (
            mark_of(context, found.start("first"), found.end("first"), str(first), "earlier"),
            mark_of(context, found.start("last"), found.end("last"), str(last), "later"),
        )
        start = found.start()
        head = _HEAD.search(text, max(0, start - 20), start)
        if head:
            term = int(number_of(head["years"]).value or 0)
            right = last - first + 1 == term
            count = mark_of(context, head.start("years"), head.end("years") + 1, str(term), "count")
            values = {"years": str(term), "first": str(first), "last": str(last), "held": str(last - first + 1)}
            reason = "term-right" if right else "term-wrong"
            yield Draft("date-order", "date-order", "consistent" if right else "inconsistent", False, (count, *marks), reason, values, 2)
        elif first > last:
            yield Draft("date-order", "date-order", "inconsistent", False, marks, "span-wrong", {"first": found["first"], "last": found["last"]}, 1)
    for found in years.spans:
        begin = iso(int(found[1]), int(found[2]), int(found[3]))
        end = iso(int(found[4] or found[1]), int(found[5]), int(found[6]))
        if begin and end and begin > end:
            pair = (
                mark_of(context, found.start(), found.end(3) + 1, begin, "earlier"),
                mark_of(context, found.start(4 if found[4] else 5), found.end(), end, "later"),
            )
            yield Draft("date-order", "date-order", "inconsistent", False, pair, "span-wrong", {"first": begin, "last": end}, 1)
    yield from _titled(page, context, years)


def _titled(page: Page, context: Context, years: Years) -> Iterator[Draft]:
    """One document cited twice with different years: 《…实施方案(2021—2025年)》 and 《…实施方案(2021—2026年)》."""
    spans: dict[str, re.Match[str]] = {}
    for found in years.ranges:
        at = bisect_right(page.titles, (found.start(), len(page.text))) - 1
        if at < 0 or not page.title_at(found.start()):
            continue
        start = page.titles[at][0]
        name = page.text[start : found.start()].strip("《(<>")
        before = spans.setdefault(name, found)
        if before is not found and (before["first"], before["last"]) != (found["first"], found["last"]) and len(name) >= 6:
            marks = (
                mark_of(context, before.start("first"), before.end("last"), f"{before['first']}—{before['last']}", "year"),
                mark_of(context, found.start("first"), found.end("last"), f"{found['first']}—{found['last']}", "year"),
            )
            values = {"one": f"{before['first']}—{before['last']}", "other": f"{found['first']}—{found['last']}"}
            yield Draft("duplicate", "duplicate", "inconsistent", False, marks, "title-years", values, 1)
