"""The examples of every shipped rule, as its tests."""

import pytest

from linter import rulebook
from linter.engine import Engine
from linter.ruletest import cross, run

CLASSES = {
    "coverage": {"evidenced": 3, "mentioned": 2, "planned": 1, "absent": 3},
    "section": {},
    "date": {},
}


@pytest.fixture(scope="module")
def examples() -> dict[str, dict[str, object]]:
    return rulebook.examples()


def test_every_example_comes_out_as_its_class_says(engine: Engine, examples: dict[str, dict[str, object]]) -> None:
    count, failures = run(engine, examples, lambda rule: True)
    assert count > 1000
    assert failures == []


def test_no_example_sets_off_another_rule_unexplained(engine: Engine, examples: dict[str, dict[str, object]]) -> None:
    assert cross(engine, examples, lambda rule: True) == []


def test_every_rule_has_the_classes_its_kind_asks_for(engine: Engine, examples: dict[str, dict[str, object]]) -> None:
    for rule in engine.rulebook.rules:
        given: dict[str, list[object]] = examples[rule.id]["examples"]  # type: ignore[assignment]
        for name, least in CLASSES.get(rule.check, {}).items():
            assert len(given.get(name, [])) >= least, (rule.id, name)
        assert len(given) >= 2, rule.id


def test_half_of_the_absent_examples_are_near_misses(engine: Engine, examples: dict[str, dict[str, object]]) -> None:
    """At least two hold a literal of the rule's own mentions and are absent all the same (docs/rule-language.md)."""
    from linter.checks.matchers import folded, literals

    for rule in engine.coverage_rules:
        words = {word for matcher in (*rule.spec["any"], *rule.spec["weak"]) for word in literals(matcher)}
        given: dict[str, list[object]] = examples[rule.id]["examples"]  # type: ignore[assignment]
        texts = [folded(str(entry if isinstance(entry, str) else "".join(map(str, entry.values())))) for entry in given["absent"]]  # type: ignore[attr-defined]
        assert sum(any(word in text for word in words) for text in texts) >= 2, rule.id


def test_also_names_rules_that_exist(engine: Engine, examples: dict[str, dict[str, object]]) -> None:
    known = {rule.id for rule in engine.rulebook.rules}
    for rule, entry in examples.items():
        also: dict[str, str] = entry["also"]  # type: ignore[assignment]
        assert set(also) <= known, rule
        assert all(len(reason) >= 4 for reason in also.values()), rule
