"""The workbook of a year: its sheets, its figures those of the views, filters and panes, nothing obeyed, the same bytes again."""

import io
from fractions import Fraction
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from linter.model.survey import Survey
from linter.model.table import Column, Table
from linter.output.lettering import legible
from linter.output.rounding import decimal
from linter.output.survey_book import compose
from linter.portfolio import gathering
from linter.portfolio.scope import Scope, rulebooks
from linter.portfolio.store import opened
from linter.portfolio.views.findings import findings
from linter.portfolio.views.ranking import rank
from tests.portfolio.surveyed import FORMULA, MARKUP, PATH, REASON, Surveyed, cells, command, gathered

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


@pytest.fixture(scope="module")
def data(survey: Survey) -> bytes:
    return compose(survey, "zh")


@pytest.fixture(scope="module")
def laid(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def below(sheet: Any, head: str) -> list[Any]:
    """The cells under a heading, which stands in the third line."""
    at = next(cell.column for cell in sheet[3] if str(cell.value or "").endswith(head))
    return [sheet.cell(row, at).value for row in range(4, sheet.max_row + 1)]


def test_the_sheets_that_were_asked_for_stand_in_their_order(laid: Any) -> None:
    wanted = ["概览", "得分排名", "事项覆盖", "事项热力图", "问题清单", "得分明细", "雷同文本", "应报未报", "规则说明"]
    assert [name for name in laid.sheetnames if name in wanted] == wanted


def test_the_ranking_is_that_of_the_view(surveyed: Surveyed, laid: Any) -> None:
    with opened(surveyed.path, surveyed.words) as store, store.connect() as connection:
        view = rank(connection, Scope(rulebooks(connection)[0].id, (2024,)), surveyed.words)[0]
    sheet = laid["得分排名"]
    assert len(view.rows) == 5
    assert below(sheet, "单位") == [legible(str(name)) for name in cells(view, "unit")]
    assert below(sheet, "得分")[: len(view.rows)] == [float(round(score, 1)) for score in cells(view, "score")]  # type: ignore[call-overload]
    assert all(isinstance(value, int | float) for value in below(sheet, "较上年"))


def test_points_add_up_to_the_score_in_every_row(laid: Any) -> None:
    sheet = laid["得分明细"]
    heads = [str(cell.value or "") for cell in sheet[3]]
    parts = [at for at, head in enumerate(heads) if head.startswith(("维度得分\n", "扣分\n"))]
    total = heads.index("得分")
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert len(rows) == 5
    for row in rows:
        assert round(sum(row[at] or 0 for at in parts), 1) == row[total]


def test_every_table_has_a_filter_and_a_frozen_head_and_repeats_it_on_paper(laid: Any) -> None:
    for name in laid.sheetnames[1:]:
        sheet = laid[name]
        assert sheet.auto_filter.ref and sheet.freeze_panes and sheet.print_title_rows == "$3:$3", name
        assert sheet.page_setup.orientation == "landscape"
    assert laid["得分排名"].freeze_panes == "E4"


def test_colour_never_stands_alone(laid: Any) -> None:
    sheet = laid["事项热力图"]
    told = {"有", "提", "划", "未", "核", "—"}
    filled = [cell for row in sheet.iter_rows(min_row=4) for cell in row if cell.fill.fill_type == "solid" and cell.value is not None]
    assert len(filled) > 200 and {cell.value for cell in filled} <= told
    for mark, word in (("有", "有佐证"), ("未", "未检出"), ("核", "需人工复核")):
        assert f"{mark}＝{word}" in sheet["A2"].value
    assert any(rule.type == "colorScale" for rules in laid["事项覆盖"].conditional_formatting for rule in rules.rules)
    assert all(isinstance(value, int | float) for value in below(laid["事项覆盖"], "缺项率"))


def test_the_overview_has_charts_of_its_own_cells(data: bytes, survey: Survey) -> None:
    with ZipFile(io.BytesIO(data)) as package:
        charts = [package.read(name).decode() for name in sorted(package.namelist()) if name.startswith("xl/charts/chart")]
    assert len(charts) == 3
    assert all("'概览'!" in chart or "概览!" in chart for chart in charts)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["概览"]
    steps = {row[0].value: row[1].value for row in sheet.iter_rows() if str(row[0].value or "").endswith("分") and "—" in str(row[0].value)}
    assert sum(steps.values()) == len(survey.table("rank").rows) == 5  # type: ignore[union-attr]
    for score in cells(survey.table("rank"), "score"):  # type: ignore[arg-type]
        low = int(score) // 10 * 10  # type: ignore[call-overload]
        assert steps[f"{low}—{low + 10}分"] > 0


def test_no_word_of_a_store_is_a_formula_a_link_or_a_macro(data: bytes, laid: Any) -> None:
    with ZipFile(io.BytesIO(data)) as package:
        sheets = {name: package.read(name).decode() for name in package.namelist() if name.startswith("xl/worksheets/")}
        assert not any("<f>" in text or "<hyperlink" in text for text in sheets.values())
        assert not any("externalLink" in name or "vba" in name.lower() for name in package.namelist())
    values = [cell for sheet in laid for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {FORMULA, MARKUP, REASON} <= {cell.value for cell in values}
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in values)
    assert any(cell.value.startswith("../../县") and "\u202e" not in cell.value for cell in values) and PATH not in {cell.value for cell in values}


def test_the_same_store_gives_the_same_bytes(surveyed: Surveyed, data: bytes) -> None:
    assert compose(gathered(surveyed), "zh") == data


def test_of_too_many_findings_the_gravest_are_listed_and_the_rest_counted(surveyed: Surveyed) -> None:
    with opened(surveyed.path, surveyed.words) as store, store.connect() as connection:
        scope = Scope(rulebooks(connection)[0].id, (2024,))
        whole = findings(connection, scope, surveyed.words, least="info")
        part = findings(connection, scope, surveyed.words, least="info", most=7)
    order = {"高": 0, "中": 1, "提示": 2}
    gravest = sorted(order[str(word)] for word in cells(whole, "severity"))[:7]
    assert sorted(order[str(word)] for word in cells(part, "severity")) == gravest
    assert any(f"共 {len(whole.rows)} 项" in note and "7 项" in note for note in part.notes)


def test_many_units_are_mapped_by_place(surveyed: Surveyed) -> None:
    few = gathered(surveyed, gathering.BOOK, units=2).table("heatmap")
    many = gathered(surveyed, gathering.BOOK).table("heatmap")
    assert few is not None and many is not None
    assert few.columns[0].key == "region" and many.columns[0].key == "unit"
    assert not any(column.kind == "status" for column in few.columns)


def test_a_table_without_rows_says_so() -> None:
    head = (Column("unit", "单位"), Column("score", "得分", "score"))
    empty = Survey(2024, "2025-03-01", "规则", 0, (Table("rank", "排序", head, ()),))
    sheet = openpyxl.load_workbook(io.BytesIO(compose(empty, "zh")))["得分排名"]
    assert sheet["A2"].value == "无。"


@pytest.mark.parametrize(("value", "shown"), [(Fraction(-1, 20), -0.1), (Fraction(1, 20), 0.1), (Fraction(0), 0.0), (Fraction(-1, 30), 0.0)])
def test_figures_are_rounded_away_from_zero(value: Fraction, shown: float) -> None:
    assert decimal(value, 1) == shown


def test_the_command_writes_the_file(surveyed: Surveyed, tmp_path: Path) -> None:
    out = tmp_path / "汇总.xlsx"
    done = command("workbook", "--db", surveyed.path, "-o", str(out), "--as-of", "2025-03-01")
    assert (done.returncode, done.stdout) == (0, "")
    assert openpyxl.load_workbook(out).sheetnames[0] == "概览"
    done = command("workbook", "--db", surveyed.path, "-o", str(out), "--year", "2019")
    assert done.returncode == 2 and "2023、2024" in done.stderr
