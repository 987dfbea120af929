"""Operators on the whole: parts and duties taken out, evidence stripped, dates and years moved."""

import re
from datetime import date, timedelta
from random import Random

from linter.model.verdict import Verdict
from tests.mutation.edits import Edit, touch
from tests.mutation.form import renumbered, sentence_of
from tests.mutation.lexicon import WORDS
from tests.mutation.mutants import Case, Mutant, Span, item_of, operator
from tests.mutation.naming import day_of
from tests.mutation.places import MutableReport, Place

_TOP = re.compile(r"[一二三四五六七八九](?=、)")
# what hangs on a part: its own demands, and what other parts are held against it for
_OPTIONAL = "structure.section.other"
_CHILDREN = {
    "structure.section.problems": ("structure.problems", "structure.section.problem-causes", "coherence", "structure.plan"),
    "structure.section.next-year": ("structure.plan", "coherence"),
    # without results the introduction is all there is to look at
    "structure.section.achievements": ("structure", "coherence", "figures.density", "claims"),
    "structure.section.first-responsible": ("leadership.first",),
}


def section_spans(report: MutableReport) -> list[tuple[Place, Span]]:
    """The statutory parts with their bodies, in the order of the text."""
    parts = sorted(report.of("section"), key=lambda p: p.marks[0].start)
    ends = [p.marks[0].start for p in parts[1:]] + [report.tail]
    return [(p, (p.marks[0].start, end)) for p, end in zip(parts, ends, strict=True)]


@operator("section-removed", "a statutory part removed, heading and body")
def section_removed(case: Case, rng: Random) -> Mutant | None:
    known = section_spans(case.report)
    parts = [(p, s) for p, s in known if p.expect != _OPTIONAL]
    gone = rng.sample(parts, rng.choice((1, 1, 2)))
    target = rng.choice(gone)[0].expect
    if rng.random() < 0.3:  # the part that need not be there may go as well
        gone += [(p, s) for p, s in known if p.expect == _OPTIONAL]
    edits = [Edit(start, end, "") for _, (start, end) in gone]
    # the parts behind it are renumbered, as an author would
    for place, (start, _) in known:
        found = _TOP.match(place.marks[0].text)
        before = sum(1 for _, s in gone if s[0] < start and _TOP.match(case.report.text[s[0] :]))
        if found and before and all(s[0] != start for _, s in gone):
            edits.append(Edit(start, start + 1, renumbered(found[0], -before)))
    rest = {p.expect for p, _ in gone}
    allows = tuple(rest | {c for e in rest for c in _CHILDREN.get(e, ())} | {"structure.length"})
    spans = tuple(s for _, s in gone)
    statuses = ("absent", "planned", "mentioned")
    return Mutant("section-removed", case.report.name, tuple(edits), (target,), (), statuses, spans, allows=allows)


_NUMBER = re.compile(r"[（(][一二三四五六七八九十][）)]|\d+\. ?|[一二三四五六七八九]是")


def _evidenced(case: Case) -> list[Verdict]:
    """Duties the report must report on. A verdict may show five passages of more, so those with five are left alone."""
    verdicts = case.judgement.report.verdicts
    return [v for v in verdicts if v.rule.check == "coverage" and v.status == "evidenced" and v.weight and 0 < len(v.passages) <= 4]


@operator("duty-removed", "every passage of an evidenced duty removed")
def duty_removed(case: Case, rng: Random) -> Mutant | None:
    text = case.report.text
    verdict = rng.choice(_evidenced(case))
    sentences = sorted({s for p in verdict.passages for s in _sentences(text, p.start, p.end)})
    edits = []
    for start, end in sentences:
        number = _NUMBER.match(text, start, end)
        begin = number.end() if number else start
        # a numbered item is not left empty: what is put in its place speaks of no duty
        empty = number and not text[end : end + 1].strip()
        edits.append(Edit(begin, end, rng.choice(WORDS["fillers"]).format(n=rng.randint(20, 90)) if empty else ""))
    statuses = ("absent", "planned") + (("mentioned",) if verdict.rule.collective else ())
    loses = tuple({item_of(case, *s) for s in sentences})
    return Mutant("duty-removed", case.report.name, tuple(edits), (verdict.rule.id,), (), statuses, tuple(sentences), loses)


def _sentences(text: str, start: int, end: int) -> list[Span]:
    out = []
    while start < end:
        span = sentence_of(text, start)
        out.append(span)
        start = max(span[1], start + 1)
    return out


_STRIP = re.compile(
    r"(?:20\d\d年)?\d{1,2}月\d{1,2}日|占?[约]?[\d.]+%|《[^《》\n]+》|[\d.]+(?:余|多)?[万亿]?(?:元|人次|户次|家次|批次|件次|学时|个工作日|[件项次个条名人份卷户家处支台类场期部位册起批辆块街所张])?"
)


@operator("evidence-stripped", "figures and titles of a duty's item removed")
def evidence_stripped(case: Case, rng: Random) -> Mutant | None:
    context, text = case.judgement.context, case.report.text
    verdict = rng.choice(_evidenced(case))
    if any(e.kind not in ("figure", "document") for p in verdict.passages for e in p.evidence):
        return None
    view = context.document.view
    spans: set[Span] = set()
    for passage in verdict.passages:
        items = [view.span(i.start, i.end) for i in context.outline.items if not i.is_heading and i.end > i.start]
        holding = [(s.start, s.end) for s in items if s.start <= passage.start and passage.end <= s.end]
        if not holding:
            return None
        spans.add(min(holding, key=lambda s: s[1] - s[0]))
    edits: set[Edit] = set()
    for start, end in spans:
        number = _NUMBER.match(text, start, end)
        edits.update(Edit(m.start(), m.end(), "") for m in _STRIP.finditer(text, number.end() if number else start, end))
    # a passage that was itself a figure is gone with it
    if not edits or any(
        touch((p.start, p.end), (e.start, e.end)) and e.end - e.start >= p.end - p.start for p in verdict.passages for e in edits
    ):
        return None
    return Mutant(
        "evidence-stripped", case.report.name, tuple(edits), (verdict.rule.id,), (), ("mentioned", "absent", "planned"), tuple(spans), tuple(spans),
        # what is left of the sentences is badly punctuated
        ("figures.vague", "figures.density", "figures.hundred-percent", "figures.rate-denominator", "format"),
    )  # fmt: skip


def _day(when: date) -> str:
    return f"{when.year}年{when.month}月{when.day}日"


@operator("signed-too-early", "the signature dated before the year ended")
def signed_too_early(case: Case, rng: Random) -> Mutant:
    mark = case.report.of("signed")[0].only("date")
    when = date(case.report.year, 12, 31) - timedelta(days=rng.randint(0, 29))
    return Mutant("signed-too-early", case.report.name, (Edit(mark.start, mark.end, _day(when)),), ("structure.date.after-year-end",))


@operator("signed-too-late", "the signature dated after 1 March")
def signed_too_late(case: Case, rng: Random) -> Mutant:
    mark = case.report.of("signed")[0].only("date")
    when = date(case.report.year + 1, 3, 2) + timedelta(days=rng.randint(0, 200))
    edits = [Edit(mark.start, mark.end, _day(when))]
    edits += [Edit(m.start, m.end, _day(when + timedelta(days=2))) for p in case.report.of("issued") for m in p.marks]
    return Mutant(
        "signed-too-late", case.report.name, tuple(edits), ("structure.date.report-deadline",), allows=("structure.date.publish-deadline",)
    )


@operator("issued-before-signed", "the issue dated before the signature")
def issued_before_signed(case: Case, rng: Random) -> Mutant | None:
    if not case.report.of("issued"):
        return None
    mark = case.report.of("issued")[0].only("date")
    signed = day_of(case.report.of("signed")[0].only("date").text)
    when = signed - timedelta(days=rng.randint(1, (signed - date(signed.year, 1, 1)).days))
    expected = ("structure.date.consistent", "figures.date-order")
    return Mutant("issued-before-signed", case.report.name, (Edit(mark.start, mark.end, _day(when)),), expected)


@operator("title-year-changed", "the year of the title is not the report's")
def title_year_changed(case: Case, rng: Random) -> Mutant:
    mark = case.report.of("title-year")[0].only("year")
    off = rng.choice((-3, -2, -1, 1, 2, 3, -10, 10, -4, 4, -5))
    edit = Edit(mark.start, mark.end, str(case.report.year + off))
    expected = ("structure.title.present", "figures.year-scope", "figures.date-order")
    return Mutant("title-year-changed", case.report.name, (edit,), expected, allows=("structure.date", "structure.title"))


@operator("plan-year-changed", "the plan's year is not the one that follows")
def plan_year_changed(case: Case, rng: Random) -> Mutant | None:
    places = case.report.of("plan-year")
    if not places:
        return None
    mark = places[0].only("year")
    off = rng.choice((-4, -3, -2, -1, 1, 2, 3, 4, 5, 9, -9))
    expected = ("structure.section.next-year", "figures.year-scope", "figures.date-order", "structure.plan")
    return Mutant("plan-year-changed", case.report.name, (Edit(mark.start, mark.end, str(int(mark.text) + off)),), expected)
