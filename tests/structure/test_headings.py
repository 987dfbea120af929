"""Which part a heading opens."""

import pytest

from linter.structure.headings import headings_of
from tests.structure.parsed import lexicon

A, S, C, P, F, O = ("achievements",), ("shortcomings",), ("causes",), ("plan",), ("first-responsible",), ("other",)  # noqa: E741
NONE: tuple[str, ...] = ()

ROLES = {
    # results
    "主要举措和成效": A,
    "2024年法治政府建设主要举措和成效": A,
    "2024年主要工作及成效": A,
    "工作亮点": A,
    "主要做法和经验": A,
    "取得的主要成绩": A,
    "工作特色亮点": A,
    "推进法治政府建设工作情况": A,
    "2024年度重点工作落实情况": A,
    "2025年工作计划完成情况": A,
    "上年度存在问题整改落实情况": A,
    "下一步整改措施落实情况": A,
    "法治督察反馈问题整改情况": NONE,  # stands among the results without words of its own
    # shortcomings
    "存在的问题": S,
    "当前存在的困难与不足": S,
    "工作中存在的短板": S,
    "主要问题和不足": S,
    "短板弱项": S,
    "差距和不足": S,
    "困难和问题": S,
    "面临的主要困难": S,
    "薄弱环节": S,
    "存在的主要问题及原因分析": S + C,
    "存在不足和原因": S + C,
    "问题成因分析": C,
    "原因分析": C,
    # plan
    "下一步工作思路及措施": P,
    "2025年法治政府建设工作安排": P,
    "2025年度法治政府建设工作思路和措施": P,
    "2025年工作要点": P,
    "下步工作": P,
    "下一步工作": P,
    "下阶段工作重点": P,
    "今后努力方向": P,
    "努力方向": P,
    "改进方向": P,
    "明年工作谋划": P,
    "新的一年工作目标": P,
    "工作打算": P,
    "意见建议": P,
    "有关意见和建议": P,
    "下一步履行第一责任人职责打算": P,
    # two in one
    "存在问题及下一步打算": S + P,
    "存在的不足及改进措施": S + P,
    "工作开展情况及下一步打算": A + P,
    "主要成效和存在的不足": A + S,
    "主要负责人履行第一责任人职责情况和下一步打算": F + P,
    # first responsible, other
    "党政主要负责人履行推进法治建设第一责任人职责情况": F,
    "党政主要负责同志履行推进法治建设职责情况": F,
    "主要领导履职情况": F,
    "其他需要报告的情况": O,
    "其它需要报告的事项": O,
    "需要说明的情况": O,
    # same characters, other word; parts of the outline of 2015–2020, which name no role
    "工作计划(涉企检查)执行": NONE,
    "年度立法计划": NONE,
    "办理人大代表建议和政协提案": NONE,
    "采纳意见建议": NONE,
    "防范化解突出问题": NONE,
    "坚持问题导向,化解矛盾": NONE,
    "依法全面履行政府职能": NONE,
    "完善依法行政制度体系": NONE,
    "推进行政决策科学化、民主化、法治化": NONE,
    "坚持严格规范公正文明执法": NONE,
    "强化对行政权力的制约和监督": NONE,
    "依法有效化解社会矛盾纠纷": NONE,
    "全面提高政府工作人员法治思维和依法行政能力": NONE,
    "健全依法治理保障机制": NONE,
}


@pytest.mark.parametrize("heading", ROLES)
def test_roles(heading: str) -> None:
    assert headings_of(lexicon(), 2024).roles(heading) == ROLES[heading]


@pytest.mark.parametrize(
    ("heading", "roles"),
    [("2024年法治政府建设主要举措和成效", A), ("2024年主要工作", A), ("2025年工作安排", P), ("2025年重点任务", NONE)],
)
def test_where_the_year_is_unknown_only_a_word_of_planning_tells(heading: str, roles: tuple[str, ...]) -> None:
    assert headings_of(lexicon(), None).roles(heading) == roles


def test_the_year_decides() -> None:
    assert headings_of(lexicon(), 2024).roles("2025年重点工作") == P
    assert headings_of(lexicon(), 2025).roles("2025年重点工作") == NONE


def test_patterns_are_compiled_once() -> None:
    assert headings_of(lexicon(), 2024) is headings_of(lexicon(), 2024)


@pytest.mark.parametrize(
    ("text", "roles", "length"),
    [
        ("存在的问题", S, 5),
        ("存在的问题。一是人手不足。", S, 6),
        ("存在的问题:", S, 6),
        ("存在的问题一是人手不足。", S, 5),
        ("下一步工作打算(一)补充人手。", P, 7),
        ("2025年工作打算全县将补充人手。", P, 9),
        ("存在问题和下一步打算", S + P, 10),
    ],
)
def test_labels(text: str, roles: tuple[str, ...], length: int) -> None:
    assert headings_of(lexicon(), 2024).label(text, 0, len(text)) == (roles, length)


@pytest.mark.parametrize("text", ["存在的问题主要是人手不足。", "存在的问题,正在整改。", "下一步打算补充人手。", "工作打算", "下一步计划,由县司法局牵头。"])
def test_what_is_no_label(text: str) -> None:
    assert headings_of(lexicon(), 2024).label(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("存在的问题部分乡镇人手不足。", "存在的问题"),
        ("主要举措和成效2024年,全县开展培训。", "主要举措和成效"),
        ("主要负责人履行第一责任人职责情况镇党委书记带头学法。", "主要负责人履行第一责任人职责情况"),
        ("其他需要报告的情况本报告按期公开。", "其他需要报告的情况"),
    ],
)
def test_a_name_that_runs_into_its_text(text: str, heading: str) -> None:
    assert text[: headings_of(lexicon(), 2024).run_in(text, 0, len(text))] == heading


@pytest.mark.parametrize("text", ["存在的问题以及改进方向", "加强部分领域执法", "主要举措和成效"])
def test_what_does_not_run_in(text: str) -> None:
    assert headings_of(lexicon(), 2024).run_in(text, 0, len(text)) == 0


@pytest.mark.parametrize("line", ["主要工作及成效", "2024年法治政府建设主要工作", "工作开展情况", "主要举措和成效", "2024年主要工作"])
def test_lines_that_open_the_results(line: str) -> None:
    assert headings_of(lexicon(), 2024).opens_results(line)


@pytest.mark.parametrize("line", ["2023年主要工作", "工作", "主要举措和成效明显", "情况"])
def test_lines_that_open_no_results(line: str) -> None:
    assert not headings_of(lexicon(), 2024).opens_results(line)
