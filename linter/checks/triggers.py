"""Which matchers can match at all, given the literals that one automaton pass found.

A rulebook holds some 3,000 matchers; a report sets off about a tenth of them. The index goes from literals
to matchers, so that the others cost nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple


def triggers(matcher: list[Any]) -> list[str]:
    """Literals of which at least one stands in every text that `matcher` matches; the fewest, longest ones."""
    kind = matcher[0]
    if kind in ("lit", "words"):
        return [matcher[1]]
    if kind == "seq":
        return [max(matcher[1], key=len)]
    if kind == "re":
        return list(matcher[2])
    if kind in ("in", "min"):
        return triggers(matcher[2])
    if kind == "all":
        return max((triggers(inner) for inner in matcher[1]), key=lambda words: (min(map(len, words)), -len(words)))
    return list(dict.fromkeys(word for inner in matcher[1] for word in triggers(inner)))


_GUARDS = frozenset({"except", "unless"})


class Lead(NamedTuple):
    """What the present literals set off in one rule: the spans of its plain mentions, and matchers still to be evaluated.

    `spans` hold (start, -end, 0) of every occurrence of a plain string of the list `any`: three matchers of four.
    """

    spans: list[tuple[int, int, int]]
    matchers: list[tuple[str, list[Any]]]  # (group, matcher) of what speaks of the duty
    guards: list[tuple[str, list[Any]]]  # of what takes that back (except, unless): asked only where something spoke


_Entry = tuple[int, bool, tuple[str, list[Any]]]  # rule number, whether it is a guard, (group, matcher)


class _Sets(NamedTuple):
    """What one literal sets off."""

    plain: list[int]  # rules that it speaks of as it stands
    single: list[_Entry]  # by itself
    paired: dict[str, list[_Entry]]  # with one other literal, that must stand in its clause
    chained: list[tuple[_Entry, tuple[str, ...]]]  # with several others
    shared: list[_Entry]  # it or another literal: each is to be evaluated once


class TriggerIndex:
    """Literal → rule number, group and matcher of everything it may set off. Groups are the author's lists (any, weak …)."""

    def __init__(self, entries: Iterable[tuple[int, str, Sequence[list[Any]]]]) -> None:
        self._by_word: dict[str, _Sets] = {}
        for number, group, matchers in entries:
            for matcher in matchers:
                if matcher[0] == "lit" and group == "any":
                    self._of(matcher[1]).plain.append(number)
                    continue
                words = triggers(matcher)
                entry = number, group in _GUARDS, (group, matcher)
                if matcher[0] == "seq":
                    others = tuple(dict.fromkeys(part for part in matcher[1] if part != words[0]))
                    if len(others) == 1:
                        self._of(words[0]).paired.setdefault(others[0], []).append(entry)
                    else:
                        self._of(words[0]).chained.append((entry, others))
                    continue
                for word in words:
                    (self._of(word).single if len(words) == 1 else self._of(word).shared).append(entry)

    def _of(self, word: str) -> "_Sets":
        return self._by_word.setdefault(word, _Sets([], [], {}, [], []))

    def leads(self, present: Mapping[str, list[int]], places: Mapping[str, int]) -> dict[int, Lead]:
        """Rule number → what the literals that stand in a text set off; each matcher once.

        `places` gives the clauses that hold a literal as bits (Scan.places): of three sequences whose literals all
        stand in a report, two have them in different clauses and are left out here.
        """
        found: dict[int, Lead] = {}
        met: list[_Entry] = []
        several: dict[int, _Entry] = {}
        by_word = self._by_word
        for word, starts in present.items():
            sets = by_word.get(word)
            if sets is None:
                continue
            plain, single, paired, chained, shared = sets
            if plain:
                size = len(word)
                spans = [(start, -start - size, 0) for start in starts]
                for number in plain:
                    if number in found:
                        found[number].spans.extend(spans)
                    else:
                        found[number] = Lead(spans[:], [], [])
            met += single
            if paired:
                bits = places[word]
                for other in paired.keys() & present.keys():
                    if bits & places[other]:
                        met += paired[other]
            if chained:
                bits = places[word]
                for entry, others in chained:
                    for other in others:
                        if other not in present or not bits & places[other]:
                            break
                    else:
                        met.append(entry)
            for entry in shared:
                several[id(entry)] = entry
        met += several.values()
        for number, guard, what in met:
            lead = found.get(number)
            if lead is None:
                lead = found[number] = Lead([], [], [])
            (lead.guards if guard else lead.matchers).append(what)
        return found
