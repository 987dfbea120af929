"""A statutory part that is taken out is always missed."""

import pytest

from linter.engine import Judgement
from tests.metamorphic.corpus import Laboratory, Text, texts
from tests.mutation.edits import Edit, applied

RULES = {
    "achievements": "structure.section.achievements",
    "shortcomings": "structure.section.problems",
    "first-responsible": "structure.section.first-responsible",
    "plan": "structure.section.next-year",
}


def _without(judgement: Judgement, role: str) -> str | None:
    """The text without all parts of a role; None where there is none with a heading."""
    context = judgement.context
    spans = [
        context.document.view.span(s.start, s.end) for s in context.outline.sections if role in s.roles and s.heading_end > s.heading_start
    ]
    return applied(context.document.text, [Edit(s.start, s.end, "") for s in spans]) if spans else None


@pytest.mark.parametrize("role", RULES)
@pytest.mark.parametrize("text", texts(), ids=lambda t: t.name)
def test_a_removed_part_shows(laboratory: Laboratory, text: Text, role: str) -> None:
    base = laboratory.baseline(text)
    status = {v.rule.id: v.status for v in base.report.verdicts}
    written = _without(base, role)
    if written is None or status[RULES[role]] == "absent":
        assert role == "first-responsible", "every report of the corpus has this part"
        return
    report = laboratory.judged(text, written).report
    verdict = next(v for v in report.verdicts if v.rule.id == RULES[role])
    assert verdict.status in ("absent", "mentioned", "planned")
    assert verdict.status != status[RULES[role]]
    assert any(f.rule == RULES[role] for f in report.findings)
