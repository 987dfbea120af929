"""What stands around a place of the view: its section's role, words before and behind it, words in its clause or sentence."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from linter.checks.context import Context


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
        """The clause, sentence or item around a place."""
        scan = self._context.scan
        return scan.range_of(scan.clause_at(start), within)

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

    def behind(self, words: tuple[str, ...], start: int) -> bool:
        """True when one of the words stands right before `start`."""
        return bool(words) and self.view.endswith(words, max(0, start - 12), start)
