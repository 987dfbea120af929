"""Paper of an office as a Word file: page, type and page numbers of GB/T 9704—2012, and the same bytes from run to run.

What stands on the paper is given as XML of paragraphs and tables (linter.output.lettering); python-docx keeps the package.
"""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from linter.output.lettering import NAMESPACE, escaped, fonts

MARGINS = {"top": 37, "bottom": 35, "left": 28, "right": 26}  # mm
LYING = {"top": 24, "bottom": 22, "left": 20, "right": 20}  # mm, of a table that wants the breadth of the sheet
WIDTH = 210 - MARGINS["left"] - MARGINS["right"]  # mm of text in a line
BREADTH = 297 - LYING["left"] - LYING["right"]
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day a zip file can name
# what stands in for a font that a computer has not: GB/T 9704 asks for fonts that only offices buy
_SUBSTITUTES = {"方正小标宋简体": "华文中宋", "仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "黑体": "SimHei"}

# id, name, typeface, half points, further run and paragraph properties; line pitch is fixed, so that 22 lines make a page
_STYLES = (
    ("Normal", "Normal", "仿宋_GB2312", 32, "", '<w:spacing w:line="560" w:lineRule="exact"/><w:jc w:val="both"/>'),
    ("Title", "Title", "方正小标宋简体", 44, "", '<w:spacing w:before="0" w:after="120" w:line="640" w:lineRule="exact"/><w:jc w:val="center"/>'),
    ("Subtitle", "Subtitle", "楷体_GB2312", 28, "", '<w:spacing w:after="280" w:line="480" w:lineRule="exact"/><w:jc w:val="center"/>'),
    ("Heading1", "heading 1", "黑体", 32, "", '<w:keepNext/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:outlineLvl w:val="0"/>'),
    ("Heading2", "heading 2", "楷体_GB2312", 32, "", '<w:keepNext/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:outlineLvl w:val="1"/>'),
    ("BodyText", "Body Text", "仿宋_GB2312", 32, "", '<w:ind w:firstLineChars="200" w:firstLine="640"/>'),
    ("Signature", "Signature", "仿宋_GB2312", 32, "", '<w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>'),
    ("Caption", "caption", "黑体", 24, "", '<w:keepNext/><w:spacing w:before="160" w:after="60" w:line="400" w:lineRule="exact"/><w:jc w:val="center"/>'),
    ("Note", "Note", "仿宋_GB2312", 24, "", '<w:spacing w:before="60" w:after="160" w:line="400" w:lineRule="exact"/>'),
    ("TableText", "Table Text", "仿宋_GB2312", 21, "", '<w:spacing w:line="300" w:lineRule="exact"/><w:jc w:val="left"/>'),
    ("TableHead", "Table Head", "黑体", 21, "", '<w:keepNext/><w:spacing w:line="300" w:lineRule="exact"/><w:jc w:val="center"/>'),
    ("Footer", "footer", "宋体", 28, "", '<w:spacing w:line="400" w:lineRule="exact"/>'),
)

_OWN = ("Note", "TableText", "TableHead")  # styles that Word does not bring along


def paper(lang: str, *, lying: bool = False) -> Any:
    """An empty A4 document with the styles and page numbers of an office, upright or `lying`; `lang` is that of its words.

    UsageFailure where python-docx is not installed.
    """
    try:
        import docx
    except ImportError:
        from linter.model.failure import UsageFailure
        from linter.output.catalogue import catalogue

        raise UsageFailure(catalogue("en" if lang.startswith("en") else "zh", "bulletin")("bulletin.no-docx")) from None
    document = docx.Document()
    package = document.part.package
    # the template of python-docx has a picture of an empty page and settings of another office
    for part in (package, document.part):
        for key in [k for k, r in part.rels.items() if r.reltype.endswith(("/thumbnail", "/customXml", "/stylesWithEffects", "/numbering"))]:
            del part.rels[key]
    _dress(document.styles.element, lang)
    _number(document, lying)
    return document


def _dress(styles: Any, lang: str) -> None:
    """Puts the office's styles in the place of the template's."""
    from docx.oxml import parse_xml

    for child in list(styles):
        styles.remove(child)
    words = f'<w:lang w:val="{lang if lang.startswith("en") else "en-US"}" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    made = [
        f"<w:docDefaults {NAMESPACE}><w:rPrDefault><w:rPr>{fonts('仿宋_GB2312')}{words}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>",
        f'<w:style {NAMESPACE} w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>',
        f'<w:style {NAMESPACE} w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>",
    ]
    for id, name, face, size, run, block in _STYLES:
        own, base = ('w:default="1" ', "") if id == "Normal" else ("", '<w:basedOn w:val="Normal"/>')
        own += 'w:customStyle="1" ' if id in _OWN else ""
        made.append(
            f'<w:style {NAMESPACE} w:type="paragraph" {own}w:styleId="{id}"><w:name w:val="{name}"/>{base}<w:qFormat/>'
            f'<w:pPr>{block}</w:pPr><w:rPr>{fonts(face)}{run}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        )
    for xml in made:
        styles.append(parse_xml(xml))


def _number(document: Any, lying: bool) -> None:
    """Size of the sheet, and “— 1 —” at its outer edge; in the middle of a sheet that lies."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml import parse_xml
    from docx.shared import Mm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if lying else (Mm(210), Mm(297))
    for side, size in (LYING if lying else MARGINS).items():
        setattr(section, f"{side}_margin", Mm(size))
    section.header_distance = Mm(15)
    section.footer_distance = Mm(14 if lying else 25)
    document.settings.odd_and_even_pages_header_footer = not lying
    sides = [(section.footer, "center")] if lying else [(section.footer, "right"), (section.even_page_footer, "left")]
    for footer, side in sides:
        footer.is_linked_to_previous = False
        frame = footer._element
        for child in list(frame):
            frame.remove(child)
        edge = "" if lying else f'<w:ind w:{side}Chars="100" w:{side}="280"/>'
        field = "".join(
            f"<w:r>{part}</w:r>"
            for part in (
                '<w:t xml:space="preserve">— </w:t>',
                '<w:fldChar w:fldCharType="begin"/>',
                '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
                '<w:fldChar w:fldCharType="separate"/>',
                "<w:t>1</w:t>",
                '<w:fldChar w:fldCharType="end"/>',
                '<w:t xml:space="preserve"> —</w:t>',
            )
        )
        frame.append(parse_xml(f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="Footer"/>{edge}<w:jc w:val="{side}"/></w:pPr>{field}</w:p>'))


def written(document: Any, pieces: Iterable[str]) -> None:
    """Puts paragraphs and tables (XML of linter.output.lettering) on the paper, below what is there."""
    from docx.oxml import parse_xml

    end = document.element.body.sectPr
    for piece in pieces:
        end.addprevious(parse_xml(piece))


def sealed(document: Any, title: str, author: str, day: str) -> bytes:
    """The .docx, dated `day` (ISO) inside and nowhere else, so that the same words give the same bytes."""
    core = document.core_properties
    core.title, core.author, core.last_modified_by, core.comments, core.language = title[:255], author, author, "", "zh-CN"
    core.created = core.modified = datetime.fromisoformat(day)
    core.revision = 1
    own = {"word/fontTable.xml": _FONT_TABLE.encode(), "docProps/app.xml": _PROGRAM.format(name=escaped(author.partition(" ")[0])).encode()}
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in package.namelist():
            data = own.get(name) or package.read(name)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            copy.writestr(entry, data)
    return out.getvalue()


_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PROGRAM = _DECLARATION + '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>{name}</Application></Properties>'
_FONT_TABLE = (
    f"{_DECLARATION}<w:fonts {NAMESPACE}>"
    + "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{escaped(other)}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, other in _SUBSTITUTES.items()
    )
    + '<w:font w:name="Times New Roman"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
)
