"""Markdown: tables that hold together and text that stays text."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.output import Presentation, render
from linter.output.gfm import escaped
from tests.output.conftest import MORE

HOSTILE = "a|b *c* _d_ [e](http://f) <script>g</script> `h` # i ~j~ !k &lt; $l$ m@n.o www.p"


# figures of one relation stand unbroken
SPOILT = [p if "1,200 件" in p else p.replace("，", HOSTILE + "，", 1) for p in MORE]


def page(run: Run, rulebook: Rulebook, **wishes: Any) -> str:
    return render(run, "markdown", options=Presentation(**wishes), rulebook=rulebook)


def cells(line: str) -> list[str]:
    return re.split(r"(?<!\\)\|", line.strip())[1:-1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_table_is_rectangular(one: Run, many: Run, whole: Run, make_report: Any, make_whole: Any, run_of: Any, rulebook: Rulebook, lang: str) -> None:
    hostile = make_report(path=HOSTILE, name=HOSTILE)
    worse = make_whole(more=SPOILT)
    for run in (one, many, whole, run_of(hostile), run_of(hostile, make_report()), run_of(worse)):
        tables = re.findall(r"(?:^\|.*\n)+", page(run, rulebook, lang=lang), re.M)
        assert tables
        for table in tables:
            heads, rule, *rows = table.splitlines()
            assert re.fullmatch(r"\|( :?---:? \|)+", rule)
            assert {len(cells(line)) for line in (heads, rule, *rows)} == {len(cells(heads))}


def test_one_report_shows_every_obligation_and_finding(one: Run, rulebook: Rulebook) -> None:
    text = page(one, rulebook)
    report = one.reports[0]
    assert all(f"`{v.rule.id}` |" in text for v in report.verdicts)
    assert all(f"  - 规则：`{f.rule}`" in text for f in report.findings)
    assert (
        "| 公众参与 `decision.participation` | 仅提及 | 第 7 行：开展公众参与 | 《重大行政决策程序暂行条例》第十四条 | 3 | 1.98 | 3.30 |"
        in text
    )
    assert text.rstrip().endswith("结果供人工审核参考。")


def test_several_reports_begin_with_the_ranking(many: Run, rulebook: Rulebook) -> None:
    text = page(many, rulebook)
    assert text.index("## 内容完备度排序") < text.index("| 1 | 柳溪镇.txt") < text.index("| 2 | 青岚县") < text.index("## 未评分的报告")
    assert "| 白石县.txt | 白石县人民政府 | 有 1 页未能读取 |" in text
    assert "| 云泽市.pdf |  | 无文字层：扫描件，请先识别文字。 |" in text


def test_marks_of_a_document_are_escaped() -> None:
    text = escaped(HOSTILE)
    assert not re.search(r"(?<!\\)[|*_\[\]<>`#~!&$@]|(?<!\\)://|www\.", text)
    assert re.sub(r"\\(.)", r"\1", text) == HOSTILE


@given(st.text(max_size=60))
def test_escaping_takes_nothing_away(text: str) -> None:
    from linter.output.glyphs import harmless

    assert re.sub(r"\\([^\w\s]|_)", r"\1", escaped(text)) == harmless(text)
    assert "\n" not in escaped(text)


def test_beginnings_of_lists_are_escaped_and_figures_are_not() -> None:
    assert [escaped(t) for t in ("1. 一", "- 二", "+三", "2025-02-20", "12.5%")] == [
        "1\\. 一",
        "\\- 二",
        "\\+三",
        "2025\\-02-20",
        "12\\.5%",
    ]


def test_everything_that_was_found_is_told(whole: Run, rulebook: Rulebook) -> None:
    text = page(whole, rulebook)
    report = whole.reports[0]
    for finding in report.findings:
        assert escaped(finding.message) in text and f"`{finding.rule}`" in text
    for relation in report.relations:
        assert escaped(relation.calculation) in text
    order = [text.index(words) for words in ("其他高等级事项", "### 数据核对（6）", "#### 已核对一致 3 处", "#### 文中信息不足以核对 1 处", "### 表述与佐证（5）",
                                            "### 依据引用（2）", "### 文本规范（5）", "### 前后照应（1）", "### 中等级事项")]  # fmt: skip
    assert order == sorted(order)
    assert "1. **中** 一（七） 第 12 行：率先建成“一网通管”体系 — “率先”未写明范围和依据。 `claims.superlative`" in text
    assert "- 数据关系：核对一致 3 · 数据待核 2 · 建议核对 1 · 文中不足以核对 1" in text


def test_relations_that_hold_are_told_without_findings(whole: Run, rulebook: Rulebook) -> None:
    run = whole._replace(reports=(whole.reports[0]._replace(findings=()),))
    assert "#### 已核对一致 3 处" in page(run, rulebook) and "### 数据核对" not in page(run, rulebook)


def test_several_reports_give_counts_of_topics(make_whole: Any, run_of: Any, rulebook: Rulebook) -> None:
    text = page(run_of(make_whole(), make_whole(path="乙.txt")), rulebook)
    assert text.count("数据核对 6 · 表述与佐证 5 · 依据引用 2 · 文本规范 5 · 前后照应 1") == 2


def test_words_of_a_report_stay_words_in_the_chapters(make_whole: Any, run_of: Any, rulebook: Rulebook) -> None:
    report = make_whole(more=SPOILT)
    findings = tuple(f._replace(message=HOSTILE, advice=HOSTILE, basis=HOSTILE, place=HOSTILE) for f in report.findings)
    relations = tuple(r._replace(calculation=HOSTILE) for r in report.relations)
    text = page(run_of(report._replace(findings=findings, relations=relations)), rulebook)
    bare = re.sub(r"\\.", "", text)
    assert "<script" not in bare and "](http" not in bare and "://" not in bare
