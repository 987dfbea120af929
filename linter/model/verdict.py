"""Nouns of judging: evidence, passage, verdict, relation, claim, remark, finding. Offsets are canonical text offsets unless said."""

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


class Part(NamedTuple):
    """One figure, title or date of a relation. `value` is an exact number (`258`, `2.5`, `1/3`), an ISO date, or None where there is none."""

    start: int
    end: int
    value: str | None
    role: str  # total | part | numerator | denominator | rate | count | item | earlier | later | year


class Relation(NamedTuple):
    """Figures that must agree, and whether they do.

    kind: sum | subset | percentage | ratio | count | implied-base | product | duplicate | date-order | name-count;
    verdict: consistent | inconsistent | cannot-tell. `suspicious` marks a cannot-tell that a reviewer would still send back.
    """

    kind: str
    verdict: str
    suspicious: bool
    parts: tuple[Part, ...]
    calculation: str
    rule: str  # id


class Claim(NamedTuple):
    """A clause that asserts a result, mechanism or effect, and whether its item backs it."""

    start: int
    end: int
    kind: str  # plain | superlative | absolute | rate
    support: str  # supported | partial | unsupported
    strength: str  # strong | weak
    reason: str
    rule: str  # id
    rank: int  # 1 is what a reviewer would send back first


class Remark(NamedTuple):
    """What a rule has to say of one place; becomes a finding. Its sentence is `wording.<check kind>.<language>` → `reason`.

    `values` fill the sentence; strings among them may quote the report. `severity` overrides the rule's own.
    """

    rule: Rule
    start: int | None
    end: int | None
    reason: str
    values: dict[str, Any]
    status: str = "found"  # found | inconsistent | suspicious | unsupported | partial
    severity: str = ""


class Outcome(NamedTuple):
    """What a check kind other than the duties found in one report."""

    remarks: tuple[Remark, ...] = ()
    relations: tuple[Relation, ...] = ()
    claims: tuple[Claim, ...] = ()


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
    waiver: str | None = None  # the reason of the waiver that covers it
    known_since: str | None = None  # the ISO date since which a baseline knows it

    @property
    def is_open(self) -> bool:
        """False where a waiver covers it or a baseline knows it: it is told, but fails no run."""
        return self.waiver is None and self.known_since is None
