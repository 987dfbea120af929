"""Tables as one web page without script, font or any other file: heat maps and courses drawn, every value in a table too."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from linter import __dist__, __version__
from linter.model.copying import Marked
from linter.model.table import Cell, Column, Table
from linter.output.catalogue import Catalogue, catalogue
from linter.output.course import course
from linter.output.drawing import bar, shape
from linter.output.glyphs import COMMAND, LEADING
from linter.output.grids import STATUSES, bands, grid, groups, shade
from linter.output.heat import ROWS, WIDE, drawn, key
from linter.output.html import templates
from linter.output.rounding import share
from linter.output.spoken import remarks
from linter.output.tables_cells import RIGHT, told

PAGE = 24  # rows of a drawing of figures that one printed page holds; of more the table is printed, which breaks between rows
BARS = 500  # rows whose scores have a bar, and statuses a mark
FULL = 11  # columns of a page; of more those that are minor are left out, for those behind them would lie off the screen
_NAMES = ("unit", "region", "duty", "title", "level", "dimension", "group")


def compose(tables: Sequence[Table], lang: str) -> str:
    """The page; its heading is the title of the first table."""
    words = catalogue(lang, "views")
    page = (
        templates()
        .get_template("tables.html.j2")
        .render(
            words=words,
            key=key,
            heading=tables[0].title if tables else __dist__,
            panels=[_panel(table, words) for table in tables],
            footer=f"{__dist__} {__version__}",
        )
    )
    return LEADING.sub(r"\1&#58;", COMMAND.sub("&#35;", page))


def _panel(table: Table, words: Catalogue) -> dict[str, Any]:
    """What tables.html.j2 shows of a table. A drawing comes before the table, which is folded then."""
    found = grid(table)
    hidden: tuple[str, ...] = ()
    if found is None and len(table.columns) > FULL:
        table, hidden = _without_minor(table)
    picture = drawn(table, found, words) if found and table.rows and len(table.rows) <= ROWS else Markup("")
    columns = found.columns(table) if found else ()
    small = bool(found) and (found.kind == "status" or len(columns) > WIDE) if found else False
    years = [at for at, column in enumerate(table.columns) if column.key.isdecimal()]
    lined = len(years) > 1
    return {
        "table": table,
        "picture": picture,
        "marks": [(status, words(f"status.{status}")) for status in STATUSES] if found and found.kind == "status" else [],
        "tall": bool(picture and not small and len(table.rows) > PAGE),
        "size": bool(found and small and found.kind == "percent"),
        "numbered": [(heading, first + 1, columns[first:last]) for heading, first, last in groups(columns)] if small else [],
        "heads": _heads(table, years if lined else [], words),
        "grouped": bands(table.columns),
        "rows": [_row(row, table, years if lined else [], words, plain=bool(picture)) for row in table.rows],
        "notes": remarks(table.notes) + ((words("tables.hidden", number=len(hidden), names=words("list.comma").join(hidden)),) if hidden else ()),
        "parted": _parted(table),
        "anchor": _anchor(table),
    }


def _without_minor(table: Table) -> tuple[Table, tuple[str, ...]]:
    """The table without its minor columns, and what they are called."""
    kept = [at for at, column in enumerate(table.columns) if not column.minor]
    rows = tuple(tuple(row[at] for at in kept) for row in table.rows)
    return Table(table.name, table.title, tuple(table.columns[at] for at in kept), rows, table.notes), tuple(column.title for column in table.columns if column.minor)


def _anchor(table: Table) -> int:
    """The column that says what a row is about; -1 where all are figures."""
    keys = [column.key for column in table.columns]
    named = next((keys.index(key) for key in _NAMES if key in keys), None)
    return named if named is not None else next((at for at, column in enumerate(table.columns) if column.kind == "text"), -1)


def _parted(table: Table) -> set[int]:
    """The rows that begin a band, where the table has bands."""
    at = next((at for at, column in enumerate(table.columns) if column.key == "band"), None)
    return set() if at is None else {n for n in range(1, len(table.rows)) if table.rows[n][at] != table.rows[n - 1][at]}


def _heads(table: Table, years: list[int], words: Catalogue) -> list[tuple[str, str]]:
    """(heading, its classes) of each column; that of the course comes after the years."""
    out = [(column.title, _css(column)) for column in table.columns]
    return [*out[: years[-1] + 1], (words("tables.course"), ""), *out[years[-1] + 1 :]] if years else out


def _css(column: Column) -> str:
    """n: figures, which stand to the right; minor: not printed where a heat map needs the room."""
    return " ".join(name for name, held in (("n", column.kind in RIGHT), ("minor", column.minor)) if held)


def _row(row: tuple[Cell, ...], table: Table, years: list[int], words: Catalogue, *, plain: bool) -> list[dict[str, Any]]:
    cells = [_cell(cell, column, words, adorned=not plain and len(table.rows) <= BARS) for cell, column in zip(row, table.columns, strict=True)]
    if years:
        held = [cell if isinstance(cell := row[at], Fraction) else None for at in years]
        drawing = course(held, [table.columns[at].key for at in years])
        cells.insert(years[-1] + 1, {"text": "", "css": "", "mark": "", "picture": drawing, "said": False, "look": None})
    return cells


def _cell(cell: Cell, column: Column, words: Catalogue, *, adorned: bool) -> dict[str, Any]:
    text = _passage(cell) if isinstance(cell, Marked) else told(cell, column, words)
    picture: Markup = Markup("")
    if column.key == "score" and isinstance(cell, Fraction) and adorned:
        picture = bar(share(cell, Fraction(100)), f"{column.title} {text}")
    elif column.kind == "status" and cell is not None and adorned:
        picture = shape(str(cell))
    return {
        "text": text,
        "css": _css(column),
        "mark": str(cell) if column.kind == "status" and cell is not None else "",
        "picture": picture,
        "said": isinstance(cell, Marked),
        "look": shade(cell) if column.heat and column.kind == "percent" else None,
    }


def _passage(cell: Marked) -> Markup:
    """A passage with what differs marked; the brackets that stand for marks elsewhere are not needed."""
    return Markup("").join(Markup("<mark>{}</mark>").format(text) if differs else text for differs, text in cell.pieces)
