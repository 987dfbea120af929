"""A file on disk that somebody writes in another program: when it was saved, and is whole.

WPS and Word save beside and rename: for a moment the file is missing, locked, empty or half written. Only what stands still for
one look is read, and what cannot be read now is looked at again.
"""

import os

from linter.model.failure import ReadFailure
from linter.reading import bytes_of

EVERY = 0.25  # seconds between looks

_State = tuple[int, int, int]


class Watch:
    """A path and what was last seen there."""

    def __init__(self, path: str, max_size: int) -> None:
        self.path = path
        self._max_size = max_size
        self._read: _State | None = None
        self._seen: _State | None = None

    def read(self) -> bytes:
        """The bytes as they are now. Raises ReadFailure, FileNotFoundError."""
        self._read = self._state()
        return bytes_of(self.path, self._max_size)

    def look(self) -> bytes | None:
        """The bytes, where the file was saved since they were last read and has stood still since the last look; else None."""
        now = self._state()
        before, self._seen = self._seen, now
        if now is None or now == self._read or now != before:
            return None
        try:
            data = bytes_of(self.path, self._max_size)
        except (ReadFailure, FileNotFoundError):
            return None
        if self._state() != now:
            return None
        self._read = now
        return data

    def _state(self) -> _State | None:
        """What changes when a file is saved; None where there is none, or nothing in it yet."""
        try:
            found = os.stat(self.path)
        except OSError:
            return None
        return (found.st_mtime_ns, found.st_size, found.st_ino) if found.st_size else None
