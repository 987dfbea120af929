"""What a web page, a conversion or a template left in a report."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from linter.checks.context import Context
from linter.checks.form.printed import Printed
from linter.model.lexicon import Lexicon
from linter.model.rule import Rule
from linter.model.verdict import Remark

# what a page shows around its text; imprint, page numbers and the table of 索引号 belong to a document
_FURNITURE = frozenset({"tool", "breadcrumb", "navigation", "attachment", "archive"})
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,5});")
_TAG = re.compile(r"</?(?:p|br|span|div|strong|b|a|img|table|tr|td|font)\b[^<>\n]{0,120}>", re.IGNORECASE)
_MARKDOWN = re.compile(r"\*\*[^*\n]{1,60}\*\*|^#{1,6} (?=\S)|\[[^\]\n]{1,40}\]\(https?://", re.MULTILINE)
_BAR = re.compile(r"[^|\n]{1,12}\|[ \t\u3000]*$", re.MULTILINE)
_EDGE = 12  # characters from either end of a paragraph in which words of a page can stand
_MANY = 8
_LINE = 60  # characters of a line that can be one of a page

_BLANK = re.compile(r"_{2,}|〔[ 　]*〕")
_YEAR = re.compile(r"20(?:[x×_*]{1,2}|\d[x×_*])年")
_SIGNS = ("x", "×", "*", "○", "〇", "□", "△")
_CROSSES = re.compile(r"([x×*○〇□△])\1{0,7}")
_SINGLE = frozenset("x×*")  # one of these holds a place; of the others two do: ○项 may be a bullet
_BEFORE_CROSS = re.compile("[a-z0-9零〇○一二三四五六七八九十百千]")
_BEHIND = 6  # characters behind a placeholder that a finding shows
_NOTE = re.compile(r"[(〔](?:[^()〔〕\n]{0,8})(?:填写|填报|补充|插入|注明|核实后|自行)[^()〔〕\n]{0,16}[)〕]")


class _Wording(NamedTuple):
    crossed: re.Pattern[str]  # what is counted or named behind XX
    somebody: re.Pattern[str]  # 某某县
    phrases: tuple[str, ...]
    last_year: tuple[str, ...]
    page: tuple[str, ...]
    lines: re.Pattern[str]  # all of a line


@lru_cache(maxsize=8)
def _wording(lexicon: Lexicon) -> _Wording:
    return _Wording(
        re.compile(lexicon.either("form.crossed")),
        re.compile(f"某某(?:{lexicon.either('form.somebody')})"),
        lexicon.words("form.instructions"),
        lexicon.words("form.last_year"),
        lexicon.words("form.page_words"),
        re.compile("|".join(lexicon.words("form.page_lines"))),
    )


def web_triggers(lexicon: Lexicon) -> list[str]:
    """Words of a web page."""
    return list(_wording(lexicon).page)


def template_triggers(lexicon: Lexicon) -> list[str]:
    """What templates write in the place of names, figures and text."""
    wording = _wording(lexicon)
    return [*wording.phrases, *wording.last_year, *_SIGNS, "某某", "__", "〔〕", "填写", "填报", "补充", "插入", "注明", "核实后", "自行"]


def of_a_page(rule: Rule, context: Context) -> Iterator[Remark]:
    """What of a web page or of its conversion stands around and inside a published text. Canonical offsets.

    What the reader set aside is told once, with its number; of a web page itself it is no fault.
    """
    document = context.document
    text = document.text
    aside = [r for r in document.receipt.residue if r.kind in _FURNITURE] if document.format != "html" else []
    first, last = _body(context)
    between = [r for r in aside if first < r.start < last]
    aside = [r for r in aside if not first < r.start < last]
    if aside:
        yield Remark(rule, aside[0].start, aside[0].end, "aside", {"count": len(aside)})
    inside = sorted({*_inside(context, text), *((r.start, r.end, "page") for r in between)})
    if len(inside) > _MANY:
        yield Remark(rule, inside[0][0], inside[0][1], "many", {"count": len(inside)})
        return
    for start, end, reason in inside:
        yield Remark(rule, start, end, reason, {})


def _body(context: Context) -> tuple[int, int]:
    """From the first heading to the last block: what was set aside there stands between paragraphs. Canonical offsets."""
    headed = next((s for s in context.outline.sections if s.heading_end > s.heading_start), None)
    blocks = context.document.blocks
    if headed is None or not blocks:
        return 0, 0
    return context.document.view.span(headed.heading_start, headed.heading_end).start, blocks[-1].start


def _inside(context: Context, text: str) -> Iterator[tuple[int, int, str]]:
    view, printed = context.document.view, Printed(context.document)
    for word in _wording(context.lexicon).page:
        for at in context.scan.hits.get(word, ()):
            span = view.span(at, at + len(word))
            block = printed.prose(span.start)
            if block is not None and ((span.start == block.start and (text[span.end : span.end + 1] in (":", "：") or "。" not in text[span.end : block.end])) or block.end - span.end <= 1):
                yield span.start, span.end, "page"
    lines = _wording(context.lexicon).lines
    for block, (start, end) in zip(context.document.blocks, view.blocks, strict=True):
        if end - start <= _LINE and block.kind != "table-row" and lines.fullmatch(context.scan.view, start, end):
            yield block.start, block.end, "page"
    patterns = [("&", _ENTITY, "markup"), ("<", _TAG, "markup")]
    if context.document.format != "md":
        patterns.append(("*", _MARKDOWN, "markup") if "**" in text else ("#", _MARKDOWN, "markup"))
        patterns.append(("](http", _MARKDOWN, "markup"))
        patterns.append(("|", _BAR, "bar"))
    for sign, pattern, reason in patterns:
        if sign in text:
            yield from ((*m.span(), reason) for m in pattern.finditer(text) if printed.prose(m.start()) is not None)
    if context.document.format != "md" and "|" in text:
        for residue in context.document.receipt.residue:
            if residue.kind == "imprint":
                yield from ((*m.span(), "bar") for m in _BAR.finditer(text, residue.start, residue.end))


def of_a_template(rule: Rule, context: Context) -> Iterator[Remark]:
    """Placeholders and instructions of a template; headings that say 上一年度 for the year. In document order."""
    reached = -1
    for start, end, reason in sorted(set(_placeholders(context))):
        if start >= reached:
            reached = end
            span = context.document.view.span(start, end)
            severity = "info" if reason == "last-year" else ""
            yield Remark(rule, span.start, span.end, reason, {}, "suspicious" if severity else "found", severity)


def _placeholders(context: Context) -> Iterator[tuple[int, int, str]]:
    view, hits, wording = context.scan.view, context.scan.hits, _wording(context.lexicon)
    for at in sorted({at for sign in _SIGNS for at in hits.get(sign, ())}):
        crosses = _CROSSES.match(view, at)
        before = view[at - 1 : at]
        if crosses is None or before in _SIGNS or (crosses.end() - at == 1 and view[at] not in _SINGLE):
            continue
        if before and before in "02":
            year = _YEAR.search(view, max(0, at - 3), at + 5)
            if year is not None:
                yield (*year.span(), "placeholder")
                continue
        thing = wording.crossed.match(view, crosses.end())
        if thing is not None and not _BEFORE_CROSS.match(before):
            yield at, thing.end(), "placeholder"
    for at in hits.get("某某", ()):
        somebody = wording.somebody.match(view, at)
        if somebody is not None:
            yield (*somebody.span(), "placeholder")
    for sign in ("__", "〔〕"):
        for at in hits.get(sign, ()):
            if view[at - 1 : at] != "_":
                blank = _BLANK.match(view, at)
                end = blank.end() if blank else at + len(sign)
                # two strokes alone may be emphasis; before a measure word they are a blank
                if sign != "__" or end - at > 2 or wording.crossed.match(view, end):
                    yield at, end, "blank"
    for word in wording.phrases:
        for at in hits.get(word, ()):
            yield at, at + len(word), "instruction"
    for word in ("填写", "填报", "补充", "插入", "注明", "核实后", "自行"):
        for at in hits.get(word, ()):
            note = _NOTE.search(view, max(0, at - 10), at + 24)
            if note is not None and note.start() < at < note.end():
                yield (*note.span(), "instruction")
    for section in context.outline.sections:
        heading = view[section.heading_start : section.heading_end]
        for word in wording.last_year:
            if word in heading:
                start = section.heading_start + heading.index(word)
                yield start, start + len(word), "last-year"
