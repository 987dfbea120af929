"""What stands around a place of the view: its section's role, words before and behind it, words in its clause or sentence."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from linter.checks.context import Context

_REACH = 400  # characters on either side beyond which a clause or sentence is not read: a text may be one clause of 5 MB


class Surroundings:
    """One report's clauses, sections and literal hits, asked about view offsets."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.view = context.scan.view
        self._starts = [section.start for section in context.outline.sections]

    def role(self, position: int) -> str:
        """The role of the section that holds `position`; "" where the text has no sections."""
        at = bisect_right(self._starts, position) - 1
        return self._context.roles[max(at, 0)] if self._starts else ""

    def around(self, start: int, within: str) -> tuple[int, int]:
        """The clause, sentence or item around a place, cut to what stands near it."""
        scan = self._context.scan
        left, right = scan.range_of(scan.clause_at(start), within)
        return max(left, start - _REACH), min(right, start + _REACH)

    def holds(self, words: Iterable[str], start: int, end: int) -> bool:
        """True when one of the words, each a literal of the scan, stands inside `[start, end)`."""
        hits = self._context.scan.hits
        for word in words:
            starts = hits.get(word)
            if starts:
                at = bisect_left(starts, start)
                if at < len(starts) and starts[at] + len(word) <= end:
                    return True
        return False

    def beside(self, words: Iterable[str], start: int, end: int, within: str) -> bool:
        """True when one of the words stands in the clause or sentence around `[start, end)`, in front of it or behind it: a title
        that holds the word (《法治宣传教育法》) says nothing of what is done."""
        left, right = self.around(start, within)
        return self.holds(words, left, start) or self.holds(words, end, right)

    def behind(self, words: tuple[str, ...], start: int) -> bool:
        """True when one of the words stands right before `start`."""
        return bool(words) and self.view.endswith(words, max(0, start - 12), start)
