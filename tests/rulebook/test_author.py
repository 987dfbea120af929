"""What `rules check` asks beyond what a run needs."""

import pytest

from linter.model.failure import RuleFailure
from linter.rulebook import examples, load, rule_path, validate
from linter.rulebook.failure import RuleFailures


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("  mentioned: [做好执法公示。, 执法公示有序推进。]", "  mentioned: [做好执法公示。]", 13, "“mentioned”类样例至少 2 条，现有 1 条"),
        ("  planned: [{plan: 明年推进执法公示。}]\n", "", 11, "“planned”类样例至少 1 条，现有 0 条"),
        ("未做。", "晒出许可结果 30 项。", None, ""),
        ("未做。", "不是 青岚县司法局 晒出许可结果30项；公示处罚。", None, ""),
        ("未做。", "不是，青岚县司法局 晒出许可结果30项；公示处罚。", 15, "与第 12 行的样例有相同的分句“青岚县司法局晒出许可结果30项”"),
        ("evidenced: [公示", "evidence: [公示", 12, "是否想写“evidenced”"),
        ("{plan: 明年", "{plans: 明年", 14, "是否想写“plan”"),
        ("weight: 3", "weight: 3\nzero: {terms: [无处罚], gives: not-applicable}", 12, "“not-applicable”类样例至少 1 条"),
    ],
)
def test_examples(rules, faults, old: str, new: str, line: int | None, words: str) -> None:  # type: ignore[no-untyped-def]
    rules.rule("enforcement/disclosure.yaml", (old, new))
    found = faults()
    if line is None:
        assert found == []
        return
    assert len(found) == 1, found
    assert found[0].startswith(f"rules/enforcement/disclosure.yaml:{line}: ")
    assert words in found[0]


def test_examples_are_asked_for_but_not_to_run(rules, faults, registry) -> None:  # type: ignore[no-untyped-def]
    text = rules.rule().read_text()
    rules.put("enforcement/disclosure.yaml", text[: text.index("examples:")])
    assert faults() == ["rules/enforcement/disclosure.yaml: 缺少 examples：样例就是规则的测试"]
    assert len(load(registry, root=rules.root, use_cache=False).rules) == 1


def test_whole_texts_share_headings_but_no_sentences(rules, faults) -> None:  # type: ignore[no-untyped-def]
    frame = "    - doc: |\n        青岚县2024年法治政府建设年度报告\n        一、主要举措和成效及其他\n        （一）严格规范公正文明执法。{body}\n        青岚县人民政府\n"
    text = rules.rule().read_text()
    text = (
        text[: text.index("  evidenced")]
        + "  evidenced:\n{}    - 三。\n  mentioned: [四。, 五。]\n  planned: [六。]\n  absent: [七。, 八。, 九。]\n"
    )
    rules.put(
        "enforcement/disclosure.yaml", text.replace("{}", frame.format(body="公示处罚十二条。") + frame.format(body="公示许可三十条。"))
    )
    assert faults() == []
    body = "公示处罚决定共十二条。"
    rules.put("enforcement/disclosure.yaml", text.replace("{}", frame.format(body=body) * 2))
    assert len(faults()) == 1
    assert "公示处罚决定共十二条" in faults()[0]


def test_titles_are_used_once(rules, faults) -> None:  # type: ignore[no-untyped-def]
    rules.rule("enforcement/twin.yaml")
    assert faults() == ["rules/enforcement/twin.yaml:1: 中文标题“执法公示”与 rules/enforcement/disclosure.yaml 重复"]


def test_rules_belong_to_a_dimension_or_group(rules, faults) -> None:  # type: ignore[no-untyped-def]
    rules.rule("format/marks.yaml", ("执法公示, en", "标点, en"))
    assert faults() == []
    rules.rule("open/letters.yaml", ("执法公示, en", "公开, en"))
    assert faults() == ["rules/open/letters.yaml: 规则不属于任何维度：请放入已有目录，或在 profiles 的维度中加入前缀"]


@pytest.mark.parametrize(
    "name", ["Enforcement/a.yaml", "enforcement/a_b.yaml", "enforcement/公示.yaml", "top.yaml", "a/b.c.yaml", "a/-b.yaml"]
)
def test_names_that_are_no_ids(rules, faults, name: str) -> None:  # type: ignore[no-untyped-def]
    rules.rule(name, ("执法公示, en", "别的, en"))
    assert faults() == [f"rules/{name}: 文件名和目录名只能用小写英文字母、数字和连字符，规则的编号由路径而来"]


def test_files_that_would_be_passed_over_are_told(rules, faults) -> None:  # type: ignore[no-untyped-def]
    rules.rule("enforcement/other.yml")
    rules.put("schema/rule.schema.yaml", "a: 1\na: 2\n")
    rules.put("enforcement/.draft.yaml", "a: [\n")
    rules.put(".git/x.yaml", "a: [\n")
    rules.put("enforcement/README.md", "-")
    assert faults() == ["rules/enforcement/other.yml: 扩展名应为 .yaml，否则规则不会被读取，请改名"]


def test_one_broken_file_does_not_hide_the_others(rules, faults) -> None:  # type: ignore[no-untyped-def]
    rules.put("enforcement/broken.yaml", "a: [\n")
    rules.rule("enforcement/disclosure.yaml", ("weight: 3", "weight: 9"))
    (rules.path / "enforcement/gone.yaml").symlink_to(rules.path / "nowhere.yaml")
    found = faults()
    assert [fault.split(":")[0] for fault in found] == [f"rules/enforcement/{name}.yaml" for name in ("broken", "disclosure", "gone")]
    assert "无法读取文件" in found[2]


def test_an_id_is_taken_by_the_first_folder(rules, make, registry) -> None:  # type: ignore[no-untyped-def]
    pack = make("pack")
    pack.rule()
    found = validate(rules.root, registry, extra=(pack.root,))
    assert [(fault.file, "已被 rules/enforcement/disclosure.yaml 占用" in fault.message) for fault in found] == [
        ("pack/enforcement/disclosure.yaml", True)
    ]


def test_examples_for_rule_tests(rules) -> None:  # type: ignore[no-untyped-def]
    rules.rule(more="also: {enforcement.other: 同一句}\n")
    rules.put("enforcement/bare.yaml", "title: 甲\n")
    rules.put("enforcement/Bad.yaml", "title: 乙\n")
    found = examples(rules.root)
    assert set(found) == {"enforcement.disclosure", "enforcement.bare"}
    assert found["enforcement.disclosure"]["examples"]["planned"] == [{"plan": "明年推进执法公示。"}]
    assert found["enforcement.disclosure"]["also"] == {"enforcement.other": "同一句"}
    assert found["enforcement.bare"] == {"examples": {}, "also": {}, "keys": {}}
    rules.put("enforcement/broken.yaml", "a: [\n")
    with pytest.raises(RuleFailures, match=r"broken\.yaml"):
        examples(rules.root)


def test_path_of_a_rule(rules) -> None:  # type: ignore[no-untyped-def]
    path = rule_path(rules.root, "enforcement.disclosure")
    assert path == str(rules.path / "enforcement" / "disclosure.yaml")
    assert rule_path(None, "a.b").endswith("b.yaml")


def test_a_folder_that_is_not_there(rules, registry) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(RuleFailure, match="无法读取规则目录"):
        validate(rules.root, registry, extra=(rules.root + "-none",))


def test_other_kinds_want_two_examples_of_two_classes(rules, faults) -> None:  # type: ignore[no-untyped-def]
    text = rules.rule().read_text()
    head = (
        text[: text.index("check:")].replace("执法公示, en", "下年安排, en")
        + "check: section\nrole: plan\nadvice: {zh: 写, en: w}\nexamples:\n"
    )
    rules.put("enforcement/plan.yaml", head + "  evidenced: [甲, 乙]\n  absent: [丙, 丁]\n")
    assert faults() == []
    rules.put("enforcement/plan.yaml", head + "  evidenced: [甲, 乙]\n  not-applicable: [丙]\n")
    assert faults() == []
    rules.put("enforcement/plan.yaml", head + "  evidenced: [甲]\n")
    assert faults() == [
        "rules/enforcement/plan.yaml:11: 样例至少要有两类结论，否则测不出规则能区分什么",
        "rules/enforcement/plan.yaml:12: “evidenced”类样例至少 2 条，现有 1 条",
    ]
