"""A part of a package as bytes and as tree at once: for each element the bytes where its tags begin and end.

Parts are changed by inserting bytes at such places. Writing a tree anew would change what nobody asked to change
(prefixes, entities, the order of attributes), and Word is particular about some of it.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from linter.reading.messages import failure

_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_NAME = re.compile(rb"<([^\s/>]+)")
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_CHARACTER = re.compile(rb"<!\[CDATA\[(?P<raw>.*?)\]\]>|<!--.*?-->|<\?.*?\?>|&[^;]+;|\r\n|[\x00-\x7f]|[\xc0-\xff][\x80-\xbf]*", re.DOTALL)
_RAW = re.compile(rb"\r\n|[\x00-\x7f]|[\xc0-\xff][\x80-\xbf]*")
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


class Place(NamedTuple):
    """Byte offsets of an element: its start tag `[start, inner)`, its end tag `[close, end)`; of an empty tag inner = close = end."""

    start: int
    inner: int
    close: int
    end: int


class Letter(NamedTuple):
    """One character of an element's text: where it ends in bytes, and whether it stands in a CDATA section."""

    end: int
    is_raw: bool


class Source:
    """One XML part. `data` is UTF-8; `places` and `parents` know every element of `root`."""

    def __init__(self, data: bytes) -> None:
        """Raises ReadFailure: unreadable (broken XML, document type, entities)."""
        self.data = _unicode(data)
        self.places: dict[Element, Place] = {}
        self.parents: dict[Element, Element] = {}
        self._letters: dict[Element, list[Letter]] = {}
        self.root = self._parsed()

    def _parsed(self) -> Element:
        data, places, parents = self.data, self.places, self.parents
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        builder = TreeBuilder()
        open_: list[tuple[Element, int, int]] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            at = parser.CurrentByteIndex
            element = builder.start(_named(name), {_named(key): value for key, value in attributes.items()})
            if open_:
                parents[element] = open_[-1][0]
            open_.append((element, at, self._behind(at)))

        def end(name: str) -> None:
            element, at, inner = open_.pop()
            builder.end(_named(name))
            if data[inner - 2 : inner] == b"/>":
                places[element] = Place(at, inner, inner, inner)
            else:
                close = parser.CurrentByteIndex
                places[element] = Place(at, inner, close, data.index(b">", close) + 1)

        def refuse(*_: object) -> None:
            raise failure("xml-entities")

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = builder.data
        parser.StartDoctypeDeclHandler = refuse
        parser.EntityDeclHandler = refuse
        try:
            parser.Parse(data, True)
        except expat.ExpatError:
            raise failure("xml-broken") from None
        root: Element = builder.close()
        return root

    def _behind(self, at: int) -> int:
        match = _TAG.match(self.data, at)
        if match is None:
            raise failure("xml-broken")
        return match.end()

    def tag(self, element: Element) -> bytes:
        """The bytes of the start tag."""
        place = self.places[element]
        return self.data[place.start : place.inner]

    def name(self, element: Element) -> bytes:
        """The name as the file writes it, prefix included."""
        match = _NAME.match(self.data, self.places[element].start)
        assert match is not None  # the parser took it for a start tag
        return match[1]

    def prefix(self, element: Element) -> str:
        """The prefix that the file writes for this element, '' for none."""
        return self.name(element).rpartition(b":")[0].decode("utf-8")

    def raw(self, element: Element) -> bytes:
        """The bytes of the whole element."""
        place = self.places[element]
        return self.data[place.start : place.end]

    def letters(self, element: Element) -> list[Letter]:
        """The characters of an element that holds text only, in step with `element.text`; none where the bytes cannot be told apart."""
        known = self._letters.get(element)
        if known is not None:
            return known
        place = self.places[element]
        letters: list[Letter] = []
        for match in _CHARACTER.finditer(self.data, place.inner, place.close):
            if match["raw"] is not None:
                letters += [Letter(inner.end(), True) for inner in _RAW.finditer(self.data, *match.span("raw"))]
            elif not match[0].startswith((b"<!--", b"<?")):
                letters.append(Letter(match.end(), False))
        self._letters[element] = letters = letters if len(letters) == len(element.text or "") else []
        return letters


def inserted(data: bytes, insertions: Iterable[tuple[int, bytes]]) -> bytes:
    """`data` with bytes put in at their offsets; several at one offset stand in the order given."""
    out: list[bytes] = []
    passed = 0
    for at, addition in sorted(insertions, key=lambda each: each[0]):
        out += [data[passed:at], addition]
        passed = at
    return b"".join([*out, data[passed:]])


def appended(source: Source, children: bytes) -> bytes:
    """The part with `children` put in behind the last child of its root."""
    place = source.places[source.root]
    if place.inner != place.end:
        return inserted(source.data, [(place.close, children)])
    whole = source.data[: place.inner].rstrip()
    return whole[: whole.rindex(b"/>")] + b">" + children + b"</" + source.name(source.root) + b">" + source.data[place.end :]


def _named(name: str) -> str:
    return "{" + name if "}" in name else name


def _unicode(data: bytes) -> bytes:
    """`data` as UTF-8: as it is where it is that already, else with a declaration that says so."""
    codec = ""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:2] in (b"<\x00", b"\x00<"):
        codec = "utf-16" if data[0] > 0xF0 else "utf-16-le" if data[0] else "utf-16-be"
    else:
        head = _DECLARATION.match(data)
        stated = _ENCODING.search(head[0]) if head else None
        if stated and stated[1].lower() not in (b"utf-8", b"utf8"):
            codec = stated[1].decode("ascii")
    if not codec:
        return data
    try:
        text = data.decode(codec).encode("utf-8")
    except (LookupError, UnicodeError):
        raise failure("xml-broken") from None
    return _HEAD + _DECLARATION.sub(b"", text, count=1)
