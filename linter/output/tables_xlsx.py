"""Tables as a workbook, a sheet each: filters, frozen panes, shares on a scale of colours, statuses in words on their colour, print set-up.

Words never become formulas or links (linter.output.worksheet). Notes stand above the head, so that a printed sheet says what it leaves out.
"""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from linter import __dist__, __version__
from linter.model.table import Cell, Table
from linter.model.table import Column as Field
from linter.output.catalogue import Catalogue, catalogue
from linter.output.glyphs import width
from linter.output.grids import grid
from linter.output.lettering import legible
from linter.output.worksheet import ROWS, Column, Formats, Mark, Value, lay, workbook

DAY = "2000-01-01"  # tables bear no date: the same rows give the same bytes
_TOP = 3  # rows above the data (worksheet)
_NAME = 28  # characters of a sheet's name, so that ` (2)` fits
_KINDS = {"number": "number", "score": "points", "change": "change", "percent": "percent"}
_PAGE = 150.0  # characters across a printed page that can still be read
_SCALE = {"type": "3_color_scale", "min_type": "num", "min_value": 0, "mid_type": "num", "mid_value": 0.5, "max_type": "num", "max_value": 1, "min_color": "#F8CBAD", "mid_color": "#FFF2CC", "max_color": "#A9D08E"}
_BAR = {"type": "data_bar", "bar_color": "#9DC3E6", "bar_solid": True, "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 100}


def compose(tables: Sequence[Table], lang: str) -> bytes:
    """The .xlsx. UsageFailure where xlsxwriter is not installed."""
    words = catalogue(lang, "bulletin", "views")
    names = _names(tables)

    def fill(book: Any, formats: Formats) -> None:
        for table, name in zip(tables, names, strict=True):
            _sheet(book, formats, table, name, words)

    title = tables[0].title if tables else __dist__
    return workbook(title, f"{__dist__} {__version__}", DAY, fill, missing=words("bulletin.no-xlsx"))


def _names(tables: Sequence[Table]) -> list[str]:
    """Names of sheets: titles without what Excel forbids, short enough, none twice whatever its case."""
    out: list[str] = []
    for table in tables:
        plain = re.sub(r"[\[\]:*?/\\]", " ", legible(table.title)).strip("' ")[:_NAME] or table.name
        name, number = plain, 1
        while name.casefold() in {known.casefold() for known in out}:
            number += 1
            name = f"{plain[: _NAME - 3]} {number}"
        out.append(name)
    return out


def _sheet(book: Any, formats: Formats, table: Table, name: str, words: Catalogue) -> None:
    columns = [Column(_head(field), _width(at, table, words), _KINDS.get(field.kind, "text")) for at, field in enumerate(table.columns)]
    rows = [[_value(cell, field, words) for cell, field in zip(row, table.columns, strict=True)] for row in table.rows]
    anchor = next((at for at, field in enumerate(table.columns) if field.kind == "text" and field.key != "places"), -1)
    frozen = anchor + 1
    for number, sheet in enumerate(lay(book, formats, name, table.title, " ".join(table.notes), columns, rows, frozen=frozen)):
        held = min(len(rows) - number * (ROWS - _TOP), ROWS - _TOP)
        if held <= 0:
            continue
        for at, field in enumerate(table.columns):
            if field.kind == "percent":
                sheet.conditional_format(_TOP, at, _TOP + held - 1, at, _SCALE)
            elif field.key in ("score", "median"):
                sheet.conditional_format(_TOP, at, _TOP + held - 1, at, _BAR)
        wide = sum(column.width for column in columns)
        if wide > _PAGE:  # too wide for one page across: A3, as many as it takes, names on each
            sheet.set_paper(8)
            sheet.fit_to_pages(-(-int(wide) // int(1.4 * _PAGE)), 0)
            if frozen > 0:
                sheet.repeat_columns(0, anchor)


def _head(field: Field) -> str:
    return f"{field.group}\n{field.title}" if field.group else field.title


def _width(at: int, table: Table, words: Catalogue) -> float:
    """Characters across: of a heat map narrow, of figures as their head, of texts as they are up to what can be read."""
    field = table.columns[at]
    found = grid(table)
    if found and found.start <= at < found.end:
        return 9.5
    if field.kind in _KINDS:
        return max(8.0, min(14.0, width(field.title) + 2.5))
    held = [width(field.title) + 3, *(width(words.term("status", str(row[at])) if field.kind == "status" else str(row[at] or "")) + 2 for row in table.rows[:2000])]
    return float(max(7, min(44, max(held))))


def _value(cell: Cell, field: Field, words: Catalogue) -> Value:
    if cell is None:
        return None
    if field.kind == "status":
        return Mark(words.term("status", str(cell)), str(cell))
    if isinstance(cell, Fraction):
        return float(cell) if field.kind == "percent" else _points(cell)
    return cell if isinstance(cell, int) else str(cell)


def _points(value: Fraction) -> float:
    """Points as they are shown: half away from zero to one decimal, so that a sheet adds up what it shows."""
    size = (2 * abs(value.numerator) * 10 + value.denominator) // (2 * value.denominator) / 10
    return -size if value < 0 else size
