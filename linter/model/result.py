"""Nouns of the result of a run: what every output format is given."""

from collections import Counter
from fractions import Fraction
from typing import Any, NamedTuple

from linter.model.outline import Outline, Profile
from linter.model.scorecard import Scorecard
from linter.model.text import Document, Span
from linter.model.verdict import Claim, Finding, Relation, Verdict

DUTIES = frozenset({"section", "coverage", "date"})  # kinds of check that judge a duty to report


class Genre(NamedTuple):
    kind: str  # annual-report | other
    reason: str


class Tally(NamedTuple):
    """What a report holds, counted. A ranking needs no more of most of it."""

    statuses: Counter[str]  # of the duties
    findings: Counter[tuple[str, str, str]]  # (rule, kind, severity) of those that no waiver covers and no baseline knows
    waived: int
    known: int  # by a baseline
    relations: Counter[tuple[str, bool]]  # (verdict, suspicious)
    supports: Counter[str]  # of the claims


class Part(NamedTuple):
    """A section where people see it: canonical offsets, `heading` (start, end) or None where there is none."""

    roles: tuple[str, ...]
    start: int
    end: int
    heading: tuple[int, int] | None
    level: int


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


class Report:
    """Everything decided about one document. `score` is None with `unscored` saying why; `weighting` is the id of the profile of weights.

    A slotted class, because one that comes from the cache works out a field when it is first asked for
    (linter.results.later). Two reports are equal where all their fields are.
    """

    __slots__ = ("claims", "document", "findings", "genre", "notices", "outline", "profile", "relations", "score", "stage", "unscored", "verdicts", "weighting")

    def __init__(
        self,
        document: Document,
        stage: str,
        genre: Genre,
        profile: Profile,
        outline: Outline,
        verdicts: tuple[Verdict, ...],
        findings: tuple[Finding, ...],
        score: Scorecard | None,
        unscored: str,
        notices: tuple[str, ...] = (),
        relations: tuple[Relation, ...] = (),
        claims: tuple[Claim, ...] = (),
        weighting: str = "",
    ) -> None:
        self.document = document
        self.stage = stage
        self.genre = genre
        self.profile = profile
        self.outline = outline
        self.verdicts = verdicts
        self.findings = findings
        self.score = score
        self.unscored = unscored
        self.notices = notices
        self.relations = relations
        self.claims = claims
        self.weighting = weighting

    @property
    def tally(self) -> Tally:
        findings = [(f.rule, f.kind, f.severity) for f in self.findings if f.is_open]
        return Tally(
            Counter([v.status for v in self.verdicts if v.rule.check in DUTIES]),
            Counter(findings),
            sum(f.waiver is not None for f in self.findings),
            sum(f.known_since is not None for f in self.findings),
            Counter([(r.verdict, r.suspicious) for r in self.relations]),
            Counter([c.support for c in self.claims]),
        )

    @property
    def parts(self) -> tuple[Part, ...]:
        """The sections in reading order, a combined one once with all its roles."""
        view = self.document.view
        out = []
        for section in self.outline.sections:
            start, end = view.span(section.start, section.end)
            above = section.heading_end > section.heading_start
            heading = _pair(view.span(section.heading_start, section.heading_end)) if above else None
            out.append(Part(section.roles, start, end, heading, section.level))
        return tuple(out)

    def _replace(self, **changes: Any) -> "Report":
        """A copy with other values for some fields, as a NamedTuple has it."""
        copy = object.__new__(type(self))
        for each in type(self).__mro__:
            for name in getattr(each, "__slots__", ()):
                try:
                    # past __getattr__: what is not worked out yet stays so in the copy
                    object.__setattr__(copy, name, object.__getattribute__(self, name))
                except AttributeError:
                    continue
        for name, value in changes.items():
            if name not in Report.__slots__:
                raise ValueError(f"Report has no field {name}")
            setattr(copy, name, value)
        return copy

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Report) and all(getattr(self, name) == getattr(other, name) for name in Report.__slots__)

    __hash__ = None  # type: ignore[assignment]  # holds dicts


class Problem(NamedTuple):
    """An input that could not be judged (contract: `errors`) or was passed over (`skipped`)."""

    path: str
    kind: str
    message: str


class Comparison(NamedTuple):
    """What became of an earlier draft's findings. `changed` holds duties whose status is another now, as (before, after)."""

    path: str
    fixed: tuple[Finding, ...]
    new: tuple[Finding, ...]
    changed: tuple[tuple[Finding, Finding], ...]
    left: int
    score_before: Fraction | None
    score_after: Fraction | None


class Backlog(NamedTuple):
    """How the findings of a run stand to a baseline. `oldest` is the ISO date of the oldest known one, '' where none is known."""

    known: int
    new: int  # neither known nor waived
    fixed: int  # entries whose finding is gone: they can be removed
    aged: int  # of the new ones: known, but longer than is allowed
    oldest: str


class Narrowing(NamedTuple):
    """A run that tells only of what was changed since a revision; `left_out` findings are about what was not."""

    revision: str
    left_out: int


class Run(NamedTuple):
    """The whole answer of `check`."""

    reports: tuple[Report, ...]
    errors: tuple[Problem, ...]
    skipped: tuple[Problem, ...]
    as_of: str
    rulebook: dict[str, Any]  # profile, pack, version, sha256
    lang: str
    comparison: Comparison | None = None
    baseline: Backlog | None = None
    changes: Narrowing | None = None
