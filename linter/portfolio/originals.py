"""The files that reports were read from, where they still lie there with the same bytes."""

import os
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from linter.model.digest import sha256_of
from linter.model.failure import ReadFailure
from linter.portfolio.archive import INSIDE, SUFFIX, entries
from linter.portfolio.arrivals import label
from linter.reading import bytes_of, walked

LIMIT = 5_000_000  # bytes of text, as for `check`


class Sought(NamedTuple):
    """A report: the SHA-256 of its bytes and the paths it was read from."""

    sha256: str
    paths: Sequence[str]


class Found(NamedTuple):
    """The bytes of a report; `id` is the one it was sought by, `path` the one of its paths that has them."""

    id: int
    path: str
    data: bytes


def originals(sought: Mapping[int, Sought], beside: str = "") -> Iterator[Found]:
    """The reports whose bytes can be had, each once; nothing but bytes with the SHA-256 of the report is ever given out.

    A path that is not absolute is looked for from here and, where it is given, from the folder `beside`. A file is opened once, an archive gone
    through once, however many of the reports lie in it.
    """
    places: dict[str, dict[str, list[tuple[int, str]]]] = {}
    for id, (_, paths) in sought.items():
        for path in paths:
            for place in dict.fromkeys((path, os.path.join(beside, path)) if beside else (path,)):
                outer, _, inner = place.partition(INSIDE)
                places.setdefault(outer, {}).setdefault(inner, []).append((id, path))
    missing = set(sought)
    for outer, inside in places.items():
        wanted = {inner for inner, own in inside.items() if any(id in missing for id, _ in own)}
        for inner, data in _read(outer, wanted):
            digest = sha256_of(data)
            for id, path in inside[inner]:
                if id in missing and sought[id].sha256 == digest:
                    missing.discard(id)
                    yield Found(id, path, data)


def _read(outer: str, wanted: Container[str]) -> Iterator[tuple[str, bytes]]:
    """(name inside, bytes) of a file ('' for the file itself) or of the wanted entries of an archive, as far as they can be read."""
    try:
        if not os.path.isfile(outer):
            return
        if "" in wanted:
            yield "", bytes_of(outer, LIMIT)
        elif outer.lower().endswith(SUFFIX):
            for name, held in entries(outer, walked(), LIMIT, asked=lambda name: label(name) in wanted):
                if isinstance(held, bytes):
                    yield label(name), held
    except (ReadFailure, OSError, ValueError):
        return
