"""Signature, issue and publication: there, in time, in order, after the year reported on."""

import jsonschema
import pytest

from tests.checks.toy import Bench, Outcome, Toys, report


def date(toys: Toys, keys: str) -> Bench:
    return toys(f"a: {{check: date, {keys}}}")


def signed(bench: Bench, day: str, **options: object) -> Outcome:
    return bench.judge(report("强化统筹。") + (f"青岚县人民政府\n{day}\n" if day else ""), **options)


def test_present(toys: Toys) -> None:
    bench = date(toys, "of: signed, present: true")
    outcome = signed(bench, "2025年2月20日")
    assert outcome.said() == ("evidenced", "date")
    assert outcome.passages() == ["2025年2月20日"]
    assert outcome.verdict().values == {"date": "2025-02-20"}
    assert signed(bench, "").said() == ("absent", "none")
    assert signed(bench, "二〇二五年二月二十日").verdict().values == {"date": "2025-02-20"}
    assert signed(bench, "2025年2月30日").said() == ("absent", "none")


DEADLINE = "by: [{years: [2019, null], levels: [county], month: 3, day: 1}, {years: [2015, 2018], month: 3, day: 31}]"


@pytest.mark.parametrize(
    ("day", "year", "status", "reason"),
    [
        ("2025年3月1日", 2024, "evidenced", "date"),
        ("2025年3月2日", 2024, "absent", "late"),
        ("2018年3月31日", 2017, "evidenced", "date"),
        ("2018年4月1日", 2017, "absent", "late"),
        ("2014年4月1日", 2013, "not-applicable", "no-deadline"),
        ("", 2024, "not-applicable", "no-date"),
    ],
)
def test_deadline(toys: Toys, day: str, year: int, status: str, reason: str) -> None:
    assert signed(date(toys, DEADLINE), day, year=year).said() == (status, reason)


def test_deadline_of_a_level(toys: Toys) -> None:
    assert signed(date(toys, DEADLINE), "2025年3月2日", level="city").said() == ("not-applicable", "no-deadline")
    values = signed(date(toys, DEADLINE), "2025年3月2日").verdict().values
    assert values == {"date": "2025-03-02", "limit": "2025-03-01"}


def test_without_a_report_year_nothing_can_be_late(toys: Toys) -> None:
    bench = date(toys, "of: published, by: [{years: [null, null], month: 4, day: 1}]")
    text = "发布日期：2025-03-20\n" + report("强化统筹。", title="青岚县人民政府法治政府建设年度报告")
    outcome = bench.judge(text, year=None)
    assert outcome.report.profile.published == "2025-03-20"
    assert outcome.said() == ("review", "year-unknown")
    assert bench.judge(text, year=2024).said() == ("evidenced", "date")


@pytest.mark.parametrize(("day", "said"), [("2025年1月1日", ("evidenced", "date")), ("2024年12月31日", ("absent", "before-year-end"))])
def test_after_the_year(toys: Toys, day: str, said: tuple[str, str]) -> None:
    assert signed(date(toys, "after_year: true"), day).said() == said


@pytest.mark.parametrize(
    ("published", "said"),
    [("2025-02-21", ("evidenced", "date")), ("2025-02-20", ("evidenced", "date")), ("2025-02-19", ("absent", "out-of-order")), ("", ("not-applicable", "no-date"))],
)
def test_order(toys: Toys, published: str, said: tuple[str, str]) -> None:
    bench = date(toys, "order: [signed, issued, published]")
    text = (f"发布日期：{published}\n" if published else "") + report("强化统筹。") + "青岚县人民政府\n2025年2月20日\n"
    outcome = bench.judge(text)
    assert outcome.said() == said
    if said[1] == "out-of-order":
        assert outcome.verdict().values == {"first": "signed", "earlier": "2025-02-20", "second": "published", "later": "2025-02-19"}
        assert outcome.passages() == ["2025年2月20日", "2025-02-19"]


def test_a_date_rule_applies_like_any_other(toys: Toys) -> None:
    bench = date(toys, "present: true, applies: {stages: [published]}")
    assert signed(bench, "2025年2月20日").said() == ("not-applicable", "stage")
    assert signed(bench, "2025年2月20日", stage="published").status() == "evidenced"


def test_a_rule_that_decides_nothing_is_refused(toys: Toys) -> None:
    with pytest.raises(ValueError, match="present、by、after_year 或 order"):
        date(toys, "of: signed")
    with pytest.raises(jsonschema.ValidationError):
        date(toys, "of: printed, present: true")
    with pytest.raises(jsonschema.ValidationError):
        date(toys, "order: [signed]")
