"""Single cases of anchors that the generated documents meet too rarely, and files that are not as most are."""

import io
import zipfile

import pytest
from lxml import etree

from linter.annotation import Line, Remark, annotated
from linter.annotation.source import Source, inserted
from linter.model.failure import ReadFailure
from tests.annotation.documents import PLAIN, file
from tests.annotation.reading import attribute, enclosed, name_of, parts, replaced
from tests.annotation.test_anchors import WORDS, copy_of, ids_of, reading

REFERENCE = '<§r><§footnoteReference ¤id="5"/></§r>'


def r(text: str, properties: str = "") -> str:
    return f"<§r>{properties}<§t>{text}</§t></§r>"


def p(content: str, properties: str = "") -> str:
    return f"<§p>{properties}{content}</§p>"


def marked(body: str, *quotes: str) -> tuple[list[str], bytes]:
    """What the comments on these words enclose, and the main part of the copy."""
    data = file(body)
    text = reading(data).text
    spans = [(text.index(quote), text.index(quote) + len(quote)) for quote in quotes]
    found = parts(copy_of(data, spans))
    idents = ids_of(found["word/comments.xml"])
    ranges = enclosed(found["word/document.xml"], set(idents.values()))
    return [ranges[idents[f"第{number}条"]][0] for number in range(len(quotes))], found["word/document.xml"]


def shape(document: bytes) -> str:
    """The names of the elements of the first paragraph, texts in between."""

    def told(element: etree._Element) -> str:
        name = name_of(element)
        short = {"commentRangeStart": "[", "commentRangeEnd": "]", "commentReference": "*"}.get(name)
        if short:
            return short
        return f"{name}({''.join([element.text or '' if name in {'t', 'delText'} else '', *map(told, element)])})"

    paragraph = next(each for each in etree.fromstring(document).iter() if name_of(each) == "p")
    return " ".join(map(told, paragraph))


def test_a_run_is_cut_where_the_words_begin_and_end() -> None:
    got, document = marked(p(r("甲乙丙丁", "<§rPr><§b/></§rPr>")), "乙丙")
    assert got == ["乙丙"]
    assert shape(document) == "r(rPr(b())t(甲)) [ r(rPr(b())t(乙丙)) ] r(*) r(rPr(b())t(丁))"


def test_nothing_is_cut_where_words_are_whole_runs() -> None:
    assert shape(marked(p(r("甲") + r("乙") + r("丙")), "乙")[1]) == "r(t(甲)) [ r(t(乙)) ] r(*) r(t(丙))"


def test_between_the_children_of_a_run() -> None:
    body = p("<§r><§tab/><§t>甲</§t><§tab/><§t>乙</§t><§drawing/></§r>")
    assert shape(marked(body, "甲", "乙")[1]) == "r(tab()) [ r(t(甲)) ] r(*) r(tab()) [ r(t(乙)) ] r(*) r(drawing())"


def test_marks_leave_what_they_begin_or_end_and_the_reference_always_does() -> None:
    body = p(f"<§ins>{r('甲乙')}</§ins><§hyperlink>{r('丙')}<§ins>{r('丁')}</§ins></§hyperlink>")
    got, document = marked(body, "甲", "乙丙", "丁")
    assert got == ["甲", "乙丙", "丁"]
    assert shape(document) == "[ ins(r(t(甲))][r(t(乙))) r(*) hyperlink(r(t(丙))][ins(r(t(丁)))) r(*) ] r(*)"


def test_nested_crossing_and_equal_ranges() -> None:
    got, _ = marked(p(r("甲乙丙丁戊")), "乙丙", "丙丁", "乙丙", "甲乙丙丁戊", "丙")
    assert got == ["乙丙", "丙丁", "乙丙", "甲乙丙丁戊", "丙"]


def test_over_paragraphs_and_cells() -> None:
    cell = "<§tc>{}</§tc>"
    table = f"<§tbl><§tr>{cell.format(p(r('丙丁')))}{cell.format(p(r('戊己')))}</§tr></§tbl>"
    got, _ = marked(p(r("甲乙")) + table + p(r("庚辛")), "乙\n丙", "丁|戊", "己\n庚")
    assert got == ["乙丙", "丁戊", "己庚"]


def test_notes_and_boxes_are_told_of_at_the_run_that_holds_them_only_where_there_is_nothing_else() -> None:
    body = p(r("甲") + REFERENCE + r("乙")) + p(r("丙"))
    got, document = marked(body, "子丑", "乙\n子丑\n丙")
    assert got == ["", "乙丙"]
    assert shape(document) == "r(t(甲)) [ r(footnoteReference()) ] r(*) [ r(t(乙))"


def test_what_word_makes_anew_is_taken_whole() -> None:
    bound = f'<§sdt><§sdtPr><§dataBinding ¤xpath="/a"/></§sdtPr><§sdtContent>{r("甲乙")}</§sdtContent></§sdt>'
    plain = f"<§sdt><§sdtPr/><§sdtContent>{r('丙丁')}</§sdtContent></§sdt>"
    got, document = marked(p(bound + plain), "乙", "丁")
    assert got == ["甲乙", "丁"]
    assert shape(document).startswith("[ sdt(sdtPr(dataBinding())sdtContent(r(t(甲乙)))) ] r(*) sdt(sdtPr()sdtContent(r(t(丙))[r(t(丁)))) ] r(*)")


def test_a_reference_stands_behind_the_field_around_it() -> None:
    def mark(kind: str) -> str:
        return f'<§r><§fldChar ¤fldCharType="{kind}"/></§r>'

    body = p(mark("begin") + "<§r><§instrText>REF a</§instrText></§r>" + mark("separate") + r("甲乙") + mark("end") + r("丙") + mark("begin") + mark("end"))
    got, document = marked(body, "甲")
    assert got == ["甲"]
    assert "[ r(t(甲)) ] r(t(乙)) r(fldChar()) r(*) r(t(丙))" in shape(document)


def test_automatic_numbers_and_deleted_paragraph_marks() -> None:
    numbered = '<§pPr><§numPr><§ilvl ¤val="0"/><§numId ¤val="1"/></§numPr></§pPr>'
    gone = "<§pPr><§rPr><§del/></§rPr></§pPr>"
    got, _ = marked(p(r("甲乙"), gone) + p(r("丙丁"), numbered) + p(r("戊"), numbered), "乙丙", "一、", "\n二", "一、甲")
    assert got == ["乙丙", "甲", "戊", "甲"]


def test_the_last_paragraph_may_lack_its_mark() -> None:
    got, _ = marked(p(r("甲")) + p(r("乙丙"), "<§pPr><§rPr><§del/></§rPr></§pPr>"), "丙")
    assert got == ["丙"]


def test_blanks_at_a_cut_are_kept() -> None:
    data = file(p(r("甲 乙丙 丁") + '<§r><§t xml:space="default">戊 己</§t></§r>'))
    copy = parts(copy_of(data, [(2, 4), (5, 6), (8, 9)]))["word/document.xml"].decode()
    assert '<w:t xml:space="preserve">甲 </w:t>' in copy and '<w:t xml:space="preserve"> </w:t>' in copy
    assert "<w:t>乙丙</w:t>" in copy and copy.count("xml:space=") == 4  # the other half of 戊 己 repeats what its w:t says


@pytest.mark.parametrize(
    ("text", "quote"),
    [("&#x7532;&#20057;&amp;&lt;丁", "乙&"), ("<![CDATA[甲乙<&]]>丙", "乙<"), ("甲<!-- 无 -->乙<?无?>丙", "乙"), ("甲\r\n乙丙", "乙"), ("😀é甲", "é")],
)
def test_cuts_fall_on_whole_letters_however_they_are_written(text: str, quote: str) -> None:
    assert marked(p(r(text)), quote)[0] == [quote]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "iso-8859-1"])
def test_other_encodings(codec: str) -> None:
    plain = parts(file(p(r("Jahresbericht é ü"))))["word/document.xml"].decode()
    head = f'<?xml version="1.0" encoding="{codec.removesuffix("-sig").removesuffix("-le").removesuffix("-be")}"?>'
    data = replaced(file(""), "word/document.xml", (head + plain.removeprefix('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>')).encode(codec))
    text = reading(data).text
    found = parts(copy_of(data, [(text.index("é"), text.index("é") + 1)]))
    idents = ids_of(found["word/comments.xml"])
    assert [letters for letters, _ in enclosed(found["word/document.xml"], set(idents.values())).values()] == ["é"]


def test_comments_that_are_there_stay_and_ids_are_not_taken_twice() -> None:
    body = p('<§commentRangeStart ¤id="1"/>' + r("甲乙") + '<§commentRangeEnd ¤id="1"/><§r><§commentReference ¤id="1"/></§r><§commentRangeStart ¤id="0"/>')
    data = file(body)
    copy = copy_of(data, [(0, 1), (1, 2)])
    comments = parts(copy)["word/comments.xml"]
    held = parts(data)["word/comments.xml"]
    assert comments.startswith(held[: held.rindex(b"</")])
    assert [attribute(each, "id") for each in etree.fromstring(comments)] == ["1", "2", "3"]
    again = copy_of(copy, [(0, 2)])
    assert [attribute(each, "id") for each in etree.fromstring(parts(again)["word/comments.xml"])] == ["1", "2", "3", "4"]
    assert [(each.start, each.end) for each in reading(again).comments] == [(0, 1), (0, 2), (0, 2), (1, 2)]


def test_an_empty_comments_part_is_filled() -> None:
    data = replaced(file(p(r("甲乙"))), "word/comments.xml", f"<w:comments {PLAIN.declared}/>\n".encode())
    assert list(ids_of(parts(copy_of(data, [(0, 1)]))["word/comments.xml"])) == ["第0条"]


def test_the_main_part_may_be_called_otherwise() -> None:
    data = file(p(r("甲乙")), commented=False)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            content = old.read(entry).replace(b"word/document.xml", b"Doc/main.xml")
            name = entry.filename.replace("word/document.xml", "Doc/main.xml").replace("word/_rels/document.xml", "Doc/_rels/main.xml")
            if not name.startswith("Doc/_rels"):  # and it may have no relations
                new.writestr(zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10)), content)
    found = parts(copy := copy_of(buffer.getvalue(), [(0, 1)]))
    assert {"Doc/comments.xml", "Doc/_rels/main.xml.rels"} <= set(found)
    assert [(each.start, each.end) for each in reading(copy).comments] == [(0, 1)]
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2024, 5, 6, 7, 8, 10), (1980, 1, 1, 0, 0, 0)}


def test_the_same_gives_the_same_and_nothing_said_changes_nothing() -> None:
    data = file(p(r("甲乙丙")))
    assert copy_of(data, [(0, 1), (1, 3)]) == copy_of(data, [(0, 1), (1, 3)])
    assert copy_of(data, []) == data


def test_who_when_and_letters_that_xml_cannot_hold() -> None:
    remark = Remark(0, 1, (Line("甲\x00\x1b\ufffe<&"),))
    copy = annotated(file(p(r("甲乙"))), [remark], author='"李"&', initials="<", date="2025-03-10T08:09:10", residue=WORDS)
    comment = etree.fromstring(parts(copy)["word/comments.xml"])[-1]
    assert [attribute(comment, name) for name in ("author", "initials", "date")] == ['"李"&', "<", "2025-03-10T08:09:10"]
    assert "".join(comment.itertext()) == "甲␀␛\ufffd<&"


@pytest.mark.parametrize("part", ["word/document.xml", "word/comments.xml"])
@pytest.mark.parametrize("content", [b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"<a><b></a>", b""])
def test_what_cannot_be_read_is_refused(part: str, content: bytes) -> None:
    with pytest.raises(ReadFailure):
        copy_of(replaced(file(p(r("甲乙"))), part, content), [(0, 1)])


def test_places_of_tags() -> None:
    source = Source("<a x='>'><b/>é<c>d</c ></a>".encode())
    b, c = list(source.root)
    assert [source.raw(each) for each in (b, c)] == [b"<b/>", b"<c>d</c >"]
    assert source.tag(source.root) == b"<a x='>'>"
    assert inserted(b"abc", [(2, b"2"), (0, b"0"), (2, b"3"), (3, b"4")]) == b"0ab23c4"
