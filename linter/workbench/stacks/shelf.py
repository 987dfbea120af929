"""The store that the pages show, opened to be read and nothing else."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, event
from sqlalchemy.exc import DatabaseError

from linter.portfolio.store import opened

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue

Made = TypeVar("Made")


class Unreadable(Exception):
    """The database does not answer: locked, damaged or gone. Its own words are not passed on."""


class Shelf:
    """An open store. Connections are made as threads ask for them; the database itself refuses whatever would change it."""

    def __init__(self, path: str, words: "Catalogue") -> None:
        """UsageFailure, in one sentence, where `path` is no store (linter.portfolio.store.opened)."""
        self.path = path
        self.name = os.path.basename(path)
        self._open = ExitStack()
        self._engine = self._open.enter_context(opened(path, words))
        self._engine.dispose()  # the connection that looked whether it is a store may write
        event.listen(self._engine, "connect", _reading)

    def asked(self, question: Callable[[Connection], Made]) -> Made:
        """What a question finds, all of it at one moment of the store. Raises Unreadable."""
        with self._connected() as connection:
            return question(connection)

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except DatabaseError:
            raise Unreadable from None

    def close(self) -> None:
        """Lets go of the store."""
        self._open.close()


def _reading(connection: Any, record: object) -> None:
    connection.execute("PRAGMA query_only = ON").fetchall()
