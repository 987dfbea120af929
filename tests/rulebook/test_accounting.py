"""rules/accounting.yaml held against the rules."""

from collections.abc import Callable

import pytest

from tests.rulebook.conftest import Folder

GOOD = """\
outline:
  "1": {status: manual, left: 没有规则}
  "2": {status: automated}
law:
  "3": {title: 某事, status: manual, left: 看不出}
"""


def test_sound_accounts(rules: Folder, faults: Callable[[], list[str]]) -> None:
    rules.put("accounting.yaml", GOOD)
    assert faults() == []


@pytest.mark.parametrize(
    ("old", "new", "line", "part"),
    [
        ('"1": {status: manual, left: 没有规则}', '"1": {status: automated}', 2, "没有规则引用，不能写 automated"),
        ('"1": {status: manual, left: 没有规则}', '"1": {status: partial, left: 其余}', 2, "没有规则引用，不能写 partial"),
        ('"2": {status: automated}', '"2": {status: manual, left: 没有}', 3, "已有规则引用，不能写 manual"),
        ('"2": {status: automated}', '"2": {status: partial}', 3, "必须写 left"),
        ('"2": {status: automated}', '"2": {status: automated, left: 一些}', 3, "不写 left"),
        ('  "1": {status: manual, left: 没有规则}\n', "", 1, "缺少第 1 项"),
        ('"1": {status: manual, left: 没有规则}', '"1": {status: manual, left: x}\n  "9": {status: manual, left: x}', 3, "没有第 9 项"),
        ("title: 某事, ", "", 5, "没有 title"),
        ("law:", "lav:", 4, "是否想写“law”"),
        ("status: automated", "status: auto", 3, "是否想写“automated”"),
        ('"2": {status', '"2": {stauts', 3, "是否想写“status”"),
    ],
)
def test_what_does_not_hold(rules: Folder, faults: Callable[[], list[str]], old: str, new: str, line: int, part: str) -> None:
    assert old in GOOD
    rules.put("accounting.yaml", GOOD.replace(old, new))
    assert any(sentence.startswith(f"rules/accounting.yaml:{line}:") and part in sentence for sentence in faults()), faults()


def test_an_article_that_a_rule_cites_and_nobody_accounts_for(rules: Folder, faults: Callable[[], list[str]]) -> None:
    rules.put("accounting.yaml", GOOD)
    rules.rule("enforcement/more.yaml", ("执法公示, en: Disclosure", "执法记录, en: Records"), ("outline, item: 2", "law, article: 5"))
    assert faults() == ["rules/accounting.yaml:4: 规则“enforcement.more”引用了第 5 条（项），这里没有记载"]


def test_a_faulty_rule_leaves_no_item_uncovered(rules: Folder, faults: Callable[[], list[str]]) -> None:
    rules.put("accounting.yaml", GOOD)
    rules.rule("enforcement/disclosure.yaml", ("severity: warning", "severity: high"))
    assert all("accounting" not in sentence for sentence in faults())


def test_the_shipped_accounts_name_every_item() -> None:
    from linter.rulebook import folder
    from linter.rulebook.compiler import gather

    (page,) = gather((folder.home(),)).accounts
    assert (len(page.data["outline-2021-2025"]), len(page.data["outline-2015-2020"])) == (35, 44)
    assert {"24", "25", "26", "27"} <= set(page.data["inspection-provisions-2019"])
