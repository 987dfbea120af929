"""OLE compound files written by hand: streams by name, and Word documents as far as their first bytes."""

import itertools
import struct
from collections.abc import Mapping

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END, FREE, TABLE, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_SECTOR = 512


def word(*, encrypted: bool = False, mark: int = 0xA5EC, size: int = 5000) -> bytes:
    """The beginning of a WordDocument stream: a FibBase and zeros."""
    flags = 0x0100 if encrypted else 0
    return struct.pack("<HHHHHH", mark, 0x00C1, 0, 0x0804, 0, flags).ljust(size, b"\0")


def ole(streams: Mapping[str, bytes], *, inside: Mapping[str, bytes] | None = None) -> bytes:
    """A compound file with these streams in its root; those `inside` are in a folder (an embedded object)."""
    sectors: list[bytes] = []
    table: list[int] = []

    def put(data: bytes) -> int:
        if not data:
            return END
        first = len(sectors)
        for at in range(0, len(data), _SECTOR):
            sectors.append(data[at : at + _SECTOR].ljust(_SECTOR, b"\0"))
            table.append(len(sectors))
        table[-1] = END
        return first

    small = b""
    entries: list[tuple[str, int, int, int, int]] = []  # name, kind, child, start, size

    def enter(name: str, data: bytes) -> None:
        nonlocal small
        if len(data) >= 4096:
            entries.append((name, 2, NONE, put(data), len(data)))
        else:
            entries.append((name, 2, NONE, len(small) // 64, len(data)))
            small += data.ljust(-(-len(data) // 64) * 64, b"\0")

    root = len(streams)
    for name, data in streams.items():
        enter(name, data)
    if inside:
        for name, data in inside.items():
            enter(name, data)
    start = put(small)
    own = list(range(1, root + 1))
    folder = [("ObjectPool", 1, root + 2, 0, 0)] if inside else []
    listed = [("Root Entry", 5, 1 if root or inside else NONE, start, len(small)), *entries[:root], *folder, *entries[root:]]
    if inside:
        own.append(root + 1)
    right = dict(itertools.pairwise(own))
    below = list(range(root + 2, len(listed)))
    right |= dict(itertools.pairwise(below))
    directory = b"".join(_entry(name, kind, right.get(i, NONE), below_, at, size) for i, (name, kind, below_, at, size) in enumerate(listed))
    first_directory = put(directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0"))
    count = 1
    while (len(table) + count) > count * 128:
        count += 1
    first_table = len(sectors)
    table += [TABLE] * count
    raw = struct.pack(f"<{count * 128}I", *(table + [FREE] * (count * 128 - len(table))))
    sectors.extend(raw[at : at + _SECTOR] for at in range(0, len(raw), _SECTOR))
    header = MAGIC + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIIII", 0, count, first_directory, 0, 4096, END, 0, END, 0, first_table)
    for i in range(1, 109):
        header += struct.pack("<I", first_table + i if i < count else FREE)
    return header + b"".join(sectors)


def _entry(name: str, kind: int, right: int, below: int, start: int, size: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    return raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, NONE, right, below) + bytes(36) + struct.pack("<IQ", start, size)
