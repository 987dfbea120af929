"""Nouns of copied text: the same passage in several places, and two passages side by side with what differs."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

OPEN, CLOSE = "【", "】"  # around what differs, where there is no other way to mark it


class Stretch(NamedTuple):
    """A piece of two passages: equal in both, or what stands in one for what stands in the other. All left pieces joined are the left passage."""

    equal: bool
    left: str
    right: str


class Place(NamedTuple):
    """Where a passage stands. `report` is the short id; `line` is 1-based, `start` and `end` are offsets of the canonical text."""

    report: str
    unit: str
    parent: str
    year: int
    path: str
    line: int
    start: int
    end: int
    role: str


class Pair(NamedTuple):
    """A place of a group (by number from 0) and the one it is most like. `counted` is False where the likeness is estimated from hashes;
    `stretches` are empty where the texts cannot be read."""

    place: int
    other: int
    exact: bool
    own: bool  # both of one unit
    likeness: Fraction
    counted: bool
    stretches: tuple[Stretch, ...] = ()


def but_for_figures(pair: Pair) -> bool:
    """Whether two passages that are wholly alike (figures are folded before they are compared) differ, and in figures only."""
    other = [each for each in pair.stretches if not each.equal]
    return pair.likeness == 1 and bool(other) and all(any(map(str.isdigit, each.left)) and any(map(str.isdigit, each.right)) for each in other)


class Group(NamedTuple):
    """Places that hold the same passage, the earliest first. `letters` is the length of the first."""

    number: int
    exact: bool  # the same words everywhere
    across: bool  # of several units
    own: bool  # of one unit in several years
    reports: int
    letters: int
    places: tuple[Place, ...]
    pairs: tuple[Pair, ...]
    text: str  # of the first place, '' where it cannot be read


class Marked(str):
    """A passage as a cell: the text with OPEN and CLOSE around what differs from the other one; `pieces` are (differs, text)."""

    pieces: tuple[tuple[bool, str], ...]

    def __new__(cls, pieces: Iterable[tuple[bool, str]]) -> "Marked":
        kept = tuple((differs, text) for differs, text in pieces if text)
        made = super().__new__(cls, "".join(OPEN + text + CLOSE if differs else text for differs, text in kept))
        made.pieces = kept
        return made


def sides(stretches: Iterable[Stretch]) -> tuple[Marked, Marked]:
    """The two passages as cells."""
    held = list(stretches)
    return Marked((not each.equal, each.left) for each in held), Marked((not each.equal, each.right) for each in held)
