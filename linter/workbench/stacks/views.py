"""The views that have a page: what each wants to be narrowed by, and the tables it gives."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, select

from linter.configuration.keys import LEVELS
from linter.model.table import Table
from linter.portfolio import overview
from linter.portfolio.scope import Scope, rulebooks
from linter.portfolio.tables import unit
from linter.portfolio.views.entries import dimensions_of, years_of
from linter.portfolio.views.gaps import gaps
from linter.portfolio.views.heatmap import heatmap
from linter.portfolio.views.missing import missing
from linter.portfolio.views.ranking import rank
from linter.portfolio.views.trend import trend
from linter.portfolio.views.waivers import waivers
from linter.workbench.stacks.query import ALL, Query

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue

Make = Callable[[Connection, Scope, "Catalogue", Query], Sequence[Table]]


class View(NamedTuple):
    """A page. `make` is None for what needs the text of reports: the clerk makes it (copied.py). `years`: one (the latest unless asked), some (the latest, or all), all (all unless asked), none (nothing narrows it).

    `by` are the other ways to look at it, the first one unasked; `main` is the table that order and page are for.
    """

    make: Make | None
    years: str
    main: str
    by: tuple[str, ...] = ()
    parts: bool = False  # its columns can be narrowed to a dimension


class Narrowing(NamedTuple):
    """What there is to choose from in a store, and what of it a query means."""

    books: list[tuple[int, str]]  # id, as people read it
    book: int
    years: list[int]
    year: str  # ALL or a year; '' where there is none
    levels: list[str]
    regions: list[str]
    parts: list[tuple[str, str]]
    scope: Scope


def _heat(connection: Connection, scope: Scope, words: "Catalogue", query: Query) -> list[Table]:
    by, _, rows = (query.by or VIEWS["heatmap"].by[0]).partition("-")
    parts = (query.part,) if query.part in dimensions_of(connection, scope, words) else ()
    return [heatmap(connection, scope, words, by=by, rows=rows or "unit", dimensions=parts)]


def _gaps(connection: Connection, scope: Scope, words: "Catalogue", query: Query) -> list[Table]:
    return [gaps(connection, scope, words, by="" if query.by in ("", "whole") else query.by)]


def _units(connection: Connection, scope: Scope, words: "Catalogue", query: Query) -> list[Table]:
    return [table for table in (overview.unmatched(connection, words), overview.units(connection, words)) if table.name == "units" or table.rows]


def _store(connection: Connection, scope: Scope, words: "Catalogue", query: Query) -> list[Table]:
    return [*overview.info(connection, words), overview.failed(connection, words)]


VIEWS: dict[str, View] = {
    "rank": View(lambda c, s, w, q: rank(c, s, w), "one", "rank"),
    "heatmap": View(_heat, "one", "heatmap", ("dimension", "duty", "dimension-region", "duty-region"), True),
    "trend": View(lambda c, s, w, q: trend(c, s, w), "all", "trend"),
    "gaps": View(_gaps, "one", "gaps", ("whole", "level", "region")),
    "missing": View(lambda c, s, w, q: missing(c, s, w), "some", "missing"),
    "waivers": View(lambda c, s, w, q: waivers(c, s, w), "all", "waivers"),
    "similar": View(None, "all", "similar-reports", ("any", "across", "own")),
    "units": View(_units, "none", "units"),
    "store": View(_store, "none", "years"),
}


def narrowing(connection: Connection, words: "Catalogue", query: Query) -> Narrowing | None:
    """The choices of a store and the scope of a query; None for a store that nothing was judged for."""
    known = rulebooks(connection)
    if not known:
        return None
    books = [(book.id, f"{book.version} · {book.sha256[:8]} · {words('stacks.reports', number=book.reports)}") for book in known]
    book = query.book if query.book in {id for id, _ in books} else books[0][0]
    view = VIEWS.get(query.view)
    years = years_of(connection, book)[::-1]
    year = _year(query.year, years, view.years if view else "all")
    chosen = tuple(sorted(years)) if year == ALL else (int(year),) if year else ()
    places = sorted({place for column in (unit.c.region, unit.c.parent) for place in connection.execute(select(column).distinct()).scalars() if place})
    region = query.region if query.region in places else ""
    scope = Scope(book, chosen, (query.level,) if query.level else (), (region,) if region else ())
    held = set(connection.execute(select(unit.c.level).distinct()).scalars())
    parts = list(dimensions_of(connection, scope, words).items()) if view and view.parts else []
    return Narrowing(books, book, years, year, [level for level in LEVELS if level in held], places, parts, scope)


def _year(asked: str, years: list[int], kind: str) -> str:
    """The year a query means. One that the store has no reports of is asked for all the same where it may be missing reports."""
    if asked == ALL and kind in ("all", "some"):
        return ALL
    if asked.isdigit() and (int(asked) in years or kind == "some"):
        return asked
    if kind == "all" and years:
        return ALL
    return str(years[0]) if years else ""
