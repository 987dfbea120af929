"""The units of shortcomings and plans: what a report admits point by point, and what it means to do next year.

A numbered unit is one point; an unnumbered paragraph has one point a sentence. Causes are no points: a unit below a
heading of causes, and what follows a cue of causes (究其原因) inside a unit, are left out.
"""

from typing import NamedTuple

from linter.checks.context import Context


class Point(NamedTuple):
    """One unit: its span in the view, its clauses `[first, last)` of Outline.clauses, and whether it carries a number."""

    start: int
    end: int
    first: int
    last: int
    numbered: bool


def points_of(context: Context, role: str) -> list[Point]:
    """The points of all sections whose part counts as `role` (shortcomings, plan), in order."""
    outline, view, lexicon = context.outline, context.scan.view, context.lexicon
    causes, openings, admissions = (lexicon.words(f"coherence.{name}") for name in ("causes", "cause_openings", "admissions"))
    if role != "shortcomings":
        causes = openings = ()
    found: list[Point] = []
    unit = -1
    stopped = False
    for sentence in outline.sentences:
        item = outline.items[sentence.item]
        if context.roles[item.section] != role or item.is_heading:
            continue
        if sentence.item != unit:
            unit, stopped = sentence.item, _below_causes(context, sentence.item, causes, admissions)
        if stopped:
            continue
        last = sentence.first_clause
        while last < sentence.last_clause:
            text = view[outline.clauses[last].start : outline.clauses[last].end]
            if any(cue in text for cue in causes) or (text.startswith(openings) and not text.endswith(":")):
                stopped = True
                break
            last += 1
        if last == sentence.first_clause:
            continue
        end = outline.clauses[last - 1].end
        numbered = item.depth > 0
        if numbered and found and found[-1].start >= item.start:
            found[-1] = found[-1]._replace(end=end, last=last)
        else:
            found.append(Point(sentence.start, end, sentence.first_clause, last, numbered))
    return found


def _below_causes(context: Context, index: int, causes: tuple[str, ...], admissions: tuple[str, ...]) -> bool:
    """True for a unit below a heading of causes, where that heading names no shortcomings too."""
    items, view = context.outline.items, context.scan.view
    at = items[index].parent
    while at >= 0:
        item = items[at]
        if item.parent >= 0 and item.is_heading:
            head = view[item.start : item.head_end]
            if any(cue in head for cue in causes) and not any(word in head for word in admissions):
                return True
        at = item.parent
    return False
