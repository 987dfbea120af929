"""The tests of rules: an example that comes out otherwise, a rule set off by another's, a slow pattern."""

from collections.abc import Callable
from typing import Any

import pytest

from linter.engine import Engine
from linter.ruletest import Failure, bench, cross, run
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
