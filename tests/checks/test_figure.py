"""Figures without their unit, few figures, figures of another year."""

import jsonschema
import pytest

from linter.checks.figure import prepare
from linter.model.lexicon import Lexicon
from tests.checks.found import found, whole
from tests.checks.toy import Toys, judged, report

UNIT = "check: figure, find: unit"
DENSITY = "check: figure, find: density, need: {per_thousand: 6, characters: 300}"
YEAR = "check: figure, find: year"


def test_keys(toys: Toys, lexicon: Lexicon) -> None:
    for keys in ("check: figure", "check: figure, find: letters", "check: figure, find: density, need: {per_thousand: 6}"):
        with pytest.raises(jsonschema.ValidationError):
            toys(f"a: {{{keys}}}")
    for spec in ({"find": "density"}, {"find": "unit", "need": {"per_thousand": 6, "characters": 9}}):
        with pytest.raises(ValueError, match="need"):
            prepare(spec, lexicon)


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("涉及标的额1.28亿，挽回经济损失约300万余。", [("money", "标的额1.28亿"), ("money", "经济损失约300万余")]),
        ("处以罚款35,000；追回欠薪共计86万。", [("money", "罚款35,000"), ("money", "欠薪共计86万")]),
        ("办理案件64，审查文件共130。", [("count", "案件64"), ("count", "文件共130")]),
        ("涉及标的额1.28亿元，投入资金5万多元，用户突破60万，罚款1万次，资金5。3倍。", [("money", "资金5")]),
        ("公布线索12345，受理诉求110，印发文件2024，案件5个，案件第3，案件0。", []),
    ],
)
def test_units(toys: Toys, text: str, remarks: list[tuple[str, str]]) -> None:
    assert found(toys, UNIT, text) == remarks


def test_tables_name_their_units_elsewhere(toys: Toys) -> None:
    engine = toys(f"a: {{{UNIT}}}").engine
    text = "# 青岚县2024年法治政府建设年度报告\n\n一、工作情况\n\n| 案件36，| 罚款500，|\n|---|---|\n| 案件40，| 罚款600，|\n\n办理案件64。\n"
    outcome = judged(engine, text, "r.md", level="county", assume_report=True)
    assert [outcome.report.document.text[r.start : r.end] for r in outcome.remarks] == ["案件64"]


PROSE = "统筹推进各方面任务落细落实，一体谋划，一体推进，务求实效。" * 12


def test_density(toys: Toys) -> None:
    bench = toys(f"a: {{{DENSITY}}}")
    outcome = bench.judge(report(PROSE + "办件9件。"))
    (remark,) = outcome.judgement.remarks
    assert outcome.text[remark.start : remark.end] == "主要举措和成效"
    assert remark.values["count"] == 1
    assert remark.values["need"] == 6
    assert remark.values["characters"] > 300
    assert bench.judge(report(PROSE + "办件9件、办班3期、评查5本。")).judgement.remarks == ()
    assert bench.judge(report("办件9件。", shortcomings=(PROSE,))).judgement.remarks == ()


def test_density_without_a_heading_has_no_place(toys: Toys) -> None:
    (remark,) = toys(f"a: {{{DENSITY}}}").judge(f"青岚县2024年法治政府建设年度报告\n{PROSE}\n").judgement.remarks
    assert (remark.start, remark.end) == (None, None)


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("2023年，全县受理申请96件。", [("year", "2023年")]),
        ("深化改革。2023年上半年，检查260次，一是2022年度，检查20次。", [("year", "2023年上半年"), ("year", "2022年度")]),
        ("2023年，受理96件；2024年，受理120件。", []),
        ("2023年，累计建站88个。2023年，比上年增长5%。2023年，印发办法1份。2019年，办件9件。2024年，办件9件。", []),
        ("2023年，成效明显。落实《规划（2023年，修订）》31项。", []),
        ("到2023年，办件9件。", []),
    ],
)
def test_years(toys: Toys, text: str, remarks: list[tuple[str, str]]) -> None:
    assert found(toys, YEAR, text) == remarks


def test_years_elsewhere_are_no_results(toys: Toys) -> None:
    bench = toys(f"a: {{{YEAR}}}")
    assert bench.judge(report("抓好。", plan=("2023年，办件9件。",), shortcomings=("2023年，办件9件。",))).judgement.remarks == ()
    text = "法治政府建设年度报告\n一、工作情况\n2023年，办件9件。\n二、打算\n推进。\n"
    assert len(whole(toys, YEAR, text)) == 1
    context = bench.judge(text).judgement.context
    from linter.checks.context import Found
    from linter.checks.figure import judge

    rules = bench.engine.finder_rules
    unknown = context._replace(profile=context.profile._replace(year=None))
    assert judge(rules, unknown, Found()).remarks == ()
