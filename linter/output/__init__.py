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
}

__all__ = ["FORMATS", "Presentation", "render"]


def render(run: Run, format: str, *, options: Presentation, rulebook: Rulebook) -> str:
    """The whole answer of `check` in one format, with `\\n` line ends and a closing line end (or '' where quiet and clean).

    The same run gives the same characters. UsageFailure where `format` is not one of FORMATS or
    `options.lang` has no catalogue.
    """
    words = catalogue(options.lang)
    if format not in FORMATS:
        raise UsageFailure(words("usage.format", format=format, known=words("list.comma").join(FORMATS)))
    module = import_module(FORMATS[format])
    compose = cast(Callable[[Run, Presentation, Rulebook], str], module.compose)
    return compose(run, options, rulebook)
