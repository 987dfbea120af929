"""The engines of a run: one for each set of options that an engine is made for, made when it is first needed."""

from typing import NamedTuple

from linter.engine import Engine, Options
from linter.model.failure import ReadFailure
from linter.model.result import Problem, Report
from linter.model.rule import Rulebook
from linter.reading import read
from linter.results.ground import Ground
from linter.results.pieces import Glossary


class Task(NamedTuple):
    """One file to judge: its path in results, the name that tells its format, its bytes, the options it is judged with."""

    path: str
    name: str
    data: bytes
    options: Options


class Engines:
    """Engines on one rulebook. `options` are those of the run; a file may have others.

    Level, year, stage and assume_report are told with each document; the rest makes another engine.
    """

    def __init__(self, rulebook: Rulebook, options: Options | None = None, *, max_size: int = 5_000_000) -> None:
        self.rulebook = rulebook
        self.options = options or Options()
        self.max_size = max_size
        self._engines: dict[tuple[object, ...], Engine] = {}
        self._grounds: dict[tuple[str | None, str], Ground] = {}
        self._glossary: Glossary | None = None

    @classmethod
    def around(cls, engine: Engine, *, max_size: int = 5_000_000) -> "Engines":
        """With one engine that is made already."""
        made = cls(engine.rulebook, engine.options, max_size=max_size)
        made._engines[_kind(engine.options)] = engine
        return made

    def engine(self, options: Options) -> Engine:
        """The engine for a file of these options."""
        kind = _kind(options)
        found = self._engines.get(kind)
        if found is None:
            found = self._engines[kind] = Engine(self.rulebook, options)
        return found

    def ground(self, options: Options) -> Ground:
        """What results of these options are kept and told against."""
        kind = (options.profile, options.lang)
        found = self._grounds.get(kind)
        if found is None:
            found = self._grounds[kind] = Ground(self.rulebook, profile=options.profile, lang=options.lang, max_size=self.max_size)
        return found

    @property
    def words(self) -> dict[str, object]:
        """The sentences for what could not be judged, in the language of the run."""
        problems = self.rulebook.lexicon["messages." + self.options.lang]["problems"]
        assert isinstance(problems, dict)
        return problems

    def judged(self, task: Task) -> Report:
        """Reads and judges a file. Raises ReadFailure, and whatever is a fault of the program."""
        residue = self.ground(task.options).residue
        document = read(task.path, data=task.data, name=task.name, max_size=self.max_size, residue=residue)
        engine = self.engine(task.options)
        return (engine.judge(document) if task.options == engine.options else engine.judge(document, task.options)).report

    def fault(self, path: str, error: Exception) -> Problem:
        """What is told of a file that could not be judged."""
        if isinstance(error, ReadFailure):
            return Problem(path, error.kind, error.message)
        if isinstance(error, FileNotFoundError):
            return Problem(path, "unreadable", str(self.words["missing"]))
        if isinstance(error, MemoryError):
            return self.killed(path)
        # the type only: the text of an exception may quote the document
        return Problem(path, "internal", str(self.words["internal"]).format(name=type(error).__name__))

    def overdue(self, path: str, seconds: float) -> Problem:
        """What is told of a file whose time was up."""
        return Problem(path, "timeout", str(self.words["timeout"]).format(seconds=f"{seconds:g}"))

    def killed(self, path: str) -> Problem:
        """What is told of a file whose process was ended by the system."""
        return Problem(path, "internal", str(self.words["killed"]))


def _kind(options: Options) -> tuple[object, ...]:
    return options.select, options.ignore, options.profile, options.pack, options.lang
