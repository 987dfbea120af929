"""What a person decides about reports: which unit one is of, and which of several counts."""

from sqlalchemy import Connection, select, update

from linter.portfolio.settling import settle
from linter.portfolio.tables import report


def assign(connection: Connection, sha256: str, unit: int | None) -> None:
    """The report with these bytes, however often judged, is of this unit from now on; None leaves it to its name again."""
    values = {"unit_id": unit, "matched": "assigned"} if unit is not None else {"unit_id": None, "matched": "none"}
    connection.execute(update(report).where(report.c.sha256 == sha256).values(**values))
    settle(connection)


def choose(connection: Connection, sha256: str) -> None:
    """Of the reports of its unit and year this one counts, whichever was added later."""
    own = connection.execute(select(report.c.unit_id, report.c.year).where(report.c.sha256 == sha256)).all()
    for row in own:
        if row.unit_id is not None and row.year is not None:
            connection.execute(update(report).where(report.c.unit_id == row.unit_id, report.c.year == row.year).values(chosen=False))
    connection.execute(update(report).where(report.c.sha256 == sha256).values(chosen=True))
    settle(connection)
