"""Findings: severity by status, one for a parent and what hangs on it, stable fingerprints, literal places."""

import re

import pytest

from linter.engine import Engine
from linter.model.verdict import Finding
from tests.checks.toy import Bench, Outcome, Toys, judged, report

RULES = """
high: {mention: {any: [公示]}, severity: error}
middle: {mention: {any: [培训]}, severity: warning}
low: {mention: {any: [评查]}, severity: info}
"""


@pytest.fixture(scope="module")
def bench(toys: Toys) -> Bench:
    return toys(RULES)


def findings(outcome: Outcome) -> dict[str, Finding]:
    return {f.rule.removeprefix("enforcement."): f for f in outcome.report.findings}


def severities(outcome: Outcome) -> dict[str, str]:
    return {name: f.severity for name, f in findings(outcome).items()}


def test_absent_and_planned_are_as_severe_as_their_rule(bench: Bench) -> None:
    assert severities(bench.items("强化统筹。")) == {"high": "error", "middle": "warning", "low": "info"}
    planned = bench.judge(report("强化统筹。", plan=("推进公示。", "推进培训。", "推进评查。")))
    assert severities(planned) == {"high": "error", "middle": "warning", "low": "info"}
    assert {f.status for f in planned.report.findings} == {"planned"}


def test_mentioned_is_one_step_lower(bench: Bench) -> None:
    assert severities(bench.items("推进公示。", "推进培训。", "推进评查。")) == {"high": "warning", "middle": "info", "low": "info"}


def test_evidenced_and_not_applicable_give_none(toys: Toys) -> None:
    bench = toys("a: {mention: {any: [公示]}, severity: error}\nb: {mention: {any: [公示]}, applies: {when: [罚没]}, severity: error}")
    outcome = bench.items("公示12条。")
    assert outcome.statuses() == {"a": "evidenced", "b": "not-applicable"}
    assert outcome.report.findings == ()


def test_review_is_info_and_shows_no_place(toys: Toys) -> None:
    bench = toys("a: {mention: {any: [公示]}, applies: {levels: [city]}, severity: error}")
    outcome = bench.judge(report("强化统筹。", title="2024年法治政府建设年度报告"), level=None)
    (finding,) = outcome.report.findings
    assert (finding.status, finding.severity) == ("review", "info")


def test_outside_its_years_a_duty_gives_no_finding(toys: Toys) -> None:
    bench = toys("a: {mention: {any: [公示]}, applies: {years: [2021, null]}, severity: error}")
    outcome = bench.items("推进公示。", year=2020)
    assert (outcome.status(), outcome.report.findings) == ("mentioned", ())


REQUIRES = """
parent: {mention: {any: [出庭]}, weight: 4, severity: error}
rate: {mention: {any: [出庭率]}, requires: parent, severity: error}
other: {mention: {any: [培训]}, requires: parent}
"""


def test_what_hangs_on_an_absent_parent_is_told_once(toys: Toys) -> None:
    bench = toys(REQUIRES)
    outcome = bench.items("强化统筹。")
    assert set(findings(outcome)) == {"parent"}
    message = findings(outcome)["parent"].message
    assert "事项rate" in message
    assert "事项other" in message
    # the weight of the members stays
    assert {n: outcome.verdict(n).weight for n in ("parent", "rate", "other")} == {"parent": 4, "rate": 3, "other": 3}
    assert outcome.verdict("rate").folded_into == "enforcement.parent"


def test_a_parent_that_is_there_speaks_for_itself_only(toys: Toys) -> None:
    bench = toys(REQUIRES)
    assert set(findings(bench.items("出庭12次。"))) == {"rate", "other"}
    assert set(findings(bench.items("推进出庭。"))) == {"parent", "rate", "other"}
    # a member that is there is told by itself
    outcome = bench.items("推进培训。")
    assert set(findings(outcome)) == {"parent", "other"}
    assert "事项other" not in findings(outcome)["parent"].message
    # a promise of the parent folds too
    outcome = bench.judge(report("强化统筹。", plan=("推进出庭。", "再接再厉。")))
    assert set(findings(outcome)) == {"parent"}


def test_ranks(toys: Toys) -> None:
    bench = toys(
        "d: {mention: {any: [公示]}, severity: warning, weight: 5}\n"
        "c: {mention: {any: [不存在的词]}, severity: warning, weight: 1}\n"
        "b: {mention: {any: [也不存在的词]}, severity: warning, weight: 2}\n"
        "a: {mention: {any: [培训]}, severity: warning, weight: 5}\n"
        "e: {mention: {any: [评查]}, severity: error, weight: 1}"
    )
    outcome = bench.judge(report("推进公示。", plan=("推进培训。", "推进评查。")))
    order = [f.rule.removeprefix("enforcement.") for f in outcome.report.findings]
    # severity, then absent before planned, then weight, then id
    assert order == ["e", "b", "c", "a", "d"]
    assert [f.rank for f in outcome.report.findings] == [1, 2, 3, 4, 5]


def test_places_are_literal(bench: Bench) -> None:
    text = report("强化统筹。", "（一）推进公示，\n再部署。", plan=("推进培训。", "再接再厉。"))
    outcome = bench.judge(text)
    lines = outcome.text.split("\n")
    for finding in outcome.report.findings:
        assert finding.start is not None
        assert outcome.text[finding.start : finding.end] == finding.quote
        assert finding.line is not None
        assert finding.column is not None
        assert lines[finding.line - 1][finding.column - 1 :].startswith(finding.quote.split("\n")[0])


def test_something_absent_points_to_the_heading_where_it_belongs(bench: Bench) -> None:
    (finding,) = [f for f in bench.items("推进公示。", "推进培训。").report.findings if f.status == "absent"]
    assert finding.quote == "主要举措和成效"
    nowhere = bench.judge("青岚县人民政府2024年法治政府建设年度报告\n全县推进公示。\n")
    absent = [f for f in nowhere.report.findings if f.status == "absent"]
    assert absent
    assert all((f.start, f.end, f.line, f.column, f.quote, f.place) == (None, None, None, None, "", "") for f in absent)


def test_the_place_is_told_by_its_enumerators(bench: Bench) -> None:
    text = report("强化统筹。").replace("2.强化统筹。", "（一）规范执法\n1.强化统筹。\n2.推进公示。")
    assert findings(bench.judge(text))["high"].place == "一（一）2."
    inline = report("强化统筹。一是抓好统筹。二是推进公示。")
    assert findings(bench.judge(inline))["high"].place == "一2.二是"


def test_a_fingerprint_stays_when_text_comes_above(bench: Bench) -> None:
    before = bench.judge(report("推进公示。", plan=("推进培训。", "再接再厉。")))
    after = bench.judge(report("深化改革，持续优化环境。", "推进公示。", preamble="青岚县始终坚持依法治县。\n现报告如下。", plan=("推进培训。", "再接再厉。")))
    planned = {n: f.fingerprint for n, f in findings(before).items()}
    assert {n: findings(after)[n].fingerprint for n in ("middle", "low")} == {n: planned[n] for n in ("middle", "low")}
    assert all(re.fullmatch("[0-9a-f]{16}", f.fingerprint) for f in before.report.findings)
    assert len(set(planned.values())) == len(planned)


def test_a_fingerprint_does_not_feel_spaces_or_line_ends(bench: Bench) -> None:
    plain = findings(bench.items("强化统筹。推进公示。"))["high"].fingerprint
    spaced = findings(bench.items("强化统筹。推 进　公示。"))["high"].fingerprint
    other = findings(bench.items("强化统筹。抓好公示。"))["high"].fingerprint
    assert plain == spaced != other


def test_something_absent_keeps_its_fingerprint_wherever_it_belongs(bench: Bench) -> None:
    first = findings(bench.items("强化统筹。"))["high"].fingerprint
    second = findings(bench.judge(report("强化统筹。").replace("主要举措和成效", "工作开展情况")))["high"].fingerprint
    assert first == second


def test_messages_are_of_the_language(toys: Toys) -> None:
    chinese, english = toys(RULES), toys(RULES, lang="en")
    for bench, word, advice in ((chinese, "未检出", "建议补充。"), (english, "Not found", "Say more.")):
        finding = findings(bench.items("强化统筹。"))["high"]
        assert word in finding.message
        assert finding.advice == advice
    assert findings(chinese.items("尚未公示。"))["high"].message != findings(chinese.items("强化统筹。"))["high"].message


def test_no_finding_of_the_shipped_rules_shows_a_recalled_number(engine: Engine) -> None:
    """A recalled basis names the document and nothing else, in every finding that a report without anything sets off."""
    sources = engine.rulebook.sources
    text = "青岚县人民政府2024年法治政府建设年度报告\n一、主要举措和成效\n强化统筹。\n二、存在的不足\n人手紧张。\n"
    judgement = judged(engine, text, level="county", year=2024, stage="published", assume_report=True)
    rules = {v.rule.id: v.rule for v in judgement.report.verdicts}
    recalled = 0
    for finding in judgement.report.findings:
        parts = finding.basis.split("；")
        for basis in rules[finding.rule].basis:
            name = f"《{sources[basis.source].name}》"
            if basis.text == "recalled":
                recalled += 1
                assert f"{name}（条款待核）" in parts
            else:
                assert any(part.startswith(name) and "待核" not in part for part in parts)
    assert recalled > 5


BANNED = ("违法", "不合格", "错误", "造假", "没有")


@pytest.mark.parametrize("year", [2018, 2024])
def test_words_that_judge_people_are_never_used(engine: Engine, year: int) -> None:
    text = report("强化统筹。", shortcomings=("有差距。", "有不足。"), title=f"青岚县人民政府{year}年法治政府建设年度报告")
    for finding in judged(engine, text, stage="published", assume_report=True).report.findings:
        said = finding.message
        for verdict in engine.rulebook.rules:
            said = said.replace(verdict.title_zh, "")
        assert not any(word in said for word in BANNED), finding.rule
