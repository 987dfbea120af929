"""The noun of a letter to a unit about its report: what was found, how it stands beside others and its own last year, what to mend first."""

from fractions import Fraction
from typing import NamedTuple


class Side(NamedTuple):
    """A dimension: points of a maximum; shares of it, own, the median of the level, the unit's own last year."""

    title: str
    points: Fraction
    maximum: Fraction
    share: Fraction
    median: Fraction | None
    last: Fraction | None


class Mend(NamedTuple):
    """A duty to be supplemented: `lost` is what it lacks of its points; `line` where it belongs, None where there is no place."""

    title: str
    status: str
    severity: str
    lost: Fraction
    line: int | None
    basis: str
    advice: str


class Remark(NamedTuple):
    """Findings of one kind that earn no points: how many, and on which lines."""

    kind: str
    number: int
    lines: tuple[int, ...]


class Late(NamedTuple):
    """A date after its deadline (ISO dates), in words what it is the date of."""

    what: str
    date: str
    deadline: str
    days: int


class Copied(NamedTuple):
    """How many letters stand elsewhere too: in reports of other units, in the unit's own earlier ones; and in how many passages."""

    passages: int
    letters: int
    others: int
    earlier: int


class Letter(NamedTuple):
    """A letter. `file` is the name of its file without suffix; `score` None where the report has none, and `unscored` says why.

    `apart` is the difference to the `median` of `of` scored reports of the level, `error` the measured error of scores: what is
    below it is no difference. `mends` are the most useful first, `open` is how many there are in all.
    """

    file: str
    unit: str
    year: int
    level: str
    score: Fraction | None
    unscored: str
    grade: str
    median: Fraction | None
    apart: Fraction | None
    position: int | None
    of: int | None
    last: Fraction | None
    error: Fraction
    statuses: dict[str, int]
    sides: tuple[Side, ...]
    mends: tuple[Mend, ...]
    open: int
    usual: tuple[str, ...]  # duties that most of the level report and this unit does not
    remarks: tuple[Remark, ...]
    late: tuple[Late, ...]
    copied: Copied | None
    waived: int
    rulebook: str
