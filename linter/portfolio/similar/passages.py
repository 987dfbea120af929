"""The texts of paragraphs: from the store where it keeps them, else from the files they were read from, where these are still the same."""

import os
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, select

from linter.checks.matchers import folded
from linter.model.digest import sha256_of
from linter.model.failure import ReadFailure
from linter.portfolio.archive import SUFFIX, entries
from linter.portfolio.paragraphs import counted, hash_of
from linter.portfolio.tables import paragraph, source
from linter.reading import ResidueWords, bytes_of, read, walked

if TYPE_CHECKING:
    from linter.portfolio.similar.corpus import Corpus

INSIDE = "!/"
_AT_ONCE = 500  # numbers in one query


class Spot(NamedTuple):
    """Where a paragraph stands; `text` is None where it can be read neither from the store nor from a file."""

    role: str
    line: int
    start: int
    end: int
    text: str | None


class Shelf:
    """Reads paragraphs by index. `fixed` are the phrases that do not count in them; `residue` gives the words that reading needs,
    and is asked when the first file is opened. Without `files` none is."""

    def __init__(
        self, connection: Connection, held: "Corpus", fixed: tuple[str, ...], residue: Callable[[], ResidueWords], *, files: bool = True, max_size: int = 5_000_000
    ) -> None:
        self._connection = connection
        self._held = held
        self._fixed = fixed
        self._residue = residue
        self._words: ResidueWords | None = None
        self._max_size = max_size
        self._files = files

    def spots(self, indices: Iterable[int], *, most: int | None = None, text: bool = True) -> dict[int, Spot]:
        """Where the paragraphs stand, and what they say; without `text` only where. `most` bounds how many files are opened; those that are
        gone or have other bytes now are not read."""
        held = self._held
        by_owner: dict[int, list[int]] = {}
        for index in indices:
            by_owner.setdefault(int(held.owner[index]), []).append(index)
        found: dict[int, Spot] = {}
        opened = 0
        for owner in sorted(by_owner):
            numbers = {int(held.number[index]): index for index in by_owner[owner]}
            own = paragraph.c
            whole: str | None = None
            tried = not (self._files and text)
            for chunk in _chunks(sorted(numbers)):
                query = select(own.number, own.role, own.line, own.start, own.end, own.exact, own.text)
                for row in self._connection.execute(query.where(own.report_id == held.holders[owner].id, own.number.in_(chunk))):
                    said = row.text if text else None
                    if said is None and not tried and (most is None or opened < most):
                        tried = True
                        opened += 1
                        whole = self._whole(owner)
                    if said is None and whole is not None:
                        said = whole[row.start : row.end]
                        # another version of the program may have read the file in another way
                        said = said if hash_of(self.counted(said)) == row.exact else None
                    found[numbers[row.number]] = Spot(row.role, row.line, row.start, row.end, said)
        return found

    def words(self, indices: Iterable[int], most: int) -> dict[int, str]:
        """What counts in the paragraphs, of those that can be read; no more than `most` files are opened."""
        return {index: self.counted(spot.text) for index, spot in self.spots(indices, most=most).items() if spot.text is not None}

    def counted(self, text: str) -> str:
        """What counts in a passage."""
        return counted(folded(text), self._fixed)

    def _whole(self, owner: int) -> str | None:
        """The canonical text of a report from the first of its files that still has its bytes."""
        holder = self._held.holders[owner]
        for path in self._connection.execute(select(source.c.path).where(source.c.report_id == holder.id).order_by(source.c.path)).scalars():
            data = _bytes(path, self._max_size)
            if data is not None and sha256_of(data) == holder.sha256:
                if self._words is None:
                    self._words = self._residue()
                try:
                    return read(path, data=data, name=path, max_size=self._max_size, residue=self._words).text
                except ReadFailure:
                    return None
        return None


def _chunks(numbers: list[int]) -> Iterator[list[int]]:
    for at in range(0, len(numbers), _AT_ONCE):
        yield numbers[at : at + _AT_ONCE]


def _bytes(path: str, max_size: int) -> bytes | None:
    """The bytes of a file or of an entry of an archive, None where they cannot be had."""
    archive, inside, name = path.partition(INSIDE)
    try:
        if not inside:
            return bytes_of(path, max_size) if os.path.isfile(path) else None
        if not os.path.isfile(archive) or not archive.lower().endswith(SUFFIX):
            return None
        for entry, held in entries(archive, walked(), max_size):
            if entry == name:
                return held if isinstance(held, bytes) else None
    except (ReadFailure, OSError, ValueError):
        pass
    return None
