"""Another distribution with a package `linter` in the same environment: pip lets it overwrite ours, `doctor` tells."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.packaging.conftest import Environment, build, quietly

pytestmark = pytest.mark.slow
PYPROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "another-linter"
version = "3.1"
[tool.hatch.build.targets.wheel]
packages = ["linter"]
"""


@pytest.fixture(scope="module")
def another(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of another distribution that brings `linter/__init__.py`."""
    source = tmp_path_factory.mktemp("another")
    (source / "linter").mkdir()
    (source / "linter" / "__init__.py").write_text("VERSION = '3.1'\n", "utf-8")
    (source / "pyproject.toml").write_text(PYPROJECT, "utf-8")
    return build("wheel", source, source / "dist")


@pytest.fixture
def spoiled(environment: Callable[[Sequence[str | Path]], Environment], wheel: Path, another: Path) -> Environment:
    made = environment([wheel])
    assert "有误" not in made.lint("doctor").stdout
    quietly(sys.executable, "-m", "pip", "--python", made.python, "install", "-q", "--no-deps", another)
    return made


def test_doctor_tells(spoiled: Environment) -> None:
    answer = spoiled.lint("doctor", code=2)
    assert "有误  安装文件：linter/ 已被另一个软件包覆盖，请在单独的虚拟环境中重新安装 fazhi-lint" in answer.stdout
    assert answer.stderr == ""


def test_doctor_tells_when_the_other_has_gone_again(spoiled: Environment) -> None:
    """Uninstalling the other takes our `__init__.py` along."""
    quietly(sys.executable, "-m", "pip", "--python", spoiled.python, "uninstall", "-q", "-y", "another-linter")
    assert not (spoiled.site / "linter" / "__init__.py").exists()
    assert "覆盖" in spoiled.lint("doctor", code=2).stdout


def test_doctor_names_the_other_where_only_the_record_tells(spoiled: Environment, wheel: Path) -> None:
    """Ours installed again over the other: the files are right, yet two distributions own them."""
    quietly(sys.executable, "-m", "pip", "--python", spoiled.python, "install", "-q", "--no-deps", "--force-reinstall", wheel)
    assert "another-linter" in spoiled.lint("doctor", code=2).stdout


def test_a_changed_file_is_named(environment: Callable[[Sequence[str | Path]], Environment], wheel: Path) -> None:
    made = environment([wheel])
    (made.site / "linter" / "batch.py").write_text("# nothing\n", "utf-8")
    (made.site / "linter" / "facts" / "numbers.py").unlink()
    answer = made.run("python", "-c", "from linter.installation import _files; print(_files()[-1].detail)").stdout
    assert answer.startswith("2 个文件与安装记录不符（如 linter/batch.py）")
