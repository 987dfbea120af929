"""Marks in the printed text: pairs that do not close, marks that stand twice, lines that break off. Canonical offsets throughout."""

import re
from collections.abc import Iterator

from linter.checks.context import Context
from linter.facts.pairs import strays
from linter.model.rule import Rule
from linter.model.verdict import Remark

_CLAUSE = "，,。；;：:！!？?\n\r"
_SHOWN = 15  # characters of the clause that a finding on one mark shows
_MANY = 8  # so many faults of one kind are a conversion's: they are told once
_DOUBLED = re.compile(r"[，、；：,;:。](?:[ \t\u3000]*[，、；：,;:。])+")
_OPEN_END = re.compile("[\u4e00-\u9fff0-9％%》]")  # a bracket or quotation mark may hold its own full stop
_LINE_END = re.compile(r"[ \t\u3000\xa0]*\n\s*")
_AROUND = 6  # characters on either side of a line end that a finding shows


def unpaired(rule: Rule, context: Context) -> Iterator[Remark]:
    """Marks that do not pair within their paragraph."""
    text = context.document.text
    found = strays(text, [(b.start, b.end) for b in context.document.blocks])
    shown = [(stray, *_span(text, stray.kind, stray.start, stray.end)) for stray in found]
    if len(shown) > _MANY:
        stray, start, end = shown[0]
        yield Remark(rule, start, end, "many", {"count": len(shown)})
        return
    for stray, start, end in shown:
        reason = "turned" if stray.kind == "turned" else f"{stray.kind}-{stray.family}"
        yield Remark(rule, start, end, reason, {})


def _span(text: str, kind: str, start: int, end: int) -> tuple[int, int]:
    """The mark with the words of its clause it should enclose."""
    if kind == "unclosed":
        while end - start < _SHOWN and end < len(text) and text[end] not in _CLAUSE:
            end += 1
    elif kind == "unopened":
        while end - start < _SHOWN and start and text[start - 1] not in _CLAUSE:
            start -= 1
    return start, end


def doubled(rule: Rule, context: Context) -> Iterator[Remark]:
    """Two marks in a row of which one is meant (，，  。； ：。)."""
    text, blocks = context.document.text, context.document.blocks
    for match in _DOUBLED.finditer(text):
        block = next((b for b in blocks if b.start <= match.start() < b.end and b.kind != "table-row"), None)
        if block is not None:
            start = match.start()
            while start > block.start and match.start() - start < _AROUND and text[start - 1] not in _CLAUSE:
                start -= 1
            yield Remark(rule, start, match.end(), "doubled", {})


def broken(rule: Rule, context: Context) -> Iterator[Remark]:
    """Paragraphs that break off: a line end in mid-sentence of a text that is not wrapped, a last sentence without its mark."""
    document = context.document
    text, blocks = document.text, document.blocks
    if document.format not in ("txt", "docx", "md", "html"):
        return
    joined = [b for b in blocks if b.kind == "paragraph" and text.find("\n", b.start, b.end) >= 0] if document.format == "txt" else []
    inside = [(b, m) for b in joined for m in _LINE_END.finditer(text, b.start, b.end)]
    remarks = []
    if len(inside) <= max(2, len(blocks) // 20):
        for block, match in inside:
            remarks.append(Remark(rule, max(block.start, match.start() - _AROUND), min(block.end, match.end() + _AROUND), "inside", {}))
    for block, following in zip(blocks, blocks[1:], strict=False):
        if block.kind != "paragraph" or following.kind not in ("paragraph", "heading", "list-item"):
            continue
        last = text.rfind("。", block.start, block.end)
        if last < 0 or not _OPEN_END.match(text, block.end - 1):
            continue
        start = max(block.end - _SHOWN, last + 1)
        remarks.append(Remark(rule, start, block.end, "open", {}))
    yield from remarks if len(remarks) <= _MANY else [remarks[0]._replace(reason="often", values={"count": len(remarks)})]
