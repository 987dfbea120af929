"""PDF: lines to paragraphs by place, page furniture, pages without text."""

import pytest

from linter.model.failure import ReadFailure
from linter.model.text import Document
from linter.reading import read
from tests.kit.conformance import one_block_a_line, sound
from tests.kit.drawing import Mark, Scan, pdf
from tests.kit.lexicon import shipped_words

LEFT, INDENT, TOP = 80.0, 104.0, 760.0
PARAGRAPH = "坚持依法行政推进各项任务，完善工作机制落实监督责任，提升服务水平办理各类案件一百二十件，组织培训十二场参加人员达到九百人，满意率持续提高。"


def document(*pages: list[Mark] | Scan | None, mapped: bool = True) -> Document:
    found = read("r.pdf", data=pdf(pages, mapped=mapped), residue=shipped_words())
    sound(found)
    one_block_a_line(found)
    return found


def set_lines(parts: list[str], top: float = TOP, columns: int = 36) -> list[Mark]:
    """Paragraphs set with an indent of two characters and `columns` characters a line."""
    marks: list[Mark] = []
    y = top
    for part in parts:
        rest, x, room = part, INDENT, columns - 2
        while rest:
            marks.append(Mark(x, y, rest[:room]))
            rest, x, room, y = rest[room:], LEFT, columns, y - 24
    return marks


def test_lines_join_to_paragraphs() -> None:
    parts = ["一、主要做法", PARAGRAPH, "存在问题", PARAGRAPH + PARAGRAPH, "特此报告。"]
    assert document(set_lines(parts)).text.split("\n") == parts


def test_an_indent_parts_paragraphs_whose_last_line_is_full() -> None:
    # PDFium drops a line that repeats the one before last, so they differ
    parts = [f"{name}县{PARAGRAPH[:66].replace('一百', number)}。" for name, number in (("青岚", "二百"), ("云泽", "三百"))]
    assert [len(part) for part in parts] == [34 + 36] * 2
    assert document(set_lines([*parts, PARAGRAPH])).text.split("\n") == [*parts, PARAGRAPH]


def test_a_paragraph_runs_over_the_page_and_furniture_is_left_out() -> None:
    pages = []
    lines = set_lines([PARAGRAPH * 6])
    for number in range(3):
        part = lines[number * 4 : number * 4 + 4] if number < 2 else lines[8:]
        moved = [Mark(m.x, TOP - 24 * i, m.text) for i, m in enumerate(part)]
        pages.append([Mark(200, 810, "青岚县法治政府建设年度报告"), *moved, Mark(280, 40, f"— {number + 1} —")])
    found = document(*pages)
    assert found.text == PARAGRAPH * 6
    assert found.receipt.ignored == ("页眉", "页码")


def test_bare_page_numbers() -> None:
    found = document([*set_lines([PARAGRAPH]), Mark(290, 40, "1")], [*set_lines(["二、存在问题", PARAGRAPH]), Mark(290, 40, "2")])
    assert found.text.split("\n") == [PARAGRAPH, "二、存在问题", PARAGRAPH]
    assert found.receipt.ignored == ("页码",)


def test_figures_at_the_page_edge_are_kept() -> None:
    found = document([*set_lines([PARAGRAPH]), Mark(290, 40, "12345")])
    assert found.text.endswith("12345")


def test_a_centred_title_in_two_lines() -> None:
    title = [Mark(180, 800, "青岚县人民政府二〇二三年", 20), Mark(200, 770, "法治政府建设年度报告", 20)]
    assert document([*title, *set_lines([PARAGRAPH], top=720)]).text.split("\n") == ["青岚县人民政府二〇二三年法治政府建设年度报告", PARAGRAPH]


def test_cells_far_apart_are_a_row() -> None:
    rows = [Mark(80, 600, "行政复议"), Mark(300, 600, "41"), Mark(400, 600, "56"), Mark(80, 576, "行政诉讼"), Mark(300, 576, "29"), Mark(400, 576, "25")]
    found = document([*set_lines([PARAGRAPH]), *rows])
    assert found.text.split("\n") == [PARAGRAPH, "行政复议|41|56", "行政诉讼|29|25"]
    assert [b.kind for b in found.blocks] == ["paragraph", "table-row", "table-row"]


def test_a_page_that_is_a_picture_is_unread() -> None:
    found = document(set_lines([PARAGRAPH]), None, set_lines(["后文。"]))
    assert found.receipt.unread == ("第2页（扫描件或图片，需先做文字识别）",)
    assert not found.receipt.complete
    assert found.text.split("\n") == [PARAGRAPH, "后文。"]


def test_what_a_scanner_prints_on_its_pictures_is_no_text_layer() -> None:
    stamp = [Mark(400, 30, "扫描全能王 创建", 8), Mark(290, 50, "— 2 —")]
    found = document(set_lines([PARAGRAPH]), Scan(stamp), set_lines(["后文。"]))
    assert found.receipt.unread == ("第2页（扫描件或图片，需先做文字识别）",)
    assert found.text.split("\n") == [PARAGRAPH, "后文。"]
    with pytest.raises(ReadFailure) as caught:
        document(Scan(stamp), Scan(stamp))
    assert (caught.value.kind, "OCR" in caught.value.message) == ("no-text-layer", True)


def test_text_on_a_picture_is_text() -> None:
    """A cover on a coloured ground; a scan with a layer of recognised text."""
    cover = Scan([Mark(120, 600, "青岚县2024年法治政府建设年度报告", 20)])
    assert document(cover, set_lines([PARAGRAPH])).receipt.complete
    assert document(Scan(set_lines([PARAGRAPH]))).text == PARAGRAPH


def test_a_blank_page_is_nothing() -> None:
    assert document(set_lines([PARAGRAPH]), []).receipt.complete


@pytest.mark.parametrize(("pages", "mapped"), [([None, None], True), ([[Mark(80, 700, PARAGRAPH)]], False)])
def test_no_text_layer(pages: list[list[Mark] | None], mapped: bool) -> None:
    with pytest.raises(ReadFailure) as caught:
        document(*pages, mapped=mapped)
    assert caught.value.kind == "no-text-layer"
