"""Many inputs: what cannot be judged is told apart, the others go on."""

from pathlib import Path
from typing import NamedTuple

import pytest

from linter.batch import judge_all
from linter.engine import Engine
from linter.model.result import Run
from linter.model.text import Document
from tests.engine.forms import NAMES, source

NOTICE = "青岚县人民政府关于加强法治宣传的通知\n各乡镇：\n现将有关事项通知如下。请认真组织。\n"


class Given(NamedTuple):
    path: str
    named: bool = True
    data: bytes | None = None
    name: str | None = None
    problem: str = ""


GOOD = Given("一.md", data=source(NAMES[0]).encode(), name="一.md")
OTHER = Given("二.txt", data=NOTICE.encode(), name="二.txt")
EMPTY = Given("三.txt", data=b"", name="三.txt")
BINARY = Given("四.txt", data=bytes(range(256)) * 40, name="四.txt")


def run(engine: Engine, *inputs: Given, **options: object) -> Run:
    settings = {"max_size": 5_000_000, "skip_other": False, "as_of": "2025-03-10"} | options
    return judge_all(engine, inputs, **settings)  # type: ignore[arg-type]


def test_each_goes_where_it_belongs_and_the_others_go_on(engine: Engine) -> None:
    got = run(engine, EMPTY, GOOD, OTHER, BINARY, Given("五.txt", problem="文件夹无法读取。"), GOOD._replace(path="六.md"))
    assert [r.document.path for r in got.reports] == ["一.md", "六.md"]
    assert [(e.path, e.kind) for e in got.errors] == [("三.txt", "empty"), ("二.txt", "not-a-report"), ("四.txt", "binary"), ("五.txt", "unreadable")]
    assert got.errors[3].message == "文件夹无法读取。"
    assert all(error.message for error in got.errors)
    assert got.skipped == ()
    assert (got.as_of, got.lang) == ("2025-03-10", "zh")


def test_another_genre_found_by_a_walk_is_passed_over(engine: Engine) -> None:
    got = run(engine, OTHER._replace(named=False))
    assert [(s.path, s.kind) for s in got.skipped] == [("二.txt", "not-a-report")]
    assert got.errors == ()
    got = run(engine, OTHER, skip_other=True)
    assert [s.path for s in got.skipped] == ["二.txt"]


def test_the_reason_is_told_in_words(engine: Engine) -> None:
    (error,) = run(engine, OTHER).errors
    assert "--assume-report" in error.message
    assert not any(word in error.message for word in ("too-short", "other-title", "articles", "content"))


def test_files_are_read_from_disk(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "报告.md"
    path.write_text(source(NAMES[0]), "utf-8")
    got = run(engine, Given(str(path)), Given(str(tmp_path / "无.md")), Given(str(tmp_path)))
    assert [r.document.path for r in got.reports] == [str(path)]
    assert [e.kind for e in got.errors] == ["unreadable", "unreadable"]


def test_what_is_too_large(engine: Engine) -> None:
    (error,) = run(engine, GOOD, max_size=1000).errors
    assert error.kind == "too-large"


def test_a_fault_of_the_program_is_one_line_without_the_document(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(document: Document) -> None:
        raise ValueError(document.text)

    monkeypatch.setattr(engine, "judge", broken)
    got = run(engine, GOOD, EMPTY)
    assert [e.kind for e in got.errors] == ["internal", "empty"]
    assert "ValueError" in got.errors[0].message
    assert "云泽市" not in got.errors[0].message
    with pytest.raises(ValueError, match="云泽市"):
        run(engine, GOOD, debug=True)


def test_progress_and_identity(engine: Engine) -> None:
    seen: list[tuple[int, str]] = []
    got = run(engine, GOOD, EMPTY, OTHER, progress=lambda done, path: seen.append((done, path)))
    assert seen == [(1, "一.md"), (2, "三.txt"), (3, "二.txt")]
    assert got.rulebook == {"profile": "auto", "pack": "all", "version": engine.rulebook.version, "sha256": engine.rulebook.sha256}
