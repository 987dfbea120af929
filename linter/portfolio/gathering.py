"""Every view of a year in one Survey: what the workbook and the page are made of."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from linter.model.lexicon import Lexicon
from linter.model.rule import Rulebook
from linter.model.survey import Survey
from linter.portfolio.paragraphs import fixed_of
from linter.portfolio.scope import Scope, left_out, rulebooks
from linter.portfolio.similar.finding import Asked, copying
from linter.portfolio.similar.tables import tables as similar
from linter.portfolio.table import Table
from linter.portfolio.views.entries import entries, years_of
from linter.portfolio.views.findings import findings
from linter.portfolio.views.gaps import gaps
from linter.portfolio.views.heatmap import heatmap
from linter.portfolio.views.missing import missing
from linter.portfolio.views.points import points
from linter.portfolio.views.ranking import rank
from linter.portfolio.views.rules import Comment, comments_of, rules
from linter.portfolio.views.trend import trend
from linter.portfolio.views.waivers import waivers
from linter.reading import residue_words

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue

YEARS = 5  # that trends look back, the year itself among them


BOOK = frozenset({"duties", "findings", "details", "waivers", "rules", "similar"})
PAGE = frozenset({"dimensions", "similar"})
FINDINGS = 60_000  # that are listed: half a million cells; of more the gravest


def survey(
    connection: Connection, scope: Scope, words: "Catalogue", as_of: str, book: Rulebook, parts: frozenset[str], *, units: int, least: str = "warning", copies: int | None = None
) -> Survey:
    """The survey of the one year in `scope.years`; `parts` (BOOK, PAGE) are the tables wanted beside ranking, gaps, trend and missing.

    `book` is the rulebook at hand: it tells which phrases are no copies, and the bases of rules where the results are by it.
    The heat map has a row a unit up to so many `units`, beyond them one a place. Findings are those of severity `least` and graver,
    groups of copies at most `copies`.
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
        tables.append(rules(connection, scope, words, comments(connection, scope, words, book)))
    if "similar" in parts:
        tables += _copies(connection, scope, words, book, copies)
    return Survey(year, as_of, named(connection, scope, words), found, tuple(tables))


def comments(connection: Connection, scope: Scope, words: "Catalogue", book: Rulebook) -> Mapping[str, Comment]:
    """What the rulebook at hand says of its rules, where the results of the scope are by it; else nothing."""
    used = next(each for each in rulebooks(connection) if each.id == scope.rulebook)
    return comments_of(book, words) if book.sha256 == used.sha256 else {}


def _copies(connection: Connection, scope: Scope, words: "Catalogue", book: Rulebook, most: int | None) -> list[Table]:
    """Passages that reports of the year share with others, of the year or before."""
    asked = Asked(replace(scope, years=()), fixed_of(book.lexicon), years=frozenset(scope.years), most=most)
    found = copying(connection, asked, lambda: residue_words(Lexicon(book.lexicon)))
    return similar(found, asked, left_out(connection, asked.scope), words)


def named(connection: Connection, scope: Scope, words: "Catalogue") -> str:
    """The rulebook of a scope in words."""
    book = next(book for book in rulebooks(connection) if book.id == scope.rulebook)
    return words("survey.rulebook", version=book.version, pack=book.pack, sha=book.sha256[:12])
