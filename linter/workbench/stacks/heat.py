"""The cells of a heat map, written at once: there are tens of thousands on a page, too many for a template."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from markupsafe import Markup, escape

from linter.model.table import Cell, Column
from linter.output.catalogue import Catalogue
from linter.output.glyphs import harmless
from linter.output.rounding import shown

STEPS = 5  # shades of a share, above the faintest


def cells(row: Sequence[Cell], columns: Sequence[Column], lead: Callable[[int], str], words: Catalogue) -> Markup:
    """The cells of a row that belong to the map; `lead` gives the address of a cell by its place, '' where it leads nowhere."""
    out = []  # every part is escaped here
    for at, (cell, column) in enumerate(zip(row, columns, strict=True)):
        if not column.heat:
            continue
        if cell is None:
            out.append('<td class="cell"></td>')
            continue
        if isinstance(cell, Fraction):
            css, look, label, inside = f"cell heat-{min(STEPS, int(cell * (STEPS + 1)))}", "", "", shown(100 * cell, 0)
        else:
            css, look, label, inside = "cell", f' class="g g-{escape(cell)}"', f' aria-label="{escape(harmless(words.term("status", str(cell))))}"', ""
        href = lead(at)
        if href:
            out.append(f'<td class="{css}"><a{look} href="{escape(href)}"{label}>{inside}</a></td>')
        elif look:
            out.append(f'<td class="{css}"><span{look} role="img"{label}></span></td>')
        else:
            out.append(f'<td class="{css}"><span>{inside}</span></td>')
    return Markup("".join(out))
