"""Two passages of the results that cannot both hold: 抽查 and 全部调取, a stated zero and a figure, 全部持证 and a share."""

from bisect import bisect_left
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from linter.checks.comparing.quotation import Quoter
from linter.checks.comparing.standing import item_of, places, reported
from linter.checks.context import Context, Found
from linter.facts.numbers import value_of
from linter.model.fact import Fact
from linter.model.rule import Rule
from linter.model.verdict import Remark

_TIGHT = 10  # characters between a figure and the word that says what it counts


def excluded(rule: Rule, context: Context, found: Found) -> Iterable[Remark]:
    """One finding for each claim of the results that another passage of the results excludes."""
    quoter = Quoter(context)
    spec = rule.spec
    for pair in spec["exclusions"]:
        yield from _pair(pair, rule, context, quoter)
    figures: list[Fact] | None = None
    for entry, judge in [(e, _zero) for e in spec["zeros"]] + [(e, _share) for e in spec["shares"]]:
        for clause, span in places(entry["claim"], context):
            if not reported(clause, context):
                continue
            if figures is None:
                figures = [f for f in context.facts if f.kind == "figure"]
            remark = judge(entry, clause, span, figures, rule, context, quoter)
            if remark:
                yield remark
                break
    for entry in spec["instances"]:
        yield from _instance(entry, rule, context, quoter)


def _pair(pair: dict[str, Any], rule: Rule, context: Context, quoter: Quoter) -> Iterable[Remark]:
    denials = [(c, s) for c, s in places(pair["second"], context) if reported(c, context)]
    if not denials:
        return
    by_item = {item_of(clause, context): (clause, span) for clause, span in reversed(denials)}
    for clause, span in places(pair["first"], context):
        other = by_item.get(item_of(clause, context)) if pair["within"] == "item" else denials[0]
        if other is None or other[0] == clause or not reported(clause, context):
            continue
        said, against = quoter.clause(clause, *span), quoter.clause(other[0], *other[1])
        yield Remark(rule, said.start, said.end, "sections", {"first": said.text, "second": against.text, "line": against.line})
        return


def _zero(
    entry: dict[str, Any], clause: int, span: tuple[int, int], figures: list[Fact], rule: Rule, context: Context, quoter: Quoter
) -> Remark | None:
    """本年度无行政诉讼案件, and 行政诉讼案件16宗 elsewhere among the results."""
    view = context.scan.view
    own = context.outline.clauses[clause]
    if any(word in view[own.start : own.end] for word in entry["except"]):
        return None
    for matcher in entry["part"]:
        for start, end in context.scan.find(matcher):
            at = context.scan.clause_at(start)
            if at == clause or not reported(at, context):
                continue
            fact = _next(figures, end, min(end + _TIGHT, context.outline.clauses[at].end))
            if fact is None or fact.unit not in entry["units"] or not value_of(view[fact.start : fact.end]):
                continue
            said, against = quoter.clause(clause, *span), quoter.clause(at, start, fact.end)
            return Remark(rule, said.start, said.end, "sections", {"first": said.text, "second": against.text, "line": against.line})
    return None


def _next(figures: list[Fact], start: int, end: int) -> Fact | None:
    """The first figure that begins in `[start, end)`."""
    at = bisect_left(figures, start, key=lambda f: f.start)
    return figures[at] if at < len(figures) and figures[at].start < end else None


def _share(
    entry: dict[str, Any], clause: int, span: tuple[int, int], figures: list[Fact], rule: Rule, context: Context, quoter: Quoter
) -> Remark | None:
    """全面落实持证上岗, and in the same item 853名执法人员 of whom 534 hold a certificate."""
    item = context.outline.items[item_of(clause, context)]
    own = [f for f in figures if item.start <= f.start < item.end and f.unit in entry["units"]]
    whole = next((f for f in own if _named(f, entry["whole"], (), context)), None)
    if whole is None:
        return None
    part = next((f for f in own if f.start > whole.start and _named(f, entry["part"], entry["except"], context)), None)
    if part is None:
        return None
    view = context.scan.view
    all_, some = value_of(view[whole.start : whole.end]), value_of(view[part.start : part.end])
    if not all_ or not some or some >= all_:
        return None
    said = quoter.clause(clause, *span)
    first, second = quoter.quote(whole.start, whole.end), quoter.quote(part.start, part.end)
    share = f"{float(Fraction(100) * some / all_):.1f}%"
    values = {"claim": said.text, "line": first.line, "whole": first.text, "part": second.text, "share": share}
    return Remark(rule, said.start, said.end, "share", values)


def _named(fact: Fact, matchers: list[list[Any]], barred: Iterable[str], context: Context) -> bool:
    """True where one of the matchers stands close to a figure in its clause, and no barred word does."""
    clause = context.outline.clauses[context.scan.clause_at(fact.start)]
    left, right = max(clause.start, fact.start - _TIGHT), min(clause.end, fact.end + _TIGHT)
    if any(word in context.scan.view[clause.start : clause.end] for word in barred):
        return False
    return context.scan.any_in(matchers, left, right)


def _instance(entry: dict[str, Any], rule: Rule, context: Context, quoter: Quoter) -> Iterable[Remark]:
    """没有涉及市场主体的文件, and a document of the issuer's own whose title names them."""
    view = context.scan.view
    for clause, span in places(entry["claim"], context):
        if not reported(clause, context):
            continue
        for fact in context.facts:
            if fact.kind != "document" or fact.owner != "own" or not any(word in view[fact.start : fact.end] for word in entry["about"]):
                continue
            if not reported(context.scan.clause_at(fact.start), context):
                continue
            said, named = quoter.clause(clause, *span), quoter.quote(fact.start, fact.end)
            yield Remark(rule, said.start, said.end, "instance", {"claim": said.text, "line": named.line, "document": named.text})
            return
