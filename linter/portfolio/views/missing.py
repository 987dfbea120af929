"""Who has not submitted, and who was late: roster and dates against the deadlines, 1 March and 1 April of the year after."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, and_, func, or_, select

from linter.portfolio.scope import Scope, units_of
from linter.portfolio.table import Cell, Table, columns, term
from linter.portfolio.tables import failure, report, unit
from linter.portfolio.views.entries import labels, terms

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue

# first year of reports → the day of the year after by which they are due, as in the rules structure.date.*-deadline
DEADLINES = {"signed": ((2019, (3, 1)), (2015, (3, 31))), "published": ((2019, (4, 1)), (2015, (3, 31)))}
_LAST = "province"  # reports to nobody by a day of its own, and publishes as the others do


def missing(connection: Connection, scope: Scope, words: "Catalogue") -> list[Table]:
    """For the years of the scope: the units of the roster that must submit and of which the store has no report; the reports dated late.

    A report counts as there whichever rulebook judged it. Of a report its signature (else its document's date) is held against 1 March, the
    date of its publication against 1 April; of several for a unit and year, the first date: a second version does not make the first late.
    """
    years = scope.years
    duty = connection.execute(select(unit).where(units_of(scope), unit.c.must_submit.is_(True)).order_by(unit.c.region, unit.c.parent, unit.c.name)).all()
    enrolled = connection.execute(select(unit.c.id).where(unit.c.origin == "roster").limit(1)).first() is not None
    name, level = labels(connection), terms(words, "level")
    own = report.c
    held: dict[tuple[int, int], dict[str, str | None]] = {}
    query = select(own.unit_id, own.year, own.signed, own.issued, own.published).where(own.unit_id.is_not(None), own.year.in_(years))
    for row in connection.execute(query):
        dates = held.setdefault((row.unit_id, row.year), {"signed": None, "published": None})
        for what, day in (("signed", row.signed or row.issued), ("published", row.published)):
            if day is not None and (dates[what] is None or day < str(dates[what])):
                dates[what] = day
    absent: list[tuple[Cell, ...]] = []
    late: list[tuple[Cell, ...]] = []
    undated = 0
    for year in years:
        for row in duty:
            called = (name.of(row.name, row.parent), year, level(row.level), row.parent, row.region)
            found = held.get((row.id, year))
            if found is None:
                if enrolled:
                    absent.append(called)
                continue
            undated += found["signed"] is None
            for what in DEADLINES:
                limit, own_day = deadline(what, year, row.level), _day(found[what])
                if limit is not None and own_day is not None and own_day > limit:
                    late.append((*called[:3], term(words, "late", what), own_day.isoformat(), limit.isoformat(), (own_day - limit).days, *called[3:]))
    heads = columns(words, "unit", "year:number", "level", "parent", "region-")
    told = "、".join(map(str, years))
    if not enrolled:
        notes = [words("missing.no-roster")]
    else:
        notes = [words("missing.counts", duty=len(duty), absent=len(absent), years=told) if duty else words("missing.nobody")]
    notes += _maybe(connection, years, words) if absent else []
    tables = [Table("missing", words("missing", years=told), heads, tuple(absent), tuple(notes))]
    heads = columns(words, "unit", "year:number", "level", "late", "date", "deadline", "days:number", "parent-", "region-")
    notes = [words("late.dates")] + ([words("late.undated", number=undated)] if undated else [])
    tables.append(Table("late", words("late", years=told), heads, tuple(late), tuple(notes)))
    return tables


def deadline(what: str, year: int, level: str | None) -> date | None:
    """The last day in time for the report on a year, signed | published; None where there is no such day."""
    if what == "signed" and level == _LAST:
        return None
    return next((date(year + 1, month, day) for since, (month, day) in DEADLINES[what] if year >= since), None)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _maybe(connection: Connection, years: tuple[int, ...], words: "Catalogue") -> list[str]:
    """What a missing report may be: one of no known unit or year, or a file that could not be read."""
    own = report.c
    loose = or_(and_(own.unit_id.is_(None), or_(own.year.is_(None), own.year.in_(years))), and_(own.unit_id.is_not(None), own.year.is_(None)))
    reports = connection.execute(select(func.count(own.sha256.distinct())).where(loose)).scalar_one()
    files = connection.execute(select(func.count()).select_from(failure).where(failure.c.kind != "not-a-report")).scalar_one()
    out = [words("missing.unmatched", number=reports)] if reports else []
    return out + ([words("missing.failed", number=files)] if files else [])
