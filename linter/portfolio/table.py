"""Tables as views of a store make them; the noun itself is the model's, since output writes it."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from linter.model.table import KINDS, Cell, Column, Table, Term

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue

__all__ = ["KINDS", "Cell", "Column", "Table", "Term", "columns", "points", "single", "term", "told"]


def columns(words: "Catalogue", *keys: str) -> tuple[Column, ...]:
    """Columns spelt `key` or `key:kind`, a minor one with - behind; the heading of each is the message `head.<key>` of the catalogue."""
    parts = ((each.removesuffix("-").partition(":"), each.endswith("-")) for each in keys)
    return tuple(Column(key, words(f"head.{key}"), kind or "text", minor=minor) for (key, _, kind), minor in parts)


def single(name: str, title: str, words: "Catalogue", group: str, numbers: Sequence[tuple[str, int]], notes: tuple[str, ...] = ()) -> Table:
    """A table of one row of numbers, each headed by the message `<group>.<its key>`."""
    heads = tuple(Column(key, words(f"{group}.{key}"), "number") for key, _ in numbers)
    return Table(name, title, heads, (tuple(number for _, number in numbers),), notes)


def term(words: "Catalogue", group: str, id: str | None) -> Term | None:
    """A word of a closed set as a cell: the message `<group>.<id>`; None for None."""
    return None if id is None else Term(words.term(group, id), id)


def told(value: Fraction, places: int) -> Fraction:
    """A value of 0 or more as it is shown, rounded half up: differences are made of these, so that a reader who subtracts comes to the same."""
    scale: int = 10**places
    return Fraction(int(value * scale + Fraction(1, 2)), scale)


def points(tenths: int | None) -> Fraction | None:
    """A score of the store, which holds whole tenths, as a cell of kind score."""
    return None if tenths is None else Fraction(tenths, 10)
