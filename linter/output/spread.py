"""How scores are spread: steps of ten points, medians and quartiles of levels. What is drawn and what is told come from the same figures."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from linter.model.rule import LEVELS
from linter.model.table import Cell, Table, Term

STEP = 10  # points


class Step(NamedTuple):
    """Reports whose score lies in [low, high); the last step holds 100 too."""

    low: int
    high: int
    number: int


class Group(NamedTuple):
    """The scores of a level: how many, the least, quartiles, the greatest."""

    title: str
    number: int
    least: Fraction
    lower: Fraction
    median: Fraction
    upper: Fraction
    greatest: Fraction


def column(table: Table, key: str) -> list[Any]:
    """The cells of a column by its key; ValueError where there is none."""
    at = [each.key for each in table.columns].index(key)
    return [row[at] for row in table.rows]


def steps(scores: Sequence[Fraction]) -> list[Step]:
    """All steps from 0 to 100, empty ones too: a gap in the middle is to be seen."""
    counts = [0] * (100 // STEP)
    for score in scores:
        counts[min(len(counts) - 1, int(score) // STEP)] += 1
    return [Step(at * STEP, (at + 1) * STEP, number) for at, number in enumerate(counts)]


def groups(rank: Table, everybody: str) -> list[Group]:
    """The scores of all, called `everybody`, then those of each level, the highest level first; of one level only that of all."""
    found = sorted(zip(column(rank, "level"), column(rank, "score"), strict=True), key=lambda pair: _height(pair[0]))
    held: dict[str, list[Fraction]] = {}
    for level, score in found:
        held.setdefault(str(level or ""), []).append(score)
    out = [_group(everybody, column(rank, "score"))] if rank.rows else []
    return out + ([_group(level, scores) for level, scores in held.items() if level] if len(held) > 1 else [])


def _height(level: Cell) -> int:
    """Where a level stands among the others; what is not known comes last."""
    return LEVELS.index(level.id) if isinstance(level, Term) and level.id in LEVELS else len(LEVELS)


def _group(title: str, scores: Sequence[Fraction]) -> Group:
    own = sorted(scores)
    return Group(title, len(own), own[0], _at(own, Fraction(1, 4)), _at(own, Fraction(1, 2)), _at(own, Fraction(3, 4)), own[-1])


def _at(own: Sequence[Fraction], part: Fraction) -> Fraction:
    """The value that `part` of sorted ones lie below, between two in proportion (as spreadsheets do: QUARTILE.INC)."""
    place = part * (len(own) - 1)
    low = int(place)
    return own[low] + (own[min(low + 1, len(own) - 1)] - own[low]) * (place - low)
