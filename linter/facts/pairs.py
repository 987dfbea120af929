"""Paired marks: 《》 “” ‘’ （） 〔〕 【】 「」 『』, and 〈〉 inside a title. Found by pairing, never by counting.

Source: GB/T 15834—2011, 4.8 (quotation marks), 4.9 (brackets), 4.15 (book-title marks). One stack a paragraph; straight
quotes fit any quotation mark and are never at fault themselves. Linear in the number of marks.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

_MARKS = re.compile("[《》〈〉<>“”‘’\"（）()〔〕【】「」『』]")
_OPENING = {"《": "》", "“": "”", "‘": "’", "（": "）", "(": "）", "〔": "〕", "【": "】", "「": "」", "『": "』", "〈": "〉", "<": "〉"}
_CLOSING = {"》": "》", "”": "”", "’": "’", "）": "）", ")": "）", "〕": "〕", "】": "】", "」": "」", "』": "』", "〉": "〉", ">": "〉"}
_FAMILY = {"》": "title", "〉": "title", "”": "quote", "’": "quote", "」": "quote", "』": "quote", "）": "bracket", "〕": "bracket", "】": "bracket"}
_STRAIGHT = '"'
_MARKS_AND_LINES = re.compile("[《》〈〉<>“”‘’\"（）()〔〕【】「」『』\n]")
_PAIRS = ("“”", "《》", "（）", "()", "（)", "(）", "〔〕", "‘’", "<>", "〈〉", "【】", "「」", "『』", '""')
# 1） a) 一）at the start of a point; nothing opens them. Among （一）（二） a lone 三） lost its bracket
_POINT = re.compile(r"(?:^|[\s。；;，,：:、(（])[0-9０-９a-zA-Z一二三四五六七八九十]{1,3}$")
_BRACKETED = re.compile("[（(][0-9０-９一二三四五六七八九十]{1,3}[）)]")
_LEAST_LIST = 2
_DEEP = 8  # pairs inside pairs; what is nested deeper is no text
_POINT_REACH = 5
_TURNED = 30  # characters between two quotation marks of the same direction that were meant as a pair


class Stray(NamedTuple):
    """Marks that do not pair. kind: unclosed | unopened | crossed | turned (both of a pair face one way); `[start, end)` covers them."""

    kind: str
    family: str  # title | quote | bracket
    start: int
    end: int


class _Open(NamedTuple):
    closer: str
    at: int
    crossed: int  # offset of the mark that closed a pair around this one, -1 where none did


def strays(text: str, blocks: Iterable[tuple[int, int]]) -> list[Stray]:
    """The marks inside `blocks` (sorted ranges of `text`) that do not pair, in order.

    A pair may lie over the end of one block and the beginning of the next: the line end between them may be the page's.
    """
    if _balanced(text):
        return []
    found: list[Stray] = []
    points: list[Stray] = []
    pending: list[_Open] = []
    for start, end in blocks:
        reader = _Reader(text, start, pending)
        for match in _MARKS.finditer(text, start, end):
            reader.read(match.group(), match.start())
        found.extend(reader.found)
        points.extend(reader.points)
        found.extend(_unclosed(entry) for entry in pending)
        pending = [entry for entry in reader.stack if entry.closer != _STRAIGHT]
    found.extend(_unclosed(entry) for entry in pending)
    if len(points) < _LEAST_LIST and _BRACKETED.search(text):
        found.extend(points)
    return _turned(sorted(found, key=lambda stray: stray.start))


def _balanced(text: str) -> bool:
    """True where the marks of each line go out in pairs: the usual case, told without reading them one by one."""
    marks = "".join(_MARKS_AND_LINES.findall(text))
    for _ in range(_DEEP):
        size = len(marks)
        for pair in _PAIRS:
            marks = marks.replace(pair, "")
        if size == len(marks):
            break
    return not marks.strip("\n")


def _unclosed(entry: _Open) -> Stray:
    return Stray("unclosed", _FAMILY[entry.closer], entry.at, entry.at + 1)


class _Reader:
    """The open marks of one block. Marks left open in the block before it may be closed here; those are taken out of `pending`."""

    def __init__(self, text: str, start: int, pending: list[_Open]) -> None:
        self._text = text
        self._start = start
        self._pending = pending
        self.stack: list[_Open] = []
        self.found: list[Stray] = []
        self.points: list[Stray] = []  # closing brackets of 1）, a)

    def read(self, mark: str, at: int) -> None:
        """One mark after the other."""
        if mark == _STRAIGHT:
            self._straight(at)
        elif mark in _OPENING:
            # outside a title < is a sign of comparison or of a web page
            if mark not in "〈<" or any(entry.closer == "》" for entry in self.stack):
                self.stack.append(_Open(_OPENING[mark], at, -1))
        else:
            self._close(_CLOSING[mark], mark, at)

    def _straight(self, at: int) -> None:
        if self.stack and self.stack[-1].closer in ("”", _STRAIGHT):
            self.stack.pop()
        else:
            self.stack.append(_Open(_STRAIGHT, at, -1))

    def _close(self, closer: str, mark: str, at: int) -> None:
        stack = self.stack
        if stack and stack[-1].closer in (closer, _STRAIGHT if closer == "”" else closer):
            crossed = stack.pop().crossed
            if crossed >= 0:
                self.found.append(Stray("crossed", _FAMILY[closer], crossed, at + 1))
            return
        depth = _last(stack, closer)
        if depth >= 0:
            del stack[depth]
            stack[depth:] = [entry._replace(crossed=at) for entry in stack[depth:]]
            return
        if closer == "）" and _POINT.search(self._text[max(self._start, at - _POINT_REACH) : at]):
            self.points.append(Stray("unopened", "bracket", at, at + 1))
            return
        if self._closes_nothing(closer, mark, at):
            return
        held = _last(self._pending, closer)
        if held >= 0:
            del self._pending[held]
        else:
            self.found.append(Stray("unopened", _FAMILY[closer], at, at + 1))

    def _closes_nothing(self, closer: str, mark: str, at: int) -> bool:
        """True for an apostrophe and for the > of a breadcrumb or a comparison."""
        if closer == "’":
            return self._text[at - 1 : at].isascii() and self._text[at - 1 : at].isalnum()
        return mark in "〉>"


def _last(entries: list[_Open], closer: str) -> int:
    """Index of the innermost open mark that `closer` closes, -1 where there is none within reach."""
    return next((i for i in range(len(entries) - 1, max(len(entries) - 1 - _DEEP, -1), -1) if entries[i].closer == closer), -1)


def _turned(found: list[Stray]) -> list[Stray]:
    """Two quotation marks of the same direction, close to each other, are one fault."""
    out: list[Stray] = []
    for stray in found:
        last = out[-1] if out else None
        if (
            last is not None
            and stray.family == last.family == "quote"
            and stray.kind == last.kind
            and stray.kind != "crossed"
            and stray.start - last.start <= _TURNED
        ):
            out[-1] = Stray("turned", "quote", last.start, stray.end)
        else:
            out.append(stray)
    return out
