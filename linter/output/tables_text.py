"""Tables for a terminal: columns aligned by the width that characters take, numbers to the right.

Where a `width` is given lines keep within it: minor columns go first (and are named below), then long texts are folded, and where that
does not do a row becomes a block of lines. Heat maps have numbered columns and one mark a status, with their legend.
"""

import re
from collections.abc import Sequence
from fractions import Fraction

from linter.model.table import Cell, Column, Table
from linter.output.catalogue import Catalogue, catalogue
from linter.output.glyphs import disarmed, harmless, pad, width, wrap
from linter.output.grids import STATUSES, Grid, grid, groups
from linter.output.rounding import decimal
from linter.output.tables_cells import RIGHT, told

_GAP = "  "
_LEAST = 10  # columns that a folded text keeps
_WORD = re.compile(r"(?<![A-Za-z./_-])[A-Za-z-]{2,24}(?![A-Za-z./_-])")
# ASCII, since a terminal of a Chinese office draws ● two columns wide and ours one
MARKS = {"evidenced": "+", "mentioned": "~", "planned": ">", "absent": "x", "review": "?", "not-applicable": "."}


def compose(tables: Sequence[Table], lang: str, columns: int | None = None) -> str:
    """The tables one below the other, an empty line between; lines of at most `columns` where it is given (at least 20 are taken)."""
    words = catalogue(lang, "views")
    room = None if columns is None else max(20, columns)
    return disarmed("\n".join("\n".join(_table(table, words, room)) + "\n" for table in tables))


def _table(table: Table, words: Catalogue, room: int | None) -> list[str]:
    lines = _folded(table.title, room)
    found = grid(table)
    if table.rows:
        lines += _map(table, found, words, room) if found else _lines(table.columns, _cells(table.rows, table.columns, words), words, room)
    return lines + [line for note in table.notes for line in _folded(note, room)]


def _folded(text: str, room: int | None) -> list[str]:
    return wrap(harmless(text), room) if room else [harmless(text)]


def _cells(rows: Sequence[Sequence[Cell]], columns: Sequence[Column], words: Catalogue) -> list[list[str]]:
    return [[harmless(told(cell, column, words)) for cell, column in zip(row, columns, strict=True)] for row in rows]


def _lines(columns: Sequence[Column], rows: list[list[str]], words: Catalogue, room: int | None) -> list[str]:
    """Head and rows of plain columns within `room`."""
    heads = [harmless(column.title) for column in columns]
    sizes = [max(width(cells[at]) for cells in [heads, *rows]) for at in range(len(heads))]
    if room and len(rows) == 1 and columns[0].kind in RIGHT and _whole(sizes) > room:
        return _blocks([heads, *rows], room)  # a sum: its headings are read one below the other
    kept = list(range(len(heads)))
    hidden: list[int] = []
    while room and _whole([sizes[at] for at in kept]) > room and any(columns[at].minor for at in kept):
        hidden.append(kept.pop(max(n for n, at in enumerate(kept) if columns[at].minor)))
    sizes = [sizes[at] for at in kept]
    own = [columns[at] for at in kept]
    body = [[cells[at] for at in kept] for cells in [heads, *rows]]
    if room and _whole(sizes) > room:
        sizes = _shrunk(sizes, own, room, [max(_longest(cells[at]) for cells in body) for at in range(len(own))])
        if _whole(sizes) > room:
            return _blocks(body, room)
    out = [line for cells in body for line in _line(cells, own, sizes)]
    if hidden:
        names = words("list.comma").join(heads[at] for at in sorted(hidden))
        out += _folded(words("tables.hidden", number=len(hidden), names=names), room)
    return out


def _whole(sizes: list[int]) -> int:
    return sum(sizes) + len(_GAP) * (len(sizes) - 1)


def _longest(text: str) -> int:
    """The width of the longest Latin word; paths and ids, which are long and no words, may be cut."""
    return max((len(word) for word in _WORD.findall(text)), default=0)


def _shrunk(sizes: list[int], columns: Sequence[Column], room: int, words: Sequence[int] = ()) -> list[int]:
    """The widest texts are made narrower, a column at a time, until all fits or none can give more; no column is narrower than its longest word
    of `words`. Heads of numbers fold too."""
    out = list(sizes)
    least = [max(_LEAST, each) for each in words] or [_LEAST] * len(out)
    while _whole(out) > room:
        able = [at for at, column in enumerate(columns) if column.kind not in RIGHT and out[at] > least[at]]
        able = able or [at for at, column in enumerate(columns) if column.kind in RIGHT and out[at] > 8]
        if not able:
            break
        out[max(able, key=lambda at: (out[at], -at))] -= 1
    return out


def _line(cells: list[str], columns: Sequence[Column], sizes: list[int]) -> list[str]:
    """A row, on several lines where a text is folded."""
    folded = [wrap(cell, max(8, size)) if width(cell) > size else [cell] for cell, size in zip(cells, sizes, strict=True)]
    out = []
    for at in range(max(map(len, folded))):
        parts = []
        for lines, column, size in zip(folded, columns, sizes, strict=True):
            text = lines[at] if at < len(lines) else ""
            room = " " * max(0, size - width(text))
            parts.append(room + text if column.kind in RIGHT else text + room)
        out.append(_GAP.join(parts).rstrip())
    return out


def _blocks(body: list[list[str]], room: int) -> list[str]:
    """For a very narrow screen: each row as lines of heading and value, an empty line between rows."""
    heads, *rows = body
    size = min(max(map(width, heads)), room // 2)
    out: list[str] = []
    for cells in rows:
        for head, cell in zip(heads, cells, strict=True):
            if cell:
                folded = wrap(cell, max(8, room - size - len(_GAP)))
                out += [pad(head if at == 0 else "", size) + _GAP + text for at, text in enumerate(folded)]
        out.append("")
    return out[:-1]


def _map(table: Table, found: Grid, words: Catalogue, room: int | None) -> list[str]:
    """A heat map: what stands before it, then numbered columns of shares or marks, in several parts where they are too many."""
    columns = found.columns(table)
    before, after = range(found.start), range(found.end, len(table.columns))
    lead = [at for at in (*before, *after) if not (room and table.columns[at].minor)]
    heads = [table.columns[at] for at in lead]
    body = [[harmless(column.title) for column in heads], *_cells([[row[at] for at in lead] for row in table.rows], heads, words)]
    sizes = [max(width(cells[at]) for cells in body) for at in range(len(lead))]
    if room and _whole(sizes) > room // 2:
        sizes = _shrunk(sizes, heads, room // 2)
    left = [_line(cells, heads, sizes) for cells in body]
    side = _whole(sizes)
    out: list[str] = []
    for part in _parts(columns, found.kind, (room - side - len(_GAP)) if room else None):
        right = [_heads(columns, found.kind, part)] + [_marks(row[found.start : found.end], columns, found.kind, part) for row in table.rows]
        for lines, marks in zip(left, right, strict=True):
            out.append((pad(lines[0], side) + _GAP + marks).rstrip())
            out += lines[1:]
        out.append("")
    return out + _legend(columns, found.kind, words, room)


def _parts(columns: tuple[Column, ...], kind: str, room: int | None) -> list[list[tuple[int, int]]]:
    """Groups of columns that stand side by side: a share takes 4, a mark 1 and its group a gap; a group too wide for a line is cut."""
    runs = [(at, at + 1) for at in range(len(columns))] if kind == "percent" else [(first, last) for _, first, last in groups(columns)]
    if room is None:
        return [runs]
    each = 4 if kind == "percent" else 1
    room = max(each, room)
    cut = [(at, min(at + room // each, last)) for first, last in runs for at in range(first, last, room // each)]
    out: list[list[tuple[int, int]]] = [[]]
    used = 0
    for run in cut:
        size = _size(run, kind)
        if out[-1] and used + size > room + 1:
            out.append([])
            used = 0
        out[-1].append(run)
        used += size
    return out


def _size(run: tuple[int, int], kind: str) -> int:
    return 4 if kind == "percent" else max(run[1] - run[0], len(str(run[0] + 1))) + 1


def _heads(columns: tuple[Column, ...], kind: str, part: list[tuple[int, int]]) -> str:
    """The numbers of the columns; of marks the number of the first of each group."""
    if kind == "percent":
        return " ".join(f"{first + 1:>3}" for first, _ in part)
    return " ".join(pad(str(first + 1), _size((first, last), kind) - 1) for first, last in part)


def _marks(cells: Sequence[Cell], columns: tuple[Column, ...], kind: str, part: list[tuple[int, int]]) -> str:
    if kind == "percent":
        return " ".join(f"{_percent(cells[first]):>3}" for first, _ in part)
    return " ".join(pad("".join(_mark(cells[at]) for at in range(first, last)), _size((first, last), kind) - 1) for first, last in part)


def _mark(cell: Cell) -> str:
    return " " if cell is None else MARKS.get(str(cell), "*")


def _percent(cell: Cell) -> str:
    return f"{decimal(100 * cell, 0):.0f}" if isinstance(cell, Fraction) else ""


def _legend(columns: tuple[Column, ...], kind: str, words: Catalogue, room: int | None) -> list[str]:
    """What the numbers and the marks mean."""
    out = []
    if kind == "status":
        out += _filled(words("tables.legend") + words("list.colon"), [f"{MARKS[status]} {words(f'status.{status}')}" for status in STATUSES], room)
    else:
        out += _folded(words("tables.percent"), room)
    for heading, first, last in groups(columns):
        names = [harmless(f"{at + 1} {columns[at].title}") for at in range(first, last)]
        out += _filled(harmless(heading + words("list.colon")) if heading else "", names, room)
    return out


def _filled(lead: str, names: Sequence[str], room: int | None) -> list[str]:
    """The names in lines, two blanks between; a line breaks between names, a number stays with what it stands for."""
    lines = [lead + names[0]] if names else [lead]
    for name in names[1:]:
        if room is None or width(lines[-1]) + len(_GAP) + width(name) <= room:
            lines[-1] += _GAP + name
        else:
            lines.append(name)
    return [part for line in lines for part in (wrap(line, room) if room and width(line) > room else [line])]
