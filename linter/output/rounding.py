"""Exact fractions → the decimals people see: rounded half up, once, at the very end (contract.md, Score)."""

from fractions import Fraction


def decimal(value: Fraction, places: int = 1) -> float:
    """`value` rounded half away from zero; the float prints with at most `places` decimals, and what rounds to nothing has no sign."""
    scale: int = 10**places
    numerator, denominator = abs(value.numerator), value.denominator
    size = (2 * numerator * scale + denominator) // (2 * denominator) / scale
    return -size if value < 0 and size else size


def shown(value: Fraction, places: int = 1) -> str:
    """`value` in words of a table: always `places` decimals."""
    return f"{decimal(value, places):.{places}f}"


def share(part: Fraction, whole: Fraction) -> Fraction:
    """part / whole within 0..1, 0 where the whole is 0."""
    return max(Fraction(0), min(Fraction(1), part / whole)) if whole else Fraction(0)
