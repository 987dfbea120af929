"""Exact arithmetic on printed figures. No floats: what a report prints is decided by whole numbers and fractions."""

from collections.abc import Sequence
from fractions import Fraction

_HALF = Fraction(1, 2)


def rounding(quotient: Fraction, printed: Fraction, step: Fraction) -> str:
    """How `printed` stands to `quotient`, both in the same terms, at a precision of `step`: right, cut or wrong.

    right: a correct rounding; on a tie either neighbour is (half up by GB/T 8170 of old, half even in spreadsheets).
    cut: digits were cut off where they had to be rounded up.
    """
    # in whole numbers, over the product of all denominators: four operations on fractions cost ten times as much
    size = quotient.denominator * printed.denominator
    short = (quotient.numerator * printed.denominator - printed.numerator * quotient.denominator) * step.denominator
    size *= step.numerator
    if 2 * abs(short) <= size:
        return "right"
    return "cut" if 0 <= short < size else "wrong"


def bases(numerator: Fraction, printed: Fraction, step: Fraction) -> tuple[int, int]:
    """The least and the greatest whole number of which `numerator` is `printed` per cent after rounding to `step`.

    (1, 0) where there is none; a rate that rounds to nought has no greatest base and gives (1, 0) too.
    """
    low, high = (printed - step * _HALF) / 100, (printed + step * _HALF) / 100
    if low <= 0 or numerator <= 0:
        return 1, 0
    first = -((-numerator) // high)  # ceiling
    last = numerator // low
    return int(first), int(last)


def reachable(base: Fraction, printed: Fraction, step: Fraction) -> bool:
    """True where some whole number of cases out of `base` gives `printed` per cent after rounding to `step`."""
    low, high = (printed - step * _HALF) * base / 100, (printed + step * _HALF) * base / 100
    return -((-low) // 1) <= high


def shown(number: Fraction | int) -> str:
    """`number` as text: digits with a decimal point where it ends, else a fraction (`1/3`)."""
    if isinstance(number, int):
        return str(number)
    if number.denominator == 1:
        return str(number.numerator)
    digits, rest = 0, number.denominator
    for prime in (2, 5):
        times = 0
        while rest % prime == 0:
            rest //= prime
            times += 1
        digits = max(digits, times)
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    scaled = abs(number) * 10**digits
    whole, cents = divmod(scaled.numerator, 10**digits)
    return f"{'-' if number < 0 else ''}{whole}.{cents:0{digits}d}"


def about(number: Fraction, digits: int = 2) -> str:
    """`number` rounded half up to at most `digits` decimals, for people to read."""
    scaled = (2 * abs(number.numerator) * 10**digits + number.denominator) // (2 * number.denominator)
    text = shown(Fraction(scaled, 10**digits))
    return "-" + text if number < 0 and scaled else text


def added(numbers: Sequence[Fraction | int]) -> str:
    """95+145+15+2"""
    return "+".join(shown(n) for n in numbers)
