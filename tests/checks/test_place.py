"""A duty counts only where results are reported."""

import pytest

from tests.checks.toy import Bench, Toys, report

SAYING = "公示处罚决定1260条。"


@pytest.fixture(scope="module")
def bench(toys: Toys) -> Bench:
    return toys("a: {mention: {any: [公示]}}")


def test_results_first_and_other_count(bench: Bench) -> None:
    assert bench.items(SAYING).said() == ("evidenced", "evidence")
    assert bench.judge(report("强化统筹。", first=SAYING)).said() == ("evidenced", "evidence")
    assert bench.judge(report("强化统筹。", other=SAYING)).said() == ("evidenced", "evidence")
    assert bench.judge(report("强化统筹。", first=SAYING)).verdict().passages[0].role == "first-responsible"


def test_a_promise_is_planned_whatever_figure_it_carries(bench: Bench) -> None:
    outcome = bench.judge(report("强化统筹。", plan=("明年" + SAYING, "再接再厉。")))
    assert outcome.said() == ("planned", "plan-only")
    assert outcome.passages() == ["1.明年公示处罚决定1260条"]
    assert outcome.evidence() == []


def test_results_win_over_the_plan(bench: Bench) -> None:
    assert bench.judge(report("做好公示。", plan=("继续公示。", "再接再厉。"))).said() == ("mentioned", "no-evidence")


def test_an_admission_is_no_coverage(bench: Bench) -> None:
    outcome = bench.judge(report("强化统筹。", shortcomings=("公示信息120条不够及时。", "人手紧张。")))
    assert outcome.said() == ("absent", "negated")
    outcome = bench.judge(report("强化统筹。", shortcomings=("公示的渠道单一，只有1个。", "人手紧张。")))
    assert outcome.said() == ("absent", "shortcomings")
    assert outcome.nearest() == ("公示", "shortcomings")


def test_the_introduction_counts_only_as_a_stated_result_and_then_weakly(bench: Bench) -> None:
    text = report("强化统筹。", preamble="青岚县紧扣公示等重点，公示1260条，现报告如下。")
    assert bench.judge(text).said() == ("absent", "preamble")
    text = report("强化统筹。", preamble="青岚县公示做法获评全省典型，公示1260条，现报告如下。")
    outcome = bench.judge(text)
    assert outcome.said() == ("mentioned", "weak")
    assert outcome.verdict().passages[0].role == "preamble"


def test_the_title_is_no_place(bench: Bench) -> None:
    text = report("强化统筹。", title="青岚县人民政府2024年法治政府建设年度报告（公示稿）")
    assert bench.judge(text).said() == ("absent", "none")


@pytest.mark.parametrize("opening", ["下一步", "下步", "明年", "今后", "下一阶段"])
def test_a_sentence_that_turns_to_the_future_is_a_promise_even_among_the_results(bench: Bench, opening: str) -> None:
    assert bench.items(f"强化统筹。{opening}，公示处罚决定1260条。").said() == ("planned", "plan-only")


def test_a_part_of_shortcomings_and_plan_reports_no_achievement(bench: Bench) -> None:
    text = report("强化统筹。") + "二、存在的问题和下一步工作打算\n1.公示渠道单一，只有1个。\n2.公示1260条。\n"
    assert bench.judge(text).status() == "absent"


@pytest.mark.parametrize(("text", "status"), [("公示", "mentioned"), ("公示12条。", "evidenced"), ("强化统筹", "absent")])
def test_a_text_of_one_line(bench: Bench, text: str, status: str) -> None:
    assert bench.judge(text + "\n").status() == status


def test_nothing_said_has_no_nearest_miss(bench: Bench) -> None:
    outcome = bench.items("强化统筹。")
    assert outcome.said() == ("absent", "none")
    assert outcome.nearest() is None


def test_the_nearest_miss_is_the_best_reason(toys: Toys) -> None:
    bench = toys("a: {mention: {any: [公示], except: [公示栏]}}")
    text = report("更新公示栏。", "尚未公示信息。", shortcomings=("公示的渠道单一。", "人手紧张。"))
    assert bench.judge(text).nearest() == ("公示", "negated")
    text = report("更新公示栏。", shortcomings=("公示的渠道单一。", "人手紧张。"))
    assert bench.judge(text).nearest() == ("公示", "shortcomings")
