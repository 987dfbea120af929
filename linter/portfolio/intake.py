"""Reports into a store: read, judged by several processes, written in batches; a run that was killed goes on where it was.

Memory does not grow with the number of files: what is held are their paths, the ids of the reports the store has, the few
files at work, and one batch. The per-user store of kept results is left alone: it would hold traces of reports beyond this one.
"""

import json
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from sys import intern
from typing import NamedTuple

from sqlalchemy import Engine, select

from linter import __version__, workers
from linter.batch import processes
from linter.deadline import Overdue, deaf, within
from linter.engine import Options
from linter.engines import Engines, Task
from linter.model.digest import sha256_of
from linter.model.result import Problem
from linter.portfolio.arrivals import Arrival, Named, arrivals
from linter.portfolio.identity import report_id, rulebook_id
from linter.portfolio.matching import Matcher, Signs, matcher
from linter.portfolio.nature import Nature, differs, enrolled, outdated
from linter.portfolio.rows import REPORT, Rows
from linter.portfolio.settling import described, settle
from linter.portfolio.store import writing
from linter.portfolio.tables import failure, report, source
from linter.portfolio.writer import Batch, Failed, Judged, write
from linter.reading import bytes_of
from linter.workers import Answer, Form

_WAIVERS = 10_000_000  # bytes of a waiver file
_PAUSE = 5.0  # seconds after which a batch is written, however small


class Terms(NamedTuple):
    """How an intake judges and keeps. `shard` is (number from 1, of how many); `waivers` are files; `timeout` is in seconds."""

    as_of: str
    keep_text: bool = False
    shard: tuple[int, int] = (1, 1)
    jobs: int | None = None
    timeout: float | None = None
    waivers: tuple[str, ...] = ()
    use_waivers: bool = True
    batch: int = 100  # files a transaction


class Tally(NamedTuple):
    """What became of the files of a run."""

    added: int  # reports judged and kept
    replaced: int  # of the added: judged before with other options
    known: int  # the store had them, judged by the same rulebook with the same options
    repeated: int  # of the known: files with the bytes of another file
    elsewhere: int  # of other shards
    passed_over: int  # no annual reports, found in a folder or archive
    failures: tuple[Problem, ...]

    @property
    def files(self) -> int:
        """How many files there were."""
        return self.added + self.known + self.elsewhere + self.passed_over + len(self.failures)


Progress = Callable[[int], None]


def take_in(store: Engine, engines: Engines, inputs: Iterable[Named], terms: Terms, progress: Progress | None = None) -> Tally:
    """Judges the files of the inputs and keeps what was found; at the end matches reports to units. `progress` hears how many files are done.

    The same bytes, rulebook and options are judged once; files with the same bytes are one report. What cannot be read is
    kept as a failure until it can. Interrupted, it keeps what is judged.
    """
    options = engines.options
    identity = identity_of(engines)
    with writing(store) as connection:
        described(connection, identity, engines.rulebook, options)
    desk = _Desk(store, engines, identity, terms, progress)
    try:
        desk.work(arrivals(inputs, engines.max_size))
    except KeyboardInterrupt:
        deaf()
        raise
    finally:
        desk.write()
        with writing(store) as connection:
            settle(connection)
    return desk.tally()


def identity_of(engines: Engines) -> int:
    """The id under which the reports of these engines are kept."""
    book, options = engines.rulebook, engines.options
    return rulebook_id(__version__, book.version, book.sha256, options.profile or "auto", options.pack, " ".join(sorted(options.select)), " ".join(sorted(options.ignore)))


def own_options(options: Options, terms: Terms) -> str:
    """What else makes two judgements the same, as JSON: what a user said of the reports, waivers (by content), whether text is kept."""
    said: dict[str, object] = {
        "level": options.level, "year": options.year, "stage": options.stage, "assume_report": options.assume_report or None,
        "keep_text": terms.keep_text or None, "no_waivers": not terms.use_waivers or None,
    }  # fmt: skip
    if terms.use_waivers and terms.waivers:
        said["waivers"] = sorted(sha256_of(bytes_of(path, _WAIVERS))[:16] for path in terms.waivers)
    return json.dumps({name: value for name, value in said.items() if value is not None}, sort_keys=True)


class _Flight(NamedTuple):
    """A file that is being judged, and the paths of others with the same bytes."""

    id: int
    sha256: str
    task: Task
    named: list[bool]
    paths: list[str]
    again: bool = False  # for what the roster says of its unit


class _Desk:
    """One intake at work."""

    def __init__(self, store: Engine, engines: Engines, identity: int, terms: Terms, progress: Progress | None) -> None:
        self._store = store
        self._engines = engines
        self._identity = identity
        self._terms = terms
        self._progress = progress
        self._options = own_options(engines.options, terms)
        self._form = Form("linter.portfolio.rows", "maker", (terms.keep_text, terms.as_of, terms.waivers, terms.use_waivers))
        self._form_here: workers.Former | None = None
        with store.begin() as connection:
            rows = connection.execute(select(report.c.id, report.c.options).where(report.c.rulebook_id == identity))
            self._known = {row.id: intern(row.options) for row in rows}
            # what the roster has said since of a report's unit: it is judged again, as that
            self._outdated = outdated(connection, identity) if engines.options.level is None else {}
            self._roster: Matcher | None = matcher(connection) if engines.options.level is None else None
            failures = connection.execute(select(failure.c.path, failure.c.sha256, failure.c.kind, failure.c.judged_by)).all()
            self._failing = {row.path for row in failures}
            self._other = {(row.path, row.sha256) for row in failures if row.kind == "not-a-report" and row.judged_by == identity}
            self._lay = {(row.report_id, row.path) for row in connection.execute(select(source.c.report_id, source.c.path))} if self._known else set()
        self._flying: dict[int, _Flight] = {}  # by id
        self._numbers: dict[int, _Flight] = {}  # by place among the tasks
        self._again: deque[_Flight] = deque()
        self._judged: list[Judged] = []
        self._failed: list[Failed] = []
        self._found: list[tuple[int, str]] = []
        self._problems: list[Problem] = []
        self._added = self._replaced = self._known_files = self._repeated = self._elsewhere = self._passed = 0
        self._count = 0
        self._written = time.monotonic()

    def work(self, arriving: Iterator[Arrival]) -> None:
        """Judges what arrives, until nothing is left."""
        jobs = processes(self._terms.jobs)
        tasks = _Tasks(self, arriving)
        if jobs == 1:
            for number, _ in enumerate(tasks):
                self._settle(number, self._here(number))
            return
        answers = workers.judged(self._engines, tasks, jobs, self._terms.timeout, self._form)
        try:
            for answer in answers:
                if answer.fields is None and answer.problem is None:
                    answer = self._here(answer.number)
                self._settle(answer.number, answer)
        finally:
            answers.close()  # type: ignore[attr-defined]  # a generator: its processes end here

    def next_task(self, arriving: Iterator[Arrival]) -> Task | None:
        """The next file that has to be judged; what needs no judging is settled on the way. None where there is none for now."""
        if self._again:
            return self._fly(self._again.popleft())
        for arrival in arriving:
            flight = self._judgeable(arrival)
            if flight is not None:
                return self._fly(flight)
        return None

    def _fly(self, flight: _Flight) -> Task:
        self._numbers[self._count] = flight
        self._count += 1
        return flight.task

    def _judgeable(self, arrival: Arrival) -> _Flight | None:
        path, digest = arrival.path, sha256_of(arrival.data) if arrival.problem is None else ""
        number, of = self._terms.shard
        if of > 1 and int((digest or sha256_of(path.encode()))[:12], 16) % of != number - 1:
            self._elsewhere += 1
            return None
        if arrival.problem is not None:
            self._fail(Failed(arrival.problem, "", arrival.named))
            return None
        id = report_id(self._identity, digest)
        if self._known.get(id) == self._options and id not in self._outdated:
            self._known_files += 1
            if (id, path) not in self._lay:
                self._repeated += 1
            if (id, path) not in self._lay or path in self._failing:
                self._found.append((id, path))
            self._tell()
            return None
        flying = self._flying.get(id)
        if flying is not None:
            flying.paths.append(path)
            flying.named.append(arrival.named)
            return None
        if (path, digest) in self._other:
            words = self._engines.words
            self._fail(Failed(Problem(path, "not-a-report", str(words["not-a-report"]).format(why="")), digest, arrival.named, self._identity), kept=True)
            return None
        nature = self._outdated.get(id, Nature())
        options = self._engines.options._replace(level=self._engines.options.level or nature.level, traits=nature.traits)
        flight = _Flight(id, digest, Task(path, path, arrival.data, options), [arrival.named], [path])
        self._flying[id] = flight
        return flight

    def _here(self, number: int) -> Answer:
        """One file judged in this process."""
        flight = self._numbers[number]
        engines, task = self._engines, flight.task
        if self._form_here is None:
            self._form_here = workers.former(self._form)
        try:
            with within(self._terms.timeout):
                return Answer(number, self._form_here(engines, task, engines.judged(task)))
        except Overdue:
            return Answer(number, problem=engines.overdue(task.path, self._terms.timeout or 0))
        except Exception as error:
            return Answer(number, problem=engines.fault(task.path, error))

    def _settle(self, number: int, answer: Answer) -> None:
        flight = self._numbers.pop(number)
        if answer.problem is not None:
            self._drop(flight, answer.problem)
        elif answer.fields is not None:
            rows = Rows(*answer.fields)
            if rows.genre != "annual-report":
                whys = self._engines.words["whys"]
                assert isinstance(whys, dict)
                message = str(self._engines.words["not-a-report"]).format(why=whys.get(rows.reason, rows.reason))
                self._drop(flight, Problem(flight.paths[0], "not-a-report", message))
            elif (task := self._relevelled(flight, rows)) is not None:
                self._again.append(flight._replace(task=task, again=True))
                return
            else:
                self._keep(flight, rows)
        if len(self._judged) + len(self._failed) >= self._terms.batch or time.monotonic() - self._written > _PAUSE:
            self.write()

    def _relevelled(self, flight: _Flight, rows: Rows) -> Task | None:
        """The task with the level and the traits that the roster has for the unit, where the report was judged as of others or none."""
        if self._roster is None or flight.again or flight.id in self._outdated:
            return None
        own = dict(zip(REPORT, rows.report, strict=True))
        match = self._roster.match(Signs(own["issuer"], own["place"], own["level"], own["named"], min(flight.paths)))
        if match.unit is None:
            return None
        unit = self._roster.units[match.unit]
        nature = enrolled(unit.level, unit.traits)
        if not differs(nature, own["level"], own["traits"]):
            return None
        return flight.task._replace(options=flight.task.options._replace(level=nature.level, traits=nature.traits))

    def _keep(self, flight: _Flight, rows: Rows) -> None:
        del self._flying[flight.id]
        self._replaced += flight.id in self._known
        self._known[flight.id] = self._options
        self._judged.append(Judged(flight.id, flight.sha256, self._options, tuple(flight.paths), rows))
        self._added += 1
        self._known_files += len(flight.paths) - 1
        self._repeated += len(flight.paths) - 1
        self._tell()

    def _drop(self, flight: _Flight, problem: Problem) -> None:
        del self._flying[flight.id]
        judged_by = self._identity if problem.kind == "not-a-report" else None
        for path, named in zip(flight.paths, flight.named, strict=True):
            self._fail(Failed(problem._replace(path=path), flight.sha256, named, judged_by))

    def _fail(self, failed: Failed, *, kept: bool = False) -> None:
        if not kept:
            self._failed.append(failed)
        if failed.problem.kind == "not-a-report" and not failed.named:
            self._passed += 1
        else:
            self._problems.append(failed.problem)
        self._tell()

    def _tell(self) -> None:
        if self._progress is not None:
            self._progress(self._added + self._known_files + self._elsewhere + self._passed + len(self._problems))

    def write(self) -> None:
        """Writes what is at hand."""
        if self._judged or self._failed or self._found:
            write(self._store, self._identity, Batch(self._judged, self._failed, self._found), self._terms.as_of)
            self._lay.update(self._found)
            self._judged, self._failed, self._found = [], [], []
        self._written = time.monotonic()

    def tally(self) -> Tally:
        """What became of the files."""
        return Tally(self._added, self._replaced, self._known_files, self._repeated, self._elsewhere, self._passed, tuple(sorted(self._problems)))


class _Tasks:
    """The files to judge. It may have one more after it had none: a report that is judged again at the level of the roster."""

    def __init__(self, desk: _Desk, arriving: Iterator[Arrival]) -> None:
        self._desk = desk
        self._arriving = arriving

    def __iter__(self) -> "_Tasks":
        return self

    def __next__(self) -> Task:
        task = self._desk.next_task(self._arriving)
        if task is None:
            raise StopIteration
        return task
