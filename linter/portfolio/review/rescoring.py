"""The score of a report with what persons concluded in place of what the machine did, by the arithmetic of linter.scoring.

Deductions stay as they are: they come of figures, citations and wording, which are no duties.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from linter.model.rule import Dimension, Grade, Rule, Weighting
from linter.model.scorecard import Deduction
from linter.model.verdict import Verdict
from linter.portfolio.tables import deduction, dimension_title, report, result, rule
from linter.scoring import score

_BATCH = 500


class Rescored(NamedTuple):
    """A report's total as the machine has it and as the persons have it; None where it has no score, or the store cannot tell it (`rebuilt` is False)."""

    before: Fraction | None
    after: Fraction | None
    rebuilt: bool = True


def rescored(connection: Connection, rulebook: int, changes: Mapping[int, Mapping[int, str]]) -> dict[int, Rescored]:
    """The totals of the reports of `changes`: report → rule → status in place of the machine's.

    First the machine's own total is worked out from what the store holds: where that is not the one it was given, the store does not tell enough of how
    the report was weighed, and there is none after.
    """
    rules, weighting = _scale(connection, rulebook)
    names = {id: each.id for id, each in rules.items()}
    homes = _homes(connection, rulebook, weighting)
    out: dict[int, Rescored] = {}
    for before, id, rows, losses in _kept(connection, sorted(changes)):
        if before is None:
            out[id] = Rescored(None, None)
            continue
        deductions = tuple(Deduction(row.group, names.get(row.rule_id, ""), row.times, Fraction(row.points, row.base), row.cap) for row in losses)
        known = [row for row in rows if row.rule_id in rules]
        own = changes[id]

        def total(
            statuses: Mapping[int, str], known: list[Any] = known, deductions: tuple[Deduction, ...] = deductions
        ) -> Fraction:
            verdicts = [Verdict(rules[row.rule_id], statuses.get(row.rule_id, row.status), "", weight=row.weight) for row in known]
            return score(verdicts, weighting, deductions, homes=homes).total

        given = Fraction(before, 10)
        out[id] = Rescored(given, total(own)) if total({}) == given else Rescored(given, None, rebuilt=False)
    return out


def _kept(connection: Connection, ids: list[int]) -> Iterator[tuple[int | None, int, list[Any], list[Any]]]:
    """(score, report, results, deductions) of each report."""
    for at in range(0, len(ids), _BATCH):
        batch = ids[at : at + _BATCH]
        results: dict[int, list[Any]] = defaultdict(list)
        losses: dict[int, list[Any]] = defaultdict(list)
        for row in connection.execute(select(result).where(result.c.report_id.in_(batch))):
            results[row.report_id].append(row)
        for row in connection.execute(select(deduction).where(deduction.c.report_id.in_(batch))):
            losses[row.report_id].append(row)
        for row in connection.execute(select(report.c.id, report.c.score).where(report.c.id.in_(batch)).order_by(report.c.id)):
            yield row.score, row.id, results[row.id], losses[row.id]


def _scale(connection: Connection, rulebook: int) -> tuple[dict[int, Rule], Weighting]:
    """The rules by number and the dimensions of a rulebook, as far as a total needs them: weights stand with the results, grades are not asked for."""
    rows = connection.execute(select(rule.c.id, rule.c.name).where(rule.c.rulebook_id == rulebook))
    rules = {row.id: Rule(row.name, "", "", "", "", "", (), (), (None, None), (), (), "info", 0, "", {}, "", "", "", "", "") for row in rows}
    titles = connection.execute(select(dimension_title).where(dimension_title.c.rulebook_id == rulebook).order_by(dimension_title.c.number))
    dimensions = tuple(Dimension(row.dimension, row.title_zh, row.title_en, ()) for row in titles)
    return rules, Weighting("", "", "", (), dimensions, (Grade("", "", "", 0),), {})


def _homes(connection: Connection, rulebook: int, weighting: Weighting) -> dict[str, int]:
    """Rule → index of its dimension."""
    order = {each.id: at for at, each in enumerate(weighting.dimensions)}
    rows = connection.execute(select(rule.c.name, rule.c.dimension).where(rule.c.rulebook_id == rulebook, rule.c.dimension != ""))
    return {row.name: order[row.dimension] for row in rows}
