"""Findings: severity by status, one for a parent and what hangs on it, stable fingerprints, literal places."""

import re

import pytest

from linter.engine import Engine
from linter.model.verdict import Finding
from tests.checks.finders import Finders, finder
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


def test_what_is_folded_is_listed_as_the_language_lists(toys: Toys) -> None:
    (finding,) = toys(REQUIRES, lang="en").items("强化统筹。").report.findings
    assert finding.message.endswith("(with: Duty other, Duty rate)")
    (finding,) = toys(REQUIRES).items("强化统筹。").report.findings
    assert finding.message.endswith("（连带：事项other、事项rate）")


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
    rules = {r.id: r for r in engine.rulebook.rules} | {v.rule.id: v.rule for v in judgement.report.verdicts}
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


def test_a_remark_becomes_a_finding_in_the_words_of_its_kind(finders: Finders) -> None:
    outcome = finders(finder("basis.old", "term", words=["法制宣传"])).items("强化统筹。", "开展法制宣传，法制宣传入户。")
    first, second = outcome.report.findings
    assert (first.rule, first.kind, first.status, first.severity) == ("basis.old", "term", "found", "warning")
    assert [f.message for f in (first, second)] == ["“法制宣传”见第1处。", "“法制宣传”见第2处。"]
    assert (first.advice, first.place, first.line) == ("建议核改。", "一3.", 6)
    assert "第（十五）项" in first.basis
    assert [outcome.text[f.start : f.end] for f in (first, second)] == ["法制宣传"] * 2 == [first.quote, second.quote]
    assert first.column is not None and second.column is not None and first.column < second.column
    assert (first.rank, second.rank) == (1, 2)


def test_a_remark_speaks_the_language_of_the_run(finders: Finders) -> None:
    bench = finders(finder("basis.old", "term", words=["法制宣传"]), lang="en")
    (finding,) = bench.items("开展法制宣传。").report.findings
    assert (finding.message, finding.advice) == ("“法制宣传”, number 1.", "Please revise.")
    (finding,) = finders(finder("basis.old", "term", words=["法制宣传"], reason="wide"), lang="en").items("开展法制宣传。").report.findings
    assert finding.message == "Rule basis.old."


def test_a_reason_without_a_sentence_is_a_fault_of_the_rules(finders: Finders) -> None:
    with pytest.raises(KeyError, match="unheard-of"):
        finders(finder("basis.old", "term", words=["法制宣传"], reason="unheard-of")).items("开展法制宣传。")


def test_a_remark_may_point_nowhere(finders: Finders) -> None:
    (finding,) = finders(finder("format.a", "term", words=["统筹"], placed=False)).items("开展督查。").report.findings
    assert (finding.start, finding.end, finding.line, finding.column, finding.quote, finding.place) == (None, None, None, None, "", "")


def test_the_severity_of_a_remark_wins_over_the_rules(finders: Finders) -> None:
    findings_ = finders(finder("figures.sum", "relation", "error")).items("核查1+2=4。", "走访5+5=0。").report.findings
    assert [(f.status, f.severity, f.message) for f in findings_] == [("inconsistent", "error", "和为3。"), ("suspicious", "info", "和为10。")]


def test_remarks_are_ranked_by_severity_certainty_weight_rule_and_place(finders: Finders) -> None:
    outcome = finders(
        finder("figures.sum", "relation"),
        finder("claims.plain", "claim", weight=5),
        finder("format.light", "term", weight=1, words=["入户"]),
        finder("format.heavy", "term", weight=4, words=["法制"]),
        finder("privacy.data", "term", "error", words=["电话"]),
        finder("format.hint", "term", "info", words=["督查"]),
    ).items("环境显著改善。", "督查电话。", "法制入户，法制上门。", "部分成效显著。", "核查1+2=4。")
    got = [(f.rule, f.status, f.quote) for f in outcome.report.findings]
    assert got == [
        ("privacy.data", "found", "电话"),
        ("figures.sum", "inconsistent", "1+2=4"),
        ("format.heavy", "found", "法制"),
        ("format.heavy", "found", "法制"),
        ("format.light", "found", "入户"),
        ("claims.plain", "unsupported", "2.环境显著改善。"),
        ("claims.plain", "partial", "5.部分成效显著。"),
        ("format.hint", "found", "督查"),
    ]
    assert [f.rank for f in outcome.report.findings] == list(range(1, 9))


def test_the_same_words_twice_are_two_findings_that_keep_their_fingerprints(finders: Finders) -> None:
    bench = finders(finder("basis.old", "term", words=["法制宣传"]))
    before = [f.fingerprint for f in bench.items("开展法制宣传。", "法制宣传入户。").report.findings]
    after = [f.fingerprint for f in bench.items("强化统筹。", "开展法制宣传。", "再部署，法制宣传入户。").report.findings]
    assert before == after
    assert len(set(before)) == 2


MENTION = "a: {mention: {any: [公示]}, severity: error}"


def merged(toys: Toys, finders: Finders, *items: str) -> Outcome:
    duty = toys(MENTION).engine.coverage_rules[0]
    return finders(duty, finder("claims.plain", "claim")).items(*items)


def test_a_mentioned_duty_speaks_for_the_claim_of_its_clause(toys: Toys, finders: Finders) -> None:
    outcome = merged(toys, finders, "公示成效显著。", "环境显著改善。")
    claim, duty = sorted(outcome.report.findings, key=lambda f: f.rule)
    assert [(f.rule, f.status) for f in (claim, duty)] == [("claims.plain", "unsupported"), ("enforcement.a", "mentioned")]
    assert duty.message.endswith("这一处的成效表述同样未见佐证。")
    assert "环境显著改善" in claim.quote
    assert len(outcome.report.claims) == 2  # the claim itself is still told


def test_a_claim_elsewhere_and_an_evidenced_duty_are_told_apart(toys: Toys, finders: Finders) -> None:
    outcome = merged(toys, finders, "推进公示。", "环境显著改善。")
    claim, duty = sorted(outcome.report.findings, key=lambda f: f.rule)
    assert [(f.rule, f.status) for f in (claim, duty)] == [("claims.plain", "unsupported"), ("enforcement.a", "mentioned")]
    assert "成效表述" not in duty.message
    outcome = merged(toys, finders, "公示12条，环境显著改善。")
    assert [(f.rule, f.status) for f in outcome.report.findings] == [("claims.plain", "unsupported")]


@pytest.mark.parametrize(
    ("changes", "options"),
    [({"years": (2021, None)}, {"year": 2020}), ({"levels": ("city",)}, {}), ({"stages": ("published",)}, {}), ({"traits": ("legislates",)}, {})],
)
def test_rules_of_other_years_levels_stages_and_traits_find_nothing(finders: Finders, changes: dict[str, object], options: dict[str, object]) -> None:
    text = "开展法制宣传。"
    assert finders(finder("basis.old", "term", words=["法制宣传"], **changes)).items(text, **options).report.findings == ()
    assert len(finders(finder("basis.old", "term", words=["法制宣传"])).items(text, **options).report.findings) == 1


def test_where_the_level_is_unknown_rules_of_some_levels_find_nothing(finders: Finders) -> None:
    text = report("开展法制宣传。", title="2024年法治政府建设年度报告")
    every, some = finder("basis.old", "term", words=["法制宣传"]), finder("basis.town", "term", words=["法制宣传"], levels=("township",))
    assert [f.rule for f in finders(every, some).judge(text, level=None).report.findings] == ["basis.old"]


def test_what_is_no_report_gets_no_remark(finders: Finders) -> None:
    bench = finders(finder("basis.old", "term", words=["法制宣传"]))
    assert bench.judge("开展法制宣传。\n", assume_report=False).report.findings == ()


def test_remarks_lower_the_score(toys: Toys, finders: Finders) -> None:
    duty = toys(MENTION).engine.coverage_rules[0]
    clean = finders(duty, finder("basis.old", "term", words=["法制宣传"])).items("公示12条。").report.score
    spotted = finders(duty, finder("basis.old", "term", words=["法制宣传"])).items("公示12条。", "开展法制宣传。").report.score
    assert clean is not None and spotted is not None
    assert [(d.group, d.rule, d.times, d.points) for d in spotted.deductions] == [("basis", "basis.old", 1, 1)]
    assert (clean.total, spotted.total) == (100, 99)


@pytest.mark.parametrize("template", ["未检出“{title}”。", "{title}：未检出。"])
def test_a_title_with_quotation_marks_gets_single_ones_inside_others(engine: Engine, template: str) -> None:
    from linter.scoring.findings import _worded

    rule = next(r for r in engine.rulebook.rules if r.title_zh.startswith("“"))
    said = _worded(template, rule, "zh", {})
    assert "““" not in said and said.count("“") == said.count("”") == 1
