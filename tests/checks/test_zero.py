"""A stated zero is a report."""

import pytest

from tests.checks.toy import Bench, Toys


@pytest.fixture(scope="module")
def bench(toys: Toys) -> Bench:
    return toys("a: {mention: {any: [行政诉讼, 行政复议]}}\nb: {mention: {any: [规章备案]}, zero: {terms: [无规章制定权], gives: not-applicable}}")


@pytest.mark.parametrize("item", ["本年度未发生行政诉讼案件。", "全年没有行政诉讼案件。", "2024年无行政复议申请。", "本年度行政诉讼为零。"])
def test_a_zero_of_the_period_is_evidence(bench: Bench, item: str) -> None:
    outcome = bench.items(item)
    assert outcome.said() == ("evidenced", "zero")
    assert outcome.kinds() == ["zero"]
    assert outcome.evidence()[0] in ("行政诉讼", "行政复议")


def test_a_zero_in_digits_is_its_own_figure(bench: Bench) -> None:
    outcome = bench.items("全年行政诉讼案件0件。")
    assert outcome.said() == ("evidenced", "evidence")
    assert outcome.evidence() == ["0件"]


def test_without_its_period_it_is_none(bench: Bench) -> None:
    assert bench.items("各单位未发生行政诉讼案件。").said() == ("absent", "negated")
    assert bench.items("行政诉讼案件为零。").said() == ("mentioned", "no-evidence")


def test_a_zero_elsewhere_in_the_clause_is_not_of_the_duty(bench: Bench) -> None:
    assert bench.items("全年指导行政诉讼工作并实现企业未发生安全事件。").said() == ("mentioned", "no-evidence")


def test_figures_go_before_the_zero(bench: Bench) -> None:
    outcome = bench.items("全年办理行政诉讼3件。", "本年度未发生行政复议案件。")
    assert outcome.said() == ("evidenced", "evidence")
    assert outcome.evidence()[0] == "3件"
    assert outcome.kinds() == ["figure", "zero"]


def test_a_declared_zero_can_say_that_the_duty_does_not_apply(bench: Bench) -> None:
    assert bench.items("我县无规章制定权。").said("b") == ("not-applicable", "zero")
    assert bench.items("完成规章备案2件。", "我县无规章制定权。").said("b") == ("evidenced", "evidence")


def test_a_declared_zero_needs_no_period_and_may_be_evidence(toys: Toys) -> None:
    bench = toys("a: {mention: {any: [行政诉讼]}, zero: {terms: [无涉诉事项]}}")
    assert bench.items("我局无涉诉事项。").said() == ("evidenced", "zero")
    assert bench.items("未发生行政诉讼案件。").said() == ("evidenced", "zero")
