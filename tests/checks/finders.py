"""Stand-ins for the kinds of check that find things, so that what surrounds them is tested without their knowledge of Chinese.

`term` remarks on each of its words, `relation` checks `a+b=c`, `claim` wants a figure in every clause with 显著.
"""

import re
from types import SimpleNamespace
from typing import Any

import pytest

import linter.engine
import linter.explanation
from linter.checks.context import Context, Found
from linter.engine import Engine, Options
from linter.model.rule import LEVELS, STAGES, Basis, Rule, Rulebook
from linter.model.verdict import Claim, Outcome, Part, Relation, Remark
from tests.checks.toy import Bench

WORDING = {
    "wording.term.zh": {"seen": "“{word}”见第{number}处。", "wide": "{title}。"},
    "wording.term.en": {"seen": "“{word}”, number {number}.", "wide": "{title}."},
    "wording.relation.zh": {"off": "和为{sum}。"},
    "wording.claim.zh": {"bare": "同一分句内未见数据。", "figure": "“{title}”：有数据。", "part": "“{word}”只有一部分佐证。"},
    "wording.ledger.zh": {"off": "台账为{value}。"},
    "wording.previous.zh": {"same": "与上年相同。"},
}
_SUM = re.compile(r"([0-9]+)\+([0-9]+)=([0-9]+)")


def _span(context: Context, start: int, end: int) -> tuple[int, int]:
    span = context.document.view.span(start, end)
    return span.start, span.end


def _terms(rules: tuple[Rule, ...], context: Context, found: Found) -> Outcome:
    remarks = []
    for rule in rules:
        for word in rule.spec["words"]:
            for number, start in enumerate(context.scan.hits.get(word, ()), 1):
                span = _span(context, start, start + len(word)) if rule.spec.get("placed", True) else (None, None)
                remarks.append(Remark(rule, *span, rule.spec.get("reason", "seen"), {"word": word, "number": number}))
    return Outcome(tuple(remarks))


def _relations(rules: tuple[Rule, ...], context: Context, found: Found) -> Outcome:
    remarks, relations = [], []
    for match in _SUM.finditer(context.scan.view):
        first, second, total = (int(match[at]) for at in (1, 2, 3))
        parts = tuple(Part(*_span(context, *match.span(at)), match[at], role) for at, role in ((1, "part"), (2, "part"), (3, "total")))
        holds = first + second == total
        verdict = "cannot-tell" if total == 0 else "consistent" if holds else "inconsistent"
        relations.append(Relation("sum", verdict, total == 0, parts, f"{first} + {second} = {first + second}", rules[0].id))
        if not holds:
            status = "suspicious" if total == 0 else "inconsistent"
            start, end = _span(context, *match.span())
            remarks.append(Remark(rules[0], start, end, "off", {"sum": first + second}, status, "info" if total == 0 else ""))
    return Outcome(tuple(remarks), tuple(relations))


def _claims(rules: tuple[Rule, ...], context: Context, found: Found) -> Outcome:
    remarks, claims = [], []
    view = context.scan.view
    for clause in context.outline.clauses:
        if "显著" in view[clause.start : clause.end]:
            backed = any(c.isdigit() for c in view[clause.start + 2 : clause.end])
            support = "supported" if backed else "partial" if "部分" in view[clause.start : clause.end] else "unsupported"
            start, end = _span(context, clause.start, clause.end)
            reason = {"supported": "figure", "partial": "part", "unsupported": "bare"}[support]
            claims.append(Claim(start, end, "plain", support, "strong", reason, rules[0].id, len(claims) + 1))
            if not backed:
                remarks.append(Remark(rules[0], start, end, reason, {"word": "显著", "rank": len(claims)}, support))
    return Outcome(tuple(remarks), (), tuple(claims))


def _ledger(rules: tuple[Rule, ...], context: Context, found: Found) -> Outcome:
    rows = context.companions.ledger
    return Outcome(tuple(Remark(rules[0], None, None, "off", {"value": row.value}, "inconsistent") for row in rows if row.value not in context.scan.view))


def _previous(rules: tuple[Rule, ...], context: Context, found: Found) -> Outcome:
    before = context.companions.previous
    same = before is not None and before.scan.view.split("\n")[3:] == context.scan.view.split("\n")[3:]
    return Outcome((Remark(rules[0], None, None, "same", {}),) if same else ())


_JUDGES: dict[str, Any] = {"term": _terms, "relation": _relations, "claim": _claims, "ledger": _ledger, "previous": _previous}


def stand_in(kind: str) -> Any:
    """What linter.checks.registry.finder gives, for the kinds of this module."""
    return SimpleNamespace(judge=_JUDGES[kind], literals=lambda spec: list(spec.get("words", ())))


def finder(id: str, check: str, severity: str = "warning", weight: int = 3, **changes: Any) -> Rule:
    """A rule of one of the stand-ins; `words` go into its spec, other keys are those of Rule."""
    spec = {key: changes.pop(key) for key in ("words", "placed", "reason") if key in changes}
    rule = Rule(
        id, f"规则{id}", f"Rule {id}", "core", "stable", "", (Basis("outline-2021-2025", "15", "", "verified"),), LEVELS, (None, None), (), STAGES,
        severity, weight, check, spec, "建议核改。", "Please revise.", "", "", "",
    )  # fmt: skip
    return rule._replace(**changes)


class Finders:
    """Makes engines of rules of the stand-ins, beside rules of other kinds."""

    def __init__(self, book: Rulebook, patch: pytest.MonkeyPatch) -> None:
        self._book = book
        for module in (linter.engine, linter.explanation):
            patch.setattr(module, "finder", stand_in)

    def __call__(self, *rules: Rule, **options: Any) -> Bench:
        book = self._book._replace(rules=rules, lexicon={**self._book.lexicon, **WORDING})
        return Bench(Engine(book, Options(**options)))
