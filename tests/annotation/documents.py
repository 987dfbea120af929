"""Generated Word documents: body XML as Word, WPS and others write it, with everything that a range of words can run across.

Elements are written with § for their prefix and attributes with ¤, so that one body comes in any prefix. What the
letters of a text are tells where it stands, so that a reader of the copy knows what may be in a range.
"""

from typing import NamedTuple

from hypothesis import strategies as st

from tests.kit.builder import package

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
BODY = "甲乙丙丁戊己庚辛&<>\"'é😀."  # plain text, wherever runs can be cut
WHOLE = "字αβ天地"  # rubies, formulas, controls bound to data: taken whole
HELD = "子丑寅卯"  # notes and text boxes: the run that holds them
NUMBERS = "一二三四五六七八九十〇、"  # automatic numbers
GONE = "去删隐"  # deleted, hidden, codes of fields, prompts: never read

_NUMBERING = """<§numbering {ns}><§abstractNum ¤abstractNumId="0"><§lvl ¤ilvl="0"><§start ¤val="1"/><§numFmt ¤val="chineseCounting"/>
<§lvlText ¤val="%1、"/></§lvl></§abstractNum><§num ¤numId="1"><§abstractNumId ¤val="0"/></§num></§numbering>"""
_NOTES = '<§footnotes {ns}><§footnote ¤id="5"><§p><§r><§t>子丑</§t></§r></§p></§footnote></§footnotes>'
_COMMENTS = """<§comments {ns}><§comment ¤id="1" ¤author="李四"><§p><§r><§t>旧批注</§t></§r></§p></§comment></§comments>"""


class Prefix(NamedTuple):
    """How a file writes names: of elements, of attributes, in which namespace."""

    elements: str
    attributes: str
    namespace: str

    @property
    def declared(self) -> str:
        default = f' xmlns="{self.namespace}"' if not self.elements else ""
        return f'xmlns:{self.attributes.rstrip(":")}="{self.namespace}"{default}'

    def write(self, text: str) -> str:
        return text.replace("§", self.elements).replace("¤", self.attributes).replace("{ns}", self.declared)


PLAIN = Prefix("w:", "w:", NAMESPACE)
PREFIXES = (PLAIN, Prefix("ns0:", "ns0:", NAMESPACE), Prefix("", "w:", NAMESPACE), Prefix("w:", "w:", STRICT))


def file(body: str, prefix: Prefix = PLAIN, *, commented: bool = True, head: str = "") -> bytes:
    """The package of a body, with numbering, a footnote and a comment that is there already."""
    parts = {"numbering": _NUMBERING, "footnotes": _NOTES} | ({"comments": _COMMENTS} if commented else {})
    written = {name: prefix.write(text) for name, text in parts.items()}
    mixed = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    data = package("", written)
    from tests.annotation.reading import replaced

    text = f'{head}<§document {{ns}} {mixed}><§body>{body}<§sectPr/></§body></§document>'
    return replaced(data, "word/document.xml", prefix.write(text).encode())


def _letters(alphabet: str, *, least: int = 1, most: int = 6) -> st.SearchStrategy[str]:
    return st.text(st.sampled_from(alphabet), min_size=least, max_size=most)


_said = _letters(BODY + "   \u3000", most=8)
_EASY = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


@st.composite
def _coded(draw: st.DrawFn) -> str:
    """Text as it can stand in a file: entities, references by number, CDATA, a comment between."""
    out = ""
    for part in draw(st.lists(_said, min_size=1, max_size=3)):
        way = draw(st.sampled_from(["plain", "plain", "number", "raw", "note"]))
        if way == "number":
            out += "".join(f"&#x{ord(letter):X};" for letter in part)
        elif way == "raw":
            out += f"<![CDATA[{part}]]>"
        else:
            out += "".join(_EASY.get(letter, letter) for letter in part) + ("<!-- 去 -->" if way == "note" else "")
    return out


@st.composite
def _text(draw: st.DrawFn) -> str:
    return f"<§t{draw(st.sampled_from(['', ' xml:space=' + chr(34) + 'preserve' + chr(34)]))}>{draw(_coded())}</§t>"


_look = st.sampled_from(["", "", "<§rPr><§b/></§rPr>", '<§rPr><§rFonts ¤hint="eastAsia"/><§color ¤val="FF0000"/></§rPr>'])
_inside = st.one_of(_text(), _text(), st.sampled_from(["<§tab/>", "<§br/>", "<§noBreakHyphen/>", "<§lastRenderedPageBreak/>"]))


@st.composite
def run(draw: st.DrawFn) -> str:
    attributes = draw(st.sampled_from(["", ' ¤rsidR="00A1"']))
    return f"<§r{attributes}>{draw(_look)}{''.join(draw(st.lists(_inside, min_size=1, max_size=3)))}</§r>"


runs = st.lists(run(), min_size=1, max_size=3).map("".join)
_TRACK = ' ¤id="90" ¤author="a" ¤date="2025-01-01T00:00:00Z"'
_BOX = """<§r><mc:AlternateContent><mc:Choice Requires="wps"><§drawing><§txbxContent><§p><§r><§t>寅卯</§t></§r></§p></§txbxContent></§drawing></mc:Choice>
<mc:Fallback><§pict><§txbxContent><§p><§r><§t>寅卯</§t></§r></§p></§txbxContent></§pict></mc:Fallback></mc:AlternateContent></§r>"""


def _in(before: str, behind: str) -> st.SearchStrategy[str]:
    return runs.map(lambda inner: before + inner + behind)


def _field(inner: str) -> str:
    code = '<§r><§fldChar ¤fldCharType="begin"/></§r><§r><§instrText> PAGEREF 去 </§instrText></§r><§r><§fldChar ¤fldCharType="separate"/></§r>'
    return code + inner + '<§r><§fldChar ¤fldCharType="end"/></§r>'


_flat = st.one_of(
    runs,
    runs,
    _in(f"<§ins{_TRACK}>", "</§ins>"),
    _in(f"<§moveTo{_TRACK}>", "</§moveTo>"),
    _in('<§hyperlink ¤anchor="a">', "</§hyperlink>"),
    _in('<§smartTag ¤element="e"><§smartTagPr/>', "</§smartTag>"),
    _in('<§sdt><§sdtPr><§alias ¤val="a"/></§sdtPr><§sdtContent>', "</§sdtContent></§sdt>"),
    _in('<§fldSimple ¤instr="AUTHOR">', "</§fldSimple>"),
    runs.map(_field),
    _in('<§commentRangeStart ¤id="1"/>', '<§commentRangeEnd ¤id="1"/><§r><§commentReference ¤id="1"/></§r>'),
    st.sampled_from(
        [
            f"<§del{_TRACK}><§r><§delText>删</§delText></§r></§del>",
            f"<§moveFrom{_TRACK}><§r><§t>去</§t></§r></§moveFrom>",
            "<§r><§rPr><§vanish/></§rPr><§t>隐</§t></§r>",
            "<§sdt><§sdtPr><§showingPlcHdr/></§sdtPr><§sdtContent><§r><§t>去</§t></§r></§sdtContent></§sdt>",
            '<§sdt><§sdtPr><§dataBinding ¤xpath="/a"/></§sdtPr><§sdtContent><§r><§t>天地</§t></§r></§sdtContent></§sdt>',
            "<m:oMath><m:r><m:t>αβ</m:t></m:r></m:oMath>",
            "<§r><§ruby><§rt><§r><§t>去</§t></§r></§rt><§rubyBase><§r><§t>字</§t></§r></§rubyBase></§ruby></§r>",
            '<§r><§footnoteReference ¤id="5"/></§r>',
            '<§bookmarkStart ¤id="7" ¤name="b"/><§bookmarkEnd ¤id="7"/>',
            "<§proofErr/>",
            _BOX,
            "\n  ",
        ]
    ),
)
_inline = st.one_of(_flat, _flat, st.lists(_flat, min_size=1, max_size=2).map(lambda inner: f"<§ins{_TRACK}>" + "".join(inner) + "</§ins>"))
_properties = st.sampled_from(
    [
        "",
        "",
        "<§pPr/>",
        '<§pPr><§numPr><§ilvl ¤val="0"/><§numId ¤val="1"/></§numPr></§pPr>',
        f"<§pPr><§rPr><§del{_TRACK}/></§rPr></§pPr>",
        '<§pPr><§outlineLvl ¤val="0"/></§pPr>',
    ]
)


@st.composite
def paragraph(draw: st.DrawFn) -> str:
    return f"<§p>{draw(_properties)}{''.join(draw(st.lists(_inline, max_size=5)))}</§p>"


@st.composite
def _table(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    rows = ""
    for _ in range(draw(st.integers(1, 2))):
        cells = draw(st.lists(st.tuples(st.sampled_from(["", "<§tcPr><§vMerge/></§tcPr>", '<§tcPr><§gridSpan ¤val="2"/></§tcPr>']), inner), min_size=1, max_size=3))
        rows += "<§tr>" + "".join(f"<§tc>{properties}{content}</§tc>" for properties, content in cells) + "</§tr>"
    return f"<§tbl><§tblPr/>{rows}</§tbl>"


_cell = st.lists(paragraph(), min_size=1, max_size=2).map("".join)
_nested = st.one_of(_cell, _table(_cell).map(lambda table: table + "<§p/>"))
_block = st.one_of(
    paragraph(),
    paragraph(),
    paragraph(),
    _table(_nested),
    paragraph().map(lambda inner: f"<§sdt><§sdtPr/><§sdtContent>{inner}</§sdtContent></§sdt>"),
    paragraph().map(lambda inner: f'<§customXml ¤element="e">{inner}</§customXml>'),
)
bodies = st.lists(_block, min_size=1, max_size=5).map("".join)
