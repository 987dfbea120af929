"""Processes that judge files: each gets one file at a time, so that it is known which file it was when one dies or takes too long.

Own processes instead of an executor, because an executor can neither end one worker nor tell which task ended it.
What comes back is the form in which results are kept: small, and without rules; or whatever plain form the caller wants.
"""

import contextlib
import gc
import marshal
import signal
import sys
import time
import types
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from linter.deadline import Overdue, enforceable, within
from linter.engines import Engines, Task
from linter.model.result import Problem, Report
from linter.results.form import MARSHAL, plain
from linter.results.pieces import Unkept
from linter.rulebook import cache

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

_GRACE = 5.0  # seconds that a worker has to stop by itself before it is ended
_START = 60.0  # seconds to start in
_GARBAGE = 30_000  # objects more than before, after which a process looks for garbage


class Answer(NamedTuple):
    """What became of a task: the plain data of its report with the text, where that is no decoding away; or a problem; or neither, where
    the report has no plain form and must be made here."""

    number: int
    fields: tuple[Any, ...] | None = None
    text: str | None = None
    problem: Problem | None = None


class Form(NamedTuple):
    """Another form for reports to come back in: `module.maker(*given)` is called once in each process, with what marshal can write,
    and gives the function (engines, task, report) → what marshal can write, a tuple."""

    module: str
    maker: str
    given: tuple[Any, ...] = ()


Former = Callable[[Engines, Task, Report], tuple[Any, ...]]


def former(form: Form) -> Former:
    """The function of a form."""
    made: Former = getattr(import_module(form.module), form.maker)(*form.given)
    return made


class _Worker:
    """One process, its pipe, and the task it is at."""

    def __init__(self) -> None:
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        self.pipe: Connection
        self.pipe, other = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_serve, args=(other,), daemon=True)
        self.process.start()
        other.close()
        self.task: int | None = None
        self.path = ""
        self.ready = False
        self.limit: float | None = time.monotonic() + _START

    def tell(self, settings: bytes) -> None:
        """Sends what it works with. That is more than a pipe holds: it waits until the process has come up."""
        with contextlib.suppress(OSError):
            self.pipe.send_bytes(settings)

    def give(self, number: int, task: Task, seconds: float | None) -> None:
        """Sends a task. A worker that is gone is noticed when its answer is waited for."""
        self.task, self.path = number, task.path
        self.limit = time.monotonic() + seconds + (_GRACE if hasattr(signal, "setitimer") else 0) if seconds else None
        with contextlib.suppress(OSError):
            self.pipe.send((number, tuple(task)))

    def end(self) -> None:
        """Ends the process at once."""
        with contextlib.suppress(OSError, ValueError):
            self.process.kill()
            self.process.join()
            self.process.close()
        with contextlib.suppress(OSError):
            self.pipe.close()


@contextlib.contextmanager
def sheltered() -> Iterator[None]:
    """While a process starts: Ctrl-C waits, so that it does not hit one half started, and the main module stays unknown to it.

    A child would import the main module again: a script without guard would run twice, one from stdin cannot be found.
    """
    masks = hasattr(signal, "pthread_sigmask")
    if masks:
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()  # it lifts the mask when it starts
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
        if masks:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def judged(engines: Engines, tasks: Iterable[Task], jobs: int, timeout: float | None, form: Form | None = None) -> Iterator[Answer]:
    """The answer to every task, as they come in; `number` is the place of the task. At most `jobs` processes.

    `tasks` are taken one by one, as processes become free: no more than `jobs` of them are held here.
    A process that dies costs the file it was at, no other; one that hangs is ended. Where no process can be
    started the answers say so (neither fields nor problem). Closing the iterator ends all processes.
    """
    from multiprocessing.connection import wait

    settings = marshal.dumps((cache.pack(engines.rulebook, "", lasting=False), tuple(engines.options), engines.max_size, timeout, form and tuple(form)), MARSHAL)
    waiting = _Queue(tasks)
    crew: list[_Worker] = []
    failures = 0
    try:
        while waiting.look(1) or any(worker.task is not None for worker in crew):
            present = len(crew)
            while len(crew) < min(jobs, waiting.look(jobs) + sum(w.task is not None for w in crew)) and failures < 2 * jobs:
                try:
                    with sheltered():  # until the crew knows it: one that nobody knows is ended by nobody
                        crew.append(_Worker())
                except OSError:
                    failures += 1
            for worker in crew[present:]:  # only now, so that they come up together
                worker.tell(settings)
            if not crew:  # none will start
                while waiting.look(1):
                    yield Answer(waiting.pop()[0])
                return
            limits = [worker.limit for worker in crew if worker.limit is not None]
            heard = wait([worker.pipe for worker in crew], max(0.0, min(limits) - time.monotonic()) if limits else None)
            for worker in list(crew):
                overdue = worker.limit is not None and time.monotonic() > worker.limit
                if worker.pipe not in heard and not overdue:
                    continue
                message = _message(worker) if worker.pipe in heard else None
                if message is not None:
                    number, fields, text, problem = message
                    worker.ready, worker.task = True, None
                    if waiting.look(1):  # it goes on while the answer is looked at
                        worker.give(*waiting.pop(), timeout)
                    else:
                        worker.limit = None
                    if number >= 0:
                        yield Answer(number, marshal.loads(fields) if fields is not None else None, text, problem)
                    continue
                crew.remove(worker)
                worker.end()
                if worker.task is None:
                    failures += not worker.ready
                    continue
                hung = worker.pipe not in heard and timeout is not None
                yield Answer(worker.task, problem=engines.overdue(worker.path, timeout or 0) if hung else engines.killed(worker.path))
    finally:
        for worker in crew:
            worker.end()


class _Queue:
    """Tasks with their places, taken from their iterator only when somebody looks for them."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._rest = enumerate(tasks)
        self._held: deque[tuple[int, Task]] = deque()

    def look(self, number: int) -> int:
        """How many wait, up to `number`."""
        while len(self._held) < number:
            found = next(self._rest, None)
            if found is None:
                break
            self._held.append(found)
        return min(number, len(self._held))

    def pop(self) -> tuple[int, Task]:
        """The next one, with its place; IndexError where none waits."""
        return self._held.popleft()


def _message(worker: _Worker) -> Any:
    """What a worker sends; None where it is gone."""
    try:
        return worker.pipe.recv()
    except (OSError, EOFError):
        return None


def _serve(pipe: "Connection") -> None:
    """The work of a process, until its pipe closes. Ctrl-C is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    from linter.engine import Options

    with contextlib.suppress(OSError, EOFError):
        packed, options, max_size, timeout, form = marshal.loads(pipe.recv_bytes())
        rulebook = cache.unpack(packed, "")
        if rulebook is None:
            return
        engines = Engines(rulebook, Options(*options), max_size=max_size)
        engines.engine(engines.options)
        shape = former(Form(*form)) if form else None
        settle()
        # every report makes thousands of objects, nearly none of them cyclic garbage: a collector that counts them takes a sixth of the time
        gc.disable()
        pipe.send((-1, None, None, None))
        while True:
            number, (path, name, data, own) = pipe.recv()
            pipe.send((number, *_answer(engines, Task(path, name, data, Options(*own)), timeout, shape)))
            if gc.get_count()[0] > _GARBAGE:
                gc.collect()


def settle() -> None:
    """What is there now stays: no collection looks at it again."""
    gc.collect()
    gc.freeze()


def _answer(engines: Engines, task: Task, timeout: float | None, shape: Former | None = None) -> tuple[bytes | None, str | None, Problem | None]:
    """(marshal data of the report, its text where decoding the file does not give it, problem)."""
    try:
        with within(timeout if enforceable() else None):
            report = engines.judged(task)
            fields = shape(engines, task, report) if shape else plain(report, task.data, engines.ground(task.options))
    except Overdue:
        return None, None, engines.overdue(task.path, timeout or 0)
    except Unkept:
        return None, None, None
    except Exception as error:
        return None, None, engines.fault(task.path, error)
    return marshal.dumps(fields, MARSHAL), None if shape or fields[0][1] else report.document.text, None
