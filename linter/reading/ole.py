"""OLE compound files (.doc, .wps, encrypted .docx): just enough to name what such a file is and whether it is locked.

An own look at header, sector chains and root folder: three look-ups, too few for a library in the base install.
Every chain is held against the number of sectors there are, so that one that loops or lies ends at once.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA  # sector numbers from here on have a meaning of their own (end, free, table)
_ENTRY = 128  # bytes of a directory entry
_STREAM, _ROOT = 2, 5
_SMALL = 4096  # streams below this size stand in the small stream
_WORD_MARKS = (0xA5EC, 0xA5DC)  # Word 97 and later, Word 6 and 95
_ENCRYPTED = 0x0100  # FibBase.fEncrypted, also set where the text is only obfuscated
_LOCKED = ("encryptedpackage", "\tdrmcontent")
_FOREIGN = ("workbook", "book", "powerpoint document", "pp97_dualstorage", "__properties_version1.0", "visiodocument")


class Damaged(Exception):
    """No compound file, or one whose tables point out of it. `cut`: they point beyond its end."""

    def __init__(self, *, cut: bool = False) -> None:
        super().__init__()
        self.cut = cut


class _Entry(NamedTuple):
    kind: int
    start: int
    size: int


def kind_of(data: bytes) -> str:
    """What a compound file is: word | locked | foreign (Excel, slides, mail) | other (nothing known). Raises Damaged."""
    file = _File(data)
    entries = file.folder()
    if any(name in entries for name in _LOCKED):
        return "locked"
    story = entries.get("worddocument")
    if story is not None and story.kind == _STREAM:
        head = file.head(story, entries[""])
        if len(head) >= 12:
            mark, flags = struct.unpack_from("<H8xH", head)
            if mark in _WORD_MARKS:
                return "locked" if flags & _ENCRYPTED else "word"
        raise Damaged
    return "foreign" if any(name in entries for name in _FOREIGN) else "other"


class _File:
    """The sectors of a compound file and the table that chains them."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(MAGIC):
            raise Damaged(cut=data.startswith(MAGIC))
        self._data = data
        shift, small = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small != 6:
            raise Damaged
        self._size = 1 << shift
        self._count = -(-len(data) // self._size)  # no chain is longer
        self._first, self._small_first = struct.unpack_from("<I8xI", data, 48)
        self._table = self._tables()

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        if at >= len(self._data):
            raise Damaged(cut=True)
        return self._data[at : at + self._size]

    def _tables(self) -> list[int]:
        """The numbers of the sectors that hold the table, in order: from the header, then chained by their last number."""
        numbers = list(struct.unpack_from("<109I", self._data, 76))
        following, steps = struct.unpack_from("<I", self._data, 68)[0], 0
        each = self._size // 4
        while following < _LAST:
            steps += 1
            if steps * each > self._count:
                raise Damaged
            *more, following = struct.unpack(f"<{each}I", self._sector(following).ljust(self._size, b"\xff"))
            numbers += more
        return [number for number in numbers if number < _LAST]

    def _next(self, number: int) -> int:
        each = self._size // 4
        if number // each >= len(self._table):
            raise Damaged
        table = self._sector(self._table[number // each])
        at = number % each * 4
        if at + 4 > len(table):
            raise Damaged(cut=True)
        following: int = struct.unpack_from("<I", table, at)[0]
        return following

    def _chain(self, start: int) -> Iterator[bytes]:
        """The sectors of a chain."""
        for _ in range(self._count):
            if start >= _LAST:
                return
            yield self._sector(start)
            start = self._next(start)
        raise Damaged

    def folder(self) -> dict[str, _Entry]:
        """Entries of the root folder by name, lower case; the root itself under ''. What is inside embedded objects is none of it."""
        directory = b"".join(self._chain(self._first))
        root = _entry(directory, 0)
        if root is None or root[1].kind != _ROOT:
            raise Damaged
        found = {"": root[1]}
        waiting, seen = [root[2][2]], set()
        while waiting:
            number = waiting.pop()
            if number in seen or number >= _LAST:
                continue
            seen.add(number)
            entry = _entry(directory, number)
            if entry is not None:
                found.setdefault(entry[0].lower(), entry[1])
                waiting += entry[2][:2]
        return found

    def head(self, entry: _Entry, root: _Entry) -> bytes:
        """The first bytes of a stream, up to one sector."""
        if entry.size >= _SMALL:
            return next(self._chain(entry.start), b"")
        # 64 bytes each, laid end to end in the stream of the root
        at = entry.start * 64
        for number, sector in enumerate(self._chain(root.start)):
            if number == at // self._size:
                return sector[at % self._size :][: min(64, entry.size)]
        raise Damaged


def _entry(directory: bytes, number: int) -> tuple[str, _Entry, tuple[int, int, int]] | None:
    """(name, entry, numbers of its left and right neighbour and of its first child); None beyond the directory."""
    raw = directory[number * _ENTRY : (number + 1) * _ENTRY]
    if len(raw) < _ENTRY:
        return None
    length, kind = struct.unpack_from("<HB", raw, 64)
    left, right, child = struct.unpack_from("<3I", raw, 68)
    start, size = struct.unpack_from("<II", raw, 116)
    name = raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    return name, _Entry(kind, start, size), (left, right, child)
