"""The process that reads, judges and renders: hostile files meet it, not the one that holds the page and the papers.

It is told in plain data and answers in plain data (marshal), has a memory limit where the system knows one, and is ended when it
takes too long. Windows has no such limit on memory: there the limits of linter.reading and the time limit hold.
"""

import contextlib
import marshal
import os
import signal
import sys
import time
from typing import TYPE_CHECKING, Any

from linter.engine import Options
from linter.model.rule import Rulebook
from linter.rulebook import cache
from linter.workbench.papers import Papers, difference
from linter.workers import settle, sheltered

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from linter.workbench.desk import Desk

_MARSHAL = 4
_START = 60.0  # seconds to start in


class Gone(Exception):
    """The process ended before it answered. `overdue` where its time was up."""

    def __init__(self, overdue: bool = False) -> None:
        super().__init__()
        self.overdue = overdue


class Fault(Exception):
    """The program failed at a request; holds the type of the failure only, for its text may quote the document."""


class Brief:
    """What every clerk is told at the start: rules, options of the command, limits (bytes of memory, seconds a request)."""

    def __init__(self, rulebook: Rulebook, options: Options | None = None, *, memory: int = 2_000_000_000, seconds: float = 60.0) -> None:
        self.settings = marshal.dumps((cache.pack(rulebook, ""), tuple(options or Options()), memory), _MARSHAL)
        self.seconds = seconds


class Clerk:
    """A process and what it knows of the papers. Not for two threads at once, but for `end`."""

    def __init__(self, brief: Brief) -> None:
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        self._brief = brief
        self._known = Papers()
        self._ready = False
        self._pipe: Connection
        with sheltered():
            self._pipe, other = context.Pipe()
            self._process = context.Process(target=_serve, args=(other,), daemon=True)
            self._process.start()
            other.close()
        with contextlib.suppress(OSError):
            self._pipe.send_bytes(brief.settings)

    def lay(self, papers: Papers) -> None:
        """Tells what has changed; judges again where it has to. Raises Gone, Fault."""
        changes = difference(self._known, papers)
        if changes:
            self._ask("lay", changes)
            self._known = papers

    def ask(self, verb: str, *words: str) -> Any:
        """The answer to one of the requests of `_answer`. Raises Gone, Fault."""
        return self._ask(verb, *words)

    def _ask(self, verb: str, *words: Any) -> Any:
        self.wait()
        try:
            self._pipe.send_bytes(marshal.dumps((verb, words), _MARSHAL))
        except (OSError, ValueError):
            raise self._gone() from None
        fault, answer = self._heard(self._brief.seconds)
        if fault:
            raise Fault(fault)
        return answer

    def wait(self) -> None:
        """Until the process is ready. Raises Gone."""
        if not self._ready:
            self._heard(_START)
            self._ready = True

    def _heard(self, seconds: float) -> Any:
        until = time.monotonic() + seconds
        try:
            while not self._pipe.poll(min(0.2, max(0.0, until - time.monotonic()))):
                if time.monotonic() > until:
                    raise self._gone(overdue=True)
                if not self._process.is_alive() and not self._pipe.poll(0):
                    raise self._gone()
            return marshal.loads(self._pipe.recv_bytes())
        except (OSError, EOFError, ValueError):
            raise self._gone() from None

    def _gone(self, *, overdue: bool = False) -> Gone:
        self.end()
        return Gone(overdue)

    def end(self) -> None:
        """Ends the process at once, and all it knows with it."""
        with contextlib.suppress(OSError, ValueError, AttributeError):
            self._process.kill()
            self._process.join()
        with contextlib.suppress(OSError):
            self._pipe.close()


def _serve(pipe: "Connection") -> None:
    """The work of the process, until its pipe closes. Says nothing anywhere: what it could print would be about a document."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(silence, stream)
    with contextlib.suppress(OSError, EOFError):
        packed, options, memory = marshal.loads(pipe.recv_bytes())
        _limit(memory)
        rulebook = cache.unpack(packed, "")
        if rulebook is None:
            return
        from linter.workbench.desk import Desk

        desk = Desk(rulebook, Options(*options))
        _warm(desk)
        settle()
        pipe.send_bytes(marshal.dumps("ready", _MARSHAL))
        while True:
            verb, words = marshal.loads(pipe.recv_bytes())
            try:
                message = marshal.dumps(("", _answer(desk, verb, words)), _MARSHAL)
            except Exception as error:
                message = marshal.dumps((type(error).__name__, None), _MARSHAL)
            pipe.send_bytes(message)


def _warm(desk: "Desk") -> None:
    """Does everything once with an invented report, so that the first real one waits for nothing that could have been done before."""
    from linter.workbench import examples, screens

    name = examples.EXAMPLES[0]
    sample = examples.read(name)
    if sample is not None:
        desk.lay({"report": (name, sample), "previous": (name, sample)})
        desk.fault(next((f.fingerprint for f in desk.report.findings), "") if desk.report else "", "")
        screens.page(desk.sitting(), "")
        desk.lay({"report": None, "previous": None})


def _answer(desk: "Desk", verb: str, words: tuple[Any, ...]) -> Any:
    from linter.workbench import screens

    if verb == "lay":
        return desk.lay(*words)
    if verb == "board":
        return screens.board(desk.sitting())
    if verb == "page":
        return screens.page(desk.sitting(), *words)
    if verb == "fault":
        return desk.fault(*words)
    if verb == "copied":
        from linter.workbench.stacks import copied

        return copied.page(desk.rulebook, *words)
    made = desk.export(*words)
    return None if made is None else (made.name, made.media, made.data)


def _limit(memory: int) -> None:
    """No more than this many bytes of address space, where the system can hold a process to it."""
    if sys.platform == "win32":
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (memory if hard == resource.RLIM_INFINITY else min(memory, hard), hard))
