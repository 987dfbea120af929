"""Which stretches lie inside others: masks over hits, vetoes in a clause. Sorted once, asked in logarithmic time."""

from bisect import bisect_left, bisect_right


class Cover:
    """Half-open ranges of the view."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        ordered = sorted(ranges)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]
        self._reach: list[int] = []  # furthest end of this range and those before it
        furthest = -1
        for end in self._ends:
            furthest = max(furthest, end)
            self._reach.append(furthest)

    def covers(self, start: int, end: int) -> bool:
        """True when one of the ranges holds all of `[start, end)`."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and self._reach[at] >= end

    def touches(self, start: int, end: int) -> bool:
        """True when one of the ranges lies wholly inside `[start, end)`."""
        at = bisect_left(self._starts, start)
        while at < len(self._starts) and self._starts[at] < end:
            if self._ends[at] <= end:
                return True
            at += 1
        return False

    def overlaps(self, start: int, end: int) -> bool:
        """True when one of the ranges shares a character with `[start, end)`."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._reach[at] > start
