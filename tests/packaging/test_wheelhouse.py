"""scripts/wheelhouse.sh makes a folder that installs with no index at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT, Environment, quietly

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("轮子 仓库")
    done = subprocess.run(
        ["sh", ROOT / "scripts" / "wheelhouse.sh", folder],
        cwd=folder,
        env=os.environ | {"PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_everything_is_a_wheel(house: Path) -> None:
    names = sorted(p.name for p in house.iterdir())
    assert all(name.endswith(".whl") for name in names), names
    for needed in ("fazhi_lint-", "jieba-", "pyyaml-", "ahocorasick_rs-", "xlsxwriter-", "python_docx-"):
        assert sum(name.lower().startswith(needed) for name in names) == 1, needed


def test_it_installs_and_checks_without_an_index(house: Path, tmp_path: Path) -> None:
    made = Environment(tmp_path / "venv")
    quietly(sys.executable, "-m", "venv", made.folder)
    # a configuration that names an index or more folders must not help
    made.run("pip", "install", "-q", "--isolated", "--no-index", "--find-links", house, "fazhi-lint[all]", PIP_CONFIG_FILE=os.devnull)
    answer = made.lint("check", ROOT / "examples", "--as-of", "2025-03-10", code=1)
    assert answer.stderr == ""
    assert "青岚县" in answer.stdout and "白石县" in answer.stdout
    assert "有误" not in made.lint("doctor").stdout
    # the words of jieba come from the built wheel
    assert (
        "最接近的一处"
        in made.lint(
            "explain", "enforcement.three-systems.disclosure", ROOT / "examples" / "白石县2023年法治政府建设工作情况报告.md"
        ).stdout
    )


def test_usage() -> None:
    done = subprocess.run(["sh", ROOT / "scripts" / "wheelhouse.sh"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: ")
