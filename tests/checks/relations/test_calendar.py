"""Years and dates against each other."""

from collections.abc import Callable

import pytest

from linter.model.result import Report

Read = Callable[..., Report]


def text(
    title: str = "青岚县2023年法治政府建设年度报告",
    opening: str = "2023年，青岚县坚持依法行政。现将有关情况报告如下。",
    work: str = "一、2023年主要举措和成效",
    body: str = "各项工作有序推进。",
    plan: str = "三、2024年工作安排",
    tail: str = "",
) -> str:
    return f"{title}\n{opening}\n{work}\n（一）{body}\n二、存在的不足\n力量不足。\n{plan}\n持续推进。\n{tail}"


def told(report: Report) -> list[tuple[str, str, str]]:
    return [(r.kind, "suspicious" if r.suspicious else r.verdict, r.calculation) for r in report.relations]


def bad(report: Report) -> list[str]:
    return [r.calculation for r in report.relations if r.verdict == "inconsistent" or r.suspicious]


def test_a_report_in_order(read: Read) -> None:
    report = read(text(tail="青岚县人民政府\n2024年2月1日\n青岚县人民政府办公室2024年2月2日印发\n"))
    assert bad(report) == []
    assert ("date-order", "consistent", "2023+1=2024，与2024一致") in told(report)
    assert ("duplicate", "consistent", "2023=2023=2023") in told(report)
    assert ("date-order", "consistent", "2024-02-01在2023年结束之后") in told(report)
    assert ("date-order", "consistent", "2024-02-01不晚于2024-02-02") in told(report)


@pytest.mark.parametrize(
    ("changed", "calculation"),
    [
        ({"plan": "三、2025年工作安排"}, "2023+1=2024≠2025"),
        ({"plan": "三、2023年工作打算"}, "2023+1=2024≠2023"),
        ({"title": "青岚县2022年法治政府建设年度报告"}, "2023≠2022"),
        ({"work": "一、2021年主要举措和成效"}, "2023≠2021"),
        ({"opening": "2022年，青岚县坚持依法行政。现将有关情况报告如下。"}, "2023≠2022"),
        ({"opening": "2023年，青岚县坚持依法行政。现将2022年度工作情况报告如下。"}, "2023≠2022"),
    ],
)
def test_one_year_astray_is_one_fault(read: Read, changed: dict[str, str], calculation: str) -> None:
    assert bad(read(text(**changed))) == [calculation]


def test_two_years_alone_are_only_asked_about(read: Read) -> None:
    report = read(text(opening="2022年，青岚县坚持依法行政。", work="一、主要举措和成效", plan="三、下一年度工作安排"))
    assert told(report) == [("duplicate", "suspicious", "2023≠2022")]


@pytest.mark.parametrize(
    ("tail", "calculation"),
    [
        ("青岚县人民政府\n2023年11月20日\n", "2023-11-20早于2023-12-31，文中称全年或年度"),
        ("青岚县人民政府\n2024年2月1日\n青岚县人民政府办公室2024年1月30日印发\n", "2024-01-30早于2024-02-01"),
        ("青岚县人民政府\n2026年2月1日\n", "2023年度报告成文于2026-02-01"),
        ("青岚县人民政府\n2024年2月1日\n青岚县人民政府办公室2026年2月2日印发\n", "2024-02-01与2026-02-02相隔一年以上"),
    ],
)
def test_dates_out_of_order(read: Read, tail: str, calculation: str) -> None:
    assert calculation in bad(read(text(tail=tail)))


def test_a_date_rule_speaks_for_the_relation(judgement) -> None:  # type: ignore[no-untyped-def]
    judged = judgement(text(tail="青岚县人民政府\n2023年11月20日\n"), assume_report=True)
    assert [r.calculation for r in judged.report.relations if r.verdict == "inconsistent"] == ["2023-11-20早于2023-12-31，文中称全年或年度"]
    assert not [r for r in judged.remarks if r.rule.id == "figures.date-order"]
    assert [f for f in judged.report.findings if f.rule.startswith("structure.date.")]


@pytest.mark.parametrize(
    ("body", "calculation"),
    [
        ("实施《三年行动方案（2019—2021年）》。", "2021-2019+1=3，与3年一致"),
        ("印发《青岚县法治宣传教育第八个五年规划（2021—2025年）》。", "2021—2025年为第八个五年规划，与第八个一致"),
        ("实施“八五”普法规划。", "八五为2021—2025年，含2023年"),
        ("落实“十四五”规划（2021—2025年）。", "十四五为2021—2025年，与2021—2025一致"),
        ("2021年是“十四五”规划的开局之年。", "十四五为2021—2025年，2021年是开局之年"),
        ("2025年是“十四五”规划收官之年。", "十四五为2021—2025年，2025年是收官之年"),
    ],
)
def test_periods_that_hold(read: Read, body: str, calculation: str) -> None:
    report = read(text(body=body))
    assert calculation in [r.calculation for r in report.relations if r.verdict == "consistent"]
    assert bad(report) == []


@pytest.mark.parametrize(
    ("body", "calculation"),
    [
        ("实施《三年行动方案（2019—2022年）》。", "2022-2019+1=4≠3"),
        ("印发《关于开展法治宣传教育的第五个规划（2021—2025年）》，落实“八五”普法。", "2021—2025年为第八个五年规划，文中为第五个"),
        ("印发《关于开展法治宣传教育的第七个五年规划》，落实“八五”普法。", "2021—2025年为第八个五年规划，文中为第七个"),
        ("落实“八五”普法规划（2021—2026年）。", "八五为2021—2025年，文中为2021—2026"),
        ("2022年是“十四五”规划的开局之年。", "十四五为2021—2025年，2022年不是开局之年"),
        ("推进《青岚县法治建设方案（2025—2021年）》。", "2021早于2025"),
        ("2022年5月1日至2021年9月30日开展整治。", "2021-09-30早于2022-05-01"),
        ("落实《青岚县法治政府建设方案（2021—2025年）》，对照《青岚县法治政府建设方案（2021—2026年）》推进。", "2021—2025≠2021—2026"),
    ],
)
def test_periods_that_do_not(read: Read, body: str, calculation: str) -> None:
    assert calculation in bad(read(text(body=body)))


@pytest.mark.parametrize("date", ["2024年3月", "2024年6月5日"])
def test_nothing_was_done_after_the_signature(read: Read, date: str) -> None:
    report = read(text(body=f"{date}，县政府组织案卷评查。", tail="青岚县人民政府\n2024年2月1日\n"))
    assert [c for c in bad(report) if "晚于成文日期2024-02-01" in c]


@pytest.mark.parametrize(
    "body",
    ["本报告拟于2024年3月公开。", "整改工作将在2024年6月底前完成。", "按照《青岚县2025年3月工作方案》推进。", "有效期至2025年3月。", "2023年12月组织案卷评查。", "收集2025件诉求。"],
)
def test_dates_that_accuse_nobody(read: Read, body: str) -> None:
    assert bad(read(text(body=body, tail="青岚县人民政府\n2024年2月1日\n"))) == []


def test_a_report_without_years_has_no_years(read: Read) -> None:
    report = read(text(title="法治政府建设年度报告", opening="现将有关情况报告如下。", work="一、主要举措和成效", plan="三、下一年度工作安排"))
    assert [r for r in report.relations if r.rule == "figures.date-order"] == []


def test_signed_within_the_year_of_the_title(read: Read) -> None:
    report = read(text(opening="青岚县坚持依法行政。", work="一、主要举措", plan="三、下一步安排", tail="青岚县人民政府\n2023年12月20日\n"))
    assert bad(report) == ["2023-12-20早于2023-12-31，文中称全年或年度"]


def test_headings_of_other_years_are_left_alone(read: Read) -> None:
    assert bad(read(text(work="一、2021—2023年工作成效和2024年安排"))) == []
    assert bad(read(text(work="一、《2021年工作要点》完成情况"))) == []
    assert bad(read(text(work="一、主要工作\n2022年工作\n推进落实。"))) == []


def test_numbered_plans_of_other_fields_are_left_alone(read: Read) -> None:
    assert bad(read(text(body="衔接国民经济和社会发展第十四个五年规划，编制档案事业第三个五年规划（2021—2025年）。"))) == []
