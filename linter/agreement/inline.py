"""Waivers in the document itself: `<!-- fazhi-lint: ignore RULE 理由 [至 2026-03-01] -->` in Markdown, 忽略 RULE：理由 in a Word comment."""

import re
from bisect import bisect_left, bisect_right
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
_LONGEST = 2000  # characters of one comment
_MOST = 300  # waivers in one document; more is no agreement but an attack, and what is not read waives nothing


def inline_waivers(document: Document, names: Names) -> tuple[Waiver, ...]:
    """The waivers in the comments of a document, in order, invalid ones with their fault; none where its format has no comments."""
    opening = _MARKDOWN if document.format == "md" else _WORD
    if not document.comments:
        return ()
    found = [(comment, match.end()) for comment in document.comments if (match := opening.match(comment.text))][:_MOST]
    if not found:
        return ()
    lines, surroundings = Lines(document.text), _Surroundings(document)
    return tuple(
        waiver for comment, at in found for waiver in _waivers(comment, comment.text[at : at + _LONGEST], surroundings.scope(comment), names, lines)
    )[:_MOST]


def _waivers(comment: Comment, said: str, scope: tuple[tuple[int, int], bool], names: Names, lines: Lines) -> Iterator[Waiver]:
    from linter.rulebook.page import Page

    rules, reason, expires = _read(" ".join(said.split()), names)
    covers, whole = scope
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


class _Surroundings:
    """The blocks and comments around a comment of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._starts = [block.start for block in document.blocks]
        self._comments = [comment.start for comment in document.comments]

    def scope(self, comment: Comment) -> tuple[tuple[int, int], bool]:
        """(canonical range whose findings are let be, whether findings about absent things are too)."""
        blocks = self._document.blocks
        at = bisect_right(self._starts, comment.start) - 1  # the block that begins before the comment
        if self._document.format != "md":
            end = max(comment.end, comment.start + 1)
            touched = [b for b in blocks[max(at, 0) : bisect_left(self._starts, end)] if comment.start <= b.end]
            if len(touched) > 1 and touched[0].end == comment.start < comment.end:
                del touched[0]  # it begins behind the last word of that block
            return (min((b.start for b in touched), default=comment.start), max((b.end for b in touched), default=comment.end)), True
        if at >= 0 and comment.start < blocks[at].end and self._says_more(blocks[at]):
            return (blocks[at].start, blocks[at].end), False
        after = bisect_left(self._starts, comment.end)
        return ((blocks[after].start, blocks[after].end) if after < len(blocks) else (comment.end, comment.end)), True

    def _says_more(self, block: Block) -> bool:
        """True for a block that holds more than comments."""
        at, text = block.start, ""
        for comment in self._document.comments[bisect_left(self._comments, block.start) : bisect_left(self._comments, block.end)]:
            text += self._document.text[at : comment.start].strip()
            if text:
                return True
            at = comment.end
        return bool(self._document.text[at : block.end].strip())
