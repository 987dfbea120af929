"""Which places a verdict shows: at most five, evidence first, each literal and no longer than it must be."""

import pytest

from tests.checks.toy import Bench, Toys, report


@pytest.fixture(scope="module")
def bench(toys: Toys) -> Bench:
    return toys("a: {mention: {any: [公示]}}")


def test_evidence_first_then_in_order(bench: Bench) -> None:
    outcome = bench.items("做好公示。", "公示12条。", "公示处罚3件、许可5项。")
    assert outcome.passages() == ["4.公示处罚3件、许可5项", "3.公示12条", "2.做好公示"]
    assert outcome.evidence() == ["3件", "5项", "12条"]


def test_at_most_five(bench: Bench) -> None:
    outcome = bench.items(*(f"公示第{n}批信息{n}2条。" for n in range(1, 8)))
    assert len(outcome.passages()) == 5
    outcome = bench.items(*(f"推进公示{c}。" for c in "甲乙丙丁戊己庚"))
    assert outcome.passages() == [f"{n}.推进公示{c}" for n, c in zip(range(2, 7), "甲乙丙丁戊", strict=True)]
    outcome = bench.items("公示12条。", *(f"推进公示{c}。" for c in "甲乙丙丁戊己庚"))
    assert outcome.passages()[0] == "2.公示12条"
    assert len(outcome.passages()) == 5


def test_a_mention_and_its_evidence_in_another_clause_are_one_passage(bench: Bench) -> None:
    assert bench.items("做好公示，涉及信息12条。").passages() == ["2.做好公示，涉及信息12条"]
    # unless they are far apart
    far = f"做好公示，{'统筹推进，' * 30}涉及信息12条。"
    assert bench.items(far).passages() == ["涉及信息12条", "2.做好公示"]
    assert bench.items("强化统筹。做好公示。全年涉及信息12条。").passages() == ["全年涉及信息12条", "做好公示"]


def test_one_clause_is_shown_once(bench: Bench) -> None:
    assert bench.items("公示许可、公示处罚、公示合同。").passages() == ["2.公示许可、公示处罚、公示合同"]


def test_a_very_long_clause_is_cut_to_what_matters(bench: Bench) -> None:
    words = "统筹推进各方面任务落细落实" * 12
    outcome = bench.items(f"{words}公示处罚12条{words}。")
    (shown,) = outcome.passages()
    assert len(shown) < 150
    assert "12条" in shown
    assert outcome.evidence() == ["12条"]
    (shown,) = bench.items(f"{words}公示处罚{words}。").passages()
    assert len(shown) < 150
    assert "公示" in shown


def test_spans_are_of_the_text_as_written(bench: Bench) -> None:
    outcome = bench.items("做好　公示，涉及“信息”１２条。")
    assert outcome.passages() == ["2.做好　公示，涉及“信息”１２条"]
    assert outcome.evidence() == ["１２条"]


def test_roles_are_told(bench: Bench) -> None:
    outcome = bench.judge(report("公示12条。", first="督办公示3次。", other="公示5件。"))
    assert [p.role for p in outcome.verdict().passages] == ["achievements", "first-responsible", "other"]
