"""A year of many reports as a workbook (汇总): an opening sheet with charts, then a sheet a table, to be filtered, printed and handed on."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from linter import __dist__, __version__
from linter.model.copying import CLOSE, OPEN, Marked
from linter.model.survey import Survey
from linter.model.table import Cell, Column, Table, Term
from linter.output import worksheet
from linter.output.catalogue import Catalogue, catalogue
from linter.output.glyphs import width
from linter.output.rounding import decimal
from linter.output.survey_charts import overview
from linter.output.worksheet import Formats, Mark, Rich, Value

# sheets in their order: what a reader wants first stands first
SHEETS = ("rank", "gaps", "heatmap", "findings", "details", "levels", "trend", "similar", "similar-passages", "similar-reports", "missing", "late", "unscored", "waivers", "rules")
MATRIX = 2_000  # units whose statuses are laid out duty by duty; beyond it the sheet is for programs, and the store answers them better
_KINDS = {"score": "points", "status": "text"}
_NARROW, _WIDE = 6.0, 40.0  # characters
_SCREEN = 150.0  # characters across a screen
_MARK = 8.0  # characters of a column of statuses
_SEEN = 400  # rows looked at for the width of a column
_LEADING = ("unit", "region", "level", "duty", "title")  # what a row is about: it stays when one scrolls
_SHORT = ("evidenced", "mentioned", "planned", "absent", "review", "not-applicable")
_FILLS = {status: status for status in _SHORT} | {"inconsistent": "error", "error": "error", "warning": "warning", "info": "info"}
_GREEN, _YELLOW, _RED = "#A9D08E", "#FFEB9C", "#F8A59B"


class _Sheet(NamedTuple):
    """A table as it is laid out: its columns and which of them are printed."""

    table: Table
    columns: list[worksheet.Column]
    printed: int


def compose(survey: Survey, lang: str) -> bytes:
    """The .xlsx of a survey. UsageFailure where xlsxwriter is not installed."""
    words = catalogue(lang, "survey")

    def fill(book: Any, formats: Formats) -> None:
        overview(book, formats, survey, words)
        for name in SHEETS:
            table = survey.table(name)
            if table is not None and (table.rows or name in ("rank", "missing", "similar")):
                _lay(book, formats, _sheet(table), words)

    return worksheet.workbook(words("survey.title", year=survey.year), f"{__dist__} {__version__}", survey.as_of, fill, missing=words("survey.no-xlsx"))


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
    return float(min(_WIDE, max(_NARROW, held + 1, -(-width(column.title) // 2) + 2)))


def _lay(book: Any, formats: Formats, sheet: _Sheet, words: Catalogue) -> None:
    table = sheet.table
    short = table.name == "heatmap"  # a mark a cell, told in the note
    rows = ([_value(cell, column, words, short) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows)
    name = words.term("survey.sheet", table.name)
    note = " ".join(table.notes) or ("" if table.rows else words("survey.none"))
    map = any(column.kind == "status" for column in table.columns) and table.name == "heatmap"
    if map:
        note += words("survey.legend") + words("list.semicolon").join(words("survey.short", short=words(f"survey.short.{s}"), word=words(f"status.{s}")) for s in _SHORT)
    frozen = _frozen(table)
    for page in worksheet.lay(book, formats, name, table.title, note, sheet.columns, rows, frozen=frozen, printed=sheet.printed, across=_across(sheet)):
        _scales(page, table)
        if map:
            _spread(page, table, formats, frozen)


def _across(sheet: _Sheet) -> int:
    """How many columns a screen shows: a title over the middle of two hundred would never be seen."""
    room = 0.0
    for at, column in enumerate(sheet.columns[: sheet.printed]):
        room += 5 if sheet.table.name == "heatmap" and column.width == _MARK else column.width
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
        if column.kind == "status":
            page.write_string(worksheet.TOP - 1, at, worksheet.cell(_head(column)), formats["upright"])
            page.set_column(at, at, 5)


def _frozen(table: Table) -> int:
    """The columns up to the one that says what a row is about, where they leave room for the rest."""
    keys = [column.key for column in table.columns]
    return next((keys.index(key) + 1 for key in _LEADING if key in keys and keys.index(key) < 4), 0)


def _value(cell: Cell, column: Column, words: Catalogue, short: bool = False) -> Value:
    if cell is None:
        return None
    if column.kind == "status":
        status = cell.id if isinstance(cell, Term) else str(cell)
        return Mark(words(f"survey.short.{status}") if short else words.term("status", status), _FILLS.get(status, ""))
    if isinstance(cell, Marked):  # the brackets stay: they are what differs in black and white
        return Rich(tuple((differs, OPEN + text + CLOSE if differs else text) for differs, text in cell.pieces))
    if isinstance(cell, Term):
        return Mark(str(cell), _FILLS[cell.id]) if column.key == "severity" else str(cell)
    if isinstance(cell, Fraction):
        return signed(cell, 4 if column.kind == "percent" else 1)
    return cell


def signed(value: Fraction, places: int) -> float:
    """`value` rounded half away from 0, as tables_json does."""
    return -decimal(-value, places) if value < 0 else decimal(value, places)


def _scales(page: Any, table: Table) -> None:
    """Bars for scores, three colours for shares: the figure stands in every cell, the colour only helps to find it."""
    last = worksheet.TOP + max(len(table.rows), 1) - 1
    for at, column in enumerate(table.columns):
        area = (worksheet.TOP, at, last, at)
        if column.kind == "score" and column.key in ("score", "median"):
            page.conditional_format(*area, {"type": "data_bar", "bar_color": "#9DC3E6", "bar_solid": True, "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 100})
        elif column.kind == "percent":
            low, high = (_GREEN, _RED) if column.key.startswith(("gap", "copied", "likeness")) or column.group else (_RED, _GREEN)
            if table.name == "heatmap":
                low, high = _RED, _GREEN
            scale = {"type": "3_color_scale", "min_type": "num", "min_value": 0, "mid_type": "num", "mid_value": 0.5, "max_type": "num", "max_value": 1}
            page.conditional_format(*area, scale | {"min_color": low, "mid_color": _YELLOW, "max_color": high})
        elif column.kind == "change":
            _changes(page, area)


def _changes(page: Any, area: Sequence[int]) -> None:
    """Changes of a point and more: arrows beside the figures, so that up and down are told without colour."""
    page.conditional_format(*area, {"type": "icon_set", "icon_style": "3_arrows_gray", "icons": [{"criteria": ">=", "type": "number", "value": 1}, {"criteria": ">", "type": "number", "value": -1}]})
