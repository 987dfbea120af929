"""PDF: the text layer, lines joined to paragraphs by where they stand on the page."""

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium

from linter.reading.limits import PDF_PAGES
from linter.reading.manuscript import Manuscript, laid_out
from linter.reading.messages import failure, part
from linter.reading.printed import Line, is_stamp, is_unmapped, parted, pieces, without_furniture
from linter.reading.residue import ResidueWords

_PASSWORD = 4  # FPDF_ERR_PASSWORD
_NOISE = {0xFFFE: None, 0x02: None, 0xFFFD: None}  # soft hyphens and characters without meaning
_LOOKED_AT = 100  # objects of a page: a scan has a handful
_FILLED = 0.6  # share of a page above which a picture fills it


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
    lines: list[Line] = []
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
            if found and not (is_stamp(found, words) and _is_filled(page)):
                lines.extend(found)
            elif pdfium.FPDFPage_CountObjects(page):
                unread.append(part("page", number=number + 1))
        finally:
            pdfium.FPDF_ClosePage(page)
    if not lines:
        raise failure("no-text-layer" if unread else "empty")
    kept = without_furniture(lines, count, words, ignored)
    text, blocks = laid_out(pieces(kept, words))
    return Manuscript(text, blocks, ignored=tuple(ignored), unread=tuple(unread))


def _is_filled(page: object) -> bool:
    """Whether pictures, in strips or whole, fill a page: it was scanned."""
    area = 0.0
    for i in range(min(pdfium.FPDFPage_CountObjects(page), _LOOKED_AT)):
        thing = pdfium.FPDFPage_GetObject(page, i)
        # a scanner's program may put its picture into a form
        inner = [pdfium.FPDFFormObj_GetObject(thing, k) for k in range(min(max(pdfium.FPDFFormObj_CountObjects(thing), 0), _LOOKED_AT))]
        if any(pdfium.FPDFPageObj_GetType(each) == pdfium.FPDF_PAGEOBJ_IMAGE for each in (thing, *inner)):
            left, bottom, right, top = (ctypes.c_float() for _ in range(4))
            if pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
                area += (right.value - left.value) * (top.value - bottom.value)
    paper: float = pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page)
    return area >= _FILLED * paper > 0


def _lines(page: object, number: int) -> list[Line]:
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
        if not text.strip() or is_unmapped(text):
            return []
        found: list[Line] = []
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


def _placed(layer: object, raw: str, at: int, length: int, number: int) -> Line:
    """A line with the place of its first and last visible character; wide gaps inside it part the cells of a table."""
    lead = len(raw) - len(raw.lstrip())
    trail = len(raw) - len(raw.rstrip())
    left, _, bottom, top = _box(layer, at + lead)
    _, right, _, _ = _box(layer, at + length - 1 - trail)
    size = top - bottom
    cells = parted(raw, lead, len(raw) - trail, lambda i: _box(layer, at + i)[:2], size)
    text = "|".join(cell.translate(_NOISE) for cell in cells)
    return Line(text, left, max(left, right), bottom, size, number)


def _box(layer: object, index: int) -> tuple[float, float, float, float]:
    """(left, right, bottom, top) of a character, blank edges included."""
    at = pdfium.FPDFText_GetCharIndexFromTextIndex(layer, index)
    box = pdfium.FS_RECTF()
    if pdfium.FPDFText_GetLooseCharBox(layer, at if at >= 0 else index, box):
        return box.left, box.right, box.bottom, box.top
    return 0.0, 0.0, 0.0, 0.0
