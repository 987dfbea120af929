"""The waivers in force: every finding that one covers, with its reason, and what they do to the scores."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, and_, select

from linter.portfolio.naming import short
from linter.portfolio.scope import Scope, within
from linter.portfolio.table import Table, columns, term
from linter.portfolio.tables import finding, report, rule, unit
from linter.portfolio.views.entries import entries, labels, level_term, scope_notes, tenths

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue


def waivers(connection: Connection, scope: Scope, words: "Catalogue") -> list[Table]:
    """The waived findings of the reports of a scope, by unit and year; and the scores of those reports without and with their waivers."""
    own = finding.c
    query = (
        select(
            report.c.id, report.c.sha256, report.c.year, unit.c.name, unit.c.parent, rule.c.title_zh, rule.c.title_en, rule.c.name.label("rule"),
            own.status, own.severity, own.line, own.waiver,
        )
        .select_from(
            finding.join(report, report.c.id == own.report_id)
            .join(unit, unit.c.id == report.c.unit_id)
            .join(rule, and_(rule.c.id == own.rule_id, rule.c.rulebook_id == report.c.rulebook_id))
        )
        .where(within(scope), own.waiver.is_not(None))
        .order_by(unit.c.name, unit.c.parent, report.c.year, own.number)
    )  # fmt: skip
    found = connection.execute(query).all()
    name = labels(connection)
    rows = tuple(
        (
            name.of(row.name, row.parent), row.year, words.pick(row.title_zh, row.title_en), term(words, "severity", row.severity), row.status, row.waiver, row.line,
            short(row.sha256), row.rule, row.parent,
        )
        for row in found
    )  # fmt: skip
    heads = columns(words, "unit", "year:number", "title", "severity", "status:status", "waiver", "line:number-", "report-", "rule-", "parent-")
    notes = [words("waivers.note")] if rows else [words("waivers.none")]
    reports = entries(connection, scope)
    tables = [Table("waivers", words("waivers"), heads, rows, scope_notes(connection, scope, words, len(reports), before=notes))]
    if rows:
        times: dict[int, int] = {}
        for row in found:
            times[row.id] = times.get(row.id, 0) + 1
        effect = tuple(
            (name.of(e.name, e.parent), e.year, level_term(words, e.level), times[e.report], tenths(e.score), tenths(e.with_waivers))
            for e in sorted(reports, key=lambda e: (e.name, e.parent, e.year))
            if e.report in times
        )
        tables.append(Table("effect", words("waivers.effect"), columns(words, "unit", "year:number", "level", "times:number", "score:score", "with-waivers:score"), effect))
    return tables
