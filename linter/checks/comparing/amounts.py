"""Figures of a report as amounts that can be compared with those of another text: exact value, plain unit, words around.

Taken from the report's quantities where they are computed, else from its figure facts. Money is in 元, a scale (万, 亿) is
part of the value. `slack` is how far the true number may lie from the printed one by rounding: 1.2万 is 11,500 to 12,500.
"""

import re
from bisect import bisect_right
from fractions import Fraction
from typing import NamedTuple

from linter.checks.context import Context
from linter.facts.numbers import SCALES, value_of
from linter.model.outline import IN_PLACE

_DIGITS = re.compile(r"[\d,]*\d(?:\.(\d+))?")
_MORE = ("余", "多", "几", "来")
_NEARLY = ("近", "约", "将近", "接近")


class Amount(NamedTuple):
    """A figure of one report. Offsets are view offsets; `clause` is an index into Outline.clauses."""

    start: int
    end: int
    value: Fraction
    unit: str
    clause: int
    slack: Fraction
    more: Fraction  # 100余: up to so much more
    nearly: bool
    period: str  # as Quantity.period: "2023", "cumulative" or ""

    def agrees(self, value: Fraction) -> bool:
        """True where the printed figure may stand for `value`: equal, rounded to it, or 余 and 近 that reach it."""
        if self.value - self.slack <= value <= self.value + self.slack + self.more:
            return True
        return self.nearly and self.value * Fraction(9, 10) <= value <= self.value * Fraction(11, 10)


def amounts_of(context: Context, roles: frozenset[str] = IN_PLACE, sentences: set[int] | None = None) -> list[Amount]:
    """The amounts of the parts that count as one of `roles`, in order, of all sentences or of some. Ordinals, ratios, ranges and percentage points are none."""
    outline, view = context.outline, context.scan.view
    if not outline.clauses:
        return []
    starts = [s.start for s in outline.sections]
    periods = {(q.start, q.end): q.period for q in context.quantities}
    barred = {(q.start, q.end) for q in context.quantities if q.kind in ("ordinal", "ratio") or q.high is not None}
    found = []
    for fact in context.facts:
        if fact.kind not in ("figure", "rate") or fact.unit == ":" or (fact.start, fact.end) in barred:
            continue
        section = bisect_right(starts, fact.start) - 1
        if section < 0 or context.roles[section] not in roles:
            continue
        clause = context.scan.clause_at(fact.start)
        if sentences is not None and outline.clauses[clause].sentence not in sentences:
            continue
        token = view[fact.start : fact.end]
        if "-" in token or token.endswith("百分点"):
            continue
        value = value_of(token)
        if value is None:
            continue
        slack, more = _reach(token)
        nearly = view[max(0, fact.start - 2) : fact.start].endswith(_NEARLY)
        found.append(Amount(fact.start, fact.end, value, plain_unit(fact.unit), clause, slack, more, nearly, periods.get((fact.start, fact.end), "")))
    return found


def plain_unit(unit: str) -> str:
    """万元 → 元: the scale is part of the value."""
    return unit[1:] if unit[1:] == "元" and unit[:1] in SCALES else unit


def scaled(value: Fraction, unit: str) -> tuple[Fraction, str]:
    """A value stated in 万元 (or 万件) in plain units."""
    scale = SCALES.get(unit[:1], 1) if len(unit) > 1 or unit in ("万", "亿") else 1
    return value * scale, unit[1:] if scale > 1 else unit


def _reach(token: str) -> tuple[Fraction, Fraction]:
    """(slack, more) of a figure's token: half a unit of the last printed place where it is rounded, one of the last digit behind 余."""
    match = _DIGITS.match(token)
    if not match:
        return Fraction(0), Fraction(0)
    rest = token[match.end() :].lstrip("余多几来")
    scale = SCALES.get(rest[:1], 1)
    decimals = len(match[1] or "")
    slack = Fraction(scale, 2 * 10**decimals) if decimals or scale > 1 else Fraction(0)
    if not any(mark in token for mark in _MORE):
        return slack, Fraction(0)
    digits = match.group().replace(",", "")
    zeros = 0 if decimals else len(digits) - len(digits.rstrip("0"))
    return Fraction(0), Fraction(scale * 10**zeros, 10**decimals)
