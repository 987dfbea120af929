"""Marks in the printed text: pairs that do not close, marks that stand twice, lines that break off. Canonical offsets throughout."""

import re
from collections.abc import Iterator
from itertools import pairwise

from linter.checks.context import Context
from linter.checks.form.printed import Printed
from linter.facts.pairs import strays
from linter.model.rule import Rule
from linter.model.verdict import Remark

_CLAUSE = "，,。；;：:！!？?\n\r"
_SHOWN = 15  # characters of the clause that a finding on one mark shows
_MANY = 8  # so many faults of one kind are a conversion's: they are told once
_DOUBLED = re.compile(r"[，、；：,;:。](?:[ \t\u3000]*[，、；：,;:。])+")
_OPEN_END = re.compile("[\u4e00-\u9fff0-9％%》]")  # a bracket or quotation mark may hold its own full stop
_LINE_END = re.compile(r"[ \t\u3000\xa0]*\n\s*")
_SPACED = 4  # white space between characters, at most so many times their number
_AROUND = 6  # characters on either side of a line end that a finding shows


def unpaired(rule: Rule, context: Context) -> Iterator[Remark]:
    """Marks that do not pair within their paragraph."""
    text = context.document.text
    found = strays(text, [(b.start, b.end) for b in context.document.blocks])
    for stray in found if len(found) <= _MANY else found[:1]:
        start, end = _span(text, stray.kind, stray.start, stray.end)
        reason = "many" if len(found) > _MANY else "turned" if stray.kind == "turned" else f"{stray.kind}-{stray.family}"
        yield Remark(rule, start, end, reason, {"count": len(found)})


def _span(text: str, kind: str, start: int, end: int) -> tuple[int, int]:
    """The mark with the words of its clause it should enclose."""
    if kind == "unclosed":
        end = _onwards(text, end, len(text), _SHOWN)
    elif kind == "unopened":
        start = _backwards(text, start, 0, _SHOWN)
    return start, end


def _onwards(text: str, at: int, stop: int, size: int) -> int:
    """The offset behind up to `size` characters of the clause that goes on at `at`; white space is not counted."""
    reached, stop = at, min(stop, at + _SPACED * size)
    while size and at < stop and text[at] not in _CLAUSE:
        at += 1
        if not text[at - 1].isspace():
            size, reached = size - 1, at
    return reached


def _backwards(text: str, at: int, stop: int, size: int) -> int:
    """The offset before up to `size` characters of the clause that ends at `at`; white space is not counted."""
    reached, stop = at, max(stop, at - _SPACED * size)
    while size and at > stop and text[at - 1] not in _CLAUSE:
        at -= 1
        if not text[at].isspace():
            size, reached = size - 1, at
    return reached


def doubled(rule: Rule, context: Context) -> Iterator[Remark]:
    """Two marks in a row of which one is meant (，，  。； ：。)."""
    text, printed = context.document.text, Printed(context.document)
    found = [(block, match) for match in _DOUBLED.finditer(text) if (block := printed.prose(match.start())) is not None]
    shown = found if len(found) <= _MANY else found[:1]
    for block, match in shown:
        start = _backwards(text, match.start(), block.start, _AROUND)
        yield Remark(rule, start, match.end(), "doubled" if shown is found else "doubled-often", {"count": len(found)})


def broken(rule: Rule, context: Context) -> Iterator[Remark]:
    """Paragraphs that break off: a line end in mid-sentence of a text that is not wrapped, a last sentence without its mark."""
    document = context.document
    text, blocks = document.text, document.blocks
    if document.format not in ("txt", "docx", "doc", "wps", "rtf", "md", "html"):
        return
    joined = [b for b in blocks if b.kind == "paragraph" and text.find("\n", b.start, b.end) >= 0] if document.format == "txt" else []
    inside = [(b, m) for b in joined for m in _LINE_END.finditer(text, b.start, b.end)]
    remarks = []
    if len(inside) <= max(2, len(blocks) // 20):
        for block, match in inside:
            comma = match.start() - (text[match.start() - 1] in _CLAUSE)
            start, end = _backwards(text, comma, block.start, _AROUND), _onwards(text, match.end(), block.end, _AROUND)
            remarks.append(Remark(rule, start, end, "inside", {}))
    for block, following in pairwise(blocks):
        if block.kind != "paragraph" or following.kind not in ("paragraph", "heading", "list-item"):
            continue
        last = text.rfind("。", block.start, block.end)
        if last < 0 or not _OPEN_END.match(text, block.end - 1):
            continue
        remarks.append(Remark(rule, _backwards(text, block.end, last + 1, _SHOWN), block.end, "open", {}))
    yield from remarks if len(remarks) <= _MANY else [remarks[0]._replace(reason="often", values={"count": len(remarks)})]
