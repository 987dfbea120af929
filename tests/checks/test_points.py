"""Points of shortcomings and plans: numbered units and sentences, causes left out."""

import pytest

from linter.checks.comparing.points import points_of
from linter.checks.context import Context
from linter.engine import Engine, Options
from linter.model.rule import Rulebook
from tests.checks.toy import judged, report


@pytest.fixture(scope="module")
def alone(book: Rulebook) -> Engine:
    return Engine(book, Options(select=("coherence",), assume_report=True))


def texts(context: Context, role: str = "shortcomings") -> list[str]:
    return [context.scan.view[p.start : p.end].strip() for p in points_of(context, role)]


def read(alone: Engine, text: str) -> Context:
    return judged(alone, text).context


def test_a_numbered_unit_is_one_point(alone: Engine) -> None:
    context = read(alone, report("统筹。", shortcomings=("普法不够。形式单一。", "数据不通。")))
    assert texts(context) == ["1.普法不够。形式单一。", "2.数据不通。"]
    assert all(p.numbered for p in points_of(context, "shortcomings"))


def test_a_paragraph_has_one_point_a_sentence(alone: Engine) -> None:
    context = read(alone, report("统筹。", shortcomings=("普法不够；数据不通；裁量不一。",)))
    assert texts(context) == ["普法不够;", "数据不通;", "裁量不一。"]
    assert not any(p.numbered for p in points_of(context, "shortcomings"))


@pytest.mark.parametrize(
    ("point", "kept"),
    [
        ("普法不够。原因是经费少，人手紧。", "1.普法不够。"),
        ("普法不够。究其原因，人手紧。", "1.普法不够。"),
        ("普法不够，主要是经费少。", "1.普法不够,"),
        ("主要是：普法不够。", "1.主要是:普法不够。"),  # a list follows: these are the points
    ],
)
def test_causes_are_left_out(alone: Engine, point: str, kept: str) -> None:
    assert texts(read(alone, report("统筹。", shortcomings=(point, "数据不通。"))))[0] == kept


def test_units_below_a_heading_of_causes(alone: Engine) -> None:
    text = (
        "青岚县2024年法治政府建设年度报告\n一、主要举措和成效\n统筹推进。\n二、存在的问题及原因分析\n（一）存在的问题。\n一是普法不够。二是数据不通。\n"
        "（二）原因分析。\n一是经费不足。二是人手偏少。\n三、下步工作打算\n优化营商环境。\n"
    )
    context = read(alone, text)
    assert texts(context) == ["一是普法不够。", "二是数据不通。"]


def test_the_plan_has_no_causes(alone: Engine) -> None:
    context = read(alone, report("统筹。", plan=("分析败诉原因，逐案整改。", "再接再厉。")))
    assert texts(context, "plan") == ["1.分析败诉原因,逐案整改。", "2.再接再厉。"]


def test_a_report_without_the_part(alone: Engine) -> None:
    assert points_of(read(alone, report("统筹。")), "shortcomings") == []
