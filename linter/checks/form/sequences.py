"""Enumerators read as sequences: which number is not due where it stands.

Strict in what sets off a fault, lenient in what answers it: only an enumerator that opens a line or a sentence can be out
of order; a number that stands before it in whatever form (2. for 二、, 第二, 其二) fills a gap, unless it has its place in a
sequence of its own. Linear in the number of marks.
"""

import re
from bisect import bisect_right
from collections.abc import Set
from functools import lru_cache
from typing import NamedTuple

from linter.model.outline import Mark

_HAN = "零一二三四五六七八九"
_DEEP = 6  # sequences inside sequences
_HEADING = 40  # characters of a line that can be a heading
_MOST = 3  # numbers that can be missing at once; further away stands another thing that looks like an enumerator


class Slip(NamedTuple):
    """A mark whose number is not due: `missing` (a gap before it), `repeated`, `mistaken` (its neighbours fit) or `unopened` (no 一 before it)."""

    kind: str
    mark: Mark
    due: int  # the number that should stand here, or the first that is missing
    after: Mark | None  # the mark of the same sequence before it
    since: int  # where the numbers that are missing could stand


class Order(NamedTuple):
    """What came of the marks of one kind and form: slips in document order, and the starts of the marks that stand in a sequence."""

    slips: list[Slip]
    settled: set[int]


class _Run(NamedTuple):
    """An open sequence: its last mark, the line it stands in, and whether its marks open lines."""

    last: Mark
    line: int
    lined: bool


class Lines:
    """The lines of a view, to ask in which an offset lies."""

    def __init__(self, blocks: list[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in blocks]
        self._opening = frozenset(self._starts)

    def of(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def heads(self, view: str, offset: int) -> bool:
        """True where the line above that of `offset` is short and ends without a mark, as headings do."""
        at = self.of(offset) - 2
        if at < 0:
            return False
        above = view[self._starts[at] : self._starts[at + 1]].rstrip("\n")
        return 0 < len(above) <= _HEADING and above[-1] not in "。;,:!?"

    def opens(self, offset: int) -> bool:
        return offset in self._opening


def han(number: int) -> str:
    """12 → 十二, up to 99."""
    tens, units = divmod(number, 10)
    return (("" if tens == 1 else _HAN[tens]) + "十" if tens else "") + (_HAN[units] if units else "")


@lru_cache(maxsize=64)
def _standing(number: int) -> re.Pattern[str]:
    """Any way in which a number can stand as an enumerator, one whose bracket is not closed included."""
    word = han(number)
    circled = chr(0x245F + number) if number <= 20 else word
    return re.compile(
        rf"(?:^|(?<=[\n。;:,!?]))(?:\((?:{word}|{number})(?!\d)|(?:{word}|{number})(?:[、.,:)是要]|$))|[第其]{word}(?:[、,:是]|方面|部分)|{circled}|{word}[是要]"
    )


def stands(view: str, number: int, start: int, end: int, settled: Set[int] = frozenset()) -> bool:
    """True where `number` stands as an enumerator of whatever form inside `[start, end)`, those at `settled` offsets left out."""
    return any(match.start() not in settled for match in _standing(number).finditer(view, start, end))


def confirmed(slips: list[Slip], settled: Set[int], view: str) -> list[Slip]:
    """Without the slips whose missing numbers stand there in another form; `settled` are the marks that follow another of their own form."""
    return [
        slip
        for slip in slips
        if slip.kind not in ("missing", "unopened")
        or not any(stands(view, number, slip.since, slip.mark.start, settled) for number in range(slip.due, slip.mark.value))
    ]


def order_of(marks: list[Mark], strong: Set[int], borders: list[int], lines: Lines) -> Order:
    """Slips and settled marks among the marks of one kind and form (sorted).

    `strong` are the starts of marks that may be at fault, `borders` (sorted) the offsets where a sequence ends because a
    higher level begins.
    """
    found = Order([], set())
    runs: list[_Run] = []
    carry: set[int] = set()
    floor = 0
    for at, mark in enumerate(marks):
        border = bisect_right(borders, mark.start)
        if border and borders[border - 1] > floor:
            floor = borders[border - 1]
            carry = {run.last.value for run in runs} or carry
            runs.clear()
        followed = _goes_on(runs, mark, lines)
        if followed is not None:
            found.settled.update((followed.start, mark.start))
            continue
        if mark.start not in strong:
            if mark.value == 1 and not runs:
                _open(runs, mark, lines)
            continue
        before = runs[-1].last if runs else None
        due = before.value + 1 if before else 1
        fits = before is not None and _follows(marks, at, strong, borders, due + 1)  # the neighbours are right, this one is not
        if mark.value == 1 and not fits and not (before and _stands_twice(runs[-1], marks, at, strong, borders, lines)):
            _open(runs, mark, lines)
            continue
        slip = _slip(before, mark, due, fits, floor)
        # a sequence may go on behind a border: （一）…（五） in part 一, （六） in part 二
        if slip is not None and not (before is None and mark.value - 1 in carry):
            found.slips.append(slip)
        elif before is not None:
            continue  # a reference to an earlier number, or a list whose 一 stands elsewhere
        _set(runs, mark._replace(value=due) if fits else mark, lines)
    return found


def _goes_on(runs: list[_Run], mark: Mark, lines: Lines) -> Mark | None:
    """Advances the innermost open sequence whose next number the mark is, closing those inside it; returns the mark before it."""
    for depth in range(len(runs) - 1, -1, -1):
        before = runs[depth].last
        if before.value + 1 == mark.value:
            del runs[depth + 1 :]
            _set(runs, mark, lines)
            return before
    return None


def _set(runs: list[_Run], mark: Mark, lines: Lines) -> None:
    lined = lines.opens(mark.start)
    if runs:
        runs[-1] = _Run(mark, lines.of(mark.start), lined and runs[-1].lined)
    else:
        runs.append(_Run(mark, lines.of(mark.start), lined))


def _open(runs: list[_Run], mark: Mark, lines: Lines) -> None:
    """A new 一: inside the sequence before it where it stands in its line or in its paragraph, else in its place."""
    line, lined = lines.of(mark.start), lines.opens(mark.start)
    if runs and runs[-1].line != line and not (runs[-1].lined and not lined):
        runs.clear()
    del runs[: -_DEEP + 1]
    runs.append(_Run(mark, line, lined))


def _follows(marks: list[Mark], at: int, strong: Set[int], borders: list[int], number: int) -> bool:
    """True where the next mark of the same stretch is firm and has this number."""
    if at + 1 == len(marks):
        return False
    mark = marks[at + 1]
    return mark.value == number and mark.start in strong and bisect_right(borders, mark.start) == bisect_right(borders, marks[at].start)


def _stands_twice(run: _Run, marks: list[Mark], at: int, strong: Set[int], borders: list[int], lines: Lines) -> bool:
    """True for 一是 … 一是 in one paragraph, or opening two of them, where neither opens a list inside the other.

    The second opens one where a 二是 follows it and another 二是, of the outer list, follows that one's last point.
    """
    mark = marks[at]
    if run.last.value != 1 or not (run.line == lines.of(mark.start) or (run.lined and lines.opens(mark.start))):
        return False
    return not _follows(marks, at, strong, borders, 2) or not _returns(marks, at, borders)


def _returns(marks: list[Mark], at: int, borders: list[int]) -> bool:
    """True where the list that opens at a mark ends and a 二 behind it goes on with the outer one. Stops at the next 一."""
    border = bisect_right(borders, marks[at].start)
    stop = borders[border] if border < len(borders) else marks[-1].end
    for later in range(at + 2, len(marks)):
        mark = marks[later]
        if mark.start >= stop or mark.value == 1:
            return False
        if mark.value == 2:
            return True
    return False


def _slip(before: Mark | None, mark: Mark, due: int, fits: bool, floor: int) -> Slip | None:
    if before is None:
        return Slip("unopened", mark, due, None, floor) if mark.value <= due + _MOST else None
    if mark.value == before.value:
        return Slip("repeated", mark, due, before, before.end)
    if fits:
        return Slip("mistaken", mark, due, before, before.end)
    return Slip("missing", mark, due, before, before.end) if due < mark.value <= due + _MOST else None

