"""The texts of paragraphs: from the store where it keeps them, else from the files they were read from, where these are still the same."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, select

from linter.checks.matchers import folded
from linter.model.failure import ReadFailure
from linter.model.text import Document, View
from linter.portfolio.originals import LIMIT, Sought, originals
from linter.portfolio.paragraphs import counted, hash_of
from linter.portfolio.tables import paragraph, source
from linter.reading import ResidueWords, read

if TYPE_CHECKING:
    from linter.portfolio.similar.corpus import Corpus

_AT_ONCE = 500  # numbers in one query


class Spot(NamedTuple):
    """Where a paragraph stands; `text` is None where it can be read neither from the store nor from a file. `counted` is what counts in it."""

    role: str
    line: int
    start: int
    end: int
    text: str | None
    counted: str = ""


class Shelf:
    """Reads paragraphs by index. `fixed` are the phrases that do not count in them; `residue` gives the words that reading needs,
    and is asked when the first file is opened. Without `files` none is."""

    def __init__(self, connection: Connection, held: "Corpus", fixed: tuple[str, ...], residue: Callable[[], ResidueWords], *, files: bool = True) -> None:
        self._connection = connection
        self._held = held
        self._fixed = fixed
        self._residue = residue
        self._words: ResidueWords | None = None
        self._files = files

    def spots(self, indices: Iterable[int], *, most: int | None = None, text: bool = True) -> dict[int, Spot]:
        """Where the paragraphs stand, and what they say; without `text` only where. `most` bounds how many reports are read again; those whose
        files are gone or have other bytes now are not."""
        by_owner: dict[int, list[int]] = {}
        for index in indices:
            by_owner.setdefault(int(self._held.owner[index]), []).append(index)
        found: dict[int, Spot] = {}
        open_: dict[int, list[tuple[int, bytes]]] = {}  # by owner: paragraphs without words, and the hash of what counts in them
        for owner in sorted(by_owner):
            for index, row in self._rows(owner, by_owner[owner]):
                said = row.text if text else None
                found[index] = Spot(row.role, row.line, row.start, row.end, said, counted(folded(said), self._fixed) if said is not None else "")
                if said is None:
                    open_.setdefault(owner, []).append((index, row.exact))
        if self._files and text:
            for owner, whole in self._documents(list(open_)[:most]):
                for index, exact in open_[owner]:
                    spot = found[index]
                    plain = counted(_seen(whole.view, spot.start, spot.end), self._fixed)
                    if hash_of(plain) == exact:  # another version of the program may have read the file in another way
                        found[index] = spot._replace(text=whole.text[spot.start : spot.end], counted=plain)
        return found

    def _rows(self, owner: int, indices: Iterable[int]) -> Iterator[tuple[int, Any]]:
        numbers = {int(self._held.number[index]): index for index in indices}
        own = paragraph.c
        query = select(own.number, own.role, own.line, own.start, own.end, own.exact, own.text).where(own.report_id == self._held.holders[owner].id)
        for chunk in _chunks(sorted(numbers)):
            for row in self._connection.execute(query.where(own.number.in_(chunk))):
                yield numbers[row.number], row

    def words(self, indices: Iterable[int], most: int) -> dict[int, str]:
        """What counts in the paragraphs, of those that can be read; no more than `most` files are opened."""
        return {index: spot.counted for index, spot in self.spots(indices, most=most).items() if spot.text is not None}

    def _documents(self, owners: Sequence[int]) -> Iterator[tuple[int, Document]]:
        """The reports of these holders as they are read again, as far as they can be."""
        holders = self._held.holders
        paths: dict[int, list[str]] = {holders[owner].id: [] for owner in owners}
        for chunk in _chunks(sorted(paths)):
            for row in self._connection.execute(select(source.c.report_id, source.c.path).where(source.c.report_id.in_(chunk)).order_by(source.c.path)):
                paths[row.report_id].append(row.path)
        for owner, path, data in originals({owner: Sought(holders[owner].sha256, paths[holders[owner].id]) for owner in owners}):
            if self._words is None:
                self._words = self._residue()
            with suppress(ReadFailure):
                yield owner, read(path, data=data, name=path, max_size=LIMIT, residue=self._words)


def _seen(view: View, start: int, end: int) -> str:
    """The part of the view that is of the canonical span."""
    every = range(len(view.text))
    return view.text[bisect_left(every, start, key=view.origin) : bisect_left(every, end, key=view.origin)]


def _chunks(numbers: list[int]) -> Iterator[list[int]]:
    for at in range(0, len(numbers), _AT_ONCE):
        yield numbers[at : at + _AT_ONCE]

