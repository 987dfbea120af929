"""`fazhi-lint` alone: three commands that a newcomer can type as they stand, within 80 columns."""

import re

from linter.cli.app import GREETING, app
from linter.output.glyphs import width


def test_each_command_of_the_greeting_exists_and_takes_what_is_shown() -> None:
    import typer.main

    known = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    shown = re.findall(r"^ {2}fazhi-lint (\S+)(.*)$", GREETING, re.M)
    assert [name for name, _ in shown] == ["serve", "check", "annotate"]
    for name, rest in shown:
        options = {option for parameter in known[name].params for option in parameter.opts}
        assert {word for word in rest.split() if word.startswith("-")} <= options


def test_it_fits_a_narrow_terminal() -> None:
    assert max(width(line) for line in GREETING.splitlines()) <= 80
