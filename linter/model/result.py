"""Nouns of the result of a run: what every output format is given."""

from fractions import Fraction
from typing import Any, NamedTuple

from linter.model.outline import Outline, Profile
from linter.model.scorecard import Scorecard
from linter.model.text import Document
from linter.model.verdict import Claim, Finding, Relation, Verdict


class Genre(NamedTuple):
    kind: str  # annual-report | other
    reason: str


class Report(NamedTuple):
    """Everything decided about one document. `score` is None with `unscored` saying why."""

    document: Document
    stage: str
    genre: Genre
    profile: Profile
    outline: Outline
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    score: Scorecard | None
    unscored: str
    notices: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    claims: tuple[Claim, ...] = ()


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
