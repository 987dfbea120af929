"""Where a clause stands in the report: its item, the role of its part, and the clauses in which matchers or words hold."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

from linter.checks.context import Context
from linter.model.outline import IN_PLACE

Place = tuple[int, tuple[int, int]]  # a clause and the span that was found in it


def item_of(clause: int, context: Context) -> int:
    """Index of the item that holds a clause."""
    outline = context.outline
    return outline.sentences[outline.clauses[clause].sentence].item


def role_of(clause: int, context: Context) -> str:
    """The role of the part that a clause stands in."""
    return context.roles[context.outline.items[item_of(clause, context)].section]


def reported(clause: int, context: Context) -> bool:
    """True where a clause stands among what counts as reported."""
    return role_of(clause, context) in IN_PLACE


def parts_of(role: str, context: Context) -> list[tuple[int, int]]:
    """View spans of the sections that count as `role`, their headings left out."""
    sections = zip(context.outline.sections, context.roles, strict=True)
    return [(s.heading_end, s.end) for s, own in sections if own == role and s.end > s.heading_end]


def places(matchers: list[list[Any]], context: Context, spans: list[tuple[int, int]] | None = None) -> list[Place]:
    """Every clause in which one of the prepared matchers holds, in order, with the first span in it; only inside `spans`, if given."""
    first: dict[int, tuple[int, int]] = {}
    if not matchers or not context.outline.clauses:
        return []  # a list that a rule leaves out; a title and nothing else
    scan = context.scan
    hits, clause_of = scan.hits, scan.clause_of
    for matcher in matchers:
        if matcher[0] == "lit":
            starts = hits.get(matcher[1])
            if not starts:
                continue
            size = len(matcher[1])
            found: Iterable[tuple[int, int]] = [(start, start + size) for start in _inside(starts, spans)]
        else:
            found = scan.find(matcher)
            if spans is not None:
                found = [span for span in found if any(left <= span[0] < right for left, right in spans)]
        for span in found:
            clause = clause_of[span[0]]
            if clause not in first or span < first[clause]:
                first[clause] = span
    return sorted(first.items())


def holding(words: Iterable[str], context: Context, spans: list[tuple[int, int]] | None = None) -> dict[int, int]:
    """Clauses that hold one of the words, with the first place of one; only inside `spans`, if given."""
    scan = context.scan
    found: dict[int, int] = {}
    for word in words if context.outline.clauses else ():
        starts = scan.hits.get(word)
        for start in _inside(starts, spans) if starts else ():
            clause = scan.clause_at(start)
            if start < found.get(clause, start + 1):
                found[clause] = start
    return found


def _inside(starts: list[int], spans: list[tuple[int, int]] | None) -> list[int]:
    if spans is None:
        return starts
    found: list[int] = []
    for left, right in spans:
        found += starts[bisect_left(starts, left) : bisect_left(starts, right)]
    return found
