"""A baseline: what it knows, what is new, what is fixed, and what becomes of the file."""

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linter.agreement.baseline import Entry, read_baseline, renewed, text_of, with_baseline
from linter.model.failure import UsageFailure
from linter.model.result import Backlog, Problem, Run
from tests.agreement.conftest import AS_OF, Judged

FILE = "基线.json"
SHARED = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def all_rules(path: str, rule: str) -> bool:
    return True


def baseline_of(run: Run, since: str = "") -> tuple[Entry, ...]:
    entries = renewed(run, (), FILE, all_rules, grow=True).entries
    return tuple(e._replace(since=since or e.since) for e in entries)


def backlog(run: Run) -> Backlog:
    assert run.baseline is not None
    return run.baseline


def test_write_then_check_finds_nothing_new(judged: Judged, weak: str) -> None:
    run = judged({"甲/a b.md": weak, "乙.md": weak})
    entries = baseline_of(run)
    Path(FILE).write_text(text_of(entries), "utf-8")
    after = with_baseline(run, read_baseline(FILE), FILE, all_rules)
    count = sum(len(report.findings) for report in run.reports)
    assert backlog(after) == Backlog(count, 0, 0, 0, AS_OF)
    assert all(f.known_since == AS_OF and not f.is_open for report in after.reports for f in report.findings)
    assert [[f._replace(known_since=None) for f in r.findings] for r in after.reports] == [list(r.findings) for r in run.reports]


def test_the_file_is_sorted_one_line_an_entry_without_a_word_of_the_report(judged: Judged, weak: str) -> None:
    run = judged({"a.md": weak})
    text = text_of(reversed(baseline_of(run)))
    lines = text.splitlines()
    assert text == text_of(baseline_of(run)) and text.endswith("]}\n")
    assert len(lines) == len(run.reports[0].findings) + 2
    assert set(json.loads(text)["entries"][0]) == {"path", "rule", "fingerprint", "since", "severity"}
    assert not any(f.quote in text for f in run.reports[0].findings if len(f.quote) > 3)


@SHARED
@given(st.data())
def test_mending_a_finding_removes_exactly_its_entry(judged: Judged, weak: str, data: st.DataObject) -> None:
    """Whatever findings are gone and whatever came: known, new and fixed add up, and a shrunk file holds what is left."""
    run = judged({"a.md": weak})
    findings = run.reports[0].findings
    was = data.draw(st.sets(st.sampled_from(range(len(findings)))))
    now = data.draw(st.sets(st.sampled_from(range(len(findings)))))

    def having(numbers: set[int]) -> Run:
        return run._replace(reports=(run.reports[0]._replace(findings=tuple(findings[n] for n in sorted(numbers))),))

    entries = baseline_of(having(was), "2024-01-01")
    after = with_baseline(having(now), entries, FILE, all_rules)
    assert backlog(after)[:3] == (len(was & now), len(now - was), len(was - now))
    assert {f.fingerprint for f in after.reports[0].findings if f.known_since} == {findings[n].fingerprint for n in was & now}
    shrunk = renewed(having(now), entries, FILE, all_rules, grow=False)
    assert Counter(e.fingerprint for e in shrunk.entries) == Counter(findings[n].fingerprint for n in was & now)
    assert {e.since for e in shrunk.entries} <= {"2024-01-01"}
    assert (shrunk.kept, shrunk.removed, shrunk.added, shrunk.refused) == (len(was & now), len(was - now), 0, len(now - was))
    grown = renewed(having(now), entries, FILE, all_rules, grow=True)
    assert Counter((e.fingerprint, e.since) for e in grown.entries) == Counter((findings[n].fingerprint, "2024-01-01" if n in was else AS_OF) for n in now)


def test_deleting_a_passage_shrinks_its_entry(judged: Judged, weak: str) -> None:
    """With the text itself: the words of one finding are taken out of the report."""
    run = judged({"a.md": weak})
    entries = baseline_of(run)
    typo = next(f for f in run.reports[0].findings if f.rule == "figures.vague")
    mended = judged({"a.md": weak.replace(typo.quote, "", 1)})
    left = renewed(mended, entries, FILE, all_rules, grow=False)
    assert typo.fingerprint not in {e.fingerprint for e in left.entries}
    assert (left.kept, left.removed) == (len(entries) - 1, 1)


@SHARED
@given(rule=st.sampled_from(["figures.vague", "x.y"]), print_=st.sampled_from(["0" * 16, ""]), path=st.sampled_from(["a.md", "b.md", "../a.md"]))
def test_another_rule_fingerprint_or_path_hides_nothing(judged: Judged, weak: str, rule: str, print_: str, path: str) -> None:
    run = judged({"a.md": weak})
    first = run.reports[0].findings[0]
    entry = Entry(path, rule, print_ or first.fingerprint, AS_OF, "error")
    assert (entry.path, entry.rule, entry.fingerprint) != ("a.md", first.rule, first.fingerprint)
    after = with_baseline(run, [entry], FILE, all_rules)
    assert backlog(after).known == 0
    assert all(f.is_open for f in after.reports[0].findings)


@pytest.mark.parametrize("times", [0, 1, 2, 3])
def test_the_same_finding_twice_is_known_as_often_as_it_is_written_down(judged: Judged, weak: str, times: int) -> None:
    run = judged({"a.md": weak})
    one = run.reports[0].findings[0]
    twice = run._replace(reports=(run.reports[0]._replace(findings=(one, one)),))
    entry = Entry("a.md", one.rule, one.fingerprint, AS_OF, one.severity)
    after = with_baseline(twice, [entry] * times, FILE, all_rules)
    assert backlog(after)[:3] == (min(times, 2), max(2 - times, 0), max(times - 2, 0))


@pytest.mark.parametrize(("age", "limit", "known"), [(30, 30, True), (31, 30, False), (1000, None, True), (0, 0, True)])
def test_what_is_known_for_too_long_counts_again(judged: Judged, weak: str, age: int, limit: int | None, known: bool) -> None:
    run = judged({"a.md": weak})
    since = (date.fromisoformat(AS_OF) - timedelta(days=age)).isoformat()
    after = with_baseline(run, baseline_of(run, since), FILE, all_rules, limit)
    count = len(run.reports[0].findings)
    assert backlog(after) == (Backlog(count, 0, 0, 0, since) if known else Backlog(0, count, 0, count, ""))


def test_waived_findings_stay_waived_and_what_is_said_of_waivers_is_never_known(judged: Judged, weak: str) -> None:
    run = judged({"a.md": weak})
    first, second, *rest = run.reports[0].findings
    findings = (first._replace(waiver="市里统一写明"), second._replace(rule="waiver.expired", kind="waiver"), *rest)
    laid = run._replace(reports=(run.reports[0]._replace(findings=findings),))
    entries = baseline_of(laid)
    assert {e.fingerprint for e in entries} == {f.fingerprint for f in rest}
    whole = [*baseline_of(run), Entry("a.md", "waiver.expired", second.fingerprint, AS_OF, "error")]
    after = with_baseline(laid, whole, FILE, all_rules)
    assert [f.known_since for f in after.reports[0].findings[:2]] == [None, None]
    # a waived finding is not fixed
    assert first.fingerprint in {e.fingerprint for e in renewed(laid, whole, FILE, all_rules, grow=False).entries}


def test_reports_that_were_not_checked_or_not_read_keep_their_entries(judged: Judged, weak: str) -> None:
    run = judged({"a.md": weak, "b.md": weak, "c.md": weak})
    entries = baseline_of(run)
    only = run._replace(reports=run.reports[:1], errors=(Problem("c.md", "truncated", ""),))
    assert backlog(with_baseline(only, entries, FILE, all_rules)).fixed == 0
    Path("b.md").unlink()
    Path("c.md").unlink()
    after = renewed(only, entries, FILE, all_rules, grow=False)
    assert {e.path for e in after.entries} == {"a.md", "c.md"}, "what is deleted is fixed, what could not be read is not"


def test_rules_that_were_not_judged_are_not_fixed(judged: Judged, weak: str) -> None:
    run = judged({"a.md": weak})
    figures = run._replace(reports=(run.reports[0]._replace(findings=tuple(f for f in run.reports[0].findings if f.rule.startswith("figures."))),))
    after = with_baseline(figures, baseline_of(run), FILE, lambda path, rule: rule.startswith("figures."))
    assert (backlog(after).new, backlog(after).fixed) == (0, 0)


def test_paths_are_seen_from_the_file(judged: Judged, weak: str) -> None:
    run = judged({"报告/a.md": weak})
    Path("登记").mkdir()
    entries = renewed(run, (), "登记/基线.json", all_rules, grow=True).entries
    assert {e.path for e in entries} == {"../报告/a.md"}
    assert backlog(with_baseline(run, entries, "登记/基线.json", all_rules)).new == 0


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", '{"schema": "x", "entries": []}', '{"schema": "fazhi-lint/baseline/1", "entries": {}}', "[" * 100_000,
        '{"schema": "fazhi-lint/baseline/1", "entries": [{"path": "a.md"}]}',
        '{"schema": "fazhi-lint/baseline/1", "entries": [1]}',
        '{"schema": "fazhi-lint/baseline/1", "entries": [{"path": "a.md", "rule": "x", "fingerprint": "f", "since": "昨天", "severity": "error"}]}',
        '{"schema": "fazhi-lint/baseline/1", "entries": [{"path": "a.md", "rule": "x", "fingerprint": "f", "since": "2025-02-30", "severity": "error"}]}',
        '{"schema": "fazhi-lint/baseline/1", "entries": [{"path": "a.md", "rule": "x", "fingerprint": "f", "since": "2025-02-01", "severity": "grave"}]}',
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "b.json"
    file.write_text(text, "utf-8")
    with pytest.raises(UsageFailure, match="已损坏"):
        read_baseline(str(file))


def test_a_missing_file_says_how_to_write_one(tmp_path: Path) -> None:
    with pytest.raises(UsageFailure, match="baseline write"):
        read_baseline(str(tmp_path / "b.json"))


@given(st.lists(st.builds(Entry, *[st.text(min_size=1)] * 3, st.dates().map(str), st.sampled_from(["error", "warning", "info"]))))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]) -> None:
    file = tmp_path_factory.mktemp("b") / "b.json"
    file.write_text(text_of(entries), "utf-8", newline="\n", errors="surrogatepass")
    assert read_baseline(str(file)) == tuple(sorted(entries))
