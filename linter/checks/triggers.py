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


class TriggerIndex:
    """Literal → rule number, group and matcher of everything it may set off. Groups are the author's lists (any, weak …)."""

    def __init__(self, entries: Iterable[tuple[int, str, Sequence[list[Any]]]]) -> None:
        self._plain: dict[str, list[int]] = {}
        # the last field: other literals that must be there too (seq), or None where each evaluation must happen once only
        self._by_word: dict[str, list[tuple[int, str, list[Any], tuple[str, ...] | None]]] = {}
        for number, group, matchers in entries:
            for matcher in matchers:
                if matcher[0] == "lit" and group == "any":
                    self._plain.setdefault(matcher[1], []).append(number)
                    continue
                words = triggers(matcher)
                others: tuple[str, ...] | None = () if len(words) == 1 else None
                if matcher[0] == "seq":
                    others = tuple(part for part in matcher[1] if part != words[0])
                for word in words:
                    self._by_word.setdefault(word, []).append((number, group, matcher, others))

    def leads(self, present: Mapping[str, list[int]]) -> dict[int, Lead]:
        """Rule number → what the literals that stand in a text set off; each matcher once."""
        found: dict[int, Lead] = {}
        seen: set[int] = set()
        by_word, plain = self._by_word, self._plain
        for word, starts in present.items():
            numbers = plain.get(word)
            if numbers:
                size = len(word)
                spans = [(start, -start - size, 0) for start in starts]
                for number in numbers:
                    if number in found:
                        found[number].spans.extend(spans)
                    else:
                        found[number] = Lead(spans[:], [], [])
            for number, group, matcher, others in by_word.get(word, ()):
                if others is None:
                    key = id(matcher)
                    if key in seen:
                        continue
                    seen.add(key)
                else:
                    for other in others:
                        if other not in present:
                            break
                    else:
                        others = None
                    if others is not None:
                        continue
                lead = found.get(number)
                if lead is None:
                    lead = found[number] = Lead([], [], [])
                (lead.guards if group in _GUARDS else lead.matchers).append((group, matcher))
        return found
