"""Reports judged in a folder of their own, and entries of waiver files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from linter.agreement.effect import words_of
from linter.agreement.naming import Names
from linter.agreement.waivers import waivers_of
from linter.batch import judge_all
from linter.cli.inputs import Input
from linter.engine import Engine, Options
from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.model.waiver import Waiver

AS_OF = "2025-03-10"
WEAK = Path(__file__).resolve().parents[2] / "examples" / "白石县2023年法治政府建设工作情况报告.md"
Judged = Callable[..., Run]
Written = Callable[[str], tuple[Waiver, ...]]


@pytest.fixture(scope="session")
def weak() -> str:
    """The weak example: many findings of every kind."""
    return WEAK.read_text("utf-8")


@pytest.fixture(scope="session")
def engine(book: Rulebook) -> Engine:
    """All shipped rules, for reports of a few lines too."""
    return Engine(book, Options(assume_report=True))


@pytest.fixture
def judged(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Judged:
    """judged({path: text or bytes}): the files written below a folder of their own, which is the working folder, and judged."""
    monkeypatch.chdir(tmp_path)

    def run(files: dict[str, str | bytes], as_of: str = AS_OF) -> Run:
        for path, content in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(content if isinstance(content, bytes) else content.encode())
        return judge_all(engine, [Input(path, True) for path in files], max_size=5_000_000, skip_other=False, as_of=as_of)

    return run


@pytest.fixture
def names(book: Rulebook) -> Names:
    return Names(book, words_of(book, "zh"))


@pytest.fixture
def written(names: Names, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Written:
    """written(yaml): the waivers of a file `w.yaml` in the working folder."""
    monkeypatch.chdir(tmp_path)

    def waivers(text: str) -> tuple[Waiver, ...]:
        (tmp_path / "w.yaml").write_text(text, "utf-8")
        return waivers_of(["w.yaml"], names)

    return waivers
