"""Top-level parts and sections: numbered, unnumbered, marked by the format, combined, without heading."""

import pytest

from linter.structure.headings import headings_of
from linter.structure.parts import heading_end
from tests.structure.parsed import Parsed, document_of, lexicon, parsed, structured

A, S, P, F = ("achievements",), ("shortcomings",), ("plan",), ("first-responsible",)
TITLE = "青岚县2024年法治政府建设年度报告"
INTRO = "2024年，青岚县推进依法行政，现将情况报告如下。"
DONE = "全县评查案卷120卷，培训执法人员326人次。"
LACKING = "部分乡镇执法力量不足，案卷质量有高有低。"
PLANNED = "组织轮训2期，补充人员12名。"


def roles(report: Parsed) -> list[tuple[str, ...]]:
    return [own for own, _ in report.roles()]


def test_parts_with_the_eight_headings_of_the_first_outline() -> None:
    headings = [
        "依法全面履行政府职能", "完善依法行政制度体系", "推进行政决策科学化、民主化、法治化", "坚持严格规范公正文明执法", "强化对行政权力的制约和监督",
        "依法有效化解社会矛盾纠纷", "全面提高政府工作人员法治思维和依法行政能力", "加强组织保障和落实机制", "存在的问题", "2020年工作打算",
    ]  # fmt: skip
    lines = ["澄禾县2019年度法治政府建设情况报告"]
    for number, heading in zip("一二三四五六七八九十", headings, strict=True):
        lines += [f"{number}、{heading}", DONE if number < "九" or number not in "九十" else LACKING]
    report = parsed("\n".join(lines))
    assert report.roles() == [*((A, h.replace("，", ",")) for h in headings[:8]), (S, "存在的问题"), (P, "2020年工作打算")]
    assert report.profile.outline == "outline-2015-2020"


@pytest.mark.parametrize("mark", ["{}、", "{}.", "{}．"])
def test_a_township_numbers_its_parts_with_digits(mark: str) -> None:
    lines = ["柳溪镇2024年法治政府建设工作报告"]
    for number, (heading, text) in enumerate([("工作开展情况", DONE), ("存在的问题", LACKING), ("下一步工作打算", PLANNED)], 1):
        lines += [mark.format(number) + heading, text]
    assert parsed("\n".join(lines)).roles() == [(A, "工作开展情况"), (S, "存在的问题"), (P, "下一步工作打算")]


def test_digits_below_chapters_are_no_parts() -> None:
    text = f"一、主要工作\n1.存在的问题整改到位。{DONE}\n2.规范检查。{DONE}\n二、存在的问题\n1.力量不足。{LACKING}\n2.培训不够。{LACKING}"
    assert parsed(text).roles() == [(A, "主要工作"), (S, "存在的问题")]


def test_parts_numbered_in_brackets() -> None:
    text = f"（一）主要举措和成效\n{DONE}\n（二）存在的不足和原因\n{LACKING}\n（三）2025年工作安排\n{PLANNED}"
    report = parsed(f"{TITLE}\n{INTRO}\n{text}")
    assert roles(report) == [A, ("shortcomings", "causes"), P]


def test_lines_without_any_number() -> None:
    report = parsed(f"{TITLE}\n{INTRO}\n主要工作及成效\n{DONE}\n存在的问题\n{LACKING}\n下一步工作打算\n{PLANNED}")
    assert report.roles() == [(A, "主要工作及成效"), (S, "存在的问题"), (P, "下一步工作打算")]


def test_results_without_heading_above_an_unnumbered_tail() -> None:
    report = parsed(f"{TITLE}\n{INTRO}\n{DONE}\n全年办结投诉52件。\n存在的问题\n{LACKING}\n下一步工作打算\n{PLANNED}")
    assert roles(report) == [A, S, P]
    assert report.leaves("preamble") == [INTRO.replace("，", ",")]
    assert report.leaves("achievements") == [DONE.replace("，", ","), "全年办结投诉52件。"]


def test_without_introduction_too() -> None:
    report = parsed(f"全年办结投诉52件，{DONE}\n存在的问题\n{LACKING}")
    assert [s.roles for s in report.outline.sections] == [A, S]


def test_a_part_named_in_a_sentence_is_no_part() -> None:
    report = parsed(f"{TITLE}\n{INTRO}\n一、主要举措\n{DONE}存在的问题主要是人手不足。\n二、主要成效\n{DONE}")
    assert roles(report) == [A, A]


def test_a_numbered_part_is_not_opened_twice() -> None:
    """存在问题 as a sub-heading line of a numbered part 存在的问题和原因."""
    report = parsed(f"{TITLE}\n一、主要举措\n{DONE}\n二、存在的不足和原因\n存在的问题\n{LACKING}\n三、2025年工作安排\n{PLANNED}")
    assert roles(report) == [A, ("shortcomings", "causes"), P]


def test_after_the_plan_a_part_without_role_closes_the_report() -> None:
    report = parsed(f"{TITLE}\n一、主要举措\n{DONE}\n二、2025年工作安排\n{PLANNED}\n三、联系方式\n县司法局办公室。")
    assert report.outline.sections[-1].roles == ("closing",)


def test_word_headings_without_numbers() -> None:
    def part(text: str) -> tuple[str, str, int]:
        return ("heading", text, 1)

    def below(text: str) -> tuple[str, str, int]:
        return ("heading", text, 2)

    report = structured(
        document_of(
            ("heading", TITLE, 0), INTRO, part("扎实推进法治政府建设"), below("规范执法"), DONE, below("优化服务"), "办理许可1260件。", part("不足之处"),
            LACKING, part("存在困难"), LACKING, part("2025年工作安排"), PLANNED, "青岚县人民政府", "2025年1月8日",
        )
    )  # fmt: skip
    assert report.roles() == [(A, "扎实推进法治政府建设"), (S, "不足之处"), (S, "存在困难"), (P, "2025年工作安排")]
    assert report.headings() == ["规范执法", "优化服务"]
    assert [d for d, _ in report.tree()][1:6] == [0, 1, 2, 1, 2]


def test_word_headings_beside_numbered_ones() -> None:
    """A heading of the numbered parts' own level opens a part although it has no number; a lower one does not."""
    report = structured(
        document_of(
            TITLE, ("heading", "一、主要举措和成效", 2), ("heading", "规范执法", 3), DONE, ("heading", "二、存在的问题", 2), LACKING,
            ("heading", "典型做法", 2), DONE, ("heading", "三、2025年工作安排", 2), PLANNED,
        )
    )  # fmt: skip
    assert [heading for _, heading in report.roles()] == ["主要举措和成效", "存在的问题", "典型做法", "2025年工作安排"]


def test_a_word_heading_that_is_named_counts_beside_plain_numbers() -> None:
    report = structured(document_of(TITLE, "一、规范执法", DONE, "二、优化服务", DONE, ("heading", "不足之处", 1), LACKING, ("heading", "附表", 1), DONE))
    assert report.roles() == [(A, "规范执法"), (A, "优化服务"), (S, "不足之处")]


def test_the_first_of_several_word_headings_is_no_title() -> None:
    report = structured(document_of(("heading", "主要举措和成效", 1), DONE, ("heading", "存在的问题", 1), LACKING))
    assert report.outline.title is None
    assert roles(report) == [A, S]


# ---- combined parts


def test_a_combined_part_with_headings_of_its_own() -> None:
    report = parsed(
        f"{TITLE}\n一、主要举措\n{DONE}\n二、存在的问题及2025年工作安排\n（一）存在的问题\n1.人手不足。{LACKING}\n2.培训不够。{LACKING}\n"
        f"（二）2025年工作安排\n1.轮训。{PLANNED}\n2.补充人手。{PLANNED}"
    )
    assert report.roles() == [(A, "主要举措"), (S, "存在的问题及2025年工作安排"), (S, "存在的问题"), (P, "2025年工作安排")]
    assert len(report.leaves("plan")) == len(report.leaves("shortcomings")) == 2


def test_a_combined_part_that_turns_in_a_sentence() -> None:
    report = parsed(f"{TITLE}\n一、主要举措\n{DONE}\n二、存在问题及下一步打算\n{LACKING}下一步，将{PLANNED}")
    assert roles(report) == [A, S, P]
    assert report.outline.sections[-1].source == "turn"
    assert report.leaves("plan") == [f"下一步,将{PLANNED}".replace("，", ",")]


def test_a_combined_part_that_never_turns_keeps_its_roles() -> None:
    report = parsed(f"{TITLE}\n一、主要举措\n{DONE}\n二、存在问题及下一步打算\n{LACKING}")
    assert roles(report) == [A, ("shortcomings", "plan")]


def test_results_and_shortcomings_in_one_part() -> None:
    report = parsed(f"{TITLE}\n一、主要成效和存在的不足\n{DONE}但也存在一些不足，{LACKING}\n二、2025年工作安排\n{PLANNED}")
    assert roles(report) == [A, S, P]


def test_first_responsible_and_plan_in_one_part() -> None:
    report = parsed(f"{TITLE}\n一、主要举措\n{DONE}\n二、主要负责人履行第一责任人职责情况及下一步打算\n县长带头学法6次。\n下一步，{PLANNED}")
    assert roles(report) == [A, F, P]


def test_a_part_of_results_with_the_shortcomings_as_its_last_heading() -> None:
    report = parsed(f"{TITLE}\n一、2024年工作情况\n（一）规范执法。{DONE}\n（二）优化服务。{DONE}\n（三）存在的问题。\n{LACKING}\n二、2025年工作安排\n{PLANNED}")
    assert roles(report) == [A, S, P]
    assert [s.level for s in report.outline.sections if s.roles == S] == [2]


# ---- parts without heading


def test_a_plan_without_heading() -> None:
    report = parsed(f"{TITLE}\n{INTRO}\n一、主要举措\n{DONE}\n二、存在的问题\n{LACKING}\n下一步，将{PLANNED}")
    assert roles(report) == [A, S, P]
    assert report.outline.sections[-1].source == "implied"


def test_shortcomings_without_heading() -> None:
    report = parsed(f"{TITLE}\n{INTRO}\n一、主要举措\n{DONE}\n虽有成效，但还存在一些不足。{LACKING}\n二、2025年工作安排\n{PLANNED}")
    assert roles(report) == [A, S, P]


def test_a_sentence_in_the_first_half_opens_no_part() -> None:
    report = parsed(f"{TITLE}\n{INTRO}\n一、主要举措\n下一步，将扩大范围。\n{(DONE + chr(10)) * 6}二、存在的问题\n{LACKING}")
    assert "plan" not in {r for own in roles(report) for r in own}


# ---- where a run-in heading ends


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("依法履行职能。全县办理许可1260件。", "依法履行职能。"),
        ("加强法治政府建设的组织领导和统筹协调全县召开会议6次,研究议题11个,印发年度工作要点并逐项分解到乡镇和部门抓好落实,按季通报进度", "加强法治政府建设的组织领导和统筹协调"),
        ("坚持党的领导,压实法治建设责任召开会议6次,研究议题11个,办结9个。", "坚持党的领导,"),
        ("无标点" * 30, "无标点" * 6 + "无标"),
        ("先列清单,再逐项对照" + "逐项对照" * 20, "先列清单,"),
        ("短标题", "短标题"),
    ],
)
def test_where_a_heading_ends(text: str, heading: str) -> None:
    assert text[: heading_end(text, 0, len(text), headings_of(lexicon(), 2024))] == heading
