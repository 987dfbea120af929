"""The command in this process (quick) and as a process of its own (where streams, signals or locale matter)."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from linter import cli

ROOT = Path(__file__).resolve().parents[2]
AS_OF = "2025-03-10"


class Answer(NamedTuple):
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Answered(NamedTuple):
    """What a process gave, in bytes."""

    code: int
    out: bytes
    err: bytes


Command = Callable[..., Answer]
Process = Callable[..., Answered]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache of compiled rules for all tests of commands, never the user's own."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], cache: Path) -> Command:
    """Runs `fazhi-lint ARGUMENTS` in this process, from the root of the project."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.delenv("NO_COLOR", raising=False)

    def run(*arguments: str | Path, stdin: bytes = b"") -> Answer:
        monkeypatch.setattr(sys, "argv", ["fazhi-lint", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as stop:
            cli.main()
        sys.stdout.flush()
        captured = capsysbinary.readouterr()
        assert isinstance(stop.value.code, int)
        return Answer(stop.value.code, captured.out.decode("utf-8"), captured.err.decode("utf-8"))

    return run


@pytest.fixture
def process(cache: Path) -> Process:
    """Runs `fazhi-lint ARGUMENTS` as a process; `environment` is laid over this one's."""

    def run(*arguments: str | Path, stdin: bytes = b"", cwd: Path = ROOT, **environment: str) -> Answered:
        script = Path(sys.executable).with_name("fazhi-lint")
        env = os.environ | {"XDG_CACHE_HOME": str(cache)} | environment
        done = subprocess.run([script, *map(str, arguments)], input=stdin, capture_output=True, cwd=cwd, env=env, timeout=120, check=False)
        return Answered(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def strong() -> Path:
    return ROOT / "examples" / "青岚县2024年法治政府建设年度报告.docx"


@pytest.fixture(scope="session")
def weak() -> Path:
    return ROOT / "examples" / "白石县2023年法治政府建设工作情况报告.md"


@pytest.fixture(scope="session")
def town() -> Path:
    return ROOT / "examples" / "柳溪镇2024年法治政府建设工作报告.md"


@pytest.fixture(scope="session")
def other() -> Path:
    """A document that is no annual report."""
    return ROOT / "tests" / "reports" / "other" / "news.txt"
