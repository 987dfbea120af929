"""The tests of rules: an example that comes out otherwise, a rule set off by another's, a slow pattern."""

from collections.abc import Callable
from typing import Any

import pytest

from linter.engine import Engine
from linter.ruletest import Failure, bench, cross, run
from tests.checks.finders import Finders, finder
from tests.checks.toy import Toys

Examples = dict[str, dict[str, Any]]
A, B = "enforcement.a", "enforcement.b"


def every(rule: str) -> bool:
    return True


def examples(**classes: list[Any]) -> Examples:
    return {A: {"examples": {key.replace("_", "-"): value for key, value in classes.items()}, "also": {}}}


def run_one(toys: Toys, source: str, given: Examples, wanted: Callable[[str], bool] = every) -> tuple[int, list[Failure]]:
    return run(toys(source).engine, given, wanted)


def test_examples_that_come_out_as_said(toys: Toys) -> None:
    given = examples(
        evidenced=["公示处罚 12 条。", "印发《青岚县公示办法》。"],
        mentioned=["推进公示。", {"first": "督办公示。"}],
        planned=[{"plan": "明年推进公示。"}],
        absent=["强化统筹。", {"shortcomings": "公示偏少。"}, {"preamble": "青岚县紧扣公示，现报告如下。"}],
    )
    assert run_one(toys, "a: {mention: {any: [公示]}}", given) == (8, [])


def test_each_that_does_not_is_told_with_its_place(toys: Toys) -> None:
    given = examples(evidenced=["公示 12 条。", "推进公示。"], absent=["公示 3 条。"], mentioned=["强化统筹。"])
    count, failures = run_one(toys, "a: {mention: {any: [公示]}}", given)
    assert count == 4
    assert failures == [
        Failure(A, "evidenced", 1, "mentioned", "no-evidence"),
        Failure(A, "absent", 0, "evidenced", "evidence"),
        Failure(A, "mentioned", 0, "absent", "none"),
    ]


def test_only_wanted_rules_run(toys: Toys) -> None:
    given = examples(evidenced=["强化统筹。"]) | {B: {"examples": {"absent": ["公示 3 条。"]}, "also": {}}}
    source = "a: {mention: {any: [公示]}}\nb: {mention: {any: [公示]}}"
    assert run_one(toys, source, given, lambda rule: rule == B) == (1, [Failure(B, "absent", 0, "evidenced", "evidence")])
    assert run_one(toys, source, given, lambda rule: False) == (0, [])


def test_parts_and_dates_have_examples_too(toys: Toys) -> None:
    text = "青岚县人民政府2024年法治政府建设年度报告\n一、主要举措和成效\n{{300}}\n青岚县人民政府\n2025年2月3日\n"
    given = {
        A: {"examples": {"evidenced": [{"doc": text, "year": 2024}], "absent": ["强化统筹。"]}, "also": {}},
        B: {"examples": {"evidenced": [{"shortcomings": "乡镇力量偏弱。"}], "absent": ["强化统筹。"]}, "also": {}},
    }
    source = "a: {check: date, present: true}\nb: {check: section, part: shortcomings}"
    assert run_one(toys, source, given) == (4, [])


CROSS = "a: {{mention: {{any: [公示]}}{0}}}\nb: {{mention: {{any: [公示处罚]}}{1}}}"


def crossed(toys: Toys, first: str = "", second: str = "", also: dict[str, str] | None = None) -> list[Failure]:
    given: Examples = {
        A: {"examples": {"evidenced": ["强化公示。", "公示处罚 12 条。"], "absent": ["公示处罚 3 条。"]}, "also": also or {}},
        B: {"examples": {}, "also": {}},
    }
    return cross(toys(CROSS.format(first, second)).engine, given, every)


def test_what_an_example_sets_off_beside_its_own_rule(toys: Toys) -> None:
    assert crossed(toys) == [Failure(A, "evidenced", 1, "evidenced", B)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (", family: kin", ", family: kin"),
        (", requires: b", ""),
        ("", ", requires: a"),
        (", collective: b", ""),
        ("", ", collective: a"),
    ],
)
def test_kin_explain_each_other(toys: Toys, first: str, second: str) -> None:
    assert crossed(toys, first, second) == []


def test_an_author_may_explain(toys: Toys) -> None:
    assert crossed(toys, also={B: "公示处罚也是公示"}) == []


def test_a_parent_and_its_children_are_kin(toys: Toys) -> None:
    source = "enforcement.a: {mention: {any: [公示]}}\nenforcement.a.b: {mention: {any: [公示处罚]}}"
    given: Examples = {A: {"examples": {"evidenced": ["公示处罚 12 条。"]}, "also": {}}, f"{A}.b": {"examples": {"mentioned": ["推进公示处罚。"]}, "also": {}}}
    assert cross(toys(source).engine, given, every) == []


def test_parts_set_off_nothing(toys: Toys) -> None:
    given: Examples = {A: {"examples": {"evidenced": [{"shortcomings": "乡镇力量偏弱。", "text": "公示 12 条。"}]}, "also": {}}, B: {"examples": {}, "also": {}}}
    assert cross(toys("a: {check: section, part: shortcomings}\nb: {mention: {any: [公示]}}").engine, given, every) == []


def test_a_slow_pattern_is_a_failure(toys: Toys, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "a: {mention: {any: [{all: [{regex: '公示.{0,9}处罚'}, {min: 2, match: {regex: '许可.{0,9}信息'}}]}]}}"
    engine = toys(source).engine
    given = examples()
    assert run(engine, given, every) == (0, [])
    monkeypatch.setattr(bench, "_REGEX_SECONDS", -1.0)
    slow = run(engine, given, every)[1]
    assert [(f.rule, f.got, f.reason) for f in slow] == [(A, "slow", "公示.{0,9}处罚"), (A, "slow", "许可.{0,9}信息")]
    assert run(engine, given, lambda rule: False) == (0, [])


def test_the_shipped_patterns_get_through_their_own_literals(engine: Engine) -> None:
    """The worst a report can hold: 100,000 characters of nothing but what sets a pattern off."""
    none: Examples = {rule.id: {"examples": {}, "also": {}} for rule in engine.rulebook.rules}
    assert run(engine, none, every) == (0, [])


WORD = finder("basis.old", "term", words=["法制宣传"])


def found(finders: Finders, rule: Any, **classes: list[Any]) -> list[tuple[str, int, str]]:
    """(expected class, number, what came out instead) of the examples that fail."""
    given = {rule.id: {"examples": {key.replace("_", "-"): value for key, value in classes.items()}, "also": {}}}
    count, failures = run(finders(rule).engine, given, every)
    assert count == sum(map(len, classes.values()))
    assert all(f.rule == rule.id for f in failures)
    return [(f.expected, f.number, f.got) for f in failures]


def test_what_is_found_and_what_is_passed_over(finders: Finders) -> None:
    assert found(finders, WORD, finding=["开展法制宣传。", {"plan": "推进法制宣传。"}], clean=["开展法治宣传。"]) == []
    assert found(finders, WORD, finding=["开展法治宣传。"], clean=["开展法治宣传。", "开展法制宣传。"]) == [("finding", 0, "clean"), ("clean", 1, "finding")]


def test_a_finding_must_point_to_the_marked_words(finders: Finders) -> None:
    assert found(finders, WORD, finding=["开展{{法制宣传}}。", "开展{{法制宣传}}，{{法制宣传}}入户。", "开展{{法制}}宣传。"]) == []
    assert found(finders, WORD, finding=["{{全年开展}}法制宣传。", "开展{{法制宣传}}，{{普法}}入户。"]) == [("finding", 0, "missed"), ("finding", 1, "missed")]


def test_a_finding_must_point_to_nothing_else(finders: Finders) -> None:
    given = {WORD.id: {"examples": {"finding": ["开展{{法制宣传}}，法制宣传入户。"]}, "also": {}}}
    failures = run(finders(WORD).engine, given, every)[1]
    assert failures == [Failure(WORD.id, "finding", 0, "elsewhere", "指到了未标出的文字 法制宣传")]


def test_a_remark_about_something_absent_points_to_no_mark(finders: Finders) -> None:
    absent = finder("format.a", "term", words=["统筹"], placed=False)
    assert found(finders, absent, finding=["强化统筹。"]) == []
    assert found(finders, absent, finding=["强化{{统筹}}。"]) == [("finding", 0, "missed")]


def test_relations_come_out_as_the_gravest(finders: Finders) -> None:
    rule = finder("figures.sum", "relation")
    good: dict[str, list[Any]] = {
        "consistent": ["核查1+2=3。", "核查1+2=3，走访5+5=0。"],
        "inconsistent": ["核查1+2=4。", "核查1+2=4，走访3+4=7。"],
        "cannot_tell": ["核查1+2=0。"],
    }
    assert found(finders, rule, **good) == []
    assert found(finders, rule, consistent=["核查1+2=4。", "核查三处。"], cannot_tell=["核查1+2=3。"]) == [
        ("consistent", 0, "inconsistent"), ("consistent", 1, "none"), ("cannot-tell", 0, "consistent"),
    ]  # fmt: skip


def test_claims_come_out_as_the_gravest(finders: Finders) -> None:
    rule = finder("claims.plain", "claim")
    good: dict[str, list[Any]] = {
        "supported": ["环境改善，显著提升12项。"],
        "partial": ["部分成效显著。", "部分成效显著，显著提升12项。"],
        "unsupported": ["环境显著改善。", "环境显著改善，部分成效显著。"],
    }
    assert found(finders, rule, **good) == []
    assert found(finders, rule, supported=["环境显著改善。", "强化统筹。"]) == [("supported", 0, "unsupported"), ("supported", 1, "none")]


def test_examples_bring_last_years_report_along(finders: Finders) -> None:
    rule = finder("previous.copied", "previous")
    same, other = {"text": "走访企业30家。", "previous": "走访企业30家。"}, {"text": "走访企业30家。", "previous": {"text": "走访企业20家。"}}
    assert found(finders, rule, finding=[same], clean=[other, "走访企业30家。"]) == []
    assert found(finders, rule, finding=[other], clean=[same]) == [("finding", 0, "clean"), ("clean", 0, "finding")]


def test_examples_bring_a_ledger_along(finders: Finders) -> None:
    rule = finder("ledger.value", "ledger")
    row = {"indicator": "走访企业", "value": 30, "unit": "家"}
    assert found(finders, rule, finding=[{"text": "走访企业20家。", "ledger": [row]}], clean=[{"text": "走访企业30家。", "ledger": [row]}, "走访。"]) == []


def test_what_finds_things_sets_off_no_duty_of_another(finders: Finders, toys: Toys) -> None:
    duty = toys("a: {mention: {any: [法制宣传]}}").engine.coverage_rules[0]
    given: Examples = {WORD.id: {"examples": {"finding": ["开展法制宣传。"]}, "also": {}}, duty.id: {"examples": {}, "also": {}}}
    assert cross(finders(WORD, duty).engine, given, every) == []
