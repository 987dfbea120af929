"""Faults of rule files: sentence, line and what was meant."""

import json
from collections.abc import Callable

import jsonschema
import pytest

from linter.rulebook import schema

Faults = Callable[[], list[str]]


def test_a_sound_folder_has_no_faults(faults: Faults) -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("weight: 3", "wieght: 3", 7, ["“wieght”", "是否想写“weight”"]),
        ("weight: 3\n", "", None, ["缺少必需的键“weight”"]),
        ("weight: 3", "weight: 6", 7, ["过大", "5"]),
        ("weight: 3", "weight: 0", 7, ["过小", "1"]),
        ("weight: 3", "weight: 三", 7, ["“weight”应为整数", "现为文字"]),
        ("weight: 3", "weight: true", 7, ["现为true 或 false"]),
        ("weight: 3", "weight: 2.5", 7, ["现为数"]),
        ("severity: warning", "severity: warn", 6, ["“warn”", "是否想写“warning”"]),
        ("pack: core", "pack: 基本", 2, ["可选：core、extension"]),
        ("check: coverage", "check: covrage", 8, ["covrage", "是否想写“coverage”"]),
        ("check: coverage", "check: [coverage]", 8, ["“check”应为文字，现为列表"]),
        ("check: coverage\n", "", None, ["缺少必需的键“check”"]),
        ("source: outline, item: 2", "source: outlin, item: 2", 5, ["outlin", "是否想写“outline”"]),
        ("source: outline, item: 2", "source: outline, item: 9", 5, ["没有第 9 项，共 2 项"]),
        ("source: outline, item: 2", "source: law, item: 2", 5, ["改写 article"]),
        ("source: outline, item: 2", "source: outline, article: 2", 5, ["改写 item"]),
        ("source: outline, item: 2", "source: outline, item: 2, article: 3", 5, ["之一"]),
        ("source: outline, item: 2", "source: law, article: 第三条", 5, ["“basis[1].article”", "序号"]),
        ("source: outline, item: 2", "source: law, text: sure", 5, ["“sure”", "recalled、verified"]),
        ("source: outline, item: 2", "source: law, articel: 3", 5, ["“articel”", "“basis[1]”", "是否想写“article”"]),
        ("  - {source: outline, item: 2}", "  - {source: outline, item: 2}\n  - {source: outline, item: 2}", 6, ["写了两次"]),
        ("basis:\n  - {source: outline, item: 2}", "basis: []", 4, ["“basis”至少要有 1 项"]),
        ("title: {zh: 执法公示, en: Disclosure}", "title: {zh: 执法公示, en: Disclosure, made public}", 1, ["加引号"]),
        ("title: {zh: 执法公示, en: Disclosure}", "title: {zh: ' ', en: Disclosure}", 1, ["不能为空"]),
        ("title: {zh: 执法公示, en: Disclosure}", "title: 执法公示", 1, ["“title”应为若干键和值，现为文字"]),
        ("mention: [执法公示]", "mention: []", 9, ["至少要有 1 项"]),
        ("mention: [执法公示]", "mention: [执法公示, 5]", 9, ["“mention[2]”应为若干键和值或文字，现为整数"]),
        ("mention: [执法公示]", "mention: [{al: [公示]}]", 9, ["“al”", "是否想写“all”"]),
        ("mention: [执法公示]", "mention: [{all: [公示, 3]}]", 9, ["“mention[1].all[2]”"]),
        ("mention: [执法公示]", "mention: [{all: [公示], within: claus}]", 9, ["“claus”", "是否想写“clause”"]),
        ("mention: [执法公示]", "mention: [{within: item}]", 9, ["缺少必需的键“all”"]),
        ("mention: [执法公示]", "mention: [{any: [公示, {any: [{al: [x]}]}]}]", 9, ["“al”", "any[2].any[1]"]),
        ("mention: [执法公示]", "mention: [禁用词]", 9, ["禁用词"]),
        ("mention: [执法公示]", "mention: [公示]\nlexicon: 1", 10, ["不认识的键“lexicon”"]),
        ("mention: [执法公示]", "mention: [$enforcement.sanction]", 9, ["是否想写“enforcement.sanctions”"]),
        ("mention: [执法公示]", "mention: [公示]\napplies: {when: [$no.list]}", 10, ["“$no.list”"]),
        ("mention: [执法公示]", "mention: [$enforcement.kinds.x]", 9, ["词表中没有"]),
        ("weight: 3", "weight: 3\napplies: {levels: [county, county]}", 8, ["重复"]),
        ("weight: 3", "weight: 3\napplies: {levels: [县]}", 8, ["可选：city、county"]),
        ("weight: 3", "weight: 3\napplies: {years: [2024, 2021]}", 8, ["起 2024 晚于止 2021"]),
        ("weight: 3", "weight: 3\napplies: {years: [null, null]}", 8, ["都为空"]),
        ("weight: 3", "weight: 3\napplies: {years: [2024]}", 8, ["至少要有 2 项"]),
        ("weight: 3", "weight: 3\napplies: {years: [2024, 2025, 2026]}", 8, ["最多只能有 2 项"]),
        ("weight: 3", "weight: 3\nvariants:\n  - years: [2025, 2024]", 9, ["年份颠倒"]),
        ("weight: 3", "weight: 3\nleast: 1", 8, ["过小"]),
        ("weight: 3", "weight: 3\ncode: A", 8, ["“A”写法不对：^[a-z]+$"]),
        ("weight: 3", "weight: 3\nnote: 长", 8, ["过短"]),
        ("weight: 3", "weight: 3\nrate: 3", 8, ["multipleOf"]),
        ("weight: 3", "weight: 3\nrequires: 三项制度", 8, ["小写英文"]),
    ],
)
def test_told(rules, faults: Faults, old: str, new: str, line: int | None, words: list[str]) -> None:  # type: ignore[no-untyped-def]
    rules.rule("enforcement/disclosure.yaml", (old, new))
    found = [fault for fault in faults() if "examples" not in fault]
    assert len(found) == 1, found
    where = "rules/enforcement/disclosure.yaml" + (f":{line}: " if line else ": ")
    assert found[0].startswith(where)
    for word in words:
        assert word in found[0]


def test_all_faults_of_a_file_are_told_at_once(rules, faults: Faults) -> None:  # type: ignore[no-untyped-def]
    rules.rule(
        "enforcement/disclosure.yaml", ("weight: 3", "weight: 9"), ("pack: core", "pak: core"), ("severity: warning", "severity: bad")
    )
    assert [fault.split(":")[1] for fault in faults()] == ["2", "6", "7"]


def test_unknown_check_still_judges_the_common_keys(rules, faults: Faults) -> None:  # type: ignore[no-untyped-def]
    rules.rule("enforcement/disclosure.yaml", ("check: coverage", "check: claim"), ("weight: 3", "weight: 9"))
    found = faults()
    assert len(found) == 2
    assert "过大" in found[0]
    assert "可选：coverage、section" in found[1]


def test_file_that_is_no_mapping(rules, faults: Faults) -> None:  # type: ignore[no-untyped-def]
    rules.put("enforcement/list.yaml", "- a\n")
    rules.put("enforcement/empty.yaml", "")
    found = faults()
    assert "rules/enforcement/empty.yaml: 文件为空" in found[0]
    assert "整个文件应为若干键和值，现为列表" in found[1]


def test_union_accepts_and_refuses_like_the_kinds(rules, registry) -> None:  # type: ignore[no-untyped-def]
    from linter.rulebook.page import read

    union = schema.union(registry())
    jsonschema.Draft7Validator.check_schema(union)
    judge = jsonschema.Draft7Validator(union)
    rule = read("x", (rules.path / "enforcement/disclosure.yaml").read_bytes()).data
    assert judge.is_valid(rule)
    assert not judge.is_valid({**rule, "mention": [{"al": ["x"]}]})
    assert not judge.is_valid({**rule, "role": "plan"})
    assert not judge.is_valid({**rule, "check": "claim"})
    section = {key: value for key, value in rule.items() if key != "mention"}
    section |= {"check": "section", "role": "plan", "examples": {"evidenced": ["甲"]}}
    assert judge.is_valid(section)
    assert not judge.is_valid({**section, "role": "middle"})
    assert not judge.is_valid({key: value for key, value in rule.items() if key != "check"})
    assert json.loads(schema.text(registry())) == union


def test_union_refuses_kinds_that_disagree(registry) -> None:  # type: ignore[no-untyped-def]
    kinds = registry()
    kinds["section"] = kinds["section"]._replace(properties={"definitions": {"matcher": {"type": "string"}}})
    with pytest.raises(ValueError, match="matcher"):
        schema.union(kinds)


def test_every_common_key_is_described(registry) -> None:  # type: ignore[no-untyped-def]
    body = schema.of(registry()["coverage"])["properties"]
    assert set(schema.common_keys()) <= set(body)
    for key in schema.common_keys():
        assert any("\u4e00" <= character <= "\u9fff" for character in body[key]["description"])
