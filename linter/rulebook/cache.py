"""The compiled rulebook on disk: built into the wheel, else kept per user.

A file is one header line (format, program version, signature of the rule files, digest of the payload)
and a marshal payload. The header is checked in full before the payload is touched; whatever does not fit,
or fails in any way, counts as absent and the rules are read from YAML again.
"""

import gc
import marshal
import os
import sys
from typing import Any

from linter import __dist__, __version__
from linter.model.rule import Basis, Dimension, Grade, Group, Rule, Rulebook, Source, Weighting
from linter.rulebook.folder import digest, sizes

FORMAT = 3  # raise it when the plain form or the meaning of its fields changes
SHIPPED = "compiled.bin"
_MARSHAL = 4  # the oldest version with references between objects; every Python since 3.4 reads it

_BASIS = Rule._fields.index("basis")
_DIMENSIONS = Weighting._fields.index("dimensions")
_GRADES = Weighting._fields.index("grades")
_GROUPS = Weighting._fields.index("groups")


def pack(book: Rulebook, signature: str, *, lasting: bool = True) -> bytes:
    """The bytes of a compiled file for rule files of this signature. Those of a file that lasts depend on the content alone;
    to hand a rulebook to another process that is not worth the time."""
    flat = _flatten(book)
    payload = marshal.dumps(_shared(flat, {}) if lasting else flat, _MARSHAL)
    return _header(signature, payload) + payload


def unpack(data: bytes, signature: str) -> Rulebook | None:
    """The rulebook in `data`, None where version, signature or digest do not fit."""
    end = data.find(b"\n") + 1
    payload = data[end:]
    if not end or data[:end] != _header(signature, payload):
        return None
    collecting = gc.isenabled()
    gc.disable()  # thousands of containers and no garbage: collections would cost a third of the time
    try:
        return _unfold(marshal.loads(payload))
    except Exception:  # a payload of another make: the YAML files are the truth
        return None
    finally:
        if collecting:
            gc.enable()


def shipped(root: str) -> Rulebook | None:
    """The compiled rulebook inside an installed package; None in a checkout or where a rule file was changed."""
    try:
        with open(os.path.join(root, SHIPPED), "rb") as file:
            data = file.read()
    except OSError:
        return None
    return unpack(data, sizes(root))


def place(roots: tuple[str, ...]) -> str:
    """The file of the per-user cache for these rule folders: one for each set of folders."""
    names = [os.path.abspath(root) for root in roots]
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return os.path.join(directory(), f"rulebook-{version}-{digest(repr(names).encode())}.bin")


def directory() -> str:
    """The per-user cache folder, as platformdirs has it; on Linux without its import (pathlib: 4 ms)."""
    if sys.platform == "linux" and "ANDROID_DATA" not in os.environ:
        base = os.environ.get("XDG_CACHE_HOME", "").strip() or os.path.expanduser("~/.cache")
        return os.path.join(base, __dist__)
    from platformdirs import user_cache_dir

    return user_cache_dir(__dist__, appauthor=False)


def read(path: str, signature: str) -> Rulebook | None:
    """The rulebook in the per-user cache; None where there is none, it is old, or others could have written it."""
    try:
        if not private(os.path.dirname(path)):
            return None
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return None
    return unpack(data, signature)


def write(path: str, book: Rulebook, signature: str) -> bool:
    """Stores `book`; False where the folder cannot be written or is not ours alone. Never raises OSError."""
    return store(path, pack(book, signature))


def store(path: str, data: bytes) -> bool:
    """Writes a file of the per-user cache; False where the folder cannot be written or is not ours alone. Never raises OSError.

    The file is written under another name and moved: a reader sees the old one or the new one, whole.
    """
    folder = os.path.dirname(path)
    draft = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        if not os.path.isdir(folder):
            os.mkdir(folder, 0o700)
        elif not private(folder):
            return False
        with open(draft, "wb") as file:
            file.write(data)
        os.replace(draft, path)
    except OSError:
        if os.path.exists(draft):
            os.unlink(draft)
        return False
    return True


def _shared(value: Any, known: dict[Any, Any]) -> Any:
    """A copy of `value` in which equal strings and numbers are one object.

    marshal writes a reference for an object met again, by identity: shared words load faster, and the bytes
    depend on the content alone, never on what else the process holds.
    """
    if isinstance(value, dict):
        return {_shared(key, known): _shared(inner, known) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)([_shared(inner, known) for inner in value])
    return known.setdefault((type(value), value), value)


def _header(signature: str, payload: bytes) -> bytes:
    return f"{__dist__} rulebook {FORMAT} {__version__} {signature} {digest(payload)}\n".encode()


def private(folder: str) -> bool:
    """Whether nobody else can write into `folder`: marshal must not be fed by strangers."""
    if os.name != "posix":
        return True  # the per-user folder of Windows is private by inheritance
    state = os.lstat(folder)
    return state.st_uid == os.geteuid() and (state.st_mode & 0o170022) == 0o040000


def _flatten(book: Rulebook) -> dict[str, Any]:
    """`book` as data of exact built-in types (marshal takes no NamedTuple)."""
    return {
        "rules": [_with(tuple(rule), _BASIS, tuple(tuple(basis) for basis in rule.basis)) for rule in book.rules],
        "lexicon": book.lexicon,
        "sources": [tuple(source) for source in book.sources.values()],
        "weightings": [
            _with(
                _with(
                    _with(tuple(weighting), _DIMENSIONS, tuple(tuple(dimension) for dimension in weighting.dimensions)),
                    _GRADES,
                    tuple(tuple(grade) for grade in weighting.grades),
                ),
                _GROUPS,
                tuple(tuple(group) for group in weighting.groups),
            )
            for weighting in book.weightings.values()
        ],
        "outlines": list(book.outlines),
        "version": book.version,
        "sha256": book.sha256,
    }


def _unfold(plain: dict[str, Any]) -> Rulebook:
    """The Rulebook of `_flatten`; raises KeyError, TypeError, ValueError or IndexError on anything else."""
    sources = [Source(*fields) for fields in plain["sources"]]
    weightings = [_weighting(fields) for fields in plain["weightings"]]
    return Rulebook(
        tuple([Rule(*_with(fields, _BASIS, tuple([Basis(*basis) for basis in fields[_BASIS]]))) for fields in plain["rules"]]),
        plain["lexicon"],
        {source.key: source for source in sources},
        {weighting.id: weighting for weighting in weightings},
        tuple(plain["outlines"]),
        plain["version"],
        plain["sha256"],
    )


def _weighting(fields: tuple[Any, ...]) -> Weighting:
    dimensions = tuple([Dimension(*dimension) for dimension in fields[_DIMENSIONS]])
    grades = tuple([Grade(*grade) for grade in fields[_GRADES]])
    groups = tuple([Group(*group) for group in fields[_GROUPS]])
    return Weighting(*_with(_with(_with(fields, _DIMENSIONS, dimensions), _GRADES, grades), _GROUPS, groups))


def _with(fields: tuple[Any, ...], index: int, value: Any) -> tuple[Any, ...]:
    return (*fields[:index], value, *fields[index + 1 :])
