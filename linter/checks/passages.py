"""Which places of the report a verdict shows: at most five, those with evidence first, each no longer than it must be."""

from linter.checks.context import Context
from linter.checks.mentions import Mention
from linter.model.fact import Fact
from linter.model.text import Span
from linter.model.verdict import Evidence, Passage

_LIMIT = 5
_WIDE = 100  # view characters of a clause beyond which only the part that matters is shown
_JOIN = 80  # view characters up to which the clause of a mention and that of its evidence are one passage


def passages_of(mentions: list[Mention], pairs: list[tuple[Fact, Mention]], context: Context) -> tuple[Passage, ...]:
    """Passages of one duty in canonical offsets: the clause of each piece of evidence, then the clauses of mere mentions."""
    clauses = context.outline.clauses
    spans: dict[tuple[int, int], tuple[str, list[Fact]]] = {}
    for fact, mention in pairs:
        own = context.scan.clause_at(fact.start)
        start, end = clauses[own].start, clauses[own].end
        end = max(end, fact.end)
        if fact.kind == "document" and end - start > _JOIN:
            start, end = fact.start, fact.end  # one title out of several
        other = clauses[mention.clause]
        if start != fact.start and clauses[own].sentence == other.sentence and max(end, other.end) - min(start, other.start) <= _JOIN:
            start, end = min(start, other.start), max(end, other.end)
        kept = spans.setdefault((start, end), (mention.role, []))[1]
        if fact not in kept:
            kept.append(fact)
    ordered = sorted(spans.items(), key=lambda s: (-len(s[1][1]), s[0]))[:_LIMIT]
    passages = []
    for (start, end), (role, facts) in ordered:
        start, end = _narrowed(start, end, min(f.start for f in facts), max(f.end for f in facts), min(f.end for f in facts))
        passages.append(_passage((start, end), role, [f for f in facts if start <= f.start and f.end <= end], context))
    if len(passages) == _LIMIT:
        return tuple(passages)
    covered = list(spans)
    for mention in sorted(mentions):
        clause = clauses[mention.clause]
        start, end = _narrowed(clause.start, max(clause.end, mention.end), mention.start, mention.end, mention.end)
        if any(s <= mention.start and mention.end <= e for s, e in covered):
            continue
        covered.append((start, end))
        passage = _passage((start, end), mention.role, [], context)
        if mention.zero:
            span = context.document.view.span(mention.start, mention.end)
            passage = passage._replace(evidence=(Evidence("zero", span.start, span.end),))
        passages.append(passage)
        if len(passages) == _LIMIT:
            break
    return tuple(passages)


def _narrowed(start: int, end: int, first: int, last: int, keep: int) -> tuple[int, int]:
    """A very long clause cut to what matters in it: `[first, last)` and a little around, at most `_WIDE` unless `[first, keep)` is longer."""
    if end - start <= _WIDE:
        return start, end
    start = max(start, first - 30)
    return start, min(end, max(last + 10, first + 30), max(start + _WIDE, keep))


def _quoted(text: str, start: int, end: int) -> Span:
    """The span with the quotation marks that hug it: the view has none, people see them."""
    while start > 0 and text[start - 1] in "“‘「『":
        start -= 1
    while end < len(text) and text[end] in "”’」』":
        end += 1
    return Span(start, end)


def _passage(span: tuple[int, int], role: str, facts: list[Fact], context: Context) -> Passage:
    view = context.document.view
    start, end = span
    while end > start + 1 and context.scan.view[end - 1] in ",。;:!?\n":
        end -= 1
    text = _quoted(context.document.text, *view.span(start, end))
    found = []
    for fact in sorted(facts, key=lambda f: f.start):
        piece = view.span(fact.start, fact.end)
        found.append(Evidence("figure" if fact.kind == "rate" else fact.kind, piece.start, piece.end))
    return Passage(text.start, text.end, role, tuple(found))
