"""Comments of Word documents: read beside the text, hung on the right words, never part of it."""

import io
import subprocess
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.model.text import Document
from linter.reading import read
from tests.kit import builder
from tests.kit.builder import W, package, paragraph
from tests.kit.conformance import one_block_a_line, sound
from tests.kit.lexicon import shipped_words


def said(*texts: str) -> dict[str, str]:
    """A comments part; the ids count from 0."""
    comments = "".join(f'<w:comment w:id="{i}" w:author="李四">{paragraph(text)}</w:comment>' for i, text in enumerate(texts))
    return {"comments": f"<w:comments {W}>{comments}</w:comments>"}


def document(body: str, parts: dict[str, str]) -> Document:
    found = read("r.docx", data=package(body, parts), residue=shipped_words())
    sound(found)
    one_block_a_line(found)
    return found


def p(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def start(at: int) -> str:
    return f'<w:commentRangeStart w:id="{at}"/>'


def end(at: int) -> str:
    return f'<w:commentRangeEnd w:id="{at}"/><w:r><w:commentReference w:id="{at}"/></w:r>'


def hung(found: Document) -> list[tuple[str, str]]:
    return [(comment.text, found.text[comment.start : comment.end]) for comment in found.comments]


def test_a_comment_hangs_on_its_words() -> None:
    found = document(p(r("　　办理 ") + start(0) + r(" 案件12 件") + end(0) + r("。")) + paragraph("其他。"), said("忽略"))
    assert found.text == "办理  案件12 件。\n其他。"
    assert hung(found) == [("忽略", "案件12 件")]
    assert found.comments[0].author == "李四"


def test_over_several_paragraphs_and_between_them() -> None:
    body = paragraph("甲。") + start(0) + paragraph("乙。") + p("") + p(r("丙") + start(1) + r("丁")) + end(0) + p(r("戊") + end(1) + r("己"))
    assert hung(document(body, said("一", "二"))) == [("一", "乙。\n丙丁"), ("二", "丁\n戊")]


def test_without_a_range_a_comment_stands_at_a_point() -> None:
    found = document(p(r("办理") + '<w:r><w:commentReference w:id="0"/></w:r>' + r("12件。")), said("点"))
    assert (found.comments[0].start, found.comments[0].end) == (2, 2)


def test_tables_notes_breaks_and_insertions() -> None:
    row = f"<w:tr><w:tc>{paragraph('收案')}{paragraph('结案')}</w:tc><w:tc>{p(start(0) + r('12') + end(0))}</w:tc></w:tr>"
    broken = p(r("完成。") + "<w:r><w:br/></w:r>" + r("一是") + f"<w:ins>{start(1)}{r('加强')}{end(1)}</w:ins>" + r("。"))
    found = document(f"<w:tbl>{row}</w:tbl>" + broken, said("表", "行"))
    assert hung(found) == [("表", "12"), ("行", "加强")]


def test_deleted_words_bear_no_comment_and_a_broken_margin_is_passed_over() -> None:
    body = p(r("甲。") + f"<w:del>{start(0)}<w:r><w:delText>乙</w:delText></w:r>{end(0)}</w:del>")
    assert document(body, said("删")).comments == ()
    assert document(p(start(0) + r("甲。") + end(0)), {"comments": "<w:comments"}).comments == ()
    assert document(p(start(0) + r("甲。") + end(0)), {}).comments == ()


def test_a_joined_paragraph_keeps_its_place() -> None:
    body = p(r("前半") , "<w:rPr><w:del/></w:rPr>") + p(start(0) + r("后半") + end(0) + r("。"))
    assert hung(document(body, said("半"))) == [("半", "后半")]


@given(st.lists(st.lists(st.text("甲乙丙 　A1。", max_size=6), min_size=1, max_size=4), min_size=1, max_size=5), st.data())
def test_comments_never_change_the_text(paragraphs: list[list[str]], data: st.DataObject) -> None:
    """Wherever a comment stands, the text and its blocks are those without it, and what it hangs on lies inside."""
    runs = [(i, k) for i, each in enumerate(paragraphs) for k in range(len(each) + 1)]
    first, last = sorted((data.draw(st.sampled_from(runs)), data.draw(st.sampled_from(runs))))

    def body(marked: bool) -> str:
        out = ""
        for i, each in enumerate(paragraphs):
            inner = ""
            for k in range(len(each) + 1):
                if marked:
                    inner += start(0) * ((i, k) == first) + end(0) * ((i, k) == last)
                inner += r(each[k]) if k < len(each) else ""
            out += p(inner)
        return paragraph("首段。") + out + paragraph("末段。")

    plain, marked = document(body(False), said("忽略")), document(body(True), said("忽略"))
    assert (marked.text, marked.blocks) == (plain.text, plain.blocks)
    comment = marked.comments[0]
    wanted = "".join("".join(each[k] for i, each in enumerate(paragraphs) for k in range(len(each)) if first <= (i, k) < last).split())
    assert "".join(marked.text[comment.start : comment.end].split()) == wanted


def word() -> bytes:
    """A document written by python-docx, with a comment of its own making."""
    page = docx.Document()
    page.add_heading("青岚县2024年法治政府建设年度报告", 0)
    line = page.add_paragraph("全年办理行政复议案件")
    run = line.add_run("12件")
    line.add_run("，均已办结。")
    page.add_comment(run, text="忽略 行政复议办案：按季另行报送", author="王五", initials="W")
    data = io.BytesIO()
    page.save(data)
    return data.getvalue()


def test_python_docx() -> None:
    found = read("r.docx", data=word(), residue=shipped_words())
    assert hung(found) == [("忽略 行政复议办案：按季另行报送", "12件")]
    assert found.comments[0].author == "王五"


@pytest.mark.skipif(builder.soffice() is None, reason="LibreOffice is not installed")
def test_after_libreoffice_saved_it(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "r.docx").write_bytes(word())
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    subprocess.run(["soffice", home, "--headless", "--convert-to", "docx", "--outdir", tmp_path, tmp_path / "in" / "r.docx"], check=True, capture_output=True, timeout=120)
    found = read("r.docx", data=(tmp_path / "r.docx").read_bytes(), residue=shipped_words())
    assert hung(found) == [("忽略 行政复议办案：按季另行报送", "12件")]


def test_comments_of_a_paragraph_without_mark_go_with_its_words() -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    body = p(r("甲") + start(0) + r("乙") + end(0), gone) + p(start(2) + end(2), gone) + p(r("丙") + start(1) + r("丁") + end(1)) + p(r("戊"))
    found = document(body, said("一", "二", "三"))
    assert found.text == "甲乙丙丁\n戊"
    assert sorted(hung(found)) == [("一", "乙"), ("三", ""), ("二", "丁")]
    last = document(paragraph("甲。") + p(start(0) + r("乙") + end(0), gone), said("末"))
    assert hung(last) == [("末", "乙")]
