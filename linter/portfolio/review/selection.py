"""Which verdicts are to be reviewed: those of the reports of a scope that count, narrowed by rule and status; all of them, or a random sample of each level."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from heapq import heappush, heapreplace
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, and_, func, or_, select

from linter.model.result import DUTIES
from linter.model.rule import LEVELS
from linter.portfolio.scope import Scope, within
from linter.portfolio.tables import report, result, rule, unit, verdict_review

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement



class Row(NamedTuple):
    """A verdict. `level` is that of the unit, where it has none that of the report."""

    report: int
    rule_id: int
    sha256: str
    rule: str
    title_zh: str
    title_en: str
    number: int  # place of the rule in its rulebook
    status: str
    unit: str
    parent: str
    level: str | None
    year: int
    path: str


class Choice(NamedTuple):
    """What narrows the rows beyond the scope. `rules` are ids or prefixes of whole dot segments; empty tuples narrow nothing."""

    rules: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    unreviewed: bool = False  # only rows that nobody has reviewed


def counted(connection: Connection, scope: Scope, choice: Choice) -> dict[str | None, int]:
    """How many verdicts there are of each level, in the order of levels."""
    level = _level()
    query = _joined(select(level, func.count()), scope, choice).group_by(level)
    return dict(sorted(((row[0], row[1]) for row in connection.execute(query)), key=lambda item: stratum(item[0])))


def rows(connection: Connection, scope: Scope, choice: Choice) -> list[Row]:
    """The verdicts in the order of levels, units, years and rules."""
    return sorted(_streamed(connection, scope, choice), key=_order)


def drawn(connection: Connection, scope: Scope, choice: Choice, size: int, seed: int) -> list[Row]:
    """A random sample of them (`sampled`); however many there are, no more are held than are drawn."""
    return sampled(_streamed(connection, scope, choice), size, seed)


def _streamed(connection: Connection, scope: Scope, choice: Choice) -> Iterator[Row]:
    own = report.c
    heads = select(
        own.id, rule.c.id, own.sha256, rule.c.name, rule.c.title_zh, rule.c.title_en, rule.c.number, result.c.status, unit.c.name, unit.c.parent, _level(), own.year, own.path
    )
    for row in connection.execute(_joined(heads, scope, choice).execution_options(yield_per=2000)):
        yield Row._make(row)


def _level() -> "ColumnElement[str | None]":
    return func.coalesce(unit.c.level, report.c.level)


def _joined(heads: Any, scope: Scope, choice: Choice) -> Any:
    """The selected columns of the verdicts that are asked for."""
    own = report.c
    return (
        heads.select_from(report)
        .join(unit, unit.c.id == own.unit_id)
        .join(result, result.c.report_id == own.id)
        .join(rule, and_(rule.c.rulebook_id == own.rulebook_id, rule.c.id == result.c.rule_id))
        .where(within(scope), rule.c.kind.in_(DUTIES), *_narrowed(choice))
    )


def _order(row: Row) -> tuple[Any, ...]:
    return stratum(row.level), row.parent, row.unit, row.year, row.sha256, row.number


def _narrowed(choice: Choice) -> "list[ColumnElement[bool]]":
    parts: list[ColumnElement[bool]] = []
    if choice.rules:
        parts.append(named(choice.rules))
    if choice.statuses:
        parts.append(result.c.status.in_(choice.statuses))
    if choice.unreviewed:
        done = select(verdict_review.c.rule_id).where(verdict_review.c.report_id == result.c.report_id, verdict_review.c.rule_id == result.c.rule_id)
        parts.append(~done.exists())
    return parts


def duties(connection: Connection) -> frozenset[str]:
    """The ids of the duties of every rulebook of the store."""
    return frozenset(connection.execute(select(rule.c.name).where(rule.c.kind.in_(DUTIES)).distinct()).scalars())


def named(rules: Sequence[str]) -> "ColumnElement[bool]":
    """The condition on `rule` that ids or prefixes of whole dot segments make."""
    return or_(*(or_(rule.c.name == prefix, rule.c.name.startswith(prefix + ".", autoescape=True)) for prefix in rules))


def stratum(level: str | None) -> int:
    """The place of a level among levels, those of unknown level last."""
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def sampled(found: Iterable[Row], size: int, seed: int) -> list[Row]:
    """Of each level `size` rows at random, all where it has no more, in the order of levels, units, years and rules.

    The same seed draws the same rows on every machine and in whatever order they come; what is added to the store later does not change how
    rows that were there stand among themselves. A row is drawn by the hash of seed, report and rule.
    """
    strata: dict[int, list[tuple[int, Row]]] = defaultdict(list)  # heaps, the row that goes first on top
    for row in found:
        own, lot = strata[stratum(row.level)], -_lot(row, seed)
        if len(own) < size:
            heappush(own, (lot, row))
        elif lot > own[0][0]:
            heapreplace(own, (lot, row))
    return sorted((row for own in strata.values() for _, row in own), key=_order)


def _lot(row: Row, seed: int) -> int:
    return int.from_bytes(blake2b(f"{seed}\0{row.sha256}\0{row.rule}".encode(), digest_size=16).digest(), "big")
