"""Markdown: tables that hold together and text that stays text."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.output import Presentation, render
from linter.output.markdown import escaped

HOSTILE = "a|b *c* _d_ [e](http://f) <script>g</script> `h` # i ~j~ !k &lt; $l$ m@n.o www.p"


def page(run: Run, rulebook: Rulebook, **wishes: Any) -> str:
    return render(run, "markdown", options=Presentation(**wishes), rulebook=rulebook)


def cells(line: str) -> list[str]:
    return re.split(r"(?<!\\)\|", line.strip())[1:-1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_table_is_rectangular(one: Run, many: Run, make_report: Any, run_of: Any, rulebook: Rulebook, lang: str) -> None:
    hostile = make_report(path=HOSTILE, name=HOSTILE)
    for run in (one, many, run_of(hostile), run_of(hostile, make_report())):
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
