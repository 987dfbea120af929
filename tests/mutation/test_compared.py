"""What counts as found, as explained and as another finding: the bench itself can fail."""

from collections.abc import Callable
from typing import Any

import pytest

from linter.model.result import Report
from linter.model.verdict import Finding, Part, Relation
from tests.mutation.bench import Bench, Score, compared, table
from tests.mutation.edits import Edit, applied
from tests.mutation.mutants import OPERATORS, Mutant


@pytest.fixture(scope="module")
def base(bench: Bench) -> Report:
    return bench.baseline("01-jichuan-county-2024").report


def finding(
    rule: str, start: int | None = 10, end: int | None = 20, status: str = "inconsistent", kind: str = "relation", print_: str = "new"
) -> Finding:
    return Finding(rule, kind, status, "warning", "", "", "", start, end, None, None, "", "", 1, print_)


@pytest.fixture()
def judge(base: Report) -> Callable[..., Any]:
    """compare(mutant, findings…, relations=…) against the unchanged report."""

    def run(mutant: Mutant, *findings: Finding, relations: tuple[Relation, ...] = ()) -> Any:
        return compared(base, base._replace(findings=(*base.findings, *findings), relations=relations), mutant)

    return run


def mutant(**more: Any) -> Mutant:
    values: dict[str, Any] = {"edits": (Edit(12, 13, "9"),), "expected": ("figures.sum-check",), "places": ((5, 30),)}
    return Mutant("part-changed", "01-jichuan-county-2024", **(values | more))


def test_nothing_new_is_not_found(judge: Callable[..., Any]) -> None:
    trial = judge(mutant())
    assert not trial.found and not trial.others


def test_the_expected_rule_in_its_place_is_found(judge: Callable[..., Any]) -> None:
    trial = judge(mutant(), finding("figures.sum-check"))
    assert trial.found and not trial.others


def test_the_expected_rule_elsewhere_is_another_finding(judge: Callable[..., Any]) -> None:
    trial = judge(mutant(), finding("figures.sum-check", 900, 910))
    assert not trial.found and len(trial.others) == 1


def test_another_rule_in_the_place_is_another_finding(judge: Callable[..., Any]) -> None:
    trial = judge(mutant(), finding("format.date"))
    assert not trial.found and [f.rule for f in trial.others] == ["format.date"]


def test_a_weaker_status_than_wanted_is_not_found(judge: Callable[..., Any]) -> None:
    trial = judge(mutant(statuses=("inconsistent",)), finding("figures.sum-check", status="suspicious"))
    assert not trial.found


def test_what_the_unchanged_report_had_is_not_new(judge: Callable[..., Any], base: Report) -> None:
    old = base.findings[0]
    trial = judge(mutant(expected=(old.rule,), places=()), old)
    assert not trial.found and not trial.others


def test_a_second_relation_with_the_changed_figure_is_explained(judge: Callable[..., Any]) -> None:
    parts = (Part(12, 13, "9", "denominator"), Part(50, 53, "1", "rate"))
    share = Relation("percentage", "inconsistent", False, parts, "", "figures.percent-recompute")
    said = finding("figures.percent-recompute", 50, 53)
    assert not judge(mutant(), said, relations=(share,)).others
    assert judge(mutant(), said, relations=(share._replace(parts=parts[1:]),)).others


def test_a_duty_that_lost_its_passage_is_explained_and_no_other(judge: Callable[..., Any], base: Report) -> None:
    verdict = next(v for v in base.verdicts if v.status == "evidenced" and v.rule.check == "coverage" and v.passages)
    span = (verdict.passages[0].start, verdict.passages[0].end)
    gone = finding(verdict.rule.id, None, None, "absent", "coverage")
    assert not judge(mutant(affects=(span,)), gone).others
    assert judge(mutant(), gone).others


def test_a_claim_is_explained_only_where_figures_went(judge: Callable[..., Any]) -> None:
    claim = finding("claims.plain", status="unsupported", kind="claim")
    assert not judge(mutant(affects=((8, 40),)), claim).others
    assert judge(mutant(affects=((400, 500),)), claim).others


def test_a_missing_duty_that_is_spoken_of_now_is_no_accusation(judge: Callable[..., Any], base: Report) -> None:
    missing = next(v for v in base.verdicts if v.status == "absent" and v.weight)
    assert not judge(mutant(), finding(missing.rule.id, status="mentioned", kind="coverage")).others
    there = next(v for v in base.verdicts if v.status == "evidenced" and v.rule.check == "coverage")
    assert judge(mutant(), finding(there.rule.id, status="mentioned", kind="coverage")).others


def test_what_the_operator_allows_is_explained(judge: Callable[..., Any]) -> None:
    assert not judge(mutant(allows=("structure.length",)), finding("structure.length")).others


def test_a_prefix_is_whole_segments(judge: Callable[..., Any]) -> None:
    assert judge(mutant(allows=("structure.len",)), finding("structure.length")).others


def test_an_untouched_report_compared_with_itself_is_quiet(bench: Bench, base: Report) -> None:
    trial = compared(base, base, mutant())
    assert not trial.found and not trial.others


def test_the_table_counts(bench: Bench) -> None:
    lines = table([Score(OPERATORS["typo"], 4, 3, 2, ()), Score(OPERATORS["part-changed"], 0, 0, 0, ())]).splitlines()
    assert lines[1].split() == ["typo", "4", "3", "75.0", "2", "50.0"]
    assert lines[-1].split() == ["all", "4", "3", "75.0", "2", "50.0"]


def test_edits_of_a_mutant_make_its_text(bench: Bench) -> None:
    report = bench.cases()[0].report
    assert mutant().text(report) == applied(report.text, [Edit(12, 13, "9")])
