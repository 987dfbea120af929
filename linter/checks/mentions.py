"""Pass 0: where a report speaks of each duty, and whether that counts.

A mention does not count when it stands inside a longer word (mask), next to a veto, in a negated clause, or
inside the title of a law or a superior's document. It is weak — it names the duty without reporting it, and owns
no evidence — in a bare enumeration (和解、调解、行政裁决等途径), in the introduction, or where the rule says so.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from linter.checks.context import Context
from linter.checks.cover import Cover
from linter.checks.triggers import Lead
from linter.model.lexicon import Lexicon
from linter.model.outline import IN_PLACE

_NEGATION_REACH = 8  # characters between a cue and the mention it negates
_NEIGHBOUR = "、和与及或"


class Mention(NamedTuple):
    """A counted mention of rule number `rule`. role: where it stands; strong: may own evidence; zero: a stated zero."""

    start: int
    end: int
    rule: int
    role: str
    clause: int
    strong: bool
    zero: bool


class Near(NamedTuple):
    """A hit that did not count, and why: mask, veto, negated, superior, role of its section."""

    start: int
    end: int
    reason: str


class MentionFinder:
    """Finds the mentions of prepared coverage rules; compiled once per lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._harmless = lexicon.words("coverage.not_negations")
        self._cues = lexicon.words("coverage.negations")
        self._after = lexicon.words("coverage.negations_after")
        self._remedy = re.compile("|".join(lexicon.words("coverage.remedies")))
        self._zero_ahead = re.compile("|".join(lexicon.words("coverage.zeros_ahead")))
        self._zero_behind = re.compile("|".join(lexicon.words("coverage.zeros_behind")))
        self._period = re.compile("|".join(lexicon.words("coverage.periods")))
        self._results = re.compile("|".join(lexicon.words("structure.preamble_results")))
        self._suffixes = tuple(lexicon.words("coverage.list_suffixes"))
        self._tails = tuple(lexicon.words("coverage.list_tails"))
        self._turns = tuple(lexicon.words("coverage.turns"))

    def literals(self) -> list[str]:
        """Words that the one automaton pass has to find for the survey."""
        return [*self._harmless, *self._cues, *self._after]

    def negations(self, hits: Mapping[str, list[int]]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Spans of the cues before a mention and of those after it, each sorted; those inside harmless words (未成年, 不断) left out."""
        harmless = sorted((s, s + len(w)) for w in self._harmless for s in hits.get(w, ()))
        starts = [h[0] for h in harmless]

        def spans(cues: Iterable[str]) -> list[tuple[int, int]]:
            found = []
            for word in cues:
                for start in hits.get(word, ()):
                    end = start + len(word)
                    at = bisect_right(starts, start) - 1
                    if any(harmless[i][1] >= end for i in range(max(at - 3, 0), at + 1)):
                        continue
                    found.append((start, end))
            return sorted(found)

        return spans(self._cues), spans(self._after)

    def survey(self, context: Context) -> "Survey":
        """What all rules need to know of one view: negation cues, titles, zeros by clause."""
        return Survey(self, context)


class _Place(NamedTuple):
    """What all mentions of one clause share."""

    start: int
    end: int
    role: str
    negatable: bool  # a negation cue stands in or just before it
    listed: int  # marks of enumeration (、) in the clause
    counted: bool  # a figure stands in the clause
    zero: tuple[int, int] | None


class Survey:
    """Cues of one view, found once, and the judgement of single hits."""

    def __init__(self, finder: MentionFinder, context: Context) -> None:
        self.context = context
        self._finder = finder
        scan = context.scan
        self._cues, self._after = finder.negations(scan.hits)
        self._cued = {scan.clause_at(span[0]) for span in (*self._cues, *self._after)}
        titles = sorted((f.start, f.end, f.owner) for f in context.facts if f.kind == "document")
        self._titles = titles
        self._title_starts = [t[0] for t in titles]
        self._figured = {scan.clause_of[f.start] for f in context.facts if f.kind == "figure"}
        self._zeros = self._zero_spans()
        self._places: dict[int, _Place] = {}

    def mentions(self, number: int, spec: dict[str, Any], lead: Lead) -> tuple[list[Mention], list[Near]]:
        """Counted mentions of a prepared coverage spec, sorted by start, and the hits that did not count. `lead` is what the literals set off."""
        scan, places = self.context.scan, self._places
        # (start, -end, weak): sorted, the widest comes first and of two alike the strong one
        spans = lead.spans
        zeros: set[tuple[int, int]] = set()
        masks: list[tuple[int, int]] = []
        vetoes: list[tuple[int, int]] = []
        for group, matcher in lead.matchers:
            found = scan.find(matcher)
            if found:
                if group == "zero":
                    zeros.update(found)
                weak = int(group == "weak")
                spans.extend([(start, -end, weak) for start, end in found])
        if not spans:
            return [], []
        for group, matcher in lead.guards:
            (masks if group == "except" else vetoes).extend(scan.find(matcher))
        spans.sort()
        counted: list[Mention] = []
        near: list[Near] = []
        clause_of, titles = scan.clause_of, self._titles
        declared = bool(spec["zero"])
        masked = Cover(masks) if masks else None
        vetoed = Cover(vetoes) if vetoes else None
        reach = [-1, -1]  # end of the widest span so far, of strong and of weak ones
        before = None
        for start, negative, weak in spans:
            end = -negative
            if (start, end) == before:
                continue
            before = start, end
            if end > reach[weak]:
                reach[weak] = end
            elif before not in zeros:
                continue  # part of a wider hit of the same rule
            if masked is not None and masked.covers(start, end):
                near.append(Near(start, end, "mask"))
                continue
            clause = clause_of[start]
            place = places.get(clause) or self._place(clause)
            if not place.start <= start < place.end:
                continue  # the title and what stands between the parts
            if vetoed is not None and vetoed.touches(*scan.range_of(clause, spec["unless"]["within"])):
                near.append(Near(start, end, "veto"))
                continue
            owner = self._title_owner(start, end) if titles else ""
            if owner in ("superior", "law"):
                near.append(Near(start, end, "superior"))
                continue
            zero = (start, end) in zeros or (place.zero is not None and self._is_zero(clause, place.zero, start, end, declared))
            if place.negatable and not zero and self._negated(place, start, end):
                near.append(Near(start, end, "negated"))
                continue
            role = place.role
            if role == "preamble":
                if self._finder._results.search(scan.view, place.start, place.end):
                    counted.append(Mention(start, end, number, role, clause, False, zero))
                else:
                    near.append(Near(start, end, "preamble"))
                continue
            if role not in IN_PLACE and role != "plan":
                near.append(Near(start, end, role))
                continue
            firm = not weak and owner != "other" and not (place.listed and self._bare(place, start, end))
            counted.append(Mention(start, end, number, role, clause, firm or zero, zero))
        return counted, near

    def role(self, clause: int) -> str:
        """The role of the section that holds a clause; a sentence 下一步… in the results part belongs to the plan."""
        return (self._places.get(clause) or self._place(clause)).role

    def _place(self, clause: int) -> _Place:
        outline, view = self.context.outline, self.context.scan.view
        if not outline.clauses:
            return _Place(0, 0, "", False, 0, False, None)
        own = outline.clauses[clause]
        sentence = outline.sentences[own.sentence]
        role = self.context.roles[outline.items[sentence.item].section]
        if role == "achievements" and view.startswith(self._finder._turns, sentence.start):
            role = "plan"
        negatable = clause in self._cued or clause - 1 in self._cued
        listed = view.count("、", own.start, own.end)
        place = _Place(own.start, own.end, role, negatable, listed, clause in self._figured, self._zeros.get(clause))
        self._places[clause] = place
        return place

    def _title_owner(self, start: int, end: int) -> str:
        at = bisect_right(self._title_starts, start) - 1
        if at >= 0 and self._titles[at][1] >= end:
            return self._titles[at][2]
        return ""

    def _negated(self, place: _Place, start: int, end: int) -> bool:
        view = self.context.scan.view
        at = bisect_left(self._cues, (max(place.start, start - _NEGATION_REACH - 4), 0))
        negated = False
        while at < len(self._cues) and self._cues[at][0] < start:
            stop = self._cues[at][1]
            # 对履职不到位的干部进行问责: the cue qualifies a noun
            if stop <= start <= stop + _NEGATION_REACH and view[stop] != "的":
                negated = True
                break
            at += 1
        if not negated:
            at = bisect_left(self._after, (end, 0))
            negated = at < len(self._after) and self._after[at][1] <= place.end and self._after[at][0] - end <= _NEGATION_REACH
        # 着力解决执法监督不到位问题 reports a remedy, not a lack
        if not negated:
            return False
        return not (self._finder._remedy.search(view, place.start, start) or self._finder._remedy.search(view, end, place.end))

    def _zero_spans(self) -> dict[int, tuple[int, int]]:
        """Clause → the span that states a zero in it (未发生…案件, …为零)."""
        scan = self.context.scan
        spans: dict[int, tuple[int, int]] = {}
        for match in self._finder._zero_ahead.finditer(scan.view):
            spans.setdefault(scan.clause_at(match.start()), match.span())
        for match in self._finder._zero_behind.finditer(scan.view):
            clause = scan.clause_at(match.start())
            spans.setdefault(clause, (scan.range_of(clause, "clause")[0], match.end()))
        return spans

    def _is_zero(self, clause: int, span: tuple[int, int], start: int, end: int, declared: bool) -> bool:
        if end <= span[0] or start >= span[1]:
            return False
        if declared:
            return True
        left, right = self.context.scan.range_of(clause, "sentence")
        return bool(self._finder._period.search(self.context.scan.view, left, right))

    def _bare(self, place: _Place, start: int, end: int) -> bool:
        """True for a member of an enumeration that says nothing of its own.

        Three or more members in a row (和解、调解、仲裁), or the last before 等. Where the clause counts something
        and no 等 follows (审核、备案文件3件), the members are what is counted.
        """
        view = self.context.scan.view
        after = end
        for suffix in self._finder._suffixes:
            if view.startswith(suffix, after) and after + len(suffix) <= place.end:
                after += len(suffix)
                break
        following = view[after : after + 1]
        previous = view[start - 1 : start] if start > place.start else ""
        tailed = view.startswith(self._finder._tails, after)
        # the term may begin after the first characters of the member: 、行政复议体制改革等
        if tailed and ((previous and previous in _NEIGHBOUR) or "、" in view[max(place.start, start - 4) : start]):
            return True
        if place.listed < 2 or (place.counted and "等" not in view[after : place.end]):
            return False
        if following and following in _NEIGHBOUR:
            return True
        closes = tailed or following in ("", ",", "。", ";")
        return bool(previous) and previous in _NEIGHBOUR and closes
