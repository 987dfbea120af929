"""Check kind `source` on invented reports: what is told of a citation, where, how gravely."""

from typing import Any

import pytest

from linter.checks import source
from linter.checks.sources import citations
from linter.checks.sources.force import binds, reference
from linter.engine import Engine
from linter.model.lexicon import Lexicon
from linter.model.rule import Rulebook
from linter.model.verdict import Remark
from tests.checks.toy import Bench, Outcome, Toys, judged, report

RULES = """
name: {check: source, test: exact-name, except-before: [$basis.former], newly: [$basis.newly]}
old: {check: source, test: superseded, except-near: [$basis.retrospect], except-before: [$basis.former, $basis.making], leave: [outline-2015-2020]}
early: {check: source, test: not-yet, severity: error, except-near: [$basis.drafting], except-before: [$basis.making],
  announced: [$basis.announced], acting: [$basis.acting]}
articles: {check: source, test: articles, except-before: [$basis.former]}
wanted: {check: source, test: wanted, cites: [outline-2021-2025], unless: {any: [两纲要]}, applies: {years: [2021, 2025]}}
lapsed: {check: source, test: lapsed, severity: error, cites: [outline-2015-2020], unless: {cites: [outline-2021-2025], any: [2021-2025]},
  except-near: [以来], mild: [2021], applies: {years: [2021, null]}}
period: {check: source, test: period, periods: $basis.periods, ongoing: [$basis.ongoing], except-near: [$basis.retrospect], leave: [outline-2015-2020, outline-2021-2025]}
ordinal: {check: source, test: ordinal, periods: $basis.periods, series: $basis.series}
"""


@pytest.fixture(scope="module")
def bench(toys: Toys) -> Bench:
    return toys(RULES)


def told(outcome: Outcome, rule: str) -> list[tuple[str, str]]:
    """(reason, quoted words) of the remarks of one rule."""
    return [(r.reason, outcome.text[r.start : r.end] if r.start is not None else "") for r in remarks(outcome, rule)]


def remarks(outcome: Outcome, rule: str) -> list[Remark]:
    return [r for r in outcome.judgement.remarks if r.rule.id == f"enforcement.{rule}"]


# ---- names


def test_a_name_that_lost_a_word(bench: Bench) -> None:
    outcome = bench.items("落实《国务院办公厅关于规范涉企行政检查的意见》。")
    assert told(outcome, "name") == [("inexact", "《国务院办公厅关于规范涉企行政检查的意见》")]
    (remark,) = remarks(outcome, "name")
    assert remark.values["name"] == "国务院办公厅关于严格规范涉企行政检查的意见"
    assert remark.severity == ""


def test_a_name_that_is_itself_from_memory_is_only_suggested(bench: Bench) -> None:
    (remark,) = remarks(bench.items("贯彻《中国共产党政法条例》。"), "name")
    assert (remark.reason, remark.severity) == ("inexact", "info")


def test_a_missing_年_is_only_suggested(bench: Bench) -> None:
    (remark,) = remarks(bench.items("对照《法治政府建设实施纲要（2021—2025）》。"), "name")
    assert remark.severity == "info"


@pytest.mark.parametrize(
    "item",
    [
        "印发《关于规范涉企行政检查的意见》。",
        "落实《青岚县重大行政决策程序条例》。",
        "学习《重大行政决策程序暂行条例》。",
        "原《重大行政决策程序条例》不再执行。",
    ],
)
def test_names_that_are_right_or_the_issuers_own(bench: Bench, item: str) -> None:
    assert told(bench.items(item), "name") == []


def test_a_revised_law_is_not_newly_made(bench: Bench) -> None:
    assert told(bench.items("开展新颁布的《行政处罚法》培训。"), "name") == [("revised", "《行政处罚法》")]
    assert told(bench.items("开展新颁布的《民营经济促进法》培训。"), "name") == []
    assert told(bench.items("开展新修订的《行政处罚法》培训。"), "name") == []


def test_one_document_under_two_names(bench: Bench) -> None:
    outcome = bench.items("印发《青岚县学法工作办法》。", "按《青岚县学法的办法》讲课。", "《青岚县学法工作办法》有效。")
    assert told(outcome, "name") == [("twice-named", "《青岚县学法的办法》")]


# ---- in force


@pytest.mark.parametrize(
    ("item", "year", "found"),
    [
        ("按《信访条例》办理。", 2023, ["《信访条例》"]),
        ("按信访条例办理。", 2023, ["信访条例"]),
        ("按《信访条例》办理。", 2022, ["《信访条例》"]),
        ("按《信访条例》办理。", 2021, []),
        ("按《法规规章备案条例》报备。", 2024, []),  # the other one came in November
        ("按《法规规章备案条例》报备。", 2025, ["《法规规章备案条例》"]),
        ("原《信访条例》规定的程序。", 2023, []),
        ("《信访条例》废止后及时衔接。", 2023, []),
        ("《信访条例》和《信访工作条例》的关系讲清楚。", 2023, []),
        ("审查劳动合同法、合同法律问题。", 2023, []),
        ("审查合同法、物权法适用情况。", 2022, ["合同法", "物权法"]),
        ("按《青岚县信访条例》办理。", 2023, []),
        ("落实《法治政府建设实施纲要（2015—2020年）》。", 2023, []),  # another rule's business
        ("制定《信访条例》。", 2023, []),
    ],
)
def test_replaced(bench: Bench, item: str, year: int, found: list[str]) -> None:
    assert [quote for _, quote in told(bench.items(item, year=year), "old")] == found


def test_a_date_from_memory_is_not_told(bench: Bench) -> None:
    outcome = bench.items("按执业医师法检查，按信访条例办理。", year=2023)
    assert [(r.reason, r.severity) for r in remarks(outcome, "old")] == [("superseded", ""), ("superseded.recalled", "info")]


def test_a_bare_name_beside_the_full_one_of_the_place_is_the_places(bench: Bench) -> None:
    assert told(bench.items("落实《东江省信访条例》。", "按信访条例答复。", year=2023), "old") == []


@pytest.mark.parametrize(
    ("item", "year", "reasons"),
    [
        ("落实《公平竞争审查条例》。", 2023, [("not-yet", "")]),
        ("落实公平竞争审查条例。", 2023, [("not-yet", "")]),
        ("落实《公平竞争审查条例》。", 2024, []),
        ("宣传《公平竞争审查条例》。", 2023, [("not-yet", "")]),  # not even public then
        ("落实《公平竞争审查条例（草案）》。", 2023, []),
        ("参加《公平竞争审查条例》立法调研。", 2023, []),
        ("制定《公平竞争审查条例》。", 2023, []),
        ("落实新修订的《行政复议法》。", 2019, []),  # an old name
        ("执行《民营经济促进法》。", 2023, [("not-yet.recalled", "warning")]),
        ("执行《行政执法监督条例》。", 2024, [("not-yet.namesake", "info")]),
        ("执行《东江省行政执法监督条例》，行政执法监督条例深入人心。", 2024, []),
    ],
)
def test_not_yet_in_force(bench: Bench, item: str, year: int, reasons: list[tuple[str, str]]) -> None:
    outcome = bench.items(item, year=year)
    assert [(r.reason, r.severity) for r in remarks(outcome, "early")] == reasons


def test_public_but_not_in_force(bench: Bench) -> None:
    signed = report("落实《法治宣传教育法》。", title="青岚县人民政府2024年法治政府建设年度报告") + "青岚县人民政府\n2025年9月20日\n"
    assert [(r.reason, r.severity) for r in remarks(bench.judge(signed, year=2024), "early")] == [("not-yet", "warning")]
    studied = signed.replace("落实《法治", "学习宣传《法治")
    assert remarks(bench.judge(studied, year=2024), "early") == []


def test_next_years_plan_may_speak_of_what_is_to_come(bench: Bench) -> None:
    assert remarks(bench.judge(report("工作有序。", plan=("落实《公平竞争审查条例》。", "再接再厉。")), year=2023), "early") == []


def test_without_a_day_nothing_is_too_early(bench: Bench) -> None:
    text = "主要举措和成效\n落实《公平竞争审查条例》。\n"
    outcome = bench.judge(text, year=None)
    assert outcome.report.profile.year is None
    assert remarks(outcome, "early") == []
    assert remarks(outcome, "wanted") == []  # a rule of certain years
    assert remarks(outcome, "old") == []
    assert remarks(outcome, "period") == []
    assert remarks(outcome, "articles") == []


# ---- articles


@pytest.mark.parametrize(
    ("item", "year", "found"),
    [
        ("依据《行政处罚法》第三十八条开展法制审核。", 2023, [("moved", "第三十八条")]),
        ("依据《行政处罚法》第38条开展法制审核。", 2023, [("moved", "第38条")]),
        ("依据《行政处罚法》第三十八条认定处罚无效。", 2023, []),
        ("依据《行政处罚法》第五十八条开展法制审核。", 2023, []),
        ("依据《行政处罚法》第五十八条开展法制审核。", 2020, [("too-new", "第五十八条")]),
        ("依据《行政处罚法》第三十八条开展法制审核。", 2021, []),  # either edition
        ("依据行政处罚法第三十九条、第三十八条开展法制审核。", 2023, [("moved", "第三十八条")]),
        ("依据《行政处罚法》（2021年修订）第九十九条处理。", 2023, [("beyond", "第九十九条")]),
        ("依据《行政复议法》第七条附带审查规范性文件。", 2024, [("moved", "第七条")]),  # in force from 1 January
        ("依据《地方组织法》第六十条审查规章。", 2023, [("moved", "第六十条")]),
        ("原《行政处罚法》第三十八条开展法制审核。", 2023, []),
        ("依据《行政处罚法》第百条处理。", 2023, [("beyond", "第百条")]),
        ("依据《行政处罚法》第十十条处理。", 2023, []),
        ("依据《公务员法》第三十八条开展法制审核。", 2023, []),
    ],
)
def test_article_numbers(bench: Bench, item: str, year: int, found: list[tuple[str, str]]) -> None:
    assert told(bench.items(item, year=year), "articles") == found


# ---- outlines


def test_an_outline_that_is_not_cited(bench: Bench) -> None:
    outcome = bench.items("依法行政。", year=2023)
    assert told(outcome, "wanted") == [("wanted", "")]
    assert remarks(outcome, "wanted")[0].start is None
    assert told(bench.items("落实法治政府建设实施纲要(2021-2025年)。", year=2023), "wanted") == []
    assert told(bench.items("落实“两纲要”。", year=2023), "wanted") == []
    assert told(bench.items("依法行政。", year=2026), "wanted") == []


@pytest.mark.parametrize(
    ("item", "year", "severities"),
    [
        ("落实《法治政府建设实施纲要（2015—2020年）》。", 2022, [""]),
        ("落实《法治政府建设实施纲要（2015—2020年）》。", 2021, ["warning"]),
        ("落实《法治政府建设实施纲要（2015—2020年）》。", 2020, []),
        ("《法治政府建设实施纲要（2015—2020年）》实施以来有进展。", 2022, []),
        ("由《法治政府建设实施纲要（2015—2020年）》到《法治政府建设实施纲要（2021—2025年）》。", 2022, []),
        ("落实《法治政府建设实施纲要（2015—2020年）》和2021—2025年方案。", 2022, []),
    ],
)
def test_only_the_former_outline(bench: Bench, item: str, year: int, severities: list[str]) -> None:
    assert [r.severity for r in remarks(bench.items(item, year=year), "lapsed")] == severities


# ---- plans


@pytest.mark.parametrize(
    ("item", "year", "found"),
    [
        ("深入实施“七五”普法规划。", 2023, ["七五”普法"]),
        ("深入实施“七五”普法规划。", 2021, []),
        ("“七五”普法先进单位。", 2023, []),
        ("完成“七五”普法总结，推进新规划。", 2023, []),
        ("推进《青岚县行动方案（2018—2020年）》。", 2023, ["《青岚县行动方案（2018—2020年）》"]),
        ("推进《青岚县行动方案（2018—2024年）》。", 2023, []),
        ("印发《青岚县行动方案（2018—2020年）》。", 2023, []),
        ("推进《提升行政执法质量三年行动计划》。", 2026, ["《提升行政执法质量三年行动计划》"]),
        ("推进《“七五”普法规划（2016—2020年）》。", 2023, ["七五”普法"]),
        ("推进《法治政府建设实施纲要（2015—2020年）》。", 2023, []),
    ],
)
def test_plans_that_ran_out(bench: Bench, item: str, year: int, found: list[str]) -> None:
    assert [quote for _, quote in told(bench.items(item, year=year), "period")] == found


@pytest.mark.parametrize(
    ("item", "plan", "year", "found"),
    [
        ("实施“七五”普法规划。", "", 2024, ["七五”普法"]),
        ("实施“七五”普法规划。", "", 2021, []),
        ("执行第七个五年普法规划。", "", 2024, ["第七个五年普法"]),
        ("“七五”普法规划实施以来，建成公园2个。", "", 2024, []),
        ("实施“九五”普法规划。", "", 2024, ["九五”普法"]),
        ("启动“九五”普法规划。", "", 2023, ["九五”普法"]),
        ("启动“九五”普法规划。", "", 2025, []),
        ("实施“九五”普法规划。", "", 2025, ["九五”普法"]),
        ("谋划实施“九五”普法规划。", "", 2024, []),
        ("", "明年实施“九五”普法规划。", 2025, []),
        ("落实“十五五”规划。", "", 2025, []),
        ("落实“十五五”规划建议。", "", 2024, []),
        ("“九五”普法引人关注。", "", 2023, []),
    ],
)
def test_shipped_plans_of_another_period(engine: Engine, item: str, plan: str, year: int, found: list[str]) -> None:
    text = report(*filter(None, [item]), plan=(plan, "再接再厉。") if plan else ())
    judgement = judged(engine, text, level="county", year=year, stage="draft", assume_report=True)
    quotes = [judgement.report.document.text[f.start : f.end] for f in judgement.report.findings if f.rule == "basis.plan.expired"]
    assert quotes == found


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("开展法治宣传教育第五个五年规划（2021—2025年）。", [("misnumbered", "第五个五年规划（2021—2025年）")]),
        ("开展法治宣传教育第五个规划(2021-2025年)。", [("misnumbered", "第五个规划(2021-2025年)")]),
        ("开展法治宣传教育第八个五年规划（2021—2025年）。", []),
        ("落实第八个五年规划（2021—2025年）。", []),  # some series has it
        ("落实第九个五年规划（2021—2025年）。", []),  # which series?
        ("国民经济和社会发展第十三个五年规划纲要（2021—2025年）。", [("misnumbered", "第十三个五年规划纲要（2021—2025年）")]),
        ("法治宣传教育第八个五年规划（2022—2026年）。", []),  # no five years of the series
        ("法治宣传教育第八个五年规划深入人心。", []),
        ("法治宣传教育第几个五年规划（2021—2025年）。", []),
        ("“七五”普法规划（2021—2025年）启动。", [("period", "七五”普法规划（2021—2025年）")]),
        ("“八五”普法规划（2021—2025年）启动。", []),
        ("“八五”普法规划（2023年）启动。", []),
        ("普法第九十九个五年规划（2921—2925年）。", []),
    ],
)
def test_numbers_of_plans(bench: Bench, item: str, found: list[tuple[str, str]]) -> None:
    assert told(bench.items(item, year=2023), "ordinal") == found


# ---- the kind


@pytest.mark.parametrize("test", ["wanted", "lapsed"])
def test_a_rule_about_documents_says_which(test: str, lexicon: Lexicon) -> None:
    with pytest.raises(ValueError, match="cites"):
        source.prepare({"test": test}, lexicon)


def test_the_names_of_laws_are_looked_for(engine: Engine, book: Rulebook) -> None:
    names = set(source.names(book.sources))
    assert {"信访条例", "合同法", "劳动合同法", "行政处罚法"} <= names
    assert "刑法" not in names
    assert names <= set(engine.vocabulary.words)


def test_the_library_is_made_once(book: Rulebook, lexicon: Lexicon) -> None:
    first = citations.library_of(book.sources, lexicon)
    assert citations.library_of(book.sources, lexicon) is first
    other: dict[str, Any] = dict(book.sources)
    assert citations.library_of(other, lexicon) is not first


def test_citations_are_sorted_and_apart(bench: Bench) -> None:
    outcome = bench.items("学习行政处罚法、《行政复议法》和《青岚县〈行政处罚法〉实施办法》，中华人民共和国行政许可法，仲裁法律服务，青岚县行政复议法。")
    context = outcome.judgement.context
    found = citations.library_of(context.sources, context.lexicon).citations(context)
    assert [(c.title, c.source.key if c.source else "", c.owner == "") for c in found] == [
        ("行政处罚法", "penalty-law-2021", True),
        ("行政复议法", "reconsideration-law-2023", False),
        ("青岚县<行政处罚法>实施办法", "", False),
        ("中华人民共和国行政许可法", "licence-law-2019", True),
    ]


def test_which_day_counts(bench: Bench) -> None:
    profile = bench.items("依法行政。", year=2024).report.profile
    assert reference(profile) == "2024-12-31"
    assert reference(profile._replace(signed="2025-02-01")) == "2025-02-01"
    assert reference(profile._replace(signed="2024-11-24")) == "2024-12-31"  # signed before the year was over
    assert reference(profile._replace(issued="2025-03-01")) == "2025-03-01"
    assert reference(profile._replace(year=None, published="2025-03-02")) == "2025-03-02"
    assert reference(profile._replace(year=None)) == ""


def test_years_of_a_rule(toys: Toys) -> None:
    rule = toys.rule("x", {"check": "source", "test": "ordinal", "applies": {"years": [2021, 2025]}})
    assert [binds(rule, year) for year in (2020, 2021, 2025, 2026, None)] == [False, True, True, False, False]
    assert binds(rule._replace(years=(None, None)), None)
