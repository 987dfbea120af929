"""Compiled regular expressions kept from one run to the next.

A check uses some 130 patterns; compiling them in pure Python takes a third of a cold start, loading their
programs a millisecond. The programs go straight into the cache of `re`, so that nothing else knows of this. The
format is CPython's own: the file names interpreter and engine, the programs are verified by `_sre` as it takes
them, and whatever does not fit, or fails in any way, is compiled as always.
"""

import os
import re
import sys
from typing import Any

_LIMIT = 500  # patterns; `re` itself keeps 512, ninety different reports ask for 490
_KNOWN_GOOD = ((3, 11), (3, 12), (3, 13))  # interpreters whose cache layout this was written for


def load() -> int:
    """Fills the cache of `re`; gives the number of patterns, 0 where there is nothing to load."""
    if sys.implementation.name != "cpython" or sys.version_info[:2] not in _KNOWN_GOOD:
        return 0
    try:
        import _sre
        import marshal

        from linter.rulebook import cache

        path = _path()
        if not cache.private(os.path.dirname(path)):
            return 0
        with open(path, "rb") as file:
            data = file.read()
        end = data.find(b"\n") + 1
        payload = data[end:]
        if not end or data[:end] != _header(payload):
            return 0
        entries = marshal.loads(payload)
        store: dict[Any, Any] = re._cache  # type: ignore[attr-defined]
        for text, flags, whole, code, groups, names, indexes in entries:
            store[str, text, flags] = _sre.compile(text, whole, code, groups, names, indexes)
        return len(entries)
    except Exception:
        return 0


def save(known: int) -> bool:
    """Writes the patterns of this run when there are more than `known`; never raises, False where nothing was written."""
    if sys.implementation.name != "cpython" or sys.version_info[:2] not in _KNOWN_GOOD:
        return False
    try:
        keys = [key for key in re._cache if key[0] is str]  # type: ignore[attr-defined]
        if len(keys) <= known or len(keys) > _LIMIT:
            return False
        import marshal

        from linter.rulebook import cache

        payload = marshal.dumps([_program(text, flags) for _, text, flags in keys], 4)
        return cache.store(_path(), _header(payload) + payload)
    except Exception:
        return False


def _program(text: str, flags: int) -> tuple[Any, ...]:
    """What `_sre.compile` is given for a pattern, as `re._compiler.compile` works it out."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(text, flags)
    code = _compiler._code(parsed, flags)
    names = parsed.state.groupdict
    indexes: list[str | None] = [None] * parsed.state.groups
    for name, index in names.items():
        indexes[index] = name
    return text, flags, flags | parsed.state.flags, [int(c) for c in code], parsed.state.groups - 1, dict(names), tuple(indexes)


def _path() -> str:
    from linter.rulebook import cache

    return os.path.join(cache.directory(), f"patterns-{sys.implementation.cache_tag}.bin")


def _header(payload: bytes) -> bytes:
    import _sre

    from linter import __dist__, __version__
    from linter.rulebook.folder import digest

    return f"{__dist__} patterns {__version__} {sys.version_info[:3]} {_sre.MAGIC} {digest(payload)}\n".encode()
