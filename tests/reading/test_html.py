"""Web pages: block elements, tables, what is dropped, what the page head tells."""

import pytest

from linter.model.text import Document
from linter.reading import read
from tests.kit.conformance import sound
from tests.kit.lexicon import shipped_words


def document(body: str, head: str = '<meta charset="utf-8">', codec: str = "utf-8") -> Document:
    data = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(codec)
    found = read("r.html", data=data, residue=shipped_words())
    sound(found)
    return found


def view(body: str) -> list[str]:
    return document(body).view.text.split("\n")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>甲。</p><p>乙。</p>", ["甲。", "乙。"]),
        ("<div>甲。<p>乙。</p>丙。</div>", ["甲。", "乙。", "丙。"]),
        ("<p>落实<b>三项</b><span>制度</span>。</p>", ["落实三项制度。"]),
        ("<p>\n  落实\n  责任。\n</p>", ["落实责任。"]),
        ("<p>甲。<br>乙。<br/><br>丙。</p>", ["甲。", "乙。", "丙。"]),
        ("<p>一<br>是<br>加强学习。</p>", ["一是加强学习。"]),
        ("<p>推进工作，<br>落实责任。</p>", ["推进工作,落实责任。"]),
        ("<h2>青岚县<br>年度报告</h2><p>正文。</p>", ["青岚县年度报告", "正文。"]),
        ("<ul><li>甲</li><li>乙<p>丙</p></li></ul>", ["甲", "乙", "丙"]),
        ("<table><tr><th>指标</th><th>数</th></tr><tr><td>复议</td><td> 12 </td></tr></table>", ["指标|数", "复议|12"]),
        ("<table><tr><td><p>甲。</p><p>乙。</p></td></tr></table>", ["甲。", "乙。"]),
        ("<table><tr><td>甲</td><td><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>", ["甲|1|2"]),
        ("<p>&lt;办法&gt;&amp;&#8220;一&#x4e8c;&#8221;&nbsp;三</p>", ["<办法>&一二三"]),
        ("<pre>一、做法\n办理12件。</pre>", ["一、做法", "办理12件。"]),
        ("<p>甲<script>var a='<p>乙</p>'</script>丙</p><style>p{}</style>", ["甲丙"]),
        ("<nav>首页</nav><main><p>正文。</p></main><footer>主办</footer>", ["正文。"]),
        ('<p>正文<span style="display:none">暗文</span><i hidden>暗文</i><i aria-hidden="true">×</i>。</p>', ["正文。"]),
        ("<p>甲<!-- 备注 -->乙</p>", ["甲乙"]),
        ("<p>坏&#xD800;字。</p>", ["坏\ufffd字。"]),
        ("<p>甲<p>乙</div></span><div>丙", ["甲", "乙", "丙"]),
        ("文字直接在正文里。", ["文字直接在正文里。"]),
        ("<form><p>正文。</p><input value=x><button>提交</button></form>", ["正文。"]),
    ],
)
def test_bodies(body: str, expected: list[str]) -> None:
    assert view(body) == expected


def test_a_table_that_lays_out_the_page_is_paragraphs() -> None:
    text = "推进法治建设，落实各项任务。" * 30
    found = document(f"<table><tr><td>左栏</td><td><p>{text}</p><p>办理12件。</p></td></tr></table>")
    assert [b.kind for b in found.blocks] == ["paragraph"] * 3
    assert found.view.text.split("\n")[2] == "办理12件。"


def test_kinds_and_levels() -> None:
    found = document("<h1>题</h1><h3>节</h3><p>文</p><ul><li>项</li></ul><table><tr><td>1</td><td>2</td></tr></table>")
    assert [(b.kind, b.level) for b in found.blocks] == [("heading", 1), ("heading", 3), ("paragraph", 0), ("list-item", 0), ("table-row", 0)]


def test_what_is_dropped_is_named() -> None:
    found = document('<nav>首页</nav><p>正文。</p><img src=a><iframe src=b></iframe><p hidden>暗</p><footer>脚</footer><script>1</script>')
    assert set(found.receipt.ignored) == {"网页导航", "图片", "内嵌网页", "隐藏文字", "网页页脚", "脚本和样式"}


@pytest.mark.parametrize(("codec", "name"), [("gbk", "gb2312"), ("utf-8", "utf-8"), ("gb18030", "GBK"), ("big5", "big5")])
def test_the_charset_of_the_page(codec: str, name: str) -> None:
    text = "青岚市年度" if codec != "big5" else "青嵐市年度"
    for head in (f'<meta charset="{name}">', f'<meta http-equiv="Content-Type" content="text/html; charset={name}">'):
        assert document(f"<p>{text}</p>", head, codec).text == text


def test_the_page_head_gives_clues() -> None:
    head = (
        '<meta charset="utf-8"><meta name="PubDate" content="2024-2-3 09:30"><meta name="ArticleTitle" content="青岚县报告">'
        '<meta name="ContentSource" content="青岚县司法局"><meta name="publishdate" content="无">'
    )
    found = document("<p>正文。</p>", head)
    assert [(c.name, c.value) for c in found.clues if c.name != "file"] == [("published", "2024-02-03"), ("title", "青岚县报告"), ("issuer", "青岚县司法局")]


def test_a_metadata_table_is_residue() -> None:
    found = document(
        "<table><tr><td>索引号：</td><td>QL-1</td><td>发布机构：</td><td>青岚县司法局</td></tr><tr><td>发布日期：</td><td>2024年2月3日</td></tr></table><p>办理12件。</p>"
    )
    assert found.view.text == "办理12件。"
    assert {c.name: c.value for c in found.clues if c.name != "file"} == {"index": "QL-1", "issuer": "青岚县司法局", "published": "2024-02-03"}
