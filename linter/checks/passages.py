"""Which places of the report a verdict shows: at most five, those with evidence first, each no longer than it must be."""

import itertools

from linter.checks.context import Context
from linter.checks.mentions import Mention
from linter.model.fact import Fact
from linter.model.verdict import Evidence, Passage

_LIMIT = 5
_WIDE = 100  # view characters of a clause beyond which only the part that matters is shown
_JOIN = 80  # view characters up to which the clause of a mention and that of its evidence are one passage
_TRAILING = ",。;:!?\n"


class Passages:
    """The passages of one report. Duties share clauses and facts: a place is worked out for the first of them only."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._edges: dict[tuple[int, int], tuple[int, int]] = {}
        self._evidence: dict[int, Evidence] = {}

    def of(self, mentions: list[Mention], pairs: list[tuple[Fact, Mention]]) -> tuple[Passage, ...]:
        """Passages of one duty in canonical offsets: the clause of each piece of evidence, then the clauses of mere mentions."""
        context = self._context
        clauses = context.outline.clauses
        spans: dict[tuple[int, int], tuple[str, list[Fact]]] = {}
        shown: set[int] = set()  # clauses that a passage holds already
        clause_of = context.scan.clause_of
        for fact, mention in pairs:
            own = clause_of[fact.start]
            start, end, sentence = clauses[own]
            if end < fact.end:
                end = fact.end
            shown.add(own)
            if fact.kind == "document" and end - start > _JOIN:
                start, end = fact.start, fact.end  # one title out of several
            elif mention.clause != own:
                other = clauses[mention.clause]
                if other.sentence == sentence and max(end, other.end) - min(start, other.start) <= _JOIN:
                    start, end = min(start, other.start), max(end, other.end)
                    shown.add(mention.clause)
            kept = spans.get((start, end))
            if kept is None:
                spans[start, end] = (mention.role, [fact])
            elif kept[1][-1] is not fact and fact not in kept[1]:
                kept[1].append(fact)
        passages = []
        ordered = sorted(spans.items(), key=_most_evidence) if len(spans) > 1 else spans.items()
        for (start, end), (role, facts) in itertools.islice(ordered, _LIMIT):
            if end - start > _WIDE:
                start, end = _narrowed(start, end, min(f.start for f in facts), max(f.end for f in facts), min(f.end for f in facts))
                facts = [f for f in facts if start <= f.start and f.end <= end]
            passages.append(self._passage(start, end, role, facts))
        for mention in mentions:
            if len(passages) == _LIMIT:
                break
            if mention.clause in shown:
                continue
            shown.add(mention.clause)
            clause = clauses[mention.clause]
            start, end = clause.start, max(clause.end, mention.end)
            if end - start > _WIDE:
                start, end = _narrowed(start, end, mention.start, mention.end, mention.end)
            passage = self._passage(start, end, mention.role, [])
            if mention.zero:
                span = context.document.view.span(mention.start, mention.end)
                passage = passage._replace(evidence=(Evidence("zero", span.start, span.end),))
            passages.append(passage)
        return tuple(passages)

    def _passage(self, start: int, end: int, role: str, facts: list[Fact]) -> Passage:
        """A passage in canonical offsets, closing punctuation left off, the quotation marks that hug it taken in."""
        edges = self._edges.get((start, end))
        if edges is None:
            stop, seen = end, self._context.scan.view
            while stop > start + 1 and seen[stop - 1] in _TRAILING:
                stop -= 1
            edges = self._edges[start, end] = self._context.document.quoted(start, stop)
        return Passage(*edges, role, tuple([self._shown(fact) for fact in facts]))

    def _shown(self, fact: Fact) -> Evidence:
        evidence = self._evidence.get(id(fact))
        if evidence is None:
            span = self._context.document.view.span(fact.start, fact.end)
            evidence = self._evidence[id(fact)] = Evidence("figure" if fact.kind == "rate" else fact.kind, *span)
        return evidence


def _most_evidence(entry: tuple[tuple[int, int], tuple[str, list[Fact]]]) -> tuple[int, tuple[int, int]]:
    return -len(entry[1][1]), entry[0]


def _narrowed(start: int, end: int, first: int, last: int, keep: int) -> tuple[int, int]:
    """A very long clause cut to what matters in it: `[first, last)` and a little around, at most `_WIDE` unless `[first, keep)` is longer."""
    start = max(start, first - 30)
    return start, min(end, max(last + 10, first + 30), max(start + _WIDE, keep))
