"""Exit codes of the contract: the highest that applies, in the order 130, 4, 2, 3, 1, 0."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from linter import batch
from linter.cli.exits import highest
from linter.engine import Engine
from tests.cli.conftest import ROOT, Command

SECRET = "柳溪镇人大主席团听取了专项工作报告"


def _raise(error: BaseException) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise error

    return fail


@pytest.mark.parametrize(
    ("codes", "code"),
    [([], 0), ([0, 0], 0), ([0, 1], 1), ([1, 3], 3), ([3, 2, 1], 2), ([2, 4], 4), ([4, 130, 1], 130)],
)
def test_order(codes: list[int], code: int) -> None:
    assert highest(codes) == code


def test_clean(command: Command, strong: Path) -> None:
    answer = command("check", strong, "--as-of", "2025-03-10")
    assert (answer.code, answer.err) == (0, "")


def test_findings(command: Command, weak: Path) -> None:
    answer = command("check", weak)
    assert (answer.code, answer.err) == (1, "")


def test_usage(command: Command) -> None:
    answer = command("check", "没有这个文件.docx")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "找不到文件：没有这个文件.docx\n"


def test_no_file_at_all(command: Command, tmp_path: Path) -> None:
    answer = command("check", tmp_path)
    assert answer.code == 2
    assert ".docx" in answer.err


def test_unreadable_wins_over_findings_and_the_others_are_checked(command: Command, weak: Path, tmp_path: Path) -> None:
    empty = tmp_path / "空.txt"
    empty.touch()
    answer = command("check", empty, weak, "--format", "json")
    assert answer.code == 3
    assert [document["path"] for document in answer.json["documents"]] == [str(weak)]
    assert [(e["path"], e["kind"]) for e in answer.json["errors"]] == [(str(empty), "empty")]


def test_a_fault_in_one_document_does_not_lose_the_others(
    command: Command, weak: Path, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = Engine.judge

    def stumble(self: Engine, document: object, *rest: object) -> object:
        if getattr(document, "path", "").endswith(town.name):
            raise ValueError(SECRET)
        return judge(self, document, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Engine, "judge", stumble)
    answer = command("check", town, weak, "--format", "json", "--no-cache")
    assert answer.code == 4
    assert [d["path"] for d in answer.json["documents"]] == [str(weak)]
    assert [e["kind"] for e in answer.json["errors"]] == ["internal"]
    assert "ValueError" in answer.err and "--debug" in answer.err
    assert SECRET not in answer.out + answer.err


def test_internal_error_is_one_line_without_the_document(command: Command, town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "judge_all", _raise(RuntimeError(SECRET)))
    answer = command("check", town)
    assert (answer.code, answer.out) == (4, "")
    assert len(answer.err.splitlines()) == 1
    assert "RuntimeError" in answer.err and "--debug" in answer.err
    assert SECRET not in answer.err and "Traceback" not in answer.err


@pytest.mark.parametrize("place", ["before", "after"])
def test_debug_shows_what_went_wrong(town: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    from linter import cli

    monkeypatch.setattr(Engine, "judge", _raise(RuntimeError("boom")))
    words = ["check", "--debug", str(town)] if place == "before" else ["check", str(town), "--debug"]
    monkeypatch.setattr(sys, "argv", ["fazhi-lint", *words])
    with pytest.raises(RuntimeError, match="boom"):
        cli.main()


def test_other_commands_take_debug_too(command: Command, town: Path) -> None:
    assert command("text", town, "--debug").code == 0


@pytest.mark.parametrize("error", [KeyboardInterrupt(), KeyboardInterrupt("x")])
def test_interrupted(command: Command, town: Path, monkeypatch: pytest.MonkeyPatch, error: KeyboardInterrupt) -> None:
    monkeypatch.setattr(batch, "judge_all", _raise(error))
    answer = command("check", town)
    assert answer.code == 130
    assert "Traceback" not in answer.err


def test_interrupted_by_a_signal(tmp_path: Path, town: Path) -> None:
    """A real Ctrl-C in the middle of a long run."""
    for number in range(200):
        (tmp_path / f"{number:03}2024年法治政府建设年度报告.md").write_bytes(town.read_bytes() * 4)
    with subprocess.Popen(
        [Path(sys.executable).with_name("fazhi-lint"), "check", tmp_path], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        time.sleep(1.5)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert running.returncode == 130
    assert out == b"" and b"Traceback" not in err


def test_a_closed_pipe_is_no_error(town: Path) -> None:
    done = subprocess.run(
        [
            "bash",
            "-c",
            f'set -o pipefail; "{Path(sys.executable).with_name("fazhi-lint")}" check "$1" --verbose --fail-on never | head -n 1',
            "-",
            town,
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1
