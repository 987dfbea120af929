"""Plain text: the canonical text is the decoded file, a block is a paragraph with its soft line breaks."""

import re

from linter.model.text import Block, Residue
from linter.reading.encoding import decode
from linter.reading.lines import soft_breaks
from linter.reading.manuscript import Manuscript
from linter.reading.residue import ResidueWords

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\xad"
_LINE = re.compile("[^\r\n\v\f\x85\u2028\u2029]+")


def read_plain(data: bytes, words: ResidueWords) -> Manuscript:
    """Reads .txt. Raises ReadFailure as `decode` does."""
    text = decode(data)
    lines: list[tuple[int, int]] = []
    gaps: list[bool] = []
    numbers: list[tuple[int, int]] = []
    end, blank, numbered = 0, True, False
    for match in _LINE.finditer(text):
        start, stop = match.span()
        between = text[end:start]
        end = stop
        content = text[start:stop].strip().strip(_INVISIBLE)
        # a page break does not part the sentence that runs over it: blank lines around its number say nothing
        if not numbered and (not content or between.count("\n") > 1 or between.count("\r") > 1):
            blank = True
        if content and len(content) < 40 and words.page_number.fullmatch(content):
            numbers.append((start, stop))
            blank, numbered = not lines, True
        elif content:
            lines.append((start, stop))
            gaps.append(blank)
            blank = numbered = False
    soft = soft_breaks([text[a:b] for a, b in lines], gaps, title=words.title.fullmatch)
    blocks: list[Block] = []
    first = 0
    for i, (_, stop) in enumerate(lines):
        if i + 1 == len(lines) or not soft[i + 1]:
            a, b = lines[first][0], stop
            raw = text[a:b]
            blocks.append(Block("paragraph", a + len(raw) - len(raw.lstrip()), a + len(raw.rstrip())))
            first = i + 1
    residue = tuple(Residue(a, b, "page-number") for a, b in numbers)
    return Manuscript(text, tuple(blocks), tuple(numbers), residue)
