"""OFD, the Chinese page format (GB/T 33190): an own reader, since no library reads it.

Read: the text of every page of every document in the file, by its place on the page. Left out and named: seals,
annotations, attachments, text of page templates. A page that is a picture is unread, as in a PDF.
"""

from xml.etree.ElementTree import Element

from linter.reading.limits import OFD_OBJECT_BYTES, OFD_PAGES
from linter.reading.manuscript import Manuscript, laid_out
from linter.reading.messages import failure, part
from linter.reading.ofd_page import Budget, Found, box, page_of
from linter.reading.ooxml import child, local, value
from linter.reading.package import Package, resolved
from linter.reading.printed import Line, is_stamp, is_unmapped, pieces, without_furniture
from linter.reading.residue import ResidueWords
from linter.reading.rows import lines_of

_FILLED = 0.6  # share of a page above which pictures fill it
_SHAPES = 20  # drawn paths on a page without text: above that they may be letters
_TEMPLATE = 200  # characters of template text above which it is no header
_LITTLE_TEXT = 200  # characters: below that pictures may be the report
_A4 = "0 0 210 297"
_UNREADABLE = 0.3  # share of characters that only their shape tells


def read_ofd(data: bytes, words: ResidueWords) -> Manuscript:
    """Reads .ofd. Raises ReadFailure: encrypted, truncated, too-large (pages, objects), unreadable, no-text-layer, empty."""
    package = Package(data)
    if "Encryptions.xml" in package:
        raise failure("ofd-encrypted")
    root = package.xml("OFD.xml")
    reader = _Reader(package, words)
    for body in root if root is not None else ():
        if local(body) == "DocBody":
            reader.document(body)
    if not reader.pages:
        raise failure("ofd-foreign")
    if not reader.lines:
        raise failure("no-text-layer" if reader.unread else "empty")
    kept = without_furniture(reader.lines, reader.pages, words, reader.ignored)
    text, blocks = laid_out(pieces(kept, words))
    if reader.images:
        (reader.unread if len(text) < _LITTLE_TEXT else reader.ignored).append(part("image"))
    return Manuscript(text, blocks, ignored=tuple(reader.ignored), unread=tuple(reader.unread))


class _Reader:
    """Goes through the documents of a file; what is found on the way stands here."""

    def __init__(self, package: Package, words: ResidueWords) -> None:
        self.package = package
        self.words = words
        self.budget = Budget()
        self.pages = 0
        self.images = 0
        self.lines: list[Line] = []
        self.ignored: list[str] = []
        self.unread: list[str] = []

    def document(self, body: Element) -> None:
        """One DocBody: its pages in order."""
        if child(body, "Signatures") is not None:
            self.ignored.append(part("seal"))
        main = self.found("", _text(child(body, "DocRoot")))
        root = self.tree(main)
        if root is None:
            return
        self.ignored.extend(part(name) for name, tag in (("annotation", "Annotations"), ("attachment", "Attachments")) if child(root, tag) is not None)
        common = child(root, "CommonData")
        units = _Units(self, main, common)
        templates = {value(each, "ID"): self.found(main, value(each, "BaseLoc")) for each in (common if common is not None else ()) if local(each) == "TemplatePage"}
        paper = _text(child(child(common, "PageArea"), "PhysicalBox")) or _A4
        pages = child(root, "Pages")
        for page in pages if pages is not None else ():
            if local(page) == "Page":
                self.pages += 1
                if self.pages > OFD_PAGES:
                    raise failure("ofd-pages", limit=OFD_PAGES)
                self.page(self.found(main, value(page, "BaseLoc")), templates, units, paper)

    def page(self, name: str, templates: dict[str, str], units: "_Units", paper: str) -> None:
        """One page: its lines, or that it is unread."""
        root = self.tree(name)
        if root is None:
            self.unread.append(part("page", number=self.pages))
            return
        units.add(name, root)
        found = _drawn(root, units, self.budget)
        self.take_templates(root, templates, units, found)
        lines, slanted = lines_of(found.runs, found.borders, self.pages - 1)
        if slanted:
            self.ignored.append(part("watermark"))
        counts = found.counts
        if counts["hidden"]:
            self.ignored.append(part("hidden"))
        width, height = box(_text(child(child(root, "Area"), "PhysicalBox")) or paper)
        text = "".join(line.text for line in lines)
        scanned = counts["covered"] >= _FILLED * width * height > 0 and is_stamp(lines, self.words)
        shapes = counts["glyphs"] > _UNREADABLE * (counts["glyphs"] + len(text)) or is_unmapped(text)
        if scanned or shapes or (not lines and (counts["images"] or counts["paths"] >= _SHAPES)):
            self.unread.append(part("page", number=self.pages))
            return
        self.images += int(counts["images"])
        self.lines.extend(lines)

    def take_templates(self, root: Element, templates: dict[str, str], units: "_Units", page: Found) -> None:
        """The text of the page's templates: a header or footer, unless the page has no other text or it is too long for one."""
        for each in root:
            template = self.tree(templates.get(value(each, "TemplateID"), "")) if local(each) == "Template" else None
            if template is None:
                continue
            found = _drawn(template, units, self.budget)
            size = sum(len(run.text) for run in found.runs)
            if size > _TEMPLATE or (size and not page.runs):
                page.runs.extend(found.runs)
            elif size:
                self.ignored.append(part("template"))
            page.borders.extend(found.borders)
            for name, count in found.counts.items():
                page.counts[name] += count

    def tree(self, name: str) -> Element | None:
        """A part that is read for every page that names it; None where there is none."""
        self.budget.spend(self.package.size(name) // OFD_OBJECT_BYTES)
        return self.package.xml(name)

    def found(self, base: str, target: str) -> str:
        """The part that a location in the part `base` names. Some programs write locations from the root without a slash."""
        name = resolved(base.rpartition("/")[0], target.strip().replace("\\", "/"))
        return name if name in self.package else resolved("", target.strip().replace("\\", "/"))


class _Units:
    """The composite units of a document by id; files of resources are opened when the first unit is asked for."""

    def __init__(self, reader: _Reader, main: str, common: Element | None) -> None:
        self._reader = reader
        self._waiting: list[str] = []
        self._seen: set[str] = set()
        self._units: dict[str, Element] = {}
        if common is not None:
            self._enter(main, common)

    def add(self, name: str, page: Element) -> None:
        """The resources of a page."""
        self._enter(name, page)

    def _enter(self, name: str, element: Element) -> None:
        for each in element:
            if local(each) in ("PublicRes", "DocumentRes", "PageRes"):
                part_name = self._reader.found(name, _text(each))
                if part_name not in self._seen:
                    self._seen.add(part_name)
                    self._waiting.append(part_name)

    def get(self, ident: str) -> Element | None:
        """The content of a unit; None where there is none."""
        while self._waiting:
            root = self._reader.tree(self._waiting.pop())
            for unit in root.iter() if root is not None else ():
                content = child(unit, "Content") if local(unit) == "CompositeGraphicUnit" else None
                if content is not None:
                    self._units.setdefault(value(unit, "ID"), content)
        return self._units.get(ident)


def _drawn(root: Element, units: _Units, budget: Budget) -> Found:
    content = child(root, "Content")
    return page_of(content if content is not None else Element("Content"), units.get, budget)


def _text(element: Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""
