"""Files made to break a reader: each limit is one ReadFailure with a sentence, never a crash, never a hang."""

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.model.failure import ReadFailure
from linter.model.text import Document
from linter.reading import read
from linter.reading.limits import FILE_BYTES, HTML_DEPTH, PACKAGE_BYTES, PACKAGE_ENTRIES, PDF_PAGES, XML_DEPTH
from tests.kit import builder
from tests.kit.builder import W, package, paragraph
from tests.kit.conformance import sound
from tests.kit.drawing import Mark, pdf
from tests.kit.lexicon import shipped_words
from tests.kit.patience import patience
from tests.kit.reports import DISTRICT

KINDS = {"empty", "binary", "encrypted", "truncated", "too-large", "no-text-layer", "unreadable"}
WORD = builder.docx(DISTRICT)
PRINTED = (builder.FIXTURES / "district.pdf").read_bytes()


def document(name: str, data: bytes) -> Document:
    found = read(name, data=data, residue=shipped_words())
    sound(found)
    return found


def kind(name: str, data: bytes) -> str:
    with pytest.raises(ReadFailure) as caught:
        read(name, data=data, residue=shipped_words())
    assert caught.value.kind in KINDS
    assert caught.value.message.endswith("。")
    return caught.value.kind


def archive(parts: dict[str, bytes], *, twice: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
        if twice:
            with pytest.warns(UserWarning, match="Duplicate"):
                made.writestr(twice, b"<x/>")
    return buffer.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        return {name: made.read(name) for name in made.namelist()}


# -- empty and binary --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["r.txt", "r.md", "r.html", "r.docx", "r.pdf", "-"])
def test_nothing(name: str) -> None:
    assert kind(name, b"") == "empty"


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf", b" \r\n\t\n", "\u3000\u200b\ufeff\n".encode(), b"\f\v\r"])
def test_blank_text(data: bytes) -> None:
    assert kind("r.txt", data) == "empty"
    assert kind("r.md", data) == "empty"


def test_blank_documents() -> None:
    assert kind("r.html", b"<html><body><p> </p><script>x</script></body></html>") == "empty"
    assert kind("r.docx", package(paragraph(" "))) == "empty"
    assert kind("r.pdf", pdf([[]])) == "empty"
    assert kind("r.txt", "打印本页\n关闭窗口".encode()) == "empty"


@pytest.mark.parametrize("name", ["r.txt", "r.md", "r.html"])
def test_binary_data_in_text_formats(name: str) -> None:
    assert kind(name, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 40) == "binary"
    assert kind(name, "办理\0案件。".encode()) == "binary"


def test_lone_surrogates_never_reach_the_text() -> None:
    assert kind("r.txt", "办理案件。".encode() + b"\xed\xa0\x80" + "办理案件。".encode()) == "binary"
    assert kind("r.txt", b"\xff\xfe\x00\xd8" + "办理案件。".encode("utf-16-le")) == "binary"
    assert document("r.html", "<p>办理&#xD800;&#xDFFF;案件。</p>".encode()).text.encode()
    assert kind("r.docx", package(paragraph("办理X案件。").replace("X", "&#xD800;"))) == "unreadable"


# -- Word packages -----------------------------------------------------------------------------------------------


def test_not_a_word_document() -> None:
    assert kind("r.docx", "<p>网页另存</p>".encode()) == "truncated"
    assert kind("r.docx", archive({"xl/workbook.xml": b"<x/>"})) == "unreadable"
    assert kind("r.docx", archive({"word/document.xml": b"<x/>"})) == "unreadable"
    assert kind("r.docx", archive({})) == "unreadable"


def test_a_cut_package() -> None:
    for end in (30, len(WORD) // 2, len(WORD) - 1):
        assert kind("r.docx", WORD[:end]) == "truncated"


def test_a_damaged_part() -> None:
    at = WORD.index(b"word/document.xml") + 60
    assert kind("r.docx", WORD[:at] + b"\x00\xff\x00\xff" + WORD[at + 4 :]) in {"truncated", "unreadable"}


def test_old_and_encrypted_word() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert kind("r.docx", ole + "EncryptedPackage".encode("utf-16-le")) == "encrypted"
    assert kind("r.doc", ole + "WordDocument".encode("utf-16-le")) == "unreadable"


def test_an_encrypted_zip() -> None:
    data = bytearray(WORD)
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    assert kind("r.docx", bytes(data)) == "encrypted"


def test_too_many_entries() -> None:
    assert kind("r.docx", archive({**parts_of(WORD), **{f"x/{i}": b"" for i in range(PACKAGE_ENTRIES)}})) == "unreadable"


def test_a_bomb() -> None:
    bomb = b"<x>" + b" " * 30_000_000 + b"</x>"
    with patience(20):
        assert kind("r.docx", archive({**parts_of(WORD), "word/styles.xml": bomb})) == "unreadable"


def test_a_package_that_declares_too_much() -> None:
    data = bytearray(archive({**parts_of(WORD), "word/media/image1.png": os.urandom(1000)}))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, PACKAGE_BYTES + 1)
    assert kind("r.docx", bytes(data)) == "too-large"


def test_a_part_that_lies_about_its_size() -> None:
    big = {**parts_of(WORD), "word/styles.xml": b"<x>" + b" " * 500_000 + b"</x>"}
    data = bytearray(archive(big))
    at = data.rindex(b"word/styles.xml") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    struct.pack_into("<I", data, at + 24, 10)
    assert kind("r.docx", bytes(data)) in {"truncated", "unreadable"}


def test_duplicate_entries() -> None:
    assert kind("r.docx", archive(parts_of(WORD), twice="word/document.xml")) == "unreadable"
    assert kind("r.docx", archive({**parts_of(WORD), "WORD/Document.xml": b"<x/>"})) == "unreadable"


DTD = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "_rels/.rels"])
@pytest.mark.parametrize("doctype", [DTD, '<!DOCTYPE w SYSTEM "file:///nowhere">', "<!DOCTYPE w>"])
def test_no_dtd_and_no_entities_anywhere(part: str, doctype: str) -> None:
    parts = parts_of(WORD)
    parts[part] = parts[part].replace(b'standalone="yes"?>', b'standalone="yes"?>' + doctype.encode())
    assert doctype.encode() in parts[part]
    assert kind("r.docx", archive(parts)) == "unreadable"


@pytest.mark.parametrize("levels", [XML_DEPTH + 10, 100_000])
def test_deep_xml(levels: int) -> None:
    body = "<w:smartTag>" * levels + "</w:smartTag>" * levels
    with patience(60):
        assert kind("r.docx", package(f"<w:p>{body}</w:p>")) == "unreadable"


def test_deeply_nested_tables_below_the_limit() -> None:
    nested = paragraph("最里层办理12件。")
    for _ in range(60):
        nested = f"<w:tbl><w:tr><w:tc>{nested}</w:tc></w:tr></w:tbl>"
    assert document("r.docx", package(nested)).text == "最里层办理12件。"


@pytest.mark.parametrize(
    "part",
    [
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="x"/></w:abstractNum><w:num/></w:numbering>',
        f'<w:numbering {W}><w:num w:numId="1"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="99999999999"/></w:num></w:numbering>',
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="99999999999999"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1%2%9"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
    ],
)
def test_absurd_numbering(part: str) -> None:
    body = paragraph("办理12件。", '<w:numPr><w:ilvl w:val="-5"/><w:numId w:val="1"/></w:numPr>')
    assert document("r.docx", package(body, {"numbering": part})).text.endswith("办理12件。")


def test_a_note_that_refers_to_itself() -> None:
    again = '<w:p><w:r><w:t>注</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    notes = f'<w:footnotes {W}><w:footnote w:id="1">{again}</w:footnote></w:footnotes>'
    assert document("r.docx", package(again, {"footnotes": notes})).text.count("注") == 2


# -- PDF ---------------------------------------------------------------------------------------------------------


def test_a_damaged_pdf() -> None:
    assert kind("r.pdf", b"%PDF-1.7\n" + os.urandom(2000) + b"%%EOF") == "unreadable"
    assert kind("r.pdf", b"%PDF-1.7\n") == "truncated"
    assert kind("r.pdf", PRINTED[: len(PRINTED) // 3]) in {"truncated", "unreadable", "no-text-layer", "empty"}
    assert kind("r.pdf", "这不是 PDF。".encode()) == "truncated"


def test_an_encrypted_pdf() -> None:
    at = PRINTED.rindex(b"trailer") if b"trailer" in PRINTED else -1
    assert at > 0
    broken = PRINTED[:at] + PRINTED[at:].replace(
        b"trailer\n<<",
        b"trailer\n<</Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<" + b"00" * 32 + b">/U<" + b"11" * 32 + b">>>/ID[<00><00>]",
        1,
    )
    assert kind("r.pdf", broken) == "encrypted"


def test_too_many_pages() -> None:
    assert kind("r.pdf", pdf([[Mark(80, 700, "办")]] * (PDF_PAGES + 1))) == "too-large"


# -- web pages and text of absurd shape ----------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["div", "span", "b", "table"])
def test_deep_html(tag: str) -> None:
    with patience(30):
        assert kind("r.html", (f"<{tag}>" * 100_000 + "办理12件。").encode()) == "unreadable"


def test_html_nested_as_deep_as_allowed() -> None:
    with patience(30):
        assert document("r.html", ("<div>" * (HTML_DEPTH - 5) + "办理12件。").encode()).text == "办理12件。"


def test_a_hundred_thousand_columns() -> None:
    with patience(60):
        cells = 100_000
        assert document("r.html", ("<table><tr>" + "<td>1</td>" * cells + "</tr></table>").encode()).text.count("|") == cells - 1
        assert document("r.md", ("|" + "1|" * cells + "\n|" + "-|" * cells).encode()).view.text.count("|") == cells - 1
        assert document("r.txt", ("1\t" * cells).encode()).view.text.count("|") == cells - 1
    row = "<w:tr>" + f"<w:tc>{paragraph('1')}</w:tc>" * 5_000 + "</w:tr>"
    assert document("r.docx", package(f"<w:tbl>{row}</w:tbl>")).text.count("|") == 4_999


SHAPES = {
    "lines": "一是推进。\n",
    "blank-lines": "\n",
    "wrapped": "推进法治建设落实各项任务完善工作机制\n",
    "enumerators": "一、",
    "one-line": "推进法治建设，办理12件。",
    "spaces": " 　",
    "digits": "1\n",
    "labels": "发布日期：",
    "numbers": "— 3 —\n",
    "brackets": "（《",
    "dashes": "——",
    "dots": "目录……3\n",
}
MARKS = {"stress": "**a** ", "links": "[x](y)", "open": "[", "quotes": "> ", "comments": "<!-- -->", "rows": "|a|b|\n", "rules": "---\n", "escapes": "\\*", "ticks": "`"}


@pytest.mark.parametrize(
    ("suffix", "unit"),
    [(".txt", unit) for unit in SHAPES.values()] + [(".md", unit) for unit in [*SHAPES.values(), *MARKS.values()]],
    ids=[f"txt-{name}" for name in SHAPES] + [f"md-{name}" for name in [*SHAPES, *MARKS]],
)
def test_time_grows_with_size_and_not_faster(suffix: str, unit: str) -> None:
    """400 KB of one thing: a reader that looks back at all that came before does not end in this time."""
    data = (unit * (400_000 // len(unit.encode())) + "\n办理12件。").encode()
    with patience(40):
        document(f"r{suffix}", data)


@pytest.mark.parametrize("unit", ["<p>办", "<b>x</b>", "<br>", "<", "&lt;", "<table><tr><td>1</table>", "<!-- x -->", "<p hidden>x</p>"])
def test_time_of_web_pages(unit: str) -> None:
    with patience(30):
        document("r.html", ("<p>办理12件。</p>" + unit * (300_000 // len(unit.encode()))).encode())


def test_files_over_the_limits() -> None:
    assert kind("r.txt", b"a" * 5_000_001) == "too-large"
    assert kind("r.docx", b"PK\x03\x04" + bytes(FILE_BYTES)) == "too-large"


# -- the file system ---------------------------------------------------------------------------------------------


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadFailure) as caught:
        read(str(tmp_path), residue=shipped_words())
    assert caught.value.kind == "unreadable"


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "r.txt"
    file.write_text("办理12件。")
    file.chmod(0)
    if os.access(file, os.R_OK):

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        # root may read everything
        monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(ReadFailure) as caught:
        read(str(file), residue=shipped_words())
    assert caught.value.kind == "unreadable"


def test_a_read_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(ReadFailure) as caught:
        read("r.txt", residue=shipped_words())
    assert (caught.value.kind, "5" in caught.value.message) == ("unreadable", True)


# -- anything ----------------------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(data=st.binary(min_size=1, max_size=300), name=st.sampled_from(["r.txt", "r.md", "r.html", "r.docx", "r.pdf"]))
def test_any_bytes_give_a_document_or_a_failure(data: bytes, name: str) -> None:
    try:
        sound(read(name, data=data, residue=shipped_words()))
    except ReadFailure as failure:
        assert failure.kind in KINDS


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet="一二是（）、。，：#*_|->[]()`~\\ \n\t1.年月日<>/ap!&;目录发布日期", min_size=1, max_size=120), suffix=st.sampled_from([".txt", ".md", ".html"]))
def test_any_text_gives_sound_offsets(text: str, suffix: str) -> None:
    try:
        found = read(f"r{suffix}", data=text.encode(), residue=shipped_words())
    except ReadFailure as failure:
        assert failure.kind == "empty"
        return
    sound(found)
    if suffix != ".html":
        assert found.text == text


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, len(WORD) - 1), byte=st.integers(0, 255))
def test_one_wrong_byte_in_a_package(at: int, byte: int) -> None:
    try:
        sound(read("r.docx", data=WORD[:at] + bytes([byte]) + WORD[at + 1 :], residue=shipped_words()))
    except ReadFailure as failure:
        assert failure.kind in KINDS


@settings(max_examples=40, deadline=None)
@given(at=st.integers(0, len(PRINTED) - 1), size=st.integers(1, 60))
def test_holes_in_a_pdf(at: int, size: int) -> None:
    try:
        sound(read("r.pdf", data=PRINTED[:at] + PRINTED[at + size :], residue=shipped_words()))
    except ReadFailure as failure:
        assert failure.kind in KINDS
