"""GitHub-flavoured Markdown: text that stays text, tables that hold together."""

import re

from linter.output.glyphs import harmless

_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~!&$^@]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_LIST = re.compile(r"^(\s*\d*)([-+=.)])")  # marks that count only where a line begins


def escaped(text: str) -> str:
    """`text` of a document as one line in which Markdown and HTML find no mark, no link and no list."""
    return _LIST.sub(r"\1\\\2", _MARKS.sub(r"\\\g<0>", harmless(text)))


def table(heads: list[str], rows: list[list[str]], right: int = 0) -> list[str]:
    """A GFM table; the last `right` columns stand at the right edge. Cells are ready, not escaped here."""
    rule = [":---"] * (len(heads) - right) + ["---:"] * right
    return [f"| {' | '.join(cells)} |" for cells in [heads, rule, *rows]] + [""]
