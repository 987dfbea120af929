"""The heat map of one year: units, or the places they lie in, by dimensions or by duties."""

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from linter.portfolio.packing import NONE
from linter.portfolio.scope import Scope, within
from linter.portfolio.table import Cell, Column, Table, columns
from linter.portfolio.tables import dimension, report, unit
from linter.portfolio.values import STATUSES
from linter.portfolio.views.entries import (
    Duty,
    Entry,
    area,
    dimensions_of,
    duties_of,
    entries,
    labels,
    median,
    scope_notes,
    share,
    tenths,
    terms,
)

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue

UNITS = 500  # more of them are shown by place first
_WORDS: list[str | None] = [*STATUSES, *[None] * (256 - len(STATUSES))]  # by the byte of a packed status
_FIFTHS = {STATUSES.index("evidenced"): 5, STATUSES.index("mentioned"): 3, STATUSES.index("planned"): 0, STATUSES.index("absent"): 0}
_IDLE = (STATUSES.index("not-applicable"), NONE)


def heatmap(
    connection: Connection, scope: Scope, words: "Catalogue", *, by: str = "dimension", rows: str = "auto", sort: str = "score", dimensions: tuple[str, ...] = ()
) -> Table:
    """Rows of units (or of regions) by columns of dimensions or duties, for the one year in `scope.years`.

    by: dimension | duty; rows: unit | region | auto (regions where there are more than UNITS units); sort: score | region. `dimensions` narrows
    the columns. A cell of a dimension is the share of its points that was reached; of a duty the status, for regions its mean credit.
    """
    found = entries(connection, scope, statuses=by == "duty")
    whole = rows == "region" or (rows == "auto" and len(found) > UNITS)
    titles = {id: title for id, title in dimensions_of(connection, scope, words).items() if not dimensions or id in dimensions}
    deep = 3 if scope.regions else 2
    places = {entry.report: area(entry.region, entry.parent, deep) or words("views.nowhere") for entry in found}
    by_place: dict[str, tuple[Cell, ...]] = {}
    by_report: dict[int, tuple[Cell, ...]] = {}
    if by == "duty":
        duties = [duty for duty in duties_of(connection, scope, words, dimensions) if any(entry.statuses[duty.number] not in _IDLE for entry in found)]
        heads = tuple(Column(duty.name, duty.title, "percent" if whole else "status", titles[duty.dimension], heat=True) for duty in duties)
        if whole:
            by_place = _credits(found, duties, places)
        else:
            by_report = _statuses(found, duties)
    else:
        heads = tuple(Column(id, title, "percent", heat=True) for id, title in titles.items())
        shares = _shares(connection, scope)
        if whole:
            by_place = _summed(found, shares, list(titles), places)
        else:
            by_report = {entry.report: _cells(shares.get(entry.report, {}), list(titles)) for entry in found}
    order = sorted(found, key=lambda e: (places[e.report], e.region, e.parent, e.name)) if sort == "region" else found
    made = _regions(found, by_place, places, sort, words) if whole else _units(connection, order, by_report, words)
    lead = columns(words, "region", "units:number", "median:score") if whole else columns(words, "unit", "level-", "score:score", "parent-", "region-")
    own = [words("heatmap.regions", number=len(found), limit=UNITS)] if whole and rows == "auto" else []
    own += [words(f"heatmap.{by}.{'region' if whole else 'unit'}")] if made else []
    (year,) = scope.years
    return Table("heatmap", words(f"heatmap.of.{by}", year=year), lead + heads, made, scope_notes(connection, scope, words, len(found), before=own))


def _units(connection: Connection, order: list[Entry], lines: dict[int, tuple[Cell, ...]], words: "Catalogue") -> tuple[tuple[Cell, ...], ...]:
    name, level = labels(connection), terms(words, "level")
    return tuple(
        (name.of(e.name, e.parent), level(e.level), tenths(e.score), e.parent, e.region, *lines[e.report]) for e in order
    )


def _regions(found: list[Entry], lines: dict[str, tuple[Cell, ...]], places: dict[int, str], sort: str, words: "Catalogue") -> tuple[tuple[Cell, ...], ...]:
    """A row a place: units, the median of their scores, its cells."""
    units: dict[str, int] = defaultdict(int)
    scores: dict[str, list[int]] = defaultdict(list)
    for entry in found:
        units[places[entry.report]] += 1
        if entry.score is not None:
            scores[places[entry.report]].append(entry.score)
    middles = {place: median(scores[place]) / 10 if scores[place] else None for place in units}
    order = sorted(units, key=lambda place: (middles[place] is None, -(middles[place] or 0), place) if sort == "score" else (False, Fraction(0), place))
    return tuple((place, units[place], middles[place], *lines[place]) for place in order)


def _statuses(found: list[Entry], duties: list[Duty]) -> dict[int, tuple[Cell, ...]]:
    """The status of each duty for each report."""
    numbers = [duty.number for duty in duties]
    return {entry.report: tuple([_WORDS[entry.statuses[number]] for number in numbers]) for entry in found}


def _credits(found: list[Entry], duties: list[Duty], places: dict[int, str]) -> dict[str, tuple[Cell, ...]]:
    """For each place the mean credit of each duty (1 evidenced, 0.6 mentioned, 0 planned or absent) where it applies and was decided."""
    held: dict[str, list[bytes]] = defaultdict(list)
    for entry in found:
        held[places[entry.report]].append(entry.statuses)
    out: dict[str, tuple[Cell, ...]] = {}
    for place, each in held.items():
        whole, rules = b"".join(each), len(each[0])
        cells = []
        for duty in duties:
            column = whole[duty.number :: rules]  # all reports at once: no loop over millions of statuses
            counts = {code: column.count(code) for code in _FIFTHS}
            cells.append(share(sum(_FIFTHS[code] * number for code, number in counts.items()), 5 * sum(counts.values())))
        out[place] = tuple(cells)
    return out


def _shares(connection: Connection, scope: Scope) -> dict[int, dict[str, tuple[int, int]]]:
    """(points, maximum) in tenths of each dimension of each report of the scope."""
    own = dimension.c
    query = select(own.report_id, own.dimension, own.points, own.maximum).select_from(
        dimension.join(report, report.c.id == own.report_id).join(unit, unit.c.id == report.c.unit_id)
    )
    out: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    for id, name, points, maximum in connection.execute(query.where(within(scope))):
        out[id][name] = (points, maximum)
    return out


def _cells(own: dict[str, tuple[int, int]], names: list[str]) -> tuple[Cell, ...]:
    return tuple([share(*own[name]) if name in own else None for name in names])


def _summed(found: list[Entry], shares: dict[int, dict[str, tuple[int, int]]], names: list[str], places: dict[int, str]) -> dict[str, tuple[Cell, ...]]:
    """For each place the points of all its reports by what they could have had."""
    sums: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for entry in found:
        whole = sums[places[entry.report]]
        for name, (points, maximum) in shares.get(entry.report, {}).items():
            before = whole.get(name, (0, 0))
            whole[name] = (before[0] + points, before[1] + maximum)
    return {place: _cells(whole, names) for place, whole in sums.items()}


def dimension_ids(connection: Connection, scope: Scope) -> list[str]:
    """The dimensions that the columns can be narrowed to."""
    from linter.portfolio.tables import dimension_title as titles

    query = select(titles.c.dimension, func.min(titles.c.number)).where(titles.c.rulebook_id == scope.rulebook).group_by(titles.c.dimension)
    return [row[0] for row in sorted(connection.execute(query), key=lambda row: row[1])]
