"""Cumulative figures that are lower than last year's report has them."""

import re
from collections.abc import Iterable

from linter.checks.comparing.amounts import Amount, amounts_of
from linter.checks.comparing.quotation import Quoter
from linter.checks.comparing.shingles import resemblance
from linter.checks.context import Context, Found
from linter.model.rule import Rule
from linter.model.verdict import Remark

_BEFORE = 24  # characters before a figure that say what is counted, and behind it
_BEHIND = 8
_LEAST = 0.6  # part of the pairs of characters that two descriptions must share
_MANY = 200  # cumulative figures that are compared
_RUN = re.compile("[\u4e00-\u9fff]{2,}")


def fallen(rule: Rule, context: Context, previous: Context | None, found: Found) -> Iterable[Remark]:
    """One finding for each cumulative figure of the same thing and unit that was higher in last year's report."""
    if previous is None:
        return
    now = _cumulative(rule, context)
    before = _cumulative(rule, previous) if now else []
    quoter, older = Quoter(context), Quoter(previous)
    for amount, about in now:
        twins = [(resemblance(about, theirs), -other.start, other) for other, theirs in before if other.unit == amount.unit]
        likeness, _, twin = max(twins, default=(0.0, 0, amount))
        if likeness < _LEAST or amount.value + amount.slack + amount.more >= twin.value:
            continue
        said, there = quoter.quote(amount.start, amount.end), older.quote(twin.start, twin.end)
        yield Remark(rule, said.start, said.end, "fallen", {"now": said.text, "before": there.text, "line": there.line}, status="inconsistent")


def _cumulative(rule: Rule, context: Context) -> list[tuple[Amount, frozenset[str]]]:
    """The figures that are totals since an earlier year, each with the pairs of characters that say what is counted.

    `since` of the rule says that a total goes back to an earlier year, `within` that it counts the year's own work.
    """
    view, outline = context.scan.view, context.outline
    this_year = f"{context.profile.year}年以来"
    totals: list[tuple[Amount, frozenset[str]]] = []
    since = {outline.clauses[context.scan.clause_at(at)].sentence for word in rule.spec["since"] for at in _finds(view, word)}
    since |= {outline.clauses[q.clause].sentence for q in context.quantities if q.period == "cumulative"}
    if not since:
        return []
    for amount in amounts_of(context, sentences=since):
        clause = outline.clauses[amount.clause]
        lead = view[outline.sentences[clause.sentence].start : amount.start]
        if amount.period != "cumulative" and not any(word in lead for word in rule.spec["since"]):
            continue
        if this_year in lead or any(word in lead for word in rule.spec["within"]):
            continue
        text = f"{view[max(clause.start, amount.start - _BEFORE) : amount.start]}|{view[amount.end : min(clause.end, amount.end + _BEHIND)]}"
        for word in rule.spec["since"]:
            text = text.replace(word, "|")
        about = frozenset(run[i : i + 2] for run in _RUN.findall(text) for i in range(len(run) - 1))
        if about:
            totals.append((amount, about))
    return totals[:_MANY]


def _finds(text: str, word: str) -> Iterable[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
