"""Pieces → bytes of a file: .md, .txt (UTF-8 and GB18030), .docx, .html, and the roster as .csv and .xlsx.

Packages are stored uncompressed with a fixed date: compressors differ between builds of Python, and the sample must not.
"""

import io
import zipfile
from html import escape

from text import Report

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KINDS = "application/vnd.openxmlformats-officedocument"


def package(parts: dict[str, str]) -> bytes:
    """A zip of the parts, the same bytes everywhere."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0))
            entry.create_system = 3
            archive.writestr(entry, _HEAD + content)
    return buffer.getvalue()


def _wrapped(main: str, kind: str, others: dict[str, tuple[str, str]], body: str) -> bytes:
    folder = main.partition("/")[0]
    types = "".join(f'<Override PartName="/{folder}/{n}" ContentType="{_KINDS}.{k}+xml"/>' for n, (k, _) in others.items())
    links = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/{"worksheet" if "sheet" in n else "styles"}" Target="{n}"/>' for i, n in enumerate(others, 1)
    )
    return package(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            f'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/{main}" ContentType="{_KINDS}.{kind}+xml"/>{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="{main}"/></Relationships>',
            f"{folder}/_rels/{main.partition('/')[2]}.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
            main: body,
        }
        | {f"{folder}/{name}": content for name, (_, content) in others.items()}
    )


_STYLES = f'<w:styles xmlns:w="{_W}"><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>' + "".join(
    f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/><w:basedOn w:val="a"/>{more}</w:style>'
    for style, name, more in (
        ("T", "Title", '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="40"/></w:rPr>'),
        ("1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr>'),
        ("2", "heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/></w:rPr>'),
    )
) + "</w:styles>"


def docx(report: Report) -> bytes:
    """A Word document: title and headings by their styles, paragraphs indented."""
    out = []
    for piece in report.pieces:
        style = '<w:pStyle w:val="T"/>' if piece.kind == "title" else f'<w:pStyle w:val="{piece.level}"/>' if piece.level else '<w:ind w:firstLine="560"/>'
        out.append(f"<w:p><w:pPr>{style}</w:pPr><w:r><w:t>{escape(piece.text)}</w:t></w:r></w:p>")
    body = f'<w:document xmlns:w="{_W}"><w:body>{"".join(out)}</w:body></w:document>'
    return _wrapped("word/document.xml", "wordprocessingml.document.main", {"styles.xml": ("wordprocessingml.styles", _STYLES)}, body)


def xlsx(rows: list[list[str]], title: str) -> bytes:
    """A workbook of one sheet of strings, seven columns."""
    body = "".join(
        f'<row r="{n}">' + "".join(f'<c r="{column}{n}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for column, cell in zip("ABCDEFG", row, strict=True)) + "</row>"
        for n, row in enumerate(rows, 1)
    )
    sheet = f'<worksheet xmlns="{_S}"><sheetData>{body}</sheetData></worksheet>'
    book = f'<workbook xmlns="{_S}" xmlns:r="{_OFFICE}"><sheets><sheet name="{title}" sheetId="1" r:id="r1"/></sheets></workbook>'
    return _wrapped("xl/workbook.xml", "spreadsheetml.sheet.main", {"sheet1.xml": ("spreadsheetml.worksheet", sheet)}, book)


def csv(rows: list[list[str]]) -> bytes:
    """A table with a mark at its head, as office software reads it."""
    return ("﻿" + "".join(",".join(row) + "\r\n" for row in rows)).encode()


def markdown(report: Report) -> bytes:
    """Headings with #."""
    return ("\n\n".join(("# " if p.kind == "title" else "#" * (p.level + 1) + " " if p.level else "") + p.text for p in report.pieces) + "\n").encode()


def plain(report: Report, charset: str) -> bytes:
    """One line a piece, paragraphs indented."""
    return ("\n".join(p.text if p.kind == "title" else "　　" + p.text for p in report.pieces) + "\n").encode(charset)


def page(report: Report) -> bytes:
    """A web page with the date it was published."""
    out = ["<p>发布日期：{}-{:02}-{:02}</p>".format(*report.published)]
    for piece in report.pieces:
        tag = "h1" if piece.kind == "title" else f"h{piece.level + 1}" if piece.level else "p"
        out.append(f"<{tag}>{escape(piece.text)}</{tag}>")
    title = escape(report.pieces[0].text)
    return f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head><body>\n{chr(10).join(out)}\n</body></html>\n'.encode()


WRITERS = {
    "md": markdown,
    "txt": lambda report: plain(report, "utf-8"),
    "gb.txt": lambda report: plain(report, "gb18030"),
    "docx": docx,
    "html": page,
}
