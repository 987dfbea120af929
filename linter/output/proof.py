"""The text of a report as it was read, line by line, with the passages of its cards put in: what a reader goes through beside the cards."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from linter.model.result import Report
from linter.model.text import Block
from linter.output.cards import Card
from linter.output.excerpt import veiled

_HASHES = re.compile(r"#{1,6}[ \t]+")


class Stretch(NamedTuple):
    """Words with the same cards over them. `cards` are places in the sequence given, `opens` those whose first passage begins here."""

    text: str
    start: int  # canonical offset
    cards: tuple[int, ...]
    opens: tuple[int, ...] = ()


class Line(NamedTuple):
    """One block. kind is that of the block, or `residue` for what was set aside and not judged; `number` is the line in all results."""

    number: int
    kind: str
    level: int
    roles: tuple[str, ...]  # of the section that begins with this line
    stretches: tuple[Stretch, ...]
    targets: tuple[int, ...] = ()  # cards without a passage that belong under this heading


def proof(report: Report, cards: Sequence[Card], *, veil: bool = False) -> tuple[Line, ...]:
    """The lines of a report. With `veil` the inner digits of personal data are starred: a page that is passed on must not hand them on."""
    document = report.document
    text = _veiled(report) if veil else document.text
    hits = sorted((passage.start, passage.end, at) for at, card in enumerate(cards) for passage in card.passages if passage.end > passage.start)
    first = {at: card.passages[0].start for at, card in enumerate(cards) if card.passages}
    homeless = sorted((card.target, at) for at, card in enumerate(cards) if not card.passages and card.target is not None)
    begins = {part.heading[0] if part.heading else part.start: part.roles for part in report.parts}
    aside = [Block("residue", r.start, r.end) for r in document.receipt.residue if text[r.start : r.end].strip()]
    number, passed, hit, lines = 1, 0, 0, []
    over: list[tuple[int, int, int]] = []
    for block in sorted((*document.blocks, *aside), key=lambda b: (b.start, b.end)):
        number += text.count("\n", passed, block.start)
        passed = max(passed, block.start)
        start, end = block.start, block.end
        if block.kind == "heading" and document.format == "md" and (hashes := _HASHES.match(text, start, end)):
            start = hashes.end()
        over = [each for each in over if each[1] > block.start]
        while hit < len(hits) and hits[hit][0] < block.end:
            over.append(hits[hit])
            hit += 1
        roles = next((roles for at, roles in begins.items() if block.start <= at < block.end), ())
        targets = tuple(at for target, at in homeless if block.start <= target < block.end)
        lines.append(Line(number, block.kind, block.level, roles, _stretches(text, start, end, over, first), targets))
    return tuple(lines)


def _stretches(text: str, start: int, end: int, hits: Sequence[tuple[int, int, int]], first: dict[int, int]) -> tuple[Stretch, ...]:
    """A block cut wherever a passage begins or ends; soft line ends inside it are gone."""
    inside = [(max(low, start), min(high, end), at) for low, high, at in hits if low < end and high > start]
    cuts = sorted({start, end, *(low for low, _, _ in inside), *(high for _, high, _ in inside)})
    out = []
    for low, high in pairwise(cuts):
        words = "".join(part.strip(" \t\r\u3000") if at else part for at, part in enumerate(text[low:high].split("\n")))
        if words:
            over = tuple(dict.fromkeys(at for begin, close, at in inside if begin <= low and high <= close))
            opens = tuple(at for at in over if max(first[at], start) == low and low <= first[at] < high)
            out.append(Stretch(words, low, over, opens))
    return tuple(out)


def _veiled(report: Report) -> str:
    """The text with personal data starred, offset by offset."""
    text = report.document.text
    for finding in report.findings:
        if finding.kind == "privacy" and finding.start is not None and finding.end is not None:
            text = text[: finding.start] + veiled(text[finding.start : finding.end]) + text[finding.end :]
    return text
