"""Nouns of judging: mention, evidence, passage, verdict, finding. Offsets are canonical text offsets unless said."""

from typing import Any, NamedTuple

from linter.model.rule import Rule


class Evidence(NamedTuple):
    kind: str  # figure | document | event | case | zero
    start: int
    end: int


class Passage(NamedTuple):
    """A place of the report that speaks of a duty, with the evidence it owns there."""

    start: int
    end: int
    role: str
    evidence: tuple[Evidence, ...] = ()


class Verdict(NamedTuple):
    """What was decided about one obligation.

    status: evidenced | mentioned | planned | absent | review | not-applicable. `nearest` is the passage
    that came closest where the status is absent, with a word why it did not count.
    """

    rule: Rule
    status: str
    reason: str
    passages: tuple[Passage, ...] = ()
    nearest: Passage | None = None
    weight: int = 0
    folded_into: str = ""  # id of the absent parent whose finding speaks for this rule too
    anchor: tuple[int, int] | None = None  # where a finding about something absent belongs
    values: dict[str, Any] | None = None


class Finding(NamedTuple):
    rule: str
    kind: str  # check kind
    status: str
    severity: str
    message: str
    advice: str
    basis: str
    start: int | None
    end: int | None
    line: int | None
    column: int | None
    quote: str
    place: str
    rank: int
    fingerprint: str
    waiver: str | None = None
