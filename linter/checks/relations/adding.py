"""Drafts of sums: the numbers as people read them."""

from collections.abc import Sequence
from fractions import Fraction

from linter.checks.relations.arithmetic import shown
from linter.checks.relations.page import Draft, Number, Page

_SCALES = ((100_000_000, "亿"), (10_000, "万"))


def apart(one: Number, other: Number) -> Number:
    """By how much two numbers differ."""
    return one - other if one > other else other - one


def values_of(amount: Number, total: Number, numbers: Sequence[Number], step: Fraction | int = 1) -> dict[str, str]:
    """The numbers as people read them: in 万 or 亿 where all of them are printed so."""
    scale, name = next(((size, word) for size, word in _SCALES if step >= size), (1, ""))

    def told(number: Number) -> str:
        return shown(number if scale == 1 else Fraction(number) / scale) + name

    return {"terms": "+".join(map(told, numbers)), "sum": told(amount), "total": told(total), "difference": told(apart(total, amount))}


def sum_draft(
    page: Page, topic: str, kind: str, verdict: str, suspicious: bool, total: int, parts: Sequence[int], reason: str, urgency: int = 0
) -> Draft:  # fmt: skip
    """The draft of one total and its parts."""
    numbers = [page.values[p] for p in parts]
    marks = (page.mark(total, "total"), *(page.mark(p, "part") for p in parts))
    step = 1 if page.exact[total] else min(page.quantities[i].step for i in (total, *parts))
    return Draft(topic, kind, verdict, suspicious, marks, reason, values_of(sum(numbers), page.values[total], numbers, step), 0, urgency)
