"""Where the words of a report are to be had: its file, if one with the same bytes is still there, else the paragraphs that were kept."""

import os
from collections.abc import Sequence

from linter.model.digest import sha256_of
from linter.model.failure import ReadFailure
from linter.portfolio.archive import SUFFIX, entries
from linter.portfolio.arrivals import label
from linter.reading import bytes_of, walked

_INNER = "!/"  # archive.zip!/name
LIMIT = 5_000_000  # bytes of text, as for `check`


def original(paths: Sequence[str], sha256: str, beside: str) -> tuple[str, bytes] | None:
    """(name, bytes) of the first file with these bytes among the paths of a report; None where there is none.

    A path that is not absolute is looked for from here, and from the folder `beside` (that of the store). Nothing but a file whose
    SHA-256 is the report's is ever given out.
    """
    for path in paths:
        for place in dict.fromkeys((path, os.path.join(beside, path))):
            data = _bytes(place)
            if data is not None and sha256_of(data) == sha256:
                return path.rpartition("/")[2], data
    return None


def _bytes(path: str) -> bytes | None:
    outer, _, inner = path.partition(_INNER)
    if not os.path.isfile(outer):
        return None
    try:
        if not inner:
            return bytes_of(outer, LIMIT)
        if outer.lower().endswith(SUFFIX):
            found = next((held for name, held in entries(outer, walked(), LIMIT) if label(name) == inner), None)
            return found if isinstance(found, bytes) else None
    except (ReadFailure, OSError):
        return None
    return None
