"""Which files a pattern means: as git reads .gitignore, and git itself says so."""

import os
import subprocess
import unicodedata
from pathlib import Path

import pytest

from linter.agreement.waiver_files import default_files
from linter.paths import matches, relative, repository

PATHS = ["报告.md", "2024/报告.md", "2024/青岚县/报告 终稿.docx", "2024/青岚县/a.md", "归档/2024/a.md", "a[1].md"]
PATTERNS = ["*.md", "报告.md", "/报告.md", "2024/", "2024/*", "2024/**", "**/a.md", "2024/**/*.md", "2024/*.md", "a?1?.md", "a[[]1].md", "青岚县", "**", "[!b]*.md", "归档/**/a.md"]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_git_agrees(pattern: str, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / ".gitignore").write_text(pattern + "\n", "utf-8")
    for path in PATHS:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    command = ["git", "-C", tmp_path, "-c", "core.quotepath=off", "check-ignore", "-z", "--stdin"]
    ignored = subprocess.run(command, input="\0".join(PATHS).encode(), capture_output=True, check=False).stdout.decode().split("\0")
    assert [path for path in PATHS if matches([pattern], path)] == [path for path in PATHS if path in ignored]


def test_what_lies_outside_is_meant_only_where_it_is_written() -> None:
    assert not matches(["**"], "../a.md")
    assert not matches(["*.md"], "../a.md")
    assert matches(["../*.md"], "../a.md")


def test_composed_and_decomposed_names_are_the_same(tmp_path: Path) -> None:
    name = "Bé县.md"
    assert matches([unicodedata.normalize("NFD", name)], relative(str(tmp_path / unicodedata.normalize("NFD", name)), str(tmp_path)))


def test_the_waiver_file_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "库" / "深").mkdir(parents=True)
    (tmp_path / "库" / ".fazhi-lint-waivers.yaml").write_text("[]", "utf-8")
    report = os.path.join("库", "深", "a.md")
    assert default_files([report]) == ()  # no repository
    (tmp_path / "库" / ".git").write_text("gitdir: x", "utf-8")  # as in a worktree
    assert repository(os.path.join("库", "深")) == str((tmp_path / "库").resolve())
    assert default_files([report, report]) == (os.path.join("库", ".fazhi-lint-waivers.yaml"),)
