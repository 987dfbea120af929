"""Punctuation, book-title marks, dates and figures as they are written."""

import jsonschema
import pytest

from tests.checks.found import found, whole
from tests.checks.toy import Toys, judged, report

PAIRS = "check: marks, find: unpaired"
DOUBLED = "check: marks, find: doubled"
BROKEN = "check: marks, find: broken"
TITLES = "check: marks, find: titles"
DATES = "check: marks, find: dates"
FIGURES = "check: marks, find: figures"
NUMBERS = "check: marks, find: document-numbers"
HYPHENS = "check: marks, find: hyphens"
HALF = "check: marks, find: half-width"


def test_keys(toys: Toys) -> None:
    for keys in ("check: marks", "check: marks, find: letters", "check: marks, find: titles, any: [甲]"):
        with pytest.raises(jsonschema.ValidationError):
            toys(f"a: {{{keys}}}")


# -- pairs --


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("印发《青岚县行政执法评议办法，评议8次。", [("unclosed-title", "《青岚县行政执法评议办法")]),
        ("好。印发青岚县行政执法评议办法》，评议8次。", [("unopened-title", "印发青岚县行政执法评议办法》")]),
        ("推行“一业一证改革，办件9件。", [("unclosed-quote", "“一业一证改革")]),
        ("好。推行一业一证”改革，办件9件。", [("unopened-quote", "推行一业一证”")]),
        ("设站（点位36个，办件9件。", [("unclosed-bracket", "（点位36个")]),
        ("好。设站点位36个），办件9件。", [("unopened-bracket", "设站点位36个）")]),
        ("打造“枫林“品牌。", [("turned", "“枫林“")]),
        ("观看“《讲堂”》节目。", [("crossed-title", "”》")]),
        ("印发《关于“甲乙》的通知”，办件9件。", [("crossed-quote", "》的通知”")]),
        ("印发（关于“甲乙）的通知”，办件9件。", [("crossed-quote", "）的通知”")]),
        ("印发《办法（试行》，落实）。", [("crossed-bracket", "》，落实）")]),
    ],
)
def test_pairs(toys: Toys, text: str, remarks: list[tuple[str, str]]) -> None:
    assert found(toys, PAIRS, text) == remarks


def test_a_text_full_of_strays_is_told_once(toys: Toys) -> None:
    outcome = toys(f"a: {{{PAIRS}}}").judge(report("".join(f"印发《办法{i}，" for i in range(12)) + "落实。"))
    (remark,) = outcome.judgement.remarks
    assert (remark.reason, remark.values) == ("many", {"count": 12})


def test_a_span_counts_no_spaces(toys: Toys) -> None:
    plain = found(toys, PAIRS, "印发《青岚县行政执法监督工作评议考核暂行办法，评议8次。")
    spaced = found(toys, PAIRS, "印发《青 岚 县 行 政 执 法 监 督 工 作 评 议 考 核 暂 行 办 法，评议8次。")
    assert [(r, t.replace(" ", "")) for r, t in spaced] == plain == [("unclosed-title", "《青岚县行政执法监督工作评议考核")]


# -- marks that stand twice, lines that break --


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("办件212件，，按期办结。", [("doubled", "办件212件，，")]),
        ("办件212件， 、按期办结。", [("doubled", "办件212件， 、")]),
        ("办件。；按期办结:,好。", [("doubled", "2.办件。；"), ("doubled", "按期办结:,")]),
        ("办件……按期——办结！？好。”", []),
    ],
)
def test_doubled_marks(toys: Toys, text: str, remarks: list[tuple[str, str]]) -> None:
    assert found(toys, DOUBLED, text) == remarks


def test_many_doubled_marks_are_told_once(toys: Toys) -> None:
    outcome = toys(f"a: {{{DOUBLED}}}").judge(report("甲，，乙。" * 12))
    (remark,) = outcome.judgement.remarks
    assert (remark.reason, remark.values) == ("doubled-often", {"count": 12})


def test_tables_are_not_read_for_doubled_marks(toys: Toys) -> None:
    engine = toys(f"a: {{{DOUBLED}}}").engine
    text = "# 青岚县2024年法治政府建设年度报告\n\n一、工作情况\n\n| 甲，，乙 | 丙 |\n|---|---|\n| 丁 | 戊 |\n"
    assert judged(engine, text, "r.md", level="county", assume_report=True).remarks == ()


PARTS = ("青岚县2024年法治政府建设年度报告", "", "一、工作情况", "", "{}", "", "二、打算", "", "推进。", "")
TEXT = "强化学习。组织干部参加法律知识考试，参考率较高，人数达90人，成绩合格的占九成，不及格的安排补考并由主要负责人谈话提醒"


def lines(text: str) -> str:
    return "\n".join(PARTS).format(text)


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        (TEXT + "。", []),
        (TEXT, [("open", "补考并由主要负责人谈话提醒"[-15:])]),
        (TEXT + "（见附件）", []),
        ("强化学习", []),
        (TEXT.replace("考试，", "考试，\n") + "。", [("inside", "法律知识考试，\n参考率较高")]),
    ],
)
def test_lines_that_break_off(toys: Toys, text: str, remarks: list[tuple[str, str]]) -> None:
    got = whole(toys, BROKEN, lines(text))
    assert [reason for reason, _ in got] == [reason for reason, _ in remarks]
    assert all(part in text for _, part in got)


def test_a_wrapped_text_breaks_nothing(toys: Toys) -> None:
    width = 30
    wrapped = "\n".join(TEXT[i : i + width] for i in range(0, len(TEXT), width)) + "。"
    body = "\n\n".join(wrapped.replace("九成", f"{n}成") for n in "一二三四五六七八")
    assert whole(toys, BROKEN, lines(body)) == []


def test_many_open_paragraphs_are_told_once(toys: Toys) -> None:
    body = "\n\n".join(f"第{n}方面工作扎实。{TEXT}" for n in range(12))
    outcome = toys(f"a: {{{BROKEN}}}").judge(lines(body))
    (remark,) = outcome.judgement.remarks
    assert (remark.reason, remark.values) == ("often", {"count": 12})


def test_a_print_has_line_ends_of_its_own(toys: Toys) -> None:
    from linter.checks.form.pairing import broken

    bench = toys(f"a: {{{BROKEN}}}")
    outcome = bench.judge(lines(TEXT))
    context = outcome.judgement.context
    rule = bench.engine.rulebook.rules[0]
    assert len(list(broken(rule, context))) == 1
    context.document.format = "pdf"
    assert list(broken(rule, context)) == []


# -- book-title marks --


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("做法在法治日报刊发。", [("periodical", "法治日报")]),
        ("做法被东江日报头版刊登。", [("periodical", "东江日报")]),
        ("开展《法润山乡》品牌系列宣传活动30场。", [("activity", "《法润山乡》")]),
        ("对照《服务事项清单》（2023年版）核对。", [("version", "《服务事项清单》（2023年版）")]),
        ("印发《普法规划》（2021—2025年）。", [("version", "《普法规划》（2021—2025年）")]),
        ("印发《评议办法》(试行)。", [("version", "《评议办法》(试行)")]),
        ("制发了《基层治理实施方案》的通知。", [("passed-on", "《基层治理实施方案》的通知")]),
        ("下发《关于印发普法责任清单》的通知。", [("closed-early", "《关于印发普法责任清单》的通知")]),
        ("出台关于规范涉企检查的通知，执行良好。", [("bare", "关于规范涉企检查的通知")]),
        ("学习习近平法治思想学习纲要。", [("unmarked", "习近平法治思想学习纲要")]),
        ("落实党政主要负责人履行推进法治建设第一责任人职责规定。", [("unmarked", "党政主要负责人履行推进法治建设第一责任人职责规定")]),
        ("落实法治政府建设实施纲要（2021—2025年）。", [("unmarked", "法治政府建设实施纲要")]),
        ("宣传中华人民共和国行政处罚法。", [("unmarked", "中华人民共和国行政处罚法")]),
        ("贯彻《关于落实《网格管理规定》的通知》。", [("nested", "《关于落实《网格管理规定》的通知》")]),
    ],
)
def test_titles(toys: Toys, text: str, remarks: list[tuple[str, str]]) -> None:
    assert found(toys, TITLES, text) == remarks


@pytest.mark.parametrize(
    "text",
    [
        "做法在《法治日报》刊发，被人民日报客户端刊发，获法治日报社记者采访。",
        "开展《民法典》主题宣传活动，《论语》活动，《信访工作条例》专项行动，《宪法》诵读进校园。",
        "开展《一起学习身边的法律知识守护美好生活》活动。",
        "落实《处罚法》（2021年修订），印发《评议办法（试行）》。",
        "转发《责任清单》的通知，制发关于印发《方案》的通知，听取《方案》的通知情况。",
        "出台关于优化环境的意见建议，提出关于整改的意见，印发了《关于整改的意见》。",
        "落实法治政府建设实施纲要，宣传行政处罚法，贯彻《中华人民共和国行政处罚法》。",
        "落实《关于〈中华人民共和国行政处罚法〉的通知》，学习“习近平法治思想”。",
        "学习《习近平法治思想学习纲要》（见《论坚持全面依法治国》）。",
        # one mark is lost: that is told as an unpaired one
        "宣传中华人民共和国行政处罚法》和《中华人民共和国行政处罚法，落实法治政府建设实施纲要（2021—2025年）》。",
    ],
)
def test_titles_that_are_right(toys: Toys, text: str) -> None:
    assert found(toys, TITLES, text) == []


# -- dates --


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("2024年01月26日开会，3月05日报送。", [("padded", "2024年01月26日"), ("padded", "3月05日")]),
        ("自24年3月起，23年底前完成，22年度。", [("short", "24年3月"), ("short", "23年底"), ("short", "22年度")]),
        ("印发2024上半年度通报，2024第一季度情况，2024全年。", [("yearless", "2024上半年度"), ("yearless", "2024第一季度"), ("yearless", "2024全年")]),
        ("开展2024矛盾纠纷排查。", [("yearless", "2024矛盾纠纷")]),
        ("2月30日前完成，13月报送，11月31日结束，0月底。", [("impossible", "2月30日"), ("impossible", "11月31日"), ("impossible", "0月底")]),
        ("于2024.6.15开会，2024-06-15报送，2024/6/15结束。", [("dotted", "2024.6.15"), ("dotted", "2024-06-15"), ("dotted", "2024/6/15")]),
        ("落实规划（20212025年）。", [("joined", "20212025年")]),
        ("二零二四年起，二0二四年止。", [("zero", "二零二四年"), ("zero", "二0二四年")]),
    ],
)
def test_dates(toys: Toys, text: str, remarks: list[tuple[str, str]]) -> None:
    assert found(toys, DATES, text) == remarks


@pytest.mark.parametrize(
    "text",
    [
        "2024年1月26日开会，10月10日报送，2月29日，12月31日，二〇二四年。",
        "近24年来建档，连续20年下降，第15年度，2013年3月，12年度。",
        "开展2024件排查，完成2024余次，推进2024行动，印发2026专项，开展2009清理。",
        "3·15活动，1-13月龄，5×24小时，编号2024.6.15.3，执行GB 2024.6号。",
        "2020412025年度，2024年上半年，自2024年至2025年。",
    ],
)
def test_dates_that_are_right(toys: Toys, text: str) -> None:
    assert found(toys, DATES, text) == []


def test_a_year_alone_needs_the_year_of_the_report(toys: Toys) -> None:
    text = "法治政府建设年度报告\n一、工作情况\n开展2024矛盾纠纷排查，自24年3月起。\n二、打算\n推进。\n"
    assert whole(toys, DATES, text, year=None) == []
    assert len(whole(toys, DATES, text)) == 2


# -- figures --


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("走访近300余家，约500多人次。", [("estimate", "近300余"), ("estimate", "约500多")]),
        ("超过3.2万余件，约400名左右。", [("estimate", "超过3.2万余"), ("estimate", "约400名左右")]),
        ("压减10-20%，补助3—5万元，投入1-2亿元。", [("range-percent", "10-20%"), ("range-scale", "3—5万"), ("range-scale", "1-2亿")]),
        ("发放6千余份，培训3百人。", [("thousands", "6千余"), ("thousands", "3百人")]),
        ("办结率98%%，占百分之15%。", [("percent-twice", "%%"), ("percent-twice", "百分之15%")]),
    ],
)
def test_figures(toys: Toys, text: str, remarks: list[tuple[str, str]]) -> None:
    assert found(toys, FIGURES, text) == remarks


@pytest.mark.parametrize(
    "text",
    [
        "走访近300家，500余人次，约3万人，超过200个多元解纷点，约80名左岸居民。",
        "压减10%-20%，2021-2025亿，20-10%，文件1/2-3%，比例1.2.3-4%，编号A-3-5%。",
        "功率3千瓦，路程5千米，数千人参加，百余名党员，百分之十五。",
    ],
)
def test_figures_that_are_right(toys: Toys, text: str) -> None:
    assert found(toys, FIGURES, text) == []


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("依据青政发[2023]5号文。", [("brackets", "[2023]5号")]),
        ("依据青政发（2023）5号文。", [("brackets", "（2023）5号")]),
        ("依据青政发〔2023年〕5号文。", [("brackets", "〔2023年〕5号")]),
        ("依据青政发 〔 2023 〕 第 5 号文。", [("ordinal", "〔 2023 〕 第 5 号")]),
        ("依据青政发〔2023〕005号文。", [("zeros", "〔2023〕005号")]),
        ("依据青政发〔2023〕5号文，执行（2023）青01行初2号，编号为[2023]5号。", []),
    ],
)
def test_document_numbers(toys: Toys, text: str, remarks: list[tuple[str, str]]) -> None:
    assert found(toys, NUMBERS, text) == remarks


def test_the_number_of_the_page_is_not_judged(toys: Toys) -> None:
    text = "文号：青政发[2024]5号\n青岚县2024年法治政府建设年度报告\n一、工作情况\n抓好。\n二、打算\n推进。\n"
    outcome = toys(f"a: {{{NUMBERS}}}").judge(text)
    assert outcome.report.document.receipt.residue
    assert outcome.judgement.remarks == ()


def test_marks_of_a_conversion_are_told_once(toys: Toys) -> None:
    outcome = toys(f"a: {{{HYPHENS}}}").judge(report("规划（2021-2025年），压减30%-40%，每季2-3次。电话0718-8223456，1-2-3工作法。"))
    (remark,) = outcome.judgement.remarks
    assert (remark.reason, outcome.text[remark.start : remark.end], remark.values) == ("hyphen", "2021-2025年", {"count": 3})
    outcome = toys(f"a: {{{HALF}}}").judge(report("受理申请,共1,264件:好;比例4.5:1。"))
    (remark,) = outcome.judgement.remarks
    assert (remark.reason, outcome.text[remark.start : remark.end], remark.values) == ("half-width", "请,", {"count": 3})
    assert found(toys, HALF, "受理申请，共1,264件。") == []
