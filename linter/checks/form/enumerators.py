"""The enumerators of a report as the checks of numbering see them: which are firm, how they follow one another."""

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from linter.checks.context import Context
from linter.checks.form.sequences import Lines, Order, Slip, confirmed, order_of, stands
from linter.model.outline import INLINE, Mark

SHI, YAO, ORDINAL = "是", "要", "第"  # forms of points inside a paragraph; all other kinds have one form, ""
_ENDS = frozenset("。;!?:\n")
_POINT_ENDS = frozenset("。;!?:,\n")  # a point may open behind a comma


class Group(NamedTuple):
    """The marks of one kind and form, where a sequence of them ends, and how they follow one another."""

    marks: list[Mark]
    strong: frozenset[int]  # starts of those that open a line or a sentence
    borders: list[int]
    order: Order


class Enumerators(NamedTuple):
    """All enumerators outside tables, by kind and form; `settled` are the starts of those that stand in a sequence."""

    groups: dict[tuple[int, str], Group]
    settled: set[int]
    lines: Lines
    tops: dict[int, Mark]  # by start, those of the kinds of headings

    def slips(self, kind: int, form: str, view: str) -> list[Slip]:
        """The slips of a kind and form that no other form of the number answers."""
        group = self.groups.get((kind, form))
        if group is None or not group.order.slips:
            return []
        taken = self.settled
        if kind < INLINE:
            # a 二是 answers no （二）
            taken = taken.union(m.start for other in (SHI, YAO) if (INLINE, other) in self.groups for m in self.groups[INLINE, other].marks)
        own = {mark.start for mark in group.marks}
        return [s for s in confirmed(group.order.slips, taken, view) if not self._nested(s, group, own, view)]

    def _nested(self, slip: Slip, group: Group, own: set[int], view: str) -> bool:
        """True where a second 一 opens a list of its own: behind a colon, below a heading without number, or the outer list goes on in another form."""
        mark, marks = slip.mark, group.marks
        at = bisect_left(marks, mark.start, key=lambda m: m.start) + 1
        if slip.kind != "repeated" or mark.value != 1 or at == len(marks) or marks[at].value != 2:
            return False
        opens = self.lines.opens(mark.start)
        if view[mark.start - 1] in ":," or (opens and self.lines.heads(view, mark.start)):
            return True
        border = bisect_right(group.borders, mark.start)
        stop = group.borders[border] if border < len(group.borders) else len(view)
        again = next((n for n in range(at, len(marks)) if marks[n].value == 1 or marks[n].start >= stop), len(marks))
        stop = min(stop, marks[again].start if again < len(marks) else stop)
        if not opens:
            end = view.find("\n", mark.end)
            stop = min(stop, end if end >= 0 else stop)
        return stands(view, 2, mark.end, stop, own)


def enumerators_of(context: Context) -> Enumerators:
    """Where a kind of heading opens lines anywhere, only those of its marks are firm that do; else those that open sentences."""
    view, lines = context.scan.view, Lines(context.document.view.blocks)
    marks: dict[tuple[int, str], list[Mark]] = {}
    for mark in _outside_tables(context):
        marks.setdefault((mark.kind, _form(mark, view)), []).append(mark)
    ends = {mark.end for own in marks.values() for mark in own}
    strong = {key: _firm(own, key[0], view, lines, ends) for key, own in marks.items()}
    starts = {mark.start for own in marks.values() for mark in own}
    parts = [s.start for s in context.outline.sections if s.start not in starts]
    groups: dict[tuple[int, str], Group] = {}
    for key, own in marks.items():
        above = [start for (kind, _), firm in strong.items() if kind < key[0] for start in firm]
        # an unnumbered part among numbered ones ends no sequence of theirs: it is the gap
        borders = sorted([*parts, *above]) if above else []
        groups[key] = Group(own, strong[key], borders, order_of(own, strong[key], borders, lines))
    settled = {start for group in groups.values() for start in group.order.settled}
    tops = {mark.start: mark for (kind, _), own in marks.items() if kind < INLINE for mark in own}
    return Enumerators(groups, settled, lines, tops)


def _outside_tables(context: Context) -> list[Mark]:
    blocks = context.document.blocks
    if not any(block.kind == "table-row" for block in blocks):
        return list(context.outline.marks)
    ends = [end for _, end in context.document.view.blocks]
    return [m for m in context.outline.marks if blocks[min(bisect_right(ends, m.start), len(blocks) - 1)].kind != "table-row"]


def _form(mark: Mark, view: str) -> str:
    if mark.kind != INLINE:
        return ""
    return ORDINAL if view[mark.start] in "第其" else view[mark.end - 1]


def _firm(marks: list[Mark], kind: int, view: str, lines: Lines, ends: set[int]) -> frozenset[int]:
    if kind == INLINE:
        return frozenset([m.start for m in marks if not m.start or view[m.start - 1] in _POINT_ENDS or m.start in ends])
    opening = [m.start for m in marks if lines.opens(m.start)]
    return frozenset(opening or [m.start for m in marks if m.start and view[m.start - 1] in _ENDS])
