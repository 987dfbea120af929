"""Check kind `relation`: figures that must agree, each with its calculation.

Every module of linter.checks.relations finds relations of one sort as drafts; here they become relations of the rules that own
them (`of`), and remarks where they do not hold. One fault gives one remark: of two that share the figure they point at, the
more telling sort speaks. At most two places a report are called suspicious: a person has time for few.

Model: statcheck (Epskamp & Nuijten 2016), which recomputes p-values from what a paper prints; here the paper is a government's.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from linter.checks.context import Context, Found
from linter.checks.relations.balances import balances
from linter.checks.relations.bounds import bounds
from linter.checks.relations.calendar import calendar
from linter.checks.relations.changes import changes
from linter.checks.relations.counts import counts
from linter.checks.relations.page import Draft, Page, words_of
from linter.checks.relations.products import products
from linter.checks.relations.rates import rates
from linter.checks.relations.ratios import ratios
from linter.checks.relations.repeats import repeats
from linter.checks.relations.shared import shared_bases
from linter.checks.relations.sums import sums
from linter.facts.enumerations import EnumerationFinder
from linter.model.kind import CheckKind
from linter.model.lexicon import Lexicon
from linter.model.rule import Rule
from linter.model.verdict import Outcome, Part, Relation, Remark

# what a rule's `of` may name; where one fault shows in two sorts, the earlier one speaks
TOPICS = (
    "sum", "part", "product", "percentage", "ratio", "numerator", "cumulative", "count", "name-count", "date-order", "duplicate", "implied-base", "flow",
)  # fmt: skip
_RANKS = {topic: rank for rank, topic in enumerate(TOPICS)}
_SUSPICIONS = 2
_LOWER = {"error": "warning", "warning": "info", "info": "info"}
# what a date rule of rules/structure/date has already said of a report
_SAID = frozenset({"out-of-order", "before-year-end"})


def prepare(spec: dict[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """The keys of a rule as plain data. ValueError where it owns no sort of relation."""
    if not spec["of"]:
        raise ValueError("关系规则的 of 至少要写一种关系")
    return {"of": list(spec["of"])}


def literals(spec: dict[str, Any]) -> list[str]:
    """Relations are read off the figures, not off literals."""
    return []


def judge(rules: tuple[Rule, ...], context: Context, found: Found) -> Outcome:
    """The relations of one report, and remarks on those that do not hold or that a reviewer would ask about."""
    owners = {topic: rule for rule in reversed(rules) for topic in rule.spec["of"]}
    drafts = [d for d in _drafts(context, frozenset(owners)) if d.topic in owners]
    drafts = _once(drafts)
    kept = _within_budget(drafts)
    words = context.lexicon.table("wording.relation.calculation")
    relations = []
    remarks = []
    spoken = _spoken(kept)
    for number, draft in enumerate(kept):
        rule = owners[draft.topic]
        calculation = str(words[draft.reason]).format(**draft.values)
        parts = _parts(draft, context)
        relations.append(Relation(draft.kind, draft.verdict, draft.suspicious, parts, calculation, rule.id))
        if number in spoken and not (draft.topic == "date-order" and _said_already(draft, found)):
            point = parts[draft.point]
            values = {**draft.values, "calculation": calculation}
            severity = "info" if draft.suspicious else _LOWER[rule.severity] if draft.lower else ""
            status = "suspicious" if draft.suspicious else "inconsistent"
            remarks.append(Remark(rule, point.start, point.end, draft.reason, values, status, severity))
    return Outcome(tuple(remarks), tuple(relations))


def _drafts(context: Context, topics: frozenset[str]) -> Iterator[Draft]:
    """Everything the modules find in one report, sort by sort."""
    titles = [(f.start, f.end) for f in context.facts if f.kind == "document"]
    page = Page(context.document.view.text, context.quantities, context.outline, context.profile, titles, words_of(context.lexicon))
    if topics & {"sum", "part"}:
        yield from sums(page)
        yield from balances(page)
    if "product" in topics:
        yield from products(page)
    based: set[int] = set()
    for draft in rates(page):
        based.update(mark.start for mark in draft.parts if mark.role == "rate")
        yield draft
    yield from changes(page)
    yield from ratios(page)
    if topics & {"numerator", "cumulative", "flow"}:
        yield from bounds(page)
    if topics & {"count", "name-count"}:
        yield from counts(page, _lists(context.lexicon))
    if topics & {"date-order", "duplicate"}:
        yield from calendar(page, context)
    if "duplicate" in topics:
        yield from repeats(page)
    if "implied-base" in topics:
        yield from shared_bases(page, based)


@lru_cache(maxsize=8)
def _lists(lexicon: Lexicon) -> EnumerationFinder:
    return EnumerationFinder(lexicon)


def _once(drafts: list[Draft]) -> list[Draft]:
    """Without the second telling of one fault or of one relation: those that share two places with an earlier sort."""
    drafts = sorted(drafts, key=lambda d: (d.verdict != "inconsistent", not d.suspicious, _RANKS[d.topic], d.parts[d.point].start))
    told: list[set[int]] = []
    by_place: dict[int, list[int]] = {}
    out = []
    for draft in drafts:
        places = {mark.start for mark in draft.parts}
        doubtful = draft.verdict == "inconsistent" or draft.suspicious
        if doubtful and draft.topic != "date-order":
            near = {i for place in places for i in by_place.get(place, ())}
            if any(len(told[i] & places) >= min(2, len(places)) for i in near):
                continue
            number = len(told)
            told.append(places)
            for place in places:
                by_place.setdefault(place, []).append(number)
        elif not doubtful and draft.topic in ("part", "flow", "numerator", "sum") and any(
            places <= told[i] for place in places for i in by_place.get(place, ())
        ):
            continue
        out.append(draft)
    return out


def _spoken(drafts: list[Draft]) -> set[int]:
    """Numbers of the drafts that are remarked on: of those with a figure in common the most telling one.

    A wrong total makes its sum and its rate wrong; mended once, both hold. Dates are told apart: one signature can be too early
    for the year and too late for the imprint.
    """
    doubtful = [i for i, d in enumerate(drafts) if d.verdict == "inconsistent" or d.suspicious]
    told: set[int] = set()
    out = set()
    for i in sorted(doubtful, key=lambda i: (drafts[i].suspicious, _RANKS[drafts[i].topic], drafts[i].parts[0].start)):
        draft = drafts[i]
        places = {mark.start for mark in draft.parts}
        if draft.canonical or not places & told:
            out.add(i)
        if not draft.canonical:
            told |= places
    return out


def _within_budget(drafts: list[Draft]) -> list[Draft]:
    """The drafts in the order of the text; of those that are suspicious only the most urgent stay so."""
    suspects = sorted((d for d in drafts if d.suspicious), key=lambda d: (-d.urgency, d.parts[d.point].start))
    spared = {id(d) for d in suspects[_SUSPICIONS:]}
    out = [d._replace(suspicious=False) if id(d) in spared else d for d in drafts]
    return sorted(out, key=lambda d: (d.parts[0].start, _RANKS[d.topic]))


def _parts(draft: Draft, context: Context) -> tuple[Part, ...]:
    """The parts with canonical offsets; dates have them already."""
    if draft.canonical:
        return tuple([Part(*mark) for mark in draft.parts])
    span = context.document.view.span
    return tuple([Part(*span(start, end), value, role) for start, end, value, role in draft.parts])


def _said_already(draft: Draft, found: Found) -> bool:
    """True where a rule of check `date` has this fault as its verdict: it has its own finding."""
    places = {(mark.start, mark.end) for mark in draft.parts}
    return any(
        v.rule.check == "date" and v.reason in _SAID and v.status == "absent" and any((p.start, p.end) in places for p in v.passages)
        for v in found.verdicts
    )


KIND = CheckKind(
    name="relation",
    properties={"of": {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"enum": list(TOPICS)}}},
    required=("of",),
    classes=("consistent", "inconsistent", "cannot-tell"),
    prepare=prepare,
    judge=judge,
)
