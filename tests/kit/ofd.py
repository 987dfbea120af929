"""OFD files (GB/T 33190) written by hand: pages of text by place, and what a page can hold besides. Lengths in millimetres."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from tests.kit.reports import Piece

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
LEFT, TOP, COLUMNS, SIZE, LEADING = 28.0, 37.0, 28, 5.64, 10.0  # the usual page of an official document


class Put(NamedTuple):
    """Text at a place: `x` from the left, `y` from the top, the baseline."""

    x: float
    y: float
    text: str
    size: float = SIZE
    ctm: str = ""
    extra: str = ""  # further attributes of the object
    spread: float = 0  # added to each distance, as justified lines have it


def text(put: Put, ident: int = 9) -> str:
    """A TextObject whose boundary starts at the place, with the distances of its characters."""
    steps = " ".join(f"{put.size * (0.5 if c.isascii() else 1) + put.spread:.3f}" for c in put.text[:-1])
    ctm = f" CTM={quoteattr(put.ctm)}" if put.ctm else ""
    delta = f" DeltaX={quoteattr(steps)}" if steps else ""
    return (
        f'<ofd:TextObject ID="{ident}" Boundary="{put.x} {put.y - put.size} {put.size * len(put.text) + 1} {put.size * 1.3}" Font="1" Size="{put.size}"{ctm} {put.extra}>'
        f'<ofd:TextCode X="0" Y="{put.size}"{delta}>{escape(put.text)}</ofd:TextCode></ofd:TextObject>'
    )


def picture(x: float = 0, y: float = 0, width: float = 210, height: float = 297) -> str:
    """An ImageObject."""
    return f'<ofd:ImageObject ID="8" Boundary="{x} {y} {width} {height}" CTM="{width} 0 0 {height} 0 0" ResourceID="5"/>'


def ofd(
    pages: Sequence[str | Sequence[Put]],
    *,
    common: str = "",
    document: str = "",
    body: str = "",
    head: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    documents: int = 1,
) -> bytes:
    """An OFD of these pages, each the XML of its layer or what is put on it.

    Further XML goes into CommonData, Document, DocBody and, before the content, into every page; `parts` are further files.
    `documents` repeats the document with all its pages.
    """
    files: dict[str, str | bytes] = {}
    bodies = ""
    for number in range(documents):
        base = f"Doc_{number}"
        bodies += f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>{base}/Document.xml</ofd:DocRoot>{body}</ofd:DocBody>"
        listed = "".join(f'<ofd:Page ID="{i + 100}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
        files[f"{base}/Document.xml"] = (
            f"{_HEAD}<ofd:Document {NS}><ofd:CommonData><ofd:MaxUnitID>999</ofd:MaxUnitID>"
            f"<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{document}</ofd:Document>"
        )
        for i, page in enumerate(pages):
            layer = page if isinstance(page, str) else "".join(map(text, page))
            files[f"{base}/Pages/Page_{i}/Content.xml"] = content(layer, head)
    files["OFD.xml"] = f'{_HEAD}<ofd:OFD {NS} Version="1.0" DocType="OFD">{bodies}</ofd:OFD>'
    files |= parts or {}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def content(layer: str, head: str = "") -> str:
    """The XML of a page or of a page template."""
    return f'{_HEAD}<ofd:Page {NS}>{head}<ofd:Content><ofd:Layer Type="Body" ID="2">{layer}</ofd:Layer></ofd:Content></ofd:Page>'


def set_pages(pieces: list[Piece], rows: int = 22) -> list[list[Put]]:
    """A report set as official documents are: justified lines of 28 characters, indents of two, a page number at the foot."""
    lines: list[list[Put]] = []
    for k, piece in enumerate(pieces):
        if piece.kind == "title":
            width = len(piece.text) * 7.76
            lines.append([Put(LEFT + (COLUMNS * SIZE - width) / 2, 0, piece.text, 7.76)])
        elif piece.kind == "row":
            lines.append([Put(LEFT + 2 + i * 62, 0, cell) for i, cell in enumerate(piece.text.split("|"))])
        else:
            closing = len(pieces) - k <= 2 and len(piece.text) < 30
            indent = COLUMNS - _columns(piece.text) if closing else 0 if piece.text.endswith("：") else 2
            wrapped = _wrapped(piece.text, indent)
            room = [(COLUMNS - x - _columns(part)) * SIZE / max(1, len(part) - 1) for x, part in wrapped[:-1]]
            lines += [[Put(LEFT + x * SIZE, 0, part, spread=rest)] for (x, part), rest in zip(wrapped, [*room, 0.0], strict=True)]
    pages = []
    for start in range(0, len(lines), rows):
        page = [put._replace(y=TOP + row * LEADING) for row, line in enumerate(lines[start : start + rows]) for put in line]
        pages.append([*page, Put(100, 280, f"— {start // rows + 1} —", 4.94)])
    return pages


def _columns(text: str) -> float:
    return sum(0.5 if c.isascii() else 1 for c in text)


def _wrapped(text: str, indent: float) -> list[tuple[float, str]]:
    """(indent, text) of the lines of a paragraph; marks do not open a line, words are not cut."""
    out: list[tuple[float, str]] = []
    room, line, first = COLUMNS - indent, "", indent
    at = 0
    while at < len(text):
        end = at + 1
        while text[at].isascii() and text[at].isalnum() and end < len(text) and text[end].isascii() and text[end] not in "（《":
            end += 1
        while end < len(text) and text[end] in "，。；：、！？）》”’」』,;:)":
            end += 1
        unit = text[at:end]
        if line and _columns(line) + _columns(unit) > room:
            out.append((first, line))
            room, line, first = COLUMNS, "", 0.0
        line += unit
        at = end
    return [*out, (first, line)]


def ofd_of(pieces: list[Piece]) -> bytes:
    """The report as an OFD file."""
    return ofd(set_pages(pieces))
