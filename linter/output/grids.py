"""The part of a table that is a heat map: neighbouring columns of shares or of statuses, drawn in colour and shape."""

from fractions import Fraction
from typing import NamedTuple

from linter.model.table import Cell, Column, Table

LEAST = 4  # columns that are drawn as a heat map; fewer are read more easily as a table
STATUSES = ("evidenced", "mentioned", "planned", "absent", "review", "not-applicable")


class Grid(NamedTuple):
    """The columns `[start, end)` of a table are one heat map, all of `kind` percent or status."""

    start: int
    end: int
    kind: str

    def columns(self, table: Table) -> tuple[Column, ...]:
        """Its columns."""
        return table.columns[self.start : self.end]


def grid(table: Table) -> Grid | None:
    """The heat map of a table; None where it has none, or one of less than LEAST columns."""
    held = [at for at, column in enumerate(table.columns) if column.heat]
    return Grid(held[0], held[-1] + 1, table.columns[held[0]].kind) if len(held) >= LEAST else None


def groups(columns: tuple[Column, ...]) -> list[tuple[str, int, int]]:
    """Runs of neighbours that share a heading: (heading, first, one after the last)."""
    out: list[tuple[str, int, int]] = []
    for at, column in enumerate(columns):
        if out and out[-1][0] == column.group:
            out[-1] = (column.group, out[-1][1], at + 1)
        else:
            out.append((column.group, at, at + 1))
    return out


def bands(columns: tuple[Column, ...]) -> list[tuple[str, int]]:
    """The headings above those of the columns, with the number of columns below each; none where no column has any."""
    runs = [(heading, last - first) for heading, first, last in groups(columns)]
    return runs if any(heading for heading, _ in runs) else []


# shades of a share from low to high, with the ink that can be read on each
SHADES = (("#f7ece6", "#1b2430"), ("#f0d3bd", "#1b2430"), ("#e9dfb4", "#1b2430"), ("#cfe0c0", "#1b2430"), ("#8fc3a8", "#1b2430"), ("#2f7f63", "#ffffff"))


def shade(value: Cell) -> tuple[str, str] | None:
    """(paper, ink) of a share from 0 to 1; None for an empty cell."""
    if not isinstance(value, (Fraction, int)):
        return None
    share = min(max(Fraction(value), Fraction(0)), Fraction(1))
    return SHADES[min(int(share * len(SHADES)), len(SHADES) - 1)]
