"""Tables as views of a store make them; the noun itself is the model's, since output writes it."""

from fractions import Fraction

from linter.model.table import KINDS, Cell, Column, Table

__all__ = ["KINDS", "Cell", "Column", "Table", "points"]


def points(tenths: int | None) -> Fraction | None:
    """A score of the store, which holds whole tenths, as a cell of kind score."""
    return None if tenths is None else Fraction(tenths, 10)
