"""Scores over the years, by one rulebook: for all units of a level together, and for each unit what became of it."""

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from linter.model.rule import LEVELS
from linter.output.rounding import shown
from linter.portfolio.precision import CLEAR, MEAN_ERROR, direction
from linter.portfolio.scope import Scope
from linter.portfolio.table import Cell, Column, Table, columns, term, told
from linter.portfolio.views.entries import Entry, entries, labels, median, scope_notes, tenths, terms

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue

_ORDER = ("rise", "higher", "flat", "uneven", "lower", "fall", None)


def trend(connection: Connection, scope: Scope, words: "Catalogue") -> list[Table]:
    """The medians of each level by year, and the scores of each unit by year with their change and its direction.

    Years are those of the scope that have reports. Units with a clear rise come first, those with a clear fall last, then those of one year.
    """
    found = entries(connection, scope)
    years = sorted({entry.year for entry in found})
    notes = scope_notes(connection, scope, words, len(found), before=_notes(years, words))
    return [_levels(found, years, words), _units(connection, found, years, notes, words)]


def _notes(years: list[int], words: "Catalogue") -> list[str]:
    if len(years) < 2:
        return [words("trend.one")] if years else []
    gaps = [year for year in range(years[0], years[-1]) if year not in years]
    told = [words("trend.directions", error=shown(MEAN_ERROR), clear=shown(CLEAR))]
    return told + ([words("trend.gaps", years="、".join(map(str, gaps)))] if gaps else [])


def _years(years: list[int]) -> tuple[Column, ...]:
    return tuple(Column(str(year), str(year), "score") for year in years)


def _levels(found: list[Entry], years: list[int], words: "Catalogue") -> Table:
    scores: dict[tuple[str | None, int], list[int]] = defaultdict(list)
    for entry in found:
        if entry.score is not None:
            scores[(entry.level, entry.year)].append(entry.score)
            scores[("", entry.year)].append(entry.score)
    rows: list[tuple[Cell, ...]] = []
    for level in ("", *LEVELS, None):
        medians = [median(scores[(level, year)]) / 10 if (level, year) in scores else None for year in years]
        held = [value for value in medians if value is not None]
        if held:
            called = words("trend.all") if level == "" else term(words, "level", level) or words("unknown")
            reports = sum(len(scores.get((level, year), ())) for year in years)
            rows.append((called, reports, *medians, told(held[-1], 1) - told(held[0], 1) if len(held) > 1 else None))
    heads = columns(words, "level", "reports:number") + _years(years) + columns(words, "change-all:change")
    return Table("levels", words("trend.levels"), heads, tuple(rows))


def _units(connection: Connection, found: list[Entry], years: list[int], notes: tuple[str, ...], words: "Catalogue") -> Table:
    held: dict[int, dict[int, Entry]] = defaultdict(dict)
    for entry in found:
        held[entry.unit][entry.year] = entry
    name, level, direct = labels(connection), terms(words, "level"), terms(words, "direction")
    rows: list[tuple[tuple[int, int, str], tuple[Cell, ...]]] = []
    for own in held.values():
        latest = own[max(own)]
        scores = [own[year].score for year in years if year in own]
        known = [score for score in scores if score is not None]
        went = direction(known)
        change = known[-1] - known[0] if len(known) > 1 else None
        called = name.of(latest.name, latest.parent)
        cells = [tenths(own[year].score) if year in own else None for year in years]
        row = (called, level(latest.level), *cells, tenths(change), direct(went), latest.parent, latest.region)
        rows.append(((_ORDER.index(went), -(change or 0), called), row))
    rows.sort(key=lambda row: row[0])
    heads = columns(words, "unit", "level") + _years(years) + columns(words, "change-all:change", "direction", "parent-", "region-")
    return Table("trend", words("trend"), heads, tuple(row for _, row in rows), notes)
