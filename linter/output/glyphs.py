"""Characters on a screen: how wide they are, where a line may break, which of them must not reach a terminal."""

import re
from functools import lru_cache
from unicodedata import category, east_asian_width

# what a terminal would obey instead of show: C0, DEL, C1, line separators, direction overrides, lone surrogates
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# what the log of a CI system obeys anywhere in a line (##[…], ##vso[…], ##teamcity[…]), and where a line begins (::error …::)
COMMAND = re.compile(r"#(?=#[A-Za-z]*\[)")
LEADING = re.compile(r"^(\s*):(?=:)", re.MULTILINE)
_SPACES = "\t\n\v\f\r\x85\u2028\u2029"
_UNIT = re.compile(r"[!-~]+|\s+|.", re.DOTALL)

# typography of Chinese lines (GB/T 15834): marks that may not begin a line, marks that may not end one
_NOT_FIRST = frozenset("、，。；：！？）》〉”’」』】〕％,.;:!?)%…·")
_NOT_LAST = frozenset("（《〈“‘「『【〔(")


def _picture(match: re.Match[str]) -> str:
    char = match.group()
    if char in _SPACES:
        return " "
    if char < " ":
        return chr(0x2400 + ord(char))
    return "\u2421" if char == "\x7f" else "\ufffd"


def harmless(text: str) -> str:
    """`text` for one line of a screen: line breaks become spaces, control characters their pictures (ESC → ␛), direction overrides �."""
    return _OBEYED.sub(_picture, text) if _OBEYED.search(text) else text


def disarmed(text: str) -> str:
    """Finished lines that a CI system takes for no command: a blank parts the marks that make it one."""
    if "##" in text:
        text = COMMAND.sub("# ", text)
    return LEADING.sub(r"\1: ", text) if "::" in text else text


@lru_cache(maxsize=4096)
def _cell(char: str) -> int:
    if east_asian_width(char) in "WF":
        return 2
    return 0 if category(char) in ("Mn", "Me", "Cf") else 1


def width(text: str) -> int:
    """Columns that `text` takes in a terminal: wide and full-width 2, ambiguous 1, combining 0."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def cut(text: str, columns: int) -> str:
    """`text` in at most `columns` (≥ 1) columns, with … where something was left out."""
    if width(text) <= columns:
        return text
    used = 1
    kept: list[str] = []
    for char in text:
        used += _cell(char)
        if used > columns:
            break
        kept.append(char)
    return "".join(kept) + "…"


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """`text` cut or filled to exactly `columns`; `right` puts it at the right edge."""
    fitted = cut(text, columns)
    blank = " " * (columns - width(fitted))
    return blank + fitted if right else fitted + blank


def _units(text: str, columns: int) -> list[str]:
    """What stays together: Latin words and figures (cut where longer than a line), single Chinese characters, one space for many."""
    units: list[str] = []
    for match in _UNIT.finditer(text):
        unit = match.group()
        if unit.isspace():
            units.append(" ")
        else:
            units.extend(unit[at : at + columns] for at in range(0, len(unit), columns))
    return units


def wrap(text: str, columns: int) -> list[str]:
    """The lines of `text`, none wider than `columns` (≥ 8); no mark that closes begins a line, no mark that opens ends one.

    At least one line; leaves out the space at a break and nothing else.
    """
    lines: list[str] = []
    row: list[str] = []
    used = 0
    for unit in _units(text, columns):
        size = width(unit)
        if used + size > columns and row:
            if unit == " ":
                continue
            carried = _carried(row, unit)
            lines.append("".join(row[: len(row) - carried]).rstrip())
            row = row[len(row) - carried :]
            while row and row[0] == " ":
                del row[0]
            if width("".join(row)) + size > columns:
                lines.append("".join(row).rstrip())
                row = []
            used = width("".join(row))
        if row or unit != " " or not lines:
            row.append(unit)
            used += size
    lines.append("".join(row).rstrip())
    return lines


def _carried(row: list[str], unit: str) -> int:
    """How many units at the end of a full row go down with `unit`, so that the break is a good one; 0 where none is."""
    for carried in range(min(4, len(row) - 1)):
        first = row[len(row) - carried] if carried else unit
        if first[0] not in _NOT_FIRST and row[len(row) - carried - 1][-1] not in _NOT_LAST:
            return carried
    return 0
