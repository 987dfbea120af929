"""Plain claims: measures and what is said to have come of them, sentence by sentence.

What is one claim follows from the language alone: a measure with the effect claimed for it, two measures or two effects in a
row, a state. Only then is it asked what the item holds, so that more evidence never makes a claim where there was none.
"""

from typing import NamedTuple

from linter.checks.claims.assessment import BACKED, BARE, EFFECT, MEASURE, PARTLY, WEAK, Assessment, Place, Verdict
from linter.checks.claims.backing import Backing
from linter.facts.assertions import MEASURES, OUTCOMES, Assertion
from linter.model.fact import Fact
from linter.model.rule import Rule

WIDE = 80  # view characters of a claim of two clauses
_LABEL = 24  # view characters of a sentence that names what follows it
_TOPICS = 3  # an object with fewer names nothing of its own (建立机制, 开展工作)
# measures of which a reader asks: how many, whom, which document
_ASKED = frozenset({"build", "carry"})


class Step(NamedTuple):
    """A clause of a chain and how it reads."""

    clause: int
    read: Assertion


def parts(last: Assertion, read: Assertion) -> bool:
    """True where a clause begins another assertion: a state stands alone, a measure after an outcome is another one's."""
    return read.act == "state" or last.act == "state" or (last.act in OUTCOMES and read.act in MEASURES)


def claims(steps: list[Step]) -> list[tuple[Step, ...]]:
    """The claims of a chain (measures, then outcomes), one or two neighbouring clauses each.

    The last measure with its first effect and the first of the other measures; where measure and effect do not stand
    together, the first of each.
    """
    if len(steps) == 1:
        return [(steps[0],)]
    turn = next((i for i, step in enumerate(steps) if step.read.act in OUTCOMES), len(steps))
    if 0 < turn < len(steps) and len(pair(steps[turn - 1 :])) == 2:
        return [*_first(steps[: turn - 1]), (steps[turn - 1], steps[turn])]
    return [*_first(steps[:turn]), *_first(steps[turn:])]


def _first(steps: list[Step]) -> list[tuple[Step, ...]]:
    return [pair(steps)] if steps else []


def pair(steps: list[Step]) -> tuple[Step, ...]:
    """The first step, with the second where it stands next to it and both are no longer than a claim may be."""
    first = steps[0]
    if len(steps) > 1 and steps[1].clause == first.clause + 1 and steps[1].read.end - first.read.start <= WIDE:
        return first, steps[1]
    return (first,)


class PlainClaims:
    """Judges plain claims of one report under one rule.

    `instruments` are objects that are only internal steps (台账, 领导小组) wherever the item has any evidence.
    """

    def __init__(self, rule: Rule, backing: Backing, view: str, instruments: tuple[str, ...]) -> None:
        self.rule = rule
        self._backing = backing
        self._view = view
        self._instruments = instruments

    def assess(self, steps: tuple[Step, ...], place: Place) -> Assessment | None:
        """What backs a claim; None where it is a step that nobody asks evidence of."""
        verdict = self._verdict(steps, place)
        return self.claim(steps, verdict) if verdict is not None else None

    def claim(self, steps: tuple[Step, ...], verdict: Verdict) -> Assessment:
        """A claim with a verdict that needs no look at the item."""
        first, last = steps[0], steps[-1]
        return Assessment(first.read.start, last.read.end, first.clause, last.clause, self.rule, verdict)

    def _verdict(self, steps: tuple[Step, ...], place: Place) -> Verdict | None:
        if place.bare:
            return Verdict("unsupported", "strong", "no-evidence", BARE)
        outcome = next((step for step in steps if step.read.act in OUTCOMES), None)
        # a sentence of one short clause names what the next one tells
        short = place.sentence_end - place.sentence == 1 and steps[0].read.end - steps[0].read.start <= _LABEL
        follows = self._backing.following(steps[-1].clause + 1, place.next_end if short else place.sentence_end)
        if follows is not None:
            if outcome is None:
                return Verdict("supported", "weak", follows.kind, BACKED)
            if steps[0].clause == place.sentence:
                return Verdict("partial", "weak", "other-evidence", PARTLY)
        asked, shown = self._measures([step for step in steps if step.read.act in MEASURES], place)
        if outcome is not None:
            if asked or outcome.read.act == "state" or not self._backing.shown(place.item, place.item_end):
                return Verdict("unsupported", "strong", "other-evidence", EFFECT)
            return Verdict("unsupported", "weak", "other-evidence", WEAK)
        if asked:
            return Verdict("unsupported", "strong", "other-evidence", MEASURE)
        return Verdict("supported", "weak", shown.kind, BACKED) if shown is not None else None

    def _measures(self, steps: list[Step], place: Place) -> tuple[bool, Fact | None]:
        """Whether a reader asks for evidence of one of the measures, and the evidence found for the first that has any."""
        backing = self._backing
        silent = not backing.backed(place.sentence, place.sentence_end)
        asked, shown = False, None
        for _, read in steps:
            topics = backing.topics(read.object, read.end)
            found = backing.about(topics, place.item, place.item_end)
            if found is not None:
                shown = shown or found
            elif len(topics) >= _TOPICS and (read.act in _ASKED or (silent and read.act == "effort")):
                # 落实《…条例》 names what it goes by
                named = self._view.find("《", read.object, read.end) >= 0
                asked = asked or not (named or self._view.endswith(self._instruments, read.object, read.end))
        return asked, shown
