"""Word documents: tracked changes, fields, content controls, tables, notes, text boxes, numbering, contents."""

import subprocess
import tempfile
from pathlib import Path

import pytest

from linter.model.failure import ReadFailure
from linter.model.text import Document
from linter.reading import read
from linter.reading.docx_numbering import han, numeral
from tests.kit import builder
from tests.kit.builder import W, package, paragraph
from tests.kit.conformance import one_block_a_line, sound
from tests.kit.lexicon import shipped_words

STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
MORE = (
    W + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="urn:wps" xmlns:wp="urn:wp" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="urn:a" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:m="urn:m"'
)


def document(body: str, parts: dict[str, str] | None = None, namespace: str = MORE) -> Document:
    found = read("r.docx", data=package(body, parts, namespace=namespace), residue=shipped_words())
    sound(found)
    one_block_a_line(found)
    return found


def lines(body: str, parts: dict[str, str] | None = None) -> list[str]:
    return document(body, parts).text.split("\n")


def p(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return mark.format("begin") + f"<w:r><w:instrText>{code}</w:instrText></w:r>" + mark.format("separate") + result + mark.format("end")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (r("办理") + f"<w:ins>{r('12')}</w:ins><w:del><w:r><w:delText>30</w:delText></w:r></w:del>" + r("件。"), "办理12件。"),
        (f"<w:moveFrom>{r('旧')}</w:moveFrom><w:moveTo>{r('新')}</w:moveTo>", "新"),
        (f"<w:ins><w:del>{r('删')}</w:del>{r('留')}</w:ins>", "留"),
        (r("甲") + f"<w:hyperlink>{r('链接')}</w:hyperlink><w:smartTag><w:smartTagPr/>{r('标记')}</w:smartTag>", "甲链接标记"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt>", "控件"),
        (r("甲") + f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('单击此处输入')}</w:sdtContent></w:sdt>", "甲"),
        (r("第") + field(" PAGE ", r("3")) + r("项"), "第3项"),
        (r("共") + field(" IF ", r("甲") + field(" REF x ", r("乙"))) + r("件"), "共甲乙件"),
        (f'<w:fldSimple w:instr=" DATE ">{r("2024")}</w:fldSimple>', "2024"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t><w:softHyphen/></w:r>", "甲\t乙-丙"),
        ('<w:r><w:sym w:font="Symbol" w:char="2460"/><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>甲</w:t></w:r>', "①甲"),
        (r("明") + r("暗", "<w:vanish/>") + r("文", '<w:vanish w:val="0"/>'), "明文"),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>继续</w:t></w:r>", "甲\n继续"),
        ("<w:r><w:t>推进工作，</w:t><w:br/><w:t>落实责任。</w:t></w:r>", "推进工作，落实责任。"),
        ("<w:r><w:t>完成。</w:t><w:br/><w:t>一是加强。</w:t><w:cr/><w:t>二是落实。</w:t></w:r>", "完成。\n一是加强。\n二是落实。"),
        ("<w:r><w:ruby><w:rt><w:r><w:t>yi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>一</w:t></w:r></w:rubyBase></w:ruby></w:r>", "一"),
        (r("按") + "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>" + r("计"), "按x=1计"),
        ("<w:customXml><w:customXmlPr/>" + r("甲") + "</w:customXml><w:proofErr/><w:bookmarkStart/>" + r("乙"), "甲乙"),
        ("<w:commentRangeStart/>" + r("甲") + "<w:r><w:annotationRef/><w:commentReference/></w:r>", "甲"),
    ],
)
def test_inside_a_paragraph(content: str, expected: str) -> None:
    assert document(p(content)).text == expected


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = p(r("办理案件"), "<w:rPr><w:del/></w:rPr>") + p(r("12件。")) + p(f"<w:del>{r('删去')}</w:del>", "<w:rPr><w:del/></w:rPr>") + p(r("后文。"))
    assert lines(body) == ["办理案件12件。", "后文。"]


def test_the_last_paragraph_with_a_deleted_mark_is_kept() -> None:
    assert lines(p(r("前文。")) + p(r("后文。"), "<w:rPr><w:del/></w:rPr>")) == ["前文。", "后文。"]


def cell(*content: str) -> str:
    return f"<w:tc><w:tcPr/>{''.join(content)}</w:tc>"


def test_tables() -> None:
    inner = f"<w:tbl><w:tr>{cell(paragraph('1'))}{cell(paragraph('2'))}</w:tr></w:tbl>"
    rows = (
        f"<w:tr>{cell(paragraph('指标'))}{cell(paragraph('2023年'), paragraph('（件）'))}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell(paragraph('删'))}{cell(paragraph('去'))}</w:tr>"
        f"<w:sdt><w:sdtContent><w:tr>{cell(paragraph('复议'))}<w:sdt><w:sdtContent>{cell(paragraph('12'))}</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt>"
        f"<w:tr>{cell(paragraph('嵌套'))}{cell(inner, paragraph(''))}</w:tr>"
    )
    found = document(f"<w:tbl>{rows}</w:tbl>" + paragraph("后文。"))
    assert found.text.split("\n") == ["指标|2023年 （件）", "复议|12", "嵌套|1|2", "后文。"]
    assert [b.kind for b in found.blocks] == ["table-row"] * 3 + ["paragraph"]


def test_a_frame_of_one_cell_is_a_paragraph() -> None:
    found = document(f"<w:tbl><w:tr>{cell(paragraph('办理12件。'))}</w:tr></w:tbl>")
    assert [(b.kind, found.text) for b in found.blocks] == [("paragraph", "办理12件。")]


def test_block_content_controls_and_alternatives() -> None:
    box = f"<w:txbxContent>{paragraph('框内文字。')}</w:txbxContent>"
    drawing = (
        f"<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    body = f"<w:sdt><w:sdtContent>{paragraph('控件。')}</w:sdtContent></w:sdt>" + p(r("甲。") + f"<w:r>{drawing}</w:r>")
    assert lines(body) == ["控件。", "甲。", "框内文字。"]
    assert lines(p(f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>")) == ["框内文字。"]


def test_notes_stand_below_their_paragraph() -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="0" w:type="separator">{paragraph("线")}</w:footnote>'
        f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>" + r("据统计。"))}{paragraph("又注。")}</w:footnote></w:footnotes>'
    )
    ends = f'<w:endnotes {W}><w:endnote w:id="1">{paragraph("尾注。")}</w:endnote></w:endnotes>'
    body = p(r("甲") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r("乙。")) + p(r("丙。") + '<w:r><w:endnoteReference w:id="1"/></w:r>')
    found = document(body, {"footnotes": notes, "endnotes": ends})
    assert [(b.kind, found.text[b.start : b.end]) for b in found.blocks] == [
        ("paragraph", "甲乙。"),
        ("note", "据统计。又注。"),
        ("paragraph", "丙。"),
        ("note", "尾注。"),
    ]


STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="22"><w:name w:val="mine"/><w:basedOn w:val="2"/></w:style>
<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="loop"/><w:basedOn w:val="loop"/></w:style>
<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="h"><w:name w:val="hidden"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="numbering" w:styleId="ns"><w:name w:val="list"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
</w:styles>"""


def level(at: int, format: str, text: str, extra: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{extra}<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0">{level(0, "chineseCountingThousand", "%1、", '<w:pStyle w:val="1"/>')}{level(1, "chineseCountingThousand", "（%2）", '<w:pStyle w:val="2"/>')}
{level(2, "decimal", "%3.")}{level(3, "decimalEnclosedCircle", "%4")}</w:abstractNum>
<w:abstractNum w:abstractNumId="1">{level(0, "ideographTraditional", "%1.")}{level(1, "lowerRoman", "%2)")}{level(2, "upperLetter", "%1-%3", "<w:isLgl/>")}</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="ns"/></w:abstractNum>
<w:abstractNum w:abstractNumId="3">{level(0, "bullet", "&#xF0B7;")}{level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')}{level(2, "none", "附：")}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="2">{level(2, "decimalFullWidth", "第%3项 ")}</w:lvlOverride></w:num>
</w:numbering>"""
PARTS = {"styles": STYLES, "numbering": NUMBERING}


def numbered(text: str, at: int, ident: int) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{ident}"/></w:numPr>')


def styled(text: str, style: str, extra: str = "") -> str:
    return paragraph(text, f'<w:pStyle w:val="{style}"/>{extra}')


LIST = "".join(
    [
        styled("甲部", "1"),
        styled("子", "2"),
        numbered("条", 2, 1),
        numbered("条", 2, 1),
        numbered("款", 3, 1),
        styled("丑", "22"),
        numbered("条", 2, 1),
        numbered("重起", 2, 3),
        numbered("续", 2, 3),
        numbered("回", 2, 1),
        styled("乙部", "1"),
        styled("丙部", "1"),
        styled("寅", "2"),
        styled("无号", "2", '<w:numPr><w:numId w:val="0"/></w:numPr>'),
        numbered("干", 0, 2),
        numbered("罗", 1, 2),
        numbered("干", 0, 2),
        *[styled("部", "1") for _ in range(18)],
    ]
)
PRINTED = ["一、甲部", "（一）子", "1.条", "2.条", "①款", "（二）丑", "1.条", "5.重起", "6.续", "7.回", "二、乙部", "三、丙部", "（一）寅", "无号", "甲.干", "i)罗", "乙.干", "四、部", "五、部", "六、部", "七、部", "八、部", "九、部", "十、部", "十一、部", "十二、部", "十三、部", "十四、部", "十五、部", "十六、部", "十七、部", "十八、部", "十九、部", "二十、部", "二十一、部"]


def test_automatic_numbers() -> None:
    found = document(LIST, PARTS)
    assert found.text.split("\n") == PRINTED
    assert [(b.kind, b.level) for b in found.blocks[:5]] == [("heading", 1), ("heading", 2), ("list-item", 0), ("list-item", 0), ("list-item", 0)]


@pytest.mark.skipif(builder.soffice() is None, reason="LibreOffice is not installed")
def test_automatic_numbers_are_those_that_libreoffice_prints() -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "r.docx"
        source.write_bytes(package(LIST, PARTS))
        subprocess.run(
            [str(builder.soffice()), "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder, str(source)],
            check=True,
            capture_output=True,
            timeout=180,
        )
        printed = (Path(folder) / "r.txt").read_text(encoding="utf-8-sig")
    assert ["".join(line.split()) for line in printed.split("\n") if line.strip()] == document(LIST, PARTS).text.split("\n")


def test_lists_by_style_link_override_bullets_and_restart() -> None:
    body = numbered("干", 0, 4) + numbered("点", 0, 5) + numbered("款", 1, 5) + numbered("点", 0, 5) + numbered("款", 1, 5) + numbered("表", 2, 5) + numbered("项", 2, 6)
    assert lines(body, PARTS) == ["甲.干", "点", "1.款", "点", "2.款", "附：表", "第１项 项"]
    assert [b.kind for b in document(body, PARTS).blocks] == ["list-item"] * 7


def test_legal_numbers_are_digits() -> None:
    assert lines(numbered("甲", 0, 2) + numbered("乙", 2, 2), PARTS) == ["甲.甲", "1-1乙"]


def test_empty_and_deleted_list_paragraphs() -> None:
    gone = p(f"<w:del>{r('删')}</w:del>", '<w:pStyle w:val="1"/><w:rPr><w:del/></w:rPr>')
    # Word prints the number of an empty paragraph; one that is deleted has none
    assert lines(styled("甲", "1") + styled("", "1") + gone + styled("乙", "1"), PARTS) == ["一、甲", "三、乙"]


def test_an_undefined_list_has_no_number() -> None:
    assert lines(numbered("甲", 0, 99) + numbered("乙", 8, 1), PARTS) == ["甲", "乙"]


@pytest.mark.parametrize(
    ("count", "format", "expected"),
    [
        (10, "chineseCounting", "十"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (2024, "ideographDigital", "二〇二四"),
        (21, "chineseLegalSimplified", "贰拾壹"),
        (11, "ideographTraditional", "甲"),
        (3, "ideographZodiac", "寅"),
        (21, "decimalEnclosedCircle", "21"),
        (3, "decimalEnclosedParen", "⑶"),
        (2, "decimalEnclosedFullstop", "⒉"),
        (4, "ideographEnclosedCircle", "㊃"),
        (12, "decimalFullWidth", "１２"),
        (7, "decimalZero", "07"),
        (28, "upperLetter", "BB"),
        (1994, "lowerRoman", "mcmxciv"),
        (5, "none", ""),
        (5, "hebrew1", "5"),
        (0, "upperRoman", "0"),
    ],
)
def test_number_formats(count: int, format: str, expected: str) -> None:
    assert numeral(count, format) == expected


def test_han_numerals_are_unique() -> None:
    assert len({han(i) for i in range(1, 10_000)}) == 9_999


def test_headings_titles_and_loops_in_styles() -> None:
    body = styled("题", "t") + paragraph("直接", '<w:outlineLvl w:val="2"/>') + paragraph("正文", '<w:outlineLvl w:val="9"/>') + styled("环", "loop") + styled("缺", "nowhere")
    assert [(b.kind, b.level) for b in document(body, PARTS).blocks] == [("heading", 0), ("heading", 3), ("paragraph", 0), ("paragraph", 0), ("paragraph", 0)]


def test_a_heading_style_without_outline_level_is_known_by_its_name() -> None:
    style = '<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="{1}"/>{2}</w:style>'
    body_text = '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>'
    styles = style.format("a", "heading 2", "") + style.format("b", "标题 1", "") + style.format("c", "heading 3", body_text) + style.format("d", "heading two", "")
    parts = {"styles": f"<w:styles {W}>{styles}</w:styles>"}
    body = "".join(styled(text, ident) for text, ident in zip("甲乙丙丁", "abcd", strict=True))
    assert [(b.kind, b.level) for b in document(body, parts).blocks] == [("heading", 2), ("heading", 1), ("paragraph", 0), ("paragraph", 0)]


def test_a_title_in_two_lines_is_one_block() -> None:
    body = p("<w:r><w:t>青岚县人民政府</w:t><w:br/><w:t>年度报告</w:t></w:r>", '<w:pStyle w:val="t"/>')
    assert lines(body, PARTS) == ["青岚县人民政府年度报告"]


def test_hidden_styles() -> None:
    found = document(styled("暗", "h") + p(r("明") + r("暗", '<w:rStyle w:val="h"/>')), PARTS)
    assert found.text == "明"
    assert "隐藏文字" in found.receipt.ignored


def test_contents_are_left_out() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    by_field = paragraph("目 录") + p(begin + r("一、做法") + field(" PAGEREF x ", r("3"))) + p(r("二、问题")) + p(end + r("正文第一段"))
    by_style = styled("一、做法", "11")
    by_control = f'<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{paragraph("一、做法")}</w:sdtContent></w:sdt>'
    for contents, rest in ((by_field, ["正文第一段"]), (by_style, []), (by_control, [])):
        found = document(contents + paragraph("一、做法") + paragraph("办理12件。"), PARTS)
        assert found.text.split("\n") == [*rest, "一、做法", "办理12件。"]
        assert found.receipt.ignored == ("目录",)


def test_contents_that_are_never_closed_do_not_swallow_the_report() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    assert lines(p(begin + r("一、做法")) + paragraph("办理案件12件。"), PARTS) == ["办理案件12件。"]


def test_headers_footers_and_comments_are_named() -> None:
    parts = {name: f"<w:{tag} {W}>{paragraph('不读')}</w:{tag}>" for name, tag in (("header", "hdr"), ("footer", "ftr"), ("comments", "comments"))}
    found = document(paragraph("正文。"), parts)
    assert found.text == "正文。"
    assert found.receipt.ignored == ("页眉", "页脚", "批注")


def picture(width: float, height: float) -> str:
    return p(f'<w:r><w:drawing><wp:inline><wp:extent cx="{int(width * 360000)}" cy="{int(height * 360000)}"/><a:blip/></wp:inline></w:drawing></w:r>')


TEXT = paragraph("推进法治建设，落实各项任务。" * 30)


@pytest.mark.parametrize(
    ("body", "ignored", "unread"),
    [
        (TEXT + picture(5, 3), ("图片",), ()),
        (TEXT + picture(15, 20), (), ("整页图片",)),
        (paragraph("封面。") + picture(5, 3), (), ("图片",)),
        (TEXT + p('<w:r><w:object><o:OLEObject ProgID="Word.Document.12"/></w:object></w:r>'), (), ("嵌入对象",)),
        (TEXT + p('<w:r><w:object><o:OLEObject ProgID="Equation.3"/></w:object></w:r>'), ("公式对象",), ()),
        (TEXT + p('<w:r><w:drawing><a:chart/></w:drawing></w:r>'), ("图表",), ()),
        (TEXT + p('<w:r><w:pict><v:shape style="width:420pt;height:600pt"><v:imagedata/></v:shape></w:pict></w:r>'), (), ("整页图片",)),
        (TEXT + "<w:altChunk/>", (), ("嵌入对象",)),
    ],
)
def test_pictures_and_objects(body: str, ignored: tuple[str, ...], unread: tuple[str, ...]) -> None:
    receipt = document(body).receipt
    assert (receipt.ignored, receipt.unread) == (ignored, unread)
    assert receipt.complete is (not unread)


def test_a_document_of_pictures_only() -> None:
    with pytest.raises(ReadFailure) as caught:
        document(picture(15, 20))
    assert caught.value.kind == "no-text-layer"


def test_the_strict_format() -> None:
    styles = STYLES.replace(W, STRICT)
    found = document(styled("甲部", "1") + paragraph("办理12件。"), {"styles": styles, "numbering": NUMBERING.replace(W, STRICT)}, STRICT)
    assert found.text == "一、甲部\n办理12件。"
    assert found.blocks[0].level == 1


def test_python_docx_writes_what_we_read() -> None:
    docx = pytest.importorskip("docx")
    import io

    written = docx.Document()
    written.add_heading("青岚县年度报告", 0)
    written.add_heading("一、做法", 1)
    written.add_paragraph("办理12件。")
    table = written.add_table(rows=2, cols=2)
    for i, text in enumerate(("指标", "数", "复议", "12")):
        table.cell(i // 2, i % 2).text = text
    written.add_paragraph("甲", style="List Bullet")
    buffer = io.BytesIO()
    written.save(buffer)
    found = read("r.docx", data=buffer.getvalue(), residue=shipped_words())
    assert [(b.kind, b.level, found.text[b.start : b.end]) for b in found.blocks] == [
        ("heading", 0, "青岚县年度报告"),
        ("heading", 1, "一、做法"),
        ("paragraph", 0, "办理12件。"),
        ("table-row", 0, "指标|数"),
        ("table-row", 0, "复议|12"),
        ("list-item", 0, "甲"),
    ]
