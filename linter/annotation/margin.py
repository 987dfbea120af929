"""The comments part of a Word document, and the two lists of the package that must name it."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from linter.annotation.remark import Remark
from linter.annotation.source import Source, appended
from linter.output.glyphs import harmless
from linter.reading.ooxml import local, value
from linter.reading.package import Package

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/"
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# as the margin looks in most templates, whatever the body's own style is: small, no indent of the first line, single spaced
_PARAGRAPH = (
    '<{w}:pPr><{w}:spacing {w}:before="0" {w}:after="0" {w}:line="240" {w}:lineRule="auto"/>'
    '<{w}:ind {w}:left="0" {w}:right="0" {w}:firstLine="0" {w}:firstLineChars="0"/><{w}:jc {w}:val="left"/></{w}:pPr>'
)
_SIZE = '<{w}:sz {w}:val="18"/><{w}:szCs {w}:val="18"/>'


class Signature(NamedTuple):
    """Who comments, and when: an ISO date with time."""

    author: str
    initials: str
    date: str


def fresh_ids(package: Package, part: str | None, body: Source) -> Iterator[str]:
    """Ids that no comment of the document has, the lowest first."""
    taken = {value(each, "id") for each in body.root.iter() if local(each).startswith("comment")}
    known = package.xml(part) if part is not None else None
    taken |= {value(each, "id") for each in (known if known is not None else ())}
    return (str(ident) for ident in count() if str(ident) not in taken)


def margin(data: bytes | None, namespace: str, remarks: Sequence[tuple[str, Remark]], signature: Signature) -> bytes:
    """The comments part with `remarks` behind the comments that it holds; a new part where there is none.

    Raises ReadFailure: unreadable, where there is one that cannot be read.
    """
    if data is None:
        children = "".join(_comment(ident, remark, signature, "w", "") for ident, remark in remarks)
        return _HEAD + f"<w:comments xmlns:w={quoteattr(namespace)}>{children}</w:comments>".encode()
    source = Source(data)
    prefix = source.prefix(source.root)
    space = "" if prefix else f" xmlns:w={quoteattr(namespace)}"
    return appended(source, "".join(_comment(ident, remark, signature, prefix or "w", space) for ident, remark in remarks).encode())


def related(data: bytes | None, namespace: str, target: str) -> bytes:
    """The relations of the main part with one to the comments part `target` (relative)."""
    base = _STRICT if namespace.startswith(_STRICT) else "http://schemas.openxmlformats.org/"
    kind = f"{base}officeDocument/{'' if base == _STRICT else '2006/'}relationships/comments"
    empty = data is None
    source = Source(data if data is not None else _HEAD + f'<Relationships xmlns="{_RELATIONS}"></Relationships>'.encode())
    taken = {value(each, "Id") for each in source.root} if not empty else set()
    ident = next(f"rId{at}" for at in count(len(taken) + 1) if f"rId{at}" not in taken)
    prefix = source.prefix(source.root)
    name = f"{prefix}:Relationship" if prefix else "Relationship"
    return appended(source, f'<{name} Id="{ident}" Type="{kind}" Target={quoteattr(target)}/>'.encode())


def typed(data: bytes, part: str) -> bytes:
    """The list of content types with the comments part `part` in it; unchanged where it names it already."""
    source = Source(data)
    name = "/" + part
    for each in source.root:
        if local(each) == "Override" and value(each, "PartName").lower() == name.lower():
            return data
    prefix = source.prefix(source.root)
    tag = f"{prefix}:Override" if prefix else "Override"
    return appended(source, f'<{tag} PartName={quoteattr(name)} ContentType="{_TYPE}"/>'.encode())


def _comment(ident: str, remark: Remark, signature: Signature, w: str, space: str) -> str:
    """One comment: the lines of the remark as paragraphs, headlines bold."""
    paragraphs = []
    for number, line in enumerate(remark.lines):
        mark = f"<{w}:r><{w}:annotationRef/></{w}:r>" if not number else ""
        bold = f"<{w}:b/><{w}:bCs/>" if line.is_headline else ""
        run = f'<{w}:r><{w}:rPr>{bold}{_SIZE.format(w=w)}</{w}:rPr><{w}:t xml:space="preserve">{_clean(line.text)}</{w}:t></{w}:r>'
        paragraphs.append(f"<{w}:p>{_PARAGRAPH.format(w=w)}{mark}{run}</{w}:p>")
    author, initials = (quoteattr(harmless(each)) for each in (signature.author, signature.initials))
    head = f'<{w}:comment{space} {w}:id="{ident}" {w}:author={author} {w}:date="{signature.date}" {w}:initials={initials}>'
    return head + "".join(paragraphs) + f"</{w}:comment>"


def _clean(text: str) -> str:
    """Text that XML can hold: control characters as their pictures."""
    return escape(harmless(text)).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
