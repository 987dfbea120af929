"""The rules of a survey: what each asks for, where it stands in law, what to do, and how often it found something."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, func, select

from linter.model.rule import Rulebook
from linter.output.law import citations
from linter.portfolio.scope import Scope, within
from linter.portfolio.table import Table, columns, term
from linter.portfolio.tables import finding, report, rule, unit
from linter.portfolio.views.entries import dimensions_of

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue


class Comment(NamedTuple):
    """What a rulebook says of a rule beyond its name, in words."""

    basis: str
    advice: str


def comments_of(book: Rulebook, words: "Catalogue") -> dict[str, Comment]:
    """What a rulebook says of each of its rules, by id."""
    return {rule.id: Comment(citations(rule, book, words), words.pick(rule.advice_zh, rule.advice_en)) for rule in book.rules}


def rules(connection: Connection, scope: Scope, words: "Catalogue", comments: Mapping[str, Comment]) -> Table:
    """The rules that earn points or found something in the scope, by dimension. `comments` (by id) are those of the same rulebook, or none."""
    own = finding.c
    query = select(own.rule_id, func.count(), func.count(own.report_id.distinct())).select_from(
        finding.join(report, report.c.id == own.report_id).join(unit, unit.c.id == report.c.unit_id)
    )
    times = {row[0]: (row[1], row[2]) for row in connection.execute(query.where(within(scope)).group_by(own.rule_id))}
    titles = dimensions_of(connection, scope, words)
    order = list(titles)
    held = [row for row in connection.execute(select(rule).where(rule.c.rulebook_id == scope.rulebook)) if row.dimension or row.id in times]
    held.sort(key=lambda row: (order.index(row.dimension) if row.dimension in order else len(order), row.number))
    none = Comment("", "")
    rows = tuple(
        (
            words.pick(row.title_zh, row.title_en), titles.get(row.dimension, ""), term(words, "kind", row.kind), term(words, "severity", row.severity),
            comments.get(row.name, none).basis, comments.get(row.name, none).advice, times.get(row.id, (0, 0))[0], times.get(row.id, (0, 0))[1], row.name,
        )
        for row in held
    )  # fmt: skip
    heads = columns(words, "title", "dimension", "kind-of", "severity", "basis", "advice", "findings:number", "reports:number", "rule-")
    notes = (words("rules.note") if comments else words("rules.bare"),)
    return Table("rules", words("rules"), heads, rows, notes)
