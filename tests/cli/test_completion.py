"""Shell completion: the scripts, what they complete, and what is said where the shell is not known."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from linter.cli import completion
from tests.cli.conftest import ROOT, Command, Process

SHELLS = ("bash", "zsh", "fish")


@pytest.mark.parametrize("shell", [*SHELLS, "powershell", "pwsh"])
@pytest.mark.parametrize("form", [("--show-completion", "{}"), ("--show-completion={}",)])
def test_the_script_is_printed(command: Command, shell: str, form: tuple[str, ...]) -> None:
    done = command(*(word.format(shell) for word in form))
    assert done.code == 0 and done.err == ""
    assert "fazhi-lint" in done.out and "_FAZHI_LINT_COMPLETE" in done.out


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_is_found_out(command: Command, monkeypatch: pytest.MonkeyPatch, shell: str) -> None:
    monkeypatch.setattr("shellingham.detect_shell", lambda: (shell, f"/bin/{shell}"))
    assert command("--show-completion").out == command("--show-completion", shell).out


@pytest.mark.parametrize(("found", "said"), [("dash", "不支持终端 dash"), ("", "不能判断当前是哪一种终端")])
@pytest.mark.parametrize("option", ["--show-completion", "--install-completion"])
def test_an_unknown_shell(command: Command, monkeypatch: pytest.MonkeyPatch, found: str, said: str, option: str) -> None:
    monkeypatch.setattr(completion, "_detected", lambda: found or None)
    done = command(option)
    assert done.code == 2 and done.out == ""
    assert said in done.err and "bash、zsh、fish" in done.err and f"fazhi-lint {option} bash" in done.err
    assert command(option, "tcsh").code == 2


def test_the_login_shell_where_no_parent_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError

    monkeypatch.setattr("shellingham.detect_shell", fail)
    monkeypatch.setenv("SHELL", "/usr/bin/fish")
    assert completion._detected() == "fish"
    monkeypatch.setenv("SHELL", "")
    assert completion._detected() is None


@pytest.mark.parametrize(
    ("shell", "asked"),
    [
        ("bash", {"COMP_WORDS": "fazhi-lint ch", "COMP_CWORD": "1"}),
        ("zsh", {"_TYPER_COMPLETE_ARGS": "fazhi-lint ch"}),
        ("fish", {"_TYPER_COMPLETE_ARGS": "fazhi-lint ch", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}),
    ],
)
def test_ch_is_completed(process: Process, shell: str, asked: dict[str, str]) -> None:
    done = process(_FAZHI_LINT_COMPLETE=f"complete_{shell}", PYTHONPATH=str(ROOT), **asked)
    out = done.out.decode()
    assert done.code == 0
    assert "check" in out and "checklist" in out and "doctor" not in out


def test_options_are_completed(process: Process) -> None:
    done = process(_FAZHI_LINT_COMPLETE="complete_bash", COMP_WORDS="fazhi-lint check --output-f", COMP_CWORD="2", PYTHONPATH=str(ROOT))
    assert done.out.decode().split() == ["--output-file"]


@pytest.mark.parametrize(
    ("shell", "script"),
    [
        (
            "bash",
            'eval "$(fazhi-lint --show-completion bash)"; COMP_WORDS=(fazhi-lint ch); COMP_CWORD=1; '
            '_fazhi_lint_completion fazhi-lint; printf "%s\\n" "${COMPREPLY[@]}"',
        ),
        ("fish", 'fazhi-lint --show-completion fish | source; complete -C "fazhi-lint ch"'),
    ],
)
def test_in_the_shell_itself(shell: str, script: str, cache: Path, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    env = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(cache), "HOME": str(tmp_path),
    }  # fmt: skip
    done = subprocess.run([shell, "-c", script], capture_output=True, text=True, env=env, cwd=tmp_path, check=False, timeout=60)
    assert [line.split("\t")[0] for line in done.stdout.split("\n") if line] == ["check", "checklist"], done.stderr


@pytest.mark.parametrize("shell", SHELLS)
def test_it_is_installed_where_the_shell_looks(process: Process, tmp_path: Path, shell: str) -> None:
    done = process("--install-completion", shell, HOME=str(tmp_path), PYTHONPATH=str(ROOT))
    assert done.code == 0 and done.err == b""
    said = done.out.decode()
    assert said.startswith(f"已为 {shell} 安装命令补全：{tmp_path}") and "重新打开终端" in said
    assert any("_FAZHI_LINT_COMPLETE" in p.read_text("utf-8") for p in tmp_path.rglob("*") if p.is_file())


def test_what_cannot_be_installed_is_told(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "/nowhere")

    monkeypatch.setattr("typer.completion.install", refuse)
    done = command("--install-completion", "bash")
    assert done.code == 2 and "无法安装命令补全" in done.err and "--show-completion bash" in done.err


def test_the_help_is_chinese(command: Command) -> None:
    shown = command("--help").out
    assert "命令补全" in shown and "current shell" not in shown
