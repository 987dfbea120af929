"""CSV: one row a report, readable by a spreadsheet, inert."""

import csv
import io
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.output import Presentation, render
from linter.output.csv import inert


def rows(run: Run, rulebook: Rulebook, **wishes: Any) -> list[dict[str, str]]:
    text = render(run, "csv", options=Presentation(**wishes), rulebook=rulebook)
    assert text.startswith("\ufeff")
    heads, *lines = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert len(set(heads)) == len(heads)
    assert all(len(line) == len(heads) for line in lines)
    return [dict(zip(heads, line, strict=True)) for line in lines]


def test_reports_by_score_and_unscored_ones_last(many: Run, rulebook: Rulebook) -> None:
    table = rows(many, rulebook)
    assert [row["文件"] for row in table] == ["柳溪镇.txt", "青岚县2024年法治政府建设年度报告.txt", "云泽市.pdf", "白石县.txt"]
    assert [row["序位"] for row in table] == ["1", "2", "", ""]
    assert [row["得分"] for row in table] == ["74.1", "59.8", "", ""]
    assert [row["未评分或未检查的原因"] for row in table] == ["", "", "无文字层：扫描件，请先识别文字。", "有 1 页未能读取"]


def test_a_row_adds_up(one: Run, rulebook: Rulebook) -> None:
    (row,) = rows(one, rulebook)
    assert round(sum(float(v) for k, v in row.items() if k.endswith("（得分）")), 1) == 59.8
    assert round(sum(float(v) for k, v in row.items() if k.endswith("（满分）")), 1) == 100.0
    statuses = ("有佐证", "仅提及", "仅见于下年安排", "未检出", "需人工复核", "不适用")
    assert sum(int(row[s]) for s in statuses) == len(one.reports[0].verdicts)
    assert sum(int(row[s]) for s in ("高", "中", "提示", "已豁免")) == len(one.reports[0].findings)
    assert (row["单位"], row["级别"], row["年度"], row["等级"]) == ("青岚县人民政府", "县级", "2024", "较完备")


def test_what_was_found_beside_the_duties_is_counted(whole: Run, rulebook: Rulebook) -> None:
    (row,) = rows(whole, rulebook)
    assert [row[f"数据关系（{name}）"] for name in ("核对一致", "数据待核", "建议核对", "文中不足以核对")] == ["3", "2", "1", "1"]
    assert [row[f"成效表述（{name}）"] for name in ("有佐证", "佐证不全", "未见佐证")] == ["2", "1", "4"]
    assert [row[f"{name}（处）"] for name in ("数据核对", "表述与佐证", "依据引用", "文本规范", "前后照应")] == ["6", "5", "2", "5", "1"]
    assert [row[f"{name}（扣分）"] for name in ("依据引用", "数据核对", "表述与佐证", "文本规范")] == ["3.0", "10.0", "1.0", "2.0"]


def test_columns_are_the_same_whatever_was_found(whole: Run, one: Run, rulebook: Rulebook) -> None:
    assert list(rows(whole, rulebook)[0]) == list(rows(one, rulebook)[0])
    assert rows(one, rulebook)[0]["扣分合计"] == "0.0"


def test_what_could_not_be_read_or_scored_has_blanks(many: Run, rulebook: Rulebook) -> None:
    *_, unread, unscored = rows(many, rulebook)
    assert unread["数据核对（处）"] == unread["数据关系（核对一致）"] == unread["数据核对（扣分）"] == unread["扣分合计"] == ""
    assert unscored["数据核对（处）"] == "0" and unscored["数据核对（扣分）"] == unscored["扣分合计"] == ""


def test_counts_do_not_depend_on_what_is_listed(one: Run, rulebook: Rulebook) -> None:
    assert rows(one, rulebook) == rows(one, rulebook, min_severity="error")


def test_equal_scores_share_a_position(make_report: Any, run_of: Any, rulebook: Rulebook) -> None:
    worse = {"structure.section.plan": "absent"}
    run = run_of(make_report("乙.txt"), make_report("丙.txt", statuses=worse), make_report("甲.txt"))
    assert [(r["序位"], r["文件"]) for r in rows(run, rulebook)] == [("1", "乙.txt"), ("1", "甲.txt"), ("3", "丙.txt")]


@given(st.text(max_size=40))
def test_no_cell_is_a_formula(text: str) -> None:
    cell = inert(text)
    assert not cell.lstrip().startswith(tuple("=+-@＝＋－＠"))
    assert "\n" not in cell and "\r" not in cell and "\t" not in cell


def test_formulas_in_names_are_disarmed(make_report: Any, run_of: Any, rulebook: Rulebook) -> None:
    names = ('=cmd|" /C calc"!A0', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1")
    run = run_of(*(make_report(path=name, name=name) for name in names))
    for row in rows(run, rulebook):
        assert row["文件"].startswith("'") and row["单位"].startswith("'")


def test_harmless_cells_are_left_alone() -> None:
    assert [inert(cell) for cell in ("59.8", "青岚县", "–", "2024-02")] == ["59.8", "青岚县", "–", "2024-02"]
