"""A figure is digits and a measure word; names that look like figures are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.checks.matchers import folded
from linter.facts import FactFinder
from linter.model.fact import Fact
from linter.model.lexicon import Lexicon


@pytest.fixture(scope="module")
def finder(lexicon: Lexicon) -> FactFinder:
    return FactFinder(lexicon, ("行政执法公示指南",))


def read(finder: FactFinder, text: str, kind: str) -> list[tuple[str, str]]:
    """(folded text, unit) of the figures or rates in a text."""
    view = folded(text)
    return [(view[f.start : f.end], f.unit) for f in finder.figures(view) if f.kind == kind]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("审查文件45件，公示 3,551 项", [("45件", "件"), ("3,551项", "项")]),
        ("培训１２３人次", [("123人次", "人次")]),
        ("走访30余次、印发近40篇、发放1万余份、惠及2亿多元", [("30余次", "次"), ("40篇", "篇"), ("1万余份", "份"), ("2亿多元", "元")]),
        ("办理12.5万件", [("12.5万件", "件")]),
        ("压缩至3—5天", [("3-5天", "天")]),
        ("处罚3千余起，减免2百万元", [("3千余起", "起"), ("2百万元", "万元")]),
        ("收缴3500万元", [("3500万元", "万元")]),
        ("平均办理2.1个工作日", [("2.1个工作日", "个工作日")]),
        ("各5名干部", [("5名", "名")]),
        ("新建12个社区站点", [("12个", "个")]),
        ("2025件群众诉求", [("2025件", "件")]),
        ("开展培训三次、宣讲十余场、评查两批", [("三次", "次"), ("十余场", "场"), ("两批", "批")]),
    ],
)
def test_figures(finder: FactFinder, text: str, figures: list[tuple[str, str]]) -> None:
    assert read(finder, text, "figure") == figures


@pytest.mark.parametrize(
    "text",
    [
        "三项制度", "双随机、一公开", "十四五", "八五普法", "一件事一次办", "二十大精神", "三个责任制", "12345热线", "2024年", "9月12日", "2024年9月",
        "国发〔2018〕118号", "第15条", "第3次常务会议", "第三次会议", "每一次执法", "一次性告知", "首次", "第二批",
        "A12件", "X/3件", "令第5条", "三级等保", "四个自信",
    ],
)  # fmt: skip
def test_names_are_no_figures(finder: FactFinder, text: str) -> None:
    assert read(finder, text, "figure") == []


@pytest.mark.parametrize("text", ["两次性", "三期要", "三次新", "三批方", "两期元", "两批阶", "两期部"])
def test_a_counter_inside_a_longer_word_counts_nothing(finder: FactFinder, text: str) -> None:
    assert read(finder, text, "figure") == []


def test_rates(finder: FactFinder) -> None:
    view = folded("办结率98.5％，增长12个百分点，满意率100%，合格率百分之百，覆盖率100.0%，占3％—5%")
    rates = [(view[f.start : f.end], f.strong) for f in finder.figures(view) if f.kind == "rate"]
    assert rates == [("98.5%", True), ("12个百分点", True), ("100%", False), ("100.0%", False), ("3%", True), ("百分之百", False)]


def test_ratios_where_the_text_says_so(finder: FactFinder) -> None:
    assert read(finder, "复议与诉讼案件比为4.5∶1", "rate") == [("4.5:1", ":")]
    assert read(finder, "时间9:30，会期2：1", "rate") == []


def test_digits_of_a_longer_number_are_no_figure_of_their_own(finder: FactFinder) -> None:
    assert read(finder, "1234567件", "figure") == [("1234567件", "件")]
    assert read(finder, "共12-345件", "figure") == [("12-345件", "件")]
    assert read(finder, "3.5.7件", "figure") == []
    # a year is not part of the count behind it
    assert read(finder, "41|56件", "figure") == [("56件", "件")]


def test_facts_come_in_order_and_with_whose_they_are(finder: FactFinder) -> None:
    view = folded("9月12日，召开推进会3次，印发《青岚县公示办法》，落实《行政执法公示指南》，被评为示范单位，满意率98%。")
    facts = finder.find(view, ("青岚县",))
    assert [f.start for f in facts] == sorted(f.start for f in facts)
    assert {(f.kind, f.owner) for f in facts} == {("event", ""), ("case", ""), ("figure", ""), ("document", "own"), ("document", "superior"), ("rate", "")}
    assert all(isinstance(f, Fact) and view[f.start : f.end] for f in facts)


@given(st.text(alphabet="0123456789.,万亿余多件次项%年月日第三两次性〔-、 ，|", max_size=40))
def test_any_jumble_is_read_without_failure(text: str) -> None:
    view = folded(text)
    for fact in _FINDER[0].figures(view):
        piece = view[fact.start : fact.end]
        assert piece
        assert piece.endswith(fact.unit)
        if piece[0].isdigit():
            assert not view[: fact.start].endswith(tuple("0123456789.〔-")), "digits of a longer number"


_FINDER: list[FactFinder] = []  # hypothesis takes no fixture that is made anew for each test


@pytest.fixture(scope="module", autouse=True)
def _keep(finder: FactFinder) -> None:
    _FINDER.append(finder)
