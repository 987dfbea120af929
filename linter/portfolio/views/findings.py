"""The findings of a year, one a row: what each unit is to look at, the gravest first."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, and_, func, select

from linter.model.rule import SEVERITIES
from linter.portfolio.scope import Scope, within
from linter.portfolio.table import Cell, Table, columns, term
from linter.portfolio.tables import finding, report, result, rule, unit
from linter.portfolio.views.entries import labels, scope_notes

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue

_CREDITED = ("evidenced", "mentioned", "planned", "absent")  # statuses that weigh in the score


def findings(connection: Connection, scope: Scope, words: "Catalogue", *, least: str = "warning", most: int = 0) -> Table:
    """The findings of the scope of severity `least` or graver, by unit and rank; of more than `most` (0: no limit) the gravest.

    `lost` is what the duty of a finding lacks of its points of 100. Words of a report stand in it only where the store keeps text.
    """
    wanted = SEVERITIES[: SEVERITIES.index(least) + 1]
    numbers = _numbers(connection, scope)
    own = finding.c
    query = (
        _columns(select(unit.c.name, unit.c.parent, func.coalesce(unit.c.level, report.c.level).label("level"), report.c.year, report.c.whole))
        .select_from(_joined())
        .where(within(scope), own.severity.in_(wanted))
        .order_by(own.severity, unit.c.name, unit.c.parent, report.c.year, own.number)
    )
    found = list(connection.execute(query.limit(most) if most else query))
    found.sort(key=lambda row: (row.name, row.parent, row.year, row.number))
    name = labels(connection)
    kept = any(row.quote for row in found)
    rows = tuple(
        (
            name.of(row.name, row.parent), row.year, term(words, "level", row.level), *told(row, words), row.waiver or "", row.line, *((row.quote or "",) if kept else ()),
            row.rule, row.parent,
        )
        for row in found
    )  # fmt: skip
    heads = columns(
        words, "unit", "year:number", "level", "severity", "kind-of", "title", "status:status", "lost:score", "waiver", "line:number", *(("quote",) if kept else ()), "rule-", "parent-"
    )
    total = sum(numbers[severity] for severity in wanted)
    own_notes = [words("findings.note")] if rows else []
    if len(rows) < total:
        own_notes.append(words("findings.most", shown=len(rows), number=total))
    if lighter := sum(numbers.values()) - total:
        own_notes.append(words("findings.lighter", number=lighter))
    return Table("findings", words("findings"), heads, rows, scope_notes(connection, scope, words, len(rows) + lighter, before=own_notes))


def _joined() -> Any:
    own = finding.c
    held = finding.join(report, report.c.id == own.report_id).join(unit, unit.c.id == report.c.unit_id)
    held = held.join(rule, and_(rule.c.id == own.rule_id, rule.c.rulebook_id == report.c.rulebook_id))
    return held.outerjoin(result, and_(result.c.report_id == own.report_id, result.c.rule_id == own.rule_id))


def _columns(query: Any) -> Any:
    own = finding.c
    return query.add_columns(
        own.report_id, own.number, own.severity, own.kind, own.status, own.line, own.waiver, own.quote, rule.c.title_zh, rule.c.title_en, rule.c.name.label("rule"),
        result.c.points, result.c.weight, result.c.status.label("judged"),
    )  # fmt: skip


def told(row: Any, words: "Catalogue") -> tuple[Cell, ...]:
    """Severity, kind, title, status and lost points of a finding."""
    return (
        term(words, "severity", row.severity), term(words, "kind", row.kind), words.pick(row.title_zh, row.title_en), row.status, lost(row.weight, row.points, row.whole, row.judged)
    )  # fmt: skip


def lost(weight: int | None, points: int | None, whole: int, status: str | None) -> Fraction | None:
    """What a duty lacks of its points of 100: exact. None for what earns no points."""
    if not weight or points is None or status not in _CREDITED:
        return None
    return Fraction(100 * weight - points, whole) or None


def of_unit(connection: Connection, reports: Sequence[int]) -> dict[int, list[Any]]:
    """The open findings of reports, those of their severity with most lost points first: rows for `told`."""
    out: dict[int, list[Any]] = {id: [] for id in reports}
    query = _columns(select(report.c.whole)).select_from(_joined()).where(report.c.id.in_(reports), finding.c.waiver.is_(None))
    for row in connection.execute(query.order_by(finding.c.report_id, finding.c.number)):
        out[row.report_id].append(row)
    for rows in out.values():
        rows.sort(key=lambda row: (SEVERITIES.index(row.severity), -(lost(row.weight, row.points, row.whole, row.judged) or 0), row.number))
    return out


def _numbers(connection: Connection, scope: Scope) -> Counter[str]:
    """How many findings there are of each severity."""
    own = finding.c
    query = select(own.severity, func.count()).select_from(finding.join(report, report.c.id == own.report_id).join(unit, unit.c.id == report.c.unit_id))
    return Counter({row[0]: row[1] for row in connection.execute(query.where(within(scope)).group_by(own.severity))})
