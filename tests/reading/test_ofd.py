"""OFD: text by its place on the page, what is set aside, pages that are pictures."""

from xml.sax.saxutils import escape

import pytest

from linter.model.failure import ReadFailure
from linter.model.text import Document
from linter.reading import read
from tests.kit.conformance import one_block_a_line, sound
from tests.kit.lexicon import shipped_words
from tests.kit.ofd import NS, SIZE, Put, content, ofd, ofd_of, picture, set_pages, text
from tests.kit.reports import COUNTY, DISTRICT

PARAGRAPH = "坚持依法行政推进各项任务，完善工作机制落实监督责任，提升服务水平办理各类案件一百二十件，组织培训十二场参加人员达到九百人，满意率持续提高。"
SCANNED = "第2页（扫描件或图片，需先做文字识别）"


def document(data: bytes) -> Document:
    found = read("r.ofd", data=data, residue=shipped_words())
    sound(found)
    one_block_a_line(found)
    return found


def blocks(*puts: Put) -> list[str]:
    return document(ofd([list(puts)])).text.split("\n")


def refusal(data: bytes) -> str:
    with pytest.raises(ReadFailure) as caught:
        read("r.ofd", data=data, residue=shipped_words())
    return caught.value.kind


def set_lines(parts: list[str], top: float = 40, columns: int = 28) -> list[Put]:
    """Paragraphs set with an indent of two characters."""
    puts: list[Put] = []
    y = top
    for each in parts:
        rest, x, room = each, 28 + 2 * SIZE, columns - 2
        while rest:
            puts.append(Put(x, y, rest[:room]))
            rest, x, room, y = rest[room:], 28.0, columns, y + 10
    return puts


# -- places ------------------------------------------------------------------------------------------------------


def test_lines_join_to_paragraphs_whatever_order_they_are_drawn_in() -> None:
    parts = ["一、主要做法", PARAGRAPH, "存在问题", PARAGRAPH + PARAGRAPH, "特此报告。"]
    puts = set_lines(parts)
    assert document(ofd([puts])).text.split("\n") == parts
    assert document(ofd([puts[::-1]])).text.split("\n") == parts
    # every character an object of its own, figures first: as some printer drivers draw
    single = [Put(p.x + i * SIZE, p.y, c) for p in puts for i, c in enumerate(p.text)]
    assert document(ofd([sorted(single, key=lambda p: p.text)])).text.split("\n") == parts


def test_parts_of_a_line_stand_side_by_side() -> None:
    assert blocks(Put(28 + 4 * SIZE, 40, "2024"), Put(28 + 6 * SIZE, 40.4, "年办理"), Put(28, 40, "青岚县在")) == ["青岚县在2024年办理"]
    assert blocks(Put(28, 40, "接入AI"), Put(28 + 3.25 * SIZE, 40, "APP系统")) == ["接入AI APP系统"]
    # drawn twice, a hair apart: bold
    assert blocks(Put(28, 40, "一、主要做法"), Put(28.2, 40, "一、主要做法")) == ["一、主要做法"]
    # a mark of a footnote stands higher and smaller
    assert blocks(Put(28, 40, "办理案件"), Put(28 + 4 * SIZE, 38.5, "1", 3), Put(28 + 4.3 * SIZE, 40, "件。")) == ["办理案件1件。"]


def test_cells_far_apart_are_a_row() -> None:
    found = document(ofd([[*set_lines([PARAGRAPH]), Put(30, 90, "行政复议"), Put(90, 90, "41"), Put(130, 90, "56"), Put(30, 100, "行政诉讼"), Put(90, 100, "29"), Put(130, 100, "25")]]))
    assert found.text.split("\n") == [PARAGRAPH, "行政复议|41|56", "行政诉讼|29|25"]
    assert [b.kind for b in found.blocks] == ["paragraph", "table-row", "table-row"]


def test_borders_part_cells_that_nearly_touch() -> None:
    cells = [Put(28, 90, "行政复议案件（件）"), Put(28 + 9.3 * SIZE, 90, "2024年办理"), Put(28 + 14 * SIZE, 90, "“结案”"), Put(28, 100, "行政诉讼"), Put(28 + 9.3 * SIZE, 100, "29"), Put(28 + 14 * SIZE, 100, "25")]
    borders = "".join(f'<ofd:PathObject ID="3" Boundary="{28 + x * SIZE} 80 0.2 24"/>' for x in (-0.2, 9.15, 13.7, 18))
    layer = "".join(map(text, [*set_lines([PARAGRAPH]), *cells]))
    assert document(ofd([layer + borders])).text.split("\n") == [PARAGRAPH, "行政复议案件（件）|2024年办理|“结案”", "行政诉讼|29|25"]
    assert "行政复议案件（件）2024年办理“结案”" in document(ofd([layer])).text.split("\n")


def test_columns_of_running_text_are_read_one_after_the_other() -> None:
    left, right = [PARAGRAPH + PARAGRAPH[5:60]], ["存在的问题主要是" + PARAGRAPH + PARAGRAPH[20:]]
    sides = [[Put(20 + i * 90 + x, p.y, p.text, 5) for p in set_lines(side, columns=15) for x in [(p.x - 28) * 5 / SIZE]] for i, side in enumerate((left, right))]
    puts = [put for pair in zip(*sides, strict=False) for put in pair]
    assert len(puts) > 16
    found = document(ofd([[Put(20, 30, "青岚县法治政府建设年度报告全文", 5), *puts]]))
    assert "".join(found.text.split("\n")) == "青岚县法治政府建设年度报告全文" + left[0] + right[0]


def test_matrices() -> None:
    # as a printer driver writes: points scaled to millimetres, the place far away and moved back
    driver = Put(114.8, 180, "司法局", 14.75, ctm="0.3527 0 0 0.3527 -114.8 0")
    drawn = text(driver).replace('X="0"', 'X="325.5"')
    assert document(ofd([drawn + text(Put(130.4, 180 - 14.75 + 14.75 * 0.3527, "办理"))])).text == "司法局办理"
    # a page on its side: everything is turned
    turned = "".join(text(Put(40 + k * 10, 30, part, ctm=f"0 1 -1 0 {SIZE} 0")) for k, part in enumerate(["第二行在左边", "第一行在右边，读在前面"]))
    assert document(ofd([turned])).text.split("\n") == ["第一行在右边，读在前面", "第二行在左边"]


def test_a_watermark_and_words_written_downwards() -> None:
    slanted = text(Put(60, 150, "内部资料注意保存", 12, ctm="0.7071 -0.7071 0.7071 0.7071 0 0"))
    found = document(ofd(["".join(map(text, set_lines([PARAGRAPH]))) + slanted]))
    assert found.text == PARAGRAPH
    assert found.receipt.ignored == ("水印",)
    down = '<ofd:TextObject ID="7" Boundary="20 100 6 40" Font="1" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="0 0 0" DeltaY="g 3 6">工作台账</ofd:TextCode></ofd:TextObject>'
    assert "工作台账" in document(ofd(["".join(map(text, set_lines([PARAGRAPH]))) + down])).text.split("\n")


def test_distances() -> None:
    def one(attributes: str, said: str = "办理案件") -> str:
        return f'<ofd:TextObject ID="7" Boundary="28 40 90 9" Font="1" Size="5"><ofd:TextCode {attributes}>{escape(said)}</ofd:TextCode></ofd:TextObject>'

    for delta in ('DeltaX="g 3 5"', 'DeltaX="5 g 2 5"', 'DeltaX="5 5 5"', "", 'DeltaX="5"', 'DeltaX="g 9999999999 5"', 'DeltaX="g"', 'DeltaX="x y z"'):
        assert sorted(document(ofd([one(f'X="0" Y="5" {delta}')])).text) == sorted("办理案件")
    assert document(ofd([one('X="0" Y="5" DeltaX="5 25 5"')])).text == "办理|案件"
    # a second code without place of its own; white space of pretty printing
    two = '<ofd:TextObject ID="7" Boundary="28 40 90 9" Font="1" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="5">\n办理\n</ofd:TextCode><ofd:TextCode X="10" DeltaX="5">案件</ofd:TextCode></ofd:TextObject>'
    assert document(ofd([two])).text == "办理案件"


# -- the file ----------------------------------------------------------------------------------------------------


def test_a_paragraph_runs_over_the_page_and_page_numbers_are_left_out() -> None:
    pages = set_pages(COUNTY, rows=6)
    assert len(pages) > 3
    headed = [[Put(60, 20, "青岚县法治政府建设年度报告汇编"), *page] for page in pages]
    found = document(ofd(headed))
    assert found.text == document(ofd_of(COUNTY)).text
    assert found.receipt.ignored == ("页眉", "页码")


def test_several_documents_in_one_file() -> None:
    found = document(ofd([set_lines([PARAGRAPH])], documents=2))
    assert found.text.split("\n") == [PARAGRAPH, PARAGRAPH]


def test_what_is_beside_the_text_is_named() -> None:
    found = document(
        ofd(
            [set_lines([PARAGRAPH])],
            body="<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures>",
            document="<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>",
        )
    )
    assert found.text == PARAGRAPH
    assert found.receipt.ignored == ("电子印章", "注释", "附件文件")


def test_templates() -> None:
    common = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    head = '<ofd:Template TemplateID="7" ZOrder="Background"/>'

    def with_template(layer: str, page: list[Put]) -> Document:
        return document(ofd([page], common=common, head=head, parts={"Doc_0/Tpls/Tpl_0/Content.xml": content(layer)}))

    header = with_template(text(Put(60, 20, "云泽市公文版式")), set_lines([PARAGRAPH]))
    assert (header.text, header.receipt.ignored) == (PARAGRAPH, ("版式模板里的文字",))
    # lines and frames are nothing to be told
    assert with_template('<ofd:PathObject ID="3" Boundary="0 0 1 1"/>', set_lines([PARAGRAPH])).receipt.ignored == ()
    # a body that stands in a template is the body
    body = "".join(map(text, set_lines([PARAGRAPH * 4])))
    assert with_template(body, []).text == PARAGRAPH * 4
    assert with_template(body, [Put(28, 250, "青岚县人民政府")]).text.split("\n") == [PARAGRAPH * 4, "青岚县人民政府"]


def test_composite_units_and_blocks() -> None:
    unit = f'<ofd:Res {NS} BaseLoc="Res"><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="50" Width="100" Height="10"><ofd:Content>{text(Put(0, 6, "全年办理案件"))}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>'
    use = '<ofd:PageBlock ID="3"><ofd:PageBlock ID="4"><ofd:CompositeObject ID="6" ResourceID="50" Boundary="28 40 100 10"/></ofd:PageBlock></ofd:PageBlock>'
    for common, path in (("<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>", "Doc_0/DocumentRes.xml"), ("<ofd:PublicRes>/Doc_0/Public.xml</ofd:PublicRes>", "Doc_0/Public.xml")):
        found = document(ofd([use + text(Put(28 + 6 * SIZE, 46, "十二件。"))], common=common, parts={path: unit}))
        assert found.text == "全年办理案件十二件。"
    assert document(ofd([use + text(Put(28, 60, "办理十二件。"))])).text == "办理十二件。"


def test_text_that_is_not_shown() -> None:
    found = document(ofd([[*set_lines([PARAGRAPH]), Put(28, 120, "草稿批注", extra='Visible="false"'), Put(90000.0, 50, "页面之外")]]))
    assert (found.text, found.receipt.ignored) == (PARAGRAPH, ("隐藏文字",))


def test_locations_from_the_root_and_backwards() -> None:
    made = ofd([set_lines([PARAGRAPH])])
    for old, new in ((b"Pages/Page_0", b"/Doc_0/Pages/Page_0"), (b"Pages/Page_0", b"Doc_0/Pages/Page_0"), (b"Pages/Page_0", b"../Doc_0/./Pages/Page_0"), (b"Pages/Page_0", b"Pages\\Page_0")):
        assert document(_replaced(made, "Doc_0/Document.xml", old, new)).text == PARAGRAPH


def _replaced(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w") as made:
        for entry in given.namelist():
            held = given.read(entry)
            assert entry != name or old in held
            made.writestr(entry, held.replace(old, new) if entry == name else held)
    return out.getvalue()


# -- pictures and locks ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        picture(),
        picture(0, 0, 210, 150) + picture(0, 150, 210, 147),
        picture() + text(Put(150, 290, "扫描全能王 创建", 3)) + text(Put(100, 280, "— 2 —", 4)),
        '<ofd:PathObject ID="3" Boundary="0 0 1 1"/>' * 40,
        "".join(f'<ofd:TextObject ID="7" Boundary="28 {40 + k * 9} 90 9" Font="1" Size="5"><ofd:CGTransform CodePosition="0" CodeCount="4" GlyphCount="4"><ofd:Glyphs>31 32 33 34</ofd:Glyphs></ofd:CGTransform><ofd:TextCode X="0" Y="5">□□□□</ofd:TextCode></ofd:TextObject>' for k in range(3)),
        text(Put(28, 50, "\ue001\ue002\ue003\ue004")),
    ],
    ids=["picture", "strips", "stamped", "outlines", "glyphs", "private"],
)
def test_a_page_that_is_a_picture_is_unread(page: str) -> None:
    found = document(ofd([set_lines([PARAGRAPH * 3]), page, set_lines(["后文。"])]))
    assert found.receipt.unread == (SCANNED,)
    assert not found.receipt.complete
    assert found.text.split("\n") == [PARAGRAPH * 3, "后文。"]
    assert refusal(ofd([page, page])) == "no-text-layer"


def test_pictures_that_are_no_page() -> None:
    behind = "".join(map(text, set_lines([PARAGRAPH * 3]))) + picture()
    assert document(ofd([behind])).receipt.ignored == ("图片",)
    small = document(ofd([text(Put(28, 50, "办理案件十二件。")) + picture(30, 60, 40, 40)]))
    assert small.receipt.unread == ("图片",), "with so little text the picture may be the report"
    cover = text(Put(40, 100, "青岚县2024年法治政府建设年度报告", 8)) + picture()
    assert document(ofd([cover, set_lines([PARAGRAPH * 3])])).receipt.complete


def test_a_page_that_is_missing_is_unread() -> None:
    made = _replaced(ofd([set_lines([PARAGRAPH * 3]), set_lines(["后文。"])]), "Doc_0/Document.xml", b"Page_1", b"Page_9")
    assert document(made).receipt.unread == (SCANNED,)


def test_a_blank_page_is_nothing() -> None:
    assert document(ofd([set_lines([PARAGRAPH]), "", '<ofd:PathObject ID="3" Boundary="0 0 1 1"/>'])).receipt.complete
    assert refusal(ofd(["", ""])) == "empty"


def test_locked_and_foreign_files_are_named() -> None:
    assert refusal(ofd([set_lines([PARAGRAPH])], parts={"Encryptions.xml": f"<ofd:Encryptions {NS}/>"})) == "encrypted"
    assert refusal(ofd([])) == "unreadable"
    assert refusal(_replaced(ofd([set_lines(DISTRICT and [PARAGRAPH])]), "OFD.xml", b"Doc_0/Document.xml", b"nowhere.xml")) == "unreadable"
