"""A table as a page shows it: cells with their words, their look and where they lead."""

from functools import partial
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from linter.model.table import Cell, Column, Table
from linter.output.catalogue import Catalogue
from linter.output.grids import bands
from linter.output.spoken import remarks
from linter.output.tables_cells import RIGHT, told
from linter.workbench.stacks.heat import cells
from linter.workbench.stacks.links import Links
from linter.workbench.stacks.order import Leaf, found, leaf, ordered, turned
from linter.workbench.stacks.query import Query

_LONG = 16  # characters; a column with longer texts breaks them
_UNSHOWN = frozenset({"rule"})  # what links are made of, and people do not read


class Head(NamedTuple):
    """A heading: what a click asks for, and how its column is ordered now (aria-sort)."""

    key: str
    title: str
    css: str
    href: str
    sorted: str  # ascending | descending | ''


class Box(NamedTuple):
    """A cell. `status` is that of a mark in place of words."""

    text: str
    css: str
    href: str
    status: str = ""


class Sheet(NamedTuple):
    """A table on a page. `cells` are those of a heat map, a row each, behind the boxes of `rows`; elsewhere they are empty. `bands` are the headings above the headings as (title, columns, css), empty where there are none; `lead` is the column that names the row."""

    name: str
    title: str
    heads: tuple[Head, ...]
    bands: tuple[tuple[str, int, str], ...]
    rows: tuple[tuple[Box, ...], ...]
    cells: tuple[Markup, ...]
    lead: int
    heat: bool
    leaf: Leaf
    earlier: str
    later: str
    notes: tuple[str, ...]


def sheet(table: Table, main: bool, query: Query, links: Links, words: Catalogue) -> Sheet:
    """The page of a table that a query asks for; `main` is the one that order and page are for where the query names none."""
    asked = main if not query.table else query.table == table.name
    query = query if asked else query._replace(sort="", page=1)
    table = found(table, query.find)
    table = ordered(table, query.sort)
    part = leaf(table, query.page)
    heat = any(column.heat for column in table.columns)
    kinds = [column.kind in RIGHT for column in table.columns]
    lead = next((at for at, column in enumerate(table.columns) if column.key in ("unit", "region", "duty")), next((at for at, number in enumerate(kinds) if not number), 0))
    where = links.lead(table)
    seen = [(at, column) for at, column in enumerate(table.columns) if column.key not in _UNSHOWN]
    plain = [(at, column) for at, column in seen if not column.heat]
    long = frozenset(at for at, column in plain if at != lead and column.kind == "text" and any(len(str(row[at] or "")) > _LONG for row in part.rows))
    rows = tuple(tuple(_box(row[at], column, where(row, at), words, at in long) for at, column in plain) for row in part.rows)
    maps = tuple(cells(row, table.columns, partial(where, row), words) for row in part.rows) if heat else ()
    return Sheet(
        table.name, table.title, tuple(_head(column, query, table.name) for _, column in seen), _bands([column for _, column in seen]), rows, maps, lead, heat, part,
        query.address(table=table.name, page=part.number - 1) if part.number > 1 else "",
        query.address(table=table.name, page=part.number + 1) if part.number < part.pages else "",
        tuple(note for note in remarks(table.notes) if note != words("disclaimer")),  # it stands at the foot of every page
    )  # fmt: skip


def _bands(columns: list[Column]) -> tuple[tuple[str, int, str], ...]:
    """The headings above the headings; columns that a style may hide have cells of their own, or the others would stand above the wrong columns."""
    if not bands(tuple(columns)):
        return ()
    runs = groupby(columns, key=lambda column: (column.group, "minor" if column.minor else ""))
    return tuple((title, len(list(own)), css) for (title, css), own in runs)


def _head(column: Column, query: Query, table: str) -> Head:
    key, falling = query.sort.removeprefix("-"), query.sort.startswith("-")
    css = _css(column)
    return Head(column.key, column.title, css, query.address(table=table, sort=turned(column, query.sort)), ("descending" if falling else "ascending") if key == column.key else "")


def _css(column: Column) -> str:
    names = []
    if column.heat:
        names.append("cell")
    elif column.kind in RIGHT:
        names.append("number")
    if column.minor:
        names.append("minor")
    return " ".join(names)


def _box(cell: Cell, column: Column, href: str, words: Catalogue, long: bool) -> Box:
    css = " ".join(filter(None, (_css(column), "long" if long else "")))
    return Box(told(cell, column, words), css, href, str(cell) if column.kind == "status" and cell is not None else "")
