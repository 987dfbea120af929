"""The invented province taken into a store as a user does it, once for all tests of the pages."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from tests.portfolio.test_sample import make

ROOT = Path(__file__).resolve().parents[2]
_RUN = "import sys; from linter.cli import main; sys.exit(main())"


class Province(NamedTuple):
    """The folder with the reports, what is planted in them, a store that keeps their text, and one of a few of them that does not."""

    folder: Path
    truth: dict[str, Any]
    kept: Path
    bare: Path


def command(*arguments: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """A command of the program, in a folder."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run([sys.executable, "-c", _RUN, *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=300)


def province(folder: Path) -> Province:
    """Makes the sample of two years and both stores; three reports cannot be read, as is planted."""
    make(folder, "--years", "2023-2024")
    some = f"reports/2024/{sorted(path.name for path in (folder / 'reports/2024').iterdir())[0]}"
    for name, reports, more, code in (("kept.db", "reports", ["--keep-text"], 3), ("bare.db", some, [], 0)):
        done = command("portfolio", "add", reports, "--roster", "roster.csv", "--db", name, "--as-of", "2025-06-01", "-j", "1", "-q", *more, folder=folder)
        assert done.returncode == code, done.stderr
    return Province(folder, json.loads((folder / "truth.json").read_text("utf-8")), folder / "kept.db", folder / "bare.db")
