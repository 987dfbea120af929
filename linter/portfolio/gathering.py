"""Every view of a year in one Survey: what the workbook and the page are made of."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from linter.model.survey import Survey
from linter.portfolio.scope import Scope, rulebooks
from linter.portfolio.table import Table
from linter.portfolio.views.entries import entries, years_of
from linter.portfolio.views.findings import findings
from linter.portfolio.views.gaps import gaps
from linter.portfolio.views.heatmap import heatmap
from linter.portfolio.views.missing import missing
from linter.portfolio.views.points import points
from linter.portfolio.views.ranking import rank
from linter.portfolio.views.rules import Comment, rules
from linter.portfolio.views.trend import trend
from linter.portfolio.views.waivers import waivers

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue

YEARS = 5  # that trends look back, the year itself among them


BOOK = frozenset({"duties", "findings", "details", "waivers", "rules", "similar"})
PAGE = frozenset({"dimensions", "similar"})
FINDINGS = 60_000  # that are listed: half a million cells; of more the gravest


def survey(
    connection: Connection, scope: Scope, words: "Catalogue", as_of: str, comments: Mapping[str, Comment], parts: frozenset[str], *, units: int, least: str = "warning"
) -> Survey:
    """The survey of the one year in `scope.years`; `parts` (BOOK, PAGE) are the tables wanted beside ranking, gaps, trend and missing.

    The heat map has a row a unit up to so many `units`, beyond them one a place. Findings are those of severity `least` and graver.
    """
    (year,) = scope.years
    found = len(entries(connection, scope))
    tables: list[Table] = [*rank(connection, scope, words), gaps(connection, scope, words, by="level")]
    past = tuple(each for each in years_of(connection, scope.rulebook) if year - YEARS < each <= year)
    tables += trend(connection, replace(scope, years=past or scope.years), words)
    tables += missing(connection, scope, words)
    for by in ("duty", "dimension"):
        if ("duties" if by == "duty" else "dimensions") in parts:
            tables.append(heatmap(connection, scope, words, by=by, rows="unit" if found <= units else "region"))
    if "findings" in parts:
        tables.append(findings(connection, scope, words, least=least, most=FINDINGS))
    if "details" in parts:
        tables.append(points(connection, scope, words))
    if "waivers" in parts:
        tables += waivers(connection, scope, words)
    if "rules" in parts:
        tables.append(rules(connection, scope, words, comments))
    return Survey(year, as_of, _named(connection, scope, words), found, tuple(tables))


def _named(connection: Connection, scope: Scope, words: "Catalogue") -> str:
    book = next(book for book in rulebooks(connection) if book.id == scope.rulebook)
    return words("survey.rulebook", version=book.version, pack=book.pack, sha=book.sha256[:12])
