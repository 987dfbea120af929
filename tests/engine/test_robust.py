"""Whatever a document says, it is judged: fragments of reports in any order, through all shipped rules."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from linter.engine import Engine
from linter.model.failure import ReadFailure
from tests.checks.toy import judged

FRAGMENTS = st.sampled_from(
    [
        "青岚县人民政府2024年法治政府建设年度报告", "一、", "二、", "三、", "（一）", "（二）", "1.", "2.", "（1）", "一是", "二是", "第一部分", "主要举措和成效", "存在的不足和原因",
        "下一年度主要安排", "党政主要负责人履行推进法治建设第一责任人职责情况", "其他需要报告的情况", "公示行政处罚决定", "行政复议案件", "行政诉讼", "法制审核",
        "规范性文件备案", "12件", "98.5%", "100%", "三次", "《青岚县公示办法》", "《中华人民共和国行政处罚法》", "《", "》", "印发", "未", "尚未", "不到位", "未发生", "全年", "为零",
        "9月12日", "召开", "常务会议", "第六次", "荣获", "等", "、", "，", "。", "；", "：", "？", "\n", "\n\n", " ", "　", "“", "”", "|", "\t", "—", "2025年2月20日", "青岚县人民政府",
        "特此报告", "中共云泽市委：", "发布日期：2025-03-20", "打印本页", "附件：", "ａＢｃ", "𠮷", "\u200b",
    ]
)  # fmt: skip
PIECES = st.lists(FRAGMENTS, min_size=1, max_size=60).map("".join)
BODY = "\n一、主要举措和成效\n强化统筹。\n"  # a text that is nothing but a title is tested by itself below


@given(text=PIECES, level=st.sampled_from([None, "city", "township", "department"]), year=st.sampled_from([None, 2018, 2026]))
@example(text="一、", level=None, year=None)
@example(text="。", level=None, year=None)
@example(text="青岚县人民政府2024年法治政府建设年度报告\n“\n", level=None, year=None)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_no_text_is_too_strange(engine: Engine, text: str, level: str | None, year: int | None) -> None:
    try:
        report = judged(engine, text + BODY, level=level, year=year, assume_report=True).report
    except ReadFailure:
        return  # nothing in it but residue: said in a sentence
    canonical = report.document.text
    for verdict in report.verdicts:
        for passage in verdict.passages:
            assert 0 <= passage.start < passage.end <= len(canonical)
            assert canonical[passage.start : passage.end].strip() or verdict.rule.check != "coverage"
            for piece in passage.evidence:
                assert passage.start <= piece.start < piece.end <= len(canonical)
    for finding in report.findings:
        assert finding.start is None or canonical[finding.start : finding.end] == finding.quote
    assert report.score is not None
    assert 0 <= report.score.total <= 100
    earned = sum((d.points for d in report.score.dimensions), Fraction(0))
    lost = sum((d.points for d in report.score.deductions), Fraction(0))
    assert report.score.total == max(earned - lost, Fraction(0))


@pytest.mark.parametrize(
    "text",
    [
        "青岚县行政复议2024年法治政府建设年度报告",
        "青岚县行政执法公示12条2024年法治政府建设年度报告",
        "党政主要负责人履行推进法治建设第一责任人职责情况2024年法治政府建设年度报告",
    ],
)
def test_a_title_and_nothing_else(engine: Engine, text: str) -> None:
    report = judged(engine, text, assume_report=True).report
    assert not [v for v in report.verdicts if v.rule.check == "coverage" and v.status in ("evidenced", "mentioned", "planned")]
