"""What counts as evidence, and the trees in which a rule may ask for it."""

import pytest

from tests.checks.toy import Toys, judged

ITEM = "公示处罚决定{}。"


def status(toys: Toys, tree: str, item: str) -> str:
    return toys(f"a: {{mention: {{any: [公示]}}, evidence: {tree}}}").items(item).status()


@pytest.mark.parametrize(
    "item",
    [
        "公示处罚决定1,260条。",
        "公示率达到98.5%。",
        "印发《青岚县执法信息公示办法》。",
        "9月12日，召开执法信息公示推进会。",
        "县政府第六次常务会议研究公示事项。",
        "公示做法被省司法厅评为典型案例。",
    ],
)
def test_by_default_any_figure_document_event_or_case(toys: Toys, item: str) -> None:
    outcome = toys("a: {mention: {any: [公示]}}").items(item)
    assert outcome.said() == ("evidenced", "evidence")
    assert outcome.evidence()


@pytest.mark.parametrize(
    "item",
    [
        "公示率100%。",
        "公示全覆盖。",
        "公示落实“双随机、一公开”和三项制度。",
        "按照“十四五”规划和“八五”普法要求做好公示。",
        "公示信息依托12345热线转办。",
        "推动公示“一件事一次办”。",
        "落实《国务院办公厅关于做好政府信息公示的意见》。",
        "学习《中华人民共和国政府信息公示法》。",
        "按2024年公示要求和国发〔2018〕118号文件推进。",
        "12月4日国家宪法日氛围浓厚，公示有序。",
    ],
)
def test_names_and_superiors_prove_nothing(toys: Toys, item: str) -> None:
    outcome = toys("a: {mention: {any: [公示]}}").items(item)
    assert outcome.status() != "evidenced"
    assert outcome.evidence() == []


def test_figure_any(toys: Toys) -> None:
    assert status(toys, "{figure: any}", "公示12条。") == "evidenced"
    assert status(toys, "{figure: any}", "公示率98.5%。") == "mentioned"
    assert status(toys, "{figure: any}", "印发《青岚县公示办法》。") == "mentioned"


def test_figure_units(toys: Toys) -> None:
    assert status(toys, "{figure: {units: [条, 件]}}", "公示12条。") == "evidenced"
    outcome = toys("a: {mention: {any: [公示]}, evidence: {figure: {units: [条, 件]}}}").items("公示栏12个。")
    assert outcome.said() == ("mentioned", "no-evidence")
    assert outcome.unclaimed() == ["12个"]


def test_figure_about_looks_at_its_own_clause(toys: Toys) -> None:
    tree = "{figure: {about: [处罚, “许可”]}}"
    assert status(toys, tree, "公示处罚12条。") == "evidenced"
    assert status(toys, tree, "公示许可12条。") == "evidenced"
    assert status(toys, tree, "公示处罚决定，信息12条。") == "mentioned"


def test_about_may_name_a_word_list(toys: Toys) -> None:
    bench = toys("a: {mention: {any: [公示]}, evidence: {figure: {about: [$toy.sorts]}}}", lexicon={"toy.sorts": ["处罚", "许可"]})
    assert bench.items("公示许可12条。").status() == "evidenced"
    assert bench.items("公示合同12条。").status() == "mentioned"


@pytest.mark.parametrize(("amount", "expected"), [("2次", "mentioned"), ("3次", "evidenced"), ("三次", "evidenced"), ("两次", "mentioned"), ("1万余次", "evidenced"), ("2.9次", "mentioned")])
def test_figure_min(toys: Toys, amount: str, expected: str) -> None:
    assert status(toys, "{figure: {min: 3}}", ITEM.format(amount)) == expected


def test_rate(toys: Toys) -> None:
    assert status(toys, "{rate: any}", "公示率98.5%。") == "evidenced"
    assert status(toys, "{rate: any}", "公示12条。") == "mentioned"
    assert status(toys, "{rate: {about: [处罚]}}", "处罚公示率98.5%。") == "evidenced"
    assert status(toys, "{rate: {about: [处罚]}}", "公示率98.5%。") == "mentioned"


def test_rate_with_its_base(toys: Toys) -> None:
    tree = "{rate: {with: base}}"
    assert status(toys, tree, "公示12条，公示率98.5%。") == "evidenced"
    assert status(toys, tree, "公示率98.5%。处罚12条。") == "evidenced"
    assert status(toys, tree, "公示率98.5%，印发《青岚县公示办法》。") == "mentioned"
    bench = toys(f"a: {{mention: {{any: [公示]}}, evidence: {tree}}}")
    assert bench.items("公示率98.5%。", "处罚12条。").status() == "mentioned", "a base stands in the same item"


def test_a_full_rate_proves_something_where_its_base_is_told(toys: Toys) -> None:
    assert status(toys, "{rate: {with: base}}", "应公示12条，公示率100%。") == "evidenced"
    assert status(toys, "{rate: {with: base}}", "公示率100%。") == "mentioned"
    assert status(toys, "{rate: any}", "应公示12条，公示率100%。") == "mentioned"


def test_the_base_may_have_to_be_about_something(toys: Toys) -> None:
    tree = "{rate: {with: base, about: [应公示, 实际公示]}}"
    assert status(toys, tree, "应公示12条，公示率98.5%。") == "evidenced"
    assert status(toys, tree, "公示栏12个，公示率98.5%。") == "mentioned"


def test_documents(toys: Toys) -> None:
    assert status(toys, "{document: own}", "印发《青岚县公示办法》。") == "evidenced"
    assert status(toys, "{document: own}", "公示依据《行政处罚法》修订。") == "mentioned"
    assert status(toys, "{document: law}", "公示前学习《中华人民共和国行政处罚法》。") == "evidenced"
    assert status(toys, "{document: law}", "公示前学习《国务院关于进一步贯彻实施〈中华人民共和国行政处罚法〉的通知》。") == "evidenced"
    assert status(toys, "{document: law}", "印发《青岚县公示办法》。") == "mentioned"


def test_events_and_cases(toys: Toys) -> None:
    event, case = "9月12日，召开公示推进会。", "公示做法荣获全省优秀案例一等奖。"
    assert status(toys, "{event: any}", event) == "evidenced"
    assert status(toys, "{event: any}", case) == "mentioned"
    assert status(toys, "{case: any}", case) == "evidenced"
    assert status(toys, "{case: any}", event) == "mentioned"


def test_any(toys: Toys) -> None:
    tree = "{any: [{figure: {units: [条]}}, {document: own}]}"
    assert status(toys, tree, "公示12条。") == "evidenced"
    assert status(toys, tree, "印发《青岚县公示办法》。") == "evidenced"
    assert status(toys, tree, "公示栏12个。") == "mentioned"


def test_all_needs_each(toys: Toys) -> None:
    tree = "{all: [{figure: {units: [条]}}, {rate: any}]}"
    outcome = toys(f"a: {{mention: {{any: [公示]}}, evidence: {tree}}}").items("公示12条，公示率98.5%。")
    assert outcome.said() == ("evidenced", "evidence")
    assert outcome.evidence() == ["12条", "98.5%"]
    outcome = toys(f"a: {{mention: {{any: [公示]}}, evidence: {tree}}}").items("公示12条。")
    assert outcome.said() == ("mentioned", "other-evidence")
    assert outcome.evidence() == []


def test_at_least(toys: Toys) -> None:
    tree = "{at_least: {n: 2, of: [{figure: any}, {rate: any}, {document: own}]}}"
    assert status(toys, tree, "公示12条，公示率98.5%。") == "evidenced"
    assert status(toys, tree, "公示12条，印发《青岚县公示办法》。") == "evidenced"
    # two of one sort are one
    assert status(toys, tree, "公示处罚12条、许可13条。") == "mentioned"


def test_trees_in_trees(toys: Toys) -> None:
    tree = "{any: [{document: own}, {all: [{figure: {units: [条]}}, {at_least: {n: 1, of: [{rate: any}, {event: any}]}}]}]}"
    assert status(toys, tree, "公示12条。") == "mentioned"
    assert status(toys, tree, "公示12条，公示率98.5%。") == "evidenced"
    assert status(toys, tree, "印发《青岚县公示办法》。") == "evidenced"


VARIANTS = """
a:
  mention: {any: [公示]}
  evidence: {figure: any}
  variants:
    - {years: [null, 2019], evidence: {document: own}}
    - {years: [2024, null], evidence: {rate: any}}
"""


@pytest.mark.parametrize(
    ("year", "figure", "document", "rate"),
    [(2018, False, True, False), (2019, False, True, False), (2021, True, False, False), (2024, False, False, True), (2025, False, False, True)],
)
def test_the_demand_changes_with_the_year(toys: Toys, year: int, figure: bool, document: bool, rate: bool) -> None:
    bench = toys(VARIANTS)
    got = [bench.items(item, year=year).status() == "evidenced" for item in ("公示12条。", "印发《青岚县公示办法》。", "公示率98.5%。")]
    assert got == [figure, document, rate]


def test_a_table_is_evidence(toys: Toys) -> None:
    text = "# 青岚县人民政府2024年法治政府建设年度报告\n\n一、主要举措和成效\n\n| 项目 | 公示（条） |\n| --- | --- |\n| 处罚 | 120 |\n"
    bench = toys("a: {mention: {any: [公示]}}")
    got = judged(bench.engine, text, "report.md", level="county", year=2024, assume_report=True).report
    assert got.verdicts[0].status == "evidenced"
