"""More evidence never makes an obligation worse."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linter.engine import Judgement
from tests.metamorphic.corpus import Laboratory, Text, texts

FIXED = settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
RANK = {"absent": 0, "planned": 1, "mentioned": 2, "evidenced": 3}
EVIDENCE = st.sampled_from(["，共37件", "，全年37次", "，涉及37项", "，印发《专项工作实施方案》", "，3月5日召开专题会议1次"])


def _clause_ends(judgement: Judgement) -> list[int]:
    """Ends of the passages that stand in the text of an item, not in a heading."""
    view, outline = judgement.context.document.view, judgement.context.outline
    headings = [view.span(i.start, i.end) for i in outline.items if i.is_heading and i.end > i.start]
    heads = [view.span(i.start, i.head_end) for i in outline.items if i.head_end > i.start]
    ends = {p.end for v in judgement.report.verdicts if v.rule.check == "coverage" for p in v.passages}
    return sorted(e for e in ends if not any(h.start < e <= h.end for h in (*headings, *heads)))


@FIXED
@given(text=st.sampled_from(texts()), share=st.floats(0, 0.999), evidence=EVIDENCE)
def test_added_evidence_lowers_no_obligation(laboratory: Laboratory, text: Text, share: float, evidence: str) -> None:
    base = laboratory.baseline(text)
    ends = _clause_ends(base)
    at = ends[int(share * len(ends))]
    written = base.report.document.text[:at] + evidence + base.report.document.text[at:]
    after = {v.rule.id: v.status for v in laboratory.judged(text, written).report.verdicts}
    worse = {
        v.rule.id: (v.status, after[v.rule.id])
        for v in base.report.verdicts
        if v.status in RANK and RANK.get(after[v.rule.id], 3) < RANK[v.status]
    }
    assert worse == {}
