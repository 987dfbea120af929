"""Points inside paragraphs: 一是 … 二是 …, 一要 … 二要 …. A 是 may be lost (三加强…), a number doubled, a first point left alone."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from linter.checks.context import Context
from linter.checks.form.enumerators import SHI, YAO, Enumerators, Group
from linter.checks.form.sequences import Lines, han, stands
from linter.model.lexicon import Lexicon
from linter.model.outline import INLINE, Mark
from linter.model.rule import Rule
from linter.model.verdict import Remark

_SHOWN = 12  # characters of a point whose 是 is lost that the finding points to
_CLOSE = re.compile("[,。;:!?、\n]")


class _Wording(NamedTuple):
    lost: re.Pattern[str]
    others: re.Pattern[str]  # 其次, 另一方面: what goes on after a 一是 without a 二是


@lru_cache(maxsize=8)
def _wording(lexicon: Lexicon) -> _Wording:
    def either(key: str) -> str:
        return "|".join(map(re.escape, lexicon.words(key)))

    # 三加强 is a point that lost its 是; 三项, 三书一函, 三定方案 count or name something
    names = f"(?:[\u4e00-\u9fff]{{1,2}}[一二两三四五六七八九十]|{either('form.numeral_names')})"
    counts = f"(?:(?={either('structure.not_counted')})|(?!{either('structure.counted')}))"
    return _Wording(re.compile(rf"(?<=[。;\n])[二三四五六七八九](?=[\u4e00-\u9fff])(?!{names}){counts}"), re.compile(either("form.other_points")))


def out_of_order(rule: Rule, context: Context, found: Enumerators) -> Iterator[Remark]:
    """Points left out, doubled, mistaken, without 是 or alone, in document order."""
    view = context.scan.view
    out: list[tuple[int, str, Mark, dict[str, str]]] = []
    for form in (SHI, YAO):
        group = found.groups.get((INLINE, form))
        if group is None:
            continue
        lost = _without_shi(group, context) if form == SHI else []
        out.extend((m.start, "lost", m, _values(m.value, m.value - 1, m.value, form)) for m in lost)
        places = [m.start for m in lost]
        slips = [s for s in found.slips(INLINE, form, view) if form == SHI or s.kind != "unopened"]
        out.extend(
            (s.mark.start, s.kind, s.mark, _values(s.mark.value, s.after.value if s.after else 0, s.due, form))
            for s in slips
            if not _holds(places, s.since, s.mark.start)
        )
        if form == SHI:
            told = {m.start for slip in slips for m in (slip.mark, slip.after) if m}
            out.extend((m.start, "alone", m, _values(1, 0, 2, form)) for m in _alone(group, places, told, found.lines, context))
    for _, reason, mark, values in sorted(out, key=lambda entry: entry[0]):
        span = context.document.view.span(mark.start, mark.end)
        status = ("suspicious", "info") if reason == "alone" else ("found", "")
        yield Remark(rule, span.start, span.end, reason, values, *status)


def _values(number: int, before: int, due: int, form: str) -> dict[str, str]:
    return {"number": han(number) + form, "before": han(before) + form if before else "", "due": han(due) + form}


def _holds(offsets: list[int], start: int, end: int) -> bool:
    at = bisect_left(offsets, start)
    return at < len(offsets) and offsets[at] < end


def _without_shi(group: Group, context: Context) -> list[Mark]:
    """Points whose 是 is lost: the number due stands at the start of a sentence and counts nothing."""
    view, own, borders = context.scan.view, group.marks, group.borders
    lost = _wording(context.lexicon).lost
    found: list[Mark] = []
    for at, mark in enumerate(own):
        border = bisect_left(borders, mark.end)
        stop = min(own[at + 1].start if at + 1 < len(own) else len(view), borders[border] if border < len(borders) else len(view))
        here: list[Mark] = []
        due = mark.value + 1
        for match in lost.finditer(view, mark.end, stop):
            if han(due) == match.group():
                end = _CLOSE.search(view, match.end())
                here.append(Mark(match.start(), min(end.start() if end else len(view), match.start() + _SHOWN), INLINE, due))
                due += 1
        follows = at + 1 < len(own) and own[at + 1].value == due and own[at + 1].start == stop
        # a first point alone would be odd as well: one lost point behind it is enough
        if mark.value + len(here) + follows > 2 or mark.start in group.strong:
            found.extend(here)
    return found


def _alone(group: Group, lost: list[int], told: set[int], lines: Lines, context: Context) -> Iterator[Mark]:
    """A 一是 inside a paragraph, at the start of a sentence, that no second point follows in its unit, whatever its form."""
    view, own, borders = context.scan.view, group.marks, group.borders
    ends = [s.end for s in context.outline.sections]
    others = _wording(context.lexicon).others
    for at, mark in enumerate(own):
        if mark.value != 1 or mark.start not in group.strong or view[mark.start - 1 : mark.start] == ",":
            continue
        if mark.start in group.order.settled or mark.start in told:
            continue
        part = ends[min(bisect_right(ends, mark.start), len(ends) - 1)]
        border = bisect_right(borders, mark.start)
        stop = min(part, borders[border] if border < len(borders) else part, own[at + 1].start if at + 1 < len(own) else part)
        if stop < part and lines.opens(mark.start):
            continue  # a point that has numbered ones below it: the second may come after those
        if not (stands(view, 2, mark.end, stop) or others.search(view, mark.end, stop) or _holds(lost, mark.end, stop)):
            yield mark
