"""Sentences and clauses of a stretch of the view. Marks inside 《》 and between digits divide nothing."""

import re

_TITLE = re.compile(r"《[^》\n]{1,120}》")
_DIVIDER = re.compile(r"[,:。;!?\n]")
_ENDS = frozenset("。;!?\n")


class Divider:
    """Clause and sentence ends of one view, found once."""

    def __init__(self, view: str) -> None:
        titles = [m.span() for m in _TITLE.finditer(view)]
        ends: list[int] = []
        full: list[bool] = []
        at = 0
        for match in _DIVIDER.finditer(view):
            position = match.start()
            while at < len(titles) and titles[at][1] <= position:
                at += 1
            if at < len(titles) and titles[at][0] <= position and match.group() != "\n":
                continue
            if match.group() in ",:" and view[position - 1 : position].isdigit() and view[position + 1 : position + 2].isdigit():
                continue
            ends.append(match.end())
            full.append(match.group() in _ENDS)
        self.ends = ends
        self.full = full
        self.titles = titles

    def divide(self, start: int, end: int, first: int) -> tuple[list[tuple[int, int, bool]], int]:
        """Clauses of `[start, end)` as (start, end, ends its sentence).

        `first` is the index of the first divider that may lie behind `start`; the index to go on from is returned too.
        """
        out: list[tuple[int, int, bool]] = []
        at = first
        position = start
        while at < len(self.ends) and self.ends[at] <= start:
            at += 1
        while at < len(self.ends) and self.ends[at] <= end:
            stop = self.ends[at]
            if stop - position > 1 or (stop > position and not out):
                out.append((position, stop, self.full[at]))
            elif out:
                out[-1] = (out[-1][0], stop, out[-1][2] or self.full[at])
            position = stop
            at += 1
        if position < end:
            out.append((position, end, True))
        return out, at
