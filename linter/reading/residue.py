"""What a web page or a print layout leaves around a report: found at both ends, named in the receipt, never judged.

Word lists and patterns stand in rules/lexicon/residue.yaml. Dates and names found in residue become clues.
"""

import re
from typing import NamedTuple

from linter.model.fold import TABLE
from linter.model.lexicon import Lexicon
from linter.model.text import Block, Clue, Residue
from linter.reading.enumerators import ENUMERATOR
from linter.reading.metadata import NAMES, Labels, imprint_clues

_SHORT = 40  # a longer line is no navigation, whatever it says
_LONG = 120  # and a line longer than this is body
_DEPTH = 200  # blocks looked at from either end
_SEPARATORS = str.maketrans("|/>,、·-〔〕():\u200b\ufeff", " " * 14)


class Expression:
    """A regular expression that is compiled when it is first asked: most files need few of them."""

    __slots__ = ("_compiled", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._compiled: re.Pattern[str] | None = None

    def fullmatch(self, text: str) -> bool:
        """Whether all of `text` matches; re.error where the source is no regular expression."""
        if self._compiled is None:
            self._compiled = re.compile(self.source)
        return self._compiled.fullmatch(text) is not None


class ResidueWords(NamedTuple):
    """The lists of rules/lexicon/residue.yaml, ready to be compared with folded lines."""

    labels: Labels
    tools: frozenset[str]
    openers: tuple[tuple[str, tuple[str, ...]], ...]  # kind of residue, words that open such a line
    footer: tuple[str, ...]
    footer_words: tuple[str, ...]
    attachments: tuple[str, ...]
    signatures: tuple[str, ...]
    imprint_words: tuple[str, ...]
    page_number: Expression
    contents: Expression
    picture: Expression
    imprint: Expression
    weekday: Expression
    title: Expression
    kept: Expression


def residue_words(lexicon: Lexicon) -> ResidueWords:
    """The residue lists of a lexicon. KeyError where one is missing."""

    def folded(key: str) -> tuple[str, ...]:
        return tuple(_joined(word.translate(TABLE)) for word in lexicon.words("residue." + key))

    def pattern(key: str) -> Expression:
        return Expression("|".join(lexicon.words("residue." + key)))

    kinds = ("breadcrumb", "attachment", "tool", "navigation", "archive", "imprint")
    return ResidueWords(
        labels=Labels({word: name for name in reversed(NAMES) for word in folded("labels_" + name)}),
        tools=frozenset(folded("tools")),
        openers=tuple((kind, folded(kind + "_openers")) for kind in kinds),
        footer=folded("footer_openers"),
        footer_words=folded("footer_words"),
        attachments=folded("attachment_endings"),
        signatures=folded("signature_endings"),
        imprint_words=folded("imprint_words"),
        page_number=pattern("page_numbers"),
        contents=pattern("contents_line"),
        picture=pattern("picture_line"),
        imprint=pattern("imprint_line"),
        weekday=pattern("weekday_line"),
        title=pattern("title_line"),
        kept=pattern("kept_line"),
    )


def _joined(text: str) -> str:
    """Text without any white space."""
    return "".join(text.split()).replace("\u200b", "").replace("\ufeff", "")


class Setting(NamedTuple):
    """The blocks that are of the report, and what was set aside beside them."""

    body: tuple[Block, ...]
    residue: tuple[Residue, ...]
    clues: tuple[Clue, ...]


def set_aside(text: str, blocks: tuple[Block, ...], words: ResidueWords) -> Setting:
    """Parts residue from body.

    From the head inwards up to the first body block, from the tail inwards up to the last; inside, only lines
    made of nothing but tool words, and lines of a table of contents. Body is what holds a full stop, opens with
    an enumerator, or is long. Unknown short lines between residue and the edge are navigation, except titles,
    signatures, dates and document numbers.
    """
    lines = _Lines(text, blocks, words)
    kinds: dict[int, str] = {}
    lines.from_head(kinds)
    lines.from_tail(kinds)
    lines.inside(kinds)
    if not kinds:
        return Setting(blocks, (), ())
    clues: list[Clue] = []
    for i in sorted(kinds):
        a, b = blocks[i].start, blocks[i].end
        if kinds[i] == "imprint":
            clues.extend(imprint_clues(text[a:b], a, words.imprint_words))
        elif kinds[i] == "metadata":
            below = blocks[i + 1] if kinds.get(i + 1) == "metadata" else None
            clues.extend(words.labels.clues(text[a:b], a, (text[below.start : below.end], below.start) if below else None))
    body = tuple(block for i, block in enumerate(blocks) if i not in kinds)
    residue = tuple(Residue(blocks[i].start, blocks[i].end, kinds[i]) for i in sorted(kinds))
    return Setting(body, residue, tuple(clues))


class _Lines:
    """The blocks of a document as folded lines, each folded when it is first asked for."""

    def __init__(self, text: str, blocks: tuple[Block, ...], words: ResidueWords) -> None:
        self.text = text
        self.blocks = blocks
        self.words = words
        self._folded: dict[int, str] = {}

    def folded(self, i: int) -> str:
        """A block as words are compared: no spaces, no bullet, width folded. Long ones are cut: they are body."""
        line = self._folded.get(i)
        if line is None:
            block = self.blocks[i]
            raw = self.text[block.start : min(block.end, block.start + _LONG + 20)]
            line = self._folded[i] = _joined(raw.translate(TABLE)).lstrip("·*◆■□▪-○>»|")
        return line

    def is_body(self, i: int) -> bool:
        block = self.blocks[i]
        if block.end - block.start > 3 * _LONG or "。" in self.text[block.start : block.end]:
            return True
        line = self.folded(i)
        return len(line) > _LONG or (len(line) > 3 and ENUMERATOR.match(line) is not None)

    def is_footer(self, line: str) -> bool:
        return line.startswith(self.words.footer) or any(word in line for word in self.words.footer_words)

    def kind(self, i: int, line: str) -> str:
        """What residue a line is by itself; '' for none."""
        words = self.words
        if not line:
            return "navigation"
        if len(line) <= 3 * _SHORT and words.labels.is_row(line):
            return "metadata"
        if len(line) <= 3 * _SHORT:
            for kind, openers in words.openers:
                if line.startswith(openers):
                    return kind
        if self.is_tool(i):
            return "tool"
        if any(word in line for word in words.imprint_words) and words.imprint.fullmatch(line):
            return "imprint"
        if len(line) <= 2 * _SHORT and line.endswith(words.attachments):
            return "attachment"
        if words.contents.fullmatch(line):
            return "contents"
        if words.picture.fullmatch(line) or words.weekday.fullmatch(line) or (line.count(">") > 1 and len(line) < 2 * _SHORT):
            return "navigation" if ">" not in line else "breadcrumb"
        if words.page_number.fullmatch(line):
            return "page-number"
        if line.isascii() and len(line) < 2 * _SHORT and any(c.isalpha() for c in line):
            return "navigation"
        return ""

    def is_tool(self, i: int) -> bool:
        block = self.blocks[i]
        if block.end - block.start > 3 * _SHORT:
            return False
        tokens = self.text[block.start : block.end].translate(TABLE).translate(_SEPARATORS).split()
        return bool(tokens) and self.words.tools.issuperset(tokens)

    def is_kept(self, line: str) -> bool:
        return self.words.title.fullmatch(line) or self.words.kept.fullmatch(line)

    # -- the three searches --

    def from_head(self, kinds: dict[int, str]) -> None:
        """Residue before the first body block; a value may stand below its label."""
        last, waiting = -1, False
        limit = min(len(self.blocks), _DEPTH)
        scanned: list[str] = []
        for i in range(limit):
            if self.is_body(i):
                break
            line = self.folded(i)
            scanned.append(line)
            kind = self.kind(i, line)
            # a number such as QL000/2024-00012 looks like navigation by itself
            if kind in {"", "navigation"} and waiting and len(line) <= 2 * _SHORT and not self.words.title.fullmatch(line):
                kind = "metadata"
            waiting = kind == "metadata" and self.words.labels.is_bare(line)
            if kind:
                kinds[i] = kind
                last = i
        for i in range(last):
            line = scanned[i]
            if i not in kinds and len(line) <= _SHORT and not self.is_kept(line) and not line.endswith(self.words.signatures):
                kinds[i] = "navigation"

    def from_tail(self, kinds: dict[int, str]) -> None:
        """Residue after the last body block; page footers may hold a full stop."""
        first = len(self.blocks)
        found: dict[int, str] = {}
        for i in range(len(self.blocks) - 1, max(-1, len(self.blocks) - 1 - _DEPTH), -1):
            if i in kinds:
                break
            block = self.blocks[i]
            if block.end - block.start > 3 * _LONG:
                break
            line = self.folded(i)
            if self.is_footer(line):
                found[i] = "navigation"
            elif self.is_body(i):
                break
            else:
                kind = self.kind(i, line)
                if not kind:
                    continue
                found[i] = kind
            first = i
        kinds.update(found)
        signed = any(self.folded(i).endswith(self.words.signatures) for i in range(max(0, first - 4), first))
        for i in range(first, len(self.blocks)):
            if i in kinds:
                continue
            line = self.folded(i)
            spared = self.is_kept(line) or (not signed and line.endswith(self.words.signatures))
            if len(line) <= _SHORT and not spared:
                kinds[i] = "imprint" if kinds.get(i - 1) == "imprint" else "navigation"

    def inside(self, kinds: dict[int, str]) -> None:
        """Lines inside the body that are nothing but page furniture."""
        for i, block in enumerate(self.blocks):
            if i not in kinds and block.end - block.start <= 2 * _SHORT and block.kind in {"paragraph", "list-item"}:
                line = self.folded(i)
                if self.words.page_number.fullmatch(line):
                    kinds[i] = "page-number"
                elif self.words.contents.fullmatch(line):
                    kinds[i] = "contents"
                elif len(line) > 3 and self.is_tool(i):
                    kinds[i] = "tool"
