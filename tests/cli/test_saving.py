"""Result files: written whole or not at all, several at once, none lost because another cannot be written."""

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.cli import saving
from linter.cli.saving import save
from linter.cli.writing import FORMATS, format_for, targets_of
from linter.output import FORMATS as ROOM
from tests.cli.conftest import AS_OF, Command


def test_the_command_knows_the_formats_of_the_room() -> None:
    assert set(FORMATS) == set(ROOM)


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.json", "json"), ("a.jsonl", "jsonl"), ("a.sarif", "sarif"), ("a.SARIF", "sarif"), ("a.sarif.json", "sarif"), ("a.xml", "junit"),
        ("a.md", "markdown"), ("a.htm", "html"), ("a.csv", "csv"), ("a.txt", None), ("a", None), ("a.github", "github"), ("a.yaml", None),
    ],
)  # fmt: skip
def test_the_suffix_tells_the_format(name: str, format: str | None) -> None:
    assert format_for(name, FORMATS) == format
    assert targets_of(None, name, ())[0].format == (format or "text")


@pytest.mark.parametrize("name", ["检查报告.pdf", "报告.DOC", "问题清单.xls"])
def test_text_is_not_written_into_what_looks_like_another_document(command: Command, weak: Path, tmp_path: Path, name: str) -> None:
    answer = command("check", weak, "-o", tmp_path / name)
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert "docx" in answer.err and not (tmp_path / name).exists()
    assert command("check", weak, "-o", tmp_path / name, "--format", "text").code in (0, 1)  # who says so gets it



def test_several_outputs_at_once(command: Command, town: Path, tmp_path: Path) -> None:
    a, b, c, d = (tmp_path / name for name in ("结果.json", "b.sarif", "c.xml", "d.txt"))
    done = command("check", town, "-o", a, "--output-file", f"sarif={b}", "--output-file", f"junit={c}", "--output-file", f"gitlab={d}", "--as-of", AS_OF)
    assert done.code in (0, 1) and done.out == done.err == ""
    findings = json.loads(a.read_text("utf-8"))["documents"][0]["findings"]
    assert len(json.loads(b.read_text("utf-8"))["runs"][0]["results"]) == len(findings) == len(json.loads(d.read_text("utf-8")))
    assert c.read_text("utf-8").startswith("<?xml")
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["结果.json", "b.sarif", "c.xml", "d.txt"])


def test_stdout_and_files(command: Command, town: Path, tmp_path: Path) -> None:
    a = tmp_path / "a.sarif"
    done = command("check", town, "--format", "jsonl", "--output-file", f"sarif={a}", "--as-of", AS_OF)
    assert [json.loads(line)["type"] for line in done.out.splitlines()] == ["document", "summary"]
    assert a.exists()


def test_one_file_that_cannot_be_written_costs_no_other(command: Command, town: Path, tmp_path: Path) -> None:
    a, lost, c = tmp_path / "a.json", tmp_path / "无此文件夹" / "b.sarif", tmp_path / "c.xml"
    done = command("check", town, "-o", lost, "--output-file", f"json={a}", "--output-file", f"junit={c}", "--as-of", AS_OF)
    assert done.code == 2 and done.out == ""
    assert f"无法写入 {lost}：所在文件夹不存在；" in done.err and "其余结果已写出" in done.err and "Traceback" not in done.err
    assert a.stat().st_size > 1000 and c.stat().st_size > 1000
    done = command("check", town, "--output-file", f"json={tmp_path}", "--as-of", AS_OF)
    assert done.code == 2 and "得分" in done.out, "stdout is not lost either"
    assert f"无法写入 {tmp_path}：这是一个文件夹" in done.err
    done = command("check", town, "-o", lost, "--as-of", AS_OF)
    assert done.code == 2 and "其余" not in done.err


def test_a_closed_pipe_costs_no_file(command: Command, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from linter.cli import writing

    def closed(text: str, format: str) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(writing, "_print", closed)
    assert command("check", town, "--output-file", f"json={tmp_path / 'a.json'}").code == 0
    assert (tmp_path / "a.json").exists()


def test_a_format_that_fails_costs_no_other(command: Command, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise ValueError("青岚县")

    monkeypatch.setattr("linter.output.sarif.compose", fail)
    done = command("check", town, "-o", tmp_path / "b.sarif", "--output-file", f"json={tmp_path / 'a.json'}")
    assert done.code == 4 and "青岚县" not in done.err
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--output-file", "a.json"], "格式=文件"),
        (["--output-file", "=a"], "格式=文件"),
        (["--output-file", "sarif="], "格式=文件"),
        (["--output-file", "sraif=a"], "是否指 sarif"),
        (["--format", "xml"], "可用"),
        (["-o", "a.json", "--output-file", "json=./a.json"], "同一个文件"),
    ],
)
def test_wrong_calls(command: Command, town: Path, words: list[str], said: str) -> None:
    done = command("check", town, *words)
    assert done.code == 2 and said in done.err and done.out == ""


@given(before=st.none() | st.text(max_size=20), text=st.text(max_size=50))
def test_what_is_saved_is_read(tmp_path_factory: pytest.TempPathFactory, before: str | None, text: str) -> None:
    folder = tmp_path_factory.mktemp("save")
    file = folder / "结果 一.txt"
    if before is not None:
        file.write_text(before, "utf-8", newline="")
    save(str(file), text)
    assert file.read_bytes() == text.encode()
    assert list(folder.iterdir()) == [file]


@pytest.mark.parametrize("failing", ["replace", "write"])
def test_an_interrupted_run_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    file = tmp_path / "a.json"
    file.write_text("before")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    if failing == "replace":
        monkeypatch.setattr(saving.os, "replace", stop)
    else:
        monkeypatch.setattr(saving.os, "chmod", stop)
    with pytest.raises(KeyboardInterrupt):
        save(str(file), "after")
    assert file.read_text() == "before"
    assert list(tmp_path.iterdir()) == [file]


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    file, link = tmp_path / "a.json", tmp_path / "link.json"
    file.write_text("before")
    file.chmod(0o640)
    link.symlink_to(file)
    save(str(link), "after")
    assert link.is_symlink() and file.read_text() == "after"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    mask = os.umask(0o027)
    try:
        save(str(tmp_path / "new.json"), "x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new.json").stat().st_mode) == 0o640


def test_what_is_no_file_is_written_to(tmp_path: Path) -> None:
    save("/dev/null", "x")
    assert not stat.S_ISREG(os.stat("/dev/null").st_mode)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    save(str(pipe), "结果")
    assert os.read(end, 100).decode() == "结果"
    os.close(end)


def test_the_longest_name(tmp_path: Path) -> None:
    save(str(tmp_path / ("名" * 85)), "x")


def test_a_file_that_may_not_be_written_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.json"
    file.write_text("before")
    monkeypatch.setattr(saving.os, "access", lambda *_: False)
    with pytest.raises(PermissionError):
        save(str(file), "after")
    assert file.read_text() == "before" and list(tmp_path.iterdir()) == [file]


def test_a_folder_that_takes_no_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.json"
    file.write_text("before")
    whole = os.open

    def refuse(path: str, flags: int, *rest: int) -> int:
        if flags & os.O_EXCL:
            raise PermissionError(13, "refused")
        return whole(path, flags, *rest)

    monkeypatch.setattr(saving.os, "open", refuse)
    save(str(file), "after")
    assert file.read_text() == "after"
    with pytest.raises(PermissionError):
        save(str(tmp_path / "new.json"), "x")


def test_the_summary_of_a_github_job(command: Command, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "summary.md"
    page.write_text("先前的步骤\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    assert command("check", town, "--as-of", AS_OF).code in (0, 1)
    assert page.read_text("utf-8") == "先前的步骤\n", "only the format github writes there"
    done = command("check", town, "--output-file", f"github={tmp_path / 'a.txt'}", "--as-of", AS_OF)
    assert done.code in (0, 1)
    text = page.read_text("utf-8")
    assert text.startswith("先前的步骤\n## 法治政府建设年度报告内容检查结果\n") and "柳溪镇" in text


def test_a_summary_that_cannot_be_written_changes_nothing(command: Command, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = command("check", town, "--format", "github", "--as-of", AS_OF)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "none" / "summary.md"))
    done = command("check", town, "--format", "github", "--as-of", AS_OF)
    assert (done.code, done.out) == (plain.code, plain.out)
    assert "GITHUB_STEP_SUMMARY" in done.err


def test_the_summary_stays_below_the_limit_of_the_step(command: Command, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "summary.md"
    page.write_text("x" * 1_020_000, "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    command("check", town, "--format", "github", "--as-of", AS_OF)
    assert page.stat().st_size <= 1_048_576
    assert "其余从略" in page.read_text("utf-8")


def test_paths_count_from_the_repository(command: Command, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "县级 报告"
    folder.mkdir()
    (tmp_path / ".git").mkdir()
    (folder / "报告.md").write_bytes(town.read_bytes())
    real = os.getcwd
    monkeypatch.setattr(os, "getcwd", lambda: str(folder))
    done = command("check", folder / "报告.md", "--format", "sarif", "--as-of", AS_OF)
    monkeypatch.setattr(os, "getcwd", real)
    location = done.json["runs"][0]["artifacts"][0]["location"]
    assert location == {"uri": "%E5%8E%BF%E7%BA%A7%20%E6%8A%A5%E5%91%8A/%E6%8A%A5%E5%91%8A.md", "uriBaseId": "%SRCROOT%"}


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals here")
@pytest.mark.parametrize(("options", "told"), [((), True), (("--quiet",), False)])
def test_who_sits_at_the_terminal_is_told_what_was_written(command: Command, weak: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], told: bool) -> None:
    ours, theirs = os.openpty()
    out = tmp_path / "得分表.html"
    with os.fdopen(theirs, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr("sys.stderr", terminal)
        assert command("check", weak, "-o", out, *options).code == 1
        terminal.write("完\n")
    said = b""
    while "完".encode() not in said:  # a terminal gives what is there, a line or less
        said += os.read(ours, 10_000)
    os.close(ours)
    assert (f"已写出 {out}" in said.decode("utf-8")) == told


def test_nobody_else_is(command: Command, weak: Path, tmp_path: Path) -> None:
    assert command("check", weak, "-o", tmp_path / "a.html").err == ""
