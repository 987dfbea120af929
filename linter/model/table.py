"""The noun of a view of many reports: a table of plain cells, which terminal, xlsx, html and json write without knowing where it comes from."""

from dataclasses import dataclass
from fractions import Fraction

KINDS = ("text", "number", "percent", "score", "change", "status")


class Term(str):
    """A word of a closed set as people read it; `id` is what machines read (JSON)."""

    id: str

    def __new__(cls, word: str, id: str) -> "Term":
        made = super().__new__(cls, word)
        made.id = id
        return made


Cell = str | int | Fraction | None


@dataclass(frozen=True)
class Column:
    """A column. `key` is its name in JSON, `title` its heading in the language of the table.

    kind: text | number (int) | percent (Fraction, 1 is all) | score (Fraction in points, shown with one decimal) | change (the same, always
    with its sign) | status (a status word of the contract; writers show it in words and colour). None in a cell is shown as empty.
    `group` is what neighbouring columns have in common, a heading above theirs; a `minor` column is left out first where there is no room.
    Neighbouring columns of `heat` (all percent, or all status) are one heat map.
    """

    key: str
    title: str
    kind: str = "text"
    group: str = ""
    minor: bool = False
    heat: bool = False


@dataclass(frozen=True)
class Table:
    """What a view answers. `name` tells it apart in JSON and as a sheet; `notes` say what was left out and why."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(column.kind not in KINDS for column in self.columns):
            raise ValueError("unknown kind of column")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("a row has not as many cells as there are columns")
