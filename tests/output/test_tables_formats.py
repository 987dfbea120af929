"""Tables of many reports on a narrow terminal, as a page, as a workbook and as CSV."""

import csv
import io
import re
import zipfile
from fractions import Fraction
from itertools import pairwise
from typing import Any

import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from linter.model.table import Cell, Column, Table, Term
from linter.output.catalogue import catalogue
from linter.output.glyphs import width
from linter.output.grids import SHADES, Grid, grid, groups, shade
from linter.output.heat import ROWS
from linter.output.tables import composed
from linter.output.tables_cells import told
from linter.output.tables_text import MARKS

STATUSES = ("evidenced", "mentioned", "planned", "absent", "review", "not-applicable")
EVIL = '=cmd|\'/c calc\'!A1<script>"&\x1b[31m'
RANK = Table(
    "rank", "2024年度/排序:[一]",
    (
        Column("position", "位次", "number"), Column("unit", "单位"), Column("score", "得分", "score"), Column("change", "较上年", "change"), Column("grade", "等次"),
        Column("waiver", "豁免理由"), Column("parent", "上级", minor=True), Column("region", "区划", minor=True),
    ),
    (
        (1, "青岚县人民政府", Fraction(941, 10), Fraction(3, 2), Term("内容完备", "complete"), "分项只列主要类别，统计口径另有说明" * 2, "云泽市", "东江省云泽市青岚县"),
        (2, EVIL, Fraction(50), Fraction(-1, 20), None, "+1", "-1", "@x"),
    ),
    ("只看文本。", "1 份未计入。"),
)  # fmt: skip
SHARES = Table(
    "heatmap", "热力图", (Column("unit", "单位"), Column("score", "得分", "score"), *(Column(f"d{n}", f"组织领导与推进机制{n}", "percent", heat=True) for n in range(11))),
    tuple((f"第{at}县", Fraction(50 + at), *(None if n == 10 else Fraction(n, 9) for n in range(11))) for at in range(3)),
)  # fmt: skip
DUTIES = Table(
    "duties", "事项", (Column("unit", "单位"), *(Column(f"r{n}", f"事项{n}", "status", "甲类" if n < 40 else "乙类", heat=True) for n in range(60))),
    tuple((f"第{at}县", *(STATUSES[(at + n) % 6] if n else None for n in range(60))) for at in range(3)),
)  # fmt: skip
TREND = Table("trend", "走势", (Column("unit", "单位"), Column("2023", "2023", "score"), Column("2024", "2024", "score"), Column("way", "走向")), (("青岚县", Fraction(40), Fraction(60), "明显上升"), ("白石县", None, Fraction(60), "")))
ALL = [RANK, SHARES, DUTIES, TREND]


def lines(*tables: Table, columns: int | None = None) -> list[str]:
    return composed(tables, "text", "zh", columns=columns).decode().splitlines()


@pytest.mark.parametrize("columns", [20, 24, 40, 60, 80, 100, 160])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    assert max(width(line) for line in lines(*ALL, columns=columns)) <= columns
    flat = "".join(lines(RANK, columns=columns)).replace(" ", "")
    assert "94.1" in flat and "+1.5" in flat and "\x1b" not in flat


def test_minor_columns_go_first_and_are_named() -> None:
    wide, narrow = lines(RANK), lines(RANK, columns=100)
    assert "区划" in wide[1] and "东江省云泽市青岚县" in wide[2]
    assert "区划" not in narrow[1]
    assert any(line.startswith("另有 ") and "区划" in line for line in narrow)


def test_shares_are_numbered_columns() -> None:
    out = lines(SHARES, columns=80)
    assert out[1].split() == ["单位", "得分", *map(str, range(1, 12))]
    assert out[2].split() == ["第0县", "50.0", "0", "11", "22", "33", "44", "56", "67", "78", "89", "100"]
    legend = "".join(out).replace(" ", "")
    assert all(f"{n + 1}组织领导与推进机制{n}" in legend for n in range(11))


def test_a_number_of_the_legend_stays_with_its_name() -> None:
    for columns in (40, 60, 80):
        out = lines(SHARES, columns=columns)
        assert [line for line in out if re.search(r"\d+$", line) and "组织" in line and not re.search(r"组织领导与推进机制\d+$", line)] == []
        assert any(line.startswith("10 组织领导与推进机制9") or "  10 组织领导与推进机制9" in line for line in out)


def test_words_are_folded_between_and_never_within() -> None:
    table = Table("gaps", "Gaps", (Column("duty", "Duty"), *(Column(f"n{n}", f"Figure {n}", "number") for n in range(5))), (("Enforcement in reconsideration committees", 1, 2, 3, 4, 5),))
    told = composed([table], "text", "en", columns=64).decode()
    assert "reconsideration" in told and "Enforcement" in told


def test_a_row_of_sums_stands_one_below_the_other_where_it_does_not_fit() -> None:
    table = Table("sum", "合计", tuple(Column(f"n{n}", f"未能读取的文件{n}", "number") for n in range(6)), ((1, 2, 3, 4, 5, 6),))
    assert len(lines(table, columns=200)) == 3
    assert lines(table, columns=60)[1:] == [f"未能读取的文件{n}  {n + 1}" for n in range(6)]


def test_statuses_are_marks_in_their_columns() -> None:
    whole = lines(DUTIES)
    marks = whole[2].split(None, 1)[1]
    assert marks.replace(" ", "") == "".join(MARKS[STATUSES[n % 6]] for n in range(1, 60))
    assert [len(run) for run in marks.split(" ")] == [39, 20]  # the first of the first group was not judged
    narrow = lines(DUTIES, columns=40)
    found = "".join(line.split(None, 1)[1].replace(" ", "") for line in narrow if line.startswith("第0县"))
    assert found == "".join(MARKS[STATUSES[n % 6]] for n in range(1, 60))
    assert "仅见于下年安排" in "".join(narrow)


def test_what_is_a_heat_map() -> None:
    assert grid(SHARES) == Grid(2, 13, "percent")
    assert grid(DUTIES) == Grid(1, 61, "status")
    assert grid(RANK) is None
    few = Table("a", "a", (Column("a", "a"), *(Column(f"p{n}", "p", "percent", heat=True) for n in range(3))), ())
    assert grid(few) is None
    beside = Table("a", "a", tuple(Column(f"p{n}", "p", "percent") for n in range(5)), ())
    assert grid(beside) is None  # shares side by side need not be one map
    assert groups(DUTIES.columns[1:]) == [("甲类", 0, 40), ("乙类", 40, 60)]


def test_cells_in_words() -> None:
    words = catalogue("zh", "views")
    assert [told(Fraction(n, 10), Column("c", "", "change"), words) for n in (12, -8, 0)] == ["+1.2", "-0.8", "0.0"]
    cells: tuple[tuple[Cell, str], ...] = ((Fraction(1, 3), "percent"), (Fraction(881, 10), "score"), (None, "score"), (7, "number"), ("甲", "text"), ("absent", "status"))
    assert [told(cell, Column("c", "", kind), words) for cell, kind in cells] == ["33.3%", "88.1", "", "7", "甲", "未检出"]


def test_shades_rise() -> None:
    papers = [shade(Fraction(n, 100)) for n in range(101)]
    seen = list(dict.fromkeys(papers))
    assert len(seen) == 6 and papers == sorted(papers, key=seen.index)
    assert shade(None) is None and shade("absent") is None
    assert shade(Fraction(-1)) == seen[0] and shade(Fraction(2)) == seen[-1]
    assert all(_contrast(*each) >= 4.5 for each in seen if each)


def _contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def page(*tables: Table, lang: str = "zh") -> HTMLParser:
    return HTMLParser(composed(tables, "html", lang).decode())


def test_the_page_has_every_value_in_a_table_and_nothing_from_elsewhere() -> None:
    text = composed(ALL, "html", "zh").decode()
    tree = HTMLParser(text)
    assert "<script" not in text and "\x1b" not in text
    assert not re.search(r"(?:src|href)\s*=\s*[\"'](?!#)", text)
    assert "default-src 'none'" in text
    held = tree.css("table")
    assert len(held) == 4
    for table, node in zip(ALL, held, strict=True):
        assert len(node.css("tbody tr")) == len(table.rows)
        assert all(row.css_first("th[scope=row]") is not None for row in node.css("tbody tr"))
    cells = [cell.text(strip=True) for cell in held[0].css("tbody tr")[0].css("th,td")]
    assert (cells[:2], cells[2][:4], cells[3]) == (["1", "青岚县人民政府"], "94.1", "+1.5")
    assert [node.text() for node in tree.css("h1")] == [RANK.title]
    assert [node.text() for node in tree.css("h2")] == [table.title for table in ALL[1:]]
    assert tree.css_first("html").attributes["lang"] == "zh-CN"


def test_a_page_speaks_of_no_command_and_leaves_out_minor_columns_of_a_wide_table() -> None:
    heads = (Column("duty", "报告事项"), *(Column(f"n{n}", f"数{n}", "number") for n in range(11)), Column("rule", "规则", minor=True))
    table = Table("gaps", "缺项", heads, (("政府信息公开", *range(11), "enforcement.three-systems"),), ("只列前 30 项，共 149 项；--top 0 列出全部。",))
    text = composed([table], "html", "zh").decode()
    assert "--top" not in text and "只列前 30 项，共 149 项。" in text
    assert "enforcement.three-systems" not in text and "另有 1 列未显示：规则。" in text
    sheet = openpyxl.load_workbook(io.BytesIO(composed([table], "xlsx", "zh"))).worksheets[0]
    told = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "enforcement.three-systems" in told and not any("--top" in cell for cell in told)
    assert "--top 0" in composed([table], "text", "zh").decode()


def test_headings_over_figures_are_parted_evenly() -> None:
    heads = ("突发事件应对", "数字法治政府", "矛盾纠纷预防调处化解", "行政决策")
    table = Table("heatmap", "热力图", (Column("unit", "单位"), *(Column(f"d{n}", head, "percent", heat=True) for n, head in enumerate(heads))), (("青岚县", *[Fraction(1, 2)] * 4),))
    (drawing,) = page(table).css("svg.heat")
    words = [node.text() for node in drawing.css("text")]
    assert {"突发事件", "应对", "数字法治", "政府", "行政决策"} <= set(words)
    assert all(len(word) > 1 for word in words)


def test_heat_maps_are_drawn_in_presentation_attributes() -> None:
    (shares,) = page(SHARES).css("svg.heat")
    assert shares.attributes["role"] == "img"
    assert shares.css_first("title").text() == "热力图：3 行 × 11 列"
    assert {node.attributes["fill"] for node in shares.css("path")} == {paper for paper, _ in SHADES}
    figures = [node.text() for node in shares.css("text")]
    assert figures.count("100%") == 3 and figures.count("0%") == 3
    (duties,) = page(DUTIES).css("svg.heat")
    cells = sum(node.attributes["d"].count("M") for node in duties.css("path") if "k-absent" in (node.attributes.get("class") or ""))
    assert cells == sum(row.count("absent") for row in DUTIES.rows)
    assert all(node.attributes.get("fill") for node in duties.css("path,text"))
    words = [node.text() for node in duties.css("text")]
    assert "甲类" in words and "第2县" in words
    assert not page(Table("a", "甲", DUTIES.columns, DUTIES.rows * (ROWS // 3 + 1))).css("svg.heat")


def test_a_course_is_drawn_where_there_are_two_years() -> None:
    tree = page(TREND)
    titles = [node.text() for node in tree.css("svg.course title")]
    assert titles == ["2023 40.0, 2024 60.0"]
    assert [node.text() for node in tree.css("thead th")] == ["单位", "2023", "2024", "走势", "走向"]


def sheets(*tables: Table) -> Any:
    return openpyxl.load_workbook(io.BytesIO(composed(tables, "xlsx", "zh")))


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_the_workbook_holds_words_and_numbers_never_formulas() -> None:
    book = sheets(*ALL)
    assert book.sheetnames == ["2024年度 排序  一", "热力图", "事项", "走势"]
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[3]] == [column.title for column in RANK.columns]
    assert [sheet[4][at].value for at in (0, 1, 2, 3, 4)] == [1, "青岚县人民政府", 94.1, 1.5, "内容完备"]
    assert sheet[5][3].value == -0.1 and sheet[5][3].number_format == "+0.0;-0.0;0.0"
    assert {cell.data_type for each in book for row in each.iter_rows() for cell in row if cell.value is not None} == {"s", "n"}
    assert sheet[5][1].value.startswith("=cmd") and sheet[5][1].hyperlink is None
    assert sheet["A2"].value == "只看文本。 1 份未计入。"
    shares = book.worksheets[1]
    assert shares["D4"].value == 0.1111 and shares["D4"].number_format == "0.0%"
    duties = book.worksheets[2]
    assert duties["C4"].value == "提" and "提＝仅提及" in duties["A2"].value and duties["C4"].fill.start_color.rgb != duties["D4"].fill.start_color.rgb
    with zipfile.ZipFile(io.BytesIO(composed(ALL, "xlsx", "zh"))) as package:
        assert not [name for name in package.namelist() if b"<f>" in package.read(name)]


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_the_workbook_is_ready_to_filter_scroll_and_print() -> None:
    book = sheets(*ALL)
    for sheet, frozen in zip(book.worksheets, ("C4", "B4", "B4", "B4"), strict=True):
        assert sheet.freeze_panes == frozen
        assert sheet.auto_filter.ref.startswith("A3:")
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage or sheet is book.worksheets[2]
        assert sheet.print_title_rows == "$3:$3"
    kinds = [{rule.type for ranged in sheet.conditional_formatting for rule in ranged.rules} for sheet in book.worksheets]
    assert kinds == [{"dataBar", "iconSet"}, {"dataBar", "colorScale"}, set(), set()]
    duties = book.worksheets[2]  # sixty marks are not squeezed onto one page
    assert duties.page_setup.scale == "70" or duties.page_setup.scale == 70
    assert duties.print_title_cols == "$A:$A"


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_english_headings_and_names_of_sheets_break_between_words() -> None:
    table = Table("gaps", "Ranking by completeness of content, 2024", (Column("duty", "Duty"), Column("n", "Overturned", "number"), Column("city", "department", "percent", "Gap rate")), (("A", 1, Fraction(1, 2)),))
    sheet = openpyxl.load_workbook(io.BytesIO(composed([table], "xlsx", "en"))).worksheets[0]
    assert sheet.title == "Ranking by completeness of"
    assert sheet.column_dimensions["B"].width > len("Overturned") and sheet.column_dimensions["C"].width > len("department")


def test_sheets_of_one_title_have_names_of_their_own() -> None:
    twins = [Table("a", "一" * 40, RANK.columns, ()), Table("b", "一" * 40, RANK.columns, ()), Table("c", "?", RANK.columns, ())]
    names = sheets(*twins).sheetnames
    assert len(set(names)) == 3 and max(map(len, names)) <= 31
    assert names[2] == "c"


def test_csv_is_rows_and_no_formula() -> None:
    data = composed([RANK], "csv", "zh")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == [column.title for column in RANK.columns]
    assert rows[1][:5] == ["1", "青岚县人民政府", "94.1", "+1.5", "内容完备"]
    assert rows[2][1].startswith("'=cmd") and rows[2][3] == "-0.1" and rows[2][5] == "'+1"
    several = composed([SHARES, DUTIES], "csv", "zh").decode("utf-8-sig").splitlines()
    assert several[0] == "热力图" and several[several.index("") + 1] == "事项"
    assert "11.1%" in several[2] and "有佐证" in several[-1]


@pytest.mark.parametrize("format", ["text", "json", "csv", "html", "xlsx"])
def test_the_same_tables_give_the_same_bytes_and_none_gives_a_file_too(format: str) -> None:
    for lang in ("zh", "en"):
        assert composed(ALL, format, lang) == composed(ALL, format, lang)
    empty = composed([Table("a", "甲", RANK.columns, (), ("库中没有。",))], format, "zh")
    assert empty
    if format in ("text", "html", "json"):
        assert "库中没有。" in empty.decode()


def test_numbers_of_a_column_end_in_one_place() -> None:
    out = lines(RANK, columns=100)
    rows = [line for line in out if re.match(r"\s*[12]  ", line)]
    ends = {width(row[: row.index(figure) + len(figure)]) for row, figure in zip(rows, ("94.1", "50.0"), strict=True)}
    assert len(ends) == 1
    assert all(a != b for a, b in pairwise(out))
