"""Years and dates of a report against each other: signed, issued, published, the year reported on, plan years, periods.

Source of the periods: the five-year plans and the 普法 periods as the State fixed them (lexicon figures.plan_periods). All
marks are canonical offsets: dates may stand beside the body, where the view does not reach.
"""

import itertools
import re
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
_RANGE = re.compile(r"(?P<first>20\d\d)年?(?:-|至)(?P<last>20\d\d)(?=年|\))")
_TERM = re.compile(r"(?P<years>[二三四五六七八九十]|\d)年[^《》()、,。;\n0-9]{1,14}\((?P<first>20\d\d)年?-(?P<last>20\d\d)年?\)")
_SPAN = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日(?:至|-|到)(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})日")
_DATE = re.compile(r"(20\d\d)年(\d{1,2})月(?:(\d{1,2})日)?")
_OPENING = re.compile(r"\s*(20\d\d)年度?(?:以来)?[,，]")
_ANNOUNCED = re.compile(r"现(?:将|就)[^。;\n]{0,20}?(20\d\d)年(?:度)?[^。;\n]{0,40}(?:报告|汇报)?如下")


class _Forms(NamedTuple):
    periods: dict[str, tuple[int, int]]
    named: re.Pattern[str]
    spanned: re.Pattern[str]
    numbered: re.Pattern[str]
    placed: re.Pattern[str]
    first: tuple[str, ...]
    whole: tuple[str, ...]
    terms: tuple[str, ...]
    plan: re.Pattern[str]
    result: re.Pattern[str]


@lru_cache(maxsize=8)
def _forms(words: Words) -> _Forms:
    periods = {name: (int(years[:4]), int(years[5:])) for name, years in words.spans("plan_periods").items()}
    names = "|".join(sorted(periods, key=len, reverse=True))
    numeral = "[一二三四五六七八九十]"
    ends = f"{words.either('first_years')}|{words.either('last_years')}"
    return _Forms(
        periods,
        re.compile(rf"(?<!{numeral})(?P<name>{names})(?={words.either('plan_subjects')})"),
        re.compile(rf"(?<!{numeral})(?P<name>{names})[^《》()、,。;\n0-9]{{0,14}}\((?P<first>20\d\d)年?-(?P<last>20\d\d)年?\)"),
        re.compile(rf"(?P<number>第{numeral})个(?:五年)?规划(?:[^《》()、,。;\n]{{0,6}}\((?P<first>20\d\d)年?-(?P<last>20\d\d)年?\))?"),
        re.compile(rf"(?P<year>20\d\d)年(?:度)?是[^。;\n]{{0,10}}?(?P<name>{names})[^。;,\n]{{0,12}}?(?P<place>{ends})"),
        words.words("first_years"),
        words.words("whole_year"),
        words.words("terms"),
        re.compile(rf"(?:{words.either('plan_headings')})$"),
        re.compile(words.either("result_headings")),
    )


def calendar(page: Page, context: Context) -> Iterator[Draft]:
    """Drafts of date orders, plan years and periods; their marks are canonical."""
    forms = _forms(page.words)
    told = _told(forms, page, context)
    votes = Counter(t.year - t.offset for t in told)
    # the year most places tell; where two are told as often, the one that comes first
    year = max(votes, key=lambda y: (votes[y], -next(i for i, t in enumerate(told) if t.year - t.offset == y))) if votes else context.profile.year
    found = itertools.chain(
        _order(context), _year_end(forms, page, context, year), _years(context, told, votes, year),
        _periods(forms, page, context), _terms(page, context), _events(forms, page, context),
    )  # fmt: skip
    return (draft._replace(canonical=True) for draft in found)


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
    at = page.text.find("全年")
    if at >= 0:
        claims.append(_mark(context, at, at + 2, None, "year"))
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


def _periods(forms: _Forms, page: Page, context: Context) -> Iterator[Draft]:
    """八五 is 2021 to 2025, the eighth 普法 plan; 2021 is the first year of 十四五."""
    text = page.text
    names = list(forms.named.finditer(text))
    for found in forms.spanned.finditer(text):
        first, last = int(found["first"]), int(found["last"])
        right = forms.periods[found["name"]] == (first, last)
        yield _period(forms, context, found, "period-right" if right else "period-wrong")
    for found in forms.numbered.finditer(text):
        yield from _numbered(forms, page, context, found, names)
    for found in forms.placed.finditer(text):
        first, last = forms.periods[found["name"]]
        expected = first if found["place"] in forms.first else last
        marks = (
            _mark(context, found.start("year"), found.end("year"), found["year"], "year"),
            _mark(context, found.start("name"), found.end("name"), None, "item"),
            _mark(context, found.start("place"), found.end("place"), None, "item"),
        )
        right = int(found["year"]) == expected
        values = {"name": found["name"], "first": str(first), "last": str(last), "year": found["year"], "place": found["place"]}
        yield Draft(
            "duplicate", "duplicate", "consistent" if right else "inconsistent", False, marks, "place-right" if right else "place-wrong", values
        )
    year = context.profile.year
    told: set[str] = set()
    for found in names:
        first, last = forms.periods[found["name"]]
        if year is not None and first <= year <= last and found["name"] not in told and len(found["name"]) == 2:
            told.add(found["name"])
            marks = [_mark(context, found.start("name"), found.end("name"), None, "item")]
            span = next((r for r in _RANGE.finditer(text) if (int(r["first"]), int(r["last"])) == (first, last)), None)
            if span:
                marks.append(_mark(context, span.start("first"), span.end("last"), f"{first}—{last}", "year"))
                marks += [_mark(context, n.start("name"), n.end("name"), None, "item") for n in names if n["name"] == found["name"] and n is not found][:3]
            values = {"name": found["name"], "first": str(first), "last": str(last), "year": str(year)}
            yield Draft("duplicate", "duplicate", "consistent", False, tuple(marks), "period-now", values)


def _period(forms: _Forms, context: Context, found: re.Match[str], reason: str) -> Draft:
    first, last = forms.periods[found["name"]]
    marks = (
        _mark(context, found.start("name"), found.end("name"), None, "item"),
        _mark(context, found.start("first"), found.end("first"), found["first"], "year"),
        _mark(context, found.start("last"), found.end("last"), found["last"], "year"),
    )
    values = {"name": found["name"], "first": str(first), "last": str(last), "printed": f"{found['first']}—{found['last']}"}
    return Draft("duplicate", "duplicate", "consistent" if reason.endswith("right") else "inconsistent", False, marks, reason, values, 1)


def _numbered(forms: _Forms, page: Page, context: Context, found: re.Match[str], names: list[re.Match[str]]) -> Iterator[Draft]:
    """第八个五年规划(2021—2025年) of 法治宣传教育, and 八五 beside it."""
    before = page.text[max(0, found.start() - 16) : found.start()]
    if not any(word in before for word in page.words.words("numbered_plans")):
        return
    number = int(number_of(found["number"][1:]).value or 0)
    near = [n for n in names if len(n["name"]) == 2]
    if found["first"]:
        first, last = int(found["first"]), int(found["last"])
        expected = (first - _FIRST_PERIOD - 1) // 5 + 1
        right = number == expected and last == first + 4
    elif near:
        expected = int(number_of(near[0]["name"][0]).value or 0)
        first, last = forms.periods[near[0]["name"]]
        right = number == expected
    else:
        return
    marks = [_mark(context, found.start(), found.end("number") + 1, str(number), "item")]
    if found["first"]:
        marks.append(_mark(context, found.start("first"), found.end("last"), f"{first}—{last}", "year"))
    marks += [_mark(context, n.start("name"), n.end("name"), None, "item") for n in near[:4]]
    values = {"number": found["number"], "first": str(first), "last": str(last), "expected": "第" + "零一二三四五六七八九十"[min(max(expected, 0), 10)]}
    yield Draft("duplicate", "duplicate", "consistent" if right else "inconsistent", False, tuple(marks), "number-right" if right else "number-wrong", values)


def _terms(page: Page, context: Context) -> Iterator[Draft]:
    """三年行动(2019—2021年) has three years; a span of time ends after it begins; one title has one span."""
    text = page.text
    seen: set[int] = set()
    for found in _TERM.finditer(text):
        years = int(number_of(found["years"]).value or 0)
        first, last = int(found["first"]), int(found["last"])
        seen.add(found.start("first"))
        marks = (
            _mark(context, found.start("years"), found.end("years") + 1, str(years), "count"),
            _mark(context, found.start("first"), found.end("first"), str(first), "earlier"),
            _mark(context, found.start("last"), found.end("last"), str(last), "later"),
        )
        right = last - first + 1 == years
        values = {"years": str(years), "first": str(first), "last": str(last), "held": str(last - first + 1)}
        yield Draft("date-order", "date-order", "consistent" if right else "inconsistent", False, marks, "term-right" if right else "term-wrong", values, 2)
    for found in _RANGE.finditer(text):
        if found["first"] > found["last"] and found.start("first") not in seen:
            marks2 = (
                _mark(context, found.start("first"), found.end("first"), found["first"], "earlier"),
                _mark(context, found.start("last"), found.end("last"), found["last"], "later"),
            )
            yield Draft("date-order", "date-order", "inconsistent", False, marks2, "span-wrong", {"first": found["first"], "last": found["last"]}, 1)
    for found in _SPAN.finditer(text):
        start = iso(int(found[1]), int(found[2]), int(found[3]))
        end = iso(int(found[4] or found[1]), int(found[5]), int(found[6]))
        if start and end and start > end:
            marks2 = (_mark(context, found.start(), found.end(3) + 1, start, "earlier"), _mark(context, found.start(4 if found[4] else 5), found.end(), end, "later"))
            yield Draft("date-order", "date-order", "inconsistent", False, marks2, "span-wrong", {"first": start, "last": end}, 1)
    yield from _titled(page, context)


def _titled(page: Page, context: Context) -> Iterator[Draft]:
    """One document cited twice with different years: 《…实施方案(2021—2025年)》 and 《…实施方案(2021—2026年)》."""
    spans: dict[str, re.Match[str]] = {}
    for start, end in page.titles:
        found = _RANGE.search(page.text, start, end)
        if not found:
            continue
        name = page.text[start : found.start()].strip("《(<>")
        before = spans.setdefault(name, found)
        if before is not found and (before["first"], before["last"]) != (found["first"], found["last"]) and len(name) >= 6:
            marks = (
                _mark(context, before.start("first"), before.end("last"), f"{before['first']}—{before['last']}", "year"),
                _mark(context, found.start("first"), found.end("last"), f"{found['first']}—{found['last']}", "year"),
            )
            values = {"one": f"{before['first']}—{before['last']}", "other": f"{found['first']}—{found['last']}"}
            yield Draft("duplicate", "duplicate", "inconsistent", False, marks, "title-years", values, 1)


def _events(forms: _Forms, page: Page, context: Context) -> Iterator[Draft]:
    """What is reported as done cannot be dated after the signature."""
    signed = _sourced(context, "signed", "earlier")
    if signed is None or signed.value is None:
        return
    for found in _DATE.finditer(page.text):
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
