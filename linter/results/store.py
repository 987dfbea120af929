"""Kept results on disk: one SQLite file in the per-user folder, key → digest and marshal data.

Whatever is wrong with folder, file or entry counts as an entry that is not there: it is made anew, and a file
that is no store of ours is replaced. marshal is fed only with what has our digest and lies where nobody else writes.
"""

import marshal
import os
from _blake2 import blake2b
from typing import TYPE_CHECKING, Any

from linter.results.form import MARSHAL
from linter.rulebook import cache

if TYPE_CHECKING:
    import sqlite3

FILE = "results.sqlite"
LIMIT = 200_000_000  # bytes of the file; the oldest entries go first
ENTRY = 2_000_000  # a larger entry is not kept
_SEAL = 16
_BATCH = 200  # entries a transaction
_LAYOUT = 1  # raise it when the table changes


def place() -> str:
    """The file of the kept results."""
    return os.path.join(cache.directory(), FILE)


def sealed(key: bytes, fields: tuple[Any, ...]) -> bytes:
    """The bytes of an entry: a digest over key and data, then the data."""
    data = marshal.dumps(fields, MARSHAL)
    return blake2b(key + data, digest_size=_SEAL).digest() + data


def opened(key: bytes, entry: object) -> tuple[Any, ...] | None:
    """The data of an entry; None where it is damaged or was written for another key."""
    if not isinstance(entry, bytes) or entry[:_SEAL] != blake2b(key + entry[_SEAL:], digest_size=_SEAL).digest():
        return None
    try:
        fields = marshal.loads(entry[_SEAL:])
    except (EOFError, ValueError, TypeError):
        return None
    return fields if isinstance(fields, tuple) else None


class Store:
    """The kept results, open for one run. No method raises for what is wrong on disk."""

    def __init__(self, path: str, limit: int = LIMIT) -> None:
        """Opens the store at `path` and makes folder and file where there are none; without them it holds nothing and keeps nothing."""
        self._path = path
        self._limit = limit
        self._waiting: list[tuple[bytes, bytes]] = []
        self._base: sqlite3.Connection | None = None
        if _ours(path):
            self._base = _reopened(path)

    def get(self, key: bytes) -> tuple[Any, ...] | None:
        """The data kept under `key`, None where there is none or it is damaged."""
        if self._base is None:
            return None
        import sqlite3

        try:
            row = self._base.execute("SELECT data FROM result WHERE key = ?", (key,)).fetchone()
        except sqlite3.OperationalError:
            return None  # locked, or a disk that does not answer
        except (sqlite3.Error, UnicodeError):
            self._renew()
            return None
        return opened(key, row[0]) if row else None

    def put(self, key: bytes, fields: tuple[Any, ...]) -> None:
        """Keeps `fields` under `key`; on disk with the next batch."""
        if self._base is None:
            return
        entry = sealed(key, fields)
        if len(entry) <= ENTRY:
            self._waiting.append((key, entry))
            if len(self._waiting) >= _BATCH:
                self._write()

    def close(self) -> None:
        """Writes what is waiting and closes the file."""
        self._write()
        if self._base is not None:
            self._base.close()
            self._base = None

    def _write(self) -> None:
        if self._base is None or not self._waiting:
            return
        import sqlite3

        rows, self._waiting = self._waiting, []
        for _ in range(2):
            try:
                with self._base:
                    self._base.executemany("INSERT OR REPLACE INTO result (key, data) VALUES (?, ?)", rows)
                    self._trim()
                return
            except sqlite3.OperationalError:
                return  # read-only, full or locked for long: these are made anew next time
            except (sqlite3.Error, UnicodeError):
                self._renew()
                if self._base is None:
                    return

    def _trim(self) -> None:
        """Removes the oldest entries, a quarter of the limit, where the limit is passed. Free pages are used again."""
        assert self._base is not None
        (size,) = self._base.execute("SELECT (p.page_count - f.freelist_count) * s.page_size FROM pragma_page_count p, pragma_freelist_count f, pragma_page_size s").fetchone()
        if size <= self._limit:
            return
        gone, last = 0, 0
        for number, length in self._base.execute("SELECT rowid, length(data) FROM result ORDER BY rowid"):
            gone, last = gone + length, number
            if size - gone <= self._limit * 3 // 4:
                break
        self._base.execute("DELETE FROM result WHERE rowid <= ?", (last,))

    def _renew(self) -> None:
        """Another file in place of one that is no database any more."""
        if self._base is not None:
            self._base.close()
        self._base = _reopened(self._path) if _removed(self._path) else None


def _ours(path: str) -> bool:
    """Whether nobody else can write at `path`; makes the folder, for its owner alone, where there is none."""
    folder = os.path.dirname(path)
    try:
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        if not os.path.lexists(folder):
            os.mkdir(folder, 0o700)
        if not cache.private(folder):
            return False
        if not os.path.lexists(path):
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
            return True
        # as with the folder: a regular file of ours that no one else writes; it may be read-only
        state = os.lstat(path)
        return os.name != "posix" or (state.st_uid == os.geteuid() and (state.st_mode & 0o170022) == 0o100000)
    except FileExistsError:
        return True  # another run was faster
    except OSError:
        return False


def _reopened(path: str) -> "sqlite3.Connection | None":
    """The open store; a file that is none is replaced. None where it is locked for long, or cannot be read."""
    try:
        import sqlite3
    except ImportError:  # a Python built without it
        return None
    for _ in range(2):
        base = None
        try:
            base = sqlite3.connect(path, timeout=2.0)
            if _prepared(base):
                return base
        except sqlite3.OperationalError:
            if base is not None:
                base.close()
            return None
        except (sqlite3.Error, UnicodeError):
            pass
        if base is not None:
            base.close()
        if not _removed(path):
            return None
    return None


def _prepared(base: "sqlite3.Connection") -> bool:
    """Whether the file has our table, made here where it is new. False for a table of another layout."""
    # results can be made anew: no waiting for the disk
    base.execute("PRAGMA synchronous = OFF")
    base.execute("PRAGMA cell_size_check = ON")
    (layout,) = base.execute("PRAGMA user_version").fetchone()
    if layout == 0:
        with base:
            base.execute("CREATE TABLE IF NOT EXISTS result (key BLOB PRIMARY KEY, data BLOB NOT NULL)")
            base.execute(f"PRAGMA user_version = {_LAYOUT}")
    tables = base.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'result'").fetchone()
    return layout in (0, _LAYOUT) and tables == (1,)


def _removed(path: str) -> bool:
    """Removes a file that is no store, with its journal. Never one that is merely locked or cannot be written."""
    try:
        with open(path, "r+b"):
            pass
        for name in (path, path + "-journal"):
            if os.path.lexists(name):
                os.unlink(name)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
        return True
    except OSError:
        return False
