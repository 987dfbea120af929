"""Years and dates of a report against each other: signed, issued, published, the year reported on, plan years, periods.

Source of the periods: the five-year plans and the 普法 periods as the State fixed them (lexicon figures.plan_periods). All
marks are canonical offsets: dates may stand beside the body, where the view does not reach.
"""

import itertools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from linter.checks.context import Context
from linter.checks.relations.page import Draft, Mark, Page, Words
from linter.facts.dates import iso
from linter.facts.numbers import number_of
from linter.facts.years import year_spans
from linter.model.outline import IN_PLACE

_HEADING = 60  # characters of a heading
_PREAMBLE = 400  # characters in which an introduction names the year
_FIRST_PERIOD = 1985  # 一五普法 ran from 1986 to 1990
_WHOLE_YEAR = "全年"
_YEAR = re.compile(r"20[0-9]{2}(?=[年-])")
_RANGE = re.compile(r"(?P<first>20\d\d)年?(?:-|至)(?P<last>20\d\d)(?=年|\))")
_HEAD = re.compile(r"(?P<years>[二三四五六七八九十]|\d)年[^《》()、,。;\n0-9]{1,14}\($")  # 三年行动方案(
_NAMED = re.compile(r"[^《》()、,。;\n0-9]{0,14}\((?P<first>20\d\d)年?-(?P<last>20\d\d)年?\)")  # 规划(2021-2025年), behind a name
_NUMERALS = frozenset("一二三四五六七八九十")
_SPAN = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日(?:至|-|到)(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})日")
_DATE = re.compile(r"(20\d\d)年(\d{1,2})月(?:(\d{1,2})日)?")
_OPENING = re.compile(r"\s*(20\d\d)年度?(?:以来)?[,，]")
_ANNOUNCED = re.compile(r"现(?:将|就)[^。;\n]{0,20}?(20\d\d)年(?:度)?[^。;\n]{0,40}(?:报告|汇报)?如下")


class _Forms(NamedTuple):
    periods: dict[str, tuple[int, int]]
    subjects: tuple[str, ...]  # what follows the name of a period
    numbered: re.Pattern[str]
    placed: re.Pattern[str]
    places: tuple[str, ...]
    first: tuple[str, ...]
    terms: tuple[str, ...]
    plan: re.Pattern[str]
    result: re.Pattern[str]


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
        places,
        words.words("first_years"),
        words.words("terms"),
        re.compile(rf"(?:{words.either('plan_headings')})$"),
        re.compile(words.either("result_headings")),
    )


class _Period(NamedTuple):
    """The name of a plan period where it stands: 八五, 十四五."""

    name: str
    start: int
    end: int


class _Years(NamedTuple):
    """What of a text holds a year, found in one pass over its years."""

    ranges: list[re.Match[str]]
    dates: list[re.Match[str]]
    spans: list[re.Match[str]]
    places: list[int]


def calendar(page: Page, context: Context) -> Iterator[Draft]:
    """Drafts of date orders, plan years and periods; their marks are canonical."""
    forms = _forms(page.words)
    years = _years_in(page.text)
    told = _told(forms, page, context)
    votes = Counter(t.year - t.offset for t in told)
    # the year most places tell; where two are told as often, the one that comes first
    year = max(votes, key=lambda y: (votes[y], -next(i for i, t in enumerate(told) if t.year - t.offset == y))) if votes else context.profile.year
    found = itertools.chain(
        _order(context), _year_end(forms, page, context, year), _years(context, told, votes, year),
        _periods(forms, page, context, years), _terms(page, context, years), _events(forms, page, context, years),
    )  # fmt: skip
    return (draft._replace(canonical=True) for draft in found)


def _years_in(text: str) -> _Years:
    found = _Years([], [], [], [])
    for match in _YEAR.finditer(text):
        at = match.start()
        found.places.append(at)
        for pattern, group in ((_RANGE, found.ranges), (_DATE, found.dates), (_SPAN, found.spans)):
            whole = pattern.match(text, at)
            if whole:
                group.append(whole)
    return found


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


def _mark(context: Context, start: int, end: int, value: str | None, role: str) -> Mark:
    span = context.document.view.span(start, end)
    return Mark(span.start, span.end, value, role)


def _sourced(context: Context, field: str, role: str) -> Mark | None:
    """The date of the profile with its place, None where it stands nowhere."""
    value = getattr(context.profile, field)
    source = context.profile.sources.get(field)
    if not value or source is None or source.start is None or source.end is None or source.end <= source.start:
        return None
    return Mark(source.start, source.end, value, role)


def _order(context: Context) -> Iterator[Draft]:
    """Signed, then issued, then published."""
    known = [mark for field in ("signed", "issued", "published") if (mark := _sourced(context, field, "earlier"))]
    for first, second in itertools.pairwise(known):
        if first.value is None or second.value is None:
            continue
        marks = (first, second._replace(role="later"))
        right = first.value <= second.value
        values = {"earlier": first.value, "later": second.value}
        if right and int(second.value[:4]) - int(first.value[:4]) > 1:
            yield Draft("date-order", "date-order", "cannot-tell", True, marks, "order-far", values, 1, 3)
            continue
        yield Draft("date-order", "date-order", "consistent" if right else "inconsistent", False, marks, "order-right" if right else "order-wrong", values, 1)


def _year_end(forms: _Forms, page: Page, context: Context, year: int | None) -> Iterator[Draft]:
    """A report on the whole year is signed after its end."""
    signed = _sourced(context, "signed", "later")
    if signed is None or signed.value is None or year is None:
        return
    end = f"{year}-12-31"
    if signed.value > end:
        source = context.profile.sources.get("year")
        marks = [signed]
        if source and source.start is not None and source.end is not None and source.end > source.start:
            marks.insert(0, Mark(source.start, source.end, str(year), "year"))
        values = {"date": signed.value, "year": str(year)}
        if int(signed.value[:4]) > year + 1:
            yield Draft("date-order", "date-order", "cannot-tell", True, tuple(marks), "signed-late", values, len(marks) - 1, 3)
        elif len(marks) == 2 and marks[0].start != signed.start:
            yield Draft("date-order", "date-order", "consistent", False, tuple(marks), "signed-after", values, 1)
        return
    claims = []
    announced = _ANNOUNCED.search(page.text)
    if announced and announced[1] == str(year):
        claims.append(_mark(context, announced.start(1), announced.end(1) + 1, str(year), "year"))
    title = context.outline.title
    if title and not claims:
        for found, start, stop in year_spans(page.text[slice(*title)]):
            if found == year:
                claims.append(_mark(context, title[0] + start, title[0] + stop, str(year), "year"))
    at = page.text.find(_WHOLE_YEAR)
    if at >= 0:
        claims.append(_mark(context, at, at + len(_WHOLE_YEAR), None, "year"))
    if claims:
        values = {"date": signed.value, "year": str(year)}
        yield Draft("date-order", "date-order", "inconsistent", False, (signed._replace(role="earlier"), *claims), "signed-before", values)


class _Told(NamedTuple):
    """A place that tells the report year: `offset` is how much later than it the year written there is."""

    year: int
    start: int
    end: int
    offset: int


def _years(context: Context, told: list[_Told], votes: Counter[int], year: int | None) -> Iterator[Draft]:
    """Title, introduction and headings name one report year, the plan the year after it."""
    if not told or year is None:
        return
    anchor = next(t for t in told if t.year - t.offset == year)
    same = [t for t in told if t.year == year and not t.offset]
    if len(same) > 1:
        marks = tuple(_mark(context, t.start, t.end, str(t.year), "year") for t in same)
        yield Draft("duplicate", "duplicate", "consistent", False, marks, "year-right", {"terms": "=".join([str(year)] * len(same))})
    for place in told:
        if place is anchor or place in same:
            continue
        pair = (
            _mark(context, anchor.start, anchor.end, str(anchor.year), "earlier" if place.offset else "year"),
            _mark(context, place.start, place.end, str(place.year), "later" if place.offset else "year"),
        )
        right = place.year - place.offset == year
        values = {"year": str(year), "other": str(place.year), "expected": str(year + place.offset)}
        reason = ("plan-year" if place.offset else "year") + ("-right" if right else "-wrong")
        sure = place.offset or votes[year] > 1
        verdict = "consistent" if right else "inconsistent" if sure else "cannot-tell"
        kind = "date-order" if place.offset else "duplicate"
        yield Draft(kind, kind, verdict, verdict == "cannot-tell", pair, reason, values, 1, 4)


def _told(forms: _Forms, page: Page, context: Context) -> list[_Told]:
    outline, text = context.outline, page.text
    found = []
    body = 0
    if outline.title:
        start, body = outline.title
        spans = year_spans(text[start:body])
        if spans:
            year, left, right = spans[0]
            found.append(_Told(year, start + left, start + right, 0))
    first = next((s.start for s in outline.sections if s.source == "heading"), len(text))
    preamble = text[body : min(first, body + _PREAMBLE)]
    announced = _ANNOUNCED.search(preamble)
    if announced:
        found.append(_Told(int(announced[1]), body + announced.start(1), body + announced.end(1), 0))
    for line in re.finditer(r"[^\n]+", preamble):
        opening = _OPENING.match(line.group())
        if opening:
            at = body + line.start()
            found.append(_Told(int(opening[1]), at + opening.start(1), at + opening.end(1), 0))
            break
    found.extend(_headings(forms, context, body))
    return found


def _headings(forms: _Forms, context: Context, body: int) -> Iterator[_Told]:
    """Headings with one year: those of the results name the report year, those of the plan the year after it.

    They are known by their words, not by their role: a heading with a wrong year may have been given no role, or another.
    """
    text = context.document.view.text
    spans = {(s.heading_start, s.heading_end) for s in context.outline.sections if s.heading_end > s.heading_start and s.heading_start >= body}
    at = body
    for line in text[body:].split("\n"):
        if 4 < len(line) <= _HEADING and "年" in line and line[-1] not in "。;,:":
            spans.add((at, at + len(line)))
        at += len(line) + 1
    told: set[int] = set()
    for start, end in sorted(spans):
        heading = text[start:end].rstrip("。:\n")
        years = year_spans(heading)
        if len({year for year, _, _ in years}) != 1 or "《" in heading:
            continue
        year, left, right = years[0]
        if start + left in told:
            continue
        told.add(start + left)
        rest = heading[right:]
        plan, result = forms.plan.search(rest), forms.result.search(rest)
        if plan and not result:
            yield _Told(year, start + left, start + right, 1)
        elif result and not plan:
            yield _Told(year, start + left, start + right, 0)


def _periods(forms: _Forms, page: Page, context: Context, years: _Years) -> Iterator[Draft]:
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
    if any(word in text for word in forms.places):
        for at in years.places:
            placed = forms.placed.match(text, at)
            if placed:
                yield _placed(forms, context, placed)
    year = context.profile.year
    told: set[str] = set()
    for name in names:
        first, last = forms.periods[name.name]
        if year is None or not first <= year <= last or name.name in told or len(name.name) > 2:
            continue
        told.add(name.name)
        marks = [_mark(context, n.start, n.end, None, "item") for n in names if n.name == name.name][:4]
        span = next((r for r in years.ranges if (int(r["first"]), int(r["last"])) == (first, last)), None)
        if span:
            marks.append(_mark(context, span.start("first"), span.end("last"), f"{first}—{last}", "year"))
        values = {"name": name.name, "first": str(first), "last": str(last), "year": str(year)}
        yield Draft("duplicate", "duplicate", "consistent", False, tuple(marks), "period-now", values)


def _placed(forms: _Forms, context: Context, found: re.Match[str]) -> Draft:
    """2021年是十四五规划开局之年."""
    first, last = forms.periods[found["name"]]
    expected = first if found["place"] in forms.first else last
    marks = (
        _mark(context, found.start("year"), found.end("year"), found["year"], "year"),
        _mark(context, found.start("name"), found.end("name"), None, "item"),
        _mark(context, found.start("place"), found.end("place"), None, "item"),
    )
    right = int(found["year"]) == expected
    values = {"name": found["name"], "first": str(first), "last": str(last), "year": found["year"], "place": found["place"]}
    reason = "place-right" if right else "place-wrong"
    return Draft("duplicate", "duplicate", "consistent" if right else "inconsistent", False, marks, reason, values)


def _spanned(forms: _Forms, context: Context, period: _Period, found: re.Match[str]) -> Draft:
    """八五普法规划(2021-2025年)."""
    first, last = forms.periods[period.name]
    marks = (
        _mark(context, period.start, period.end, None, "item"),
        _mark(context, found.start("first"), found.end("first"), found["first"], "year"),
        _mark(context, found.start("last"), found.end("last"), found["last"], "year"),
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
    marks = [_mark(context, found.start(), found.end("number") + 1, str(number), "item")]
    if found["first"]:
        marks.append(_mark(context, found.start("first"), found.end("last"), f"{first}—{last}", "year"))
    marks += [_mark(context, n.start, n.end, None, "item") for n in near[:4]]
    values = {"number": found["number"], "first": str(first), "last": str(last), "expected": "第" + "零一二三四五六七八九十"[min(max(expected, 0), 10)]}
    yield Draft("duplicate", "duplicate", "consistent" if right else "inconsistent", False, tuple(marks), "number-right" if right else "number-wrong", values)


def _terms(page: Page, context: Context, years: _Years) -> Iterator[Draft]:
    """三年行动(2019—2021年) has three years; a span of time ends after it begins; one title has one span."""
    text = page.text
    for found in years.ranges:
        first, last = int(found["first"]), int(found["last"])
        marks = (
            _mark(context, found.start("first"), found.end("first"), str(first), "earlier"),
            _mark(context, found.start("last"), found.end("last"), str(last), "later"),
        )
        start = found.start()
        head = _HEAD.search(text, max(0, start - 20), start)
        if head:
            term = int(number_of(head["years"]).value or 0)
            right = last - first + 1 == term
            count = _mark(context, head.start("years"), head.end("years") + 1, str(term), "count")
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
                _mark(context, found.start(), found.end(3) + 1, begin, "earlier"),
                _mark(context, found.start(4 if found[4] else 5), found.end(), end, "later"),
            )
            yield Draft("date-order", "date-order", "inconsistent", False, pair, "span-wrong", {"first": begin, "last": end}, 1)
    yield from _titled(page, context, years)


def _titled(page: Page, context: Context, years: _Years) -> Iterator[Draft]:
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
                _mark(context, before.start("first"), before.end("last"), f"{before['first']}—{before['last']}", "year"),
                _mark(context, found.start("first"), found.end("last"), f"{found['first']}—{found['last']}", "year"),
            )
            values = {"one": f"{before['first']}—{before['last']}", "other": f"{found['first']}—{found['last']}"}
            yield Draft("duplicate", "duplicate", "inconsistent", False, marks, "title-years", values, 1)


def _events(forms: _Forms, page: Page, context: Context, years: _Years) -> Iterator[Draft]:
    """What is reported as done cannot be dated after the signature."""
    signed = _sourced(context, "signed", "earlier")
    if signed is None or signed.value is None:
        return
    for found in years.dates:
        if int(found[1]) < int(signed.value[:4]) or page.title_at(found.start()):
            continue
        date = f"{found[1]}-{int(found[2]):02d}-{int(found[3] or 1):02d}"
        clause = context.scan.clause_at(found.start())
        section = context.outline.items[context.outline.sentences[page.clauses[clause].sentence].item].section
        if date <= signed.value or context.roles[section] not in IN_PLACE:
            continue
        before, behind = page.text[page.clauses[clause].start : found.start()], page.text[found.end() : found.end() + 2]
        if any(word in before for word in forms.terms) or behind.startswith(("前", "底", "止", "起", "-", "至")):
            continue
        mark = _mark(context, found.start(), found.end(), date, "later")
        if mark.start == signed.start:
            continue
        yield Draft("date-order", "date-order", "inconsistent", False, (signed, mark), "event-after", {"date": date, "signed": signed.value}, 1)
