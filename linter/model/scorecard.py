"""Nouns of the score: every row can be recomputed by hand (contract.md, Score)."""

from fractions import Fraction
from typing import NamedTuple


class DimensionScore(NamedTuple):
    id: str
    title_zh: str
    title_en: str
    max: Fraction  # rounded to 0.1, rows add up to 100
    points: Fraction  # rounded to 0.1, rows add up to the total before deductions
    applicable: int
    not_applicable: int


class Deduction(NamedTuple):
    group: str  # basis | figures | claims | form
    rule: str
    times: int  # how often the rule was set off
    points: Fraction
    cap: int


class Gain(NamedTuple):
    rule: str
    points: Fraction
    how: str


class ObligationScore(NamedTuple):
    """Exact points of one obligation and what full evidence would add."""

    points: Fraction
    gain: Fraction


class Scorecard(NamedTuple):
    total: Fraction
    total_with_waivers: Fraction
    grade: str
    dimensions: tuple[DimensionScore, ...]
    deductions: tuple[Deduction, ...]
    gains: tuple[Gain, ...]
    obligations: dict[str, ObligationScore]
