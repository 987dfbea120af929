"""Rows into the store, a batch in one transaction: after a kill a batch is there or not, never half."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Table, delete, insert, select

from linter.model.result import Problem
from linter.portfolio.rows import REPORT, Rows
from linter.portfolio.settling import unsettle
from linter.portfolio.store import writing
from linter.portfolio.tables import deduction, dimension, failure, finding, paragraph, report, result, source, verdict_review
from linter.portfolio.values import Word

_OWNED = (("results", result), ("dimensions", dimension), ("deductions", deduction), ("findings", finding), ("paragraphs", paragraph))


class Judged(NamedTuple):
    """A report to keep: its id, where it lay (several files can have the same bytes), and its rows."""

    id: int
    sha256: str
    options: str
    paths: tuple[str, ...]
    rows: Rows


class Failed(NamedTuple):
    """A file to tell of. `judged_by` is the rulebook that found it to be no annual report."""

    problem: Problem
    sha256: str
    named: bool
    judged_by: int | None = None


class Batch(NamedTuple):
    """What one transaction writes. `found` are (report, path): files with the bytes of a report that the store has."""

    judged: Sequence[Judged]
    failed: Sequence[Failed]
    found: Sequence[tuple[int, str]]


def write(engine: Engine, rulebook: int, batch: Batch, as_of: str) -> None:
    """Writes a batch, all or nothing. What another process has written meanwhile stays as it is."""
    with writing(engine) as connection:
        unsettle(connection)
        known = _known(connection, [each.id for each in batch.judged])
        fresh = [each for each in batch.judged if each.id not in known or _differs(known[each.id], each)]
        kept = _Kept(connection, [each.id for each in fresh if each.id in known])
        if fresh:
            connection.execute(insert(report), [_report(each, rulebook, as_of) | _decided(known.get(each.id)) for each in fresh])
        for name, table in _OWNED:
            _fill(connection, table, [(each.id, *row) for each in fresh for row in getattr(each.rows, name)])
        kept.restore(connection)
        read = [(each.id, path) for each in batch.judged for path in each.paths] + list(batch.found)
        _sources(connection, read)
        _failures(connection, batch.failed, [path for _, path in read], as_of)


def _fill(connection: Connection, table: Table, rows: list[tuple[Any, ...]]) -> None:
    """Inserts rows that have all columns in order. The statement is compiled once and the driver given tuples: a report has some 300 rows, and
    a dict for each of them would cost more than all the rest of the writing."""
    if not rows:
        return
    compiled = insert(table).compile(dialect=connection.dialect, column_keys=table.c.keys())
    for at, column in enumerate(table.c):
        if isinstance(column.type, Word):
            numbers = {word: number for number, word in enumerate(column.type.words)}
            rows = [(*row[:at], numbers[row[at]], *row[at + 1 :]) for row in rows]
    if compiled.positional:
        connection.exec_driver_sql(str(compiled), rows)
    else:
        names = table.c.keys()
        connection.exec_driver_sql(str(compiled), [dict(zip(names, row, strict=True)) for row in rows])


def _known(connection: Connection, ids: list[int]) -> dict[int, dict[str, Any]]:
    """The reports of these ids that the store has."""
    found: dict[int, dict[str, Any]] = {}
    for at in range(0, len(ids), 500):
        found.update({row["id"]: dict(row) for row in connection.execute(select(report).where(report.c.id.in_(ids[at : at + 500]))).mappings()})
    return found


def _differs(row: dict[str, Any], each: Judged) -> bool:
    """Whether a report was judged otherwise before: with other options, or as a unit of another level or traits."""
    own = dict(zip(REPORT, each.rows.report, strict=True))
    return row["options"] != each.options or (row["level"], row["traits"]) != (own["level"], own["traits"])


def _decided(row: dict[str, Any] | None) -> dict[str, Any]:
    """What persons decided of a report that is judged again."""
    if row is None:
        return {}
    assigned = {"unit_id": row["unit_id"], "matched": row["matched"]} if row["matched"] == "assigned" else {}
    return assigned | {"chosen": row["chosen"]}


class _Kept:
    """Where reports lay and what reviewers said of them, held while their rows are replaced."""

    def __init__(self, connection: Connection, ids: list[int]) -> None:
        self._rows: list[tuple[Table, list[dict[str, Any]]]] = []
        for table in (source, verdict_review) if ids else ():
            self._rows.append((table, [dict(row) for row in connection.execute(select(table).where(table.c.report_id.in_(ids))).mappings()]))
        if ids:
            connection.execute(delete(report).where(report.c.id.in_(ids)))

    def restore(self, connection: Connection) -> None:
        """Writes them again."""
        for table, rows in self._rows:
            if rows:
                connection.execute(insert(table), rows)


def _report(each: Judged, rulebook: int, as_of: str) -> dict[str, Any]:
    own = dict(zip(REPORT, each.rows.report, strict=True))
    return own | {
        "id": each.id, "rulebook_id": rulebook, "unit_id": None, "matched": "none", "counts": False, "chosen": False, "sha256": each.sha256,
        "path": each.paths[0], "options": each.options, "added": as_of,
    }  # fmt: skip


def _sources(connection: Connection, pairs: Sequence[tuple[int, str]]) -> None:
    known: set[tuple[int, str]] = set()
    ids = list(dict.fromkeys(id for id, _ in pairs))
    for at in range(0, len(ids), 500):  # one question for a batch: asked for each file it would cost as much as writing it
        rows = connection.execute(select(source.c.report_id, source.c.path).where(source.c.report_id.in_(ids[at : at + 500])))
        known.update((row.report_id, row.path) for row in rows)
    fresh = [pair for pair in dict.fromkeys(pairs) if pair not in known]
    if fresh:
        connection.execute(insert(source), [{"report_id": id, "path": path} for id, path in fresh])


def _failures(connection: Connection, failed: Sequence[Failed], read: Sequence[str], as_of: str) -> None:
    """A row for each file that failed; a file that could be read has none any more."""
    rows = {
        each.problem.path: {
            "path": each.problem.path, "sha256": each.sha256, "kind": each.problem.kind, "message": each.problem.message, "judged_by": each.judged_by,
            "named": each.named, "added": as_of,
        }
        for each in failed
    }  # fmt: skip
    gone = [*rows, *read]
    for at in range(0, len(gone), 500):
        connection.execute(delete(failure).where(failure.c.path.in_(gone[at : at + 500])))
    if rows:
        connection.execute(insert(failure), list(rows.values()))
