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

    def literals(self) -> list[str]:
        """Words that the one automaton pass has to find for the survey."""
        return [*self._harmless, *self._cues, *self._after]

    def negations(self, hits: Mapping[str, list[int]], cues: Iterable[str]) -> list[tuple[int, int]]:
        """Spans of `cues`, sorted, those inside harmless words (未成年, 不断) left out, and those before 的 that qualify a noun."""
        harmless = sorted((s, s + len(w)) for w in self._harmless for s in hits.get(w, ()))
        starts = [h[0] for h in harmless]
        found = []
        for word in cues:
            for start in hits.get(word, ()):
                end = start + len(word)
                at = bisect_right(starts, start) - 1
                if any(harmless[i][1] >= end for i in range(max(at - 3, 0), at + 1)):
                    continue
                found.append((start, end))
        return sorted(found)

    def survey(self, context: Context) -> "Survey":
        """What all rules need to know of one view: negation cues, titles, zeros by clause."""
        return Survey(self, context)


class Survey:
    """Cues of one view, found once, and the judgement of single hits."""

    def __init__(self, finder: MentionFinder, context: Context) -> None:
        self.context = context
        self._finder = finder
        self._cues = finder.negations(context.scan.hits, finder._cues)
        self._after = finder.negations(context.scan.hits, finder._after)
        self._titles = sorted((f.start, f.end, f.owner) for f in context.facts if f.kind == "document")
        self._title_starts = [t[0] for t in self._titles]
        self._zeros = self._zero_spans()
        self._turned: dict[int, bool] = {}

    def mentions(self, number: int, spec: dict[str, Any], matchers: list[tuple[str, list[Any]]]) -> tuple[list[Mention], list[Near]]:
        """Counted mentions of a prepared coverage spec, sorted by start, and the hits that did not count.

        `matchers` are the (group, matcher) pairs of the spec that the present literals may set off.
        """
        scan = self.context.scan
        spans: dict[tuple[int, int], bool] = {}
        zeros = set()
        for group, matcher in matchers:
            strong = group != "weak"
            for span in scan.find(matcher):
                if strong or span not in spans:
                    spans[span] = strong
                if group == "zero":
                    zeros.add(span)
        if not spans:
            return [], []
        masks = [(s, s + len(word)) for word in spec["except"] for s in scan.hits.get(word, ())]
        counted, near = [], []
        clauses = self.context.outline.clauses
        reach = {True: -1, False: -1}  # end of the widest span so far, by strength
        for (start, end), strong in sorted(spans.items(), key=lambda s: (s[0][0], -s[0][1])):
            if end <= reach[strong] and (start, end) not in zeros:
                continue  # part of a wider hit of the same rule
            reach[strong] = max(reach[strong], end)
            if any(s <= start and end <= e and (s, e) != (start, end) for s, e in masks):
                near.append(Near(start, end, "mask"))
                continue
            clause = scan.clause_at(start)
            if not clauses or not clauses[clause].start <= start < clauses[clause].end:
                continue  # the title and what stands between the parts
            veto = spec["unless"]
            if veto and scan.any_in(veto["any"], *scan.range_of(clause, veto["within"])):
                near.append(Near(start, end, "veto"))
                continue
            owner = self._title_owner(start, end)
            if owner in ("superior", "law"):
                near.append(Near(start, end, "superior"))
                continue
            role = self.role(clause)
            zero = (start, end) in zeros or self._is_zero(clause, start, end, bool(spec["zero"]))
            if not zero and self._negated(clause, start, end):
                near.append(Near(start, end, "negated"))
                continue
            if role == "preamble":
                if not self._finder._results.search(scan.view, *self._clause_range(clause)):
                    near.append(Near(start, end, "preamble"))
                    continue
                counted.append(Mention(start, end, number, role, clause, False, zero))
                continue
            if role not in IN_PLACE and role != "plan":
                near.append(Near(start, end, role))
                continue
            firm = strong and owner != "other" and not self._bare(clause, start, end)
            counted.append(Mention(start, end, number, role, clause, firm or zero, zero))
        return counted, near

    def role(self, clause: int) -> str:
        """The role of the section that holds a clause; a sentence 下一步… in the results part belongs to the plan."""
        outline = self.context.outline
        sentence = outline.clauses[clause].sentence
        item = outline.items[outline.sentences[sentence].item]
        role = self.context.roles[item.section]
        if role == "achievements":
            turned = self._turned.get(sentence)
            if turned is None:
                turned = self._turned[sentence] = self.context.scan.view.startswith(("下一步", "下步", "明年", "今后", "下一阶段"), outline.sentences[sentence].start)
            if turned:
                return "plan"
        return role

    def _clause_range(self, clause: int) -> tuple[int, int]:
        own = self.context.outline.clauses[clause]
        return own.start, own.end

    def _title_owner(self, start: int, end: int) -> str:
        at = bisect_right(self._title_starts, start) - 1
        if at >= 0 and self._titles[at][1] >= end:
            return self._titles[at][2]
        return ""

    def _negated(self, clause: int, start: int, end: int) -> bool:
        left, right = self._clause_range(clause)
        at = bisect_left(self._cues, (max(left, start - _NEGATION_REACH - 4), 0))
        negated = False
        while at < len(self._cues) and self._cues[at][0] < start:
            stop = self._cues[at][1]
            # 对履职不到位的干部进行问责: the cue qualifies a noun
            if stop <= start <= stop + _NEGATION_REACH and self.context.scan.view[stop] != "的":
                negated = True
                break
            at += 1
        if not negated:
            at = bisect_left(self._after, (end, 0))
            negated = at < len(self._after) and self._after[at][1] <= right and self._after[at][0] - end <= _NEGATION_REACH
        # 着力解决执法监督不到位问题 reports a remedy, not a lack
        if not negated:
            return False
        view = self.context.scan.view
        return not (self._finder._remedy.search(view, left, start) or self._finder._remedy.search(view, end, right))

    def _zero_spans(self) -> dict[int, tuple[int, int]]:
        """Clause → the span that states a zero in it (未发生…案件, …为零)."""
        scan = self.context.scan
        spans: dict[int, tuple[int, int]] = {}
        for match in self._finder._zero_ahead.finditer(scan.view):
            spans.setdefault(scan.clause_at(match.start()), match.span())
        for match in self._finder._zero_behind.finditer(scan.view):
            clause = scan.clause_at(match.start())
            spans.setdefault(clause, (self._clause_range(clause)[0], match.end()))
        return spans

    def _is_zero(self, clause: int, start: int, end: int, declared: bool) -> bool:
        span = self._zeros.get(clause)
        if not span or end <= span[0] or start >= span[1]:
            return False
        if declared:
            return True
        sentence = self.context.outline.sentences[self.context.outline.clauses[clause].sentence]
        return bool(self._finder._period.search(self.context.scan.view, sentence.start, sentence.end))

    def _bare(self, clause: int, start: int, end: int) -> bool:
        """True for a member of an enumeration of three or more that says nothing of its own."""
        view = self.context.scan.view
        left, right = self._clause_range(clause)
        if view.count("、", left, right) < 2:
            return False
        after = end
        for suffix in self._finder._suffixes:
            if view.startswith(suffix, after) and after + len(suffix) <= right:
                after += len(suffix)
                break
        following = view[after : after + 1]
        previous = view[start - 1 : start] if start > left else ""
        if following and following in _NEIGHBOUR:
            return True
        closes = following in ("", ",", "。", ";") or view.startswith(self._finder._tails, after)
        return bool(previous) and previous in _NEIGHBOUR and closes
