"""A cell of a table in words, the same on the terminal, on a page and in a spreadsheet of text."""

from fractions import Fraction

from linter.model.table import Cell, Column
from linter.output.catalogue import Catalogue
from linter.output.rounding import shown

RIGHT = frozenset({"number", "percent", "score", "change"})  # kinds that stand at the right edge


def told(cell: Cell, column: Column, words: Catalogue) -> str:
    """The words of a cell: scores with one decimal, shares in per cent, changes with their sign, statuses in words; '' for None."""
    if cell is None:
        return ""
    if column.kind == "status":
        return words.term("status", str(cell))
    if isinstance(cell, Fraction):
        return signed(cell, column.kind)
    return str(cell)


def signed(value: Fraction, kind: str) -> str:
    """A figure rounded half away from zero; what rounds to nothing has no sign."""
    size = abs(value)
    text = shown(100 * size) + "%" if kind == "percent" else shown(size)
    if not text.strip("0.%"):
        return text
    return ("-" if value < 0 else "+" if kind == "change" else "") + text
