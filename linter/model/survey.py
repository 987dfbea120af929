"""The noun of a year of many reports: the tables that its workbook and its page are made of."""

from dataclasses import dataclass

from linter.model.table import Table


@dataclass(frozen=True)
class Survey:
    """The reports of one `year` as tables, by their names (rank, gaps, heatmap, levels, trend, missing, late, …), as of a day (ISO).

    `rulebook` says by which rules they were judged, in words; `reports` is how many there are of the year.
    """

    year: int
    as_of: str
    rulebook: str
    reports: int
    tables: tuple[Table, ...]

    def table(self, name: str) -> Table | None:
        """The table of a name; None where the survey has none."""
        return next((table for table in self.tables if table.name == name), None)

    def filled(self, name: str) -> Table | None:
        """The table of a name where it has rows."""
        table = self.table(name)
        return table if table is not None and table.rows else None
