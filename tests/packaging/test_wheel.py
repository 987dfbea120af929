"""Wheel, sdist and editable install: each finds the rules, and nothing is in the wheel that should not be."""

import configparser
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from linter.workbench.examples import EXAMPLES
from tests.packaging.conftest import ROOT, Environment, build

pytestmark = pytest.mark.slow
Make = Callable[[Sequence[str | Path]], Environment]


@pytest.fixture(scope="module")
def installed(environment: Make, wheel: Path) -> Environment:
    return environment([wheel])


def test_only_linter_at_top_level(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"linter"}
    assert len(tops) == 2


def test_the_wheel_holds_all_that_a_run_reads(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    live = {f"linter/rules/{p.relative_to(ROOT / 'rules').as_posix()}" for p in (ROOT / "rules").rglob("*") if p.is_file()}
    code = {p.relative_to(ROOT).as_posix() for p in (ROOT / "linter").rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    assert live | code <= names
    assert "linter/rules/compiled.bin" in names
    assert not any("__pycache__" in name or name.endswith(".pyc") for name in names)


def test_an_installed_workbench_offers_its_examples(installed: Environment) -> None:
    code = "from linter.workbench.examples import EXAMPLES, read; print(*(len(read(name) or b'') for name in EXAMPLES))"
    sizes = [(ROOT / "examples" / name).stat().st_size for name in EXAMPLES]
    assert [int(size) for size in installed.run("python", "-c", code).stdout.split()] == sizes


def test_licence_and_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        entry = next(n for n in archive.namelist() if n.endswith("entry_points.txt"))
        points = configparser.ConfigParser()
        points.read_string(archive.read(entry).decode())
        metadata = archive.read(entry.replace("entry_points.txt", "METADATA")).decode("utf-8")
        assert any(n.endswith("licenses/LICENSE") for n in archive.namelist())
    assert dict(points["console_scripts"]) == {"fazhi-lint": "linter.cli:main"}
    assert "License-Expression: Apache-2.0" in metadata


def test_the_wheel_runs_from_its_own_rules(installed: Environment) -> None:
    home = installed.run("python", "-c", "from linter.rulebook import folder; print(folder.home())").stdout.strip()
    assert Path(home) == installed.site / "linter" / "rules"


def test_the_compiled_rules_are_read(installed: Environment, tmp_path: Path) -> None:
    """The first run reads no YAML and writes no cache."""
    script = (
        "import sys; from linter.engine import load; from linter.rulebook import cache, folder; "
        "assert cache.shipped(folder.home()) is not None; print(len(load().rules), 'yaml' in sys.modules)"
    )
    count, yaml = installed.run("python", "-c", script, XDG_CACHE_HOME=str(tmp_path)).stdout.split()
    assert (int(count) > 100, yaml) == (True, "False")
    assert list(tmp_path.iterdir()) == []


def test_edited_rules_of_an_install_are_noticed(environment: Make, wheel: Path) -> None:
    """A compiled form that no longer fits the rule files is not used."""
    made = environment([wheel])
    rule = made.site / "linter" / "rules" / "structure" / "title" / "name.yaml"
    rule.write_text(rule.read_text("utf-8") + "# edited\n", "utf-8")
    script = "from linter.rulebook import cache, folder; print(cache.shipped(folder.home()))"
    assert made.run("python", "-c", script).stdout == "None\n"
    assert made.lint("doctor", code=2).stdout.count("有误") == 1


def test_doctor_finds_the_install_sound_and_quiet(installed: Environment) -> None:
    answer = installed.lint("doctor")
    assert "正常  安装文件：与安装记录一致" in answer.stdout
    assert "有误" not in answer.stdout
    assert answer.stderr == ""


def test_a_clean_run_says_nothing_on_stderr(installed: Environment) -> None:
    answer = installed.lint("check", ROOT / "examples" / "青岚县2024年法治政府建设年度报告.docx")
    assert answer.stderr == ""
    assert "得分" in answer.stdout


def test_a_folder_called_linter_in_the_way(installed: Environment, tmp_path: Path) -> None:
    """The import name is generic: the command must not take a folder of the user's for the package."""
    (tmp_path / "linter").mkdir()
    (tmp_path / "linter" / "__init__.py").write_text("raise SystemExit(99)\n", "utf-8")
    assert installed.run("fazhi-lint", "--version", cwd=tmp_path).stdout.startswith("fazhi-lint ")


def test_sdist_holds_what_its_wheel_needs(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    source = next(p for p in tmp_path.iterdir() if p.is_dir())
    for name in (
        "README.md",
        "README.zh-CN.md",
        "LICENSE",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        ".pre-commit-hooks.yaml",
        "examples",
        "tests",
        "scripts",
    ):
        assert (source / name).exists(), name
    rebuilt = build("wheel", source, tmp_path / "rebuilt")
    with zipfile.ZipFile(rebuilt) as one, zipfile.ZipFile(wheel) as other:
        assert sorted(one.namelist()) == sorted(other.namelist())


def test_wheel_sdist_and_editable_judge_alike(environment: Make, installed: Environment, sdist: Path) -> None:
    from_sdist = environment([sdist])
    editable = environment(["-e", ROOT])
    assert installed.verdicts() == from_sdist.verdicts() == editable.verdicts()


def test_an_editable_install_reads_the_live_rules(environment: Make) -> None:
    """site-packages keeps a frozen copy of the rules; the checkout's own must win."""
    editable = environment(["-e", ROOT])
    home = editable.run("python", "-c", "from linter.rulebook import folder; print(folder.home())").stdout.strip()
    assert Path(home) == ROOT / "rules"
    assert "有误" not in editable.lint("doctor").stdout
