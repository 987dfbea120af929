"""Years and dates of a report against each other: signed, issued, published, the year reported on, the plan's year.

All marks are canonical offsets: dates may stand beside the body, where the view does not reach.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from linter.checks.context import Context
from linter.checks.relations.page import Draft, Mark, Page, Words
from linter.checks.relations.periods import Years, mark_of, periods, years_in
from linter.facts.years import year_spans
from linter.model.outline import IN_PLACE

_HEADING = 60  # characters of a heading
_PREAMBLE = 400  # characters in which an introduction names the year
_WHOLE_YEAR = "全年"
_OPENING = re.compile(r"\s*(20\d\d)年度?(?:以来)?[,，]")
_ANNOUNCED = re.compile(r"现(?:将|就)[^。;\n]{0,20}?(20\d\d)年(?:度)?[^。;\n]{0,40}(?:报告|汇报)?如下")


class _Forms(NamedTuple):
    terms: tuple[str, ...]
    plan: re.Pattern[str]
    result: re.Pattern[str]


@lru_cache(maxsize=8)
def _forms(words: Words) -> _Forms:
    return _Forms(words.words("terms"), re.compile(rf"(?:{words.either('plan_headings')})$"), re.compile(words.either("result_headings")))


def calendar(page: Page, context: Context) -> Iterator[Draft]:
    """Drafts of date orders, plan years and periods; their marks are canonical."""
    forms = _forms(page.words)
    years = years_in(page.text)
    told = _told(forms, page, context, years)
    votes = Counter(t.year - t.offset for t in told)
    # the year most places tell; where two are told as often, the one that comes first
    year = max(votes, key=lambda y: (votes[y], -next(i for i, t in enumerate(told) if t.year - t.offset == y))) if votes else context.profile.year
    found = itertools.chain(
        _order(context), _year_end(forms, page, context, year), _years(context, told, votes, year),
        periods(page, context, years), _events(forms, page, context, years),
    )  # fmt: skip
    return (draft._replace(canonical=True) for draft in found)


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
        claims.append(mark_of(context, announced.start(1), announced.end(1) + 1, str(year), "year"))
    title = context.outline.title
    if title and not claims:
        for found, start, stop in year_spans(page.text[slice(*title)]):
            if found == year:
                claims.append(mark_of(context, title[0] + start, title[0] + stop, str(year), "year"))
    at = page.text.find(_WHOLE_YEAR)
    if at >= 0:
        claims.append(mark_of(context, at, at + len(_WHOLE_YEAR), None, "year"))
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
        marks = tuple(mark_of(context, t.start, t.end, str(t.year), "year") for t in same)
        yield Draft("duplicate", "duplicate", "consistent", False, marks, "year-right", {"terms": "=".join([str(year)] * len(same))})
    for place in told:
        if place is anchor or place in same:
            continue
        pair = (
            mark_of(context, anchor.start, anchor.end, str(anchor.year), "earlier" if place.offset else "year"),
            mark_of(context, place.start, place.end, str(place.year), "later" if place.offset else "year"),
        )
        right = place.year - place.offset == year
        values = {"year": str(year), "other": str(place.year), "expected": str(year + place.offset)}
        reason = ("plan-year" if place.offset else "year") + ("-right" if right else "-wrong")
        sure = place.offset or votes[year] > 1
        verdict = "consistent" if right else "inconsistent" if sure else "cannot-tell"
        kind = "date-order" if place.offset else "duplicate"
        yield Draft(kind, kind, verdict, verdict == "cannot-tell", pair, reason, values, 1, 4)


def _told(forms: _Forms, page: Page, context: Context, years: Years) -> list[_Told]:
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
    found.extend(_headings(forms, context, body, years.places))
    return found


def _headings(forms: _Forms, context: Context, body: int, places: list[int]) -> Iterator[_Told]:
    """Headings with one year: those of the results name the report year, those of the plan the year after it.

    They are known by their words, not by their role: a heading with a wrong year may have been given no role, or another.
    """
    text = context.document.view.text
    spans = {(s.heading_start, s.heading_end) for s in context.outline.sections if s.heading_end > s.heading_start and s.heading_start >= body}
    for place in places:
        start, end = text.rfind("\n", max(body, place - _HEADING), place) + 1, text.find("\n", place, place + _HEADING)
        # a line of its own; the last of the text has no end of line
        if start > body and 4 < (end if end >= 0 else len(text)) - start <= _HEADING and text[(end if end >= 0 else len(text)) - 1] not in "。;,:":
            spans.add((start, end if end >= 0 else len(text)))
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


def _events(forms: _Forms, page: Page, context: Context, years: Years) -> Iterator[Draft]:
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
        mark = mark_of(context, found.start(), found.end(), date, "later")
        if mark.start == signed.start:
            continue
        yield Draft("date-order", "date-order", "inconsistent", False, (signed, mark), "event-after", {"date": date, "signed": signed.value}, 1)
