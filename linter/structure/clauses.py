"""Sentences and clauses of a stretch of the view. Marks inside 《》 and between digits divide nothing."""

import re

# a title is taken whole, so that the marks in it are never seen as dividers
_MARK = re.compile(r"《[^》\n]{1,120}》|[,:。;!?\n]")
_ENDS = frozenset("。;!?\n")


class Divider:
    """Clause and sentence ends of one view, found once. Linear in the length of the view.

    `ends` are the offsets behind the dividing marks, `full` says for each whether it ends a sentence,
    `titles` are the spans of 《…》.
    """

    __slots__ = ("ends", "full", "titles")

    def __init__(self, view: str) -> None:
        titles: list[tuple[int, int]] = []
        ends: list[int] = []
        full: list[bool] = []
        size = len(view)
        for match in _MARK.finditer(view):
            end = match.end()
            mark = view[end - 1]
            if mark in _ENDS:
                ends.append(end)
                full.append(True)
            elif mark == "》":
                titles.append(match.span())
            elif end == size or end == 1 or not (view[end].isdigit() and view[end - 2].isdigit()):
                ends.append(end)
                full.append(False)
        self.ends = ends
        self.full = full
        self.titles = titles

    def divide(self, start: int, end: int, first: int) -> tuple[list[tuple[int, int, bool]], int]:
        """Clauses of `[start, end)` as (start, end, ends its sentence); they tile the stretch.

        `first` is the index of the first divider that may lie behind `start`; the index to go on from is returned too.
        A mark that stands alone belongs to the clause before it.
        """
        out: list[tuple[int, int, bool]] = []
        ends, full = self.ends, self.full
        last = len(ends)
        at = first
        position = start
        while at < last and ends[at] <= start:
            at += 1
        while at < last:
            stop = ends[at]
            if stop > end:
                break
            if stop - position > 1 or not out:
                out.append((position, stop, full[at]))
            else:
                before = out[-1]
                out[-1] = (before[0], stop, before[2] or full[at])
            position = stop
            at += 1
        if position < end:
            out.append((position, end, True))
        return out, at
