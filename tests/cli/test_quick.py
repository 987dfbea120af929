"""The short way to `check` that leaves typer out gives what the long way gives."""

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


def test_a_plain_check_takes_the_short_way(town: Path) -> None:
    """No typer on the way of the call that is made most."""
    import subprocess

    script = "import sys; from linter.cli import main\ntry: main()\nexcept SystemExit: pass\nprint('typer' in sys.modules, file=sys.stderr)"
    for words, typer in ((["check", str(town)], "False"), (["check", str(town), "--select", "structure", "--verbose"], None)):
        done = subprocess.run([sys.executable, "-c", script, *words], cwd=ROOT, capture_output=True, text=True, check=True)
        assert typer is None or done.stderr.strip() == typer
        assert "柳溪镇" in done.stdout
