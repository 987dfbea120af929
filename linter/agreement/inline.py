"""Waivers in the document itself: `<!-- fazhi-lint: ignore RULE 理由 [至 2026-03-01] -->` in Markdown, 忽略 RULE：理由 in a Word comment."""

import re
from collections.abc import Iterator

from linter.agreement.naming import Names
from linter.agreement.waivers import entry, inline_schema
from linter.model.position import Lines
from linter.model.text import Block, Comment, Document
from linter.model.waiver import Waiver

_MARKDOWN = re.compile(r"fazhi-lint\s*[:：]\s*ignore\b[ \t]*", re.I)
_WORD = re.compile(r"忽略\s*")
_RULES = re.compile(r"[^\s,，、:：]+(?:\s*[,，、]\s*[^\s,，、:：]+)*")
_COMMA = re.compile(r"\s*[,，、]\s*")
_UNTIL = re.compile(r"[\s，,；;。]*[\[［（(【]?\s*(?:有效期)?至\s*(\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2})\s*日?\s*(?:止|为止)?\s*[\]］）)】]?\s*[。.]?\s*$")
_NUMBERS = re.compile(r"\d+")


def inline_waivers(document: Document, names: Names) -> tuple[Waiver, ...]:
    """The waivers in the comments of a document, in order, invalid ones with their fault; none where its format has no comments."""
    opening = {"md": _MARKDOWN, "docx": _WORD}.get(document.format)
    if opening is None or not document.comments:
        return ()
    found = [(comment, match.end()) for comment in document.comments if (match := opening.match(comment.text))]
    if not found:
        return ()
    lines = Lines(document.text)
    return tuple(waiver for comment, at in found for waiver in _waivers(comment, comment.text[at:], document, names, lines))


def _waivers(comment: Comment, said: str, document: Document, names: Names, lines: Lines) -> Iterator[Waiver]:
    from linter.rulebook.page import Page

    rules, reason, expires = _read(" ".join(said.split()), names)
    covers, whole = _scope(comment, document)
    schema = inline_schema()
    for rule in rules:
        data = {"rule": rule, "reason": reason} | ({"expires": expires} if expires else {}) | ({"owner": comment.author} if comment.author.strip() else {})
        line = lines.line(comment.start)
        waiver = entry(Page("", data, {(): line}), schema, names)
        yield waiver._replace(span=(comment.start, comment.end), covers=covers, whole=whole)


def _read(said: str, names: Names) -> tuple[list[str], str, str]:
    """(rules, reason, last day) of what follows the opening words."""
    until = _UNTIL.search(said)
    expires = ""
    if until:
        said, numbers = said[: until.start()], _NUMBERS.findall(until[1])
        expires = f"{numbers[0]}-{int(numbers[1]):02d}-{int(numbers[2]):02d}"
    # a title may hold 、 or a colon itself: what stands before a colon is tried whole first
    before, colon, after = said.replace("：", ":").partition(":")
    if colon and names.rule(before.strip()):
        return [before.strip()], after.strip(), expires
    match = _RULES.match(said)
    if match is None:
        return [""], said.lstrip(" :：").strip(), expires
    return _COMMA.split(match[0]), said[match.end() :].lstrip(" :：").strip(), expires


def _scope(comment: Comment, document: Document) -> tuple[tuple[int, int], bool]:
    """(canonical range whose findings are let be, whether findings about absent things are too)."""
    if document.format == "docx":
        at, end = comment.start, max(comment.end, comment.start + 1)
        touched = [b for b in document.blocks if b.start < end and at < b.end] or [b for b in document.blocks if b.start <= at <= b.end]
        return (min((b.start for b in touched), default=comment.start), max((b.end for b in touched), default=comment.end)), True
    own = next((b for b in document.blocks if b.start <= comment.start < b.end), None)
    if own is not None and _says_more(own, document):
        return (own.start, own.end), False
    following = next((b for b in document.blocks if b.start >= comment.end), None)
    return ((following.start, following.end) if following else (comment.end, comment.end)), True


def _says_more(block: Block, document: Document) -> bool:
    """True for a block that holds more than comments."""
    at, text = block.start, ""
    for comment in document.comments:
        if block.start <= comment.start < block.end:
            text += document.text[at : comment.start]
            at = comment.end
    return bool((text + document.text[at : block.end]).strip())
