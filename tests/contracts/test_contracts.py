"""The import contracts of pyproject.toml hold, cover every room, and notice what they forbid."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs the contracts of `folder` on the package `linter` beside its pyproject.toml."""
    tool = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [tool, "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(folder), "NO_COLOR": "1"},
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of package and contracts that a test may spoil."""
    shutil.copytree(ROOT / "linter", tmp_path / "linter", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_contracts_hold() -> None:
    answer = lint_imports(ROOT)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert f"Contracts: {len(SETTINGS['contracts'])} kept, 0 broken." in answer.stdout


def test_every_room_is_under_a_contract() -> None:
    """A room that no contract names could import anything."""
    rooms = {f"linter.{p.parent.name}" for p in (ROOT / "linter").glob("*/__init__.py")}
    rooms |= {f"linter.{p.stem}" for p in (ROOT / "linter").glob("*.py") if p.stem != "__init__"}
    named = {m for c in SETTINGS["contracts"] for key in ("source_modules", "forbidden_modules", "modules") for m in c.get(key, ())}
    assert sorted(rooms - named) == []


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("linter/facts/numbers.py", "import socket", "nothing leaves the machine"),
        ("linter/output/html.py", "import urllib.request", "nothing leaves the machine"),
        ("linter/model/fact.py", "import linter.engine", "model imports nothing of ours"),
        ("linter/reading/plain.py", "import linter.facts.numbers", "the rooms do not know each other"),
        ("linter/scoring/score.py", "import linter.checks.scan", "no room looks back"),
        ("linter/engine.py", "import linter.output", "the order of work knows no output"),
        ("linter/checks/coverage.py", "import yaml", "YAML is read in the rulebook"),
    ],
)
def test_a_forbidden_import_is_noticed(copy: Path, module: str, line: str, broken: str) -> None:
    path = copy / module
    path.write_text(path.read_text("utf-8") + f"\n{line}\n", "utf-8")
    answer = lint_imports(copy)
    assert answer.returncode == 1
    assert any(row.startswith(broken) and "BROKEN" in row[len(broken) :] for row in answer.stdout.splitlines()), answer.stdout
