"""PDF: the text layer, lines joined to paragraphs by where they stand on the page."""

import ctypes
import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from linter.reading.limits import PDF_PAGES
from linter.reading.lines import soft_breaks
from linter.reading.manuscript import Manuscript, Piece, glued, laid_out
from linter.reading.messages import failure, part
from linter.reading.residue import ResidueWords

_PASSWORD = 4  # FPDF_ERR_PASSWORD
_INDENT = "　　"
_EDGE = 3  # lines at either end of a page that can be running headers
_SPACES = re.compile(r"\s+")
_NOISE = {0xFFFE: None, 0x02: None, 0xFFFD: None}  # soft hyphens and characters without meaning
_CELL_GAP = 1.5  # in heights of a character: wider is no space between words
_QUOTES = "“”‘’"
_UNMAPPED = 0.3  # share of characters without meaning above which a page counts as unreadable


class _Line(NamedTuple):
    text: str
    left: float
    right: float
    bottom: float
    size: float  # height of its characters
    page: int


def read_pdf(data: bytes, words: ResidueWords) -> Manuscript:
    """Reads .pdf. Raises ReadFailure: encrypted, truncated, too-large (pages), unreadable, no-text-layer."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        if pdfium.FPDF_GetLastError() == _PASSWORD:
            raise failure("pdf-encrypted") from None
        raise failure("pdf-broken" if b"%%EOF" in data[-2048:] else "pdf-truncated") from None
    try:
        return _read(document, words, whole=b"%%EOF" in data[-2048:])
    finally:
        document.close()


def _read(document: pypdfium2.PdfDocument, words: ResidueWords, *, whole: bool) -> Manuscript:
    count = len(document)
    if count > PDF_PAGES:
        raise failure("pdf-pages", limit=PDF_PAGES)
    if not count:
        raise failure("pdf-broken")
    lines: list[_Line] = []
    ignored: list[str] = []
    unread: list[str] = []
    for number in range(count):
        page = pdfium.FPDF_LoadPage(document, number)
        if not page:
            if not whole:
                raise failure("pdf-truncated")
            unread.append(part("page", number=number + 1))
            continue
        try:
            found = _lines(page, number)
            # a blank page is nothing to read; one with objects but no text is a picture
            if found:
                lines.extend(found)
            elif pdfium.FPDFPage_CountObjects(page):
                unread.append(part("page", number=number + 1))
        finally:
            pdfium.FPDF_ClosePage(page)
    if not lines:
        raise failure("no-text-layer" if unread else "empty")
    kept = _without_furniture(lines, count, words, ignored)
    text, blocks = laid_out(_pieces(kept, words))
    return Manuscript(text, blocks, ignored=tuple(ignored), unread=tuple(unread))


def _lines(page: object, number: int) -> list[_Line]:
    """The visual lines of one page in reading order; none where its characters have no meaning."""
    layer = pdfium.FPDFText_LoadPage(page)
    if not layer:
        return []
    try:
        count = pdfium.FPDFText_CountChars(layer)
        if count <= 0:
            return []
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(layer, 0, count, buffer)
        text = bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", "replace")
        unmapped = sum(1 for c in text if c == "\ufffd" or "\ue000" <= c <= "\uf8ff")
        if not text.strip() or unmapped > _UNMAPPED * len(text):
            return []
        found: list[_Line] = []
        at = 0
        for raw in text.split("\r\n"):
            # one UTF-16 unit is one character to PDFium
            length = len(raw.encode("utf-16-le")) // 2
            if raw.translate(_NOISE).strip():
                found.append(_placed(layer, raw, at, length, number))
            at += length + 2
        return found
    finally:
        pdfium.FPDFText_ClosePage(layer)


def _placed(layer: object, raw: str, at: int, length: int, number: int) -> _Line:
    """A line with the place of its first and last visible character; wide gaps inside it part the cells of a table."""
    lead = len(raw) - len(raw.lstrip())
    trail = len(raw) - len(raw.rstrip())
    left, _, bottom, top = _box(layer, at + lead)
    _, right, _, _ = _box(layer, at + length - 1 - trail)
    size = top - bottom
    cells: list[str] = []
    start = lead
    for space in _SPACES.finditer(raw, lead, len(raw) - trail):
        _, before, _, _ = _box(layer, at + space.start() - 1)
        after, _, _, _ = _box(layer, at + space.end())
        # narrow columns of figures: glued, 1216 1108 would become one number
        figures = raw[space.start() - 1].isdigit() and raw[space.end()].isdigit()
        # quotation marks of another font stand off the words they hug
        marks = raw[space.start() - 1] in _QUOTES or raw[space.end()] in _QUOTES
        if figures or (after - before > _CELL_GAP * size and not marks):
            cells.append(raw[start : space.start()])
            start = space.end()
    cells.append(raw[start : len(raw) - trail])
    text = "|".join(cell.translate(_NOISE) for cell in cells)
    return _Line(text, left, max(left, right), bottom, size, number)


def _box(layer: object, index: int) -> tuple[float, float, float, float]:
    """(left, right, bottom, top) of a character, blank edges included."""
    at = pdfium.FPDFText_GetCharIndexFromTextIndex(layer, index)
    box = pdfium.FS_RECTF()
    if pdfium.FPDFText_GetLooseCharBox(layer, at if at >= 0 else index, box):
        return box.left, box.right, box.bottom, box.top
    return 0.0, 0.0, 0.0, 0.0


def _without_furniture(lines: list[_Line], pages: int, words: ResidueWords, ignored: list[str]) -> list[_Line]:
    """The lines without page numbers and running headers (the same words at the edge of most pages)."""
    by_page: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(i)
    edges = {i for page in by_page.values() for i in (*page[:_EDGE], *page[-_EDGE:])}
    repeated = Counter(_pattern(lines[i].text) for page in by_page.values() for i in {*page[:_EDGE], *page[-_EDGE:]})
    kept: list[_Line] = []
    for i, line in enumerate(lines):
        if i in edges:
            at_end = i in (by_page[line.page][0], by_page[line.page][-1])
            if words.page_number.fullmatch(line.text) or (at_end and line.text.isdigit() and int(line.text) == line.page + 1):
                ignored.append(part("page-number"))
                continue
            if pages >= 3 and repeated[_pattern(line.text)] * 2 > pages:
                ignored.append(part("header"))
                continue
        kept.append(line)
    return kept


def _pattern(text: str) -> str:
    """A line with its figures taken out: a running header may count pages."""
    return "".join("0" if c.isdigit() else c for c in text if not c.isspace())


def _pieces(lines: list[_Line], words: ResidueWords) -> list[Piece]:
    """Lines joined to paragraphs: by the right margin they reach, by indents, by the space above them."""
    if not lines:
        return []
    heights: Counter[float] = Counter()
    for line in lines:
        heights[round(line.size, 1)] += len(line.text)
    size = heights.most_common(1)[0][0] or 12.0
    left = _left_margin(lines, size)
    edge = max(line.right for line in lines)
    drops = Counter(round(a.bottom - b.bottom) for a, b in pairwise(lines) if a.page == b.page and a.bottom > b.bottom)
    leading = max(drops.most_common(1)[0][0] if drops else 0, size)
    texts: list[str] = []
    gaps: list[bool] = []
    same: list[bool] = []
    for i, line in enumerate(lines):
        before = lines[i - 1] if i else None
        indented = line.left - left > 0.8 * size
        texts.append((_INDENT if indented else "") + line.text)
        heading = before is not None and _is_title(before, size, left, edge) and _is_title(line, size, left, edge)
        same.append(heading and before is not None and abs(before.size - line.size) < 0.5)
        gaps.append(before is not None and before.page == line.page and (_apart(before, line, leading) or abs(before.size - line.size) > 0.2 * size))
    # columns of half a character, measured on the page
    widths = [(line.right - left) / (size / 2) for line in lines]
    soft = soft_breaks(texts, gaps, title=words.title.fullmatch, widths=widths)
    groups: list[list[str]] = []
    for i, (line, is_soft, is_same) in enumerate(zip(lines, soft, same, strict=True)):
        of_table = "|" in line.text or (i > 0 and "|" in lines[i - 1].text)
        if groups and (is_soft or is_same) and not of_table:
            groups[-1].append(line.text)
        else:
            groups.append([line.text])
    return [Piece("table-row" if len(group) == 1 and "|" in group[0] else "paragraph", glued(group)) for group in groups]


def _left_margin(lines: list[_Line], size: float) -> float:
    """Where lines of body text begin: the leftmost place where a seventh of them does."""
    body = [line.left for line in lines if len(line.text) > 10 and abs(line.size - size) < 0.2 * size]
    places = Counter(round(left / size, 1) for left in body)
    often = [place for place, count in places.items() if count * 7 >= len(body)]
    return min(often) * size if often else min(line.left for line in lines)


def _is_title(line: _Line, size: float, left: float, edge: float) -> bool:
    """A centred line in larger type."""
    middle = (line.left + line.right) / 2
    return line.size > 1.15 * size and abs(middle - (left + edge) / 2) < 2 * size


def _apart(above: _Line, below: _Line, leading: float) -> bool:
    """More space than between lines of one paragraph, or back up the page (another column, a cell)."""
    drop = above.bottom - below.bottom
    return drop > 1.5 * leading or drop < -0.5 * leading
