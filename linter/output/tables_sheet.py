"""A table of many reports on a sheet of a workbook: widths, scales of colours, a heat map of one character a cell, print set-up.

Words never become formulas or links (linter.output.worksheet). Notes stand above the head, so that a printed sheet says what it leaves out.
"""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from linter.model.copying import CLOSE, OPEN, Marked
from linter.model.table import Cell, Column, Table, Term
from linter.output import worksheet
from linter.output.catalogue import Catalogue
from linter.output.glyphs import width
from linter.output.grids import STATUSES
from linter.output.rounding import decimal
from linter.output.spoken import remarks
from linter.output.worksheet import Formats, Mark, Rich, Value

_KINDS = {"score": "points", "status": "text"}
_NARROW, _WIDE = 6.0, 40.0  # characters
_SCREEN = 150.0  # characters across a screen
_MARK = 8.0  # characters of a column of statuses
_UPRIGHT = 5.0  # characters of such a column of a heat map, its name upright
_SEEN = 400  # rows looked at for the width of a column
_LEADING = ("unit", "region", "level", "duty", "title")  # what a row is about: it stays when one scrolls
_RATHER_FEW = ("gap", "copied", "likeness")  # shares of which less is better
_FILLS = {status: status for status in STATUSES} | {"inconsistent": "error", "error": "error", "warning": "warning", "info": "info"}
_GREEN, _YELLOW, _RED = "#A9D08E", "#FFEB9C", "#F8A59B"


_WORD = re.compile("[A-Za-z-]+")


class _Sheet(NamedTuple):
    """A table as it is laid out: its columns and which of them are printed."""

    table: Table
    columns: list[worksheet.Column]
    printed: int


def _sheet(table: Table) -> _Sheet:
    """What is minor goes behind what is printed; the rest keeps its order."""
    order = sorted(range(len(table.columns)), key=lambda at: table.columns[at].minor)
    ordered = Table(table.name, table.title, tuple(table.columns[at] for at in order), tuple(tuple(row[at] for at in order) for row in table.rows), table.notes)
    columns = [worksheet.Column(_head(column), _breadth(ordered, at), _KINDS.get(column.kind, column.kind)) for at, column in enumerate(ordered.columns)]
    return _Sheet(ordered, columns, sum(not column.minor for column in table.columns) or len(columns))


def _head(column: Column) -> str:
    return f"{column.group}\n{column.title}" if column.group else column.title


def _breadth(table: Table, at: int) -> float:
    """Characters that a column wants: of its cells, and of its heading in two or three lines."""
    column = table.columns[at]
    if column.kind == "status":
        return _MARK
    held = max((width(str(row[at])) for row in table.rows[:_SEEN] if isinstance(row[at], str)), default=0)
    if column.kind in ("percent", "score", "change", "number"):
        held = 6
    word = max((len(each) for each in _WORD.findall(_head(column))), default=0)  # a heading breaks between words
    return float(min(_WIDE, max(_NARROW, held + 1, -(-width(column.title) // 2) + 2, word + 1)))


def lay(book: Any, formats: Formats, name: str, table: Table, words: Catalogue, none: str = "") -> None:
    """Puts a table on a sheet `name`; `words` has the shelf `views`. `none` stands in place of the notes where there is neither a note nor a row."""
    sheet = _sheet(table)
    table = sheet.table
    rows = ([_value(cell, column, words) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows)
    note = " ".join(remarks(table.notes)) or ("" if table.rows else none)
    marked = any(column.heat and column.kind == "status" for column in table.columns)
    if marked:
        legend = (words("tables.short", short=words(f"tables.short.{status}"), word=words(f"status.{status}")) for status in STATUSES)
        note += " " + words("tables.legend") + words("list.colon") + words("list.semicolon").join(legend)
    frozen = _frozen(table)
    for page in worksheet.lay(book, formats, name, table.title, note, sheet.columns, rows, frozen=frozen, printed=sheet.printed, across=_across(sheet)):
        _scales(page, table)
        if marked:
            _spread(page, table, formats, frozen)


def _across(sheet: _Sheet) -> int:
    """How many columns a screen shows: a title over the middle of two hundred would never be seen."""
    room = 0.0
    for at, column in enumerate(sheet.columns[: sheet.printed]):
        room += _UPRIGHT if sheet.table.columns[at].heat and column.width == _MARK else column.width
        if room >= _SCREEN:
            return max(2, at)
    return sheet.printed


def _spread(page: Any, table: Table, formats: Formats, frozen: int) -> None:
    """A map of many columns goes over several sheets of A3, the names of its units on each; the names of its duties stand upright."""
    page.set_paper(8)
    page.set_print_scale(70)
    page.repeat_columns(0, frozen - 1)
    page.set_row(worksheet.TOP - 1, 190)
    for at, column in enumerate(table.columns):
        if column.heat:
            page.write_string(worksheet.TOP - 1, at, worksheet.cell(_head(column)), formats["upright"])
            page.set_column(at, at, _UPRIGHT)


def _frozen(table: Table) -> int:
    """The columns up to the one that says what a row is about, where they leave room for the rest."""
    keys = [column.key for column in table.columns]
    return next((keys.index(key) + 1 for key in _LEADING if key in keys and keys.index(key) < 4), 0)


def _value(cell: Cell, column: Column, words: Catalogue) -> Value:
    """A cell; a status of a heat map is one character, told in the note."""
    if cell is None:
        return None
    if column.kind == "status":
        status = cell.id if isinstance(cell, Term) else str(cell)
        return Mark(words(f"tables.short.{status}") if column.heat else words.term("status", status), _FILLS.get(status, ""))
    if isinstance(cell, Marked):  # the brackets stay: they are what differs in black and white
        return Rich(tuple((differs, OPEN + text + CLOSE if differs else text) for differs, text in cell.pieces))
    if isinstance(cell, Term):
        return Mark(str(cell), _FILLS[cell.id]) if column.key == "severity" else str(cell)
    if isinstance(cell, Fraction):
        return decimal(cell, 4 if column.kind == "percent" else 1)
    return cell


def _scales(page: Any, table: Table) -> None:
    """Bars for scores, three colours for shares: the figure stands in every cell, the colour only helps to find it."""
    last = min(worksheet.TOP + max(len(table.rows), 1), worksheet.ROWS) - 1
    for at, column in enumerate(table.columns):
        area = (worksheet.TOP, at, last, at)
        if column.kind == "score" and column.key in ("score", "median"):
            page.conditional_format(*area, {"type": "data_bar", "bar_color": "#9DC3E6", "bar_solid": True, "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 100})
        elif column.kind == "percent":
            low, high = (_GREEN, _RED) if column.key.startswith(_RATHER_FEW) or (column.group and not column.heat) else (_RED, _GREEN)
            scale = {"type": "3_color_scale", "min_type": "num", "min_value": 0, "mid_type": "num", "mid_value": 0.5, "max_type": "num", "max_value": 1}
            page.conditional_format(*area, scale | {"min_color": low, "mid_color": _YELLOW, "max_color": high})
        elif column.kind == "change":
            _changes(page, area)


def _changes(page: Any, area: Sequence[int]) -> None:
    """Changes of a point and more: arrows beside the figures, so that up and down are told without colour."""
    page.conditional_format(*area, {"type": "icon_set", "icon_style": "3_arrows_gray", "icons": [{"criteria": ">=", "type": "number", "value": 1}, {"criteria": ">", "type": "number", "value": -1}]})
