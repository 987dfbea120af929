"""The reports of examples/ come out as their README says."""

import re
from collections.abc import Callable

import pytest

from linter.model.result import Report
from linter.model.verdict import Verdict
from tests.engine.forms import NAMES, ROOT, SEEDS, source

MODEL = "青岚县2024年法治政府建设年度报告"
WEAK = "白石县2023年法治政府建设工作情况报告"
BUREAU = "云泽市生态环境局2024年法治政府建设年度报告"
TOWN = "柳溪镇2024年法治政府建设工作报告"
EARLY = "澄禾县2019年度法治政府建设情况报告"
CITY = "云泽市2024年法治政府建设年度报告"
FILES = sorted(path.name for path in (ROOT / "examples").iterdir() if path.suffix in (".md", ".docx") and path.stem != "README")

# duties that only the outline of 2021 names and that state no years of their own
YEARLESS = {"leadership.team.legal-staff", "litigation.joint-mechanism"}

Judge = Callable[..., Report]


@pytest.fixture(scope="module")
def reports(judge: Judge) -> dict[str, Report]:
    return {name: judge((ROOT / "examples" / name).read_bytes(), name) for name in FILES}


def verdicts(report: Report) -> dict[str, Verdict]:
    return {v.rule.id: v for v in report.verdicts}


def evidence(report: Report, rule: str) -> list[str]:
    return [report.document.text[e.start : e.end] for p in verdicts(report)[rule].passages for e in p.evidence]


def test_the_readme_names_every_example() -> None:
    readme = (ROOT / "examples" / "README.md").read_text("utf-8")
    assert len(FILES) >= 9
    assert all(name.rpartition(".")[0] in readme for name in FILES)
    assert {MODEL, WEAK, BUREAU, TOWN, EARLY, CITY} == set(NAMES)


@pytest.mark.parametrize("name", FILES)
def test_every_example_is_a_report_that_was_read_whole(name: str, reports: dict[str, Report]) -> None:
    report = reports[name]
    assert report.genre.kind == "annual-report"
    assert report.document.receipt.complete
    assert report.score is not None
    assert report.notices == ()


@pytest.mark.parametrize(
    ("name", "level", "year", "outline", "signed", "traits"),
    [
        (MODEL, "county", 2024, "outline-2021-2025", "2025-02-18", {"enforces", "reviews", "litigates"}),
        (WEAK, "county", 2023, "outline-2021-2025", "2024-03-20", {"enforces", "reviews", "litigates"}),
        (CITY, "city", 2024, "outline-2021-2025", "2025-02-24", {"enforces", "legislates", "reviews", "litigates"}),
        (BUREAU, "department", 2024, "outline-2021-2025", "2025-01-22", {"enforces", "litigates"}),
        (TOWN, "township", 2024, "outline-2021-2025", "2025-01-16", {"enforces", "litigates"}),
        (EARLY, "county", 2019, "outline-2015-2020", "2020-02-24", {"enforces", "reviews", "litigates"}),
    ],
)
def test_who_reports_on_which_year(name: str, level: str, year: int, outline: str, signed: str, traits: set[str], reports: dict[str, Report]) -> None:
    profile = reports[f"{name}.md"].profile
    assert (profile.level, profile.year, profile.outline, profile.signed) == (level, year, outline, signed)
    assert profile.traits == traits


def test_the_model_report_is_all_but_complete(reports: dict[str, Report]) -> None:
    report = reports[f"{MODEL}.md"]
    assert report.score is not None
    assert report.score.total >= 95
    assert report.score.grade == "complete"
    assert not [f for f in report.findings if f.severity == "error"]
    assert all(row.points >= row.max * 8 / 10 for row in report.score.dimensions)


def test_the_tracked_insertion_counts_and_the_deletion_does_not(reports: dict[str, Report]) -> None:
    report = reports[f"{MODEL}.docx"]
    assert "行政机关负责人出庭情况待核" not in report.document.text
    assert verdicts(report)["litigation.head-appearance.rate"].status == "evidenced"
    assert "46件" in evidence(report, "litigation.head-appearance")


def test_the_weak_report_needs_everything(reports: dict[str, Report]) -> None:
    report = reports[f"{WEAK}.md"]
    assert report.score is not None
    assert report.score.total < 35
    assert report.score.grade == "partial"
    assert len(report.findings) > 80
    # what is missing brings all that is missing
    assert sum(g.points for g in report.score.gains) > 65


@pytest.mark.parametrize(
    ("rules", "status"),
    [
        (["structure.section.first-responsible", "structure.section.problem-causes", "structure.problems.specific"], "absent"),
        (["structure.section.other"], "not-applicable"),
        (["enforcement.three-systems.disclosure", "enforcement.three-systems.recording", "enforcement.three-systems.legal-review", "digital.data-sharing"], "planned"),
        (["litigation.head-appearance", "normdoc.review", "normdoc.filing-up", "normdoc.cleanup", "decision.catalogue"], "absent"),
        (["reconsideration.caseload", "litigation.caseload"], "mentioned"),
        (["dispute.people-mediation", "function.power-list"], "evidenced"),
    ],
)
def test_the_gaps_of_the_weak_report(rules: list[str], status: str, reports: dict[str, Report]) -> None:
    found = verdicts(reports[f"{WEAK}.md"])
    assert {rule: found[rule].status for rule in rules} == dict.fromkeys(rules, status)


def test_a_superiors_document_stands_for_no_measure_of_its_own(reports: dict[str, Report]) -> None:
    report = reports[f"{WEAK}.md"]
    shown = {text for rule in verdicts(report) for text in evidence(report, rule) if text.startswith("《")}
    assert not [title for title in shown if "国务院" in title or "督察工作规定" in title or "三年行动计划" in title or "行政应诉" in title]
    assert verdicts(report)["leadership.inspection"].status != "evidenced"


def test_claims_without_evidence_are_none(reports: dict[str, Report]) -> None:
    """率先, 全覆盖, 100%, 走在前列: no word or bare percentage of these is shown as evidence."""
    report = reports[f"{WEAK}.md"]
    pieces = [text for rule in verdicts(report) for text in evidence(report, rule)]
    assert "100%" not in pieces
    assert all(any(c.isdigit() for c in piece) or piece.startswith("《") for piece in pieces)
    assert verdicts(report)["enforcement.qualification"].status == "mentioned"
    assert verdicts(report)["leadership.counsel.adviser"].status == "mentioned"


def test_it_was_signed_late(reports: dict[str, Report]) -> None:
    verdict = verdicts(reports[f"{WEAK}.md"])["structure.date.report-deadline"]
    assert (verdict.status, verdict.reason) == ("absent", "late")
    assert verdict.values == {"date": "2024-03-20", "limit": "2024-03-01"}
    assert all(verdicts(reports[f"{name}.md"])["structure.date.report-deadline"].status == "evidenced" for name in NAMES if name != WEAK)


def test_who_makes_no_rules_is_not_asked_for_any(reports: dict[str, Report]) -> None:
    for name in (MODEL, BUREAU, TOWN, EARLY):
        report = reports[f"{name}.md"]
        for rule, verdict in verdicts(report).items():
            if rule.startswith("rulemaking."):
                assert verdict.status == "not-applicable" or verdict.weight == 0, (name, rule)
                assert rule not in {f.rule for f in report.findings}
    city = verdicts(reports[f"{CITY}.md"])
    assert [v.status for rule, v in city.items() if rule.startswith("rulemaking.")].count("evidenced") >= 3
    for name in (BUREAU, TOWN):
        verdict = verdicts(reports[f"{name}.md"])["reconsideration.caseload"]
        assert verdict.status == "not-applicable" or verdict.weight == 0


def test_duties_of_the_second_outline_are_no_gap_of_2019(reports: dict[str, Report]) -> None:
    report = reports[f"{EARLY}.md"]
    told = {f.rule for f in report.findings}
    for verdict in report.verdicts:
        first = verdict.rule.years[0]
        if first is not None and first > 2019:
            assert verdict.rule.id not in told
    late = {f.rule for f in report.findings if "2021—2025" in f.basis}
    assert late <= YEARLESS


@pytest.mark.parametrize("name", NAMES)
def test_sections(name: str, reports: dict[str, Report]) -> None:
    roles = {role for section in reports[f"{name}.md"].outline.sections for role in section.roles}
    assert {"preamble", "achievements", "shortcomings", "plan", "closing"} <= roles
    assert ("first-responsible" in roles) == (name != WEAK)


def test_no_example_is_taken_from_a_real_report() -> None:
    """Where the collected reports stand beside the checkout: no clause of sixteen characters is shared."""
    if not SEEDS:
        pytest.skip("the collected reports are not beside this checkout")

    def clauses(text: str) -> set[str]:
        bare = (re.sub(r"\W", "", part) for part in re.split(r"[，。；：、,;:!?\n]|\. ", text))
        return {part for part in bare if len(part) >= 16 and "习近平" not in part and "法治政府建设" not in part and "人民政府" not in part}

    real = set().union(*(clauses(path.read_text("utf-8")) for path in SEEDS))
    for name in NAMES:
        assert sorted(clauses(source(name)) & real) == []
