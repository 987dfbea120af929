"""Of several reports of one unit, year and rulebook the one that counts: the one somebody chose, else the one added last, of one day the one dated last."""

from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from linter.portfolio.tables import report


def recount(connection: Connection) -> None:
    """Sets `report.counts` for all. A report of no unit or no known year counts nowhere."""
    own = report.c
    rows = connection.execute(
        select(own.id, own.rulebook_id, own.unit_id, own.year, own.counts, own.chosen, own.added, own.signed, own.issued, own.published, own.sha256)
    ).all()
    best: dict[tuple[int, int, int], Any] = {}
    for row in rows:
        if row.unit_id is None or row.year is None:
            continue
        place = (row.rulebook_id, row.unit_id, row.year)
        if place not in best or _order(row) > _order(best[place]):
            best[place] = row
    counting = {row.id for row in best.values()}
    changes = [{"which": row.id, "now": row.id in counting} for row in rows if row.counts != (row.id in counting)]
    if changes:
        connection.execute(update(report).where(own.id == bindparam("which")).values(counts=bindparam("now")), changes)


def _order(row: Any) -> tuple[Any, ...]:
    return row.chosen, row.added, max(row.signed or "", row.issued or "", row.published or ""), row.sha256, row.id
