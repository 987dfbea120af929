"""The bytes that put comments on their words: marks of ranges, references, and runs cut where a range begins inside."""

from typing import NamedTuple
from xml.etree.ElementTree import Element
from xml.sax.saxutils import quoteattr

from linter.annotation.ground import Anchor, Cut
from linter.annotation.source import Source
from linter.reading.ooxml import child

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PRESERVED = b' xml:space="preserve">'


class Mark(NamedTuple):
    """What is to stand at a cut, in the order in which several stand there: ends, references, beginnings."""

    order: int
    name: str  # commentRangeEnd | commentReference | commentRangeStart
    ident: str


def marked(source: Source, anchors: list[tuple[str, Anchor]]) -> list[tuple[int, bytes]]:
    """Insertions that hang the comments of these ids on their anchors: nothing of the part is taken out or changed."""
    wanted: dict[Cut, list[Mark]] = {}
    for ident, anchor in anchors:
        for order, (name, cut) in enumerate((("commentRangeEnd", anchor.end), ("commentReference", anchor.reference), ("commentRangeStart", anchor.start))):
            wanted.setdefault(cut, []).append(Mark(order, name, ident))
    pieces = _Pieces(source, list(wanted))
    insertions = pieces.openings()
    for cut, marks in wanted.items():
        middle = b"".join(_element(source, cut.parent, mark) for mark in _ordered(marks))
        before, behind = pieces.seam(cut) if cut.run is not None else (b"", b"")
        insertions.append((cut.at, before + middle + behind))
    return insertions


def _ordered(marks: list[Mark]) -> list[Mark]:
    """Each reference right behind the end of its range, then the beginnings."""
    return sorted(marks, key=lambda mark: (mark.order == 2, mark.ident, mark.order))


def _element(source: Source, parent: Element, mark: Mark) -> bytes:
    """One mark in the prefix that the file uses there; where it uses none, with a prefix of its own, since attributes need one."""
    prefix = source.prefix(parent)
    space = "" if prefix else f" xmlns:w={quoteattr(parent.tag[1:].partition('}')[0])}"
    w = prefix or "w"
    if mark.name == "commentReference":
        return f'<{w}:r{space}><{w}:commentReference {w}:id="{mark.ident}"/></{w}:r>'.encode()
    return f'<{w}:{mark.name}{space} {w}:id="{mark.ident}"/>'.encode()


class _Pieces:
    """The w:t elements that are cut, each into pieces that keep the blanks at their edges."""

    def __init__(self, source: Source, cuts: list[Cut]) -> None:
        self._source = source
        self._letters: dict[Element, list[int]] = {}
        for cut in cuts:
            if cut.text is not None:
                self._letters.setdefault(cut.text, []).append(cut.letter)
        for letters in self._letters.values():
            letters.sort()

    def openings(self) -> list[tuple[int, bytes]]:
        """What the start tags of the first pieces need."""
        out = []
        for text, letters in self._letters.items():
            if self._needs(text, 0, letters[0]):
                out.append((self._source.places[text].inner - 1, _PRESERVED[:-1]))
        return out

    def _needs(self, text: Element, first: int, last: int) -> bool:
        """Whether a piece has to say that its blanks count, because it was cut beside one."""
        said = text.text or ""
        begins, ends = first > 0 and said[first].isspace(), last < len(said) and said[last - 1].isspace()
        return (begins or ends) and _SPACE not in text.attrib

    def seam(self, cut: Cut) -> tuple[bytes, bytes]:
        """(what closes the run before the marks, what opens it again behind them)."""
        source, run, text = self._source, cut.run, cut.text
        assert run is not None
        properties = child(run, "rPr")
        close = b"</" + source.name(run) + b">"
        again = source.tag(run) + (source.raw(properties) if properties is not None else b"")
        if text is None:
            return close, again
        letters = self._letters[text]
        following = next((letter for letter in letters if letter > cut.letter), len(text.text or ""))
        tag = source.tag(text)
        if self._needs(text, cut.letter, following):
            tag = tag[:-1] + _PRESERVED
        raw = source.letters(text)[cut.letter - 1].is_raw
        return (b"]]>" if raw else b"") + b"</" + source.name(text) + b">" + close, again + tag + (b"<![CDATA[" if raw else b"")
