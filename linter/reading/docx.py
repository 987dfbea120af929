"""Word documents: an own reader, since every library tested loses inserted text, content controls or Chinese numbers.

Read: tracked insertions, automatic numbers, tables, content controls, text boxes, foot- and endnotes, field results.
Not read: deletions, hidden text, contents, headers and footers (the last named in the receipt). Comments stand beside the text.
"""

from xml.etree.ElementTree import Element

from linter.reading.docx_comments import MARKS, Margin, joined, weight
from linter.reading.docx_numbering import Numbering, list_of
from linter.reading.docx_paragraph import Field, Paragraph
from linter.reading.docx_pictures import Pictures
from linter.reading.docx_styles import Style, Styles, outline_level
from linter.reading.docx_trace import Origin, Trace, traced_of
from linter.reading.docx_tree import OPEN, alternative, boxes, cells, notes, rows, symbol
from linter.reading.lines import soft_breaks
from linter.reading.manuscript import Manuscript, Mark, Piece, glued, laid_out
from linter.reading.messages import failure, part
from linter.reading.ooxml import child, flag, local, value
from linter.reading.package import Package
from linter.reading.residue import ResidueWords

_DELETED = frozenset({"del", "moveFrom", "rt", "delText", "instrText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "annotationRef"})
_CONTENTS_TITLE = frozenset({"目录", "目次", "contents"})


class _Story:
    """Walks one document.xml; the state that runs on from paragraph to paragraph stands here."""

    def __init__(self, package: Package, main: str, words: ResidueWords, origins: list[Origin] | None = None) -> None:
        """`origins`, where given, is filled with the place of every stretch of text; the pieces then carry marks that count in it."""
        self.package = package
        self.words = words
        self.relations = package.relations(main)
        parts = dict(self.relations.values())
        self.styles = Styles(package.xml(parts.get("styles", "")))
        self.numbering = Numbering(package.xml(parts.get("numbering", "")), self.styles.lists)
        self.notes = {kind: notes(package.xml(parts.get(kind, ""))) for kind in ("footnotes", "endnotes")}
        self.margin = Margin(package, parts.get("comments", "")) if "comments" in parts or origins is not None else None
        self.origins = origins
        self.holder: Element | None = None  # the drawing or reference in the body whose text is read elsewhere
        self.pictures = Pictures()
        self.pieces: list[Piece] = []
        self.ignored: list[str] = []
        self.unread: list[str] = []
        self.fields: list[Field] = []
        self.pending: list[str] = []  # text of paragraphs whose mark was deleted: it belongs to the next one
        self.carried: list[Mark] = []  # and their marks
        self.current = Paragraph()
        self.noted: set[tuple[str, str]] = set()
        kinds = {kind for kind, _ in self.relations.values()}
        self.ignored.extend(part(name) for name in ("header", "footer", "comments") if name in kinds)

    # -- blocks --

    def blocks(self, container: Element) -> None:
        """Every block-level child of a body, cell, text box or note."""
        for element in container:
            name = local(element)
            if name == "p":
                self.paragraph(element)
            elif name == "tbl":
                self.table(element)
            elif name == "sdt":
                self.control(element)
            elif name == "AlternateContent":
                chosen = alternative(element)
                if chosen is not None:
                    self.blocks(chosen)
            elif name == "altChunk":
                self.unread.append(part("object"))
            elif name in OPEN:
                self.blocks(element)
            elif name in MARKS and self.margin is not None:
                mark = self.margin.mark(element, name, 0)
                if mark is not None:
                    self.margin.waiting.append(mark)

    def control(self, element: Element) -> None:
        """A block content control; one that holds the contents is left out."""
        gallery = value(child(child(child(element, "sdtPr"), "docPartObj"), "docPartGallery"))
        content = child(element, "sdtContent")
        if "table of contents" in gallery.lower():
            self.ignored.append(part("contents"))
            for inner in element.iter():
                self.field_mark(inner)
        elif content is not None:
            self.blocks(content)

    def table(self, element: Element) -> None:
        """Each row one block, cells parted by |; a table inside a cell is read where it stands."""
        for row in rows(element):
            texts: list[str] = []
            marks: tuple[Mark, ...] = ()
            nested = self.pieces
            for cell in cells(row):
                self.pieces = []
                self.blocks(cell)
                if self.margin is not None:
                    marks += joined(self.pieces, sum(map(weight, texts)) + len(texts))
                texts.append(" ".join(piece.text for piece in self.pieces))
            self.pieces = nested
            if len(texts) == 1:
                # one cell is a frame, not a table
                self.pieces.append(Piece("paragraph", texts[0], 0, marks))
            elif any(text.strip() for text in texts):
                self.pieces.append(Piece("table-row", "|".join(text.strip() for text in texts), 0, marks))

    def paragraph(self, element: Element) -> None:
        properties = child(element, "pPr")
        style = self.styles.get(value(child(properties, "pStyle")))
        content = Paragraph()
        self.current = content
        self.inline(element, content, style.hidden)
        mark = child(properties, "rPr")
        texts = content.texts()
        if self.origins is not None:
            content.take_down(self.origins)
        # a contents field that is never closed must not swallow the report
        if style.is_contents or (self.in_contents() and not any("。" in text for text in texts)):
            self.leave_out_contents()
        elif child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            # the mark is deleted: what is left of the paragraph runs into the next one
            self.carry(texts, content)
        elif texts or self.pending:
            self.add(properties, style, texts)
        elif not style.hidden:
            # an empty list paragraph prints its number all the same
            self.number(properties, style)
            if self.margin is not None:
                self.margin.hung([], [*self.carried, *content.marks], 0)
                self.carried = []
        outer = self.holder
        for box, holder in content.boxes:
            self.holder = holder if outer is None else outer
            self.blocks(box)
        for kind, ident, holder in content.notes:
            self.holder = holder if outer is None else outer
            self.note(kind, ident)
        self.holder = outer

    def carry(self, texts: list[str], content: Paragraph) -> None:
        """Keeps what is left of a paragraph for the one it runs into."""
        if self.margin is not None:
            lead = sum(map(weight, self.pending))
            self.carried += [mark._replace(before=mark.before + lead) for mark in content.marks]
        self.pending.extend(texts)

    def add(self, properties: Element | None, style: Style, texts: list[str]) -> None:
        """One paragraph with its number; manual line breaks part it only where a new unit begins."""
        number, is_bullet = self.number(properties, style)
        lead = weight(number)
        marks = self.current.marks
        if self.carried or self.pending:
            through = sum(map(weight, self.pending))
            marks = [*self.carried, *(mark._replace(before=mark.before + through) for mark in marks)]
            self.carried = []
        if self.pending:
            joined = glued([*self.pending, *texts[:1]])
            texts = [joined, *texts[1:]]
            self.pending = []
        outline = child(properties, "outlineLvl")
        level = outline_level(outline) if outline is not None else style.level
        kind = "heading" if level or style.is_title else "list-item" if number or is_bullet else "paragraph"
        texts[0] = number + texts[0].lstrip()
        soft = soft_breaks(texts, [False] * len(texts), title=self.words.title.fullmatch)
        groups: list[list[str]] = []
        for text, is_soft in zip(texts, soft, strict=True):
            # a title in several lines is one title
            if groups and (is_soft or kind == "heading"):
                groups[-1].append(text)
            else:
                groups.append([text])
        pieces = [Piece(kind if i == 0 else "paragraph", glued(group), level if i == 0 else 0) for i, group in enumerate(groups)]
        if self.margin is not None:
            pieces = self.margin.hung(pieces, marks, lead)
        self.pieces.extend(pieces)

    def number(self, properties: Element | None, style: Style) -> tuple[str, bool]:
        """The automatic number of a paragraph, and whether it is a bullet."""
        stated = list_of(properties)
        ident = stated[0] if stated and stated[0] else style.list_id
        if not ident or ident == "0":
            return "", False
        if stated and stated[1] is not None:
            at = stated[1]
        elif style.list_level is not None:
            at = style.list_level
        else:
            at = self.numbering.level_of_style(ident, value(child(properties, "pStyle")) or style.list_style)
        return self.numbering.text(ident, at) or ("", False)

    def leave_out_contents(self) -> None:
        self.ignored.append(part("contents"))
        if self.pieces and "".join(self.pieces[-1].text.split()).lower() in _CONTENTS_TITLE:
            self.pieces.pop()

    def note(self, kind: str, ident: str) -> None:
        """A foot- or endnote, once, below the paragraph that refers to it."""
        element = self.notes[kind].get(ident)
        if element is None or (kind, ident) in self.noted:
            return
        self.noted.add((kind, ident))
        outer, self.pieces = self.pieces, []
        fields, self.fields = self.fields, []
        self.blocks(element)
        self.fields = fields
        text = glued([piece.text for piece in self.pieces] or [""])
        marks = joined(self.pieces)
        self.pieces = outer
        if text.strip():
            self.pieces.append(Piece("note", text, 0, marks))

    # -- inside a paragraph --

    def inline(self, element: Element, into: Paragraph, hidden: bool) -> None:
        for inner in element:
            name = local(inner)
            if name == "r":
                self.run(inner, into, hidden)
            elif name == "sdt":
                content = child(inner, "sdtContent")
                # a prompt that nobody has filled in is no text of the report
                if content is not None and not flag(child(child(inner, "sdtPr"), "showingPlcHdr")):
                    self.inline(content, into, hidden)
            elif name in OPEN:
                self.inline(inner, into, hidden)
            elif name == "AlternateContent":
                chosen = alternative(inner)
                if chosen is not None:
                    self.inline(chosen, into, hidden)
            elif name == "t" and not hidden and inner.text and self.is_shown():
                self.text(inner, inner.text, into)
            elif name in MARKS:
                self.margin_mark(inner, name, into)

    def text(self, element: Element, said: str, into: Paragraph) -> None:
        """What an element says, and where that stands if somebody asks."""
        into.lines[-1].append(said)
        if self.origins is not None:
            into.origin(Origin(element if self.holder is None else self.holder, said))

    def margin_mark(self, element: Element, name: str, into: Paragraph) -> None:
        """Where a comment begins, ends or is referred to."""
        if self.margin is not None:
            mark = self.margin.mark(element, name, sum(weight(text) for line in into.lines for text in line))
            if mark is not None:
                into.marks.append(mark)

    def run(self, element: Element, into: Paragraph, hidden: bool) -> None:
        properties = child(element, "rPr")
        if properties is not None:
            vanish = child(properties, "vanish")
            style = value(child(properties, "rStyle"))
            if vanish is not None:
                hidden = flag(vanish)
            elif style:
                hidden = hidden or self.styles.get(style).hidden
        if hidden and any(local(inner) == "t" and (inner.text or "").strip() for inner in element):
            self.ignored.append(part("hidden"))
        for inner in element:
            name = local(inner)
            if name in _DELETED:
                self.field_mark(inner)
            elif name == "t":
                if inner.text and not hidden and self.is_shown():
                    self.text(inner, inner.text, into)
            elif name == "fldChar":
                self.field_mark(inner)
            elif not hidden and self.is_shown():
                self.mark(inner, name, into)

    def mark(self, element: Element, name: str, into: Paragraph) -> None:
        """Everything in a run that is not plain text."""
        if name == "tab" or name == "ptab":
            into.lines[-1].append("\t")
        elif name in {"br", "cr"}:
            into.lines.append([])
        elif name == "noBreakHyphen":
            self.text(element, "-", into)
        elif name == "sym":
            self.text(element, symbol(element), into)
        elif name in {"footnoteReference", "endnoteReference"}:
            into.notes.append((name.replace("Reference", "s"), value(element, "id"), element))
        elif name == "AlternateContent":
            chosen = alternative(element)
            for inner in chosen if chosen is not None else ():
                self.mark(inner, local(inner), into)
        elif name == "commentReference":
            self.margin_mark(element, name, into)
        elif name in {"drawing", "pict", "object"}:
            found = boxes(element)
            into.boxes.extend((box, element) for box in found)
            if not found:
                self.pictures.see(element, name)
        elif name in OPEN or name in {"ruby", "rubyBase"}:
            self.inline(element, into, False)

    # -- fields --

    def field_mark(self, element: Element) -> None:
        name = local(element)
        if name == "fldChar":
            kind = value(element, "fldCharType")
            if kind == "begin":
                self.fields.append(Field())
            elif kind == "separate" and self.fields:
                self.fields[-1].in_result = True
            elif kind == "end" and self.fields and self.fields.pop().is_contents:
                # what stands before the end of the contents in this paragraph is their last line
                self.current.forget()
        elif name == "instrText" and self.fields and not self.fields[-1].in_result:
            self.fields[-1].code += element.text or ""

    def in_contents(self) -> bool:
        """True inside the result of a field that builds the contents."""
        return any(field.in_result and field.is_contents for field in self.fields)

    def is_shown(self) -> bool:
        """False inside the code of a field."""
        return all(field.in_result for field in self.fields)


def main_part(package: Package) -> str:
    """The name of the part that holds the text. Raises ReadFailure: unreadable, where the package is no Word document."""
    main = next((target for kind, target in package.relations("").values() if kind == "officeDocument"), "word/document.xml")
    if main not in package:
        raise failure("package-foreign")
    return main


def read_docx(data: bytes, words: ResidueWords) -> Manuscript:
    """Reads .docx. Raises ReadFailure: encrypted, truncated, too-large, unreadable (see package.py)."""
    package = Package(data)
    main = main_part(package)
    story = _told(_Story(package, main, words), package.xml(main))
    text, blocks = laid_out(story.pieces)
    ignored, unread = story.pictures.receipt(len(text))
    comments = story.margin.placed(story.pieces, blocks) if story.margin is not None else ()
    return Manuscript(text, blocks, ignored=(*story.ignored, *ignored), unread=(*story.unread, *unread), comments=comments)


def trace_docx(package: Package, main: str, root: Element, words: ResidueWords) -> Trace:
    """Where every stretch of the canonical text stands in `root`, the tree of the main part `main`. The text is that of read_docx.

    Raises ReadFailure: unreadable.
    """
    origins: list[Origin] = []
    story = _told(_Story(package, main, words, origins), root)
    text, blocks = laid_out(story.pieces)
    return traced_of(text, blocks, [piece for piece in story.pieces if piece.text.strip()], origins)


def _told(story: _Story, root: Element | None) -> _Story:
    """The story after its walk through the main part."""
    body = child(root, "body")
    if body is None:
        raise failure("package-foreign")
    story.blocks(body)
    if story.pending:
        story.current = Paragraph()
        story.add(None, story.styles.get(""), [""])
    return story
