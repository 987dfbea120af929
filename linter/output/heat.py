"""Inline SVG of a heat map: shares as figures on shades, or as squares that grow; statuses as the marks of the page, by form and colour.

Colours stand in presentation attributes; classes let the dark scheme of the page replace those of labels and marks. Cells of one look are
one path, so that a map of 500 units by 160 duties stays small.
"""

from collections import defaultdict
from collections.abc import Sequence

from markupsafe import Markup

from linter.model.table import Cell, Column, Table
from linter.output.catalogue import Catalogue
from linter.output.drawing import COLORS, FONT
from linter.output.glyphs import cut, harmless, width, wrap
from linter.output.grids import SHADES, Grid, groups, shade
from linter.output.rounding import decimal

ROWS = 1000  # more are no drawing
WIDE = 24  # shares in more columns are drawn as squares
_LABEL = 28  # columns of the longest label
_CELL, _LINE, _GAP = 10, 15, 6  # of small marks: advance, row, gap between groups
_WORD, _ROW = 66, 24  # of figures: cell and row
_HEAD = 10  # columns of a heading above figures
# each in a square of 8: paths, and whether they are filled
_MARKS: dict[str, tuple[tuple[str, bool], ...]] = {
    "evidenced": (("h8v8h-8z", True),),
    "mentioned": (("m0 4h8v4h-8z", True), ("h8v8h-8z", False)),
    "planned": (("m3 3h2v2h-2z", True), ("h8v8h-8z", False)),
    "absent": (("l8 8m0-8l-8 8", False),),
    "review": (("m4 0l4 4-4 4-4-4z", False),),
    "not-applicable": (("m2 4h4", False),),
}


def key(status: str) -> Markup:
    """The mark of a status as the drawing has it, in a square of 8 at the origin."""
    return Markup("").join(_path(f"M0 0{path}", status, filled) for path, filled in _MARKS[status])


def _path(path: str, status: str, filled: bool) -> Markup:
    if filled:
        return Markup('<path d="{}" fill="{}" class="f-{}"/>').format(path, COLORS[status], status)
    return Markup('<path d="{}" fill="none" stroke="{}" stroke-width="1.3" class="k-{}"/>').format(path, COLORS[status], status)


def drawn(table: Table, found: Grid, words: Catalogue) -> Markup:
    """The drawing of the heat map `found` of a table; its title says what it is, the table beside it has every value."""
    columns = found.columns(table)
    label = next((at for at, column in enumerate(table.columns[: found.start]) if column.kind == "text"), 0)
    names = [cut(harmless(str(row[label] or "")), _LABEL) for row in table.rows]
    side = 12 + 6.6 * max(map(width, names), default=0)
    cells = [row[found.start : found.end] for row in table.rows]
    small = found.kind == "status" or len(columns) > WIDE
    title = words("tables.heat", title=table.title, rows=len(cells), columns=len(columns))
    parts, size = _small(columns, cells, names, side, found.kind) if small else _figures([c.title for c in columns], cells, names, side)
    head = Markup('<svg class="heat" viewBox="0 0 {w:.0f} {h:.0f}" width="{w:.0f}" height="{h:.0f}" role="img"><title>{t}</title>').format(w=size[0], h=size[1], t=title)
    return head + Markup("").join(parts) + Markup("</svg>")


def _text(x: float, y: float, words: str, size: float, anchor: str = "start", look: str = "ink", turn: float = 0) -> Markup:
    turned = Markup(' transform="rotate({:.0f} {:.1f} {:.1f})"').format(turn, x, y) if turn else ""
    return Markup('<text x="{:.1f}" y="{:.1f}" font-family="{}" font-size="{:g}" text-anchor="{}" fill="{}" class="f-{}"{}>{}</text>').format(
        x, y, FONT, size, anchor, COLORS[look], look, turned, words
    )


def _figures(heads: Sequence[str], cells: Sequence[Sequence[Cell]], names: Sequence[str], side: float) -> tuple[list[Markup], tuple[float, float]]:
    """Shares in words on their shade."""
    folded = [_balanced(harmless(head)) for head in heads]
    top = 10 + 14 * max(map(len, folded), default=1)
    parts = []
    for at, lines in enumerate(folded):
        x = side + _WORD * (at + 0.5)
        parts += [_text(x, top - 8 - 14 * (len(lines) - 1 - n), line, 11, "middle", "muted") for n, line in enumerate(lines)]
    boxes: dict[str, list[str]] = defaultdict(list)
    for line, (row, name) in enumerate(zip(cells, names, strict=True)):
        y = top + _ROW * line
        parts.append(_text(side - 8, y + 16, name, 12.5, "end"))
        for at, cell in enumerate(row):
            look = shade(cell)
            if look is not None and not isinstance(cell, (str, type(None))):
                x = side + _WORD * at
                boxes[look[0]].append(f"M{x + 1:g} {y + 1:g}h{_WORD - 2}v{_ROW - 2}h-{_WORD - 2}z")
                parts.append(
                    Markup('<text x="{:.1f}" y="{:g}" font-family="{}" font-size="12" text-anchor="middle" fill="{}">{:.0f}%</text>').format(
                        x + _WORD / 2, y + 16, FONT, look[1], decimal(100 * cell, 0)  # type: ignore[arg-type]
                    )
                )
    return _paths(boxes) + parts, (side + _WORD * len(heads) + 4, top + _ROW * len(cells) + 4)


def _balanced(head: str) -> list[str]:
    """The lines of a heading, about equally long: a single character on a line of its own reads like a slip."""
    lines = wrap(head, _HEAD)
    narrow = next((room for room in range(8, _HEAD) if len(wrap(head, room)) == len(lines)), _HEAD)
    return wrap(head, narrow)


def _paths(boxes: dict[str, list[str]]) -> list[Markup]:
    """One path for each shade, the lowest first."""
    return [Markup('<path d="{}" fill="{}"/>').format("".join(boxes[paper]), paper) for paper, _ in SHADES if paper in boxes]


def _small(columns: tuple[Column, ...], cells: Sequence[Sequence[Cell]], names: Sequence[str], side: float, kind: str) -> tuple[list[Markup], tuple[float, float]]:
    """Marks or growing squares in numbered columns below the headings of their groups."""
    runs = groups(columns)
    places: list[float] = []
    parts: list[Markup] = []
    titled = any(heading for heading, _, _ in runs)
    rise = max((6.0 * width(heading) for heading, _, _ in runs), default=0) if titled else 0
    top = 26 + rise * 0.58
    for number, (heading, first, last) in enumerate(runs):
        x = side + _CELL * first + _GAP * number
        places += [x + _CELL * n for n in range(last - first)]
        if heading:
            parts.append(_text(x + 4, top - 24, harmless(heading), 11, turn=-35))
    parts += [_text(x + 7, top - 5, str(at), 7.5, look="muted", turn=-90) for at, x in enumerate(places, 1)]
    marks: dict[tuple[str, int, bool], list[str]] = {(status, at, filled): [] for status, own in _MARKS.items() for at, (_, filled) in enumerate(own)}
    squares: dict[str, list[str]] = defaultdict(list)
    for line, (row, name) in enumerate(zip(cells, names, strict=True)):
        y = top + _LINE * line
        parts.append(_text(side - 6, y + 9, name, 11, "end"))
        for x, cell in zip(places, row, strict=True):
            if kind == "status":
                for at, (path, filled) in enumerate(_MARKS.get(str(cell), ())):
                    marks[(str(cell), at, filled)].append(f"M{x:g} {y:g}{path}")
            elif (look := shade(cell)) is not None and not isinstance(cell, (str, type(None))):
                size = max(1, round(8 * float(cell)))
                squares[look[0]].append(f"M{x + (8 - size) / 2:g} {y + (8 - size) / 2:g}h{size}v{size}h-{size}z")
    for (status, _, filled), own in marks.items():
        parts += [_path("".join(own), status, filled)] if own else []
    for number, (paper, _) in enumerate(SHADES):
        if paper in squares:  # light shades could not be seen on white
            parts.append(Markup('<path d="{}" fill="{}" class="f-accent" fill-opacity="{:.2f}"/>').format("".join(squares[paper]), COLORS["accent"], 0.35 + 0.13 * number))
    right = max((x for x in places), default=side) + _CELL + 4
    heading, first, end = runs[-1]
    return parts, (max(right, right + 5.2 * width(heading) - _CELL * (end - first)), top + _LINE * len(cells) + 4)
