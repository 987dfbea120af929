"""The list of findings as a workbook: nothing lost, numbers as numbers, words as words, ready to print and to fill in."""

import re
import sys
from collections.abc import Callable
from datetime import datetime

import pytest

from linter.model.failure import UsageFailure
from linter.model.result import Report, Run
from linter.model.rule import Rulebook
from linter.output import Presentation, render, worksheet
from linter.output.catalogue import catalogue
from linter.output.digest import STATUSES, digest, listed, obligations
from linter.output.finding import rule_title
from linter.output.ranking import ranking
from linter.output.rounding import decimal
from linter.output.topics import verdict_of
from linter.output.worksheet import CELL, Column, cell, lay, workbook
from tests.output.office import book, parts, rows

WORDS = catalogue("zh", "bulletin")
SHEETS = ["得分", "问题清单", "报告事项", "数据核对", "规则说明"]
Maker = Callable[..., Report]
Runs = Callable[..., Run]


def made(run: Run, rulebook: Rulebook, **wishes: object) -> bytes:
    data = render(run, "xlsx", options=Presentation(**wishes), rulebook=rulebook)  # type: ignore[arg-type]
    assert isinstance(data, bytes)
    return data


@pytest.mark.parametrize("severity", ["info", "warning", "error"])
def test_a_row_for_every_finding(whole: Run, rulebook: Rulebook, severity: str) -> None:
    report = whole.reports[0]
    each = digest(whole, report, rulebook, WORDS)
    found = listed(report, severity)
    table = rows(made(whole, rulebook, min_severity=severity), "问题清单")
    assert [(r["序号"], r["规则"], r["事项"], r["等级"], r["建议"]) for r in table] == [
        (n, f.rule, rule_title(f.rule, each, WORDS), WORDS(f"severity.{f.severity}"), f.advice) for n, f in enumerate(found, 1)
    ]
    assert {(r["单位"], r["年度"]) for r in table} == {("青岚县人民政府", "2024")}
    assert {(r["办理情况"], r["责任单位"], r["完成时限"]) for r in table} == {(None, None, None)}
    assert [r["豁免或已知"] for r in table if r["豁免或已知"]] == [f"已豁免：{f.waiver}" for f in found if f.waiver is not None]
    gains = {g.rule: decimal(g.points) for g in report.score.gains if decimal(g.points)} if report.score else {}
    assert {r["规则"]: r["可提高分"] for r in table if r["可提高分"]} == {f.rule: gains[f.rule] for f in found if f.rule in gains}
    assert all(r["依据"] for r in table)


def test_a_calculation_stands_with_its_finding(whole: Run, rulebook: Rulebook) -> None:
    table = rows(made(whole, rulebook), "问题清单")
    sums = [r for r in table if r["规则"] == "figures.sum-check"]
    assert len(sums) == 1 and sums[0]["类别"] == "数据核对" and sums[0]["状态"] == "数据待核"
    assert "1,200 件" in sums[0]["原文摘录"] and "410 件" in sums[0]["原文摘录"]


def test_scores_in_the_order_of_the_ranking(many: Run, rulebook: Rulebook) -> None:
    table = rows(made(many, rulebook), "得分")
    expected = ranking(many, rulebook, WORDS)
    assert [(r["序位"], r["单位"] or "", r["得分"], r["等级"] or "", r["文件"]) for r in table[:-1]] == [
        (row.position, row.unit, row.total, row.grade, row.path) for row in expected.rows
    ]
    assert table[-1]["文件"] == "通知.txt" and table[-1]["未评分或未检查的原因"].startswith("略过的文件：")
    best = expected.rows[0]
    assert best.digest is not None
    assert [table[0][WORDS(f"status.{s}")] for s in STATUSES] == list(best.digest.statuses.values())
    for id, title in expected.dimensions.items():
        assert table[0][title] == decimal(best.dimensions[id].points) and table[0][f"{title}（满分）"] == decimal(best.dimensions[id].max)
    earned = sum(round(10 * table[0][title]) for title in expected.dimensions.values())
    assert earned - round(10 * table[0]["扣分合计"]) == round(10 * table[0]["得分"])
    assert WORDS("disclaimer") in book(made(many, rulebook))["得分"]["A2"].value


def test_every_duty_with_passage_and_evidence(whole: Run, rulebook: Rulebook) -> None:
    report = whole.reports[0]
    table = {r["规则"]: r for r in rows(made(whole, rulebook), "报告事项")}
    assert set(table) == {v.rule.id for v in obligations(report)}
    text = report.document.text
    for verdict in obligations(report):
        row = table[verdict.rule.id]
        assert row["状态"] == WORDS(f"status.{verdict.status}")
        for passage in verdict.passages:
            assert text[passage.start : passage.end] in row["原文"]
            assert all(text[e.start : e.end] in row["佐证"] for e in passage.evidence)
        earned = report.score.obligations.get(verdict.rule.id) if report.score else None
        assert row["得分"] == (decimal(earned.points, 2) if earned else None)


def test_every_relation_with_its_calculation(whole: Run, rulebook: Rulebook) -> None:
    report = whole.reports[0]
    table = rows(made(whole, rulebook), "数据核对")
    assert sorted((r["算式"], r["判断"]) for r in table) == sorted((r.calculation, WORDS(f"verdict.{verdict_of(r)}")) for r in report.relations)
    assert table[0]["判断"] == "数据待核" and table[-1]["判断"] == "核对一致"


def test_rules_with_their_law(whole: Run, rulebook: Rulebook) -> None:
    report = whole.reports[0]
    table = {r["规则"]: r for r in rows(made(whole, rulebook), "规则说明")}
    assert set(table) == {v.rule.id for v in obligations(report)} | {f.rule for f in report.findings}
    assert sum(r["问题数"] for r in table.values()) == len(report.findings)
    assert all(r["依据"] for r in table.values())


def test_ready_to_print_and_to_filter(whole: Run, rulebook: Rulebook) -> None:
    found = book(made(whole, rulebook))
    assert found.sheetnames == SHEETS
    for sheet in found:
        assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0) and sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$3:$3"
        assert sheet.freeze_panes.endswith("4")
        assert sheet.auto_filter.ref.startswith("A3:") and sheet.auto_filter.ref.endswith(str(sheet.max_row))
        assert sheet.column_dimensions["A"].width < 30
        assert all(c.alignment.wrap_text for c in sheet[4])


def test_colour_is_never_alone(whole: Run, rulebook: Rulebook) -> None:
    sheet = book(made(whole, rulebook))["问题清单"]
    fills = {(row[3].value, row[3].fill.fgColor.rgb) for row in sheet.iter_rows(min_row=4)}
    assert len(fills) == len({word for word, _ in fills}) == 3


TRICKS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "http://x.cn", "12", "1e5", "TRUE", "_x0041_", "{=1}", "'x", "\t=1", "=1\n=2")


@pytest.mark.parametrize("trick", TRICKS)
def test_words_never_become_formulas_links_or_numbers(whole: Run, rulebook: Rulebook, trick: str) -> None:
    report = whole.reports[0]
    hostile = tuple(f._replace(advice=trick, basis=trick) for f in report.findings)
    data = made(whole._replace(reports=(report._replace(findings=hostile),)), rulebook)
    shown = cell(trick)
    assert {(r["建议"], r["依据"]) for r in rows(data, "问题清单")} == {(shown, shown)}
    for row in book(data)["问题清单"].iter_rows(min_row=4):
        assert all(c.data_type in "sn" and c.hyperlink is None for c in row) and row[11].data_type == "s"
    assert not re.search(rb"<f>|<hyperlink", b"".join(content for name, content in parts(data).items() if "worksheets" in name))


def test_a_cell_holds_what_excel_holds() -> None:
    assert cell("县" * CELL) == "县" * CELL
    long = cell("县" * (CELL + 1))
    assert len(long) == CELL and long.endswith("…")
    wide = cell("𠮷" * CELL)  # two units each
    assert len(wide.encode("utf-16-le")) // 2 <= CELL and wide.endswith("𠮷…")
    assert cell("a\x00\x0b\x1b\ufffe\ud800b\nc") == "a␀ ␛\ufffd\ufffdb\nc"


def test_a_long_quotation_is_not_lost(whole: Run, rulebook: Rulebook) -> None:
    report = whole.reports[0]
    long = tuple(f._replace(advice="建" * 40_000) for f in report.findings)
    found = rows(made(whole._replace(reports=(report._replace(findings=long),)), rulebook), "问题清单")
    assert {len(r["建议"]) for r in found} == {CELL}


def test_rows_go_on_to_another_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worksheet, "ROWS", 13)
    columns = [Column("甲", 10, "number"), Column("乙", 10)]
    data = workbook("题", "x", "2025-03-10", lambda b, formats: lay(b, formats, "表", "题", "注", columns, ([n, str(n)] for n in range(25))) and None, missing="")
    found = book(data)
    assert found.sheetnames == ["表", "表 (2)", "表 (3)"]
    assert [r["甲"] for name in found.sheetnames for r in rows(data, name)] == list(range(25))
    assert all(found[name].print_title_rows == "$3:$3" for name in found.sheetnames)


def test_the_same_run_gives_the_same_bytes(many: Run, rulebook: Rulebook) -> None:
    data = made(many, rulebook)
    assert made(many, rulebook) == data
    assert book(data).properties.created == datetime(2025, 3, 10)


def test_personal_data_is_starred(whole: Run, rulebook: Rulebook) -> None:
    found = [f for f in whole.reports[0].findings if f.kind == "privacy"]
    strings = parts(made(whole, rulebook))["xl/sharedStrings.xml"].decode()
    assert found and all(f.quote not in strings and f.quote[:3] + "*" in strings for f in found)


def test_english(whole: Run, rulebook: Rulebook) -> None:
    data = made(whole, rulebook, lang="en")
    found = book(data)
    assert found.sheetnames == ["Scores", "Findings", "Duties", "Figures", "Rules"]
    assert all(str(c.value).isascii() or "×" in str(c.value) for sheet in found for c in sheet[3])
    assert len(rows(data, "Findings")) == len(whole.reports[0].findings)


def test_an_unscored_report_and_an_empty_run(run_of: Runs, make_report: Maker, rulebook: Rulebook) -> None:
    table = rows(made(run_of(make_report(scored=False)), rulebook), "得分")
    assert table[0]["得分"] is None and table[0]["未评分或未检查的原因"] == "有 1 页未能读取"
    assert rows(made(run_of(), rulebook), "问题清单") == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_xlsxwriter_it_says_what_to_install(whole: Run, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(UsageFailure, match=r"xlsxwriter.*fazhi-lint\[office\]"):
        made(whole, rulebook, lang=lang)
