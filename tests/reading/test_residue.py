"""Residue at the head and the tail: set aside and named, its dates kept as clues, no body sentence lost."""

import pytest

from linter.model.text import Document
from linter.reading import read
from tests.kit.conformance import sound
from tests.kit.lexicon import shipped_words

BODY = "青岚县2023年法治政府建设年度报告\n\n2023年，青岚县推进法治建设。\n\n一、主要做法\n\n办理案件12件。\n\n青岚县人民政府\n\n2024年1月15日"


def document(text: str) -> Document:
    found = read("r.txt", data=text.encode(), residue=shipped_words())
    sound(found)
    return found


def kinds(found: Document) -> list[tuple[str, str]]:
    return [(r.kind, found.text[r.start : r.end]) for r in found.receipt.residue]


def clues(found: Document) -> dict[str, str]:
    return {clue.name: clue.value for clue in found.clues if clue.name != "file"}


def body(found: Document) -> str:
    return found.view.text


PLAIN = document(BODY)


def test_a_clean_report_has_none() -> None:
    assert kinds(PLAIN) == []
    assert clues(PLAIN) == {}
    assert len(PLAIN.blocks) == 6


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("首页 > 政务公开 > 正文", "breadcrumb"),
        ("当前位置：首页 >> 法治政府", "breadcrumb"),
        ("您现在的位置: 网站首页 / 公开", "breadcrumb"),
        ("今天是：2024年3月5日 星期二", "navigation"),
        ("2024年3月5日 星期二", "navigation"),
        ("字体大小：【大】【中】【小】", "metadata"),
        ("【字体：大 中 小】", "metadata"),
        ("分享到：微信 微博", "metadata"),
        ("打印本页", "tool"),
        ("[打印] [关闭]", "tool"),
        ("无障碍浏览  长者模式", "tool"),
        ("繁體 | English | 登录", "tool"),
        ("来源：青岚县司法局  发布时间：2024-02-01 09:30  浏览次数：128", "metadata"),
        ("http://example.invalid/a/b.html", "archive"),
        ("网址：example.invalid", "archive"),
        ("Skip to main content", "navigation"),
        ("图片1 图片2", "navigation"),
        ("扫一扫在手机打开当前页", "tool"),
    ],
)
def test_lines_before_the_title(line: str, kind: str) -> None:
    found = document(f"{line}\n{BODY}")
    assert kinds(found) == [(kind, line)]
    assert body(found) == body(PLAIN)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("附件下载：", "attachment"),
        ("青岚县报告附表.xlsx", "attachment"),
        ("【打印本页】【关闭窗口】", "tool"),
        ("责任编辑：张三", "metadata"),
        ("上一篇：关于开展评查的通知", "navigation"),
        ("下一篇：没有了", "navigation"),
        ("版权所有：青岚县人民政府 未经许可不得转载。", "navigation"),
        ("青ICP备2024000001号-1", "navigation"),
        ("主办：青岚县人民政府办公室 网站标识码：0000000000", "navigation"),
        ("智能互动 手机版", "tool"),
        ("扫一扫，手机打开当前页", "tool"),
        ("青岚县人民政府办公室2024年1月16日印发", "imprint"),
        ("抄送：县委办公室，县人大常委会办公室。", "imprint"),
        ("（此件公开发布）", "imprint"),
    ],
)
def test_lines_after_the_signature(line: str, kind: str) -> None:
    found = document(f"{BODY}\n\n{line}")
    if "。" in line and kind == "imprint":
        # a line with a full stop is body, whatever it opens with
        assert kinds(found) == []
        return
    assert kinds(found) == [(kind, line)]
    assert body(found) == body(PLAIN)


def test_a_table_of_labels_with_values_below() -> None:
    head = "• 政务公开\n首页 > 正文\n  • 索引号\n    QL000/2024-00012\n  • 发布机构\n    青岚县司法局\n  • 文号\n  • 发布日期\n    2024-02-01\n  • 时效性\n    有效\n\n"
    found = document(head + BODY)
    assert body(found) == body(PLAIN)
    assert {kind for kind, _ in kinds(found)} == {"navigation", "breadcrumb", "metadata"}
    assert clues(found) == {"index": "QL000/2024-00012", "issuer": "青岚县司法局", "published": "2024-02-01"}
    for clue in found.clues:
        if clue.start is not None:
            assert found.text[clue.start : clue.end] == clue.value


def test_labels_on_one_line_and_spaced_labels() -> None:
    head = "索 引 号：QL-12    发文机关：青岚县人民政府    成文日期：2024年1月15日\n标　　题：青岚县报告\n文　　号：青政〔2024〕3号\n发布日期：2024年2月3日\n\n"
    found = document(head + BODY)
    assert body(found) == body(PLAIN)
    assert clues(found) == {
        "index": "QL-12",
        "issuer": "青岚县人民政府",
        "signed": "2024-01-15",
        "title": "青岚县报告",
        "number": "青政〔2024〕3号",
        "published": "2024-02-03",
    }


def test_the_imprint_dates_the_issue() -> None:
    found = document(BODY + "\n青岚县人民政府办公室　　2024年1月16日印发")
    assert clues(found) == {"issued": "2024-01-16"}
    clue = found.clues[0]
    assert found.text[clue.start : clue.end] == "2024年1月16日"


def test_an_impossible_date_is_no_clue() -> None:
    assert clues(document("发布日期：2024-13-45\n" + BODY)) == {}


def test_a_title_between_navigation_and_metadata_stays() -> None:
    title, rest = BODY.split("\n", 1)
    found = document(f"首页 > 正文\n{title}\n发布时间：2024-02-01 来源：县司法局\n{rest}")
    assert body(found) == body(PLAIN)


def test_a_title_in_two_lines_stays() -> None:
    found = document("首页 > 正文\n青岚县人民政府\n关于2023年度法治政府建设情况的报告\n发布时间：2024-02-01\n\n2023年，工作完成。")
    assert body(found) == "青岚县人民政府\n关于2023年度法治政府建设情况的报告\n2023年,工作完成。"


def test_a_signature_after_the_attachment_list_stays() -> None:
    text = "一、主要做法\n办理案件12件。\n附件下载：附表\n青岚县人民政府\n2024年1月15日"
    assert body(document(text)).endswith("青岚县人民政府\n2024年1月15日")


@pytest.mark.parametrize(
    "line",
    [
        "首页是政务公开的窗口，全年更新信息120条。",
        "一、分享到基层",
        "（一）下载安装APP情况",
        "来源于群众的诉求12件已办结。",
        "发布日期和时效性的核查已经完成。",
        "1.打印本页功能上线",
    ],
)
def test_body_lines_are_never_eaten(line: str) -> None:
    for text in (f"{line}\n{BODY}", f"{BODY}\n{line}"):
        found = document(text)
        assert kinds(found) == []
        assert len(found.blocks) == 7


def test_furniture_inside_the_body() -> None:
    text = BODY.replace("一、主要做法", "打印本页 关闭窗口\n\n一、主要做法").replace("办理案件", "目录一览………………3\n办理案件")
    found = document(text)
    assert [kind for kind, _ in kinds(found)] == ["tool", "contents"]
    assert body(found) == body(PLAIN)


def test_a_short_answer_at_the_end_is_body() -> None:
    assert body(document("五、其他需要报告的情况\n无")) == "五、其他需要报告的情况\n无"


def test_residue_in_a_wrapped_file() -> None:
    text = "首页 > 正文\n" + BODY.replace("推进法治建设。", "推进法治建设" + "，落实各项任务" * 30 + "。")
    lines = [line[i : i + 16] for line in text.split("\n") for i in range(0, max(1, len(line)), 16)]
    found = document("\n".join([*lines, "青岚县人民政府办公室2024年1", "月16日印发"]))
    assert clues(found) == {"issued": "2024-01-16"}
    assert ("breadcrumb", "首页 > 正文") in kinds(found)
