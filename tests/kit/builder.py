"""The same report in every format. Each builder takes the pieces of reports.py and gives the bytes of a file."""

import html
import io
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from tests.kit.reports import Piece

FIXTURES = Path(__file__).parent / "fixtures"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def txt(pieces: list[Piece]) -> bytes:
    """One line a piece."""
    return "\n".join(piece.text for piece in pieces).encode()


def md(pieces: list[Piece]) -> bytes:
    """Headings with #, tables with borders, paragraphs parted by blank lines."""
    out: list[str] = []
    rows = 0
    for piece in pieces:
        if piece.kind == "row":
            out.append("| " + piece.text.replace("|", " | ") + " |" + ("\n" + "|---" * (piece.text.count("|") + 1) + "|" if not rows else ""))
            rows += 1
            continue
        rows = 0
        mark = "# " if piece.kind == "title" else "#" * (piece.level + 1) + " " if piece.kind == "heading" else "- " if piece.kind == "item" else ""
        out.append(f"\n{mark}{piece.text}\n")
    return "\n".join(out).encode()


def page(pieces: list[Piece]) -> bytes:
    """A web page with h1–h4, paragraphs and a table."""
    out: list[str] = []
    rows: list[str] = []
    for piece in [*pieces, Piece("end", "")]:
        if piece.kind == "row":
            rows.append("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in piece.text.split("|")) + "</tr>")
            continue
        if rows:
            out.append("<table>" + "".join(rows) + "</table>")
            rows = []
        tag = "h1" if piece.kind == "title" else f"h{piece.level + 1}" if piece.kind == "heading" else "li" if piece.kind == "item" else "p"
        if piece.kind != "end":
            out.append(f"<{tag}>　　{html.escape(piece.text)}</{tag}>")
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body>{"".join(out)}</body></html>'.encode()


def paragraph(text: str, properties: str = "") -> str:
    """A w:p with one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def package(body: str, parts: dict[str, str] | None = None, *, namespace: str = W) -> bytes:
    """A .docx from the XML of its body and further parts (`numbering`, `styles`, `footnotes` …) by bare name."""
    parts = parts or {}
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(f'<Relationship Id="r{i}" Type="{base}/{name}" Target="{name}.xml"/>' for i, name in enumerate(parts))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
            + "".join(
                f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"/>'
                for name in parts
            )
            + "</Types>",
        )
        rels = "http://schemas.openxmlformats.org/package/2006/relationships"
        archive.writestr(
            "_rels/.rels",
            f'{_HEAD}<Relationships xmlns="{rels}"><Relationship Id="r" Type="{base}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/_rels/document.xml.rels", f'{_HEAD}<Relationships xmlns="{rels}">{relations}</Relationships>')
        archive.writestr("word/document.xml", f"{_HEAD}<w:document {namespace}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", _HEAD + content)
    return buffer.getvalue()


_STYLES = f"""<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia="Noto Serif CJK SC" w:ascii="Noto Serif CJK SC" w:hAnsi="Noto Serif CJK SC"/>
<w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>
<w:pPr><w:spacing w:line="500" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr></w:style>""" + "".join(
    f'<w:style w:type="paragraph" w:styleId="{i}"><w:name w:val="heading {i}"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="{i - 1}"/></w:pPr></w:style>' for i in (1, 2, 3)
) + '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/><w:basedOn w:val="a"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="40"/></w:rPr></w:style></w:styles>'


def docx(pieces: list[Piece]) -> bytes:
    """A Word document with styles, indented paragraphs and a bordered table."""
    out: list[str] = []
    rows: list[str] = []
    indent = '<w:ind w:firstLine="560"/>'
    for k, piece in enumerate([*pieces, Piece("end", "")]):
        if piece.kind == "row":
            rows.append("<w:tr>" + "".join(f"<w:tc><w:tcPr><w:tcW w:w='2800'/></w:tcPr>{paragraph(cell)}</w:tc>" for cell in piece.text.split("|")) + "</w:tr>")
            continue
        if rows:
            out.append("<w:tbl><w:tblPr/>" + "".join(rows) + "</w:tbl>")
            rows = []
        if piece.kind == "end":
            continue
        if piece.kind == "title":
            out.append(paragraph(piece.text, '<w:pStyle w:val="T"/>'))
        elif piece.kind == "heading":
            out.append(paragraph(piece.text, f'<w:pStyle w:val="{piece.level}"/>{indent}'))
        elif len(pieces) - k <= 2 and len(piece.text) < 30:
            out.append(paragraph(piece.text, '<w:jc w:val="right"/>'))
        else:
            out.append(paragraph(piece.text, "" if piece.text.endswith("：") else indent))
    return package("".join(out) + '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:bottom="1984" w:left="1587" w:right="1474"/></w:sectPr>', {"styles": _STYLES})


def soffice() -> str | None:
    """LibreOffice, where it is installed."""
    return shutil.which("soffice")


def pdf(name: str, pieces: list[Piece]) -> bytes:
    """A PDF printed by LibreOffice from the Word document; the one kept with the tests where it is not installed."""
    program = soffice()
    if program is None:
        return (FIXTURES / f"{name}.pdf").read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.docx"
        source.write_bytes(docx(pieces))
        subprocess.run(
            [program, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf", "--outdir", folder, str(source)],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return (Path(folder) / "report.pdf").read_bytes()
