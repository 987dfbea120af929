"""The reports the laws are tried on, and what of a judgement the laws speak of."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from linter.checks.matchers import folded
from linter.engine import Engine, Judgement
from linter.model.result import Report
from linter.model.verdict import Claim, Relation
from tests.checks.toy import judged
from tests.mutation.places import reports

EXAMPLES = Path(__file__).parents[2] / "examples"


class Text(NamedTuple):
    """A report in memory; `name` ends in the suffix it is read by."""

    name: str
    text: str
    level: str | None

    def __repr__(self) -> str:
        return self.name  # a failing example names the report, it does not print it


class Laboratory:
    """The corpus, the shipped rules and the judgement of each report as it stands, made once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._baselines = {t.name: self.judged(t) for t in texts()}

    def __repr__(self) -> str:
        return "Laboratory()"

    def judged(self, text: Text, written: str | None = None) -> Judgement:
        """The judgement of a report, or of what became of its text."""
        return judged(self._engine, text.text if written is None else written, text.name, level=text.level)

    def baseline(self, text: Text) -> Judgement:
        return self._baselines[text.name]


def texts() -> tuple[Text, ...]:
    """The mutable reports and the examples."""
    own = tuple(Text(f"{r.name}.txt", r.text, r.level) for r in reports())
    shown = tuple(Text(p.name, p.read_text(encoding="utf-8"), None) for p in sorted(EXAMPLES.glob("*.md")) if p.name != "README.md")
    return own + shown


class Said(NamedTuple):
    """Obligations, relations and claims without their places."""

    obligations: dict[str, str]
    relations: Counter[tuple[object, ...]]
    claims: Counter[tuple[str, ...]]


def said(report: Report, outside: tuple[int, int] | None = None) -> Said:
    """What is said of a report; relations and claims that touch `outside` are left out."""
    text = report.document.text
    relations = Counter(
        _relation(r) for r in report.relations if outside is None or not any(_meets(p.start, p.end, outside) for p in r.parts)
    )
    claims = Counter(_claim(c, text) for c in report.claims if outside is None or not _meets(c.start, c.end, outside))
    return Said({v.rule.id: v.status for v in report.verdicts}, relations, claims)


def differences(before: Said, after: Said) -> list[object]:
    """What is said otherwise, short enough to be read in a failing test."""
    duties = [
        (rule, status, after.obligations.get(rule)) for rule, status in before.obligations.items() if after.obligations.get(rule) != status
    ]
    figures = [*(before.relations - after.relations), *(after.relations - before.relations)]
    return [*duties, *figures, *(before.claims - after.claims), *(after.claims - before.claims)]


def _relation(relation: Relation) -> tuple[object, ...]:
    return relation.kind, relation.verdict, relation.suspicious, tuple((p.role, p.value) for p in relation.parts)


def _claim(claim: Claim, text: str) -> tuple[str, ...]:
    return claim.kind, claim.support, claim.strength, folded(text[claim.start : claim.end])


def _meets(start: int, end: int, span: tuple[int, int]) -> bool:
    return start < span[1] and span[0] < end
