"""Which matchers can match at all, given the literals that one automaton pass found.

A rulebook holds some 3,000 matchers; a report sets off about a tenth of them. The index goes from literals
to matchers, so that the others cost nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


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


class TriggerIndex:
    """Literal → (rule number, group, matcher) of everything it may set off. Groups are the author's lists (any, weak …)."""

    def __init__(self, entries: Iterable[tuple[int, str, Sequence[list[Any]]]]) -> None:
        # the last field: other literals that must be there too (seq), or None where each evaluation must happen once only
        self._by_word: dict[str, list[tuple[int, str, list[Any], tuple[str, ...] | None]]] = {}
        for number, group, matchers in entries:
            for matcher in matchers:
                words = triggers(matcher)
                others: tuple[str, ...] | None = () if len(words) == 1 else None
                if matcher[0] == "seq":
                    others = tuple(part for part in matcher[1] if part != words[0])
                for word in words:
                    self._by_word.setdefault(word, []).append((number, group, matcher, others))

    def active(self, present: Mapping[str, object]) -> dict[int, list[tuple[str, list[Any]]]]:
        """Rule number → (group, matcher) pairs worth evaluating where `present` literals stand, each once."""
        found: dict[int, list[tuple[str, list[Any]]]] = {}
        seen: set[int] = set()
        by_word = self._by_word
        for word in present:
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
                if number in found:
                    found[number].append((group, matcher))
                else:
                    found[number] = [(group, matcher)]
        return found
