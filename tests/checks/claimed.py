"""Claims of invented reports, as tests look at them."""

from typing import NamedTuple

from linter.engine import Engine, Judgement
from tests.checks.toy import judged, report


class Seen(NamedTuple):
    text: str
    rule: str
    support: str
    strength: str
    reason: str


def judge(engine: Engine, text: str) -> Judgement:
    """A whole text as the report of a county for 2024."""
    return judged(engine, text, "report.txt", level="county", year=2024, stage="draft", assume_report=True)


def seen(engine: Engine, text: str) -> list[Seen]:
    """All claims of a text, in the order of their places."""
    found = judge(engine, text).report
    claims = sorted(found.claims, key=lambda c: c.start)
    return [Seen(found.document.text[c.start : c.end], c.rule, c.support, c.strength, c.reason) for c in claims]


# the neutral first item of toy.report is itself a claim without evidence
FILLER = "统筹推进各方面任务落细落实"


def of_item(engine: Engine, *items: str) -> list[Seen]:
    """The claims of a report whose results part holds these items, the filler's left out."""
    return [one for one in seen(engine, report(*items)) if not one.text.startswith(FILLER)]
