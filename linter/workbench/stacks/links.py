"""Where the cells of a table lead: a unit's name to the unit, what is told of one report to the report and the duty it is about."""

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Connection, select

from linter.model.table import Cell, Column, Table
from linter.portfolio.naming import short
from linter.portfolio.scope import Scope
from linter.portfolio.tables import report, unit
from linter.portfolio.views.entries import entries, labels
from linter.workbench.stacks.query import Query

Lead = Callable[[tuple[Cell, ...], int], str]  # (row, place of the cell) → address, '' where it leads nowhere


class Links(NamedTuple):
    """Ids by what tables call things, and the query whose narrowing goes along. `own` is the report of tables about one report."""

    query: Query
    year: int | None
    units: dict[str, int]
    reports: dict[tuple[int, int], int]  # (unit, year) → report
    loose: dict[str, int]  # short name → report of no unit
    own: int | None = None

    def unit(self, id: int) -> str:
        """The address of a unit's page."""
        return f"/stacks/unit/{id}" + Query(book=self.query.book, year=str(self.year or "")).tail()

    def lead(self, table: Table) -> Lead:
        """What tells of each cell of a table where it leads."""
        keys = {column.key: at for at, column in enumerate(table.columns)}
        by_unit = "unit" in keys
        rule = keys.get("rule")

        def unit_of(row: tuple[Cell, ...]) -> int | None:
            name = str(row[keys["unit"]])
            return self.units.get(name) or (self.units.get(f"{row[keys['parent']]}/{name}") if "parent" in keys else None)

        def report_of(row: tuple[Cell, ...], year: int | None) -> int | None:
            id = unit_of(row) if by_unit else None
            return self.own if id is None or year is None else self.reports.get((id, year))

        def year_of(row: tuple[Cell, ...], column: Column) -> int | None:
            if column.key.isdigit():
                return int(column.key)
            told = row[keys["year"]] if "year" in keys else None
            return told if isinstance(told, int) else self.year

        def lead(row: tuple[Cell, ...], at: int) -> str:
            column = table.columns[at]
            if column.key == "unit":
                id = unit_of(row)
                return self.unit(id) if id is not None else ""
            if column.key == "report" and not by_unit:
                id = self.loose.get(str(row[at]))
                return report_address(id) if id is not None else ""
            if row[at] is None or column.kind == "change":
                return ""
            if rule is not None and column.key in ("duty", "title"):
                id = report_of(row, year_of(row, column))
                if id is not None:
                    return report_address(id, str(row[rule]))
                return self.query._replace(view="heatmap", by="duty", part="", table="", find="", sort=str(row[rule]), page=1).address() if table.name == "gaps" else ""
            if column.heat and by_unit:
                id = report_of(row, self.year)
                # without the place on the page, which the page finds by itself: there are thousands of these
                return "" if id is None else f"{report_address(id)}?rule={column.key}" if column.kind == "status" else f"{report_address(id)}#d-{column.key}"
            if column.key in ("score", "report") or column.key.isdigit():
                id = report_of(row, year_of(row, column))
                return report_address(id) if id is not None else ""
            return ""

        return lead


def report_address(id: int, rule: str = "") -> str:
    """The address of a report's page, at a duty."""
    return f"/stacks/report/{id}" + (f"?rule={rule}#r-{rule}" if rule else "")


def links(connection: Connection, scope: Scope, query: Query) -> Links:
    """The links of the tables of one scope."""
    name = labels(connection)
    units = {name.of(row.name, row.parent): row.id for row in connection.execute(select(unit.c.id, unit.c.name, unit.c.parent))}
    reports = {(entry.unit, entry.year): entry.report for entry in entries(connection, scope)}
    own = report.c
    loose = connection.execute(select(own.sha256, own.id).where(own.rulebook_id == scope.rulebook, own.unit_id.is_(None)))
    return Links(query, scope.years[0] if len(scope.years) == 1 else None, units, reports, {short(row.sha256): row.id for row in loose})
