"""The store: one SQLite file, opened with the settings that a run which may be killed needs."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError, OperationalError

from linter.model.failure import UsageFailure
from linter.portfolio.tables import SCHEMA, meta, metadata

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue

BUSY = 10.0  # seconds to wait for another process that is writing
_HEADER = b"SQLite format 3\0"
_OURS = 0x66617A68  # application id in the header of the file: fazh


@contextmanager
def opened(path: str, words: "Catalogue", *, make: bool = False) -> Iterator[Engine]:
    """The store at `path`; with `make` a new one where there is none, readable by its owner alone.

    `words` is the catalogue with the shelf `portfolio`. UsageFailure, in one sentence, for a file that is not there, is no
    store or one of a newer program, cannot be written, or is locked; also for what the block meets of these.
    """
    _checked(path, words, make)
    engine = create_engine(URL.create("sqlite", database=path), connect_args={"timeout": BUSY})
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _begun)
    try:
        _prepared(engine, path, words, make)
        _settled_after_kill(engine)
        yield engine
    except OperationalError as error:
        raise UsageFailure(words(_reason(error), path=path)) from None
    except DatabaseError as error:
        if "not a database" in str(error.orig) or "malformed" in str(error.orig):
            raise UsageFailure(words("store.broken", path=path)) from None
        raise
    finally:
        engine.dispose()


def _checked(path: str, words: "Catalogue", make: bool) -> None:
    """UsageFailure for a path at which no store can be; makes the empty file."""
    if os.path.isdir(path):
        raise UsageFailure(words("store.folder", path=path))
    if os.path.lexists(path):
        try:
            with open(path, "rb") as file:
                start = file.read(100)
        except OSError:
            raise UsageFailure(words("store.unreadable", path=path)) from None
        # looked at before the database is, which would write to a file that is not ours
        ours = start[: len(_HEADER)] == _HEADER and int.from_bytes(start[68:72], "big") == _OURS
        if not ours and (start or not make):
            raise UsageFailure(words("store.foreign", path=path))
        return
    if not make:
        raise UsageFailure(words("store.missing", path=path))
    try:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
    except FileExistsError:
        return  # another process was faster
    except OSError:
        raise UsageFailure(words("store.unwritable", path=path)) from None


def _connected(connection: Any, record: object) -> None:
    """The settings of a connection. Its journal and files beside it get the mode of the file."""
    connection.isolation_level = None  # transactions begin where SQLAlchemy says so, tables made within one among them
    if connection.execute("PRAGMA page_count").fetchone() == (0,):
        connection.execute(f"PRAGMA application_id = {_OURS}").fetchall()  # in the file itself, before there is a journal beside it
    for setting in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON", "cell_size_check = ON"):
        connection.execute(f"PRAGMA {setting}").fetchall()


def _begun(connection: Connection) -> None:
    # one that will write takes its turn at once: it cannot when others wrote since it began to read
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: all of it is kept, or nothing."""
    with engine.execution_options(writing=True).begin() as connection:
        yield connection


def _prepared(engine: Engine, path: str, words: "Catalogue", make: bool) -> None:
    """Makes the tables of a new store; UsageFailure for tables of another kind or of a newer program."""
    with writing(engine) if make else engine.begin() as connection:
        names = set(inspect(connection).get_table_names())
        if not names and make:
            metadata.create_all(connection)
            connection.execute(insert(meta), {"key": "schema", "value": str(SCHEMA)})
            return
        if not names >= {"meta", "report", "unit"}:
            raise UsageFailure(words("store.foreign", path=path))
        schema = connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar_one_or_none()
    if schema is None or not schema.isdecimal():
        raise UsageFailure(words("store.foreign", path=path))
    if int(schema) > SCHEMA:
        raise UsageFailure(words("store.newer", path=path))


def _settled_after_kill(engine: Engine) -> None:
    from linter.portfolio.settling import settle, unsettled

    with engine.begin() as connection:
        pending = unsettled(connection)
    if pending:
        with writing(engine) as connection:
            settle(connection)


def _reason(error: OperationalError) -> str:
    """The message for what the database says it cannot do."""
    said = str(error.orig)
    if "locked" in said or "busy" in said:
        return "store.locked"
    if "readonly" in said or "unable to open" in said:
        return "store.unwritable"
    return "store.full" if "full" in said else "store.broken"
