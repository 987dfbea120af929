"""Which files a command reads: named ones, folders, standard input; what is skipped and what is an error."""

import os
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Answer, Command

OTHERS = sorted((ROOT / "tests" / "reports" / "other").glob("*.txt"))
REASONS = {"too-short", "other-title", "articles", "no-structure", "content"}


def _paths(answer: Answer) -> list[str]:
    return [document["path"] for document in answer.json["documents"]]


@pytest.fixture
def folder(tmp_path: Path, town: Path) -> Path:
    """Reports among what a walk must pass over."""
    text = town.read_bytes()
    for name in (
        "b.md",
        "a 有空格/年度报告.md",
        ".hidden.md",
        ".git/x.md",
        "~$b.docx",
        ".~b.docx",
        "__pycache__/x.md",
        "表格.xlsx",
        "说明.yaml",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text)
    return tmp_path


def test_a_folder_is_walked_in_order(command: Command, folder: Path) -> None:
    answer = command("check", folder, "-f", "json")
    assert _paths(answer) == [str(folder / "b.md"), str(folder / "a 有空格" / "年度报告.md")]
    assert (answer.json["errors"], answer.json["skipped"]) == ([], [])


def test_a_named_hidden_file_is_read(command: Command, folder: Path) -> None:
    assert _paths(command("check", folder / ".hidden.md", "-f", "json")) == [str(folder / ".hidden.md")]


def test_each_file_once(command: Command, folder: Path) -> None:
    file = folder / "b.md"
    answer = command("check", file, folder, file, os.path.join(folder, ".", "b.md"), "-f", "json")
    assert len(_paths(answer)) == 2


def test_upper_case_suffix(command: Command, tmp_path: Path, town: Path) -> None:
    (tmp_path / "报告.MD").write_bytes(town.read_bytes())
    assert len(_paths(command("check", tmp_path, "-f", "json"))) == 1


def test_a_link_into_nothing(command: Command, tmp_path: Path, town: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "gone.md")
    (tmp_path / "b.md").write_bytes(town.read_bytes())
    answer = command("check", tmp_path, "-f", "json")
    assert answer.code == 3
    assert [e["kind"] for e in answer.json["errors"]] == ["unreadable"]
    assert len(_paths(answer)) == 1


def test_a_folder_that_cannot_be_opened(command: Command, tmp_path: Path, town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may open everything, so the refusal of the system is simulated."""
    (tmp_path / "locked").mkdir()
    (tmp_path / "b.md").write_bytes(town.read_bytes())
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    answer = command("check", tmp_path, "-f", "json", "--no-cache")
    assert answer.code == 3
    assert [(e["path"], e["kind"]) for e in answer.json["errors"]] == [(str(tmp_path / "locked"), "unreadable")]
    assert len(_paths(answer)) == 1


def test_standard_input(command: Command, strong: Path) -> None:
    answer = command("check", "-", "--stdin-filename", "草稿/年度报告.docx", "-f", "json", stdin=strong.read_bytes())
    assert _paths(answer) == ["草稿/年度报告.docx"]
    assert answer.json["documents"][0]["format"] == "docx"


def test_standard_input_is_judged_like_the_file(command: Command, town: Path) -> None:
    there = command("check", town, "-f", "json").json["documents"][0]
    here = command("check", "-", "--stdin-filename", str(town), "-f", "json", stdin=town.read_bytes()).json["documents"][0]
    assert here == there


def test_standard_input_needs_a_name(command: Command, town: Path) -> None:
    answer = command("check", "-", stdin=town.read_bytes())
    assert answer.code == 2
    assert "--stdin-filename" in answer.err


def test_standard_input_that_is_empty(command: Command) -> None:
    answer = command("check", "-", "--stdin-filename", "a.md", "-f", "json")
    assert answer.code == 3
    assert [e["kind"] for e in answer.json["errors"]] == ["empty"]


@pytest.mark.parametrize("path", OTHERS, ids=lambda p: p.stem)
def test_other_genres_are_refused(command: Command, path: Path) -> None:
    answer = command("check", path, "-f", "json")
    assert answer.code == 3
    assert [(e["path"], e["kind"]) for e in answer.json["errors"]] == [(str(path), "not-a-report")]
    assert "--assume-report" in answer.json["errors"][0]["message"]
    assert answer.json["documents"] == []


def test_there_are_other_genres() -> None:
    assert len(OTHERS) >= 8


def test_found_in_a_folder_they_are_skipped(command: Command) -> None:
    answer = command("check", OTHERS[0].parent, "-f", "json")
    assert answer.code == 0
    assert [Path(s["path"]).name for s in answer.json["skipped"]] == [p.name for p in OTHERS]
    assert answer.json["errors"] == []


def test_named_in_a_folder_that_is_walked_too(command: Command, other: Path) -> None:
    """A file is named when the user named it, wherever else it turns up."""
    answer = command("check", other.parent, other, "-f", "json")
    assert answer.code == 3
    assert [e["path"] for e in answer.json["errors"]] == [str(other)]


def test_skip_other(command: Command, other: Path, town: Path) -> None:
    answer = command("check", other, town, "--skip-other", "-f", "json")
    assert answer.code == 0
    assert [s["kind"] for s in answer.json["skipped"]] == ["not-a-report"]
    assert _paths(answer) == [str(town)]


def test_assume_report(command: Command, other: Path) -> None:
    answer = command("check", other, "--assume-report", "-f", "json", "--fail-on", "never")
    assert answer.code == 0
    assert answer.json["documents"][0]["genre"]["reason"] == "assumed"
    assert answer.json["documents"][0]["score"] is not None


def test_a_short_report_is_a_report(command: Command) -> None:
    answer = command("check", ROOT / "tests" / "reports" / "short" / "township.txt", "-f", "json", "--fail-on", "never")
    assert answer.code == 0
    assert answer.json["documents"][0]["genre"]["kind"] == "annual-report"
    assert answer.json["documents"][0]["profile"]["level"] == "township"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_encodings_give_the_same_verdicts(command: Command, town: Path, tmp_path: Path, encoding: str) -> None:
    text = town.read_text("utf-8")
    (tmp_path / "a.md").write_bytes(text.encode(encoding))
    there = command("check", town, "-f", "json").json["documents"][0]
    here = command("check", tmp_path / "a.md", "-f", "json").json["documents"][0]
    assert (here["obligations"], here["score"]) == (there["obligations"], there["score"])
