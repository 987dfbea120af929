"""The short way to `check` that leaves typer out gives what the long way gives."""

import subprocess
import sys
from pathlib import Path

import pytest

from linter.cli import quick
from tests.cli.conftest import ROOT, Command


@pytest.mark.parametrize(
    "words",
    [
        ("examples/白石县2023年法治政府建设工作情况报告.md",),
        ("examples", "--format", "json", "--as-of", "2025-03-10"),
        ("examples/柳溪镇2024年法治政府建设工作报告.md", "-f", "markdown", "--fail-on", "warning"),
        ("examples/柳溪镇2024年法治政府建设工作报告.md", "--format", "jsn"),
        ("examples/柳溪镇2024年法治政府建设工作报告.md", "--as-of", "gestern"),
        ("examples/柳溪镇2024年法治政府建设工作报告.md", "--format"),
        ("--", "examples/柳溪镇2024年法治政府建设工作报告.md"),
        ("没有.docx",),
        ("--fromat", "json", "x"),
        (),
    ],
    ids=" ".join,
)
def test_both_ways_answer_alike(command: Command, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    short = command("check", *words)
    monkeypatch.setattr(quick, "request_of", lambda arguments: None)
    assert command("check", *words) == short


@pytest.mark.parametrize(("words", "imported"), [((), False), (("--format", "json"), False), (("--skip-other", "--min-severity", "info", "--fail-on", "never"), False), (("--select", "structure"), True)])
def test_a_plain_check_leaves_typer_out(town: Path, words: tuple[str, ...], imported: bool) -> None:
    script = "import sys; from linter.cli import main\ntry: main()\nexcept SystemExit: print('typer' in sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script, "check", town, *words], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr == f"{imported}\n"
    assert "柳溪镇" in done.stdout
