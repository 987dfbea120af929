"""Whose a figure is: the steps in their order, each with a report in which only that step can answer."""

import pytest

from tests.checks.toy import Bench, Outcome, Toys, report


@pytest.fixture(scope="module")
def bench(toys: Toys) -> Bench:
    return toys("a: {mention: {any: [公示]}}\nb: {mention: {any: [培训]}}\nc: {mention: {any: [评查]}}")


def owned(outcome: Outcome) -> dict[str, list[str]]:
    """Duty → the figures it owns; duties without any are left out."""
    return {name: outcome.evidence(name) for name in "abc" if outcome.evidence(name)}


def test_segment(bench: Bench) -> None:
    assert owned(bench.items("完成公示12条、培训30人、评查5卷。")) == {"a": ["12条"], "b": ["30人"], "c": ["5卷"]}


def test_clause(bench: Bench) -> None:
    assert owned(bench.items("公示许可、处罚各类信息、共12条，培训30人。")) == {"a": ["12条"], "b": ["30人"]}


def test_two_duties_of_one_clause_share(bench: Bench) -> None:
    assert owned(bench.items("结合培训开展评查5次。")) == {"b": ["5次"], "c": ["5次"]}


def test_sentence_backwards_before_forwards(bench: Bench) -> None:
    assert owned(bench.items("做好公示，涉及12条，抓好培训。")) == {"a": ["12条"]}
    assert owned(bench.items("投入12万元，做好公示，抓好培训。")) == {"a": ["12万元"]}


def test_head_of_the_item(bench: Bench) -> None:
    assert owned(bench.items("健全公示机制。抓好培训。涉及部门12个。")) == {"a": ["12个"]}


def test_linked_sentence(bench: Bench) -> None:
    item = "强化统筹。做好培训。{}"
    # the sentence goes on from the one before, by a linking word, a year or a shared word
    for sentence in ("全年覆盖30人。", "2024年覆盖30人。"):
        assert owned(bench.items(item.format(sentence) + "做好公示。")) == {"b": ["30人"]}
    assert owned(bench.items("强化统筹。做好骨干培训。选派骨干30人。做好公示。")) == {"b": ["30人"]}
    assert owned(bench.items("强化统筹。做好培训。走访企业30家。做好公示。")) == {}


def test_the_only_duty_of_an_item(bench: Bench) -> None:
    assert owned(bench.items("强化统筹。做好培训。走访企业30家。")) == {"b": ["30家"]}
    assert owned(bench.items("强化统筹。走访企业30家。做好培训。")) == {"b": ["30家"]}


def test_headings_above(bench: Bench) -> None:
    text = report("强化统筹。", "信息公示\n（1）公示覆盖部门12个。\n（2）抓好统筹。")
    assert owned(bench.judge(text)) == {"a": ["12个"]}
    # a heading above the heading
    text = report("强化统筹。").replace("1.", "（一）做好公示\n1.保障有力\n").replace("2.强化统筹。", "（1）公示覆盖部门12个。\n（2）强化统筹。")
    assert owned(bench.judge(text)) == {"a": ["12个"]}


def test_nobody(bench: Bench) -> None:
    outcome = bench.items("做好公示。", "走访企业30家。")
    assert owned(outcome) == {}
    assert outcome.unclaimed() == ["30家"]
    assert outcome.said("a") == ("mentioned", "no-evidence")


def test_only_figures_among_the_results_have_an_owner(bench: Bench) -> None:
    outcome = bench.judge(report("做好公示。", shortcomings=("走访企业30家。", "人手紧张。"), plan=("走访企业40家。", "再接再厉。")))
    assert outcome.unclaimed() == []


def test_a_figure_goes_past_a_duty_that_does_not_accept_it(toys: Toys) -> None:
    bench = toys("a: {mention: {any: [公示]}, evidence: {figure: {units: [条]}}}\nb: {mention: {any: [培训]}}")
    outcome = bench.items("做好公示，培训到位，覆盖12条。", "结合培训公示30人。")
    assert outcome.evidence("a") == []
    assert outcome.evidence("b") == ["12条", "30人"]
    assert outcome.said("a") == ("mentioned", "no-evidence")
    outcome = bench.items("结合培训公示30条。")
    assert outcome.evidence("a") == outcome.evidence("b") == ["30条"]


FAMILY = """
disclosure: {{mention: {{any: [公示]}}{0}}}
recording: {{mention: {{any: [记录]}}{0}}}
other: {{mention: {{any: [培训]}}}}
"""


def test_a_family_shares_what_stands_in_its_sentence(toys: Toys) -> None:
    apart, kin = toys(FAMILY.format("")), toys(FAMILY.format(", family: three"))
    item = "推进公示120条，规范记录，抓好培训。"
    assert apart.items(item).statuses() == {"disclosure": "evidenced", "recording": "mentioned", "other": "mentioned"}
    outcome = kin.items(item)
    assert outcome.statuses() == {"disclosure": "evidenced", "recording": "evidenced", "other": "mentioned"}
    assert outcome.evidence("recording") == ["120条"]
    # not beyond the sentence
    assert kin.items("推进公示120条。强化统筹。规范记录。").status("recording") == "mentioned"
    # the head of an item names its family too
    outcome = kin.items("规范执法记录。全年推进公示120条。")
    assert outcome.statuses() == {"disclosure": "evidenced", "recording": "evidenced", "other": "absent"}
    # and only what the sibling accepts
    picky = toys(FAMILY.format(", family: three").replace("[记录]}", "[记录]}, evidence: {event: any}"))
    assert picky.items(item).status("recording") == "mentioned"


def test_a_family_counts_as_one_duty_of_an_item(toys: Toys) -> None:
    bench = toys(FAMILY.format(", family: three"))
    outcome = bench.items("强化统筹。推进公示。规范记录。走访企业30家。")
    assert outcome.statuses() == {"disclosure": "evidenced", "recording": "evidenced", "other": "absent"}


COLLECTIVE = """
three: {mention: {any: [三项制度]}}
a: {mention: {any: [执法公示]}, collective: three}
b: {mention: {any: [法制审核]}, collective: three}
"""


def test_a_collective_term_names_its_members_and_no_more(toys: Toys) -> None:
    bench = toys(COLLECTIVE)
    outcome = bench.items("落实三项制度，检查12次，执法公示30条。")
    assert outcome.statuses() == {"three": "evidenced", "a": "evidenced", "b": "mentioned"}
    assert outcome.said("b") == ("mentioned", "collective")
    assert outcome.passages("b") == outcome.passages("three")
    assert outcome.evidence("b") == []
    # better than a promise, not better than nothing said of the whole
    outcome = bench.judge(report("落实三项制度。", plan=("推进法制审核。", "再接再厉。")))
    assert outcome.said("b") == ("mentioned", "collective")
    outcome = bench.judge(report("强化统筹。", plan=("落实三项制度。", "再接再厉。")))
    assert outcome.statuses() == {"three": "planned", "a": "planned", "b": "planned"}
    assert outcome.said("b") == ("planned", "collective")
    assert bench.items("强化统筹。").statuses() == {"three": "absent", "a": "absent", "b": "absent"}
