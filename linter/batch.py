"""Many inputs through one engine: what could not be judged is told apart, the others go on."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from linter.checks.context import Companions
from linter.company import Company, Others, gather, noticed
from linter.deadline import Overdue, deaf, within
from linter.engine import Engine, Options
from linter.engines import Engines, Task
from linter.model.failure import ReadFailure
from linter.model.result import Problem, Report, Run
from linter.reading import bytes_of, read, residue_words

if TYPE_CHECKING:
    from linter.results.kept import Kept

_MANY = 60  # files that are not kept from where processes of their own pay, if nobody says how many


class Readable(Protocol):
    """A file of the command line (linter.cli.inputs.Input)."""

    @property
    def path(self) -> str: ...
    @property
    def named(self) -> bool: ...
    @property
    def data(self) -> bytes | None: ...
    @property
    def name(self) -> str | None: ...
    @property
    def problem(self) -> str: ...
    @property
    def options(self) -> Options | None: ...


class _Pending(NamedTuple):
    """A file to judge: its place among the inputs, and the key to keep its result under (b"" where none is kept)."""

    place: int
    task: Task
    key: bytes


def judge_all(
    engine: Engine | Engines,
    inputs: Sequence[Readable],
    *,
    max_size: int,
    skip_other: bool,
    as_of: str,
    progress: Callable[[int, str], None] | None = None,
    debug: bool = False,
    others: Others | None = None,
    problems: Sequence[Problem] = (),
    jobs: int | None = 1,
    timeout: float | None = None,
    use_cache: bool = False,
) -> Run:
    """Reads and judges every input, in order, held against the `others`; `problems` of reading these go to `errors`.

    A file that cannot be read goes to `errors`; so does a named document that is no annual report, unless
    `skip_other`; one that a folder walk found goes to `skipped`. A document read in part keeps its verdicts
    but gets no score. A fault of the program in one document is its error, `internal`, and the others go on;
    with `debug` it is raised.

    `jobs` processes at most judge at a time: 0 is one for each processor, None as many as the number of files
    makes worthwhile. A file that takes more than `timeout` seconds is an error, `timeout`. `use_cache` takes
    results from the store of kept ones and keeps new ones. None of the three changes what is found. Held
    against other texts, or with `debug`, reports are judged here and nothing is kept.
    """
    engines = engine if isinstance(engine, Engines) else Engines.around(engine, max_size=max_size)
    alone = others is None and not debug
    batch = _Batch(engines, inputs, progress, debug, timeout)
    company = Company(Companions(), None, ())
    if others is not None:
        own = engines.engine(engines.options)
        company = gather(own, others, max_size=max_size, residue=residue_words(own.lexicon), words=dict(engines.words), debug=debug)
    try:
        batch.judge(jobs if alone else 1, use_cache and alone, company if others is not None else None)
    except KeyboardInterrupt:
        deaf()
        raise
    return _run(batch, company, others, skip_other=skip_other, as_of=as_of, problems=problems)


class _Batch:
    """The inputs of a run and what became of each."""

    def __init__(
        self, engines: Engines, inputs: Sequence[Readable], progress: Callable[[int, str], None] | None, debug: bool, timeout: float | None
    ) -> None:
        self.engines = engines
        self.inputs = inputs
        self.outcomes: list[Report | Problem | None] = [None] * len(inputs)
        self._progress = progress
        self._debug = debug
        self._timeout = timeout
        self._done = 0

    def judge(self, jobs: int | None, use_cache: bool, company: Company | None) -> None:
        """Fills `outcomes`."""
        from linter.results.kept import Kept, quiet

        kept = Kept(self.engines) if use_cache else None
        try:
            if kept is None and jobs == 1:
                for pending in self._sorted(None):  # one by one: nothing is held that is not needed any more
                    self._settle(pending, self._judged(pending.task, company))
                return
            with quiet():
                left = list(self._sorted(kept))
            jobs = _number(jobs, len(left))
            if jobs > 1:
                left = self._shared(left, jobs, kept)
            for pending in left:
                self._settle(pending, self._judged(pending.task, company), kept)
        finally:
            if kept is not None:
                kept.close()

    def _sorted(self, kept: "Kept | None") -> Iterator[_Pending]:
        """The files that have to be judged. What cannot be read, and what is kept, is settled on the way."""
        for place, item in enumerate(self.inputs):
            if item.problem:
                self.outcomes[place] = Problem(item.path, "unreadable", item.problem)
                self._done += 1
                continue
            try:
                data = bytes_of(item.path, self.engines.max_size) if item.data is None else item.data
            except (ReadFailure, FileNotFoundError) as failure:
                self.outcomes[place] = self.engines.fault(item.path, failure)
                self._tell(item.path)
                continue
            task = Task(item.path, item.name or item.path, data, getattr(item, "options", None) or self.engines.options)
            key = b""
            if kept is not None:
                key, report = kept.find(task)
                if report is not None:
                    self.outcomes[place] = report
                    self._tell(item.path)
                    continue
            yield _Pending(place, task, key)

    def _judged(self, task: Task, company: Company | None) -> Report | Problem:
        """One file judged in this process."""
        engines = self.engines
        try:
            with within(self._timeout):
                if company is None:
                    return engines.judged(task)
                engine = engines.engine(task.options)
                document = read(task.path, data=task.data, name=task.name, max_size=engines.max_size, residue=residue_words(engine.lexicon))
                return engine.judge(document, task.options, company.companions).report
        except Overdue:
            return engines.overdue(task.path, self._timeout or 0)
        except ReadFailure as failure:
            return engines.fault(task.path, failure)
        except Exception as error:
            if self._debug:
                raise
            return engines.fault(task.path, error)

    def _shared(self, left: list[_Pending], jobs: int, kept: "Kept | None") -> list[_Pending]:
        """Judges by processes; gives what they could not take."""
        from linter import workers
        from linter.results.kept import told

        back = []
        answers = workers.judged(self.engines, [pending.task for pending in left], jobs, self._timeout)
        try:
            for answer in answers:
                pending = left[answer.number]
                if answer.fields is not None:
                    report = told(self.engines, pending.task, answer.fields, answer.text)
                    if kept is not None:
                        kept.keep(pending.key, answer.fields)
                    self._settle(pending, report)
                elif answer.problem is not None:
                    self._settle(pending, answer.problem)
                else:
                    back.append(pending)
        except KeyboardInterrupt:
            deaf()
            raise
        finally:
            answers.close()  # type: ignore[attr-defined]  # a generator: its processes end here, not when it is collected
        return sorted(back)

    def _settle(self, pending: _Pending, outcome: Report | Problem, kept: "Kept | None" = None) -> None:
        self.outcomes[pending.place] = outcome
        if kept is not None and isinstance(outcome, Report):
            kept.add(pending.key, pending.task, outcome)
        self._tell(pending.task.path)

    def _tell(self, path: str) -> None:
        self._done += 1
        if self._progress:
            self._progress(self._done, path)


def _number(jobs: int | None, files: int) -> int:
    """How many processes: never more than files; 1 is none beside this one."""
    if jobs is None:
        return processes(None) if files >= _MANY else 1
    return min(processes(jobs), max(files, 1))


def processes(jobs: int | None) -> int:
    """How many processes `--jobs` means: None and 0 are one for each processor that this one may use."""
    return jobs or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _run(batch: _Batch, company: Company, others: Others | None, *, skip_other: bool, as_of: str, problems: Sequence[Problem]) -> Run:
    """The outcomes in the order of the inputs, as the run that output is given."""
    engines = batch.engines
    options, rulebook, words = engines.options, engines.rulebook, engines.words
    reports: list[Report] = []
    errors: list[Problem] = [*problems, *company.problems]
    skipped: list[Problem] = []
    for item, outcome in zip(batch.inputs, batch.outcomes, strict=True):
        if isinstance(outcome, Problem):
            errors.append(outcome)
        elif outcome is not None and outcome.genre.kind == "annual-report":
            if company.companions.previous:
                sentences = rulebook.lexicon["wording.previous." + options.lang]
                outcome = noticed(outcome, company.companions.previous, sentences)
            reports.append(outcome)
        elif outcome is not None:
            whys = words["whys"]
            assert isinstance(whys, dict)
            message = str(words["not-a-report"]).format(why=whys.get(outcome.genre.reason, outcome.genre.reason))
            (errors if item.named and not skip_other else skipped).append(Problem(item.path, "not-a-report", message))
    identity = {"profile": options.profile or "auto", "pack": options.pack, "version": rulebook.version, "sha256": rulebook.sha256}
    comparison = None
    if company.draft is not None and others is not None and len(reports) == 1:
        from linter.comparison import compare

        comparison = compare(others.against, company.draft, reports[0])
    return Run(tuple(reports), tuple(errors), tuple(skipped), as_of, identity, options.lang, comparison)
