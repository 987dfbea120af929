"""Exact fractions → the decimals people see: rounded half up, once, at the very end (contract.md, Score)."""

from fractions import Fraction


def decimal(value: Fraction, places: int = 1) -> float:
    """`value` (not negative) rounded half up; the float prints with at most `places` decimals."""
    scale: int = 10**places
    numerator, denominator = value.numerator, value.denominator
    return (2 * numerator * scale + denominator) // (2 * denominator) / scale


def shown(value: Fraction, places: int = 1) -> str:
    """`value` in words of a table: always `places` decimals."""
    return f"{decimal(value, places):.{places}f}"


def share(part: Fraction, whole: Fraction) -> Fraction:
    """part / whole within 0..1, 0 where the whole is 0."""
    return max(Fraction(0), min(Fraction(1), part / whole)) if whole else Fraction(0)
