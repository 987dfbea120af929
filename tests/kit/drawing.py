"""PDF files written by hand, for what a word processor would not print: scans, broken fonts, running headers."""

from collections.abc import Sequence
from typing import NamedTuple


class Mark(NamedTuple):
    """A line of text at a place, in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 12


class Scan(NamedTuple):
    """A page that a picture fills, with these lines over it."""

    marks: Sequence[Mark]


def pdf(pages: Sequence[Sequence[Mark] | Scan | None], *, mapped: bool = True) -> bytes:
    """A PDF of these pages; None is a page with a picture and no text. `mapped` False leaves characters without meaning."""
    pictured = [page is None or isinstance(page, Scan) for page in pages]
    drawn = [() if page is None else page.marks if isinstance(page, Scan) else page for page in pages]
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(content: bytes, extra: bytes = b"") -> int:
        return add(b"<<" + extra + b"/Length %d>>stream\n" % len(content) + content + b"\nendstream")

    characters = sorted({c for page in drawn for mark in page for c in mark.text})
    lines = "\n".join(f"<{ord(c):04X}> <{ord(c) if mapped else 0xE000:04X}>" for c in characters)
    cmap = stream(
        f"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(characters)} beginbfchar\n{lines}\nendbfchar endcmap end end".encode()
    )
    descriptor = add(b"<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>")
    widths = b" ".join(b"%d [%d]" % (ord(c), 500 if c.isascii() else 1000) for c in characters)
    cid = add(
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor %d 0 R/DW 1000/W[%s]>>" % (descriptor, widths)
    )
    font = add(b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>" % (cid, cmap))
    image = stream(b"\x00", b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8")
    parent = len(objects) + 2 * len(pages) + 1
    kids: list[int] = []
    for page, is_pictured in zip(drawn, pictured, strict=True):
        content = stream(
            (b"q 500 0 0 700 40 40 cm /I Do Q " if is_pictured else b"")
            + "\n".join(f"BT /F {m.size} Tf 1 0 0 1 {m.x} {m.y} Tm <{''.join(f'{ord(c):04X}' for c in m.text)}> Tj ET" for m in page).encode()
        )
        kids.append(
            add(
                b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F %d 0 R>>/XObject<</I %d 0 R>>>>/Contents %d 0 R>>"
                % (parent, font, image, content)
            )
        )
    tree = add(b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids)))
    root = add(b"<</Type/Catalog/Pages %d 0 R>>" % tree)
    out = b"%PDF-1.7\n"
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, table)
