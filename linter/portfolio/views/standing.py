"""One unit beside the others of its level: its score and dimensions against their medians, and what most of them report and it does not."""

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from linter.portfolio.precision import MEAN_ERROR
from linter.portfolio.scope import Scope, within
from linter.portfolio.table import Table, columns, term
from linter.portfolio.tables import dimension, report, unit
from linter.portfolio.values import STATUSES
from linter.portfolio.views.entries import Entry, dimensions_of, duties_of, entries, labels, level_term, median, scope_notes, share, tenths

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue

_CREDITED = tuple(STATUSES.index(status) for status in ("evidenced", "mentioned"))
_DECIDED = (*_CREDITED, STATUSES.index("planned"), STATUSES.index("absent"))


def standing(connection: Connection, scope: Scope, words: "Catalogue") -> list[Table]:
    """The one unit in `scope.units`, in the one year of `scope.years`: its scorecard, its dimensions, its gaps.

    Empty but for its notes where the unit has no report that year.
    """
    (year,), (own_id,) = scope.years, scope.units
    row = connection.execute(select(unit.c.name, unit.c.parent).where(unit.c.id == own_id)).one()
    name = labels(connection).of(row.name, row.parent)
    mine = entries(connection, scope, statuses=True)
    heads = columns(words, "unit", "year:number", "level", "score:score", "grade", "median:score", "apart:change", "position:number", "of:number", "last:score")
    title = words("unit", unit=name, year=year)
    if not mine:
        return [Table("unit", title, heads, (), scope_notes(connection, scope, words, 0))]
    own = mine[0]
    everybody = entries(connection, Scope(scope.rulebook, scope.years, (own.level,) if own.level else ()), statuses=True)
    like = [entry for entry in everybody if entry.level == own.level]
    scores = [entry.score for entry in like if entry.score is not None]
    middle = median(scores) / 10 if scores else None
    score = tenths(own.score)
    apart = score - middle if score is not None and middle is not None else None
    position = sum(each > own.score for each in scores) + 1 if own.score is not None else None
    last = entries(connection, Scope(scope.rulebook, (year - 1,), units=scope.units))
    cells = (
        name, year, level_term(words, own.level), score, term(words, "grade", own.grade), middle, apart, position, len(scores) if position else None,
        tenths(last[0].score) if last else None,
    )  # fmt: skip
    notes = [words("unit.median", number=len(scores)), words("disclaimer")]
    if own.score is None:
        notes.insert(0, words("unit.unscored", reason=words.term("unscored", own.unscored)))
    elif apart is not None and abs(apart) < MEAN_ERROR:
        notes.insert(0, words("unit.near"))
    tables = [Table("unit", title, heads, (cells,), tuple(notes))]
    if own.score is not None:
        tables.append(_dimensions(connection, own, scope, words))
    tables.append(_gaps(connection, own, like, scope, words))
    return tables


def _dimensions(connection: Connection, own: Entry, scope: Scope, words: "Catalogue") -> Table:
    """Share of the points of each dimension, its own and the median of the level."""
    d = dimension.c
    of_level = func.coalesce(unit.c.level, report.c.level)
    query = (
        select(d.report_id, d.dimension, d.points, d.maximum)
        .select_from(dimension.join(report, report.c.id == d.report_id).join(unit, unit.c.id == report.c.unit_id))
        .where(within(Scope(scope.rulebook, scope.years)), of_level == own.level if own.level else of_level.is_(None))
    )
    mine: dict[str, tuple[int, int]] = {}
    others: dict[str, list[Fraction]] = defaultdict(list)
    for row in connection.execute(query):
        part = share(row.points, row.maximum)
        if part is None:
            continue
        others[row.dimension].append(part)
        if row.report_id == own.report:
            mine[row.dimension] = (row.points, row.maximum)
    rows = []
    for id, title in dimensions_of(connection, scope, words).items():
        if id in mine:
            points, maximum = mine[id]
            part = Fraction(points, maximum)
            middle = _middle(others[id])
            rows.append((title, tenths(points), tenths(maximum), part, middle, 100 * (part - middle)))
    heads = columns(words, "dimension", "points:score", "maximum:score", "share:percent", "median-share:percent", "apart-share:change")
    return Table("dimensions", words("unit.dimensions"), heads, tuple(rows))


def _middle(values: list[Fraction]) -> Fraction:
    own = sorted(values)
    at = len(own) // 2
    return own[at] if len(own) % 2 else (own[at - 1] + own[at]) / 2


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
