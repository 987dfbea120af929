"""What rules say of each other."""

import pytest


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("requires: enforcement.systm\n", "“requires”所指的规则“enforcement.systm”不存在，是否想写“enforcement.system”"),
        ("collective: enforcement.none-such-thing\n", "“collective”所指的规则“enforcement.none-such-thing”不存在；可选"),
        ("family: enforcement.systems.all\n", "“family”所指"),
        ("also: {enforcement.systm: 同一句}\n", "“also”所指"),
        ("also: {enforcement.disclosure: 同一句}\n", "不必写规则自己"),
        ("requires: enforcement.disclosure\n", "“requires”指向规则自己"),
        ("requires: enforcement.extra\n", "不能指向扩展规则“enforcement.extra”"),
        ("requires: enforcement.old\n", "请改为“enforcement.system”"),
        ("replaced_by: enforcement.system\n", "只有已停用"),
    ],
)
def test_refused(rules, faults, more: str, words: str) -> None:  # type: ignore[no-untyped-def]
    rules.rule("enforcement/system.yaml", ("执法公示, en", "三项制度, en"))
    rules.rule("enforcement/extra.yaml", ("执法公示, en", "扩展, en"), ("pack: core", "pack: extension"))
    old = ("stability: stable", "stability: deprecated\nreplaced_by: enforcement.system")
    rules.rule("enforcement/old.yaml", ("执法公示, en", "旧名, en"), old)
    assert faults() == []
    rules.rule(more=more)
    found = faults()
    assert len(found) == 1, found
    assert found[0].startswith("rules/enforcement/disclosure.yaml:16: ")
    assert words in found[0]


def test_family_may_name_the_rule_itself_and_an_extension(rules, faults) -> None:  # type: ignore[no-untyped-def]
    rules.rule(
        "enforcement/extra.yaml", ("执法公示, en", "扩展, en"), ("pack: core", "pack: extension"), more="requires: enforcement.disclosure\n"
    )
    rules.rule(more="family: enforcement.extra\n")
    assert faults() == []
    rules.rule(more="family: enforcement.disclosure\n")
    assert faults() == []


def test_deprecated_needs_a_successor(rules, faults) -> None:  # type: ignore[no-untyped-def]
    rules.rule("enforcement/disclosure.yaml", ("stability: stable", "stability: deprecated"))
    assert faults() == ["rules/enforcement/disclosure.yaml:3: 已停用（deprecated）的规则必须写 replaced_by"]


@pytest.mark.parametrize("key", ["requires", "collective"])
def test_a_circle_is_told_once(rules, faults, key: str) -> None:  # type: ignore[no-untyped-def]
    names = ["a", "b", "c"]
    for name, after in zip(names, [*names[1:], names[0]], strict=True):
        rules.rule(f"enforcement/{name}.yaml", ("执法公示, en", f"事项{name}, en"), more=f"{key}: enforcement.{after}\n")
    rules.rule("enforcement/into.yaml", ("执法公示, en", "入环, en"), more=f"{key}: enforcement.b\n")
    path = "enforcement.a → enforcement.b → enforcement.c → enforcement.a"
    assert faults() == [f"rules/enforcement/a.yaml:16: “{key}”成环：{path}"]


def test_a_rule_is_not_blamed_for_its_parents_fault(rules, faults) -> None:  # type: ignore[no-untyped-def]
    rules.rule("enforcement/system.yaml", ("执法公示, en", "三项制度, en"), ("weight: 3", "weight: 8"))
    rules.rule(more="requires: enforcement.system\n")
    assert [fault.split(":")[0] for fault in faults()] == ["rules/enforcement/system.yaml"]
