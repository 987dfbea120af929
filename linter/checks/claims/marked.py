"""Claims that bear a mark: priorities, universals, total percentages, rates, vague amounts. What each needs to be checkable.

A priority needs somebody who granted it (a document, an award); a universal statement, a total percentage and a rate need the
number of what they speak of, in their own clause or before them; a vague amount needs a number.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from linter.checks.claims.assessment import BACKED, BARE, PARTLY, RATED, SEVERE, WEAK, Assessment, Place, Verdict
from linter.checks.claims.backing import Backing
from linter.checks.context import Context
from linter.facts.assertions import IDLE, Assertion
from linter.model.lexicon import Lexicon
from linter.model.rule import Rule

_SHORT = 6  # characters of a subject that names nothing of its own (现均…, 公示率…): it speaks of what was just counted
_NEAR = 2  # topics that a count elsewhere in the item must share to be part of the base


class Mark(NamedTuple):
    """The word or figure that makes a clause fall under a rule, in view offsets."""

    rule: Rule
    start: int
    end: int


def vetoed(rule: Rule, context: Context) -> set[int]:
    """The clauses that hold one of the words with which the rule finds nothing."""
    hits, clause_at = context.scan.hits, context.scan.clause_at
    return {clause_at(start) for word in rule.spec["unless"] for start in hits.get(word, ())}


def marks(rules: Sequence[Rule], context: Context) -> dict[int, Mark]:
    """Clause → its mark: that of the rule with the least `precedence`, the first of them in the clause."""
    found: dict[int, Mark] = {}
    for rule in sorted(rules, key=_precedence):
        own = _rates(rule, context) if rule.spec["find"] == "rates" else _words(rule, context)
        for clause, mark in own.items():
            found.setdefault(clause, mark)
    return found


def _precedence(rule: Rule) -> tuple[int, str]:
    return rule.spec["precedence"], rule.id


def _rates(rule: Rule, context: Context) -> dict[int, Mark]:
    found: dict[int, Mark] = {}
    veto = vetoed(rule, context)
    for fact in context.facts:
        if fact.kind == "rate" and fact.strong:
            clause = context.scan.clause_at(fact.start)
            if clause not in veto:
                found.setdefault(clause, Mark(rule, fact.start, fact.end))
    return found


def _words(rule: Rule, context: Context) -> dict[int, Mark]:
    hits, clause_at = context.scan.hits, context.scan.clause_at
    masks = {at for word in rule.spec["except"] for start in hits.get(word, ()) for at in range(start, start + len(word))}
    veto = vetoed(rule, context)
    found: dict[int, Mark] = {}
    for _, word in rule.spec["any"]:
        for start in hits.get(word, ()):
            if start in masks:
                continue
            clause = clause_at(start)
            if clause not in veto and (clause not in found or start < found[clause].start):
                found[clause] = Mark(rule, start, start + len(word))
    return found


class MarkedClaims:
    """Judges marked clauses; one object a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        nouns, links = ("|".join(lexicon.words("claims." + name)) for name in ("rate_nouns", "rate_links"))
        self._degrees = frozenset(lexicon.words("claims.vague_degrees"))
        self._totals = lexicon.words("claims.totals")
        self._nominal = lexicon.words("claims.nominal")
        # 面复率、满意率均为: shares and nothing else
        self._shares = re.compile(rf"(?:[\u4e00-\u9fff]{{1,8}}?(?:{nouns})[、和及]?){{1,4}}(?:{links})*")

    def assess(self, mark: Mark, clause: int, read: Assertion, place: Place, backing: Backing, view: str) -> Assessment | None:
        """Whether what stands with a marked clause makes it checkable; None where it claims nothing after all."""
        wants = mark.rule.spec["wants"]
        if read.act in IDLE:
            return None
        if wants == "number":
            verdict = self._numbered(mark, clause, place, backing, view)
            if verdict is None:
                return None
        elif wants == "document":
            verdict = _granted(clause, place, backing)
        else:
            verdict = self._based(mark, clause, read, place, backing, view)
        return Assessment(read.start, read.end, clause, clause, mark.rule, verdict, (mark.start, mark.end))

    def _numbered(self, mark: Mark, clause: int, place: Place, backing: Backing, view: str) -> Verdict | None:
        if backing.counted(clause, clause + 1):
            return Verdict("supported", "weak", "figure", BACKED)
        if backing.counted(place.sentence, place.sentence_end):
            # 受理1200件，效率明显提升: the number is not that of the change, but the clause is a plain effect
            return None if view[mark.start : mark.end] in self._degrees else Verdict("supported", "weak", "figure", BACKED)
        return Verdict("unsupported", "strong", "no-evidence" if place.bare else "no-number", BARE if place.bare else RATED)

    def _based(self, mark: Mark, clause: int, read: Assertion, place: Place, backing: Backing, view: str) -> Verdict:
        if backing.counted(clause, clause + 1):
            return Verdict("supported", "weak", "base-given", BACKED)
        topics = backing.topics(read.start, mark.start)
        before = backing.counted(place.sentence, clause)
        if before:
            if self._refers(mark, read, view) or any(backing.share(topics, other, 1) for other in before):
                return Verdict("supported", "weak", "base-given", BACKED)
            return Verdict("unsupported", "weak", "other-evidence", WEAK)
        if any(backing.share(topics, other, _NEAR) for other in backing.counted(place.item, place.sentence_end)):
            return Verdict("partial", "weak", "partial-base", PARTLY)
        if read.act == "effort" and not read.finished and not self._is_share(mark, read, view):
            return Verdict("unsupported", "weak", "no-evidence" if place.bare else "no-base", WEAK)  # 推动应归尽归 is an aim still
        order = RATED if mark.rule.spec["find"] == "rates" else SEVERE
        return Verdict("unsupported", "strong", "no-evidence" if place.bare else "no-base", order)

    def _is_share(self, mark: Mark, read: Assertion, view: str) -> bool:
        """True where what seems an effort is the name of a share: 服务对象好评率为100%, not 推动持证率达100%."""
        return view.startswith(self._nominal, read.start) and self._shares.fullmatch(view, read.start, mark.start) is not None

    def _refers(self, mark: Mark, read: Assertion, view: str) -> bool:
        """True where a clause has no subject of its own: it speaks of what was just counted."""
        if mark.start == read.start:
            return view.startswith(self._totals, mark.start)
        return mark.start - read.start <= _SHORT or self._shares.fullmatch(view, read.start, mark.start) is not None


def _granted(clause: int, place: Place, backing: Backing) -> Verdict:
    own = {fact.kind for fact in backing.facts.get(clause, ())}
    if "case" in own:
        return Verdict("supported", "weak", "case", BACKED)
    if own:
        return Verdict("partial", "weak", "partial-grant", PARTLY)
    later = backing.following(clause + 1, place.sentence_end)
    if later is not None and later.kind in ("case", "document"):
        return Verdict("partial", "weak", "partial-grant", PARTLY)
    return Verdict("unsupported", "strong", "no-document", SEVERE)


def merged(found: Sequence[Assessment]) -> list[Assessment]:
    """Claims in the order of their clauses, two neighbours under one rule with one verdict taken together (无超期办件，无违规审批)."""
    out: list[Assessment] = []
    for one in found:
        last = out[-1] if out else None
        if (
            last is not None
            and last.mark[1]
            and (last.rule, last.verdict) == (one.rule, one.verdict)
            and last.first + 1 == last.last + 1 == one.first
        ):
            out[-1] = last._replace(end=one.end, last=one.last)
        else:
            out.append(one)
    return out
