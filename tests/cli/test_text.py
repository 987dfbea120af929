"""`text FILE`: the canonical text."""

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command


def test_one_block_a_line(command: Command, strong: Path) -> None:
    answer = command("text", strong)
    blocks = command("text", strong, "--json").json["blocks"]
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == [block["text"] for block in blocks]


def test_line_numbers_are_those_of_check(command: Command, strong: Path) -> None:
    lines = command("text", strong).out.splitlines()
    document = command("check", strong, "-f", "json").json["documents"][0]
    passages = [p for o in document["obligations"] for p in o["passages"]]
    assert passages
    assert all(p["text"] in lines[p["line"] - 1] for p in passages)


def test_json_spans_are_of_the_source(command: Command, town: Path) -> None:
    answer = command("text", town, "--json").json
    source = town.read_text("utf-8")
    assert (answer["schema"], answer["format"]) == ("fazhi-lint/text/1", "md")
    assert all(source[b["start"] : b["end"]] == b["text"] for b in answer["blocks"])


def test_view_is_folded(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("青岚县２０２４年报告，公开率１００％。\n", "utf-8")
    assert command("text", tmp_path / "a.txt", "--view").out == "青岚县2024年报告,公开率100%。\n"
    assert command("text", tmp_path / "a.txt").out == "青岚县２０２４年报告，公开率１００％。\n"


def test_tracked_changes_of_word(command: Command, strong: Path) -> None:
    """What `git diff` shows with this command as textconv: insertions are text, deletions are not."""
    markdown = strong.with_suffix(".md")
    assert len(command("text", strong).out.splitlines()) == len([x for x in markdown.read_text("utf-8").splitlines() if x.strip()])


def test_missing_file(command: Command) -> None:
    answer = command("text", "没有.docx")
    assert (answer.code, answer.out, answer.err) == (2, "", "找不到文件：没有.docx\n")


def test_unreadable_file(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04half a package")
    answer = command("text", tmp_path / "a.docx")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith(str(tmp_path / "a.docx")) and len(answer.err.splitlines()) == 1


def test_max_size(command: Command, town: Path) -> None:
    assert command("text", town, "--max-size", "1000").code == 3


def test_a_terminal_is_not_commanded(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe gets the text as it is: its lines and columns are those of every result. (C0 characters no reader lets in.)"""
    file = tmp_path / "a.txt"
    file.write_bytes("青岚县\x9b31m报告\u202e。\n".encode())
    assert command("text", file).out == "青岚县\x9b31m报告\u202e。\n"
    monkeypatch.setattr(sys.stdout.__class__, "isatty", lambda self: True, raising=False)
    shown = command("text", file).out
    assert shown == "青岚县\ufffd31m报告\ufffd。\n"


def test_for_git_an_unreadable_file_is_a_line(command: Command, tmp_path: Path) -> None:
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04broken")
    assert command("text", tmp_path / "坏.docx").code == 3
    done = command("text", "--textconv", tmp_path / "坏.docx")
    assert (done.code, done.err, done.out.count("\n")) == (0, "", 1) and "残缺" in done.out
