"""Markdown: the canonical text is the decoded file, blocks are its elements, marks are cut from the view.

A line reader for what reports use (headings, lists, tables, quotes, emphasis, links, comments, front matter), not a
full CommonMark parser: unknown syntax stays text, so nothing of a report is lost.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from linter.model.text import Block, Clue, Comment
from linter.reading.encoding import decode
from linter.reading.enumerators import ENUMERATOR
from linter.reading.lines import soft_breaks
from linter.reading.manuscript import Manuscript
from linter.reading.marks import END
from linter.reading.messages import part
from linter.reading.residue import ResidueWords
from linter.reading.width import full_lines

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|$)")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|(?=[^\s#]))")
_ATX_END = re.compile(r"[ \t]+#+[ \t]*$")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_BULLET = re.compile(r"[ \t]*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?")
_ORDERED = re.compile(r"[ \t]*\d{1,9}[.)][ \t]+")
_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_REFERENCE = re.compile(r" {0,3}\[[^\]^]{1,80}\]:[ \t]*\S+.*$")
_NOTE = re.compile(r" {0,3}\[\^[^\]]{1,40}\]:[ \t]*")
_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
_FIELD = re.compile(r"^([A-Za-z_\-\u4e00-\u9fff]{1,20})[ \t]*:[ \t]*(.+?)[ \t]*\r?$", re.M)
# marks inside a line; a bare * or _ that does not enclose something is text
_INLINE = re.compile(
    r"(?P<escape>\\)[!-/:-@\[-`{-~]"
    r"|(?P<image>!\[[^\]\n]{0,300}\]\([^()\s]{0,2000}(?:[ \t]+\"[^\"]{0,300}\")?\))"
    r"|(?P<open>\[)(?=[^\[\]\n]{1,300}\]\([^()\n]{0,2000}\))"
    r"|(?P<target>\]\([^()\n]{0,2000}\))"
    r"|(?P<mark>\[\^[^\]\n]{1,40}\])"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9]{0,15}(?:\s[^<>\n]{0,300})?/?>)"
    r"|(?P<space>&(?:nbsp|emsp|ensp|thinsp);)"
    r"|(?P<code>`+)"
    r"|(?P<strike>~~)"
    r"|(?P<stress>\*{1,3}|_{1,3})"
)


_HEADING_LENGTH = 45


class _Line(NamedTuple):
    start: int
    end: int  # without line end
    kind: str  # paragraph | heading | list-item | table-row | note
    level: int
    gap: bool


class _Markdown:
    """One pass over the lines: each becomes part of a block, and its marks become cuts."""

    def __init__(self, text: str, words: ResidueWords) -> None:
        self.text = text
        self.words = words
        self.lines: list[_Line] = []
        self.cuts: list[tuple[int, int]] = []
        self.ignored: list[str] = []
        self.clues: list[Clue] = []
        self.gap = True

    def read(self) -> Manuscript:
        start = self._front_matter()
        comments = [m.span() for m in _COMMENT.finditer(self.text, start)] if "<!--" in self.text else []
        if comments:
            self.ignored.append(part("markup-comment"))
        self.cuts.extend(comments)
        self._scan(start, comments)
        blocks = self._blocks()
        inside = sorted(set(self.cuts))
        said = tuple(Comment(self.text[a:b].removeprefix("<!--").removesuffix("-->").strip(), "", a, b) for a, b in comments)
        return Manuscript(self.text, blocks, _disjoint(inside), ignored=tuple(self.ignored), clues=tuple(self.clues), comments=said)

    # -- the file --

    def _front_matter(self) -> int:
        match = _FRONT.match(self.text)
        if not match or not _FIELD.search(match[1]):
            return 0
        self.ignored.append(part("front-matter"))
        for field in _FIELD.finditer(self.text, match.start(1), match.end(1)):
            row = self.text[field.start() : field.end()]
            names = {"title": "title", "date": "published", "issuer": "issuer", "author": "issuer"}
            name = names.get(field[1].lower())
            if name:
                value = field[2].strip("\"'“”")
                at = field.start(2) + field[2].index(value) if value else field.start(2)
                if value:
                    self.clues.append(Clue(name, value, at, at + len(value)))
            else:
                self.clues.extend(self.words.labels.clues(row, field.start(), None))
        return match.end()

    def _scan(self, position: int, comments: list[tuple[int, int]]) -> None:
        fence, comment, in_table = "", 0, False
        for start, end in _spans(self.text, position):
            while comment < len(comments) and comments[comment][1] <= start:
                comment += 1
            hidden = comment < len(comments) and comments[comment][0] <= start and comments[comment][1] >= end
            raw = "" if hidden else self.text[start:end]
            mark = _FENCE.match(raw)
            if fence:
                if mark and mark[1].startswith(fence) and not raw[mark.end() :].strip():
                    fence, self.gap = "", True
                elif raw.strip():
                    self._add(start, end, "paragraph", gap=True)
                continue
            if mark:
                fence, self.gap = mark[1][:3], True
                continue
            if not raw.strip():
                self.gap = True
                in_table = False
                continue
            in_table = self._element(start, end, raw, in_table)

    def _element(self, start: int, end: int, raw: str, in_table: bool) -> bool:
        """Takes one line that is not blank; True while in a table."""
        quote = _QUOTE.match(raw)
        if quote:
            self._cut(start, start + quote.end())
            start += quote.end()
            raw = raw[quote.end() :]
            if not raw.strip():
                self.gap = True
                return False
        atx = _ATX.match(raw)
        if atx and raw[atx.end() :].strip(" #\t"):
            tail = _ATX_END.search(raw, atx.end())
            self._add(start + atx.end(), start + (tail.start() if tail else len(raw)), "heading", len(atx[1]), gap=True, after=True)
            return False
        under = _SETEXT.match(raw)
        # a line of dashes below a sentence was meant as a rule, whatever CommonMark says
        above = self.text[self.lines[-1].start : self.lines[-1].end] if self.lines and self._is_next(start) else ""
        if under and above and self.lines[-1].kind == "paragraph" and not self.gap and not in_table and not above.endswith("。"):
            level = 1 if under[1][0] == "=" else 2
            k = len(self.lines) - 1
            while k >= 0:
                line = self.lines[k]
                self.lines[k] = line._replace(kind="heading", level=level)
                if line.gap:
                    break
                k -= 1
            self.gap = True
            return False
        if _RULE.match(raw) or under:
            self.ignored.append(part("rule"))
            self.gap = True
            return False
        if "|" in above and "|" in raw and _DELIMITER.match(raw):
            self.lines[-1] = self.lines[-1]._replace(kind="table-row", gap=True)
            self.gap = True
            return True
        if in_table or (raw.lstrip().startswith("|") and raw.rstrip().endswith("|") and raw.count("|") > 1):
            self._row(start, end)
            return in_table
        note = _NOTE.match(raw)
        if note:
            self._cut(start, start + note.end())
            self._add(start + note.end(), end, "note", gap=True)
            return False
        if _REFERENCE.match(raw):
            return False
        bullet, ordered = _BULLET.match(raw), _ORDERED.match(raw)
        if bullet and raw[bullet.end() :].strip():
            self._cut(start, start + bullet.end())
            self._add(start + bullet.end(), end, "list-item", gap=True)
        elif ordered:
            self._add(start, end, "list-item", gap=True)
        else:
            hard = raw.endswith(("  ", "\\"))
            if raw.endswith("\\"):
                self._cut(end - 1, end)
                end -= 1
            kind = self.lines[-1].kind if self.lines and not self.gap and self.lines[-1].kind in {"list-item", "note"} else "paragraph"
            self._add(start, end, kind, gap=False)
            self.gap = hard
        return False

    def _is_next(self, start: int) -> bool:
        """True where the line at `start` stands directly below the last line that was taken."""
        last = self.lines[-1].end
        return start - last < 400 and self.text.count("\n", last, start) + self.text.count("\r", last, start) <= 2 and not self.text[last:start].strip("|\\ \t\r\n>")

    def _row(self, start: int, end: int) -> None:
        """A table row: outer borders are cut, inner ones stay and part the cells."""
        raw = self.text[start:end]
        body = raw.strip()
        if not body.strip("| \t"):
            return
        left = start + raw.index(body)
        right = left + len(body)
        if body.startswith("|"):
            left += 1
        if body.endswith("|") and not body.endswith("\\|"):
            right -= 1
        self._add(left, right, "table-row", gap=True, after=True)

    def _add(self, start: int, end: int, kind: str, level: int = 0, *, gap: bool, after: bool = False) -> None:
        raw = self.text[start:end]
        if raw.strip():
            start, end = start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip())
            self.lines.append(_Line(start, end, kind, level, gap or self.gap))
            self._marks(start, end)
            self.gap = after

    # -- marks --

    def _cut(self, start: int, end: int) -> None:
        if end > start:
            self.cuts.append((start, end))

    def _marks(self, start: int, end: int) -> None:
        """Cuts the inline marks of one line."""
        text = self.text
        waiting: dict[str, list[tuple[int, int]]] = {}
        for match in _INLINE.finditer(text, start, end):
            name = str(match.lastgroup)
            a, b = match.span(name)
            if name == "image":
                self.ignored.append(part("image"))
                self._cut(a, b)
            elif name in {"stress", "strike", "code"}:
                mark = match[name]
                opens = b < end and not text[b].isspace()
                closes = a > start and not text[a - 1].isspace()
                # a_b and 3*5 are no emphasis; between Chinese words marks need no space
                if a > start and b < end and text[a - 1].isalnum() and text[b].isalnum() and (mark[0] == "_" or (text[a - 1] + text[b]).isascii()):
                    continue
                stack = waiting.setdefault(mark, [])
                if stack and closes:
                    self._cut(*stack.pop())
                    self._cut(a, b)
                elif opens:
                    stack.append((a, b))
            else:
                self._cut(a, b)

    # -- blocks --

    def _blocks(self) -> tuple[Block, ...]:
        lines = self.lines
        gaps = [line.gap or (i > 0 and lines[i - 1].kind != line.kind) for i, line in enumerate(lines)]
        texts = [self.text[line.start : line.end] for line in lines]
        if full_lines(texts, texts, gaps) is None:
            # where lines are not wrapped, a numbered heading without # is a line of its own all the same
            gaps = [gap or (i > 0 and _is_heading(texts[i - 1])) for i, gap in enumerate(gaps)]
        soft = soft_breaks(texts, gaps, title=self.words.title.fullmatch, wrapped=True)
        blocks: list[Block] = []
        for line, is_soft in zip(lines, soft, strict=True):
            if is_soft:
                blocks[-1] = blocks[-1]._replace(end=line.end)
            else:
                blocks.append(Block(line.kind, line.start, line.end, line.level))
        return tuple(blocks)


def read_markdown(data: bytes, words: ResidueWords) -> Manuscript:
    """Reads .md. Raises ReadFailure as `decode` does."""
    return _Markdown(decode(data), words).read()


def _is_heading(line: str) -> bool:
    """A short line that opens with an enumerator (not 一是) and ends without any mark."""
    enumerator = ENUMERATOR.match(line)
    return enumerator is not None and enumerator.lastgroup != "shi" and len(line) <= _HEADING_LENGTH and line[-1] not in END and line[-1] not in "，、,"


def _spans(text: str, position: int) -> Iterator[tuple[int, int]]:
    for match in _LINE.finditer(text, position):
        if match.start() == match.end():
            return
        yield match.start(), match.start() + len(match[0].rstrip("\r\n"))


def _disjoint(cuts: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Sorted cuts without overlap (a mark inside a comment)."""
    out: list[tuple[int, int]] = []
    for start, end in cuts:
        if out and start < out[-1][1]:
            if end > out[-1][1]:
                out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return tuple(out)
