"""What the items of a report hold as evidence, and whether it is about the same thing as a clause.

The scope is the item: what stands elsewhere, and which duty owns a figure, changes nothing here.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from linter.model.fact import Fact
from linter.model.outline import Outline

_RUN = re.compile(r"[^,。;:!?\n、()《》0-9%.-]{2,}")  # marks and figures say nothing of the matter
# a clause is read so far and evidence looked through so far, or a text without marks would cost its square
_CLAUSE, _LOOKED = 200, 100
_NAMED = 2  # pairs of characters that two clauses must share to speak of the same thing
# what can show that an effect came about; a document shows only that it was wanted
_SHOWN = frozenset({"figure", "rate", "event", "case"})


class Backing:
    """Strong facts by clause. Clause ranges are half-open indexes into Outline.clauses."""

    def __init__(self, view: str, outline: Outline, facts: Iterable[Fact], generic: frozenset[str], measures: frozenset[str]) -> None:
        """`generic` are the pairs of characters of words that every other clause of the genre has, `measures` units that count nothing."""
        self._view = view
        self._clause = outline.clauses
        self._generic = generic
        self.facts: dict[int, list[Fact]] = {}  # of each clause
        counted: dict[int, None] = {}
        shown: dict[int, None] = {}
        starts = outline.clause_starts
        for fact in facts:
            if fact.strong:
                clause = max(bisect_right(starts, fact.start) - 1, 0)
                self.facts.setdefault(clause, []).append(fact)
                if fact.kind in _SHOWN:
                    shown[clause] = None
                    if fact.kind == "figure" and fact.unit not in measures:
                        counted[clause] = None
        self._all = sorted(self.facts)
        self._counted = sorted(counted)
        self._shown = sorted(shown)

    def backed(self, first: int, last: int) -> bool:
        """True when a clause of the range holds a strong fact."""
        return _any(self._all, first, last)

    def shown(self, first: int, last: int) -> bool:
        """True when a clause of the range holds a figure, an event or a case."""
        return _any(self._shown, first, last)

    def counted(self, first: int, last: int) -> list[int]:
        """The last clauses of the range that count something."""
        end = bisect_left(self._counted, last)
        return self._counted[max(bisect_left(self._counted, first), end - _LOOKED) : end]

    def following(self, first: int, last: int) -> Fact | None:
        """The first strong fact of the range."""
        at = bisect_left(self._all, first)
        return self.facts[self._all[at]][0] if at < len(self._all) and self._all[at] < last else None

    def topics(self, start: int, end: int) -> set[str]:
        """Pairs of neighbouring characters of a stretch of the view that say what it is about."""
        found: set[str] = set()
        for run in _RUN.findall(self._view, start, min(end, start + _CLAUSE)):
            found.update(map(str.__add__, run, run[1:]))
        return found - self._generic

    def about(self, topics: set[str], first: int, last: int) -> Fact | None:
        """A strong fact of the range in a clause that speaks of the same thing, None where there is none."""
        if topics:
            at = bisect_left(self._all, first)
            for clause in self._all[at : min(bisect_left(self._all, last), at + _LOOKED)]:
                if self.share(topics, clause, _NAMED):
                    return self.facts[clause][0]
        return None

    def share(self, topics: set[str], clause: int, count: int) -> bool:
        """True when a clause with evidence speaks of `count` of `topics`, or of all where they are fewer."""
        view, start = self._view, self._clause[clause].start
        end = min(max(self._clause[clause].end, self.facts[clause][-1].end), start + 2 * _CLAUSE)
        wanted = min(count, len(topics))
        for topic in topics:
            if not wanted:
                break
            if view.find(topic, start, end) >= 0:
                wanted -= 1
        return not wanted and bool(topics)


def _any(clauses: list[int], first: int, last: int) -> bool:
    at = bisect_left(clauses, first)
    return at < len(clauses) and clauses[at] < last
