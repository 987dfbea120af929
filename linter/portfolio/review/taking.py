"""Reviews into the store: every row is held against what the store says before anything is written."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Engine, delete, insert, select

from linter.portfolio.identity import report_id, rule_id
from linter.portfolio.review.conclusions import UNDECIDED, overturns
from linter.portfolio.review.reading import AGREED, UNKNOWN, Filled
from linter.portfolio.review.sheet import REASON, REVIEWER
from linter.portfolio.store import writing
from linter.portfolio.tables import report, result, verdict_review


class Fault(NamedTuple):
    """Why a row of the sheet is not taken; `detail` is a word of the row or the store that tells more, `what` a message of the shelf (fault.…)."""

    number: int
    what: str
    detail: str = ""


class Taken(NamedTuple):
    """What became of the rows of a sheet. Where there are faults and part of a sheet was not asked for, nothing was written."""

    added: int
    changed: int
    same: int
    empty: int  # rows that nobody filled in
    faults: tuple[Fault, ...]
    written: bool


class Review(NamedTuple):
    """A conclusion that holds together, as the store keeps it."""

    report_id: int
    rule_id: int
    reviewer: str
    machine: str
    reviewed: str
    reason: str


def take(engine: Engine, filled: Sequence[Filled], as_of: str, *, partial: bool = False) -> Taken:
    """Takes the rows of a sheet in, all in one transaction, dated `as_of` (ISO); with `partial` those without a fault, else nothing where there is one.

    A row that the store has already is left as it is, with its date; a reviewer's other conclusion replaces the earlier one.
    """
    with writing(engine) as connection:
        reviews, faults, empty = checked(connection, filled)
        if faults and not partial:
            return Taken(0, 0, 0, empty, faults, False)
        added = changed = same = 0
        for at in range(0, len(reviews), 500):
            new, other = _written(connection, reviews[at : at + 500], as_of)
            added, changed, same = added + new, changed + other, same + len(reviews[at : at + 500]) - new - other
        return Taken(added, changed, same, empty, faults, True)


def checked(connection: Connection, filled: Iterable[Filled]) -> tuple[list[Review], tuple[Fault, ...], int]:
    """(what holds, what does not by number of row, how many rows nobody filled in)."""
    faults: list[Fault] = []
    empty = 0
    found: dict[tuple[int, int, str], list[tuple[int, Review]]] = defaultdict(list)
    stated = _Stated(connection)
    for row in filled:
        if not row.conclusion and not row.reason:
            empty += 1
            continue
        review = _review(row, stated)
        if isinstance(review, Fault):
            faults.append(review)
        else:
            found[(review.report_id, review.rule_id, review.reviewer)].append((row.number, review))
    reviews = []
    for rows in found.values():
        if len({review for _, review in rows}) > 1:
            told = "、".join(str(number) for number, _ in rows)
            faults += [Fault(number, "twice", told) for number, _ in rows]
        else:
            reviews.append(rows[0][1])
    return reviews, tuple(sorted(faults)), empty


class _Stated:
    """What the store says of reports, read once each."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._statuses: dict[int, dict[int, str]] = {}

    def statuses(self, id: int) -> dict[int, str]:
        """The status of each duty of a report; empty where the store does not have it."""
        if id not in self._statuses:
            rows = self._connection.execute(select(result.c.rule_id, result.c.status).where(result.c.report_id == id))
            self._statuses[id] = {row.rule_id: row.status for row in rows}
        return self._statuses[id]

    def holds(self, sha256: str) -> bool:
        """Whether the store has a report of these bytes, judged by whatever rules."""
        return self._connection.execute(select(report.c.id).where(report.c.sha256 == sha256)).first() is not None


def _review(row: Filled, stated: _Stated) -> Review | Fault:
    def fault(what: str, detail: str = "") -> Fault:
        return Fault(row.number, what, detail)

    statuses = stated.statuses(report_id(int(row.rulebook), row.sha256)) if row.rulebook.isascii() and row.rulebook.isdecimal() and len(row.rulebook) <= 16 else {}
    if not statuses:
        return fault("rules" if row.sha256 and stated.holds(row.sha256) else "report")
    now = statuses.get(rule_id(row.rule))
    if now is None:
        return fault("rule", row.rule)
    if row.machine != now:
        return fault("machine", now)
    if not row.conclusion:
        return fault("conclusion")
    if row.conclusion == UNKNOWN:
        return fault("word")
    if row.conclusion == AGREED and now == UNDECIDED:
        return fault("undecided")
    reviewed = now if row.conclusion == AGREED else row.conclusion
    if not row.reviewer:
        return fault("reviewer")
    if not row.reason and overturns(now, reviewed):
        return fault("reason")
    if len(row.reason) > REASON or len(row.reviewer) > REVIEWER:
        return fault("length")
    return Review(report_id(int(row.rulebook), row.sha256), rule_id(row.rule), row.reviewer, now, reviewed, row.reason)


def _written(connection: Connection, reviews: Sequence[Review], as_of: str) -> tuple[int, int]:
    """(new ones, changed ones)."""
    own = verdict_review.c
    rows = connection.execute(select(verdict_review).where(own.report_id.in_({review.report_id for review in reviews})))
    held = {(row.report_id, row.rule_id, row.reviewer): Review(row.report_id, row.rule_id, row.reviewer, row.machine, row.reviewed, row.reason) for row in rows}
    fresh = [review for review in reviews if held.get(review[:3]) != review]
    replaced = [review for review in fresh if review[:3] in held]
    for review in replaced:
        connection.execute(delete(verdict_review).where(own.report_id == review.report_id, own.rule_id == review.rule_id, own.reviewer == review.reviewer))
    if fresh:
        connection.execute(insert(verdict_review), [review._asdict() | {"reviewed_at": as_of} for review in fresh])
    return len(fresh) - len(replaced), len(replaced)
