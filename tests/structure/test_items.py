"""Items: what is the smallest unit, what is a heading, and which stands below which."""

import pytest

from tests.structure.parsed import Parsed, document_of, parsed, structured

HEAD = "一、主要举措和成效\n"


def body(text: str) -> Parsed:
    return parsed(HEAD + text)


# ---- heading or unit: what follows decides, not length


def test_a_whole_sentence_is_a_unit_where_nothing_stands_below_it() -> None:
    report = parsed("一、存在的问题\n（一）文书说理性不强，原因是模板使用机械。\n（二）证据运用不熟练，原因是培训不够。\n二、下一步打算\n1.编印指引。\n2.开展培训。")
    assert report.leaves("shortcomings") == ["(一)文书说理性不强,原因是模板使用机械。", "(二)证据运用不熟练,原因是培训不够。"]
    assert report.leaves("plan") == ["1.编印指引。", "2.开展培训。"]
    assert report.headings() == []


@pytest.mark.parametrize("close", ["", "。"])
def test_the_same_words_are_a_heading_above_paragraphs_or_units(close: str) -> None:
    report = body(f"（一）规范行政执法{close}\n检查企业62家，纠正问题5个。\n（二）优化服务{close}\n一是办理许可126件。二是压缩时限3天。")
    assert report.headings() == [f"(一)规范行政执法{close}", f"(二)优化服务{close}"]
    assert report.leaves() == ["检查企业62家,纠正问题5个。", "一是办理许可126件。", "二是压缩时限3天。"]


def test_what_stands_below_the_last_of_bare_units_belongs_to_none_of_them() -> None:
    report = parsed("一、下一步打算\n（一）修订指引2件。\n（二）开展轮训3期。\n（三）评查案卷40卷。\n全县各级各部门将对照任务逐项抓好落实，按季通报进度。")
    assert report.leaves() == ["(一)修订指引2件。", "(二)开展轮训3期。", "(三)评查案卷40卷。", "全县各级各部门将对照任务逐项抓好落实,按季通报进度。"]


def test_a_unit_with_text_of_its_own_keeps_the_paragraphs_below_it() -> None:
    report = body("（一）规范执法。检查企业62家，纠正问题5个，均已办结。\n此外，评查案卷120卷，合格率较高。\n（二）优化服务。办理许可126件，平均用时3天。")
    assert [d for d, _ in report.tree()] == [0, 1, 2, 1]


def test_a_long_heading_without_full_stop_is_a_unit() -> None:
    text = "县级部门和乡镇普遍开展学习培训、执法检查、案卷评查、政策清理、普法宣传、纠纷调处、政务公开以及督察整改等各项法治政府建设年度重点工作"
    report = body(f"（一）{text}\n（二）规范执法\n检查企业62家，纠正问题5个。")
    assert f"(一){text}" in report.leaves()


# ---- nesting


def test_levels_nest_in_the_order_of_the_standard() -> None:
    report = body("（一）规范执法\n1.加强培训\n（1）集中培训46人。\n（2）跟班学习12人。\n2.加强评查\n评查案卷120卷。\n（二）优化服务。办理许可126件。")
    assert report.tree() == [
        (0, "一、主要举措和成效"), (1, "(一)规范执法"), (2, "1.加强培训"), (3, "(1)集中培训46人。"), (3, "(2)跟班学习12人。"), (2, "2.加强评查"),
        (3, "评查案卷120卷。"), (1, "(二)优化服务。办理许可"),
    ]  # fmt: skip


def test_circled_numbers_below_a_measure_and_above_it() -> None:
    below = body("（一）规范执法。一是加强培训：①集中46人；②跟班12人。二是评查案卷120卷。")
    assert [d for d, _ in below.tree()] == [0, 1, 2, 3, 3, 2]
    above = body("（一）规范执法。①加强培训。一是集中46人。二是跟班12人。②加强评查。一是案卷120卷。二是文书62份。")
    assert [d for d, _ in above.tree()] == [0, 1, 2, 3, 3, 2, 3, 3]


def test_paragraphs_below_a_measure_belong_to_the_unit_above_it() -> None:
    report = body("（一）规范执法。一是检查企业62家。二是评查案卷120卷。\n此外，办结投诉52件，群众比较满意。\n（二）优化服务。办理许可126件。")
    tree = report.tree()
    assert tree[4] == (2, "此外,办结投诉52件,群")
    assert report.outline.items[4].parent == 1


def test_the_sequence_may_restart_in_each_unit() -> None:
    report = body("（一）甲类工作。一是检查62家。二是纠正5个。（二）乙类工作。一是培训46人。二是考试46人。三是换证12个。")
    assert [d for d, _ in report.tree()] == [0, 1, 2, 2, 1, 2, 2, 2]


# ---- lead-ins


def test_a_lead_in_is_no_unit_of_its_own() -> None:
    report = parsed("一、存在的问题\n取得一定成效，但还存在以下问题：一是人手不足。二是培训不够。\n二、下一步打算\n重点做好以下工作：\n1.轮训2期。\n2.补充12人。")
    assert report.leaves() == ["一是人手不足。", "二是培训不够。", "1.轮训2期。", "2.补充12人。"]
    assert report.headings() == ["取得一定成效,但还存在以下问题:", "重点做好以下工作:"]


def test_text_before_the_first_measure_of_its_paragraph_leads_it_in() -> None:
    report = body("全县检查企业62家，成效明显。一是规范程序。二是统一文书。\n全年公开信息126条。一是及时发布。二是及时答复。")
    assert report.leaves() == ["一是规范程序。", "二是统一文书。", "一是及时发布。", "二是及时答复。"]
    assert [d for d, _ in report.tree()] == [0, 1, 2, 2, 1, 2, 2]


def test_a_line_in_a_colon_with_nothing_below_is_a_paragraph() -> None:
    report = body("（一）规范执法。检查企业62家。\n（二）公开信息。发布126条。\n获评名单如下：")
    assert "获评名单如下:" in report.leaves()


# ---- unnumbered lines


def test_a_short_line_above_text_or_units_is_a_heading() -> None:
    report = body("规范执法\n检查企业62家，纠正问题5个，全部办结。\n优化服务\n一是办理许可126件。二是压缩时限3天。")
    assert report.headings() == ["规范执法", "优化服务"]
    assert [d for d, _ in report.tree()] == [0, 1, 2, 1, 2, 2]


def test_short_lines_in_a_row_are_units() -> None:
    """A table that lost its borders is no pile of headings."""
    report = structured(document_of("一、主要举措和成效", "公开信息126条", "答复申请38件", "办结投诉52件"))
    assert report.leaves() == ["公开信息126条", "答复申请38件", "办结投诉52件"]


def test_table_rows_and_list_items_are_never_headings() -> None:
    report = structured(
        document_of("一、主要举措和成效", ("table-row", "指标|2023年|2024年", 0), ("table-row", "案件|41|56", 0), ("list-item", "公开信息126条", 0), "全年公开信息及时。")
    )
    assert report.leaves() == ["指标|2023年|2024年", "案件|41|56", "公开信息126条", "全年公开信息及时。"]


def test_headings_by_format_nest_by_their_level() -> None:
    def styled(level: int, text: str) -> tuple[str, str, int]:
        return ("heading", text, level)

    report = structured(
        document_of(
            styled(1, "一、主要举措和成效"), styled(2, "规范执法"), styled(3, "加强培训"), "培训46人，考试46人。", styled(3, "（一）加强评查"), "评查120卷。",
            styled(3, "（二）加强公示"), "公示126条。", styled(2, "优化服务"), "办理许可126件。", styled(1, "二、存在的问题"), "人手不足。",
        )
    )  # fmt: skip
    assert [d for d, _ in report.tree()] == [0, 1, 2, 3, 2, 3, 2, 3, 1, 2, 0, 1]


# ---- enumerators that lost their 是


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("一是甲类检查。二规范程序。三是统一文书。", ["一是甲类检查。", "二规范程序。", "三是统一文书。"]),
        ("一是甲类检查。二规范程序。三强化培训。四是统一文书。", ["一是甲类检查。", "二规范程序。", "三强化培训。", "四是统一文书。"]),
        ("一是甲类检查。二是规范程序。三强化培训。", ["一是甲类检查。", "二是规范程序。", "三强化培训。"]),
        ("一是甲类检查。二部分文书陈旧。", ["一是甲类检查。", "二部分文书陈旧。"]),
        ("一是甲类检查。二大力普法。三分类推进。", ["一是甲类检查。", "二大力普法。", "三分类推进。"]),
        # numerals that count
        ("一是甲类检查。二次复核通过。", ["一是甲类检查。二次复核通过。"]),
        ("一是甲类检查。二是办结。三方签订协议。", ["一是甲类检查。", "二是办结。三方签订协议。"]),
        ("一是甲类检查。三加强培训。", ["一是甲类检查。三加强培训。"]),  # 二 never came
        ("检查企业62家。二加强培训。", ["(一)规范执法。检查企业62家。二加强培训。"]),  # nothing began
    ],
)
def test_lost_marks(text: str, units: list[str]) -> None:
    assert body(f"（一）规范执法。{text}（二）优化服务。办理许可126件。").leaves()[:-1] == units


def test_a_lost_mark_is_looked_for_inside_its_own_unit_only() -> None:
    report = body("（一）规范执法。一是甲类检查。（二）优化服务。办理许可。二规范流程。（三）公开信息。发布126条。")
    assert report.leaves() == ["一是甲类检查。", "(二)优化服务。办理许可。二规范流程。", "(三)公开信息。发布126条。"]


# ---- label sentences


def test_label_sentences_part_a_paragraph_that_numbers_nothing() -> None:
    report = body("（一）履行职能。全面编制权责清单。公布事项126项，取消3项。持续规范行政审批。办理许可38件，均按期办结。")
    assert report.leaves() == ["全面编制权责清单。公布事项126项,取消3项。", "持续规范行政审批。办理许可38件,均按期办结。"]
    assert report.headings() == ["(一)履行职能。"]


@pytest.mark.parametrize(
    "text",
    [
        "检查企业62家，纠正5个。规范有序推进。公开信息126条。",  # a single label
        "检查企业62家，纠正5个。程序规范。文书统一。公开信息126条。",  # two in a row are short sentences
        "检查企业62家，纠正5个。全县上下联动。公开信息126条。我县重点推进。答复38件。",  # they open like body text
    ],
)
def test_what_is_no_label(text: str) -> None:
    assert len(body(text).leaves()) == 1
