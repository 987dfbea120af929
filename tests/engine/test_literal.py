"""Every span of every result is the literal text it claims to be; no gap of the report is told as another."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from linter.checks.registry import FINDERS
from linter.engine import Engine
from linter.model.result import Report
from tests.engine.forms import EXAMPLES, ROOT, SEEDS

FILES = [*EXAMPLES, *sorted((ROOT / "examples").glob("*.docx")), *SEEDS]
STATUSES = {"evidenced", "mentioned", "planned", "absent", "review", "not-applicable"}
KINDS = {"figure", "document", "event", "case", "zero"}
SHOWN = 160  # characters: a span is a clause, never a paragraph


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.name[:12])
def report(request: pytest.FixtureRequest, judge: Callable[..., Report]) -> Report:
    return judge(request.param.read_bytes(), request.param.name)


def test_every_rule_has_one_verdict_in_order(report: Report, engine: Engine) -> None:
    ids = [v.rule.id for v in report.verdicts]
    assert ids == sorted(r.id for r in engine.rulebook.rules if r.stability != "deprecated" and r.check not in (*FINDERS, "waiver"))
    assert {v.status for v in report.verdicts} <= STATUSES


def test_passages(report: Report) -> None:
    text = report.document.text
    for verdict in report.verdicts:
        assert len(verdict.passages) <= 5
        spans = [(p.start, p.end) for p in verdict.passages]
        assert len(set(spans)) == len(spans), verdict.rule.id
        for passage in verdict.passages:
            assert 0 <= passage.start < passage.end <= len(text)
            piece = text[passage.start : passage.end]
            assert piece == piece.strip()
            if verdict.rule.check == "coverage":
                assert len(piece) <= SHOWN, (verdict.rule.id, piece)


def test_evidence(report: Report) -> None:
    text = report.document.text
    for verdict in report.verdicts:
        pieces = [e for p in verdict.passages for e in p.evidence]
        if verdict.rule.check == "coverage":
            assert bool(pieces) == (verdict.status == "evidenced") or verdict.reason == "zero", verdict.rule.id
        for passage in verdict.passages:
            for piece in passage.evidence:
                assert piece.kind in KINDS
                assert passage.start <= piece.start < piece.end <= passage.end
                shown = text[piece.start : piece.end]
                if piece.kind == "document":
                    assert shown[0] in "《<〈"
                    assert shown[-1] in "》>〉"
                if piece.kind == "figure":
                    assert any(c.isdigit() or c in "一二三四五六七八九十百两" for c in shown)


def test_coverage_is_judged_in_place(report: Report) -> None:
    for verdict in report.verdicts:
        if verdict.rule.check != "coverage":
            continue
        roles = {p.role for p in verdict.passages}
        if verdict.status == "planned":
            assert roles == {"plan"}
        elif verdict.status in ("evidenced", "mentioned"):
            assert roles <= {"achievements", "first-responsible", "other", "preamble"}, verdict.rule.id
        assert (verdict.nearest is None) or verdict.status == "absent"


def test_findings(report: Report) -> None:
    text = report.document.text
    lines = text.split("\n")
    assert [f.rank for f in report.findings] == list(range(1, len(report.findings) + 1))
    duties = [f.rule for f in report.findings if f.kind not in FINDERS]
    assert len(set(duties)) == len(duties)
    assert len({f.fingerprint for f in report.findings}) == len(report.findings)
    for finding in report.findings:
        assert finding.message
        assert finding.advice
        assert finding.basis
        if finding.start is None:
            assert (finding.end, finding.line, finding.column, finding.quote) == (None, None, None, "")
            continue
        assert finding.end is not None
        assert finding.line is not None
        assert finding.column is not None
        assert text[finding.start : finding.end] == finding.quote
        assert sum(len(line) + 1 for line in lines[: finding.line - 1]) + finding.column - 1 == finding.start


def test_every_open_duty_has_its_finding_or_hangs_on_one(report: Report) -> None:
    told = {f.rule for f in report.findings}
    for verdict in report.verdicts:
        if verdict.status in ("absent", "planned", "mentioned", "review") and (verdict.weight or verdict.status == "review"):
            assert verdict.rule.id in told or verdict.folded_into in told, verdict.rule.id
        else:
            assert verdict.rule.id not in told


def test_sections_are_in_order_and_cover_the_body(report: Report) -> None:
    sections = report.outline.sections
    assert sections
    for before, after in pairwise(sections):
        assert before.end <= after.start
    for section in sections:
        assert section.start <= section.heading_start <= section.heading_end <= section.end
    clauses = report.outline.clauses
    assert list(report.outline.clause_starts) == [c.start for c in clauses]
    assert all(a.end <= b.start for a, b in pairwise(clauses))
