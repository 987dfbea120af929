"""`doctor`: is the installation sound? (Overwritten files: tests/packaging.)"""

import builtins
from collections.abc import Mapping, Sequence
from types import ModuleType

import pytest

import linter
from linter import installation
from tests.cli.conftest import Command


def test_sound(command: Command) -> None:
    answer = command("doctor")
    assert (answer.code, answer.err) == (0, "")
    lines = answer.out.splitlines()
    assert all(line.startswith(("正常  ", "注意  ")) for line in lines)
    assert any("规则：" in line and "条" in line for line in lines)


def test_json(command: Command) -> None:
    rows = command("doctor", "--json").json
    assert all({"what", "ok", "optional", "detail"} == set(row) for row in rows)
    assert {"yaml", "jieba", "pypdfium2"} <= {row["what"] for row in rows}


def _without(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    def refuse(name: str, package: str | None = None) -> ModuleType:
        if name == missing:
            raise ImportError(name)
        return builtins.__import__(name)

    monkeypatch.setattr(installation, "import_module", refuse)


def test_a_missing_optional_library_is_a_note(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    _without(monkeypatch, "pypdfium2")
    answer = command("doctor")
    assert answer.code == 0
    assert "注意  pypdfium2：未安装：读取 PDF" in answer.out


def test_a_missing_needed_library_is_a_fault(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    _without(monkeypatch, "defusedxml")
    answer = command("doctor")
    assert answer.code == 2
    assert "有误  defusedxml：未安装" in answer.out


@pytest.mark.parametrize("file", [None, linter.__file__])
def test_another_distribution_in_our_place(command: Command, monkeypatch: pytest.MonkeyPatch, file: str | None) -> None:
    """`__init__.py` of another distribution, or none at all after that one was uninstalled."""
    monkeypatch.delattr(linter, "__dist__")
    monkeypatch.setattr(linter, "__file__", file)
    answer = command("doctor")
    assert answer.code == 2
    assert "有误  安装文件：linter/ 已被另一个软件包覆盖" in answer.out


def test_two_owners(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def owners() -> Mapping[str, Sequence[str]]:
        return {"linter": ["fazhi-lint", "some-linter"]}

    monkeypatch.setattr(installation.metadata, "packages_distributions", owners)
    answer = command("doctor")
    assert answer.code == 2
    assert "some-linter" in answer.out


def test_version(command: Command) -> None:
    assert command("--version").out == f"fazhi-lint {linter.__version__}\n"
