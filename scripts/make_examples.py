"""Writes examples/*.docx from the Markdown sources beside them, the same bytes on every run.

    python scripts/make_examples.py            write the files
    python scripts/make_examples.py --check    exit 1 where a file on disk is not what its source gives

Between them the copies hold what defeats simple readers of Word files: automatic numbering that stands in
numbering.xml and not in the text, a tracked insertion beside a tracked deletion, and a table.
"""

import argparse
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from docx import Document as new_document
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
MOMENT = datetime(2025, 2, 10, tzinfo=UTC)  # no clock: files must not differ from run to run
UNUSED_PARTS = ("/thumbnail", "/stylesWithEffects", "/customXml")  # of python-docx's template, by relationship type
NUMBER_ID = 77  # beside those of python-docx's template

# GB/T 9704—2012: title 小标宋 2号, first level 黑体, second 楷体, body 仿宋, all 3号 (16 pt)
FONTS = {"title": ("方正小标宋简体", 22), 1: ("黑体", 16), 2: ("楷体", 16), "body": ("仿宋", 16), "cell": ("仿宋", 10.5)}
LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3. "))
ENUMERATORS = tuple(re.compile(p) for p in (r"([一二三四五六七八九十]+)、", r"（([一二三四五六七八九十]+)）", r"(\d+)\. "))
DATE_LINE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


class Revision(NamedTuple):
    """A tracked change: `inserted` is a literal part of the source, `deleted` stood in its place."""

    inserted: str
    deleted: str
    author: str


class Layout(NamedTuple):
    """How one source becomes a Word file. `automatic`: its enumerators are left to Word's numbering."""

    stem: str
    automatic: bool = False
    revision: Revision | None = None


LAYOUTS = (
    Layout(
        "青岚县2024年法治政府建设年度报告",
        automatic=True,
        revision=Revision(
            "行政机关负责人应出庭46件，实际出庭46件，其中正职出庭17件、副职出庭29件，出庭率100%。",
            "行政机关负责人出庭情况待核。",
            "青岚县司法局",
        ),
    ),
    Layout("白石县2023年法治政府建设工作情况报告"),
    Layout("云泽市2024年法治政府建设年度报告"),
)


class Piece(NamedTuple):
    """One block of the source: kind is title, heading, text, closing or table; level is that of a heading."""

    kind: str
    level: int
    lines: tuple[str, ...]


def pieces(source: str) -> list[Piece]:
    """The blocks of a source. Every block but a table is one line; the date and the signature above it are closing."""
    found: list[Piece] = []
    for block in re.split(r"\n{2,}", source.strip()):
        lines = tuple(block.split("\n"))
        marks = re.match(r"(#{1,3}) ", lines[0])
        if lines[0].startswith("|"):
            found.append(Piece("table", 0, lines))
        elif len(lines) > 1:
            raise ValueError(f"one line a paragraph, please: {lines[0][:20]}")
        elif marks:
            level = len(marks[1]) - 1
            found.append(Piece("heading" if level else "title", level, (lines[0][marks.end() :],)))
        else:
            found.append(Piece("text", 0, lines))
    if DATE_LINE.fullmatch(found[-1].lines[0]):
        found[-2:] = [piece._replace(kind="closing") for piece in found[-2:]]
    return found


class Counter:
    """Counts as Word does: a level starts again at 1 below each new number of a higher one."""

    def __init__(self) -> None:
        self._values = [0] * len(LEVELS)

    def strip(self, text: str) -> tuple[int | None, str]:
        """Level and text without its enumerator, (None, text) where it has none.

        ValueError where the source's number is not the one that Word will print.
        """
        for level, pattern in enumerate(ENUMERATORS):
            match = pattern.match(text)
            if match:
                self._values[level] += 1
                self._values[level + 1 :] = [0] * (len(LEVELS) - level - 1)
                printed = str(self._values[level]) if level == 2 else chinese(self._values[level])
                if match[1] != printed:
                    raise ValueError(f"Word would number this {printed}: {text[:20]}")
                return level, text[match.end() :]
        return None, text


def chinese(number: int) -> str:
    """1 to 99 as Word's chineseCountingThousand prints them."""
    digits = "一二三四五六七八九"
    tens, units = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else digits[tens - 1] + "十") + (digits[units - 1] if units else "")


def _font(paragraph: Paragraph, text: str, kind: str | int) -> None:
    name, size = FONTS[kind]
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.font.name = "Times New Roman"
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _number(paragraph: Paragraph, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = NUMBER_ID


def _define_numbering(document: Document) -> None:
    """Adds one multi-level list to numbering.xml: 一、 （一） 1."""
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for i, (form, text) in enumerate(LEVELS)
    )
    root = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBER_ID}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    # the schema wants every abstractNum before the first num
    first = root.find(qn("w:num"))
    root.insert(len(root) if first is None else root.index(first), abstract)
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{NUMBER_ID}"><w:abstractNumId w:val="{NUMBER_ID}"/></w:num>'))


def _revise(paragraph: Paragraph, text: str, revision: Revision) -> None:
    """Writes `text` with the revision's insertion tracked, and the deleted words before it."""
    before, after = text.split(revision.inserted)
    moment = MOMENT.strftime("%Y-%m-%dT%H:%M:%SZ")
    _font(paragraph, before, "body")
    for number, (tag, words) in enumerate((("w:del", revision.deleted), ("w:ins", revision.inserted))):
        _font(paragraph, words, "body")
        change = OxmlElement(tag)
        change.set(qn("w:id"), str(9001 + number))
        change.set(qn("w:author"), revision.author)
        change.set(qn("w:date"), moment)
        run = paragraph.runs[-1]._r
        run.addprevious(change)
        change.append(run)
        if tag == "w:del":
            for node in run.findall(qn("w:t")):
                node.tag = qn("w:delText")
    _font(paragraph, after, "body")


def _table(document: Document, lines: tuple[str, ...]) -> None:
    """A Markdown table, its second line (the rule) left out."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for i, line in enumerate(lines) if i != 1]
    table = document.add_table(len(rows), len(rows[0]), "Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            _font(cell.paragraphs[0], text, "cell")


def _paragraphs(document: Document, found: list[Piece], layout: Layout) -> Iterator[tuple[Paragraph, str, Piece]]:
    """Adds an empty, styled and numbered paragraph for each piece; yields it with the text it is to hold."""
    counter = Counter()
    for piece in found:
        if piece.kind == "table":
            _table(document, piece.lines)
            continue
        level, text = counter.strip(piece.lines[0]) if layout.automatic and piece.kind in ("heading", "text") else (None, piece.lines[0])
        paragraph = document.add_paragraph(style=f"Heading {piece.level}" if piece.kind == "heading" else None)
        if level is not None:
            _number(paragraph, level)
        if piece.kind == "title":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif piece.kind == "closing":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        elif not text.endswith("：") or piece.kind == "heading":
            paragraph.paragraph_format.first_line_indent = Pt(32)  # two characters of 16 pt
        yield paragraph, text, piece


def build(source: str, layout: Layout) -> bytes:
    """The Word file of one source; ValueError where the source cannot be laid out as asked."""
    document = new_document()
    _plain_properties(document, layout.stem)
    if layout.automatic:
        _define_numbering(document)
    revised = 0
    for paragraph, text, piece in _paragraphs(document, pieces(source), layout):
        if layout.revision and text.count(layout.revision.inserted) == 1:
            _revise(paragraph, text, layout.revision)
            revised += 1
        else:
            _font(paragraph, text, "title" if piece.kind == "title" else piece.level or "body")
    if layout.revision and revised != 1:
        raise ValueError(f"{layout.stem}: the tracked sentence stands {revised} times in the source, not once")
    written = io.BytesIO()
    document.save(written)
    return _fixed(written.getvalue())


def _plain_properties(document: Document, title: str) -> None:
    """Takes names and clock of the template out of the file, and the parts and styles that nothing here uses."""
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, "", ""
    properties.comments, properties.keywords, properties.subject = "", "", ""
    properties.created = properties.modified = MOMENT
    properties.revision = 1
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(UNUSED_PARTS)]:
            del relations[key]
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in ("TableNormal", "TableGrid"):
            styles.remove(style)


def _fixed(data: bytes) -> bytes:
    """The same package with fixed dates and stored members: what deflate gives differs between builds of zlib."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as fixed:
        for name in package.namelist():
            member = zipfile.ZipInfo(name, MOMENT.timetuple()[:6])
            member.create_system, member.external_attr = 3, 0o644 << 16
            fixed.writestr(member, package.read(name))
    return out.getvalue()


def main() -> int:
    """Writes or checks every example; 1 where a checked file differs or is missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with the files on disk, write nothing")
    parser.add_argument("--folder", type=Path, default=EXAMPLES, help="where the sources are and the files go")
    options = parser.parse_args()
    stale = 0
    for layout in LAYOUTS:
        source, target = options.folder / f"{layout.stem}.md", options.folder / f"{layout.stem}.docx"
        data = build(source.read_text(encoding="utf-8"), layout)
        if not options.check:
            target.write_bytes(data)
        elif not target.is_file() or target.read_bytes() != data:
            print(f"stale: {target.name}; run scripts/make_examples.py", file=sys.stderr)
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main())
