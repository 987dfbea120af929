"""Several stores into one: what each machine judged of its share, laid together. Once or ten times, in any order of reports: the same store."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, Engine, Table, and_, exists, insert, select, update

from linter.portfolio.naming import short
from linter.portfolio.settling import settle, unsettle
from linter.portfolio.store import opened, writing
from linter.portfolio.tables import (
    alias,
    deduction,
    dimension,
    dimension_title,
    failure,
    finding,
    paragraph,
    report,
    result,
    rule,
    rulebook,
    source,
    unit,
    verdict_review,
)

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue

_BATCH = 100  # reports a transaction
_OWNED = (result, dimension, deduction, finding, paragraph)


class Conflict(NamedTuple):
    """Where two stores say different things of one thing; the first one's word was kept. what: unit | assigned | chosen | review | judged."""

    what: str
    name: str
    store: str


class Merged(NamedTuple):
    """What came of a merge."""

    added: int
    known: int
    conflicts: tuple[Conflict, ...]


def merge(target: Engine, paths: list[str], words: "Catalogue") -> Merged:
    """Takes the stores at `paths` into the target, one after the other. UsageFailure for one that is no store; a store is taken in by batches, so that a kill costs one."""
    added = known = 0
    conflicts: list[Conflict] = []
    for path in paths:
        with opened(path, words) as engine, engine.connect() as other:
            new, old = _reports(target, other, path, conflicts)
            added, known = added + new, known + old
    with writing(target) as connection:
        settle(connection)
    return Merged(added, known, tuple(dict.fromkeys(conflicts)))


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    for row in connection.execute(select(table).order_by(*table.primary_key.columns)).mappings():
        yield dict(row)


def _reports(target: Engine, other: Connection, path: str, conflicts: list[Conflict]) -> tuple[int, int]:
    with writing(target) as connection:
        unsettle(connection)
        _units(connection, other, path, conflicts)
        for table in (rulebook, rule, dimension_title):
            _missing(connection, table, list(_rows(other, table)))
    new = old = 0
    ids = list(other.execute(select(report.c.id).order_by(report.c.id)).scalars())
    for at in range(0, len(ids), _BATCH):
        batch = ids[at : at + _BATCH]
        rows = [dict(row) for row in other.execute(select(report).where(report.c.id.in_(batch)).order_by(report.c.id)).mappings()]
        with writing(target) as connection:
            unsettle(connection)
            held = {row["id"]: dict(row) for row in connection.execute(select(report).where(report.c.id.in_(batch))).mappings()}
            fresh = [row for row in rows if row["id"] not in held]
            if fresh:
                connection.execute(insert(report), fresh)
            for table in _OWNED:
                own = table.c.report_id.in_([row["id"] for row in fresh])
                copied = [dict(row) for row in other.execute(select(table).where(own)).mappings()]
                if copied:
                    connection.execute(insert(table), copied)
            for table in (source, verdict_review):
                _missing(connection, table, [dict(row) for row in other.execute(select(table).where(table.c.report_id.in_(batch))).mappings()])
            for row in rows:
                if row["id"] in held:
                    _compared(connection, held[row["id"]], row, path, conflicts)
            _reviews(connection, other, batch, path, conflicts)
        new, old = new + len(fresh), old + len(rows) - len(fresh)
    with writing(target) as connection:
        unsettle(connection)
        _failures(connection, other)
    return new, old


def _missing(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Inserts the rows whose key the table does not have."""
    keys = list(table.primary_key.columns)
    fresh = [row for row in rows if not connection.execute(select(exists().where(and_(*(each == row[each.name] for each in keys))))).scalar_one()]
    if fresh:
        connection.execute(insert(table), fresh)


def _units(connection: Connection, other: Connection, path: str, conflicts: list[Conflict]) -> None:
    held = {row["id"]: row for row in _rows(connection, unit)}
    for row in _rows(other, unit):
        own = held.get(row["id"])
        if own is None:
            connection.execute(insert(unit), row)
        elif own["origin"] != row["origin"] and row["origin"] == "roster":
            connection.execute(update(unit).where(unit.c.id == row["id"]).values(**row))
        elif own["origin"] == row["origin"] == "roster" and own != row:
            conflicts.append(Conflict("unit", row["name"], path))
    _missing(connection, alias, list(_rows(other, alias)))


def _compared(connection: Connection, own: dict[str, Any], row: dict[str, Any], path: str, conflicts: list[Conflict]) -> None:
    """What persons decided of a report that both stores have; a decision that only one has is taken over."""
    name = f"{short(row['sha256'])} {row['path']}"
    values: dict[str, Any] = {}
    if row["matched"] == "assigned":
        if own["matched"] != "assigned":
            values |= {"matched": "assigned", "unit_id": row["unit_id"]}
        elif own["unit_id"] != row["unit_id"]:
            conflicts.append(Conflict("assigned", name, path))
    if row["chosen"] and not own["chosen"]:
        rival = select(report.c.id).where(
            report.c.chosen.is_(True), report.c.unit_id == own["unit_id"], report.c.year == own["year"], report.c.sha256 != own["sha256"]
        )
        if own["unit_id"] is not None and connection.execute(rival).first() is not None:
            conflicts.append(Conflict("chosen", name, path))
        else:
            values |= {"chosen": True}
    if values:
        connection.execute(update(report).where(report.c.id == own["id"]).values(**values))
    if any(own[field] != row[field] for field in ("options", "score", "year", "level", "traits", "issuer", "whole", "grade")):
        conflicts.append(Conflict("judged", name, path))


def _reviews(connection: Connection, other: Connection, batch: list[int], path: str, conflicts: list[Conflict]) -> None:
    own = verdict_review.c
    held = {(row.report_id, row.rule_id, row.reviewer): row.reviewed for row in connection.execute(select(verdict_review).where(own.report_id.in_(batch)))}
    names = {row.id: f"{short(row.sha256)} {row.path}" for row in connection.execute(select(report.c.id, report.c.sha256, report.c.path).where(report.c.id.in_(batch)))}
    theirs = other.execute(select(verdict_review).where(own.report_id.in_(batch)))
    differing = [row.report_id for row in theirs if held.get((row.report_id, row.rule_id, row.reviewer), row.reviewed) != row.reviewed]
    conflicts.extend(Conflict("review", names[id], path) for id in differing)


def _failures(connection: Connection, other: Connection) -> None:
    """What could not be read, unless another machine read it."""
    read = set(connection.execute(select(source.c.path)).scalars())
    _missing(connection, failure, [row for row in _rows(other, failure) if row["path"] not in read])
    for row in list(_rows(connection, failure)):
        if row["path"] in read:
            connection.execute(failure.delete().where(failure.c.path == row["path"]))
