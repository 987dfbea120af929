"""The kept results of a run: found, told, added."""

import gc
from _blake2 import blake2b
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from linter.model.result import Report
from linter.reading import CONVERTED
from linter.results.form import FIELDS, plain
from linter.results.key import Keys
from linter.results.later import LaterDocument, LaterReport
from linter.results.pieces import Unkept
from linter.results.store import Store, place

if TYPE_CHECKING:
    from linter.engines import Engines, Task


class Kept:
    """The store as one run uses it."""

    def __init__(self, engines: "Engines") -> None:
        self._engines = engines
        self._keys = Keys(engines.rulebook.sha256, engines.max_size)
        self._store = Store(place())

    def find(self, task: "Task") -> tuple[bytes, Report | None]:
        """(key, report) of a file; None where its result is not kept."""
        # its SHA-256 is worked out only for those who ask for it: this is five times as fast
        key = self._keys.key(blake2b(task.data, digest_size=32).hexdigest(), task.name, task.data, task.options)
        fields = self._store.get(key)
        if fields is None or len(fields) != len(FIELDS):
            return key, None
        return key, told(self._engines, task, fields, None)

    def add(self, key: bytes, task: "Task", report: Report) -> None:
        """Keeps a report judged here, unless it cannot be told without its text, or only through another conversion."""
        if report.document.format in CONVERTED:
            return
        try:
            fields = plain(report, task.data, self._engines.ground(task.options))
        except Unkept:
            return
        self._store.put(key, fields)

    def keep(self, key: bytes, fields: tuple[Any, ...]) -> None:
        """Keeps a report that comes as plain data, under the same conditions."""
        if fields[FIELDS.index("document")][0] not in CONVERTED:
            self._store.put(key, fields)

    def close(self) -> None:
        """Writes what is not written yet."""
        self._store.close()


def told(engines: "Engines", task: "Task", fields: tuple[Any, ...], text: str | None) -> Report:
    """The report of plain data, field by field when asked. `text` is the canonical text where it is at hand."""
    ground = engines.ground(task.options)
    return LaterReport(LaterDocument(task.path, task.name, task.data, fields[0], ground, text), fields, ground)


@contextmanager
def quiet() -> Iterator[None]:
    """No garbage collection inside: thousands of tuples come in and none is garbage."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.freeze()  # it all stays until the run ends: the next collection need not look at it
            gc.enable()
