"""One pass over the view for the literals of all rules, then matchers on its hits.

The automaton is `ahocorasick_rs` where it is installed, else `str.find` for each literal: the same
findings, thirteen times slower.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from linter.checks.triggers import triggers
from linter.checks.words import Segmenter
from linter.model.outline import Outline

_BITS = 256  # clauses told apart by Scan.places; a report has some 250


class Vocabulary:
    """The literals of a rulebook as one automaton."""

    def __init__(self, literals: Iterable[str]) -> None:
        self.words = list(dict.fromkeys(literals))
        try:
            from ahocorasick_rs import AhoCorasick, Implementation

            self._automaton: Any = AhoCorasick(self.words, implementation=Implementation.ContiguousNFA) if self.words else None
        except ImportError:
            self._automaton = None
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._triggers: dict[int, list[str]] = {}

    def hits(self, view: str) -> dict[str, list[int]]:
        """Literal → sorted start offsets of all its occurrences, overlapping ones included."""
        found: dict[str, list[int]] = {}
        if self._automaton is not None:
            by_index: defaultdict[int, list[int]] = defaultdict(list)
            for index, start, _ in self._automaton.find_matches_as_indexes(view, overlapping=True):
                by_index[index].append(start)
            words = self.words
            return {words[index]: starts for index, starts in by_index.items()}
        for word in self.words:
            at = view.find(word)
            if at >= 0:
                starts = found[word] = []
                while at >= 0:
                    starts.append(at)
                    at = view.find(word, at + 1)
        return found

    def triggers(self, matcher: list[Any]) -> list[str]:
        """Literals one of which every match of a prepared matcher holds; worked out once."""
        words = self._triggers.get(id(matcher))
        if words is None:
            words = self._triggers[id(matcher)] = triggers(matcher)
        return words

    def pattern(self, source: str) -> re.Pattern[str]:
        """The compiled regex, compiled once per process."""
        compiled = self._patterns.get(source)
        if compiled is None:
            compiled = self._patterns[source] = re.compile(source)
        return compiled


class Places(dict[str, int]):
    """Literal → the clauses in which it starts, as bits, worked out when asked: two literals without a common bit share no clause.

    Clauses apart by a multiple of `_BITS` have one bit, so that a hit in a long text costs no more than in a short one.
    """

    def __init__(self, hits: dict[str, list[int]], clause_of: list[int]) -> None:
        self._hits = hits
        self._clause_of = clause_of

    def __missing__(self, word: str) -> int:
        bits = 0
        for start in self._hits.get(word, ()):
            bits |= 1 << self._clause_of[start] % _BITS
        self[word] = bits
        return bits


class Scan:
    """The hits of one view, and the evaluation of prepared matchers on them (view offsets)."""

    def __init__(self, view: str, outline: Outline, vocabulary: Vocabulary, segmenter: Segmenter | None = None) -> None:
        self.view = view
        self.hits = vocabulary.hits(view)
        self._outline = outline
        self._vocabulary = vocabulary
        self._segmenter = segmenter or Segmenter()
        # clause of each place: an index costs a fifth of a bisect, and is asked a thousand times a report
        self.clause_of = _clause_of(outline.clause_starts, len(view))
        self.places = Places(self.hits, self.clause_of)
        self._found: dict[int, list[tuple[int, int]]] = {}  # spans of composite matchers, by identity

    def clause_at(self, position: int) -> int:
        """Index of the clause that holds `position` (0 to the length of the view)."""
        return self.clause_of[position]

    def range_of(self, clause: int, within: str) -> tuple[int, int]:
        """The stretch of the view that `within` means around a clause."""
        outline = self._outline
        if within == "document" or not outline.clauses:
            return 0, len(self.view)
        own = outline.clauses[clause]
        if within == "clause":
            return own.start, own.end
        sentence = outline.sentences[own.sentence]
        if within == "sentence":
            return sentence.start, sentence.end
        item = outline.items[sentence.item]
        if within == "item":
            return item.start, item.end
        section = outline.sections[item.section]
        return section.start, section.end

    def find(self, matcher: list[Any]) -> list[tuple[int, int]]:
        """All spans of a prepared matcher, sorted by start. A matcher is prepared once and lives as long as the rulebook."""
        if matcher[0] == "lit":
            size = len(matcher[1])
            return [(s, s + size) for s in self.hits.get(matcher[1], ())]
        found = self._found.get(id(matcher))
        if found is None:
            found = self._found[id(matcher)] = self._composite(matcher)
        return found

    def _composite(self, matcher: list[Any]) -> list[tuple[int, int]]:
        kind = matcher[0]
        if kind == "seq":
            return self._sequence(matcher[1], matcher[2])
        if kind == "any":
            return self._either(matcher[1])
        if kind == "all":
            return self._together(matcher[1], matcher[2])
        if kind == "words":
            size = len(matcher[1])
            found = []
            for start in self.hits.get(matcher[1], ()):
                left, right = self.range_of(self.clause_at(start), "clause")
                if self._segmenter.stands(self.view[left:right], start - left, start - left + size):
                    found.append((start, start + size))
            return found
        if kind == "in":
            return [span for span in self.find(matcher[2]) if matcher[1] in self._roles(span[0])]
        if kind == "min":
            spans = self.find(matcher[2])
            return spans if len(spans) >= matcher[1] else []
        return self._regex(matcher[1], matcher[2])

    def any_in(self, matchers: list[list[Any]], start: int, end: int) -> bool:
        """True when one of the matchers has a span inside `[start, end)`."""
        for matcher in matchers:
            if matcher[0] == "lit":
                starts = self.hits.get(matcher[1])
                if starts:
                    at = bisect_left(starts, start)
                    if at < len(starts) and starts[at] + len(matcher[1]) <= end:
                        return True
            else:
                spans = self.find(matcher)
                at = bisect_left(spans, (start, 0))
                while at < len(spans) and spans[at][0] < end:
                    if spans[at][1] <= end:
                        return True
                    at += 1
        return False

    def _roles(self, position: int) -> tuple[str, ...]:
        outline = self._outline
        if not outline.clauses:
            return ()
        item = outline.items[outline.sentences[outline.clauses[self.clause_at(position)].sentence].item]
        return outline.sections[item.section].roles

    def _sequence(self, parts: list[str], gaps: list[int]) -> list[tuple[int, int]]:
        """Closest chains of the parts: no part stands again between two neighbours of a chain."""
        lists = []
        for part in parts:
            starts = self.hits.get(part)
            if not starts:
                return []
            lists.append(starts)
        chains = self._pairs(lists[0], len(parts[0]), lists[1], gaps[0])
        if len(parts) == 2:
            size = len(parts[1])
            return [(first, last + size) for first, last in chains if self._same_clause(first, last + size)]
        found = []
        for first, last in chains:
            end = last + len(parts[1])
            for part, starts, gap in zip(parts[2:], lists[2:], gaps[1:], strict=True):
                at = bisect_left(starts, end)
                if at == len(starts) or starts[at] - end > gap:
                    break
                end = starts[at] + len(part)
            else:
                if self._same_clause(first, end):
                    found.append((first, end))
        return found

    @staticmethod
    def _pairs(left: list[int], size: int, right: list[int], gap: int) -> list[tuple[int, int]]:
        """(start of the first, start of the second) of neighbours at most `gap` apart, found from the rarer one."""
        found = []
        if len(left) <= len(right):
            for start in left:
                at = bisect_left(right, start + size)
                if at < len(right) and right[at] - start - size <= gap:
                    nearest = bisect_right(left, right[at] - size) - 1
                    if left[nearest] == start:
                        found.append((start, right[at]))
        else:
            for start in right:
                at = bisect_right(left, start - size) - 1
                if at >= 0 and start - left[at] - size <= gap:
                    following = bisect_left(right, left[at] + size)
                    if right[following] == start:
                        found.append((left[at], start))
        return found

    def _same_clause(self, start: int, end: int) -> bool:
        """True when `[start, end)` lies in one clause (a text without structure is one clause)."""
        clauses = self._outline.clauses
        return not clauses or (clauses[0].start <= start and end <= clauses[self.clause_of[start]].end)

    def _either(self, matchers: list[list[Any]]) -> list[tuple[int, int]]:
        found: set[tuple[int, int]] = set()
        for matcher in matchers:
            if matcher[0] == "lit":
                starts = self.hits.get(matcher[1])
                if starts:
                    size = len(matcher[1])
                    found.update([(s, s + size) for s in starts])
            else:
                found.update(self.find(matcher))
        return sorted(found)

    def _together(self, matchers: list[list[Any]], within: str) -> list[tuple[int, int]]:
        """Spans of the first matcher near which all the others stand; the nearest one widens nothing."""
        for matcher in matchers:
            if self.hits.keys().isdisjoint(self._vocabulary.triggers(matcher)):
                return []
        found: list[tuple[int, int]] = []
        others: list[list[tuple[int, int]]] = []
        first = self.find(matchers[0])
        if not first:
            return []
        for matcher in matchers[1:]:
            spans = self.find(matcher)
            if not spans:
                return []
            others.append(spans)
        clause_of = self.clause_of
        for start, end in first:
            left, right = self.range_of(clause_of[start], within)
            for spans in others:
                at = bisect_left(spans, (left, 0))
                while at < len(spans) and spans[at][0] < right and spans[at][1] > right:
                    at += 1
                if at == len(spans) or spans[at][0] >= right:
                    break
            else:
                found.append((start, end))
        return found

    def _regex(self, pattern: str, needed: list[str]) -> list[tuple[int, int]]:
        """Tried only in the clauses that hold one of the literals every match needs."""
        hits, clause_of = self.hits, self.clause_of
        clauses = sorted({clause_of[start] for word in needed if word in hits for start in hits[word]})
        if not clauses:
            return []
        compiled = self._vocabulary.pattern(pattern)
        if not self._outline.clauses:
            return [m.span() for m in compiled.finditer(self.view)]
        found: list[tuple[int, int]] = []
        for index in clauses:
            clause = self._outline.clauses[index]
            found.extend(m.span() for m in compiled.finditer(self.view, clause.start, clause.end))
        return found


def _clause_of(starts: Sequence[int], size: int) -> list[int]:
    """The number of the last clause that starts at or before each place of a view, its end included; 0 before the first."""
    if not starts:
        return [0] * (size + 1)
    numbers = [0] * starts[0]
    for number, (start, end) in enumerate(zip(starts, (*starts[1:], size + 1), strict=True)):
        numbers += [number] * (end - start)
    return numbers
