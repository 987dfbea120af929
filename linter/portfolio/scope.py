"""Which reports a view looks at: those of one rulebook that count, narrowed by year, level, region and unit; and what that leaves out."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from linter.model.failure import UsageFailure
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


def chosen_rulebook(connection: Connection, named: str | None = None) -> int:
    """The id of the rulebook that `named` means, the beginning of its SHA-256 or id; without it the one that judged last.

    UsageFailure where the store has none, or several that begin so.
    """
    known = rulebooks(connection)
    if not known:
        raise UsageFailure("库中还没有报告，请先用 portfolio add 加入。")
    if named is None:
        return known[0].id
    found = [book.id for book in known if book.sha256.startswith(named.lower()) or str(book.id) == named]
    if len(found) != 1:
        listed = "、".join(f"{book.sha256[:12]}（{book.id}）" for book in known)
        raise UsageFailure(f"--rulebook {named}：{'有几套规则都符合' if found else '库中没有这套规则'}。库中有：{listed}")
    return found[0]


def units_of(scope: Scope) -> ColumnElement[bool]:
    """The condition on `unit` that the scope makes."""
    return and_(*([unit.c.level.in_(scope.levels)] if scope.levels else []), _placed(scope))


def _placed(scope: Scope) -> ColumnElement[bool]:
    """A unit lies in a region that is its own, or the beginning of it, or a whole place within (云泽市 of 东江省云泽市青岚县)."""
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
    parts = [report.c.rulebook_id == scope.rulebook, report.c.counts.is_(True), _placed(scope)]
    if scope.levels:  # where the roster does not know the level of a unit its report tells
        parts.append(func.coalesce(unit.c.level, report.c.level).in_(scope.levels))
    if scope.years:
        parts.append(report.c.year.in_(scope.years))
    return and_(*parts)


def left_out(connection: Connection, scope: Scope) -> LeftOut:
    """How many reports of the years of the scope it does not take in. A report judged by several rulebooks is left out by none of them."""
    years = report.c.year.in_(scope.years) if scope.years else report.c.id == report.c.id
    own = and_(report.c.rulebook_id == scope.rulebook, years)

    def number(condition: ColumnElement[bool]) -> int:
        return connection.execute(select(func.count()).select_from(report).where(condition)).scalar_one()

    judged = select(report.c.sha256).where(report.c.rulebook_id == scope.rulebook)
    others = select(func.count(report.c.sha256.distinct())).where(report.c.rulebook_id != scope.rulebook, years, report.c.sha256.not_in(judged))
    return LeftOut(
        connection.execute(others).scalar_one(),
        number(and_(own, report.c.unit_id.is_(None))),
        number(and_(own, report.c.unit_id.is_not(None), report.c.year.is_not(None), report.c.counts.is_(False))),
        number(and_(own, report.c.unit_id.is_not(None), report.c.year.is_(None))),
    )
