"""The files of examples/ci: valid by the schemas of GitHub and GitLab, and their commands do what they promise."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from junitparser import JUnitXml

from tests.output.commands import commands

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
CI = EXAMPLES / "ci"
STRONG, WEAK, TOWN = "青岚县2024年法治政府建设年度报告.docx", "白石县2023年法治政府建设工作情况报告.docx", "柳溪镇2024年法治政府建设工作报告.md"
SUMMARY = "summary.md"


class Checkout(NamedTuple):
    """A repository of reports as a CI system has it checked out, with the command of this checkout on the path."""

    folder: Path
    environment: dict[str, str]

    def run(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*map(str, words)], cwd=self.folder, env=self.environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
        )

    def put(self, name: str, to: str) -> None:
        target = self.folder / to
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(EXAMPLES / name, target)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    tools, folder = tmp_path / "tools", tmp_path / "仓库 一"
    tools.mkdir()
    folder.mkdir()
    command = tools / "fazhi-lint"
    command.write_text(f"#!{sys.executable}\nfrom linter.cli import main\nmain()\n", "utf-8")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    env = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PYTHON", "COV_", "FAZHI"))}
    env |= {
        "PATH": f"{tools}{os.pathsep}{env['PATH']}", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "CI": "true",
        "XDG_CACHE_HOME": str(tmp_path / "cache"), "GITHUB_STEP_SUMMARY": str(tmp_path / SUMMARY),
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@example.invalid",
        "GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@example.invalid",
    }  # fmt: skip
    made = Checkout(folder, env)
    assert made.run("git", "init", "-q").returncode == 0
    return made


def _commands(node: Any) -> list[str]:
    """The shell commands of a workflow or pipeline, without those that install."""
    if isinstance(node, dict):
        own = [c for key in ("run", "script") for c in ([node[key]] if isinstance(node.get(key), str) else node.get(key) or [])]
        return own + [c for key, child in node.items() if key not in ("run", "script", "before_script") for c in _commands(child)]
    return [c for child in node for c in _commands(child)] if isinstance(node, list) else []


def _call(file: str) -> str:
    found = [c for c in _commands(yaml.safe_load((CI / file).read_text("utf-8"))) if "pip install" not in c]
    (command,) = found
    assert command.startswith("fazhi-lint check ")
    return command


@pytest.mark.parametrize(("file", "schema"), [("github-workflow.yml", "vendor.github-workflows"), ("gitlab-ci.yml", "vendor.gitlab-ci")])
def test_the_schemas_of_the_platforms(file: str, schema: str, tmp_path: Path) -> None:
    checker = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    done = subprocess.run([*checker, str(CI / file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    broken = tmp_path / file
    broken.write_text((CI / file).read_text("utf-8").replace("runs-on:", "run-on:").replace("artifacts:", "artifact: 1\n  artifacts: 5"), "utf-8")
    assert subprocess.run([*checker, str(broken)], capture_output=True, check=False).returncode == 1


def test_github(checkout: Checkout, tmp_path: Path) -> None:
    checkout.put(STRONG, f"县级 报告/{STRONG}")
    checkout.put("README.md", "README.md")
    call = _call("github-workflow.yml")
    done = checkout.run("sh", "-c", call)
    assert (done.returncode, done.stderr) == (0, "")
    checkout.put(WEAK, f"县级 报告/{WEAK}")
    done = checkout.run("sh", "-c", call)
    assert done.returncode == 1
    found = commands(done.stdout)
    assert found[0][0] == "error" and found[0][1]["file"] == f"县级 报告/{WEAK}"
    results = json.loads((checkout.folder / "fazhi-lint.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert {r["locations"][0]["physicalLocation"]["artifactLocation"]["uriBaseId"] for r in results} == {"%SRCROOT%"}
    page = (tmp_path / SUMMARY).read_text("utf-8")
    assert page.count("## 法治政府建设年度报告内容检查结果\n") == 2 and "白石县" in page
    uploaded = re.search(r"sarif_file: (\S+)", (CI / "github-workflow.yml").read_text("utf-8"))
    assert uploaded and (checkout.folder / uploaded[1]).exists()


def test_gitlab(checkout: Checkout) -> None:
    checkout.put(STRONG, STRONG)
    checkout.put(TOWN, f"乡镇/{TOWN}")
    pipeline = yaml.safe_load((CI / "gitlab-ci.yml").read_text("utf-8"))["fazhi-lint"]
    call = _call("gitlab-ci.yml")
    assert checkout.run("sh", "-c", call).returncode == 0
    checkout.put(WEAK, WEAK)
    done = checkout.run("sh", "-c", call)
    assert done.returncode == 1 and WEAK in done.stdout
    reports = pipeline["artifacts"]["reports"]
    assert [*reports.values()] == pipeline["artifacts"]["paths"]
    entries = json.loads((checkout.folder / reports["codequality"]).read_text("utf-8"))
    assert {e["location"]["path"] for e in entries} >= {WEAK, f"乡镇/{TOWN}"}
    assert len({e["fingerprint"] for e in entries}) == len(entries)
    suites = JUnitXml.fromfile(str(checkout.folder / reports["junit"]))
    assert sorted(suite.name for suite in suites) == sorted([STRONG, WEAK, f"乡镇/{TOWN}"])


@pytest.mark.parametrize(("files", "code", "said"), [((STRONG,), 0, "检查完成，无高等级发现"), ((STRONG, WEAK), 1, "需要补充"), ((), 2, "需要修改")])
def test_any_other_system(checkout: Checkout, files: tuple[str, ...], code: int, said: str) -> None:
    for name in files:
        checkout.put(name, f"报告/{name}")
    (checkout.folder / "报告").mkdir(exist_ok=True)
    done = checkout.run("sh", CI / "check.sh", "报告", "结果 夹")
    assert done.returncode == code and said in done.stdout + done.stderr
    if files:
        made = sorted(p.name for p in (checkout.folder / "结果 夹").iterdir())
        assert made == ["结果.html", "结果.json", "结果.sarif", "结果.xml"]


def test_a_file_that_cannot_be_read_stops_no_other(checkout: Checkout) -> None:
    checkout.put(STRONG, STRONG)
    (checkout.folder / "坏.docx").write_bytes(b"PK\x03\x04broken")
    done = checkout.run("sh", CI / "check.sh")
    assert done.returncode == 3 and "其余已检查" in done.stderr
    result = json.loads((checkout.folder / ".fazhi-lint-results" / "结果.json").read_text("utf-8"))
    assert len(result["documents"]) == len(result["errors"]) == 1


def test_git_diff_as_the_readme_says(checkout: Checkout) -> None:
    readme = (CI / "README.md").read_text("utf-8")
    shutil.copy(CI / "gitattributes", checkout.folder / ".gitattributes")
    for line in re.findall(r"^git config diff\.fazhi\.\S+ .*?(?= {2,}#|$)", readme, re.MULTILINE):
        assert checkout.run("sh", "-c", line).returncode == 0
    assert checkout.run("git", "config", "diff.fazhi.textconv").stdout == "fazhi-lint text --textconv\n"
    checkout.put(WEAK, "报告 一.docx")
    checkout.run("git", "add", ".")
    assert checkout.run("git", "commit", "-qm", "一").returncode == 0
    checkout.put(STRONG, "报告 一.docx")
    (checkout.folder / "坏.docx").write_bytes(b"PK\x03\x04broken")
    checkout.run("git", "add", ".")
    for _ in range(2):  # converted, then from git's cache
        done = checkout.run("git", "-c", "core.quotepath=false", "diff", "--cached")
        assert done.returncode == 0, done.stderr
        assert re.search("^-.*白石县", done.stdout, re.MULTILINE) and re.search(r"^\+.*青岚县", done.stdout, re.MULTILINE)
        assert "+压缩包残缺" in done.stdout and "Binary files" not in done.stdout
    assert checkout.run("git", "commit", "-qm", "二").returncode == 0
    assert "青岚县" in checkout.run("git", "show").stdout


def test_without_the_option_one_broken_file_ends_the_diff(checkout: Checkout) -> None:
    """Why the README says --textconv: the day git shrugs it off, the option can go."""
    shutil.copy(CI / "gitattributes", checkout.folder / ".gitattributes")
    checkout.run("git", "config", "diff.fazhi.textconv", "fazhi-lint text")
    (checkout.folder / "坏.docx").write_bytes(b"PK\x03\x04broken")
    checkout.run("git", "add", ".")
    assert checkout.run("git", "diff", "--cached").returncode == 128


def test_results_that_lie_among_the_reports_are_no_reports(checkout: Checkout) -> None:
    checkout.put(STRONG, STRONG)
    call = ("fazhi-lint", "check", ".", "-o", "结果.json", "--output-file", "html=结果/页.html", "--output-file", "markdown=结果/页.md")
    (checkout.folder / "结果").mkdir()
    for skipped in (0, 2):
        assert checkout.run(*call).returncode == 0
        result = json.loads((checkout.folder / "结果.json").read_text("utf-8"))
        assert [d["path"] for d in result["documents"]] == [f"./{STRONG}"]
        assert len(result["skipped"]) == skipped
