"""HTML: block elements become blocks, navigation, scripts and hidden text are left out."""

import re
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from linter.model.text import Clue
from linter.reading.encoding import decode
from linter.reading.limits import HTML_DEPTH
from linter.reading.lines import soft_breaks
from linter.reading.manuscript import Manuscript, Piece, glued, laid_out
from linter.reading.messages import failure, part
from linter.reading.residue import ResidueWords

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,20})", re.I)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})([^<>]*)>?")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
# elements that never hold other elements, or that the parser closes by itself: they do not nest
_FLAT = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "html", "head", "body"]
)
_BLOCK = frozenset(
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul", "footer", "nav"]
)
_HEADINGS = {f"h{i}": i for i in range(1, 7)}
# element: what the receipt calls it, '' for nothing
_DROPPED = {
    **dict.fromkeys(("script", "style", "template", "noscript"), "script"),
    **dict.fromkeys(("button", "input", "select", "textarea", "option", "datalist"), "form"),
    "nav": "navigation",
    "footer": "page-footer",
    "svg": "image",
    "math": "formula",
    "head": "",
    "object": "object",
    "audio": "",
    "video": "",
    "canvas": "",
    "rt": "",
    "rp": "",
}
_IMAGES = frozenset({"img", "picture"})
# <meta> names of government sites (GB/T 38538-style) and what they tell
_CLUES = {
    "pubdate": "published",
    "publishdate": "published",
    "publish_date": "published",
    "publishtime": "published",
    "article:published_time": "published",
    "articletitle": "title",
    "og:title": "title",
    "contentsource": "issuer",
    "columnname": "column",
    "sitename": "site",
}
_DATE = re.compile(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})")


class _Line(NamedTuple):
    kind: str
    text: str
    level: int
    gap: bool


class _Page:
    """One walk over the tree, without recursion: pages nest as they like."""

    def __init__(self) -> None:
        self.lines: list[_Line] = []
        self.ignored: list[str] = []
        self.unread: list[str] = []
        self.clues: list[Clue] = []
        self.parts: list[str] = []
        self.gap = True
        self.kinds: list[tuple[str, int]] = [("paragraph", 0)]
        self.cells: list[list[str]] = []  # of each open table row, innermost last
        self.pre = 0

    def walk(self, root: LexborNode) -> None:
        """Visits every node below `root` in reading order."""
        node: LexborNode | None = root
        while node is not None:
            entered = self._enter(node)
            below = node.child if entered else None
            if below is not None:
                node = below
                continue
            while node is not None:
                if entered:
                    self._leave(node)
                if node.mem_id == root.mem_id:
                    node = None
                    break
                following = node.next
                if following is not None:
                    node = following
                    break
                node = node.parent
                entered = True
        self._flush(gap=True)

    def _enter(self, node: LexborNode) -> bool:
        """Opens a node; False where nothing inside it is read."""
        tag = node.tag
        if tag == "-text":
            self.parts.append(node.text_content or "")
            return False
        if tag == "br":
            # two in a row are a blank line
            self._flush(gap=not "".join(self.parts).strip())
            return False
        if tag in _IMAGES:
            self._ignore("image")
            return False
        if tag == "iframe":
            self._ignore("frame")
            return False
        if tag in _DROPPED:
            if _DROPPED[tag]:
                self._ignore(_DROPPED[tag])
            return False
        if tag is None or tag.startswith(("-", "_", "!")):
            return tag in {"-document", "-undef"}
        if self._is_hidden(node):
            if (node.text() or "").strip():
                self._ignore("hidden")
            return False
        if tag in _BLOCK:
            self._open(tag)
        return True

    def _open(self, tag: str) -> None:
        if tag == "tr":
            self._flush(gap=True)
            self.cells.append([])
        elif tag in {"td", "th"} and self.cells:
            self._flush(gap=True)
            self.cells[-1].append("")
        else:
            self._flush(gap=True)
            if tag in _HEADINGS:
                self.kinds.append(("heading", _HEADINGS[tag]))
            elif tag == "li":
                self.kinds.append(("list-item", 0))
            elif tag == "pre":
                self.pre += 1

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag not in _BLOCK:
            return
        self._flush(gap=True)
        if tag == "tr" and self.cells:
            cells = self.cells.pop()
            if len(cells) == 1:
                self._paragraphs(cells[0])
            elif any(cell.strip() for cell in cells):
                row = "|".join(" ".join(cell.split("\n")).strip() for cell in cells)
                if self.cells and self.cells[-1]:
                    self.cells[-1][-1] += "\n" + row
                elif max(map(len, cells)) > _LAYOUT:
                    # a table that lays out the page: its cells are paragraphs
                    for cell in cells:
                        self._paragraphs(cell)
                else:
                    self.lines.append(_Line("table-row", row, 0, True))
        elif (tag in _HEADINGS or tag == "li") and len(self.kinds) > 1:
            self.kinds.pop()
        elif tag == "pre" and self.pre:
            self.pre -= 1

    def _paragraphs(self, cell: str) -> None:
        for line in cell.split("\n"):
            if line.strip():
                if self.cells and self.cells[-1]:
                    self.cells[-1][-1] += "\n" + line
                else:
                    self.lines.append(_Line("paragraph", line.strip(), 0, True))

    def _is_hidden(self, node: LexborNode) -> bool:
        attributes = node.attributes
        if not attributes:
            return False
        style = attributes.get("style")
        return "hidden" in attributes or attributes.get("aria-hidden") == "true" or bool(style and _HIDDEN.search(style))

    def _ignore(self, key: str) -> None:
        self.ignored.append(part(key))

    def _flush(self, *, gap: bool) -> None:
        """Ends a line: at <br> (`gap` False) or at the edge of an element."""
        if self.parts:
            raw = "".join(self.parts)
            self.parts = []
            kind, level = self.kinds[-1]
            texts = raw.splitlines() if self.pre else [_SPACE.sub(" ", raw)]
            for text in texts:
                text = text.strip(" \t\r\n\f")
                if not text.strip():
                    continue
                if self.cells and self.cells[-1]:
                    self.cells[-1][-1] += ("\n" if self.cells[-1][-1] else "") + text
                else:
                    if kind == "heading" and not self.gap:
                        self.lines[-1] = self.lines[-1]._replace(text=glued([self.lines[-1].text, text]))
                        continue
                    self.lines.append(_Line(kind, text, level, self.gap))
                    self.gap = False
        self.gap = self.gap or gap

    def pieces(self, words: ResidueWords) -> list[Piece]:
        """The lines as blocks, <br> inside a sentence taken as a soft break."""
        gaps = [line.gap for line in self.lines]
        soft = soft_breaks([line.text for line in self.lines], gaps, title=words.title.fullmatch)
        groups: list[tuple[_Line, list[str]]] = []
        for line, is_soft in zip(self.lines, soft, strict=True):
            if is_soft:
                groups[-1][1].append(line.text)
            else:
                groups.append((line, [line.text]))
        return [Piece(line.kind, glued(texts), line.level) for line, texts in groups]


_LAYOUT = 300  # characters in one cell: beyond that the table lays out the page


def read_html(data: bytes, words: ResidueWords) -> Manuscript:
    """Reads .html. Raises ReadFailure as `decode` does, and unreadable for a page nested deeper than HTML_DEPTH."""
    declared = _CHARSET.search(data[:4096])
    text = decode(data, declared[1].decode("ascii") if declared else "")
    _check_depth(text)
    tree = LexborHTMLParser(text)
    page = _Page()
    clues = _meta_clues(tree)
    root = tree.body or tree.root
    if root is not None:
        page.walk(root)
    content, blocks = laid_out(page.pieces(words))
    return Manuscript(content, blocks, ignored=tuple(page.ignored), unread=tuple(page.unread), clues=tuple(clues))


def _check_depth(text: str) -> None:
    """Refuses pages that nest too deep: the parser takes quadratic time for them (16 s for 100,000 levels)."""
    if text.count("<") <= HTML_DEPTH:
        return
    depth = 0
    for closing, name, rest in _TAG.findall(text):
        if name.lower() in _FLAT or rest.endswith("/"):
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > HTML_DEPTH:
            raise failure("html-depth")


def _meta_clues(tree: LexborHTMLParser) -> list[Clue]:
    clues: list[Clue] = []
    for node in tree.css("meta"):
        attributes = node.attributes
        name = _CLUES.get((attributes.get("name") or attributes.get("property") or "").lower())
        value = (attributes.get("content") or "").strip()
        if not name or not value or len(value) > 200:
            continue
        if name == "published":
            date = _DATE.match(value)
            if not date:
                continue
            value = f"{int(date[1]):04d}-{int(date[2]):02d}-{int(date[3]):02d}"
        clues.append(Clue(name, value, None, None))
    return clues
