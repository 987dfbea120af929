"""Profiles: inheritance, dimensions, grades, weights."""

import pytest

from linter.model.rule import Dimension, Grade
from linter.rulebook import load, profiles, validate


def test_default(rules, registry) -> None:  # type: ignore[no-untyped-def]
    default = load(registry, root=rules.root, use_cache=False).weightings["default"]
    assert default.dimensions == (Dimension("enforcement", "行政执法", "Enforcement", ("enforcement",)),)
    assert default.grades == (Grade("high", "内容完备", "Complete", 80), Grade("low", "需补充", "To supplement", 0))
    assert (default.title_zh, default.title_en, default.levels, default.weights) == ("通用", "General", (), {})


def test_inheritance_over_folders(rules, make, registry) -> None:  # type: ignore[no-untyped-def]
    rules.put(
        "profiles/county.yaml",
        "extends: default\ntitle: {zh: 县, en: County}\nlevels: [county]\nweights: {enforcement.disclosure: 2}\n",
    )
    pack = make("pack")
    pack.rule("local/letters.yaml", ("执法公示, en", "三书一函, en"))
    pack.put(
        "profiles/east-county.yaml",
        "extends: county\ntitle: {zh: 东江省县级, en: East}\nweights: {local.letters: 0}\n"
        "dimensions:\n"
        "  - {id: local, title: {zh: 本省, en: Local}, prefixes: [local]}\n"
        "  - {id: enforcement, title: {zh: 执法, en: Enforcing}, prefixes: [enforcement]}\n"
        "grades: [{id: any, title: {zh: 需补充, en: Any}, minimum: 0}]\n",
    )
    assert validate(rules.root, registry, extra=(pack.root,)) == []
    found = load(registry, root=rules.root, extra=(pack.root,), use_cache=False).weightings
    assert found["county"].levels == ("county",)
    east = found["east-county"]
    assert east.levels == ()
    assert east.weights == {"enforcement.disclosure": 2, "local.letters": 0}
    assert [dimension.title_zh for dimension in east.dimensions] == ["执法", "本省"]
    assert [grade.id for grade in east.grades] == ["any"]
    assert found["county"].dimensions == found["default"].dimensions


def test_home_is_the_longest_prefix() -> None:
    prefixes = {"enforcement": "a", "enforcement.three-systems": "b"}
    assert profiles.home("enforcement.three-systems.disclosure", prefixes) == "b"
    assert profiles.home("enforcement.three", prefixes) == "a"
    assert profiles.home("enforcements.three", prefixes) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("extends: defalt\ntitle: {zh: 县, en: C}\n", "是否想写“default”"),
        ("extends: x\ntitle: {zh: 县, en: C}\n", "成环：x → x"),
        ("title: {zh: 县, en: C}\ngrades: [{id: a, title: {zh: 甲, en: A}, minimum: 0}]\n", "缺少“dimensions”"),
        ("extends: default\ntitle: {zh: 县, en: C}\nweights: {enforcement.disclosur: 1}\n", "是否想写“enforcement.disclosure”"),
        ("extends: default\ntitle: {zh: 县, en: C}\nweights: {enforcement.disclosure: 7}\n", "过大"),
        ("extends: default\ntitle: {zh: 县, en: C}\nlevel: [county]\n", "是否想写“levels”"),
        ("extends: default\ntitle: {zh: 县, en: C}\ngrades: [{id: a, title: {zh: 甲, en: A}, minimum: 5}]\n", "从高到低"),
        (
            "extends: default\ntitle: {zh: 县, en: C}\ngrades: [{id: a, title: {zh: 甲, en: A}, minimum: 0}, "
            "{id: b, title: {zh: 乙, en: B}, minimum: 0}]\n",
            "从高到低",
        ),
        (
            "extends: default\ntitle: {zh: 县, en: C}\ndimensions: [{id: o, title: {zh: 其他, en: O}, prefixes: [enforcement]}]\n",
            "同时属于“enforcement”和“o”",
        ),
        (
            "extends: default\ntitle: {zh: 县, en: C}\ndimensions: [{id: form, title: {zh: 文本, en: F}, prefixes: [enforcement.disclosure]}]\n",
            "“form”重复",
        ),
        (
            "extends: default\ntitle: {zh: 县, en: C}\ndimensions: [{id: o, title: {zh: 其他, en: O}, prefixes: [enforcemen]}]\n",
            "之下没有规则，是否想写“enforcement”",
        ),
    ],
)
def test_refused(rules, faults, text: str, words: str) -> None:  # type: ignore[no-untyped-def]
    rules.put("profiles/x.yaml", text)
    found = faults()
    assert len(found) == 1, found
    assert found[0].startswith("rules/profiles/x.yaml:")
    assert words in found[0]


def test_a_level_has_one_profile(rules, faults) -> None:  # type: ignore[no-untyped-def]
    for name in ("a", "b"):
        rules.put(f"profiles/{name}.yaml", f"extends: default\ntitle: {{zh: {name}, en: {name}}}\nlevels: [county]\n")
    assert faults() == ["rules/profiles/b.yaml:3: 层级“county”已由配置“a”负责；要接替它，请用 extends 继承"]


def test_a_circle_through_two(rules, faults) -> None:  # type: ignore[no-untyped-def]
    rules.put("profiles/a.yaml", "extends: b\ntitle: {zh: 甲, en: A}\n")
    rules.put("profiles/b.yaml", "extends: a\ntitle: {zh: 乙, en: B}\n")
    assert all("成环" in fault for fault in faults())
    assert len(faults()) == 2


def test_a_pack_may_not_replace_a_profile(rules, make, registry) -> None:  # type: ignore[no-untyped-def]
    pack = make("pack")
    pack.put("profiles/default.yaml", "title: {zh: 别的, en: Other}\n")
    (fault,) = validate(rules.root, registry, extra=(pack.root,))
    assert "已由 rules/profiles/default.yaml 定义" in fault.message


def test_a_folder_without_profiles_asks_for_no_dimension(rules, faults) -> None:  # type: ignore[no-untyped-def]
    (rules.path / "profiles/default.yaml").unlink()
    assert faults() == []


def test_a_broken_profile_is_told_once(rules, faults) -> None:  # type: ignore[no-untyped-def]
    rules.put("profiles/x.yaml", "- 1\n")
    assert faults() == ["rules/profiles/x.yaml: 整个文件应为若干键和值，现为列表"]


@pytest.mark.parametrize("body", ["dimensions: [1]\n", "title: {zh: a, en: b}\ndimensions: [{prefixes: 3}]\n", "[1]\n", "dimensions: {}\n"])
def test_a_profile_of_another_shape_is_told(rules, faults, body: str) -> None:  # type: ignore[no-untyped-def]
    rules.put("profiles/odd.yaml", body)
    assert faults() and all(sentence.startswith("rules/profiles/odd.yaml") for sentence in faults())
