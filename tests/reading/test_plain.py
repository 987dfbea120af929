"""Plain text: the canonical text is the file itself."""

import pytest

from linter.reading import read
from tests.kit.conformance import sound
from tests.kit.lexicon import shipped_words


def test_the_text_is_the_file_unchanged() -> None:
    text = "\r\n  青岚县报告  \r\n\r\n\r\n　　一、主要做法\t\r\n办理案件12件。\r\n"
    document = read("r.txt", data=b"\xef\xbb\xbf" + text.encode(), residue=shipped_words())
    sound(document)
    assert document.text == text
    assert [text[b.start : b.end] for b in document.blocks] == ["青岚县报告", "一、主要做法", "办理案件12件。"]
    assert document.view.text == "青岚县报告\n一、主要做法\n办理案件12件。"
    assert document.format == "txt"
    assert document.receipt.characters == len(text)


@pytest.mark.parametrize("mark", ["— 2 —", "- 12 -", "第 3 页", "第3页 共10页", "第3页/共10页", "－ 4 －"])
def test_page_numbers(mark: str) -> None:
    document = read("r.txt", data=f"一、主要做法\n办理案件12件。\n{mark}\n二、存在问题\n力量薄弱。".encode(), residue=shipped_words())
    sound(document)
    assert [document.text[r.start : r.end] for r in document.receipt.residue] == [mark]
    assert document.receipt.residue[0].kind == "page-number"
    assert mark not in document.view.text


def test_figures_are_no_page_numbers() -> None:
    text = "一、主要做法\n2\n-5\n3/8\n共办理12件。"
    document = read("r.txt", data=text.encode(), residue=shipped_words())
    assert document.view.text == text.replace("\n-5", "\n-5")
    assert not document.receipt.residue


def test_invisible_characters_are_blank() -> None:
    document = read("r.txt", data="一、做法\n\u200b\ufeff\n办理12件。".encode(), residue=shipped_words())
    assert document.view.text == "一、做法\n办理12件。"
    sound(document)


def test_columns_of_figures_stay_apart() -> None:
    document = read("r.txt", data="行政复议\t41\t56\n行政诉讼    29    25\n共 12 345 件。".encode(), residue=shipped_words())
    assert document.view.text == "行政复议41|56\n行政诉讼29|25\n共12345件。"
    sound(document)


def test_a_dash_cut_by_a_line_end_is_one_dash() -> None:
    text = "一、推进工作——\n"
    body = "坚持依法行政推进各项任务完善工作机制落实监督责任提升服务水平办理案件" * 4
    lines = [body[i : i + 20] for i in range(0, 80, 20)] + ["推进重点工作任务落实到位完善工作机制体系—", "—全年完成任务。"]
    document = read("r.txt", data=(text + "\n".join(lines)).encode(), residue=shipped_words())
    assert "体系-全年完成任务" in document.view.text
    assert "--" not in document.view.text
    sound(document)


def test_standard_input_has_its_own_name() -> None:
    document = read("-", data="办理12件。".encode(), name="青岚县.txt", residue=shipped_words())
    assert document.path == "-"
    assert [(c.name, c.value) for c in document.clues] == [("file", "青岚县")]
    assert read("-", data="办理12件。".encode(), residue=shipped_words()).format == "txt"
