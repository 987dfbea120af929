"""How exact a score is: differences below its measured error are no differences."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

# Mean absolute difference, in points of 100, between the credit that the program gives a report and the credit by labels that people
# set: `credit_mean_error` of the scoring tool, 57 topics a report, reports that the rules had not been tuned on (tests/reports, labelled sets).
MEAN_ERROR = Fraction(8, 5)

# The least change over years that is called clear: about what one of the eleven dimensions is worth. Which of many duties an office
# happens to write about moves a score by half of that from year to year.
CLEAR = Fraction(10)


def bands(scores: Sequence[int]) -> list[int]:
    """The band of each score, from 1. `scores` are tenths, falling: a band ends where one is MEAN_ERROR or more below its first."""
    out: list[int] = []
    first, band, error = 0, 0, int(MEAN_ERROR * 10)
    for score in scores:
        if not out or first - score >= error:
            first, band = score, band + 1
        out.append(band)
    return out


def direction(scores: Sequence[int]) -> str | None:
    """What became of a score over years, tenths in their order: rise | fall (clear), higher | lower, flat, uneven; None for less than two.

    A course that turns by the measured error or more is uneven, unless its ends are clearly apart and no step goes far against them.
    """
    if len(scores) < 2:
        return None
    error, clear = MEAN_ERROR * 10, CLEAR * 10
    change = scores[-1] - scores[0]
    steps = [after - before for before, after in pairwise(scores)]
    up, down = max(steps), -min(steps)
    if abs(change) >= clear and (down if change > 0 else up) < error:
        return "rise" if change > 0 else "fall"
    if up >= error and down >= error:
        return "uneven"
    if abs(change) < error:
        return "flat"
    return "higher" if change > 0 else "lower"
