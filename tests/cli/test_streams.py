"""stdout carries results, stderr the rest; a terminal that lacks Chinese does not crash the command."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Process


def _on_terminal(*arguments: str | Path, **environment: str) -> str:
    """What `fazhi-lint ARGUMENTS` shows on a terminal."""
    ours, theirs = pty.openpty()
    script = Path(sys.executable).with_name("fazhi-lint")
    env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM")} | {"TERM": "xterm", "PYTHONUTF8": "1"} | environment
    with subprocess.Popen([script, *map(str, arguments)], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=env):
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # Linux says EIO when the other side is gone
                break
            if not piece:
                break
            shown += piece
    os.close(ours)
    return shown.decode("utf-8")


def test_stderr_is_empty_on_a_clean_run(process: Process, strong: Path) -> None:
    answer = process("check", strong)
    assert (answer.code, answer.err) == (0, b"")


def test_json_alone_is_on_stdout(process: Process, weak: Path, other: Path) -> None:
    answer = process("check", weak, other, "-f", "json")
    assert answer.code == 3
    assert [e["kind"] for e in json.loads(answer.out)["errors"]] == ["not-a-report"]
    assert other.name.encode() in answer.err


@pytest.mark.parametrize("arguments", [("check", "--verbose"), ("check", "-f", "markdown"), ("text",)])
def test_ascii(process: Process, weak: Path, arguments: tuple[str, ...]) -> None:
    answer = process(*arguments, weak, PYTHONIOENCODING="ascii")
    assert answer.code in (0, 1)
    assert answer.out.isascii() and answer.out
    assert answer.err == b""


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_gbk(process: Process, weak: Path, encoding: str) -> None:
    answer = process("check", weak, PYTHONIOENCODING=encoding)
    assert answer.code == 1
    text = answer.out.decode(encoding)
    assert "第一责任人履职情况 · 未检出" in text
    assert "\\u" not in text and "\\x" not in text  # nothing printed that GBK lacks


def test_machine_formats_are_utf_8_on_any_terminal(process: Process, weak: Path) -> None:
    plain = process("check", weak, "-f", "json", "--as-of", "2025-03-10")
    ascii_only = process("check", weak, "-f", "json", "--as-of", "2025-03-10", PYTHONIOENCODING="ascii")
    assert plain.out == ascii_only.out
    assert "白石县".encode() in plain.out


def test_messages_on_an_ascii_stderr(process: Process) -> None:
    answer = process("check", "没有.docx", PYTHONIOENCODING="ascii")
    assert answer.code == 2
    assert answer.err.isascii() and b"Traceback" not in answer.err


def test_hash_seeds_change_nothing(process: Process, weak: Path) -> None:
    first, second = (process("check", weak, "-f", "json", "--as-of", "2025-03-10", PYTHONHASHSEED=seed).out for seed in ("1", "2"))
    assert first == second


def test_colour_on_a_terminal(weak: Path) -> None:
    assert "\x1b[" in _on_terminal("check", weak)


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_where_it_is_not_wanted(weak: Path, environment: dict[str, str]) -> None:
    shown = _on_terminal("check", weak, **environment)
    assert "白石县" in shown and "\x1b[" not in shown


def test_progress_on_a_terminal_only(process: Process) -> None:
    total = sum(p.suffix in (".md", ".docx") for p in (ROOT / "examples").rglob("*"))
    assert f"检查 {total}/{total}" in _on_terminal("check", "examples", "--fail-on", "never")
    assert "检查" not in _on_terminal("check", "examples", "--fail-on", "never", "--quiet", "--min-severity", "error").splitlines()[0]
    assert process("check", "examples", "--fail-on", "never").err == b""
