"""Longer words, vetoes, titles of superiors, lists: what makes a hit no mention, or a weak one."""

import pytest

from tests.checks.toy import Bench, Toys


def test_a_longer_word_hides_its_part(toys: Toys) -> None:
    bench = toys("a: {mention: {any: [公示], except: [公示栏, 公示语]}}")
    assert bench.items("规范公示语12条。").nearest() == ("公示", "mask")
    assert bench.items("规范公示语12条，公示处罚5件。").evidence() == ["12条", "5件"]


@pytest.mark.parametrize(
    ("within", "same_clause", "same_sentence", "same_item", "elsewhere"),
    [
        ("clause", "absent", "evidenced", "evidenced", "evidenced"),
        ("sentence", "absent", "absent", "evidenced", "evidenced"),
        ("item", "absent", "absent", "absent", "evidenced"),
    ],
)
def test_a_veto_reaches_as_far_as_it_says(toys: Toys, within: str, same_clause: str, same_sentence: str, same_item: str, elsewhere: str) -> None:
    bench = toys(f"a: {{mention: {{any: [公示], unless: {{any: [停止, 取消…渠道], within: {within}}}}}}}")
    assert bench.items("停止公示信息12条。").status() == same_clause
    assert bench.items("公示信息12条，停止张贴。").status() == same_sentence
    assert bench.items("公示信息12条。停止张贴。").status() == same_item
    assert bench.items("公示信息12条。", "停止张贴。").status() == elsewhere
    assert bench.items("公示信息12条取消一个渠道。").said() == ("absent", "veto")


def test_a_veto_reaches_the_clause_where_nothing_is_said(toys: Toys) -> None:
    bench = toys("a: {mention: {any: [公示], unless: {any: [停止]}}}")
    assert bench.items("公示信息12条，停止张贴。").status() == "evidenced"
    assert bench.items("停止公示信息12条。").said() == ("absent", "veto")


@pytest.fixture(scope="module")
def titles(toys: Toys) -> Bench:
    return toys("a: {mention: {any: [规范性文件]}}")


def test_the_title_of_a_superior_or_a_law_is_no_mention(titles: Bench) -> None:
    assert titles.items("落实《国务院关于规范性文件监督管理的通知》12次。").nearest() == ("规范性文件", "superior")
    assert titles.items("学习《规范性文件备案法》12次。").said() == ("absent", "superior")


def test_the_title_of_an_own_document_is_one_and_its_evidence(titles: Bench) -> None:
    outcome = titles.items("印发《规范性文件管理规定》。")
    assert outcome.said() == ("evidenced", "evidence")
    assert outcome.evidence() == ["《规范性文件管理规定》"]
    assert outcome.kinds() == ["document"]
    assert titles.items("《青岚县规范性文件管理规定》落地见效。").status() == "evidenced"


def test_a_title_of_nobody_names_the_duty_weakly(titles: Bench) -> None:
    assert titles.items("对照《规范性文件管理规定》抓好12项整改。").said() == ("mentioned", "weak")


@pytest.fixture(scope="module")
def weak(toys: Toys) -> Bench:
    return toys("a: {mention: {any: [行政调解], except: []}, weak: [调解, 多元解纷格局]}\nb: {mention: {any: [仲裁]}}")


def test_weak_terms_name_the_duty_and_own_nothing(weak: Bench) -> None:
    outcome = weak.items("构建多元解纷格局，化解矛盾120件。")
    assert outcome.said() == ("mentioned", "weak")
    assert outcome.unclaimed() == ["120件"]


def test_a_weak_term_inside_a_strong_one_does_not_weaken_it(weak: Bench) -> None:
    assert weak.items("开展行政调解120件。").said() == ("evidenced", "evidence")


@pytest.mark.parametrize(
    "item",
    [
        "运用和解、行政调解、裁决等途径化解矛盾120件。",
        "健全和解、裁决、行政调解等机制，化解矛盾120件。",
        "统筹信访、裁决、听证和行政调解，化解矛盾120件。",
        "推动信访、行政调解制度、裁决衔接，化解矛盾120件。",
    ],
)
def test_a_bare_member_of_a_list_is_weak(weak: Bench, item: str) -> None:
    outcome = weak.items(item)
    assert outcome.said() == ("mentioned", "weak")
    assert outcome.evidence() == []


@pytest.mark.parametrize(
    "item",
    [
        "运用和解、行政调解化解矛盾120件。",  # two are no list
        "办理裁决5件、行政调解120件、和解30件。",  # each says something of its own
        "开展行政调解120件，运用和解、裁决、信访等途径。",
        "审核和解、裁决、行政调解协议120件。",  # the members are what is counted
    ],
)
def test_a_member_that_says_something_is_not(weak: Bench, item: str) -> None:
    assert weak.items(item).status() == "evidenced"


def test_the_same_list_leaves_other_duties_weak_too(weak: Bench) -> None:
    outcome = weak.items("运用和解、行政调解、仲裁等途径化解矛盾120件。")
    assert outcome.statuses() == {"a": "mentioned", "b": "mentioned"}
    assert outcome.unclaimed() == ["120件"]
