"""A cue near the mention in its clause makes it no mention, unless the word or the clause says otherwise."""

import pytest

from tests.checks.toy import Bench, Toys


@pytest.fixture(scope="module")
def bench(toys: Toys) -> Bench:
    return toys("a: {mention: {any: [公示, 案卷评查]}}")


@pytest.mark.parametrize(
    "item",
    [
        "尚未公示处罚决定12条。",
        "没有全面公示12条。",
        "难以按期公示12条。",
        "公示不够及时，涉及12条。",
        "公示信息尚未更新12条。",
        "公示工作较为滞后，有12条。",
    ],
)
def test_negated_before_or_behind(bench: Bench, item: str) -> None:
    outcome = bench.items(item)
    assert outcome.said() == ("absent", "negated")
    assert outcome.nearest() == ("公示", "negated")


@pytest.mark.parametrize(
    "item",
    [
        "不断公示信息12条。",  # a harmless word that holds 不
        "为未成年人公示信息12条。",
        "对未按时办结且多次提醒的单位全部予以公示12条。",  # farther away than a negation reaches
        "对履职不到位的公示12条。",  # the cue qualifies a noun
        "针对更新不到位，公示12条。",  # another clause
        "着力解决公示不及时，公示12条。",  # a remedy before the mention
        "公示不规范问题整治12条。",  # a remedy behind it
        "公示信息12条，覆盖面尚未达到预期。",
    ],
)
def test_not_negated(bench: Bench, item: str) -> None:
    assert bench.items(item).said() == ("evidenced", "evidence")


def test_one_negated_place_does_not_spoil_another(bench: Bench) -> None:
    assert bench.items("尚未公示许可。", "公示处罚决定12条。").said() == ("evidenced", "evidence")


@pytest.mark.parametrize("item", ["公示未及时更新，涉及12条。", "公示没有做到位，涉及12条。", "公示未能按期完成，涉及12条。"])
def test_plain_cues_behind_the_mention_negate_too(bench: Bench, item: str) -> None:
    assert bench.items(item).said() == ("absent", "negated")
