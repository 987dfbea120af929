"""Nouns of facts: what a report states that can back a claim. Offsets are view offsets, half-open."""

from fractions import Fraction
from typing import NamedTuple


class Fact(NamedTuple):
    """A figure, document title, dated event, case or explicit zero.

    kind: figure | rate | document | event | case. `unit` is the measure word of a figure (`件`, `%`),
    `owner` of a document is own | superior | law | other, else empty. `strong` is False where the fact
    exists but backs nothing by itself (a bare 100 %, a superior's document).
    """

    kind: str
    start: int
    end: int
    unit: str = ""
    owner: str = ""
    strong: bool = True


class Quantity(NamedTuple):
    """A figure read as a number: what is counted, how much of it, for which time. Computed once a report, from its figure facts.

    `value` is exact; a token that states no number (两三次, 百场) is no quantity. kind: count | rate | money | ratio | ordinal. `high` is the upper
    end of a range (then `value` is the lower), None otherwise. `step` is what the last printed digit stands for: 1 of 258项,
    1000 of 1.7万条, 1/10 of 98.5%. `noun` is what is counted (行政复议申请), as far as the clause names it; `unit` its measure
    word, 元 for money of any scale, empty where none is printed.
    """

    start: int
    end: int
    value: Fraction
    high: Fraction | None
    step: Fraction
    unit: str
    kind: str
    approximate: bool
    noun: str
    noun_start: int
    noun_end: int
    period: str  # year of a stated period ("2023"), "cumulative", or "" for the report's own year
    clause: int  # index into Outline.clauses

    @property
    def exact(self) -> bool:
        """True for a whole number printed to the last unit: 258项, neither 30余项 nor 1.7万项, nor 3—5项."""
        return self.high is None and not self.approximate and self.step.numerator <= self.step.denominator
