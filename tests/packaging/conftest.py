"""One build of the project for all packaging tests, and environments that borrow the libraries of this one.

A new environment sees the site-packages of the test environment through a .pth file: only fazhi-lint itself
is installed into it, so that no test downloads a library twice.
"""

import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Environment(NamedTuple):
    """A virtual environment."""

    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @property
    def site(self) -> Path:
        return next(self.folder.glob("lib/python3.*/site-packages"))

    def run(self, *words: str | Path, cwd: Path | None = None, code: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs a program of the environment, far from the checkout, with a cache of its own."""
        env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COV_", "COVERAGE_"))}
        env |= {"XDG_CACHE_HOME": str(self.folder / "cache"), "PYTHONUTF8": "1"} | environment
        done = subprocess.run(
            [self.folder / "bin" / words[0], *map(str, words[1:])],
            cwd=cwd or self.folder,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done

    def lint(self, *words: str | Path, code: int = 0) -> subprocess.CompletedProcess[str]:
        """Runs fazhi-lint."""
        return self.run("fazhi-lint", *words, code=code)

    def verdicts(self) -> Any:
        """What `check` says of an example, less paths."""
        example = ROOT / "examples" / "白石县2023年法治政府建设工作情况报告.docx"
        answer = json.loads(self.lint("check", example, "-f", "json", "--as-of", "2025-03-10", code=1).stdout)
        return [(o["id"], o["status"], o["points"]) for o in answer["documents"][0]["obligations"]]


def quietly(*words: str | Path, cwd: Path = ROOT) -> None:
    """Runs a program of the test environment; its output only where it fails."""
    done = subprocess.run([*map(str, words)], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def build(kind: str, source: Path, target: Path) -> Path:
    """A wheel or sdist of the project at `source`, built with this environment's own hatchling: no index is asked."""
    quietly(sys.executable, "-m", "build", "--no-isolation", f"--{kind}", "--outdir", target, source)
    return next(target.glob("*.whl" if kind == "wheel" else "*.tar.gz"))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Sequence[str | Path]], Environment]:
    """Makes an environment with `packages` installed (pip's words) over the libraries of this one."""

    def make(packages: Sequence[str | Path]) -> Environment:
        folder = tmp_path_factory.mktemp("environment") / "venv"
        quietly(sys.executable, "-m", "venv", "--without-pip", folder)
        made = Environment(folder)
        (made.site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
        quietly(sys.executable, "-m", "pip", "--python", made.python, "install", "-q", "--no-deps", "--no-build-isolation", *packages)
        return made

    return make
