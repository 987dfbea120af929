"""What the views share: the reports of a scope with their units, years there are, how units are called, and what a view leaves out."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, func, literal_column, select

from linter.model.result import DUTIES
from linter.model.rule import LEVELS
from linter.portfolio.names import places_in
from linter.portfolio.scope import LeftOut, Scope, left_out, within
from linter.portfolio.table import points, term
from linter.portfolio.tables import report, unit
from linter.portfolio.tables import rule as rules

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue
    from linter.portfolio.table import Term



class Entry(NamedTuple):
    """A report of a scope and its unit. `score` in tenths, None where it has none and `unscored` says why."""

    report: int
    unit: int
    name: str
    parent: str
    region: str
    level: str | None
    year: int
    score: int | None
    with_waivers: int | None
    grade: str | None
    unscored: str
    statuses: bytes


class Duty(NamedTuple):
    """A duty of a rulebook; `number` is its place in the packed statuses."""

    name: str
    title: str
    dimension: str
    number: int


def entries(connection: Connection, scope: Scope, *, statuses: bool = False) -> list[Entry]:
    """The reports of a scope, those with the highest score first, then by name; `statuses` are empty unless asked for.

    Where the roster does not know the level of a unit its report tells it.
    """
    own = report.c
    columns = [own.id, unit.c.id, unit.c.name, unit.c.parent, unit.c.region, func.coalesce(unit.c.level, own.level), own.year, own.score]
    columns += [own.score_with_waivers, own.grade, own.unscored, own.statuses if statuses else literal_column("''")]
    query = select(*columns).select_from(report.join(unit, unit.c.id == own.unit_id)).where(within(scope))
    rows = connection.execute(query.order_by(own.score.is_(None), own.score.desc(), unit.c.name, unit.c.parent, own.year)).all()
    return list(map(Entry._make, rows))


def years_of(connection: Connection, rulebook: int) -> list[int]:
    """The years of the reports that a rulebook judged and that count, rising."""
    query = select(report.c.year).where(report.c.rulebook_id == rulebook, report.c.counts.is_(True)).distinct().order_by(report.c.year)
    return [int(year) for year in connection.execute(query).scalars()]


def duties_of(connection: Connection, scope: Scope, words: "Catalogue", dimensions: tuple[str, ...] = ()) -> list[Duty]:
    """The duties of the rulebook of a scope in the order of its dimensions, of the named dimensions only where there are any."""
    order = {id: at for at, id in enumerate(dimensions_of(connection, scope, words))}
    own = rules.c
    query = select(own.name, own.title_zh, own.title_en, own.dimension, own.number).where(own.rulebook_id == scope.rulebook, own.kind.in_(DUTIES))
    rows = [row for row in connection.execute(query) if row.dimension in order and (not dimensions or row.dimension in dimensions)]
    rows.sort(key=lambda row: (order[row.dimension], row.number))
    return [Duty(row.name, words.pick(row.title_zh, row.title_en), row.dimension, row.number) for row in rows]


def dimensions_of(connection: Connection, scope: Scope, words: "Catalogue") -> dict[str, str]:
    """Dimension → its title, in their order."""
    from linter.portfolio.tables import dimension_title as titles

    rows = connection.execute(select(titles).where(titles.c.rulebook_id == scope.rulebook).order_by(titles.c.number))
    return {row.dimension: words.pick(row.title_zh, row.title_en) for row in rows}


def labels(connection: Connection) -> "Labels":
    """How the units of a store are called."""
    twice = select(unit.c.name).group_by(unit.c.name).having(func.count() > 1)
    return Labels(frozenset(connection.execute(twice).scalars()))


class Labels(NamedTuple):
    """The names that several units bear: theirs are written with the unit above."""

    shared: frozenset[str]

    def of(self, name: str, parent: str) -> str:
        """青岚县, or 云泽市/青岚县 where another unit is called so."""
        return f"{parent}/{name}" if name in self.shared and parent else name


def area(region: str, parent: str, depth: int = 2) -> str:
    """The place that a unit is counted to: the first `depth` places of its region (东江省云泽市), else the unit above."""
    found = places_in(region)
    return "".join(found[:depth]) or region or parent


def median(values: Sequence[int]) -> Fraction:
    """The median of whole numbers (at least one), exact."""
    own = sorted(values)
    middle = len(own) // 2
    return Fraction(own[middle]) if len(own) % 2 else Fraction(own[middle - 1] + own[middle], 2)


@cache
def share(part: int, whole: int) -> Fraction | None:
    """part / whole; None of nothing."""
    return Fraction(part, whole) if whole else None


def terms(words: "Catalogue", group: str) -> "Callable[[str | None], Term | None]":
    """The words of a closed set, each made once: id → cell."""
    return cache(lambda id: term(words, group, id))


def levels_of(found: Iterable[Entry]) -> list[str]:
    """The levels of entries, the highest first."""
    held = {entry.level for entry in found}
    return [level for level in LEVELS if level in held]


tenths = cache(points)


def scope_notes(connection: Connection, scope: Scope, words: "Catalogue", shown: int, *, before: Iterable[str] = ()) -> tuple[str, ...]:
    """The notes of a view of `shown` reports: its own, what it leaves out, what to do where it shows nothing, and what scores are not."""
    left: LeftOut = left_out(connection, scope)
    out = list(before)
    if not shown:
        years = years_of(connection, scope.rulebook)
        out.append(words("views.none", years="、".join(map(str, years))) if years else words("views.no-year"))
    out += [words(f"views.left.{what}", number=number) for what, number in zip(LeftOut._fields, left, strict=True) if number]
    return tuple(out)
