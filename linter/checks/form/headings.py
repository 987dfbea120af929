"""Numbered headings: 一、 （一） 1. （1） ①, and parts that lack the number the others have."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from linter.checks.context import Context
from linter.checks.form.enumerators import Enumerators
from linter.checks.form.sequences import Slip, han, stands
from linter.model.outline import CHAPTER, CIRCLED, PART, POINT, SECTION, SUBPOINT, Section
from linter.model.rule import Rule
from linter.model.verdict import Remark

_FORMS = {PART: "第{}部分", CHAPTER: "{}、", SECTION: "（{}）", POINT: "{}.", SUBPOINT: "（{}）"}
_HEADING = 40  # characters of a line that can be a heading
_RUN_IN = 60  # a longer line that opens with a heading holds text as well
_LOST = 3  # so many headings whose numbers are gone were not forgotten by an author: a conversion lost them


def out_of_order(rule: Rule, context: Context, found: Enumerators) -> Iterator[Remark]:
    """Numbers left out, repeated or mistaken at any level; parts without number. In document order, the parts last."""
    view = context.scan.view
    slips = [slip for kind in (*_FORMS, CIRCLED) for slip in found.slips(kind, "", view)]
    blocks = context.document.view.blocks
    starts = [start for start, _ in blocks] if slips else []
    bare = [s.kind in ("missing", "unopened") and _unnumbered_heading(s, view, blocks, starts) for s in slips]
    if sum(bare) >= _LOST:
        slips = [slip for slip, gone in zip(slips, bare, strict=True) if not gone]
    for slip in sorted(slips, key=lambda s: s.mark.start):
        span = context.document.view.span(slip.mark.start, slip.mark.end)
        kind = slip.mark.kind
        values = {"number": written(kind, slip.mark.value), "due": written(kind, slip.due)}
        values["before"] = written(kind, slip.after.value) if slip.after else ""
        yield Remark(rule, span.start, span.end, slip.kind, values)
    yield from _unnumbered_parts(rule, context, found)


def _unnumbered_heading(slip: Slip, view: str, blocks: list[tuple[int, int]], starts: list[int]) -> bool:
    """True where a short line without number stands in the gap: the heading is there, its number is not."""
    inside = blocks[bisect_right(starts, slip.since) : bisect_left(starts, slip.mark.start)]
    return any(0 < end - begin <= _HEADING and view[end - 1] not in "。;,:!?" for begin, end in inside)


def written(kind: int, number: int) -> str:
    """A number as enumerators of this kind are printed."""
    if kind == CIRCLED:
        return chr(0x245F + number)
    return _FORMS[kind].format(number if kind in (POINT, SUBPOINT) else han(number))


def _unnumbered_parts(rule: Rule, context: Context, found: Enumerators) -> Iterator[Remark]:
    """Parts of the top level without number behind numbered ones (一、…九、 followed by 存在问题)."""
    view = context.scan.view
    whole = set(context.document.view.blocks)
    headed = [s for s in context.outline.sections if s.level == 1 and s.source == "heading" and s.heading_end > s.heading_start]
    numbered = [s for s in headed if s.start in found.tops]
    if len(numbered) < 2 or headed[: len(numbered)] != numbered or _headed_above(numbered[0].start, context):
        return  # an unnumbered part among or above them: the numbers count something else
    first, last = found.tops[numbered[0].start], found.tops[numbered[-1].start]
    rest = headed[len(numbered) :]
    if not rest or any(m.kind == last.kind and m.start >= rest[0].start for m in found.tops.values()) or not _level(numbered, rest, context):
        return
    for number, section in enumerate(rest, last.value + 1):
        start, end = section.heading_start, section.heading_end
        if (start, end) in whole and not stands(view, number, start, end):
            span = context.document.view.span(start, end)
            values = {"first": written(first.kind, first.value), "before": written(last.kind, last.value), "due": written(last.kind, number)}
            yield Remark(rule, span.start, span.end, "unnumbered" if len(rest) == 1 else "unnumbered-parts", values)


def _headed_above(start: int, context: Context) -> bool:
    """True where the line above the first numbered part is a heading without number (主要工作及成效), not the title."""
    view, blocks = context.scan.view, context.document.view.blocks
    title = context.outline.title
    at = bisect_left(blocks, (start, 0)) - 1
    while at >= 0 and blocks[at][0] == blocks[at][1]:
        at -= 1
    if at < 0 or (title is not None and blocks[at][0] < title[1]):
        return False
    begin, end = blocks[at]
    return end - begin <= _HEADING and view[end - 1] not in "。;,:!?"


def _level(numbered: list[Section], rest: list[Section], context: Context) -> bool:
    """False where the format itself sets the parts without number above the numbered ones."""
    level = {start: block.level for block, (start, _) in zip(context.document.blocks, context.document.view.blocks, strict=True)}
    above = max(level.get(s.start, 0) for s in numbered)
    return not any(0 < level.get(s.start, 0) < above for s in rest)


def running_in(rule: Rule, context: Context, found: Enumerators) -> Iterator[Remark]:
    """Top-level headings that run into the text without any mark, where the others stand on lines of their own."""
    view = context.scan.view
    ends = dict(context.document.view.blocks)
    headed = [s for s in context.outline.sections if s.level == 1 and s.start in found.tops and s.start in ends]
    run = [s for s in headed if s.heading_end < ends[s.start] and view[s.heading_end - 1] not in "。;:!?,\n" and ends[s.start] - s.start > _RUN_IN]
    alone = [s for s in headed if s.heading_end == ends[s.start]]
    if not run or len(alone) <= len(run):
        return
    for section in run:
        span = context.document.view.span(section.start, section.heading_end)
        yield Remark(rule, span.start, span.end, "run-in", {})
