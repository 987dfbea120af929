"""One unit beside the others of its level: its score and dimensions against their medians, and what most of them report and it does not."""

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from linter.portfolio.precision import MEAN_ERROR
from linter.portfolio.scope import Scope, within
from linter.portfolio.table import Table, columns, term, told
from linter.portfolio.tables import dimension, report, unit
from linter.portfolio.values import STATUSES
from linter.portfolio.views.entries import Entry, dimensions_of, duties_of, entries, labels, median, scope_notes, share, tenths

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue

_CREDITED = tuple(STATUSES.index(status) for status in ("evidenced", "mentioned"))
_DECIDED = (*_CREDITED, STATUSES.index("planned"), STATUSES.index("absent"))


class Peers:
    """The reports of a level in one year, read once however many of its units are looked at."""

    def __init__(self, connection: Connection, rulebook: int, year: int) -> None:
        self._connection, self._scope = connection, Scope(rulebook, (year,))
        self._entries: dict[str | None, list[Entry]] = {}
        self._points: dict[str | None, dict[int, dict[str, tuple[int, int]]]] = {}
        self._medians: dict[str | None, dict[str, Fraction]] = {}

    def entries(self, level: str | None) -> list[Entry]:
        """The reports of a level, those with the highest score first."""
        if level not in self._entries:
            everybody = entries(self._connection, replace(self._scope, levels=(level,) if level else ()), statuses=True)
            self._entries[level] = [entry for entry in everybody if entry.level == level]
        return self._entries[level]

    def points(self, level: str | None) -> dict[int, dict[str, tuple[int, int]]]:
        """(points, maximum) in tenths of each dimension that applies to a report, by report."""
        if level not in self._points:
            d, of_level = dimension.c, func.coalesce(unit.c.level, report.c.level)
            query = (
                select(d.report_id, d.dimension, d.points, d.maximum)
                .select_from(dimension.join(report, report.c.id == d.report_id).join(unit, unit.c.id == report.c.unit_id))
                .where(within(self._scope), of_level == level if level else of_level.is_(None))
            )
            held: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
            for row in self._connection.execute(query):
                if row.maximum:
                    held[row.report_id][row.dimension] = (row.points, row.maximum)
            self._points[level] = held
        return self._points[level]

    def medians(self, level: str | None) -> dict[str, Fraction]:
        """The median of the shares of each dimension."""
        if level not in self._medians:
            shares: dict[str, list[tuple[int, int]]] = defaultdict(list)
            for own in self.points(level).values():
                for id, part in own.items():
                    shares[id].append(part)
            self._medians[level] = {id: _middle(values) for id, values in shares.items()}
        return self._medians[level]


def standing(connection: Connection, scope: Scope, words: "Catalogue", peers: Peers | None = None) -> list[Table]:
    """The one unit in `scope.units`, in the one year of `scope.years`: its scorecard, its dimensions, its gaps.

    Empty but for its notes where the unit has no report that year. `peers` are handed in where many units are looked at.
    """
    (year,), (own_id,) = scope.years, scope.units
    row = connection.execute(select(unit.c.name, unit.c.parent).where(unit.c.id == own_id)).one()
    name = labels(connection).of(row.name, row.parent)
    mine = entries(connection, scope, statuses=True)
    heads = columns(words, "unit", "year:number", "level", "score:score", "grade", "median:score", "apart:change", "position:number", "of:number", "last:score")
    title = words("unit", unit=name, year=year)
    if not mine:
        return [Table("unit", title, heads, (), (_without(connection, scope, name, words), *scope_notes(connection, scope, words, 1)))]
    own = mine[0]
    peers = peers or Peers(connection, scope.rulebook, year)
    like = peers.entries(own.level)
    scores = [entry.score for entry in like if entry.score is not None]
    middle = median(scores) / 10 if scores else None
    score = tenths(own.score)
    apart = score - told(middle, 1) if score is not None and middle is not None else None
    position = sum(each > own.score for each in scores) + 1 if own.score is not None else None
    last = entries(connection, Scope(scope.rulebook, (year - 1,), units=scope.units))
    cells = (
        name, year, term(words, "level", own.level), score, term(words, "grade", own.grade), middle, apart, position, len(scores) if position else None,
        tenths(last[0].score) if last else None,
    )  # fmt: skip
    notes = [words("unit.median", number=len(scores)), words("disclaimer")]
    if own.score is None:
        notes.insert(0, words("unit.unscored", reason=words.term("unscored", own.unscored)))
    elif apart is not None and abs(apart) < MEAN_ERROR:
        notes.insert(0, words("unit.near"))
    tables = [Table("unit", title, heads, (cells,), tuple(notes))]
    if own.score is not None:
        tables.append(_dimensions(connection, own, peers, scope, words))
    tables.append(_gaps(connection, own, like, scope, words))
    return tables


def _without(connection: Connection, scope: Scope, name: str, words: "Catalogue") -> str:
    """That the unit has no report of the year, and of which years it has."""
    own = report.c
    query = select(own.year).where(within(replace(scope, years=()))).distinct().order_by(own.year)
    years = [str(year) for year in connection.execute(query.select_from(report.join(unit, unit.c.id == own.unit_id))).scalars() if year is not None]
    (year,) = scope.years
    return words("unit.none-but", unit=name, year=year, years=words("list.comma").join(years)) if years else words("unit.none", unit=name)


def _dimensions(connection: Connection, own: Entry, peers: Peers, scope: Scope, words: "Catalogue") -> Table:
    """Share of the points of each dimension, its own and the median of the level."""
    mine = peers.points(own.level).get(own.report, {})
    medians = peers.medians(own.level)
    rows = []
    for id, title in dimensions_of(connection, scope, words).items():
        if id in mine:
            points, maximum = mine[id]
            part = min(Fraction(points, maximum), Fraction(1))  # both are rounded for themselves: 10.8 of 10.7 is all of it
            middle = medians[id]
            rows.append((title, tenths(min(points, maximum)), tenths(maximum), part, middle, 100 * (told(part, 3) - told(middle, 3))))
    heads = columns(words, "dimension", "points:score", "maximum:score", "share:percent", "median-share:percent", "apart-share:change")
    return Table("dimensions", words("unit.dimensions"), heads, tuple(rows))


def _middle(values: list[tuple[int, int]]) -> Fraction:
    """The median of shares given as (points, maximum)."""
    own = sorted(values, key=lambda each: each[0] / each[1])  # ten thousand fractions would be sorted in seconds
    at = len(own) // 2
    low, high = (min(Fraction(*own[each]), Fraction(1)) for each in ((at, at) if len(own) % 2 else (at - 1, at)))
    return (low + high) / 2


def _gaps(connection: Connection, own: Entry, like: list[Entry], scope: Scope, words: "Catalogue") -> Table:
    """Duties that at least half of the others of the level report and this unit does not, the commonest first."""
    titles = dimensions_of(connection, scope, words)
    others = b"".join(entry.statuses for entry in like if entry.unit != own.unit)
    rules = len(own.statuses)
    rows = []
    for duty in duties_of(connection, scope, words):
        code = own.statuses[duty.number]
        if code not in _DECIDED or code in _CREDITED:
            continue
        column = others[duty.number :: rules]
        part = share(sum(map(column.count, _CREDITED)), sum(map(column.count, _DECIDED)))
        if part is not None and part >= Fraction(1, 2):
            rows.append((duty.title, titles[duty.dimension], STATUSES[code], part, duty.name))
    rows.sort(key=lambda row: (-row[3], row[4]))
    heads = columns(words, "duty", "dimension", "status:status", "others:percent", "rule-")
    notes = () if rows else (words("unit.no-gaps"),)
    return Table("gaps", words("unit.gaps"), heads, tuple(rows), notes)
