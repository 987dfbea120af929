"""Figures as numbers: value, precision, what is counted, for which time."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.engine import Engine
from linter.model.fact import Quantity
from linter.model.lexicon import Lexicon
from linter.reading import read, residue_words


@pytest.fixture(scope="module")
def quantities(engine: Engine, lexicon: Lexicon):  # type: ignore[no-untyped-def]
    words = residue_words(lexicon)

    def of(text: str) -> list[tuple[str, Quantity]]:
        document = read("report.txt", data=text.encode(), name="report.txt", residue=words)
        context = engine.read(document, engine.options._replace(year=2023))
        return [(context.document.view.text[q.start : q.end], q) for q in context.quantities]

    return of


@pytest.mark.parametrize(
    ("text", "token", "value", "unit", "kind", "step"),
    [
        ("公布权责事项3,551项。", "3,551项", 3551, "项", "count", 1),
        ("归集数据1.7万条。", "1.7万条", 17000, "条", "count", 1000),
        ("清理欠款1.126亿，涉及多家。", "1.126亿", 112_600_000, "", "count", 100_000),
        ("罚没386.5万元。", "386.5万元", 3_865_000, "元", "money", 1000),
        ("投入20多万元。", "20多万元", 200_000, "元", "money", 10_000),
        ("奖励2百万元。", "2百万元", 2_000_000, "元", "money", 1_000_000),
        ("办结率98.6%。", "98.6%", Fraction(493, 5), "%", "rate", Fraction(1, 10)),
        ("办结率提高3个百分点。", "3个百分点", 3, "个百分点", "rate", 1),
        ("合格率百分之九十八点五。", "百分之九十八点五", Fraction(197, 2), "%", "rate", Fraction(1, 10)),
        ("合格率百分之九十八。", "百分之九十八", 98, "%", "rate", 1),
        ("复议与诉讼案件比为4.5∶1。", "4.5:1", Fraction(9, 2), ":", "ratio", Fraction(1, 10)),
        ("引进四台自助终端。", "四台", 4, "台", "count", 1),
        ("完成六个部门的清单。", "六个", 6, "个", "count", 1),
        ("开展检查十余次。", "十余次", 10, "次", "count", 1),
        ("抽检大米5千克。", "5千克", 5, "千克", "count", 1),
        ("县政府第十三次常务会议召开。", "第十三", 13, "次", "ordinal", 1),
        ("压缩至3—5天。", "3-5天", 3, "天", "count", 1),
    ],
)
def test_values(quantities, text: str, token: str, value: Fraction | int, unit: str, kind: str, step: Fraction | int) -> None:  # type: ignore[no-untyped-def]
    ((found, quantity),) = quantities(text)
    assert (found, quantity.value, quantity.unit, quantity.kind, quantity.step) == (token, value, unit, kind, step)


@pytest.mark.parametrize(
    "text",
    ["落实三项制度。", "推进双随机监管。", "增强四个意识。", "三门县公开信息。", "实施七五普法。", "深化一件事改革。", "公布四张清单。", "推行三书一函。", "推进四所一庭联动。", "百场座谈。", "两三次走访。"],
)
def test_names_are_no_quantities(quantities, text: str) -> None:  # type: ignore[no-untyped-def]
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "exact"),
    [("处理258项", True), ("处理30余项", False), ("印发近40篇", False), ("归集1.7万条", False), ("压缩至3-5天", False), ("培训200人以上", False), ("修改村规民约11条", True), ("罚款约30件", False)],
)
def test_exact(quantities, text: str, exact: bool) -> None:  # type: ignore[no-untyped-def]
    ((_, quantity),) = quantities(text + "。")
    assert quantity.exact is exact
    assert quantity.high == (5 if "3-5" in text else None)


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("提出了46份相关的法律审查意见书。", "法律审查意见书"),
        ("做好124个审批服务事项的集中办理。", "审批服务事项"),
        ("共发布信息1194条。", "发布信息"),
        ("其中行政处罚案卷（一般程序）12份。", "行政处罚案卷(一般程序)"),
        ("纠正不当行政行为88件。", "纠正不当行政行为"),
        ("全县共有公职律师13名。", "公职律师"),
        ("聘请16名监督员开展监督。", "监督员"),
        ("另外2件已办结。", ""),
        ("取消比例为98%。", "取消比例"),
    ],
)
def test_what_is_counted(quantities, text: str, noun: str) -> None:  # type: ignore[no-untyped-def]
    ((_, quantity),) = quantities(text)
    assert quantity.noun == noun
    assert quantity.noun_end - quantity.noun_start == len(noun)


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2023年，受理8件，办结7件。", ["", ""]),
        ("2022年受理8件，2023年受理9件。", ["2022", ""]),
        ("受理8件，试运行至今累计受理9件。", ["", "cumulative"]),
        ("2023年以来受理8件。", [""]),
        ("今年以来受理8件。", [""]),
        ("2018年以来受理8件。", ["cumulative"]),
        ("2023年，窗口累计受理8件。", [""]),
        ("窗口累计受理8件。", ["cumulative"]),
        ("去年受理8件。今年受理9件。", ["2022", ""]),
        ("2022年受理8件。办结9件。", ["2022", ""]),
        ("落实《2019年工作要点》8件。", [""]),
    ],
)
def test_periods(quantities, text: str, periods: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert [q.period for _, q in quantities(text)] == periods


def test_the_enumerator_of_a_line_is_no_figure(quantities) -> None:  # type: ignore[no-untyped-def]
    assert [q.value for _, q in quantities("1.12人参加考试。")] == [12]
    assert [q.value for _, q in quantities("1.5天办结。")] == [Fraction(3, 2)]


@given(st.text(alphabet="0123456789.,万亿余多件次项%第三两十年累计至今《》、，。（）", max_size=60))
def test_any_jumble_is_read(text: str) -> None:
    found = _OF[0]("青岚县" + text)
    assert all(q.start < q.end and q.noun_start <= q.noun_end for _, q in found)
    assert [q.start for _, q in found] == sorted(q.start for _, q in found)


_OF = []


@pytest.fixture(scope="module", autouse=True)
def _keep(quantities) -> None:  # type: ignore[no-untyped-def]
    _OF.append(quantities)
