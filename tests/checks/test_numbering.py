"""Headings and points: numbers left out, repeated, mistaken, lost; and numbers that only look so."""

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.checks.form.sequences import Lines, confirmed, han, order_of, stands
from linter.model.outline import CHAPTER, Mark
from tests.checks.found import found, whole
from tests.checks.toy import Toys

HEADINGS = "check: numbering, find: headings"
POINTS = "check: numbering, find: points"
RUN_IN = "check: numbering, find: run-in"
TITLE = "青岚县人民政府2024年法治政府建设年度报告\n"


def doc(*lines: str) -> str:
    return TITLE + "\n".join(lines) + "\n"


# -- headings --


@pytest.mark.parametrize(
    ("lines", "remarks"),
    [
        (("一、工作情况", "（一）学法", "抓好。", "（三）普法", "抓好。", "二、打算", "推进。"), [("missing", "（三）")]),
        (("一、工作情况", "（一）学法", "抓好。", "（一）普法", "抓好。", "（三）执法", "抓好。", "二、打算", "推进。"), [("repeated", "（一）")]),
        (("一、工作情况", "1.学法", "2.普法", "5.执法", "4.复议", "二、打算", "推进。"), [("mistaken", "5.")]),
        (("一、工作情况", "抓好。", "二、问题", "（二）人少", "不足。", "（三）钱少", "不足。", "三、打算", "推进。"), [("unopened", "（二）")]),
        (("一、工作情况", "抓好。", "二、问题", "不足。", "四、打算", "推进。"), [("missing", "四、")]),
        (("一、工作情况", "抓好。", "存在问题", "不足。", "三、打算", "推进。"), [("missing", "三、")]),
        (("一、工作情况", "①学法。", "②普法。", "④执法。", "二、打算", "推进。"), [("missing", "④")]),
        (("第一部分 工作情况", "抓好。", "第二部分 问题", "不足。", "第四部分 打算", "推进。"), [("missing", "第四部分")]),
    ],
)
def test_headings_out_of_order(toys: Toys, lines: tuple[str, ...], remarks: list[tuple[str, str]]) -> None:
    assert [(r, t.strip()) for r, t in whole(toys, HEADINGS, doc(*lines))] == remarks


@pytest.mark.parametrize(
    "lines",
    [
        ("一、工作情况", "（一）学法", "抓好。", "（二）普法", "抓好。", "二、打算", "（一）继续", "推进。"),
        # numbers that go on behind a heading, and behind a level in between
        ("一、工作情况", "（一）学法", "抓好。", "（二）普法", "抓好。", "二、打算", "（三）继续", "推进。"),
        ("一、工作情况", "1.总体", "（一）学法", "抓好。", "（二）普法", "抓好。", "2.分类", "二、打算", "推进。"),
        # another form of the number stands there
        ("一、工作情况", "（一）学法", "抓好。", "2.普法", "抓好。", "（三）执法", "抓好。", "二、打算", "推进。"),
        ("一、工作情况", "（一）学法", "抓好。", "（二普法", "抓好。", "（三）执法", "抓好。", "二、打算", "推进。"),
        # cited, not counted
        ("一、工作情况", "落实（三）款和（五）项，对照第（二）项整改。", "（一）学法", "抓好。", "二、打算", "推进。"),
        # further away stands something else
        ("一、工作情况", "1.学法。", "9.18警示教育。", "2.普法。", "二、打算", "推进。"),
        # backwards: a reference
        ("一、工作情况", "1.学法。", "2.普法。", "3.执法。", "1.5万人次受益。", "2.同上。", "二、打算", "推进。"),
    ],
)
def test_headings_in_order(toys: Toys, lines: tuple[str, ...]) -> None:
    assert whole(toys, HEADINGS, doc(*lines)) == []


def test_numbers_that_a_conversion_lost_accuse_nobody(toys: Toys) -> None:
    lost = ("一、工作情况", "（一）学法", "抓好。", "普法宣传", "抓好。", "（三）执法", "抓好。", "复议应诉", "抓好。", "（五）调解", "抓好。", "信息公开", "抓好。", "（七）督察", "抓好。")
    assert whole(toys, HEADINGS, doc(*lost, "二、打算", "推进。")) == []
    assert whole(toys, HEADINGS, doc(*lost[:6], "二、打算", "推进。")) == [("missing", "（三）")]


def test_a_body_in_one_line_is_read_by_its_sentences(toys: Toys) -> None:
    text = TITLE + "现报告如下。一、工作情况（一）学法。抓好。（三）普法。抓好。二、打算。推进。\n"
    assert whole(toys, HEADINGS, text) == [("missing", "（三）")]


def test_tables_are_no_headings(toys: Toys) -> None:
    rows = "| 序号 | 事项 |\n|---|---|\n| 1. | 学法 |\n| 3. | 普法 |\n"
    engine = toys(f"a: {{{HEADINGS}}}").engine
    from tests.checks.toy import judged

    text = f"# {TITLE}\n一、工作情况\n\n{rows}\n二、打算\n\n推进。\n"
    assert judged(engine, text, "r.md", level="county", assume_report=True).remarks == ()


def test_parts_without_number(toys: Toys) -> None:
    numbered = ("一、工作情况", "抓好。", "二、执法", "抓好。")
    assert whole(toys, HEADINGS, doc(*numbered, "存在问题", "不足。", "2025年工作打算", "推进。")) == [("unnumbered-parts", "存在问题"), ("unnumbered-parts", "2025年工作打算")]
    assert whole(toys, HEADINGS, doc(*numbered, "存在问题", "不足。")) == [("unnumbered", "存在问题")]
    # the numbers count what stands under an unnumbered heading
    assert whole(toys, HEADINGS, doc("主要工作及成效", *numbered, "存在问题", "不足。", "2025年工作打算", "推进。")) == []
    assert whole(toys, HEADINGS, doc(*numbered, "存在问题", "一、人少", "不足。", "2025年工作打算", "推进。")) == []
    # one numbered part is no habit
    assert whole(toys, HEADINGS, doc("一、工作情况", "抓好。", "存在问题", "不足。", "2025年工作打算", "推进。")) == []


def test_parts_that_the_format_sets_higher(toys: Toys) -> None:
    from tests.checks.toy import judged

    engine = toys(f"a: {{{HEADINGS}}}").engine
    text = "# 青岚县2024年法治政府建设年度报告\n\n现报告如下。\n\n{0} 一、依法履职\n\n抓好。\n\n{0} 二、规范执法\n\n抓好。\n\n## 存在问题\n\n不足。\n\n## 2025年工作打算\n\n推进。\n"
    low = judged(engine, text.format("###"), "r.md", level="county", assume_report=True)
    same = judged(engine, text.format("##"), "r.md", level="county", assume_report=True)
    assert [r.reason for r in low.remarks] == []
    assert [r.reason for r in same.remarks] == ["unnumbered-parts", "unnumbered-parts"]


def test_what_is_said_of_a_heading(toys: Toys) -> None:
    outcome = toys(f"a: {{{HEADINGS}}}").judge(doc("一、工作情况", "（一）学法", "抓好。", "（三）普法", "抓好。", "二、打算", "推进。"))
    (remark,) = outcome.judgement.remarks
    assert remark.values == {"number": "（三）", "due": "（二）", "before": "（一）"}
    (finding,) = [f for f in outcome.report.findings if f.kind == "numbering"]
    assert finding.message == "“（一）”之后是“（三）”，中间未见“（二）”，建议核对序号。"


LONG = "部分乡镇力量薄弱，个别干部依法办事能力有待提高，案卷质量参差不齐，制作不规范的情况仍然存在，学法用法不够经常，普法针对性还不强。"


def test_headings_that_run_into_the_text(toys: Toys) -> None:
    run = ("一、工作情况", "抓好。", f"二、存在的问题{LONG}", "三、下一步打算", "推进。")
    assert whole(toys, RUN_IN, doc(*run)) == [("run-in", "二、存在的问题")]
    assert whole(toys, RUN_IN, doc("一、工作情况", "抓好。", f"二、存在的问题。{LONG}", "三、下一步打算", "推进。")) == []
    assert whole(toys, RUN_IN, doc(f"一、工作情况{LONG}", f"二、存在的问题{LONG}", "三、下一步打算", "推进。")) == []


# -- points --


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("一是甲。二是乙。二是丙。", [("repeated", "二是")]),
        ("一是甲。二是乙。四是丙。", [("missing", "四是")]),
        ("一是甲。四是乙。三是丙。", [("mistaken", "四是")]),
        ("一是甲。一是乙。三是丙。", [("repeated", "一是")]),
        ("一是甲。一是乙。", [("repeated", "一是"), ("alone", "一是")][:1]),
        ("二是乙。三是丙。", [("unopened", "二是")]),
        ("一是甲。二是乙。三强化督导。四是丁。", [("lost", "三强化督导")]),
        ("一是甲。二是乙。三法律顾问、普法骨干到岗。四规范程序，办件3件。", [("lost", "三法律顾问"), ("lost", "四规范程序")]),
        ("一是甲。二部分单位重视不够。", [("lost", "二部分单位重视不够")]),
        ("总体较好。一是甲。后续跟进。", [("alone", "一是")]),
        ("一要甲，二要乙，四要丙。", [("missing", "四要")]),
        ("做法有三，一是甲，三是丙。", [("missing", "三是")]),
    ],
)
def test_points_out_of_order(toys: Toys, text: str, remarks: list[tuple[str, str]]) -> None:
    assert found(toys, POINTS, text) == remarks


@pytest.mark.parametrize(
    "text",
    [
        "一是甲。二是乙。三是丙。",
        "一是甲：一要丁，二要戊。二是乙。",
        "一是甲：一是丁，二是戊。二是乙。",
        "一是甲。二是乙。三项制度落实，三书一函制发，三定方案调整。",
        "一是甲。另一方面，乙。",
        "一是甲。其次，乙。",
        "一是甲。第二，乙。三是丙。",
        "一是甲。二，乙。三是丙。",
        "二要加强领导。",
        "原因之一是人少，统一是非标准。",
        "原因一是人少。",
        "主要做法，一是甲。",
        "第一，甲。第三，丙。",
    ],
)
def test_points_in_order(toys: Toys, text: str) -> None:
    assert found(toys, POINTS, text) == []


def test_points_on_lines_of_their_own(toys: Toys) -> None:
    nested = doc("一、工作情况", "一是抓学习。", "1.学法。", "2.普法。", "二是抓执法。", "二、打算", "推进。")
    assert whole(toys, POINTS, nested) == []
    twice = doc("一、工作情况", "一是抓学习。", "一是抓执法。", "二、打算", "推进。")
    assert whole(toys, POINTS, twice) == [("repeated", "一是")]
    lists = doc("一、工作情况", "甲类：一是抓学习。二是抓执法。", "乙类：一是抓普法。三是抓复议。", "二、打算", "推进。")
    assert whole(toys, POINTS, lists) == [("missing", "三是")]


def test_a_lone_point_is_a_hint(toys: Toys) -> None:
    outcome = toys(f"a: {{{POINTS}, severity: warning}}").judge(doc("一、工作情况", "总体较好。一是甲。后续跟进。", "二、打算", "推进。"))
    (remark,) = outcome.judgement.remarks
    assert (remark.status, remark.severity) == ("suspicious", "info")


def test_keys(toys: Toys) -> None:
    for keys in ("check: numbering", "check: numbering, find: letters", "check: numbering, find: points, more: 1"):
        with pytest.raises(jsonschema.ValidationError):
            toys(f"a: {{{keys}}}")


# -- sequences --


@given(st.integers(1, 99))
def test_numerals_as_the_structure_reads_them(number: int) -> None:
    from linter.structure.numbering import numeral

    assert numeral(han(number)) == number


LINES = Lines([(0, 1000)])


def order(values: list[int], borders: list[int] | None = None) -> list[tuple[str, int, int]]:
    marks = [Mark(10 * i, 10 * i + 2, CHAPTER, value) for i, value in enumerate(values)]
    found = order_of(marks, frozenset(m.start for m in marks), borders or [], Lines([(m.start, m.start + 10) for m in marks]))
    return [(slip.kind, slip.mark.value, slip.due) for slip in found.slips]


@given(st.lists(st.integers(1, 9), max_size=6))
def test_sequences_in_order_never_slip(lengths: list[int]) -> None:
    assert order([value for length in lengths for value in range(1, length + 1) if length > 1]) == []


@given(st.integers(3, 20), st.data())
def test_one_number_left_out_is_one_slip(length: int, data: st.DataObject) -> None:
    gone = data.draw(st.integers(2, length - 1))
    assert order([value for value in range(1, length + 1) if value != gone]) == [("missing", gone + 1, gone)]


@given(st.integers(2, 20), st.data())
def test_one_number_doubled_is_one_slip(length: int, data: st.DataObject) -> None:
    twice = data.draw(st.integers(2, length))
    values = [value for n in range(1, length + 1) for value in ([n, n] if n == twice else [n])]
    assert order(values) == [("repeated", twice, twice + 1)]


@settings(max_examples=300)
@given(st.lists(st.integers(1, 6), max_size=12), st.lists(st.integers(0, 120), max_size=3))
def test_any_sequence_gives_slips_in_order(values: list[int], borders: list[int]) -> None:
    for kind, number, due in order(values, sorted(set(borders))):
        assert kind in ("missing", "repeated", "mistaken", "unopened")
        assert due >= 1
        assert number >= 1


def test_a_mark_that_has_its_place_answers_no_gap() -> None:
    view = "（一）甲\n2.乙\n（三）丙".replace("（", "(").replace("）", ")")
    assert stands(view, 2, 0, len(view))
    assert not stands(view, 2, 0, len(view), {view.index("2.")})
    marks = [Mark(0, 3, 2, 1), Mark(view.index("(三"), view.index("(三") + 3, 2, 3)]
    slips = order_of(marks, frozenset(m.start for m in marks), [], Lines([(0, 4), (5, 8), (9, 13)])).slips
    assert len(slips) == 1
    assert confirmed(slips, frozenset(), view) == []
    assert confirmed(slips, {view.index("2.")}, view) == slips
