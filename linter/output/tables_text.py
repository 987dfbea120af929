"""Tables for a terminal: columns aligned by the width that characters take, numbers to the right."""

from collections.abc import Sequence
from fractions import Fraction

from linter.model.table import Cell, Column, Table
from linter.output.catalogue import Catalogue, catalogue
from linter.output.glyphs import disarmed, harmless, width
from linter.output.rounding import shown

_GAP = "  "
_RIGHT = frozenset({"number", "percent", "score"})


def compose(tables: Sequence[Table], lang: str) -> str:
    """The tables one below the other, an empty line between."""
    words = catalogue(lang)
    return disarmed("\n".join("\n".join(_lines(table, words)) + "\n" for table in tables))


def _lines(table: Table, words: Catalogue) -> list[str]:
    heads = [harmless(column.title) for column in table.columns]
    rows = [[_text(cell, column, words) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows]
    widths = [max(width(cells[at]) for cells in [heads, *rows]) for at in range(len(heads))]
    lines = [harmless(table.title)]
    if rows:
        lines += [_line(cells, table.columns, widths) for cells in [heads, *rows]]
    return lines + [harmless(note) for note in table.notes]


def _line(cells: list[str], columns: Sequence[Column], widths: list[int]) -> str:
    out = []
    for cell, column, size in zip(cells, columns, widths, strict=True):
        room = " " * (size - width(cell))
        out.append(room + cell if column.kind in _RIGHT else cell + room)
    return _GAP.join(out).rstrip()


def _text(cell: Cell, column: Column, words: Catalogue) -> str:
    if cell is None:
        return ""
    if column.kind == "status":
        return harmless(words.term("status", str(cell)))
    if isinstance(cell, Fraction):
        sign, size = ("-" if cell < 0 else ""), abs(cell)
        text = shown(100 * size) + "%" if column.kind == "percent" else shown(size)
        return sign + text if text.strip("0.%") else text
    return harmless(str(cell))
