"""A share with the range it may really have."""

from fractions import Fraction
from math import sqrt
from typing import NamedTuple

_Z = 1.959963984540054  # 95 %
_STEP = 10_000


class Proportion(NamedTuple):
    """`part` of `whole` with the bounds of its Wilson interval, to 0.01 %."""

    part: int
    whole: int
    share: Fraction
    low: Fraction
    high: Fraction


def proportion(part: int, whole: int) -> Proportion:
    """The share with its 95 % Wilson interval (Wilson 1927), which holds for few rows and for shares of 0 and 1 too. ValueError unless 0 ≤ part ≤ whole and whole > 0."""
    if not 0 <= part <= whole or whole == 0:
        raise ValueError("no share")
    p, z2 = part / whole, _Z * _Z
    middle = (p + z2 / (2 * whole)) / (1 + z2 / whole)
    half = _Z * sqrt(p * (1 - p) / whole + z2 / (4 * whole * whole)) / (1 + z2 / whole)
    low = Fraction(0) if part == 0 else Fraction(round((middle - half) * _STEP), _STEP)
    high = Fraction(1) if part == whole else Fraction(round((middle + half) * _STEP), _STEP)
    return Proportion(part, whole, Fraction(part, whole), low, high)
