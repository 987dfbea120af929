"""Only what was changed, with real repositories."""

import io
import subprocess
from pathlib import Path
from typing import Any

import docx
import pytest

from linter.agreement.changes import changed_blocks, only_changed
from linter.agreement.git import Revision
from linter.engine import Engine
from linter.model.failure import UsageFailure
from linter.model.result import Run
from linter.reading import ResidueWords, read
from tests.agreement.conftest import Judged

NAME = "青岚县 2024年 报告.md"
REPORT = """# 青岚县2024年法治政府建设年度报告

## 一、主要举措和成效

1.咨询电话13912345678。

2.公布行政裁量权基准18项。

## 二、存在的不足

执法力量不足，乡镇执法人员仅12名。
"""


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """git(arguments…) in the working folder, a repository; nobody's own settings apply."""
    monkeypatch.chdir(tmp_path)
    for name, value in {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str) -> None:
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false", *arguments], cwd=tmp_path, check=True, capture_output=True)

    run("init", "-q")
    return run


@pytest.fixture
def changed(judged: Judged, git: Any, engine: Engine, residue: ResidueWords) -> Any:
    """changed(before, after, name): what a run tells of a file that was committed as `before` and is `after` now."""

    def reader(path: str, data: bytes) -> Any:
        return read(path, data=data, residue=residue)

    def run(before: str | bytes | None, after: str | bytes, name: str = NAME, revision: str = "HEAD", rename: str = "") -> Run:
        git("commit", "-q", "--allow-empty", "-m", "0")
        if before is not None:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_bytes(before if isinstance(before, bytes) else before.encode())
            git("add", "-A")
            git("commit", "-q", "-m", "1")
        if rename:
            git("mv", name, rename)
        return only_changed(judged({rename or name: after}), revision, reader, lambda document: engine.judge(document).report.findings)

    return run


def rules(run: Run) -> list[str]:
    return [f.rule for f in run.reports[0].findings]


def test_what_is_as_it_was_is_left_out(changed: Any) -> None:
    run = changed(REPORT, REPORT)
    assert rules(run) == []
    assert run.changes.revision == "HEAD" and run.changes.left_out > 20


def test_relations_and_claims_go_with_their_passages(changed: Any, judged: Judged, weak: str) -> None:
    whole = judged({NAME: weak}).reports[0]
    assert len(whole.relations) > 3 and len(whole.claims) > 5
    same = changed(weak, weak).reports[0]
    assert (same.relations, same.claims) == ((), ())
    total = weak.replace("矛盾纠纷1854件", "矛盾纠纷1864件")
    report = changed(weak + "\n", total + "\n").reports[0]
    assert [r.verdict for r in report.relations] == ["inconsistent"]
    assert 0 < len(report.claims) < len(whole.claims)
    start = total.index("（六）")
    assert all(start <= c.start < start + 400 for c in report.claims)


def test_a_new_paragraph_tells_of_itself_only(changed: Any) -> None:
    run = changed(REPORT, REPORT.replace("2.公布", "2.联系人手机13712345678。\n\n3.公布"))
    assert [f.quote for f in run.reports[0].findings if f.rule == "privacy.phone"] == ["13712345678"]
    assert "structure.section.first-responsible" not in rules(run)


def test_what_was_taken_out_is_told_although_it_stands_nowhere(changed: Any) -> None:
    run = changed(REPORT, REPORT[: REPORT.index("## 二")])
    assert "structure.section.problems" in rules(run)
    assert "structure.section.first-responsible" not in rules(run)
    assert "privacy.phone" not in rules(run)


def test_a_changed_heading_does_not_bring_back_what_belongs_under_it(changed: Any) -> None:
    run = changed(REPORT, REPORT.replace("主要举措和成效", "主要工作举措和成效"))
    absent = [f for f in run.reports[0].findings if f.status == "absent" and f.kind == "coverage"]
    assert absent == []


@pytest.mark.parametrize("before", [None, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", b"\xd0\xcf\x11\xe0", b""])
def test_a_file_that_was_not_there_or_cannot_be_read_is_new(changed: Any, judged: Judged, before: Any) -> None:
    run = changed(before, REPORT)
    assert run.changes.left_out == 0
    assert run.reports[0].findings == judged({NAME: REPORT}).reports[0].findings


def test_renames_are_followed(changed: Any) -> None:
    run = changed(REPORT, REPORT + "\n联系人手机13712345678。\n", name="旧 文件夹/报告.md", rename="新 名称.md")
    assert [f.quote for f in run.reports[0].findings if f.rule == "privacy.phone"] == ["13712345678"]


def word(text: str) -> bytes:
    file = docx.Document()
    for line in text.split("\n"):
        if line.strip(" #"):
            file.add_paragraph(line.strip(" #"))
    data = io.BytesIO()
    file.save(data)
    return data.getvalue()


def test_word_files_are_compared_by_their_paragraphs(changed: Any) -> None:
    run = changed(word(REPORT), word(REPORT.replace("公布", "联系人手机13712345678。\n3.公布")), name="青岚县 报告.docx")
    assert [f.quote for f in run.reports[0].findings if f.rule == "privacy.phone"] == ["13712345678"]


def test_blocks_are_compared_in_order_and_blanks_do_not_count(residue: ResidueWords) -> None:
    def of(text: str) -> Any:
        return read("a.md", data=text.encode(), residue=residue)

    new = of("甲。\n\n乙 。\n\n丁。\n\n丙。")
    assert [new.text[b.start : b.end] for b in changed_blocks(of("甲。\n\n乙。\n\n丙。"), new)] == ["丁。"]
    swapped = of("乙。\n\n甲。")
    assert len(changed_blocks(of("甲。\n\n乙。"), swapped)) == 1


@pytest.mark.parametrize("name", ["-h", "--output=x", "", " "])
def test_a_revision_that_is_an_option_is_refused(git: Any, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageFailure, match="要写一个 git 版本"):
        Revision(str(tmp_path), name)
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("name", ["nowhere", "HEAD~9", "HEAD:file", "HEAD --", "@{-1}"])
def test_a_revision_that_there_is_not(git: Any, tmp_path: Path, name: str) -> None:
    git("commit", "-q", "--allow-empty", "-m", "0")
    with pytest.raises(UsageFailure, match="找不到版本"):
        Revision(str(tmp_path), name)


def test_outside_of_a_repository(tmp_path: Path) -> None:
    with pytest.raises(UsageFailure, match="不在仓库中"):
        Revision(str(tmp_path), "HEAD")


def test_without_git(git: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageFailure, match="找不到 git"):
        Revision(str(tmp_path), "HEAD")


def test_the_repository_runs_nobody_elses_program(git: Any, tmp_path: Path) -> None:
    """A repository may name programs in its settings; none is run."""
    Path("a.md").write_text(REPORT, "utf-8")
    Path(".gitattributes").write_text("*.md diff=evil filter=evil\n", "utf-8")
    git("add", "-A")
    git("commit", "-q", "-m", "1")
    touch = f"touch {tmp_path}/ran #"
    for key in ("diff.evil.textconv", "diff.evil.command", "filter.evil.smudge", "core.fsmonitor", "diff.external", "core.pager"):
        git("config", key, touch)
    git("mv", "a.md", "b.md")
    (tmp_path / "ran").unlink(missing_ok=True)
    assert Revision(str(tmp_path), "HEAD").content(str(tmp_path / "b.md")) == REPORT.encode()
    assert not (tmp_path / "ran").exists()
