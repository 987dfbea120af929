"""Rows of a table in another order, those that hold a word, and one page of them."""

import re
from fractions import Fraction
from typing import Any, NamedTuple

from linter.configuration.keys import LEVELS
from linter.model.table import Cell, Column, Table
from linter.portfolio.values import STATUSES

ROWS = 200  # of a page
_RUNS = re.compile(r"(\d+)")
_PLACES = {word: place for place, word in enumerate((*LEVELS, *STATUSES))}
FALLING = frozenset({"number", "percent", "score", "change"})  # kinds of which people ask for the greatest first


class Leaf(NamedTuple):
    """A page of rows. `number` counts from 1; `rows` of `total`, the first of them at `start` (from 0)."""

    number: int
    pages: int
    total: int
    start: int
    rows: tuple[tuple[Cell, ...], ...]


def found(table: Table, word: str) -> Table:
    """The table with the rows of which a text holds `word`; unchanged for ''."""
    if not word:
        return table
    sought = word.casefold()
    texts = [at for at, column in enumerate(table.columns) if column.kind == "text"]
    rows = tuple(row for row in table.rows if any(isinstance(row[at], str) and sought in str(row[at]).casefold() for at in texts))
    return Table(table.name, table.title, table.columns, rows, table.notes)


def ordered(table: Table, sort: str) -> Table:
    """The table in the order of a column; unchanged for a column that it has not. What is empty stands last, either way round."""
    falling, key = sort.startswith("-"), sort.removeprefix("-")
    at = next((at for at, column in enumerate(table.columns) if column.key == key), None)
    if at is None:
        return table
    full = [row for row in table.rows if row[at] not in (None, "")]
    full.sort(key=lambda row: _worth(row[at]), reverse=falling)
    rows = (*full, *(row for row in table.rows if row[at] in (None, "")))
    return Table(table.name, table.title, table.columns, rows, table.notes)


def leaf(table: Table, number: int) -> Leaf:
    """The page of that number, the last one for a number beyond."""
    total = len(table.rows)
    pages = max(1, -(-total // ROWS))
    number = min(max(1, number), pages)
    start = (number - 1) * ROWS
    return Leaf(number, pages, total, start, table.rows[start : start + ROWS])


def turned(column: Column, sort: str) -> str:
    """The order that a click on the heading of a column asks for."""
    if sort.removeprefix("-") == column.key:
        return column.key if sort.startswith("-") else "-" + column.key
    return "-" + column.key if column.kind in FALLING else column.key


def _worth(cell: Cell) -> tuple[Any, ...]:
    """What cells are compared by: numbers, then words of a closed set in their order, then text with figures in it as numbers."""
    if isinstance(cell, (int, Fraction)):
        return (0, cell)
    place = _PLACES.get(getattr(cell, "id", str(cell)))
    if place is not None:
        return (1, place)
    return (2, [(0, int(run), "") if run.isdecimal() and run.isascii() else (1, 0, run) for run in _RUNS.split(str(cell)) if run])
