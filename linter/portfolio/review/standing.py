"""The reviews of a scope: which of them apply to what the machine concludes now, under the rulebook of the scope, and what they come to together.

A conclusion is about a text and a duty. It is carried over to another judgement of the same bytes (other options, another rulebook) where
the machine concludes the same as when it was given; where it does not, the reviewer has not seen what is concluded now.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, and_, func, select

from linter.portfolio.review.conclusions import overturns, settled
from linter.portfolio.review.selection import named
from linter.portfolio.scope import Scope, within
from linter.portfolio.tables import report, result, rule, unit, verdict_review


class Held(NamedTuple):
    """One reviewer's conclusion of a verdict. `now` is what the machine concludes, None where it judges the duty no more."""

    report: int
    sha256: str
    unit: str
    parent: str
    level: str | None
    year: int
    rule_id: int
    rule: str
    title_zh: str
    title_en: str
    number: int
    now: str | None
    machine: str
    reviewed: str
    reason: str
    reviewer: str
    at: str
    carried: bool  # given under another rulebook

    @property
    def applies(self) -> bool:
        """Whether the machine still concludes what the reviewer saw."""
        return self.now == self.machine


class Verdict(NamedTuple):
    """All that applies to one verdict. `settled` is what the reviewers come to, None where they do not agree."""

    reviews: tuple[Held, ...]
    settled: str | None

    @property
    def own(self) -> Held:
        """Any of the reviews: for what they have in common."""
        return self.reviews[0]

    @property
    def overturned(self) -> bool:
        """Whether the machine's conclusion was contradicted."""
        return self.settled is not None and overturns(self.own.machine, self.settled)


class Standing(NamedTuple):
    """The reviews of a scope."""

    verdicts: tuple[Verdict, ...]  # reviewed, in the order of units, years and rules
    lapsed: tuple[Held, ...]  # reviews that do not apply any more
    beyond: int  # reviews of reports that the scope leaves out


def standing(connection: Connection, scope: Scope, rules: Sequence[str] = ()) -> Standing:
    """The reviews of the reports of a scope that count; `rules` (ids or prefixes of whole dot segments) narrow them."""
    found = _found(connection, scope, rules)
    best: dict[tuple[int, int, str], Held] = {}
    for held in found:
        place = (held.report, held.rule_id, held.reviewer)
        if place not in best or _rank(held) > _rank(best[place]):
            best[place] = held
    rows: dict[tuple[int, int], list[Held]] = defaultdict(list)
    lapsed = []
    for held in sorted(best.values(), key=_order):
        if held.applies:
            rows[held.report, held.rule_id].append(held)
        else:
            lapsed.append(held)
    verdicts = tuple(Verdict(tuple(own), settled([held.reviewed for held in own])) for own in rows.values())
    seen = {(held.sha256, held.rule_id, held.reviewer) for held in found}
    return Standing(verdicts, tuple(lapsed), _number(connection, rules) - len(seen))


def _found(connection: Connection, scope: Scope, rules: Sequence[str]) -> list[Held]:
    given, own, review = report.alias("given"), report.c, verdict_review.c
    query = (
        select(
            own.id, own.sha256, unit.c.name, unit.c.parent, func.coalesce(unit.c.level, own.level), own.year, review.rule_id, rule.c.name, rule.c.title_zh, rule.c.title_en,
            rule.c.number, result.c.status, review.machine, review.reviewed, review.reason, review.reviewer, review.reviewed_at, given.c.rulebook_id != own.rulebook_id,
        )
        .select_from(verdict_review)
        .join(given, given.c.id == review.report_id)
        .join(report, own.sha256 == given.c.sha256)
        .join(unit, unit.c.id == own.unit_id)
        # what a duty is called, by the rulebook it was reviewed under: the other may have it no more
        .join(rule, and_(rule.c.rulebook_id == given.c.rulebook_id, rule.c.id == review.rule_id))
        .outerjoin(result, and_(result.c.report_id == own.id, result.c.rule_id == review.rule_id))
        .where(within(scope))
    )  # fmt: skip
    if rules:
        query = query.where(named(rules))
    return [Held._make(row) for row in connection.execute(query)]


def _number(connection: Connection, rules: Sequence[str]) -> int:
    """How many reviews the store has; one given under several rulebooks counts once."""
    query = (
        select(report.c.sha256, verdict_review.c.rule_id, verdict_review.c.reviewer)
        .join(report, report.c.id == verdict_review.c.report_id)
        .join(rule, and_(rule.c.rulebook_id == report.c.rulebook_id, rule.c.id == verdict_review.c.rule_id))
        .distinct()
    )
    if rules:
        query = query.where(named(rules))
    return connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()


def _rank(held: Held) -> tuple[object, ...]:
    """Of one reviewer's conclusions under several rulebooks the one that applies, then that under the rulebook of the scope, then the last."""
    return held.applies, not held.carried, held.at, held.reviewed, held.reason


def _order(held: Held) -> tuple[object, ...]:
    return held.parent, held.unit, held.year, held.sha256, held.number, held.rule, held.reviewer
