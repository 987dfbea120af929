"""The hook with the real pre-commit and real commits: Chinese file names with spaces, blocked and passed."""

import itertools
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
STRONG, WEAK = "青岚县2024年法治政府建设年度报告.docx", "白石县2023年法治政府建设工作情况报告.docx"
MANIFEST = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
SOURCES = ["linter", "rules", "examples", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE", ".pre-commit-hooks.yaml"]


class Repository(NamedTuple):
    """A git repository of reports."""

    folder: Path
    environment: dict[str, str]

    def run(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*map(str, words)], cwd=self.folder, env=self.environment, capture_output=True, text=True, encoding="utf-8", check=False
        )

    def must(self, *words: str | Path) -> str:
        done = self.run(*words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def put(self, source: Path, name: str) -> None:
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
        self.must("git", "add", "--", name)

    def commit(self) -> subprocess.CompletedProcess[str]:
        return self.run("git", "commit", "-q", "-m", "报告")

    def commits(self) -> int:
        return len(self.run("git", "rev-list", "--all").stdout.split())


def _new(folder: Path, cache: Path) -> Repository:
    folder.mkdir()
    env = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PRE_COMMIT", "PYTHON", "COV_"))}
    who = {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in (("NAME", "test"), ("EMAIL", "test@example.invalid"))
    }
    env |= who | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}",
        "PRE_COMMIT_HOME": str(cache),
        "PYTHONUTF8": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    made = Repository(folder, env)
    made.must("git", "init", "-q")
    made.must("git", "config", "core.quotepath", "false")
    return made


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    """A repository with the example configuration installed."""
    made = _new(tmp_path / "年度报告 仓库", tmp_path / "cache")
    shutil.copy(EXAMPLES / ".pre-commit-config.yaml", made.folder)
    made.must("pre-commit", "install")
    made.must("git", "add", ".pre-commit-config.yaml")
    yield made


def test_manifest_is_valid(repository: Repository) -> None:
    repository.must("pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
    repository.must("pre-commit", "validate-config", EXAMPLES / ".pre-commit-config.yaml")


def test_no_type_that_pre_commit_does_not_know() -> None:
    """identify has no tag for Word files: a hook that names one makes the whole configuration invalid."""
    from identify.identify import ALL_TAGS

    for hook in MANIFEST:
        assert {*hook.get("types", ()), *hook.get("types_or", ())} <= ALL_TAGS
    assert "docx" not in ALL_TAGS, "now that there is such a tag, the comment in .pre-commit-hooks.yaml is out of date"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("青岚县2024年法治政府建设年度报告.docx", True),
        ("报告 终稿/云泽市2024年法治政府建设 情况 报告(定).DOCX", True),
        ("柳溪镇2024年法治政府建设工作报告.md", True),
        ("关于2024年法治政府建设情况的报告.html", True),
        ("关于2024年法治政府建设情况的报告.htm", True),
        ("2024年度法治政府建设.pdf", True),
        ("README.md", False),
        ("政府信息公开年度报告.docx", False),
        ("2024年法治政府建设数据.xlsx", False),
        ("法治政府建设.docx.bak", False),
    ],
)
def test_which_files(name: str, wanted: bool) -> None:
    example = yaml.safe_load((EXAMPLES / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"][0]
    assert example["files"] == MANIFEST[0]["files"]
    assert bool(re.search(MANIFEST[0]["files"], name)) == wanted


def test_the_example_runs_the_hook_of_the_manifest() -> None:
    example = yaml.safe_load((EXAMPLES / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"][0]
    assert (example["id"], example["entry"], example["name"]) == tuple(MANIFEST[0][key] for key in ("id", "entry", "name"))


def _online() -> dict[str, Any]:
    """The second form of the example, its comment signs taken away as it says."""
    lines = (EXAMPLES / ".pre-commit-config.yaml").read_text("utf-8").splitlines()
    first = lines.index("# repos:")
    block = [line.removeprefix("# ") for line in itertools.takewhile(lambda line: line != "#", lines[first:])]
    read = yaml.safe_load("\n".join(block))
    assert isinstance(read, dict)
    return read


def test_the_online_form_is_valid_and_names_hooks_that_there_are(repository: Repository) -> None:
    online = _online()
    file = repository.folder / "online.yaml"
    file.write_text(yaml.safe_dump(online, allow_unicode=True), "utf-8")
    repository.must("pre-commit", "validate-config", file)
    assert [hook["id"] for hook in online["repos"][0]["hooks"]] == [hook["id"] for hook in MANIFEST]


@pytest.mark.parametrize("language", ["system", "unsupported"])
def test_both_names_of_the_local_language(repository: Repository, language: str) -> None:
    config = yaml.safe_load((repository.folder / ".pre-commit-config.yaml").read_text("utf-8"))
    config["repos"][0]["hooks"][0]["language"] = language
    (repository.folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    repository.put(EXAMPLES / WEAK, WEAK)
    assert repository.run("pre-commit", "run", "--all-files").returncode == 1


def test_every_hook_is_a_call_that_the_command_takes() -> None:
    """Where typer refused an option, it would say so before it looked at a file."""
    for hook in MANIFEST:
        words = hook["entry"].split()
        assert words[0] == "fazhi-lint"
        done = subprocess.run(
            [Path(sys.executable).with_name("fazhi-lint"), *words[1:], "--help"], capture_output=True, text=True, cwd=ROOT, check=False
        )
        assert done.returncode == 0, done.stderr


def test_the_hook_on_changed_passages_is_the_first_with_one_option_more() -> None:
    first, changed = MANIFEST[:2]
    assert changed["entry"] == first["entry"] + " --changed-from HEAD"
    assert {key: changed[key] for key in ("files", "types", "language")} == {key: first[key] for key in ("files", "types", "language")}


def test_the_second_run_is_measured(repository: Repository) -> None:
    """Printed with -s, never judged here: how long depends on the machine. The share of pre-commit itself stands beside it."""
    repository.put(EXAMPLES / STRONG, STRONG)
    idle = {"repos": [{"repo": "local", "hooks": [{"id": "idle", "name": "idle", "entry": "git --version", "language": "system"}]}]}
    (repository.folder / "idle.yaml").write_text(yaml.safe_dump(idle), "utf-8")
    repository.must("pre-commit", "run")

    def seconds(*words: str) -> float:
        times = []
        for _ in range(3):
            start = time.perf_counter()
            repository.must(*words)
            times.append(time.perf_counter() - start)
        return min(times)

    whole, empty = seconds("pre-commit", "run"), seconds("pre-commit", "run", "-c", "idle.yaml")
    own = seconds("fazhi-lint", "check", "--quiet", "--skip-other", "--min-severity", "error", STRONG)
    print(f"second run {whole:.2f} s: pre-commit with an idle hook {empty:.2f} s, fazhi-lint alone {own:.2f} s")


def test_a_strong_report_is_committed(repository: Repository) -> None:
    repository.put(EXAMPLES / STRONG, f"县级 报告/2024 年/{STRONG}")
    done = repository.commit()
    assert done.returncode == 0, done.stdout + done.stderr
    assert repository.commits() == 1


def test_a_weak_report_is_blocked(repository: Repository) -> None:
    name = f"县级 报告/终稿 （定）/{WEAK}"
    repository.put(EXAMPLES / WEAK, name)
    done = repository.commit()
    assert done.returncode == 1
    assert repository.commits() == 0
    shown = done.stdout + done.stderr
    assert name in shown
    assert "第一责任人履职情况" in shown
    assert "Traceback" not in shown


def test_only_what_the_commit_changes_is_checked(repository: Repository) -> None:
    repository.must("git", "commit", "-q", "-m", "setting")
    repository.put(EXAMPLES / WEAK, WEAK)
    repository.must("git", "commit", "-q", "--no-verify", "-m", "old")
    repository.put(EXAMPLES / STRONG, STRONG)
    assert repository.commit().returncode == 0
    assert repository.run("pre-commit", "run", "--all-files").returncode == 1


def test_the_hook_is_silent_when_clean(repository: Repository) -> None:
    repository.put(EXAMPLES / STRONG, STRONG)
    shown = repository.must("pre-commit", "run", "--verbose")
    assert "得分" not in shown and "未检出" not in shown
    assert "Passed" in shown


def test_another_genre_of_that_name_does_not_block(repository: Repository) -> None:
    repository.put(ROOT / "tests" / "reports" / "other" / "news.txt", "关于法治政府建设年度报告的新闻.txt")
    assert repository.commit().returncode == 0


def test_a_file_that_cannot_be_read_blocks(repository: Repository) -> None:
    (repository.folder / "空.法治政府建设年度报告.docx").touch()
    repository.must("git", "add", ".")
    done = repository.commit()
    assert done.returncode == 1
    assert "exit code: 3" in done.stdout + done.stderr


def test_other_files_are_none_of_its_business(repository: Repository) -> None:
    repository.put(EXAMPLES / WEAK, "草稿.docx")
    assert "Skipped" in repository.must("pre-commit", "run")


def test_git_diff_shows_sentences_of_word_files(repository: Repository) -> None:
    """The recipe of the README: `fazhi-lint text` as textconv."""
    repository.must("git", "config", "diff.fazhi.textconv", "fazhi-lint text")
    (repository.folder / ".gitattributes").write_text("*.docx diff=fazhi\n", "utf-8")
    repository.put(EXAMPLES / "云泽市2024年法治政府建设年度报告.docx", "报告 一.docx")
    repository.must("git", "commit", "-q", "--no-verify", "-m", "first")
    repository.put(EXAMPLES / STRONG, "报告 一.docx")
    shown = repository.must("git", "diff", "--cached")
    assert "Binary files" not in shown
    assert re.search("^-.*云泽市", shown, re.MULTILINE) and re.search(r"^\+.*青岚县", shown, re.MULTILINE)


@pytest.mark.slow
def test_pre_commit_installs_the_hook_from_the_repository(tmp_path: Path) -> None:
    """The second form of the example: pre-commit clones this project and builds the environment itself."""
    project = _new(tmp_path / "project", tmp_path / "cache")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, project.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, project.folder / name)
    project.must("git", "add", ".")
    project.must("git", "commit", "-q", "-m", "project")
    revision = project.must("git", "rev-parse", "HEAD").strip()

    reports = _new(tmp_path / "报告", tmp_path / "cache")
    config = {"repos": [{"repo": str(project.folder), "rev": revision, "hooks": [{"id": "fazhi-lint"}]}]}
    (reports.folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    reports.must("pre-commit", "install")
    reports.put(EXAMPLES / STRONG, STRONG)
    done = reports.commit()
    assert done.returncode == 0, done.stdout + done.stderr
    reports.put(EXAMPLES / WEAK, f"区 县/{WEAK}")
    done = reports.commit()
    assert done.returncode == 1
    assert f"区 县/{WEAK}" in done.stdout + done.stderr
    assert reports.commits() == 1


@pytest.mark.slow
def test_the_hook_that_runs_the_examples_of_a_pack(tmp_path: Path) -> None:
    hook = next(h for h in MANIFEST if h["id"] == "fazhi-lint-rules-test")
    pack = _new(tmp_path / "规则包", tmp_path / "cache")
    config = {"repos": [{"repo": "local", "hooks": [{**hook, "language": "system"}]}]}
    (pack.folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    pack.must("fazhi-lint", "rules", "new", "openness.hotline", "--rules", "rules")
    rule = pack.folder / "rules" / "openness" / "hotline.yaml"
    pack.must("git", "add", ".")
    pack.must("pre-commit", "run")
    rule.write_text(rule.read_text("utf-8").replace("    - 全县粮食丰收。", "    - 全县接听报告里的说法热线 12 件。"), "utf-8")
    pack.must("git", "add", ".")
    done = pack.run("pre-commit", "run")
    assert done.returncode == 1
    assert "openness.hotline" in done.stdout and "与所注不符" in done.stdout


@pytest.mark.slow
def test_the_hook_for_rule_packs(tmp_path: Path) -> None:
    hook = next(h for h in MANIFEST if h["id"] == "fazhi-lint-rules")
    pack = _new(tmp_path / "规则包", tmp_path / "cache")
    config = {"repos": [{"repo": "local", "hooks": [{**hook, "language": "system"}]}]}
    (pack.folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    pack.must("fazhi-lint", "rules", "new", "openness.hotline", "--rules", "rules")
    pack.must("git", "add", ".")
    pack.must("pre-commit", "run")
    rule = pack.folder / "rules" / "openness" / "hotline.yaml"
    rule.write_text(rule.read_text("utf-8").replace("weight: 1", "wieght: 1"), "utf-8")
    pack.must("git", "add", ".")
    done = pack.run("pre-commit", "run")
    assert done.returncode == 1
    assert "hotline.yaml:" in done.stdout and "weight" in done.stdout
