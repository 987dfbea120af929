"""Paragraphs and tables of a Word file as XML: words in, markup out, every word of the report inert."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from linter.output.glyphs import harmless

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FORBIDDEN = re.compile("[\ufffe\uffff]")  # the rest of what XML 1.0 forbids, when control characters and surrogates are dealt with
_BORDER = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
_TWIPS = 56.7  # of a millimetre
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>'


class Line(NamedTuple):
    """One paragraph of a cell: a label in bold, then words."""

    label: str
    text: str


Cell = str | Sequence[Line]


class Row(NamedTuple):
    """A row of a table. `strong` rows (sums, headings of groups) are shaded and bold; one with a single cell spans the table."""

    cells: Sequence[Cell]
    strong: bool = False


def legible(text: str) -> str:
    """`text` as one line without characters that XML forbids or a screen would obey."""
    return _FORBIDDEN.sub("\ufffd", harmless(text))


def escaped(text: str) -> str:
    """`text` for an attribute or an element."""
    return escape(legible(text))


def fonts(face: str) -> str:
    """The typeface for Chinese, marks included; Latin letters and figures stand in Times New Roman."""
    return f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="Times New Roman"/>'


def _run(text: str, bold: bool = False) -> str:
    properties = "<w:rPr><w:b/><w:bCs/></w:rPr>" if bold else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>' if text else ""


def paragraph(text: str, style: str = "BodyText", *, label: str = "", new_page: bool = False) -> str:
    """A paragraph of its own: a `label` in bold runs in before the words; `new_page` begins a page with it."""
    breaks = "<w:pageBreakBefore/>" if new_page else ""
    return f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="{style}"/>{breaks}</w:pPr>{_run(label, True)}{_run(text)}</w:p>'


def title(lines: Iterable[str], *, new_page: bool = False) -> str:
    """A title whose lines are broken where the sense breaks."""
    breaks = "<w:pageBreakBefore/>" if new_page else ""
    return f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="Title"/>{breaks}</w:pPr>{"<w:r><w:br/></w:r>".join(_run(line) for line in lines if line)}</w:p>'


def table(heads: Sequence[str], rows: Iterable[Row], widths: Sequence[float], *, right: Iterable[int] = (), middle: Iterable[int] = (), least: float = 0) -> str:
    """A ruled table. Its head is repeated on every page, no row is parted by the end of one.

    `widths` are millimetres; `right` and `middle` name columns set at the right edge or in the middle; `least` is the least height of an ordinary row in mm.
    """
    sides = dict.fromkeys(right, "right") | dict.fromkeys(middle, "center")
    twips = [round(width * _TWIPS) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    made = [_row(Row(heads), twips, sides, head=True, least=least)]
    made += [_row(row, twips, sides, head=False, least=least) for row in rows]
    return (
        f'<w:tbl {NAMESPACE}><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{_BORDER}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(made)}</w:tbl>'
    )


def _row(row: Row, twips: Sequence[int], sides: dict[int, str], *, head: bool, least: float) -> str:
    height = f'<w:trHeight w:val="{round(least * _TWIPS)}" w:hRule="atLeast"/>' if least and not head and not row.strong else ""
    properties = f"<w:trPr><w:cantSplit/>{height}{'<w:tblHeader/>' if head else ''}</w:trPr>"
    if len(row.cells) == 1:
        return f"<w:tr>{properties}{_cell(row.cells[0], sum(twips), span=len(twips), strong=row.strong, head=head, side='')}</w:tr>"
    cells = [
        _cell(cell, width, span=1, strong=row.strong, head=head, side=sides.get(at, "")) for at, (cell, width) in enumerate(zip(row.cells, twips, strict=True))
    ]
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def _cell(cell: Cell, width: int, *, span: int, strong: bool, head: bool, side: str) -> str:
    lines = [Line("", cell)] if isinstance(cell, str) else cell or [Line("", "")]
    style = "TableHead" if head else "TableText"
    jc = f'<w:jc w:val="{side}"/>' if side and not head else ""
    keep = "<w:keepNext/>" if strong and span > 1 else ""
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{jc}</w:pPr>{_run(line.label, True)}{_run(line.text, strong)}</w:p>' for line in lines
    )
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    middle = '<w:vAlign w:val="center"/>' if head or strong else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{_SHADE if head or strong else ""}{middle}</w:tcPr>{paragraphs}</w:tc>'
