"""What a page, a template or a slip of the hand left in a report."""

import jsonschema
import pytest

from linter.checks.residue import prepare
from linter.model.lexicon import Lexicon
from tests.checks.found import found, whole
from tests.checks.toy import Toys, judged, report

PAGE = "check: residue, find: page"
TEMPLATE = "check: residue, find: template"
REPETITION = "check: residue, find: repetition"
REQUEST = "check: residue, find: phrases, any: [恳请, 请上级…给予], except: [恳请审议]"
TITLE = "青岚县人民政府2024年法治政府建设年度报告"


def test_keys(toys: Toys, lexicon: Lexicon) -> None:
    for keys in ("check: residue", "check: residue, find: letters", "check: residue, find: phrases, any: []"):
        with pytest.raises(jsonschema.ValidationError):
            toys(f"a: {{{keys}}}")
    for spec in ({"find": "phrases"}, {"find": "page", "any": ["恳请"]}):
        with pytest.raises(ValueError, match="any"):
            prepare(spec, lexicon)


# -- remains of a page --


def page(*lines: str) -> str:
    return "\n".join((TITLE, "一、工作情况", "1.抓好落实，办件9件。", *lines, "二、打算", "推进。")) + "\n"


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        (page("办件&nbsp;9件，<span class='a'>好</span>。"), [("markup", "&nbsp;"), ("markup", "<span class='a'>"), ("markup", "</span>")]),
        (page("**办件9件。**详见[办法](http://a.cn)。"), [("markup", "**办件9件。**"), ("markup", "[办法](http://")]),
        (page("## 办件9件。"), [("markup", "## ")]),
        (page("办件9件，好。 |"), [("bar", "办件9件，好。 |")]),
        (page("办件9件，好。点击下载"), [("page", "点击下载")]),
        (page("相关链接：办件9件，好。"), [("page", "相关链接")]),
        (page("可点击下载指南9次，R&D投入，A|B两类，3<5，**注。"), []),
        ("首页 > 政务公开\n" + page("办件9件。") + "打印本页\n", [("aside", "首页 > 政务公开")]),
        (page("办件9件。") + "青岚县人民政府\n2025年1月8日\n青岚县人民政府办公室2025年1月9日印发 |\n", [("bar", "025年1月9日印发 |")]),
    ],
)
def test_remains_of_a_page(toys: Toys, text: str, remarks: list[tuple[str, str]]) -> None:
    got = whole(toys, PAGE, text)
    assert [reason for reason, _ in got] == [reason for reason, _ in remarks]
    assert [t for r, t in got if r != "bar"] == [t for r, t in remarks if r != "bar"]
    assert all(t.endswith("|") for r, t in got if r == "bar")


def test_what_was_set_aside_is_counted(toys: Toys) -> None:
    (remark,) = toys(f"a: {{{PAGE}}}").judge("首页 > 政务公开\n" + page("办件9件。") + "打印本页\n关闭窗口\n").judgement.remarks
    assert remark.values == {"count": 3}


def test_a_page_may_have_its_navigation(toys: Toys) -> None:
    engine = toys(f"a: {{{PAGE}}}").engine
    text = f"<html><body><div>首页 &gt; 政务公开</div><h1>{TITLE}</h1><p>一、工作情况</p><p>抓好落实，办件9件。</p><p>打印本页</p></body></html>"
    got = judged(engine, text, "r.html", level="county", assume_report=True)
    assert got.report.document.receipt.residue
    assert got.remarks == ()


def test_markdown_may_have_its_marks(toys: Toys) -> None:
    engine = toys(f"a: {{{PAGE}}}").engine
    text = f"# {TITLE}\n\n## 一、工作情况\n\n**抓好落实**，办件9件。\n\n| 甲 | 乙 |\n|---|---|\n| 1件 | 2件 |\n\n办件&nbsp;9件。\n"
    assert [r.reason for r in judged(engine, text, "r.md", level="county", assume_report=True).remarks] == ["markup"]


def test_a_text_full_of_remains_is_told_once(toys: Toys) -> None:
    (remark,) = toys(f"a: {{{PAGE}}}").judge(page("办件&nbsp;9件。" * 12)).judgement.remarks
    assert (remark.reason, remark.values) == ("many", {"count": 12})


# -- placeholders --


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("办件XX件，开会×次，培训*人次。", [("placeholder", "XX件"), ("placeholder", "×次"), ("placeholder", "*人次")]),
        ("20XX年，202X年，20×年，20**年。", [("placeholder", "20XX年"), ("placeholder", "202X年"), ("placeholder", "20×年"), ("placeholder", "20**年")]),
        ("X月X日，XX县挂牌。", [("placeholder", "X月"), ("placeholder", "X日"), ("placeholder", "XX县")]),
        ("某某局挂牌。", [("placeholder", "某某局")]),
        ("培训____名，出台【 】项，国发〔〕5号。", [("blank", "____"), ("blank", "【 】"), ("blank", "〔〕")]),
        ("述法（请填写次数）9次，内容待补充，数据待补充。", [("instruction", "（请填写次数）"), ("instruction", "内容待补充"), ("instruction", "数据待补充")]),
        ("办件【此处补充数据】件。", [("instruction", "【此处补充数据】")]),
    ],
)
def test_placeholders(toys: Toys, text: str, remarks: list[tuple[str, str]]) -> None:
    assert found(toys, TEMPLATE, text) == remarks


@pytest.mark.parametrize(
    "text",
    [
        "王某某诉某某公司，张XX诉XX公司，X射线3台，5×24小时，2×3件，AX件，1.X版。",
        "补充完善材料，填写问卷9份，注明来源（补正9次），人员有待补充，较上一年度增加9件。",
        "【法治惠民】项目，[2024]9号，2012X，20X0件。",
    ],
)
def test_no_placeholders(toys: Toys, text: str) -> None:
    assert found(toys, TEMPLATE, text) == []


def test_the_words_of_the_provisions_in_a_heading(toys: Toys) -> None:
    outcome = toys(f"a: {{{TEMPLATE}}}").judge(f"{TITLE}\n一、上一年度主要举措和成效\n较上一年度增加9件。\n二、打算\n推进。\n")
    (remark,) = outcome.judgement.remarks
    assert (remark.reason, outcome.text[remark.start : remark.end], remark.severity, remark.status) == ("last-year", "上一年度", "info", "suspicious")


# -- what stands twice --


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("进一步进一步压实责任。", [("word", "进一步进一步")]),
        ("加强加强监管，群众的的满意度。", [("word", "加强加强"), ("word", "的的")]),
        ("推动行政执法行政执法规范。", [("word", "行政执法行政执法")]),
        ("加强日常巡查，加强日常巡查，办件9件。", [("clause", "加强日常巡查，加强日常巡查")]),
    ],
)
def test_words_and_clauses(toys: Toys, text: str, remarks: list[tuple[str, str]]) -> None:
    assert found(toys, REPETITION, text) == remarks


@pytest.mark.parametrize(
    "text",
    [
        "一个问题一个问题解决，逐户逐户走访，层层层层落实。",
        "市政府政府网站，工作工作专班，的的确确，20242024号，甲、乙、丙、丁。",
        "抓好，抓好，办件9件，办件9个。",
    ],
)
def test_no_repetition(toys: Toys, text: str) -> None:
    assert found(toys, REPETITION, text) == []


SENTENCE = "全年组织领导干部旁听庭审十一次并点评"


def test_sentences(toys: Toys) -> None:
    outcome = toys(f"a: {{{REPETITION}}}").judge(report(f"抓培训。{SENTENCE}。", f"抓普法。一是{SENTENCE}；二是乙。", "收尾。"))
    (remark,) = outcome.judgement.remarks
    assert (remark.reason, outcome.text[remark.start : remark.end], remark.severity, remark.status) == ("sentence", SENTENCE, "info", "suspicious")


def test_a_passage_that_is_repeated_is_told_once(toys: Toys) -> None:
    passage = f"抓培训。{SENTENCE}。推动各部门集中轮训执法人员四期。带动基层单位学法用法蔚然成风。"
    assert [r for r, _ in whole(toys, REPETITION, report(passage, "其他工作有序开展。", passage))] == ["sentence"]


def test_headings_may_come_again(toys: Toys) -> None:
    heading = "（一）加快推进基层法治工作队伍建设。"
    text = f"{TITLE}\n一、工作情况\n{heading}\n招录20名。\n二、打算\n{heading}\n再招10名。\n"
    assert whole(toys, REPETITION, text) == []
    label = f"{TITLE}\n一、工作情况\n{heading}招录20名。\n二、打算\n{heading}再招10名。\n"
    assert whole(toys, REPETITION, label) == []


# -- phrases --


def test_phrases(toys: Toys) -> None:
    assert found(toys, REQUEST, "恳请支持，恳请审议，请上级部门给予支持。") == [("phrase", "恳请"), ("phrase", "请上级部门给予")]
    outcome = toys(f"a: {{{REQUEST}}}").judge(report("恳请支持。"))
    assert [f.message for f in outcome.report.findings if f.kind == "residue"] == ["此处疑为“事项a”，建议核对。"]
