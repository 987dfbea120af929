"""The title, wherever it stands and whatever it runs into."""

import pytest

from linter.facts.years import chinese_year, years_in
from linter.structure.title import year_hint
from tests.structure.parsed import document_of, parsed, structured

REST = "一、主要举措和成效\n全县检查企业62家，纠正问题5个。\n二、存在的问题\n人手不足，培训不够。"
INTRO = "2024年，青岚县推进依法行政，现将有关情况报告如下。"


@pytest.mark.parametrize(
    "title",
    [
        "青岚县2024年法治政府建设年度报告",
        "青岚县人民政府关于2024年度法治政府建设情况的报告",
        "中共青岚县委青岚县人民政府关于2024年法治政府建设工作情况的报告",
        "云泽市生态环境局2024年推进法治政府建设工作总结",
        "柳溪镇二〇二四年度依法行政工作报告",
        "关于青岚县2024年度法治政府建设情况的报告(征求意见稿)",
        "青岚县司法局2024年法治建设工作情况",
        "法治政府建设年度报告",
    ],
)
def test_on_a_line_of_its_own(title: str) -> None:
    assert parsed(f"{title}\n{INTRO}\n{REST}").profile.title == title


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["青岚县2024年度", "法治政府建设情况报告"], "青岚县2024年度法治政府建设情况报告"),
        (["青岚县人民政府", "关于2024年度法治政府建设情况的报告"], "青岚县人民政府关于2024年度法治政府建设情况的报告"),
        (["中共柳溪镇委员会", "柳溪镇人民政府", "2024年法治政府建设年度报告"], "中共柳溪镇委员会柳溪镇人民政府2024年法治政府建设年度报告"),
        (["青岚县2024年法治政府", "建设年度报告"], "青岚县2024年法治政府建设年度报告"),
    ],
)
def test_broken_over_lines(lines: list[str], title: str) -> None:
    assert structured(document_of(*lines, INTRO, *REST.split("\n"))).profile.title == title


@pytest.mark.parametrize("line", ["青政发〔2025〕3号", "内部资料", "政务公开专栏:"])
def test_a_line_above_that_is_no_part_of_it(line: str) -> None:
    title = "青岚县2024年法治政府建设年度报告"
    assert structured(document_of(line, title, INTRO, *REST.split("\n"))).profile.title == title


@pytest.mark.parametrize(
    "after",
    [
        "2024年，青岚县推进依法行政。",
        "青岚县认真学习上级部署，推进依法行政。",
        "全县各级各部门推进依法行政。",
        "县委、县政府：2024年工作如下。",
        "一、主要举措和成效全县检查企业62家。",
        "（一）主要举措和成效。全县检查企业62家。",
        "坚持依法行政，检查企业62家。",
    ],
)
@pytest.mark.parametrize("title", ["青岚县2024年法治政府建设年度报告", "青岚县关于2024年法治政府建设情况的报告", "青岚县2024年法治政府建设工作情况"])
def test_run_into_the_text_below(title: str, after: str) -> None:
    assert parsed(f"{title}{after}\n{REST}").profile.title == title
    assert parsed(f"{title}{after}{REST}".replace("\n", "")).profile.title == title


@pytest.mark.parametrize(
    "opening",
    [
        "现将我县2024年法治政府建设情况报告如下。",
        "2024年，我县以法治政府建设为重点，各项工作取得进展，现将情况报告如下：",
        "根据有关要求，现将2024年法治政府建设工作情况汇报如下，请予审阅，不足之处请批评指正并提出宝贵的意见和建议以便改进工作。",
        "按照法治政府建设年度报告制度的要求，青岚县认真总结，形成本报告。",
    ],
)
def test_missing(opening: str) -> None:
    report = parsed(f"{opening}\n{REST}")
    assert report.profile.title is None
    assert report.outline.title is None
    assert [own for own, _ in report.roles()] == [("achievements",), ("shortcomings",)]


def test_a_first_line_without_words_of_the_genre_is_a_title_all_the_same() -> None:
    assert parsed(f"青岚县水利局年终材料\n{INTRO}\n{REST}").profile.title == "青岚县水利局年终材料"


def test_an_addressee_is_no_title() -> None:
    report = parsed(f"市人民政府：\n{INTRO}\n{REST}")
    assert report.profile.title is None
    assert report.profile.addressee == "市人民政府"


@pytest.mark.parametrize(("text", "year"), [("二〇二四", 2024), ("二○二四", 2024), ("二零一九", 2019), ("二o二五", 2025), ("二〇二", None)])
def test_chinese_years(text: str, year: int | None) -> None:
    assert chinese_year(text) == year


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2024年度和2023年", [2024, 2023]),
        ("二〇二四年度", [2024]),
        ("纲要(2021-2025年)", []),
        ("办理2025件", []),
        ("2024年,二〇二三年", [2024]),  # digits first
        ("12024年", []),
    ],
)
def test_years(text: str, years: list[int]) -> None:
    assert years_in(text) == years


def test_where_the_year_is_looked_for() -> None:
    text = "青岚县2023年报告\n概述。" + "文" * 200 + "2019年"
    assert year_hint(text, (0, 10), []) == 2023
    assert year_hint(text[10:], None, [("主要工作", False), ("2025年安排", True)]) == 2024
    assert year_hint(text[10:], None, [("2024年主要工作", False)]) == 2024
    assert year_hint(text[10:], None, []) == 2019
    assert year_hint("没有年份", None, []) is None
