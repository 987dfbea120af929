"""A store of its own for each test, and runs through it."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from linter.batch import judge_all
from linter.cli.inputs import Input
from linter.engine import Options
from linter.engines import Engines
from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.output import Presentation, render

FORMATS = ("text", "json", "markdown", "csv", "html", "docx", "xlsx")
Judge = Callable[..., Run]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The per-user cache folder of this test; not there yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "fazhi-lint"


@pytest.fixture
def judge(book: Rulebook, folder: Path) -> Judge:
    """judge(inputs, use_cache=True, lang="zh", **options of judge_all)."""

    def run(inputs: Sequence[Input], *, lang: str = "zh", options: Options | None = None, **settings: object) -> Run:
        own = options or Options(lang=lang)
        given = {"max_size": 5_000_000, "skip_other": False, "as_of": "2025-03-10", "use_cache": True} | settings
        return judge_all(Engines(book, own), inputs, **given)  # type: ignore[arg-type]

    return run


@pytest.fixture
def shown(book: Rulebook) -> Callable[[Run], list[str | bytes]]:
    """Everything that people can see of a run, in every format."""

    def all_of(run: Run) -> list[str | bytes]:
        options = Presentation(True, False, False, 100, run.lang, "info")
        return [render(run, format, options=options, rulebook=book) for format in FORMATS]

    return all_of
