"""Metadata tables of web pages (索引号, 发布机构, 发布日期 …) and 版记: labels, their values, and the clues they give.

Label and value stand on one line, in neighbouring cells, or one below the other; a label may be spaced (索 引 号).
"""

import re

from linter.model.fold import TABLE
from linter.model.text import Clue

# names of clues; the lists labels_<name> stand in rules/lexicon/residue.yaml, `other` gives no clue
NAMES = ("published", "signed", "issued", "issuer", "index", "number", "title", "other")
_DATED = frozenset({"published", "signed", "issued"})
_DATE = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})(?:\s*日)?")
_START = re.compile(r"[\s|·〔(;,]+")
_LONGEST = 24  # characters in which a spaced label must be complete


class Labels:
    """The labels of metadata tables, each with the name of its clue."""

    __slots__ = ("_heads", "_names")

    def __init__(self, names: dict[str, str]) -> None:
        self._names = names
        heads: dict[str, list[str]] = {}
        for label in sorted(names, key=len, reverse=True):
            heads.setdefault(label[0], []).append(label)
        self._heads = heads  # labels by their first character, longest first

    def opening(self, line: str) -> str:
        """The longest label that opens a folded line without spaces; '' for none."""
        if line[:1] in {"〔", "("}:
            line = line[1:]
        for label in self._heads.get(line[:1], ()):
            if line.startswith(label):
                return label
        return ""

    def is_row(self, line: str) -> bool:
        """True for a line that is a label alone, or a label with colon, cell border or date after it."""
        label = self.opening(line)
        if not label:
            return False
        rest = line.lstrip("〔(")[len(label) :]
        return not rest or rest[0] in ":|" or (rest[0].isdigit() and self._names[label] in _DATED)

    def is_bare(self, line: str) -> bool:
        """True for a label whose value must stand on the next line."""
        label = self.opening(line)
        return bool(label) and not line.lstrip("〔(")[len(label) :].strip(":|")

    def clues(self, raw: str, offset: int, below: tuple[str, int] | None) -> list[Clue]:
        """The clues of one metadata line at `offset`; `below` is the next line and its offset, if that may be the value."""
        folded = raw.translate(TABLE)
        marks: list[tuple[int, int, str]] = []
        for start in [0, *(m.end() for m in _START.finditer(folded))]:
            found = self._spaced(folded, start) if not marks or start >= marks[-1][1] else None
            if found:
                marks.append((start, found[1], found[0]))
        clues: list[Clue] = []
        for k, (_, after, label) in enumerate(marks):
            stop = marks[k + 1][0] if k + 1 < len(marks) else len(raw)
            value, at = raw[after:stop], offset + after
            if not value.strip(" \u3000|:：") and k + 1 == len(marks) and below:
                value, at = below
                if self.opening("".join(value.translate(TABLE).split()).lstrip("·")):
                    continue
            if self._names[label] != "other":
                clues.extend(_valued(self._names[label], value, at))
        return clues

    def _spaced(self, line: str, start: int) -> tuple[str, int] | None:
        """The label at `start`, spaces inside it allowed, with the offset after its colon or border."""
        if line[start : start + 1] not in self._heads:
            return None
        compact: list[str] = []
        ends: list[int] = []
        for at in range(start, min(len(line), start + _LONGEST)):
            if not line[at].isspace():
                compact.append(line[at])
                ends.append(at + 1)
        label = self.opening("".join(compact))
        if not label:
            return None
        after = ends[len(label) - 1]
        rest = line[after:].lstrip()
        if rest[:1] in {":", "|"}:
            return label, len(line) - len(rest) + 1
        return (label, after) if not rest or rest[:1].isdigit() else None


def imprint_clues(raw: str, offset: int, words: tuple[str, ...]) -> list[Clue]:
    """The date of 版记 (`…办公室2024年2月1日印发`) as clue `issued`."""
    match = _DATE.search(raw)
    return _dated("issued", match, offset) if match and any(word in raw for word in words) else []


def _valued(name: str, raw: str, offset: int) -> list[Clue]:
    """The clue for a value; a date that is none gives nothing."""
    if name in _DATED:
        match = _DATE.search(raw)
        return _dated(name, match, offset) if match else []
    value = raw.strip(" \t\r\n\u3000\u00a0|:：;；·•")
    if not value or len(value) > 100:
        return []
    start = offset + raw.index(value)
    return [Clue(name, value, start, start + len(value))]


def _dated(name: str, match: re.Match[str], offset: int) -> list[Clue]:
    """A date as ISO date; nothing where month or day are impossible."""
    year, month, day = (int(part) for part in match.groups())
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return []
    return [Clue(name, f"{year:04d}-{month:02d}-{day:02d}", offset + match.start(), offset + match.end())]
