"""Rounding, bases and what people are shown: laws of exact arithmetic."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.checks.relations.arithmetic import about, added, bases, reachable, rounding, shown

COUNTS = st.integers(1, 100_000)
DIGITS = st.integers(0, 3)


def printed(quotient: Fraction, digits: int) -> Fraction:
    """`quotient` rounded half up, as an office would print it."""
    scale = 10**digits
    return Fraction((quotient * scale + Fraction(1, 2)) // 1, scale)


@pytest.mark.parametrize(
    ("numerator", "denominator", "rate", "digits", "state"),
    [
        (8, 12, "67", 0, "right"),
        (8, 12, "66", 0, "cut"),
        (8, 12, "65", 0, "wrong"),
        (8, 12, "68", 0, "wrong"),
        (2, 15, "13.33", 2, "right"),
        (2, 18, "11.11", 2, "right"),
        (140, 151, "92.71", 2, "cut"),
        (1, 8, "12", 0, "right"),  # a tie, either way
        (1, 8, "13", 0, "right"),
        (1, 1, "100", 0, "right"),
    ],
)
def test_rounding(numerator: int, denominator: int, rate: str, digits: int, state: str) -> None:
    assert rounding(Fraction(100 * numerator, denominator), Fraction(rate), Fraction(1, 10**digits)) == state


@given(COUNTS, COUNTS, DIGITS)
def test_a_rounded_quotient_is_right_and_its_neighbours_are_not(numerator: int, denominator: int, digits: int) -> None:
    quotient, step = Fraction(100 * numerator, denominator), Fraction(1, 10**digits)
    value = printed(quotient, digits)
    assert rounding(quotient, value, step) == "right"
    assert rounding(quotient, value + 2 * step, step) == "wrong"
    assert rounding(quotient, value - 2 * step, step) == "wrong"


@given(COUNTS, COUNTS, DIGITS)
def test_cut_digits_are_right_or_cut(numerator: int, denominator: int, digits: int) -> None:
    quotient, scale = Fraction(100 * numerator, denominator), 10**digits
    value = Fraction(quotient * scale // 1, scale)
    assert rounding(quotient, value, Fraction(1, scale)) in ("right", "cut")


@given(st.integers(1, 500), st.integers(1, 500), DIGITS)
def test_the_true_base_is_among_the_bases(numerator: int, more: int, digits: int) -> None:
    base = numerator + more
    value = printed(Fraction(100 * numerator, base), digits)
    low, high = bases(Fraction(numerator), value, Fraction(1, 10**digits))
    if value > Fraction(1, 2 * 10**digits):
        assert low <= base <= high
    for candidate in (low, high):
        if low <= high:
            assert rounding(Fraction(100 * numerator, candidate), value, Fraction(1, 10**digits)) == "right"
    assert reachable(Fraction(base), value, Fraction(1, 10**digits))


def test_bases() -> None:
    assert bases(Fraction(66), Fraction("20.4"), Fraction(1, 10)) == (323, 324)
    assert bases(Fraction(88), Fraction("27.2"), Fraction(1, 10)) == (323, 324)
    low, high = bases(Fraction(3), Fraction("13.9"), Fraction(1, 10))
    assert low > high
    assert bases(Fraction(3), Fraction(0), Fraction(1)) == (1, 0)


def test_unreachable() -> None:
    assert not reachable(Fraction(40), Fraction("97.3"), Fraction(1, 10))
    assert reachable(Fraction(40), Fraction("97.5"), Fraction(1, 10))


@pytest.mark.parametrize(
    ("number", "text"),
    [(Fraction(258), "258"), (Fraction(5, 2), "2.5"), (Fraction(1, 3), "1/3"), (Fraction(-1, 4), "-0.25"), (Fraction(1, 200), "0.005"), (Fraction(0), "0")],
)
def test_shown(number: Fraction, text: str) -> None:
    assert shown(number) == text


@given(st.fractions())
def test_what_is_shown_reads_back(number: Fraction) -> None:
    assert Fraction(shown(number)) == number


@given(st.fractions(min_value=-1000, max_value=1000))
def test_about_is_near(number: Fraction) -> None:
    assert abs(Fraction(about(number)) - number) <= Fraction(1, 200)


def test_about_and_added() -> None:
    assert about(Fraction(200, 3)) == "66.67"
    assert about(Fraction(-200, 3)) == "-66.67"
    assert about(Fraction(-1, 1000)) == "0"
    assert added([Fraction(95), Fraction(145)]) == "95+145"
