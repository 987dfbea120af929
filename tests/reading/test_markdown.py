"""Markdown: marks are cut from the view, the text stays the file."""

import pytest

from linter.model.text import Document
from linter.reading import read
from tests.kit.conformance import sound
from tests.kit.lexicon import shipped_words


def document(text: str) -> Document:
    found = read("r.md", data=text.encode(), residue=shipped_words())
    sound(found)
    assert found.text == text
    return found


def blocks(text: str) -> list[tuple[str, int, str]]:
    found = document(text)
    return [(b.kind, b.level, found.view.text[x:y]) for b, (x, y) in zip(found.blocks, found.view.blocks, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 报告\n\n正文。", [("heading", 1, "报告"), ("paragraph", 0, "正文。")]),
        ("##一、做法\n正文。", [("heading", 2, "一、做法"), ("paragraph", 0, "正文。")]),
        ("### 做法 ###\n", [("heading", 3, "做法")]),
        ("报告\n===\n做法\n---\n正文。", [("heading", 1, "报告"), ("heading", 2, "做法"), ("paragraph", 0, "正文。")]),
        ("办理12件。\n---\n正文。", [("paragraph", 0, "办理12件。"), ("paragraph", 0, "正文。")]),
        ("- 甲\n* 乙\n+ 丙\n- [x] 丁", [("list-item", 0, "甲"), ("list-item", 0, "乙"), ("list-item", 0, "丙"), ("list-item", 0, "丁")]),
        ("- 甲项工作\n  继续推进", [("list-item", 0, "甲项工作继续推进")]),
        ("1. 甲\n2) 乙", [("list-item", 0, "1.甲"), ("list-item", 0, "2)乙")]),
        ("1.甲。\n2.乙。", [("paragraph", 0, "1.甲。"), ("paragraph", 0, "2.乙。")]),
        ("> 引用一\n> 继续。\n\n正文。", [("paragraph", 0, "引用一继续。"), ("paragraph", 0, "正文。")]),
        ("指标 | 数\n--- | ---\n复议 | **12**", [("table-row", 0, "指标|数"), ("table-row", 0, "复议|12")]),
        ("| 甲 | 乙 |\n|:--|--:|\n| 1 |  |", [("table-row", 0, "甲|乙"), ("table-row", 0, "1|")]),
        ("落实**三项**制度，*加强*~~不~~`监督`。", [("paragraph", 0, "落实三项制度,加强不监督。")]),
        ("__一、做法__\n\n***重点***", [("paragraph", 0, "一、做法"), ("paragraph", 0, "重点")]),
        ("见[办法](http://example.invalid/a_b)和![图](a.png)。", [("paragraph", 0, "见办法和。")]),
        ("3*5*2 与 a_b_c 不变。", [("paragraph", 0, "3*5*2与a_b_c不变。")]),
        ("\\*星号\\* 与 1\\. 点", [("paragraph", 0, "*星号*与1.点")]),
        ("正文<br>继续<u>下划</u>。", [("paragraph", 0, "正文继续下划。")]),
        ("甲&nbsp;乙", [("paragraph", 0, "甲乙")]),
        ("落实<!-- 内部\n意见 -->责任。", [("paragraph", 0, "落实责任。")]),
        ("<!-- 备注 -->\n正文。", [("paragraph", 0, "正文。")]),
        ("正文[^1]。\n\n[^1]: 说明。", [("paragraph", 0, "正文。"), ("note", 0, "说明。")]),
        ("正文。\n\n[a]: http://example.invalid\n", [("paragraph", 0, "正文。")]),
        ("```\n一、做法\n```\n正文。", [("paragraph", 0, "一、做法"), ("paragraph", 0, "正文。")]),
        ("推进工作\n落实责任。", [("paragraph", 0, "推进工作落实责任。")]),
        ("推进工作  \n落实责任。", [("paragraph", 0, "推进工作"), ("paragraph", 0, "落实责任。")]),
        ("推进工作\\\n落实责任。", [("paragraph", 0, "推进工作"), ("paragraph", 0, "落实责任。")]),
        ("主要做法\n一是加强。\n二是落实。", [("paragraph", 0, "主要做法"), ("paragraph", 0, "一是加强。"), ("paragraph", 0, "二是落实。")]),
        ("一、做法\n（一）责任\n落实\n到位。", [("paragraph", 0, "一、做法"), ("paragraph", 0, "(一)责任"), ("paragraph", 0, "落实到位。")]),
        ("甲\n\n***\n\n乙", [("paragraph", 0, "甲"), ("paragraph", 0, "乙")]),
    ],
)
def test_elements(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert blocks(text) == expected
    assert blocks(text.replace("\n", "\r\n")) == expected


def test_front_matter_gives_clues() -> None:
    found = document("---\ntitle: 青岚县报告\n发布日期: 2024-02-03\nauthor: 青岚县司法局\n---\n# 报告\n\n正文。")
    assert {c.name: c.value for c in found.clues if c.name != "file"} == {"title": "青岚县报告", "published": "2024-02-03", "issuer": "青岚县司法局"}
    for clue in found.clues:
        if clue.start is not None:
            assert found.text[clue.start : clue.end] == clue.value
    assert found.view.text == "报告\n正文。"
    assert found.receipt.ignored == ("文件头信息",)


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert blocks("---\n正文。\n---\n后文。")[0][2] == "正文。"


def test_what_is_left_out_is_named() -> None:
    found = document("正文<!-- x -->。\n\n---\n\n![图](a.png)说明")
    assert set(found.receipt.ignored) == {"注释", "分隔线", "图片"}


def test_an_open_comment_hides_the_rest_and_says_so() -> None:
    found = document("正文。\n<!-- 未完\n后文。")
    assert found.view.text == "正文。"
    assert found.receipt.ignored == ("注释",)
