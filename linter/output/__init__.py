"""Result of a run → one format per module. Nobody inside the house imports this room."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from linter.model.failure import UsageFailure
from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.output.catalogue import catalogue
from linter.output.presentation import Presentation

# format → module; a module is imported only when its format is asked for
FORMATS = {
    "text": "linter.output.text",
    "json": "linter.output.json",
    "markdown": "linter.output.markdown",
    "csv": "linter.output.csv",
    "html": "linter.output.html",
    "jsonl": "linter.output.jsonl",
    "sarif": "linter.output.sarif",
    "github": "linter.output.github",
    "gitlab": "linter.output.gitlab",
    "junit": "linter.output.junit",
    "docx": "linter.output.bulletin",
    "xlsx": "linter.output.workbook",
}
BINARY = frozenset({"docx", "xlsx"})  # formats of bytes; the others are text

__all__ = ["BINARY", "FORMATS", "Presentation", "render"]


def render(run: Run, format: str, *, options: Presentation, rulebook: Rulebook) -> str | bytes:
    """The whole answer of `check` in one format: bytes where it is one of BINARY, else text with `\\n` line ends and a closing one (or '' where quiet and clean).

    The same run gives the same result. UsageFailure where `format` is not one of FORMATS or
    `options.lang` has no catalogue, and where a library that a binary format needs is not installed.
    """
    words = catalogue(options.lang)
    if format not in FORMATS:
        raise UsageFailure(words("usage.format", format=format, known=words("list.comma").join(FORMATS)))
    module = import_module(FORMATS[format])
    compose = cast(Callable[[Run, Presentation, Rulebook], str | bytes], module.compose)
    return compose(run, options, rulebook)
