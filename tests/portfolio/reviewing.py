"""A review sheet filled in as a person would with a spreadsheet program."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import Engine

from linter.output.catalogue import catalogue
from linter.portfolio.naming import rulebook_named
from linter.portfolio.review.reading import read_sheet
from linter.portfolio.review.selection import Choice, Row, rows
from linter.portfolio.review.sheet import compose
from linter.portfolio.review.taking import Taken, take
from linter.portfolio.review.views import shown
from linter.portfolio.scope import Scope
from linter.portfolio.table import Table
from tests.portfolio.samples import AS_OF

WORDS = catalogue("zh", "portfolio", "verdicts")
HEADS = 3  # the row of the heads
Fill = Callable[[dict[str, Any]], dict[str, Any] | None]


def scope_of(store: Engine, rulebook: str | None = None) -> Scope:
    """All reports that the rulebook used last judged, or the named one."""
    with store.connect() as connection:
        return Scope(rulebook_named(connection, rulebook, WORDS))


def chosen(store: Engine, choice: Choice = Choice()) -> list[Row]:  # noqa: B008  # a constant
    with store.connect() as connection:
        return rows(connection, scope_of(store), choice)


def sheet(path: Path, store: Engine, picked: Sequence[Row]) -> Path:
    """A sheet of the rows at `path`."""
    path.write_bytes(compose(picked, {}, scope_of(store).rulebook, AS_OF, WORDS))
    return path


def fill(path: Path, filling: Fill) -> Path:
    """Writes into each row what `filling` makes of its cells by their heads."""
    book = load_workbook(path)
    page = book.active
    columns = {page.cell(HEADS, at).value: at for at in range(1, page.max_column + 1)}
    for number in range(HEADS + 1, page.max_row + 1):
        for head, value in (filling({head: page.cell(number, at).value for head, at in columns.items()}) or {}).items():
            page.cell(number, columns[head]).value = value
    book.save(path)
    return path


def agreeing(reviewer: str, **others: tuple[str, str]) -> Fill:
    """Agrees with the machine, but for the duties named by the last part of their rule: there (conclusion, reason)."""

    def filling(row: dict[str, Any]) -> dict[str, Any]:
        conclusion, reason = others.get(row["规则编号"].rpartition(".")[2].replace("-", "_"), ("同意", None))
        return {"复核结论": conclusion, "理由": reason, "复核人": reviewer}

    return filling


def imported(path: Path, store: Engine, *, as_of: str = AS_OF, partial: bool = False) -> Taken:
    return take(store, read_sheet(str(path), WORDS), as_of, partial=partial)


def tables(store: Engine, rulebook: str | None = None) -> dict[str, Table]:
    """The tables of `review show` by name."""
    with store.connect() as connection:
        return {table.name: table for table in shown(connection, scope_of(store, rulebook), (), WORDS)}


def records(table: Table) -> list[dict[str, Any]]:
    return [dict(zip([column.key for column in table.columns], row, strict=True)) for row in table.rows]
