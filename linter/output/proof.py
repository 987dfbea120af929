"""The text of a report as it was read, line by line, with the passages of its cards put in: what a reader goes through beside the cards."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from linter.model.result import Report
from linter.model.text import Block
from linter.output.cards import Card
from linter.output.excerpt import veiled

_HASHES = re.compile(r"#{1,6}[ \t]+")

Hit = tuple[int, int, int]  # start, end, place of its card


class Stretch(NamedTuple):
    """Words with the same cards over them. `cards` are places in the sequence given, `opens` those whose first passage begins here."""

    text: str
    start: int  # canonical offset
    cards: tuple[int, ...]
    opens: tuple[int, ...] = ()
    heading: bool = False  # of a heading, one that runs into its paragraph included


class Line(NamedTuple):
    """One block. kind is that of the block, or `residue` for what was set aside and not judged; `number` is the line in all results.

    A paragraph that the outline takes for a heading is one here too. Its `level` counts the title as 1.
    """

    number: int
    kind: str
    level: int
    roles: tuple[str, ...]  # of the section that begins with this line
    stretches: tuple[Stretch, ...]
    targets: tuple[int, ...] = ()  # cards without a passage that belong under this heading


def proof(report: Report, cards: Sequence[Card], *, veil: bool = False) -> tuple[Line, ...]:
    """The lines of a report. With `veil` the inner digits of personal data are starred: a page that is passed on must not hand them on.

    A card with a passage opens once, where the first of them that can be seen begins. One without is the target of one line: that of
    its `target`, else the nearest above. A card that points nowhere is in no line.
    """
    document = report.document
    text = _veiled(report) if veil else document.text
    hits = sorted((passage.start, passage.end, at) for at, card in enumerate(cards) for passage in card.passages if passage.end > passage.start)
    headings = _headings(report)
    begins = {part.heading[0] if part.heading else part.start: part.roles for part in reversed(report.parts)}
    beginnings = sorted(begins)
    number, passed, hit, lines = 1, 0, 0, []
    over: list[Hit] = []
    for block in _blocks(report):
        number += text.count("\n", passed, block.start)
        passed = block.start
        over = [each for each in over if each[1] > block.start]
        while hit < len(hits) and hits[hit][0] < block.end:
            over.append(hits[hit])
            hit += 1
        own = bisect_left(beginnings, block.start)
        roles = begins[beginnings[own]] if own < len(beginnings) and beginnings[own] < block.end else ()
        kind, level, start, head = block.kind, block.level, block.start, block.start
        if kind == "heading":
            head = block.end
            if document.format == "md" and (hashes := _HASHES.match(text, start, block.end)):
                start = hashes.end()
        elif kind == "paragraph":
            words = text[start : block.end]
            head, rank = headings.get(start + len(words) - len(words.lstrip()), (head, 0))
            if head > start and not text[head : block.end].strip():
                kind, level = "heading", rank
        lines.append(Line(number, kind, level, roles, tuple(_stretches(text, start, block.end, head, over))))
    return _opened(lines, cards)


def _blocks(report: Report) -> list[Block]:
    """The blocks and what was set aside, in reading order; a page number inside a paragraph parts it."""
    document = report.document
    aside = sorted(Block("residue", r.start, r.end) for r in document.receipt.residue if document.text[r.start : r.end].strip())
    ends = [each.end for each in aside]  # they do not overlap
    out = [*aside]
    for block in document.blocks:
        start = block.start
        for gap in map(aside.__getitem__, range(bisect_right(ends, start), len(aside))):
            if gap.start >= block.end:
                break
            if gap.start > start:
                out.append(block._replace(start=start, end=gap.start))
            start = max(start, gap.end)
        if start < block.end:
            out.append(block._replace(start=start))
    return sorted(out, key=lambda b: (b.start, b.end))


def _headings(report: Report) -> dict[int, tuple[int, int]]:
    """Where the outline sees a heading begin → where it ends, and its level."""
    outline, view = report.outline, report.document.view
    seen = [(item.start, item.end, item.depth + 2) for item in outline.items if item.is_heading and item.end > item.start]
    seen += [(s.heading_start, s.heading_end, s.level + 1) for s in outline.sections if s.heading_end > s.heading_start]
    seen += [(*outline.title, 1)] if outline.title else []
    out = {}
    for start, end, level in seen:
        span = view.span(start, end)
        out[span.start] = (span.end, level)
    return out


def _stretches(text: str, start: int, end: int, head: int, hits: Iterable[Hit]) -> Iterator[Stretch]:
    """A block cut wherever its heading ends and a passage begins or ends; soft line ends inside it are gone."""
    inside = sorted((max(low, start), min(high, end), low, at) for low, high, at in hits if low < end and high > start)
    cuts = sorted({start, end, *(low for low, _, _, _ in inside), *(high for _, high, _, _ in inside), *([head] if start < head < end else [])})
    over: list[tuple[int, int, int, int]] = []
    begun = 0
    for low, high in pairwise(cuts):
        over = [each for each in over if each[1] > low]
        while begun < len(inside) and inside[begun][0] <= low:
            over.append(inside[begun])
            begun += 1
        words = "".join(part.strip(" \t\r\u3000") if at else part for at, part in enumerate(text[low:high].split("\n")))
        if words:
            yield Stretch(words, low, tuple(dict.fromkeys(at for _, _, _, at in over)), (), high <= head)


def _opened(lines: Sequence[Line], cards: Sequence[Card]) -> tuple[Line, ...]:
    """Each card put where it opens or belongs."""
    place = {}  # of each card's first passage that can be seen, as (line, stretch)
    rank: dict[int, int] = {}
    for row, line in enumerate(lines):
        for column, stretch in enumerate(line.stretches):
            for at in stretch.cards:
                passage = next(n for n, p in enumerate(cards[at].passages) if p.start <= stretch.start < p.end)
                if passage < rank.get(at, len(cards[at].passages)):
                    place[at], rank[at] = (row, column), passage
    opens: dict[tuple[int, int], list[int]] = {}
    targets: dict[int, list[int]] = {}
    starts = [line.stretches[0].start if line.stretches else 0 for line in lines]
    for at, card in enumerate(cards):
        if at in place:
            opens.setdefault(place[at], []).append(at)
        elif lines and (target := card.passages[0].start if card.passages else card.target) is not None:
            targets.setdefault(max(bisect_right(starts, target) - 1, 0), []).append(at)
    out = []
    for row, line in enumerate(lines):
        stretches = tuple(
            stretch._replace(opens=tuple(sorted(opens.get((row, column), ()), key=lambda at: (cards[at].number, at))))
            for column, stretch in enumerate(line.stretches)
        )
        out.append(line._replace(stretches=stretches, targets=tuple(targets.get(row, ()))))
    return tuple(out)


def _veiled(report: Report) -> str:
    """The text with personal data starred, offset by offset."""
    text = report.document.text
    for finding in report.findings:
        if finding.kind == "privacy" and finding.start is not None and finding.end is not None:
            text = text[: finding.start] + veiled(text[finding.start : finding.end]) + text[finding.end :]
    return text
