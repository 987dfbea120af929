"""What waivers do to a run: the findings, the total with them, and what is said of them."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linter.agreement.effect import DUTIES, with_waivers
from linter.agreement.selection import Selection
from linter.engine import Engine
from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.model.waiver import Waiver
from linter.scoring.deductions import deductions_of
from linter.scoring.score import score
from tests.agreement.conftest import Judged, Written


def waiver(rule: str, path: str = "*.md", **more: str) -> Waiver:
    return Waiver(rule, rule, "市里统一写明", "w.yaml", 1, path, **more)  # type: ignore[arg-type]


def told(run: Run) -> list[tuple[str, str]]:
    return [(f.rule, f.severity) for report in run.reports for f in report.findings if f.kind == "waiver"]


def test_rule_prefix_path_and_fingerprint(judged: Judged, book: Rulebook, weak: str) -> None:
    run = judged({"甲/a.md": weak, "乙/a.md": weak})
    one = next(f for f in run.reports[0].findings if f.rule == "format.enumeration")
    after, notes = with_waivers(run, [waiver("figures", "甲/"), waiver("format.enumeration", "乙/a.md", fingerprint=one.fingerprint)], book, lambda path: Selection())
    first, second = after.reports
    assert {f.rule.split(".")[0] for f in first.findings if f.waiver} == {"figures"}
    assert all(f.waiver == "市里统一写明" for f in first.findings if f.rule.startswith("figures."))
    assert [f.fingerprint for f in second.findings if f.waiver] == [one.fingerprint]
    assert (notes, told(after)) == ((), [])
    assert all(f.waiver is None for report in run.reports for f in report.findings), "the run itself is as it was"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.data())
def test_the_total_with_waivers_is_that_of_duties_evidenced_and_remarks_not_made(judged: Judged, engine: Engine, book: Rulebook, weak: str, data: st.DataObject) -> None:
    """Against the scorecard computed anew from the verdicts."""
    run = judged({"a.md": weak})
    report = run.reports[0]
    assert report.score is not None
    rules = sorted({f.rule for f in report.findings})
    chosen = data.draw(st.lists(st.sampled_from(rules), unique=True, max_size=8))
    after, _ = with_waivers(run, [waiver(rule) for rule in chosen], book, lambda path: Selection())
    findings = after.reports[0].findings
    weighting = engine.weighting(report.profile.level)
    duties = {f.rule for f in findings if f.waiver and f.kind in DUTIES}
    folded = {v.rule.id for v in report.verdicts if v.folded_into in duties}
    lifted = frozenset(duties | folded)
    left = deductions_of([f for f in findings if f.waiver is None], weighting)
    expected = score(report.verdicts, weighting, left, lifted).total_with_waivers
    card = after.reports[0].score
    assert card is not None
    assert card.total_with_waivers == expected
    assert card._replace(total_with_waivers=Fraction(0)) == report.score._replace(total_with_waivers=Fraction(0)), "nothing else of the score moves"


def test_expired_ending_invalid_and_unused(judged: Judged, book: Rulebook, weak: str, written: Written) -> None:
    waivers = written(
        "- {rule: figures, path: a.md, reason: 统计口径不同, expires: 2025-03-09}\n"
        "- {rule: claims, path: a.md, reason: 统计口径不同, expires: 2025-04-09}\n"
        "- {rule: basis, path: a.md, reason: 统计口径不同, expires: 2025-04-10}\n"
        "- {rule: format, path: a.md}\n"
        "- {rule: privacy.bank-card, path: a.md, reason: 已征得本人同意}\n"
        "- {rule: privacy.bank-card, path: '*.md', reason: 已征得本人同意}\n"
        "- {rule: privacy.bank-card, path: b.md, reason: 已征得本人同意}\n"
    )
    after, notes = with_waivers(judged({"a.md": weak}), waivers, book, lambda path: Selection())
    assert told(after) == [("waiver.expired", "error"), ("waiver.invalid", "error"), ("waiver.unused", "warning"), ("waiver.expired", "info"), ("waiver.unused", "info")]
    assert notes == ()
    expired = next(f for f in after.reports[0].findings if f.rule == "waiver.expired")
    assert "2025-03-09" in expired.message and "1日" in expired.message and "第1行" in expired.message
    assert {f.rule.split(".")[0] for f in after.reports[0].findings if f.waiver} == {"claims", "basis"}
    ranks = [f.rank for f in after.reports[0].findings]
    assert len(set(ranks)) == len(ranks)
    prints = [f.fingerprint for f in after.reports[0].findings]
    assert len(set(prints)) == len(prints)


@pytest.mark.parametrize(("expires", "holds"), [("2025-03-10", True), ("2025-03-11", True), ("2025-03-09", False)])
def test_the_last_day_still_counts(judged: Judged, book: Rulebook, weak: str, expires: str, holds: bool) -> None:
    after, _ = with_waivers(judged({"a.md": weak}), [waiver("figures", expires=expires)], book, lambda path: Selection())
    assert any(f.waiver for f in after.reports[0].findings) == holds


def test_what_concerns_no_report_is_a_note_and_what_may_concern_any_stands_in_the_first(judged: Judged, book: Rulebook, weak: str, written: Written) -> None:
    waivers = written("- {rule: figures, path: b.md, reason: 统计口径不同, expires: 2024-01-01}\n- {rule: format, path: b.md}\n- {rule: format, reason: 统计口径不同}\n")
    after, notes = with_waivers(judged({"丙.md": weak, "a.md": weak}), waivers, book, lambda path: Selection())
    assert [note.severity for note in notes] == ["error", "error"]
    assert [[f.rule for f in report.findings if f.kind == "waiver"] for report in after.reports] == [[], ["waiver.invalid"]]
    _, notes = with_waivers(judged({}), waivers, book, lambda path: Selection())
    assert len(notes) == 3


def test_rules_that_were_not_judged_make_no_waiver_unused(judged: Judged, book: Rulebook, weak: str) -> None:
    run = judged({"a.md": weak})
    idle = [waiver("privacy.bank-card", "a.md"), waiver("previous.copied", "a.md")]
    assert told(with_waivers(run, idle, book, lambda path: Selection())[0]) == [("waiver.unused", "warning")]
    assert told(with_waivers(run, idle, book, lambda path: Selection(select=("figures", "waiver")))[0]) == []
    assert told(with_waivers(run, idle, book, lambda path: Selection(ignore=("waiver.unused",)))[0]) == []
    assert told(with_waivers(run, idle, book, lambda path: Selection(companions=frozenset({"previous"})))[0]) == [("waiver.unused", "warning")] * 2


def test_where_it_is_said_does_not_depend_on_the_order_of_files(judged: Judged, book: Rulebook, weak: str) -> None:
    late = [waiver("figures", expires="2024-01-01")]
    one = with_waivers(judged({"a.md": weak, "b.md": weak}), late, book, lambda path: Selection())[0]
    two = with_waivers(judged({"b.md": weak, "a.md": weak}), late, book, lambda path: Selection())[0]
    assert sorted(one.reports, key=lambda r: r.document.path)[0].findings == sorted(two.reports, key=lambda r: r.document.path)[0].findings
