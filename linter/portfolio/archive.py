"""Zip archives of reports, read entry by entry in memory: nothing is unpacked to disk, and what a hostile one can cost is bounded."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import IO

from linter.model.failure import ReadFailure
from linter.reading.limits import FILE_BYTES, PACKAGE_BYTES, PART_FLOOR, PART_RATIO
from linter.reading.messages import failure

SUFFIX = ".zip"
INSIDE = "!/"  # between the path of an archive and the name of an entry
ENTRIES = 100_000
DEPTH = 2  # an archive inside an archive, no more
RATIO = 60  # all entries : the archive, above PACKAGE_BYTES
_ENCRYPTED, _UTF8 = 0x1, 0x800
_UNICODE_PATH = 0x7075  # extra field of Info-ZIP


def entries(
    archive: str | bytes, suffixes: tuple[str, ...], max_size: int, depth: int = DEPTH, asked: Callable[[str], bool] | None = None
) -> Iterator[tuple[str, bytes | ReadFailure]]:
    """(name, bytes or why there are none) of each entry with one of the suffixes, in the order of the archive; `archive` is a path or bytes.

    Hidden entries and lock files are passed over; archives inside are opened, their names joined by `!/`. Names are those
    of the entries and say nothing about any file here. Where `asked` is given only those it holds for are unpacked. Raises ReadFailure for an archive that cannot be read at all.
    """
    try:
        with zipfile.ZipFile(archive if isinstance(archive, str) else BytesIO(archive)) as opened:
            held = opened.infolist()
            _bounded(held, opened.fp)
            seen: dict[str, int] = {}
            for entry in held:
                name = name_of(entry)
                if entry.is_dir() or name.endswith("/") or _hidden(name) or not name.lower().endswith((*suffixes, SUFFIX)):
                    continue
                seen[name] = seen.get(name, 0) + 1
                if seen[name] > 1:
                    stem, _, suffix = name.rpartition(".")
                    name = f"{stem}#{seen[name]}.{suffix}"
                if asked is None or name.lower().endswith(SUFFIX) or asked(name):
                    yield from _entry(opened, entry, name, suffixes, max_size, depth, asked)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, struct.error) as error:
        if isinstance(error, PermissionError):
            raise failure("permission") from None
        raise failure("package-truncated") from None
    except NotImplementedError:
        raise failure("archive-method") from None


def _bounded(held: list[zipfile.ZipInfo], stream: IO[bytes] | None) -> None:
    if len(held) > ENTRIES:
        raise failure("archive-entries", limit=ENTRIES)
    size = stream.seek(0, 2) if stream is not None else 0
    if sum(entry.file_size for entry in held) > max(PACKAGE_BYTES, RATIO * size):
        raise failure("archive-size")


def _entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, suffixes: tuple[str, ...], max_size: int, depth: int, asked: Callable[[str], bool] | None
) -> Iterator[tuple[str, bytes | ReadFailure]]:
    try:
        data = _bytes(archive, entry, max_size)
    except ReadFailure as problem:
        yield name, problem
        return
    if not name.lower().endswith(SUFFIX):
        yield name, data
    elif depth <= 1:
        yield name, failure("archive-depth")
    else:
        try:
            of_inner = None if asked is None else lambda inner: asked(f"{name}{INSIDE}{inner}")
            for inner, held in entries(data, suffixes, max_size, depth - 1, of_inner):
                yield f"{name}{INSIDE}{inner}", held
        except ReadFailure as problem:
            yield name, problem


def _bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, max_size: int) -> bytes:
    """The bytes of an entry, never more than one beyond the limits. ReadFailure where it cannot be read."""
    limit = max(FILE_BYTES, max_size)
    if entry.flag_bits & _ENCRYPTED:
        raise failure("archive-encrypted")
    if entry.file_size > limit:
        raise failure("too-large-file", limit=limit)
    if entry.file_size > PART_FLOOR and entry.file_size > PART_RATIO * max(1, entry.compress_size):
        raise failure("archive-size")
    try:
        with archive.open(entry) as stream:
            return stream.read(limit + 1)  # as many bytes as were declared, whatever is packed there
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error):
        raise failure("package-truncated") from None
    except (NotImplementedError, RuntimeError):
        raise failure("archive-method") from None


def name_of(entry: zipfile.ZipInfo) -> str:
    """The name of an entry as its author saw it. Old tools wrote it in the encoding of their system, GBK in China, without saying so."""
    if entry.flag_bits & _UTF8:
        return _tidy(entry.filename)
    try:
        raw = entry.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return _tidy(entry.filename)
    told = _unicode_path(entry.extra, raw)
    if told is not None:
        return _tidy(told)
    for encoding in ("utf-8", "gb18030"):
        try:
            return _tidy(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _tidy(entry.filename)


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name in the field that Info-ZIP adds, where it belongs to this entry."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        body = extra[at + 4 : at + 4 + size]
        if kind == _UNICODE_PATH and len(body) > 5 and body[0] == 1 and int.from_bytes(body[1:5], "little") == zlib.crc32(raw):
            return body[5:].decode("utf-8", "replace")
        at += 4 + size
    return None


def _tidy(name: str) -> str:
    return name.replace("\\", "/").replace("\0", "")


def _hidden(name: str) -> bool:
    *folders, base = name.split("/")
    return base.startswith((".", "~$")) or any(f.startswith("__") or (f.startswith(".") and f not in (".", "..")) for f in folders)
