"""Signature, date and what stands below them."""

from datetime import date as Date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.structure.tail import dates_in, iso, tail_of
from tests.structure.parsed import lexicon, parsed

BODY = "青岚县2024年法治政府建设年度报告\n一、主要举措和成效\n全县检查企业62家，纠正问题5个。\n二、2025年工作安排\n组织轮训2期，2025年3月1日前印发方案。\n"


@pytest.mark.parametrize(
    ("tail", "signature", "date"),
    [
        ("青岚县人民政府\n2025年1月20日", "青岚县人民政府", "2025-01-20"),
        ("青岚县人民政府　2025年1月20日", "青岚县人民政府", "2025-01-20"),
        ("青岚县人民政府\n二〇二五年一月二十日", "青岚县人民政府", "2025-01-20"),
        ("青岚县人民政府\n二○二五年十二月三十一日", "青岚县人民政府", "2025-12-31"),
        ("青岚县人民政府\n（2025年1月20日）", "青岚县人民政府", "2025-01-20"),
        ("青岚县人民政府（2025年1月20日）", "青岚县人民政府", "2025-01-20"),
        ("2025年1月20日\n青岚县人民政府", "青岚县人民政府", "2025-01-20"),
        ("特此报告。\n青岚县人民政府\n2025年1月20日", "青岚县人民政府", "2025-01-20"),
        ("特此报告。青岚县人民政府2025年1月20日", "青岚县人民政府", "2025-01-20"),
        ("中共柳溪镇委员会\n柳溪镇人民政府\n2025年1月20日", "中共柳溪镇委员会\n柳溪镇人民政府", "2025-01-20"),
        ("中共青岚县委　青岚县人民政府\n2025年1月20日", "中共青岚县委青岚县人民政府", "2025-01-20"),
        ("青岚县司法局", "青岚县司法局", None),
        ("青石街道办事处\n2025年1月20日", "青石街道办事处", "2025-01-20"),
        ("2025年1月20日", None, "2025-01-20"),
        ("青岚县人民政府\n2025年1月", "青岚县人民政府", None),
        ("青岚县人民政府\n2025年×月×日", "青岚县人民政府", None),
        ("青岚县人民政府\n    年  月  日", "青岚县人民政府", None),
        ("青岚县人民政府\n2025年2月30日", "青岚县人民政府", None),  # no such day
        ("联系人：县司法局办公室", None, None),
    ],
)
def test_variants(tail: str, signature: str | None, date: str | None) -> None:
    report = parsed(BODY + tail)
    span = report.outline.signature
    assert (report.view[slice(*span)] if span else None) == signature
    assert report.profile.signed == date
    assert report.leaves("plan") == ["组织轮训2期,2025年3月1日前印发方案。"] or signature is None


@pytest.mark.parametrize("imprint", ["抄送:县人大常委会办公室。", "青岚县人民政府办公室2025年1月25日印发", "附件:指标表", "(此件公开发布)", "联系人:县司法局"])
def test_an_imprint_below_is_no_signature(imprint: str) -> None:
    """Readers set most imprints aside; what they leave does not hide the signature."""
    view = f"概述情况。\n全年检查62家。\n青岚县人民政府\n2025年1月20日\n{imprint}"
    tail = tail_of(view, lexicon(), 0)
    assert tail.signature and view[slice(*tail.signature)] == "青岚县人民政府"
    assert tail.date == "2025-01-20"


@pytest.mark.parametrize("line", ["2025年1月20日召开会议。", "截至2025年1月20日,", "青岚县人民政府2025年1月20日决定开展清理。", "以上数据截至2025年1月20日"])
def test_a_date_of_the_body_is_no_signature(line: str) -> None:
    assert parsed(BODY + line + ("" if line[-1] == "日" else "公开信息126条。")).profile.signed is None


def test_a_date_of_the_last_sentence_is_no_signature() -> None:
    report = parsed(BODY + "各乡镇于2025年4月10日前报送落实情况，由县司法局汇总，并于2025年5月20日")
    assert report.profile.signed is None


def test_the_whole_signature_is_a_section_of_its_own() -> None:
    report = parsed(BODY + "特此报告。\n青岚县人民政府\n2025年1月20日")
    closing = report.outline.sections[-1]
    assert closing.roles == ("closing",)
    assert report.view[closing.start :] == "特此报告。\n青岚县人民政府\n2025年1月20日"


def test_a_short_text_is_not_all_signature() -> None:
    assert tail_of("青岚县人民政府", lexicon(), 0).start == len("青岚县人民政府")
    assert tail_of("", lexicon(), 0).signature is None


@pytest.mark.parametrize(
    ("day", "value"),
    [((2024, 2, 29), "2024-02-29"), ((2023, 2, 29), None), ((2000, 2, 29), "2000-02-29"), ((2100, 2, 29), None), ((2024, 13, 1), None), ((2024, 4, 31), None)],
)
def test_calendar(day: tuple[int, int, int], value: str | None) -> None:
    assert iso(*day) == value


@given(st.dates(min_value=Date(2000, 1, 1), max_value=Date(2099, 12, 31)))
def test_every_day_is_read_back(day: Date) -> None:
    found = dates_in(f"于{day.year}年{day.month}月{day.day}日印发")
    assert [value for value, _, _ in found] == [day.isoformat()]


def test_dates_come_in_order_of_place() -> None:
    found = dates_in("二〇二四年五月六日,2023年1月2日,二〇二四年十三月六日,2024年2月31日")
    assert [value for value, _, _ in found] == ["2024-05-06", "2023-01-02"]
