"""Reports and units out of a store, with every trace: rows, free pages and journal."""

from typing import NamedTuple

from sqlalchemy import Connection, Engine, delete, select, update

from linter.portfolio.names import key
from linter.portfolio.settling import settle
from linter.portfolio.store import writing
from linter.portfolio.tables import alias, failure, report, rulebook, source, unit


class Removed(NamedTuple):
    """What was taken out. `swept` is False where another process was reading: then the file still has traces, and the command must be run again."""

    reports: int
    units: int
    failures: int
    swept: bool


def remove_report(engine: Engine, sha256: str) -> Removed:
    """Takes out the report with these bytes, as judged by every rulebook, and what is told of files of its names."""
    with writing(engine) as connection:
        reports, failures = _reports(connection, [sha256])
        settle(connection)
    return Removed(reports, 0, failures, swept(engine))


def remove_unit(engine: Engine, id: int) -> Removed:
    """Takes out a unit, its reports, its names, and what is told of files whose path names it; other units no longer call it theirs above."""
    with writing(engine) as connection:
        own = connection.execute(select(unit).where(unit.c.id == id)).one()
        names = {own.name, *connection.execute(select(alias.c.name).where(alias.c.unit_id == id)).scalars()}
        contents = list(connection.execute(select(report.c.sha256).where(report.c.unit_id == id).distinct()).scalars())
        reports, failures = _reports(connection, contents)
        told = [row.path for row in connection.execute(select(failure.c.path)) if any(name in row.path for name in names)]
        failures += len(told)
        for path in told:
            connection.execute(delete(failure).where(failure.c.path == path))
        folded = {key(name) for name in names}
        for row in connection.execute(select(unit.c.id, unit.c.parent, unit.c.region)).all():
            if row.id != id and (key(row.parent) in folded or row.region in names):
                above = {"parent": "" if key(row.parent) in folded else row.parent, "region": "" if row.region in names else row.region}
                connection.execute(update(unit).where(unit.c.id == row.id).values(**above))
        connection.execute(delete(unit).where(unit.c.id == id))
        settle(connection)
    return Removed(reports, 1, failures, swept(engine))


def _reports(connection: Connection, contents: list[str]) -> tuple[int, int]:
    """(reports, failures) that went; the rows that belong to a report go with it."""
    paths: set[str] = set()
    for sha256 in contents:
        rows = select(source.c.path).join(report, report.c.id == source.c.report_id).where(report.c.sha256 == sha256)
        paths.update(connection.execute(rows).scalars())
        connection.execute(delete(report).where(report.c.sha256 == sha256))
    gone = 0
    for row in connection.execute(select(failure.c.path, failure.c.sha256)).all():
        if row.path in paths or row.sha256 in contents:
            connection.execute(delete(failure).where(failure.c.path == row.path))
            gone += 1
    connection.execute(delete(rulebook).where(rulebook.c.id.not_in(select(report.c.rulebook_id))))
    return len(contents), gone


def swept(engine: Engine) -> bool:
    """Writes the file anew without free pages and empties its journal; False where another process kept it from that."""
    from sqlalchemy.exc import OperationalError

    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
    except OperationalError:
        return False
    finally:
        raw.close()
