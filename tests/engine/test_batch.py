"""Many inputs: what cannot be judged is told apart, the others go on."""

import multiprocessing
import signal
import threading
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from linter import workers
from linter.batch import judge_all
from linter.engine import Engine, Judgement, Options
from linter.engines import Engines, Task
from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.model.text import Document
from linter.output import Presentation, render
from tests.engine.forms import NAMES, ROOT, source

NOTICE = "青岚县人民政府关于加强法治宣传的通知\n各乡镇：\n现将有关事项通知如下。请认真组织。\n"


class Given(NamedTuple):
    path: str
    named: bool = True
    data: bytes | None = None
    name: str | None = None
    problem: str = ""
    options: Options | None = None


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


ALL = (EMPTY, GOOD, OTHER, BINARY, Given("五.txt", problem="文件夹无法读取。"), GOOD._replace(path="六.md"), OTHER._replace(named=False))


def shown(engine: Engine, got: Run) -> list[str]:
    options = Presentation(True, False, False, 100, "zh", "info")
    return [render(got, format, options=options, rulebook=engine.rulebook) for format in ("text", "json", "markdown", "csv", "html")]


def test_the_same_whatever_the_number_of_processes(engine: Engine) -> None:
    docx = Given(str(ROOT / "examples" / f"{NAMES[0]}.docx"))
    inputs = (*ALL, docx, GOOD._replace(path="七.md", options=Options(level="county")), GOOD._replace(path="八.md", options=Options(select=("claims",))))
    alone = run(engine, *inputs)
    assert len(alone.reports) == 5
    for jobs in (2, 3):
        together = run(engine, *inputs, jobs=jobs)
        assert shown(engine, together) == shown(engine, alone)
        assert (together.errors, together.skipped) == (alone.errors, alone.skipped)


def test_progress_of_processes_counts_to_the_end(engine: Engine) -> None:
    seen: list[int] = []
    run(engine, GOOD, EMPTY, OTHER, jobs=2, progress=lambda done, path: seen.append(done))
    assert seen == [1, 2, 3]


def test_each_file_may_have_options_of_its_own(book: Rulebook) -> None:
    own = [None, Options(level="county"), Options(year=2020), Options(select=("claims",)), Options(ignore=("claims",)), Options(pack="core"), Options(lang="en")]
    got = run(Engines(book), *[GOOD._replace(options=options) for options in own])  # type: ignore[arg-type]
    for options, report in zip(own, got.reports, strict=True):
        (alone,) = run(Engine(book, options), GOOD).reports
        assert report == alone._replace(document=report.document)
    assert got.rulebook["profile"] == "auto"
    assert len({str(report.findings) for report in got.reports}) >= 5  # they do differ


def test_a_file_that_takes_too_long_is_told_and_the_others_go_on(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    judge = engine.judge

    def slow(document: Document) -> Judgement:
        try:
            while document.path == "慢.md":
                time.sleep(0.01)
        except Exception:  # a check that forgives everything does not forgive this
            raise AssertionError from None
        return judge(document)

    monkeypatch.setattr(engine, "judge", slow)
    before = signal.getsignal(signal.SIGALRM)
    # the first second may go to what is made once a process
    got = run(engine, GOOD._replace(path="慢.md"), GOOD, timeout=5.0)
    assert [(e.path, e.kind) for e in got.errors] == [("慢.md", "timeout")]
    assert "5 秒" in got.errors[0].message and "--timeout" in got.errors[0].message
    assert [r.document.path for r in got.reports] == ["一.md"]
    assert (signal.getsignal(signal.SIGALRM), signal.getitimer(signal.ITIMER_REAL)) == (before, (0.0, 0.0))


LONG = Given("长.md", data=("# 青岚县2024年法治政府建设年度报告\n\n" + source(NAMES[0]).partition("\n")[2] * 700).encode(), name="长.md")


def _tasks(engine: Engine, *inputs: Given) -> list[Task]:
    return [Task(g.path, g.name or g.path, g.data or b"", engine.options) for g in inputs]


def test_a_process_stops_at_the_time_limit(engine: Engine) -> None:
    tasks = _tasks(engine, LONG, GOOD)
    answers = {a.number: a for a in workers.judged(Engines(engine.rulebook, max_size=50_000_000), tasks, 1, 3.0)}
    assert answers[0].problem is not None and (answers[0].problem.path, answers[0].problem.kind) == ("长.md", "timeout")
    assert answers[1].fields is not None


def test_a_process_that_is_killed_costs_its_file_only(engine: Engine) -> None:
    tasks = _tasks(engine, GOOD, LONG, GOOD, BINARY)
    answers = {}
    found = workers.judged(Engines(engine.rulebook, max_size=50_000_000), tasks, 1, None)
    for answer in found:
        answers[answer.number] = answer
        if answer.number == 0:
            # the next is given when we ask on: until then the process waits, and it is at the long file long enough
            (child,) = multiprocessing.active_children()
            threading.Timer(0.5, child.kill).start()
    assert answers[1].problem is not None and (answers[1].problem.path, answers[1].problem.kind) == ("长.md", "internal")
    assert "被系统中止" in answers[1].problem.message
    assert answers[2].fields is not None
    assert answers[3].problem is not None and answers[3].problem.kind == "binary"
    assert multiprocessing.active_children() == []


def test_without_processes_all_is_judged_here(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def dead() -> None:
        raise OSError("no more processes")

    alone = run(engine, *ALL)
    monkeypatch.setattr(workers, "_Worker", dead)
    assert shown(engine, run(engine, *ALL, jobs=2)) == shown(engine, alone)


def test_what_has_no_plain_form_is_judged_here(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = run(engine, *ALL)
    monkeypatch.setattr(workers, "judged", lambda engines, tasks, jobs, timeout: (workers.Answer(n) for n in range(len(tasks))))
    assert shown(engine, run(engine, *ALL, jobs=2)) == shown(engine, alone)


def test_an_iterator_left_alone_leaves_no_process(engine: Engine) -> None:
    found = workers.judged(Engines(engine.rulebook), _tasks(engine, GOOD, GOOD, GOOD), 2, None)
    next(found)
    found.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []
