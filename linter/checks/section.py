"""Check kind `section`: does a statutory part stand by itself, only inside another, or not at all?

Source: 《法治政府建设与责任落实督察工作规定》 on the contents of annual reports. evidenced — a part of its own that
meets the rule's `need`; mentioned — only inside another part, or thinner than asked; absent — not there.
"""

from bisect import bisect_left
from typing import Any

from linter.checks import anchors, matchers
from linter.checks.context import Context
from linter.checks.coverage import applicable
from linter.facts.years import years_in
from linter.model.kind import CheckKind
from linter.model.lexicon import Lexicon
from linter.model.outline import Section
from linter.model.rule import Rule
from linter.model.verdict import Passage, Verdict

PARTS = ["title", "addressee", "signature", "achievements", "shortcomings", "causes", "first-responsible", "plan", "other", "whole"]


def prepare(spec: dict[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """The section keys of a rule as plain data."""
    return {
        "part": spec["part"],
        "optional": spec.get("optional", False),
        "need": dict(spec.get("need", {})),
        "own": matchers.prepare_all(spec.get("own", []), lexicon),
        "inside": matchers.prepare_all(spec.get("inside", []), lexicon),
        "each": spec.get("each", ""),
        "specific": matchers.prepare_all(spec.get("specific", []), lexicon),
        "when": [],
    }


def literals(spec: dict[str, Any]) -> list[str]:
    """Every literal that judging this rule looks up."""
    return [word for key in ("own", "inside", "specific") for m in spec[key] for word in matchers.literals(m)]


def judge(rule: Rule, context: Context) -> Verdict:
    """The verdict of one section rule."""
    spec = rule.spec
    status, reason, weight = applicable(rule, context, True)
    if reason == "level":
        status = "not-applicable"
    if status:
        return Verdict(rule, status, reason, weight=weight)
    part = spec["part"]
    decide = {"title": _title, "addressee": _addressee, "signature": _signature, "causes": _causes, "whole": _whole}.get(part, _part)
    if spec["each"]:
        decide = _each
    return decide(rule, context)._replace(weight=weight)


def _sections(context: Context, role: str) -> list[Section]:
    return [s for s in context.outline.sections if role in s.roles]


def _passage(context: Context, start: int, end: int, role: str) -> Passage:
    view = context.scan.view
    while end > start + 1 and view[end - 1] in ",。;:\n":
        end -= 1
    span = context.document.view.span(start, end)
    return Passage(span.start, span.end, role)


def _part(rule: Rule, context: Context) -> Verdict:
    spec, need = rule.spec, rule.spec["need"]
    sections = _sections(context, spec["part"])
    headed = [s for s in sections if s.heading_end > s.heading_start and s.source != "turn"]
    own = [s for s in headed if s.level == 1 or spec["part"] != "first-responsible"]
    if own:
        passages = tuple(_passage(context, s.heading_start, s.heading_end, spec["part"]) for s in own[:5])
        lacking = _lacking(need, sections, context)
        if lacking:
            return Verdict(rule, "mentioned", lacking, passages)
        return Verdict(rule, "evidenced", "own-section", passages)
    if sections:
        shown = [
            _passage(context, s.heading_start, s.heading_end, spec["part"])
            if s.heading_end > s.heading_start
            else _passage(context, s.start, min(s.end, _first_clause(context, s.start)), spec["part"])
            for s in sections[:5]
        ]
        if spec["part"] == "achievements":
            lacking = _lacking(need, sections, context)
            return Verdict(rule, "mentioned" if lacking else "evidenced", lacking or "own-section", tuple(shown))
        return Verdict(rule, "mentioned", "only-inside", tuple(shown))
    inside = _inside(spec["inside"], context)
    if inside:
        return Verdict(rule, "mentioned", "only-inside", tuple(inside[:5]))
    return Verdict(rule, "not-applicable", "optional") if spec["optional"] else Verdict(rule, "absent", "none")


def _first_clause(context: Context, start: int) -> int:
    return context.outline.clauses[context.scan.clause_at(start)].end if context.outline.clauses else start + 1


def _inside(found: list[list[Any]], context: Context) -> list[Passage]:
    """Clauses of the results part that speak of what the part is about."""
    passages: list[tuple[int, Passage]] = []
    seen: set[int] = set()
    for matcher in found if context.outline.clauses else ():
        for start, _ in context.scan.find(matcher):
            clause = context.scan.clause_at(start)
            own = context.outline.clauses[clause]
            section = context.outline.items[context.outline.sentences[own.sentence].item].section
            if clause not in seen and context.roles[section] in ("achievements", "other"):
                seen.add(clause)
                passages.append((own.start, _passage(context, own.start, own.end, context.roles[section])))
    return [p for _, p in sorted(passages)]


def _lacking(need: dict[str, Any], sections: list[Section], context: Context) -> str:
    """Which demand of `need` the part does not meet; "" where all are met."""
    size = sum(s.end - s.start for s in sections)
    body = sum(s.end - s.start for s in context.outline.sections) or 1
    if "min_share" in need and size / body < need["min_share"]:
        return "share"
    if "min_figures" in need:
        starts = [f.start for f in context.facts if f.kind == "figure"]
        figures = sum(bisect_left(starts, s.end) - bisect_left(starts, s.start) for s in sections)
        if figures < need["min_figures"]:
            return "figures"
    if "min_items" in need:
        items = _points(sections, context)
        if len([i for i in items if i[1] - i[0] >= need.get("item_length", 1)]) < need["min_items"]:
            return "items"
    if need.get("year") == "next" and context.profile.year is not None:
        named = {y for s in sections for y in years_in(context.scan.view[s.start : s.heading_end])}
        if named and context.profile.year + 1 not in named:
            return "year"
    return ""


def _points(sections: list[Section], context: Context) -> list[tuple[int, int]]:
    """The points of a part: its items of the highest numbered depth, else its sentences."""
    outline = context.outline
    numbers = [n for n, s in enumerate(outline.sections) if s in sections]
    items = [i for i in outline.items if i.section in numbers and i.end > i.start]
    depths = sorted({i.depth for i in items if i.depth > 0})
    for depth in depths:
        level = [i for i in items if i.depth == depth]
        if len(level) >= 2:
            starts = [i.start for i in level]
            ends = [*starts[1:], max(s.end for s in sections)]
            return list(zip(starts, ends, strict=True))
    return [(s.start, s.end) for s in outline.sentences if outline.items[s.item].section in numbers and not outline.items[s.item].is_heading]


def _each(rule: Rule, context: Context) -> Verdict:
    """Each point of the part holds one of `specific` or a figure: all → evidenced, some → mentioned, none → absent."""
    sections = _sections(context, rule.spec["part"])
    if not sections:
        return Verdict(rule, "not-applicable", "no-part")
    points = _points(sections, context)
    figures = sorted(f.start for f in context.facts if f.kind in ("figure", "rate", "document"))
    good: list[tuple[int, int]] = []
    bad: list[tuple[int, int]] = []
    for start, end in points:
        at = bisect_left(figures, start)
        fine = (at < len(figures) and figures[at] < end) or context.scan.any_in(rule.spec["specific"], start, end)
        (good if fine else bad).append((start, end))
    shown = tuple(_passage(context, s, min(e, _first_clause(context, s)), rule.spec["part"]) for s, e in (bad or good)[:5])
    if not bad:
        return Verdict(rule, "evidenced", "specific", shown)
    return Verdict(rule, "mentioned" if good else "absent", "not-specific", shown)


def _causes(rule: Rule, context: Context) -> Verdict:
    """An analysis of its own (heading, 原因 …), one implicit in a shortcoming, or none."""
    named = [s for s in context.outline.sections if s.roles == ("causes",) or ("causes" in s.roles and s.heading_end > s.heading_start)]
    lacking = [s for s in context.outline.sections if "shortcomings" in s.roles or s.roles == ("causes",)]
    for key, status, reason in (("own", "evidenced", "own-analysis"), ("inside", "mentioned", "implicit")):
        shown = []
        for matcher in rule.spec[key]:
            for start, _ in context.scan.find(matcher):
                if any(s.heading_end <= start < s.end for s in lacking):
                    clause = context.outline.clauses[context.scan.clause_at(start)]
                    shown.append((clause.start, _passage(context, clause.start, clause.end, "shortcomings")))
        if shown:
            return Verdict(rule, status, reason, tuple(p for _, p in sorted(set(shown))[:5]))
        if key == "own" and any(s.roles == ("causes",) for s in named):
            headings = tuple(_passage(context, s.heading_start, s.heading_end, "causes") for s in named)
            return Verdict(rule, "evidenced", "own-section", headings)
    return Verdict(rule, "absent", "none")


def _title(rule: Rule, context: Context) -> Verdict:
    outline, view = context.outline, context.scan.view
    if not outline.title or not context.profile.title:
        return Verdict(rule, "absent", "none", anchor=anchors.opening(context))
    shown = (_passage(context, *outline.title, "title"),)
    title = context.profile.title
    need = rule.spec["need"]
    if need.get("year") == "report":
        years = years_in(title)
        if not years or (context.profile.year is not None and context.profile.year not in years):
            return Verdict(rule, "mentioned", "year", shown)
        return Verdict(rule, "evidenced", "title", shown)
    if context.scan.any_in(rule.spec["own"], *outline.title):
        return Verdict(rule, "evidenced", "title", shown)
    if context.scan.any_in(rule.spec["inside"], *outline.title) and view:
        return Verdict(rule, "mentioned", "title", shown)
    return Verdict(rule, "absent", "title", shown)


def _addressee(rule: Rule, context: Context) -> Verdict:
    source = context.profile.sources.get("addressee")
    if source and source.start is not None and source.end is not None:
        return Verdict(rule, "evidenced", "addressee", (Passage(source.start, source.end, "preamble"),))
    return Verdict(rule, "absent", "none", anchor=anchors.formula(context))


def _signature(rule: Rule, context: Context) -> Verdict:
    signature = context.outline.signature
    if not signature:
        return Verdict(rule, "absent", "none", anchor=anchors.ending(context))
    shown = (_passage(context, *signature, "closing"),)
    names = [i.name for i in context.profile.issuers]
    text = context.scan.view[slice(*signature)]
    from_title = context.profile.sources.get("issuers")
    if from_title and from_title.origin == "title" and not any(n[-6:] in text or text.rstrip("。")[-6:] in n for n in names):
        return Verdict(rule, "mentioned", "other-name", shown)
    return Verdict(rule, "evidenced", "signature", shown)


def _whole(rule: Rule, context: Context) -> Verdict:
    """Length of the report in characters without white space, against the range of its level."""
    ranges = rule.spec["need"].get("length", {})
    bounds = ranges.get(context.profile.level or "", ranges.get("default"))
    length = len(context.scan.view) - context.scan.view.count("\n")
    values = {"length": length}
    if not bounds or bounds[0] <= length <= bounds[1]:
        return Verdict(rule, "evidenced", "length", values=values)
    return Verdict(rule, "mentioned", "too-short" if length < bounds[0] else "too-long", values=values | {"low": bounds[0], "high": bounds[1]})


KIND = CheckKind(
    name="section",
    properties={
        "definitions": {"matcher": matchers.MATCHER},
        "part": {"enum": PARTS, "description": "法定部分，或 title、addressee、signature、whole"},
        "optional": {"type": "boolean", "description": "兜底项：没有也不算缺"},
        "need": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "min_share": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
                "min_figures": {"type": "integer", "minimum": 1},
                "min_items": {"type": "integer", "minimum": 1},
                "item_length": {"type": "integer", "minimum": 1},
                "year": {"enum": ["report", "next"]},
                "length": {
                    "type": "object",
                    "additionalProperties": {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "integer"}},
                },
            },
        },
        "own": matchers.MATCHERS,
        "inside": matchers.MATCHERS,
        "each": {"enum": ["item"]},
        "specific": matchers.MATCHERS,
    },
    required=("part",),
    classes=("evidenced", "mentioned", "absent"),
    prepare=prepare,
    judge=judge,
)
