"""Where the points of each report come from: its dimensions, what was deducted, and the sum, to be added up by hand."""

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from linter.portfolio.scope import Scope, within
from linter.portfolio.table import Cell, Column, Table, columns, term
from linter.portfolio.tables import deduction, dimension, report, unit
from linter.portfolio.views.entries import dimensions_of, entries, labels, scope_notes, tenths

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue

GROUPS = ("basis", "figures", "claims", "form")  # of deductions, as on the scorecard


def points(connection: Connection, scope: Scope, words: "Catalogue") -> Table:
    """A row a scored report: the points of each dimension, what each group takes off, the score; then what each dimension could have been."""
    found = [entry for entry in entries(connection, scope) if entry.score is not None]
    titles = dimensions_of(connection, scope, words)
    own = dimension.c
    reached: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    query = select(own.report_id, own.dimension, own.points, own.maximum).select_from(dimension.join(report, report.c.id == own.report_id).join(unit, unit.c.id == report.c.unit_id))
    for id, key, got, whole in connection.execute(query.where(within(scope))):
        reached[id][key] = (got, whole)
    off = deductions(connection, scope)
    name = labels(connection)
    rows: list[tuple[Cell, ...]] = []
    for entry in found:
        mine = reached.get(entry.report, {})
        taken = off.get(entry.report, {})
        rows.append(
            (
                name.of(entry.name, entry.parent), entry.year, term(words, "level", entry.level), *(tenths(mine[key][0]) if mine.get(key, (0, 0))[1] else None for key in titles),
                *(-taken[group] if group in taken else None for group in GROUPS), tenths(entry.score), tenths(entry.with_waivers), entry.parent,
                *(tenths(mine[key][1]) if mine.get(key, (0, 0))[1] else None for key in titles),
            )
        )  # fmt: skip
    heads = columns(words, "unit", "year:number", "level") + tuple(Column(key, title, "score", words("points.dimensions")) for key, title in titles.items())
    heads += tuple(Column(group, words(f"group.{group}"), "change", words("points.off")) for group in GROUPS)
    heads += columns(words, "score:score", "with-waivers:score", "parent-")
    heads += tuple(Column(f"maximum:{key}", title, "score", words("points.maximum"), True) for key, title in titles.items())
    notes = scope_notes(connection, scope, words, len(found), before=[words("points.note")] if rows else [])
    return Table("details", words("points"), heads, tuple(rows), notes)


def deductions(connection: Connection, scope: Scope) -> dict[int, dict[str, Fraction]]:
    """What each group takes off a report, in points."""
    own = deduction.c
    query = select(own.report_id, own.group, own.points, own.base).select_from(deduction.join(report, report.c.id == own.report_id).join(unit, unit.c.id == report.c.unit_id))
    out: dict[int, dict[str, Fraction]] = defaultdict(dict)
    for id, group, amount, base in connection.execute(query.where(within(scope))):
        out[id][group] = out[id].get(group, Fraction(0)) + Fraction(amount, base)
    return out
