"""The ranking of one year: scores in bands that the measured error cannot part, with the change to last year. What has no score stands apart."""

from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from linter.output.rounding import shown as rounded
from linter.portfolio.precision import MEAN_ERROR, bands
from linter.portfolio.scope import Scope
from linter.portfolio.table import Cell, Table, columns, term
from linter.portfolio.tables import report
from linter.portfolio.views.entries import Entry, Labels, entries, labels, levels_of, scope_notes, tenths, terms

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue

_ERROR = int(MEAN_ERROR * 10)


def rank(connection: Connection, scope: Scope, words: "Catalogue") -> list[Table]:
    """The ranking of the one year in `scope.years`, and the reports without a score where there are any.

    Equal scores share a position. `places` is the span of positions held by reports whose scores are less than the measured error away.
    """
    (year,) = scope.years
    found = entries(connection, scope)
    name = labels(connection)
    before = _scores(connection, scope.rulebook, year - 1)
    scored = [entry for entry in found if entry.score is not None]
    scores = [entry.score for entry in scored if entry.score is not None]
    level, grade, places = terms(words, "level"), terms(words, "grade"), cache(lambda score: _places(rising, score))
    rising = scores[::-1]
    rows: list[tuple[Cell, ...]] = []
    for (_, own_id, called, parent, region, own_level, _, _, _, own_grade, *_), score, band in zip(scored, scores, bands(scores), strict=True):
        position, span = places(score)
        last = before.get(own_id)
        change = None if last is None else tenths(score - last)
        rows.append((position, band, span, name.of(called, parent), level(own_level), tenths(score), change, tenths(last), grade(own_grade), parent, region))
    heads = columns(
        words, "position:number", "band:number", "places", "unit", "level", "score:score", "change:change", "last:score-", "grade", "parent-", "region-"
    )
    own = [words("rank.bands", error=rounded(MEAN_ERROR))] if rows else []
    if len(levels_of(scored)) > 1:
        own.append(words("rank.levels"))
    if rows and not any(row[6] is not None for row in rows):
        own.append(words("rank.first", year=year - 1))
    notes = (*scope_notes(connection, scope, words, len(found), before=own), *((words("disclaimer"),) if rows else ()))
    tables = [Table("rank", words("rank", year=year), heads, tuple(rows), notes)]
    unscored = [entry for entry in found if entry.score is None]
    if unscored:
        tables.append(_unscored(unscored, name, words))
    return tables


def _places(rising: list[int], score: int) -> tuple[int, str]:
    """The position of a score among all, and the span of positions that the measured error leaves it."""
    above, near = len(rising) - bisect_left(rising, score + _ERROR), len(rising) - bisect_right(rising, score - _ERROR)
    return len(rising) - bisect_right(rising, score) + 1, f"{above + 1}–{near}" if near > above + 1 else str(above + 1)


def _scores(connection: Connection, rulebook: int, year: int) -> dict[int, int]:
    """The scores of a year by unit."""
    own = report.c
    query = select(own.unit_id, own.score).where(own.rulebook_id == rulebook, own.year == year, own.counts.is_(True), own.score.is_not(None))
    return {row[0]: row[1] for row in connection.execute(query)}


def _unscored(found: list[Entry], name: Labels, words: "Catalogue") -> Table:
    level = terms(words, "level")
    own = sorted(found, key=lambda entry: (entry.name, entry.parent))
    rows = tuple((name.of(entry.name, entry.parent), level(entry.level), term(words, "unscored", entry.unscored), entry.parent) for entry in own)
    return Table("unscored", words("rank.unscored"), columns(words, "unit", "level", "reason", "parent-"), rows)
