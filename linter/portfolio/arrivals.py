"""Named paths → the files to judge, one after the other: plain files and the entries of archives."""

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from linter.model.failure import ReadFailure
from linter.model.result import Problem
from linter.portfolio.archive import INSIDE, SUFFIX, entries
from linter.reading import bytes_of, walked
from linter.reading.messages import FAILURES


class Named(Protocol):
    """A path of the command line, or one that a walk through a folder found (linter.cli.inputs.Input)."""

    @property
    def path(self) -> str: ...
    @property
    def named(self) -> bool: ...
    @property
    def problem(self) -> str: ...


class Arrival(NamedTuple):
    """A file: where it lies as people read it, whether the user named it, its bytes or what is to be told of it."""

    path: str
    named: bool
    data: bytes = b""
    problem: Problem | None = None


def arrivals(inputs: Iterable[Named], max_size: int) -> Iterator[Arrival]:
    """The files of the inputs in order, each read when it is asked for; an entry of an archive is `archive.zip!/name`."""
    for item in inputs:
        path = label(item.path)
        if item.problem:
            yield Arrival(path, item.named, problem=Problem(path, "unreadable", item.problem))
            continue
        try:
            if item.path.lower().endswith(SUFFIX):
                yield from _opened(item.path, path, max_size)
            else:
                yield Arrival(path, item.named, bytes_of(item.path, max_size))
        except ReadFailure as failure:
            yield Arrival(path, item.named, problem=Problem(path, failure.kind, failure.message))
        except FileNotFoundError:  # between the walk and now
            yield Arrival(path, item.named, problem=Problem(path, *FAILURES["gone"]))


def _opened(archive: str, path: str, max_size: int) -> Iterator[Arrival]:
    for name, held in entries(archive, walked(), max_size):
        inner = f"{path}{INSIDE}{label(name)}"
        if isinstance(held, ReadFailure):
            yield Arrival(inner, False, problem=Problem(inner, held.kind, held.message))
        else:
            yield Arrival(inner, False, held)


def label(path: str) -> str:
    """A path as text that every store and screen takes: bytes that are no UTF-8 are read as GB18030, or written out."""
    path = path.replace(os.sep, "/")
    try:
        path.encode("utf-8")
        return path
    except UnicodeEncodeError:
        pass
    raw = path.encode("utf-8", "surrogateescape") if _escaped(path) else path.encode("utf-8", "replace")
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "backslashreplace")


def _escaped(path: str) -> bool:
    try:
        path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True
