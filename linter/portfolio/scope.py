"""Which reports a view looks at: those of one rulebook that count, narrowed by year, level, region and unit; and what that leaves out."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from linter.portfolio.tables import report, rulebook, unit

_ABOVE = tuple("省市州区县盟旗")  # what the name of a place above ends in


@dataclass(frozen=True)
class Scope:
    """What a view is asked for. Empty tuples narrow nothing. `regions` are names of a region, of a place within one, or of the unit above."""

    rulebook: int
    years: tuple[int, ...] = ()
    levels: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    units: tuple[int, ...] = ()


class LeftOut(NamedTuple):
    """How many reports of the asked years a view does not show, by reason."""

    other_rulebooks: int  # judged, but not by the rulebook of the view
    unmatched: int  # to no unit
    superseded: int  # another report of the same unit and year counts
    undated: int  # matched, but of no known year


class Rulebook(NamedTuple):
    """A rulebook of the store and how many reports it judged."""

    id: int
    engine: str
    version: str
    sha256: str
    profile: str
    pack: str
    reports: int


def rulebooks(connection: Connection) -> list[Rulebook]:
    """The rulebooks of a store, the one that judged last (then most) first."""
    book = rulebook.c
    rows = connection.execute(
        select(book.id, book.engine, book.version, book.sha256, book.profile, book.pack, func.count(report.c.id), func.max(report.c.added))
        .select_from(rulebook.outerjoin(report, report.c.rulebook_id == book.id))
        .group_by(book.id, book.engine, book.version, book.sha256, book.profile, book.pack)
    ).all()
    rows = sorted(rows, key=lambda row: (row[7] or "", row[6], row[0]), reverse=True)
    return [Rulebook(*row[:7]) for row in rows]


def units_of(scope: Scope) -> ColumnElement[bool]:
    """The condition on `unit` that the scope makes."""
    return and_(*([unit.c.level.in_(scope.levels)] if scope.levels else []), placed(scope))


def placed(scope: Scope) -> ColumnElement[bool]:
    """The condition on `unit` that regions and units of the scope make. A unit lies in a region that is its own, or the beginning of it, or a whole place within (云泽市 of 东江省云泽市青岚县)."""
    parts: list[ColumnElement[bool]] = [unit.c.id == unit.c.id]
    if scope.regions:
        held: list[ColumnElement[bool]] = [unit.c.parent.in_(scope.regions)]
        for region in scope.regions:
            held.append(unit.c.region.startswith(region, autoescape=True))
            held += [unit.c.region.contains(above + region, autoescape=True) for above in _ABOVE]
        parts.append(or_(*held))
    if scope.units:
        parts.append(unit.c.id.in_(scope.units))
    return and_(*parts)


def within(scope: Scope) -> ColumnElement[bool]:
    """The condition on `report` joined with `unit`: reports of the scope that count."""
    parts = [report.c.rulebook_id == scope.rulebook, report.c.counts.is_(True), placed(scope)]
    if scope.levels:  # where the roster does not know the level of a unit its report tells
        parts.append(func.coalesce(unit.c.level, report.c.level).in_(scope.levels))
    if scope.years:
        parts.append(report.c.year.in_(scope.years))
    return and_(*parts)


def left_out(connection: Connection, scope: Scope) -> LeftOut:
    """How many reports of the years of the scope it does not take in. A report judged by several rulebooks is left out by none of them."""
    years = report.c.year.in_(scope.years) if scope.years else report.c.id == report.c.id
    own = report.c
    kinds = (own.unit_id.is_(None), and_(own.unit_id.is_not(None), own.year.is_not(None), own.counts.is_(False)), and_(own.unit_id.is_not(None), own.year.is_(None)))
    sums = select(*(func.coalesce(func.sum(case((kind, 1), else_=0)), 0) for kind in kinds)).where(own.rulebook_id == scope.rulebook, years)
    unmatched, superseded, undated = connection.execute(sums).one()
    others = 0
    if connection.execute(select(rulebook.c.id).where(rulebook.c.id != scope.rulebook).limit(1)).first() is not None:
        judged = select(own.sha256).where(own.rulebook_id == scope.rulebook)
        others = connection.execute(select(func.count(own.sha256.distinct())).where(own.rulebook_id != scope.rulebook, years, own.sha256.not_in(judged))).scalar_one()
    return LeftOut(others, unmatched, superseded, undated)
