"""Where the marks of a comment may stand in a Word document, and what has to be cut for it.

ECMA-376 part 1, 17.13.4. A range may begin and end inside tracked insertions, links, content controls and simple
fields; a plain run is cut in two where a range begins in its middle. Everything else (formulas, rubies, drawings, a control that shows data
from elsewhere) is taken whole. The run with the reference stands in the paragraph itself, so that nobody who rejects
an insertion, removes a link or updates a field loses the comment.
"""

from typing import NamedTuple
from xml.etree.ElementTree import Element

from linter.annotation.source import Source
from linter.reading.docx_trace import Slice
from linter.reading.ooxml import child, local, value

_OPEN = frozenset({"ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "dir", "bdo"})
_PROPERTIES = frozenset({"sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData", "rPr"})
_SAYING = frozenset({"t", "noBreakHyphen", "sym"})
_SHUT = ("dataBinding", "dropDownList", "comboBox", "date", "picture", "checkbox")  # controls whose content Word makes anew


class Cut(NamedTuple):
    """A place for marks at byte `at`, among the children of `parent`.

    Where it stands in a run, that run is closed before the marks and opened again behind them; `letter` is the character of
    the w:t `text` before which it is cut, 0 where the cut goes between the children of the run.
    """

    at: int
    parent: Element
    run: Element | None = None
    text: Element | None = None
    letter: int = 0


class Anchor(NamedTuple):
    """Where a range begins and ends, and where the run that refers to the comment stands."""

    start: Cut
    end: Cut
    reference: Cut


class Ground:
    """The main part as ground for comments."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._places = source.places
        self._parents = source.parents
        self._fields: dict[Element, list[Element]] = {}

    def anchor(self, slices: list[Slice]) -> Anchor:
        """The anchor of a range: from the first of its slices to the last, in the order of the file. ValueError without slices.

        Text boxes and notes, which can bear no comment, count by the run that holds them, and only where there is nothing else.
        """
        own = [each for each in slices if local(each.origin.element) in _SAYING] or slices
        start = min((self._edge(each, first=True) for each in own), key=lambda cut: cut.at)
        end = max((self._edge(each, first=False) for each in own), key=lambda cut: cut.at)
        return Anchor(start, end, self._reference(end))

    def _edge(self, part: Slice, *, first: bool) -> Cut:
        """Before the first character of a slice, or behind its last."""
        target, inner = self._target(part.origin.element)
        if inner is not None:
            letter, parent, place = part.first if first else part.last, self._parents[target], self._places[inner]
            if inner is part.origin.element and self._divides(part, letter):
                return Cut(self._source.letters(inner)[letter - 1].end, parent, target, inner, letter)
            if any(local(each) != "rPr" for each in _siblings(target, inner, before=first)):
                return Cut(place.start if first else place.end, parent, target)
        return self._gap(target, first=first)

    def _target(self, element: Element) -> tuple[Element, Element | None]:
        """The highest element around `element` that has open ground around it; where that is a run, its child that holds `element`."""
        chain = [element]
        while local(chain[-1]) != "p" and chain[-1] in self._parents:
            chain.append(self._parents[chain[-1]])
        paragraph = chain.pop()
        at = len(chain) - 1
        while at > 0 and local(chain[at]) in _OPEN and not _shut(chain[at]):
            at -= 1
        target = chain[at]
        is_run = local(target) == "r" and target.tag.rpartition("}")[0] == paragraph.tag.rpartition("}")[0]
        return target, chain[at - 1] if is_run and at > 0 else None

    def _divides(self, part: Slice, letter: int) -> bool:
        """Whether a cut before this character goes through the text of the element."""
        element, said = part.origin
        return 0 < letter < len(said) and local(element) == "t" and element.text == said and bool(self._source.letters(element))

    def _gap(self, target: Element, *, first: bool) -> Cut:
        """Before or behind an element, and outside of whatever it begins or ends."""
        parent = self._parents[target]
        while local(parent) in _OPEN and not [each for each in _siblings(parent, target, before=first) if local(each) not in _PROPERTIES]:
            target, parent = parent, self._parents[parent]
        place = self._places[target]
        return Cut(place.start if first else place.end, parent)

    def _reference(self, end: Cut) -> Cut:
        """Where the reference of a range that ends at a cut stands."""
        top = end.parent if end.run is None else end.run
        if local(end.parent) == "p":
            behind, cut = end.at, end
        else:
            while local(self._parents[top]) != "p":
                top = self._parents[top]
            behind = self._places[top].end
            cut = Cut(behind, self._parents[top])
        depth = 0
        for mark in self._marks(cut.parent):
            if self._places[mark].start < behind:
                continue
            kind = value(mark, "fldCharType")
            depth += {"begin": 1, "end": -1}.get(kind, 0)
            if depth < 0:  # the field around the end of the range ends here
                top = mark
                while self._parents[top] is not cut.parent:
                    top = self._parents[top]
                cut, depth = Cut(self._places[top].end, cut.parent), 0
        return cut

    def _marks(self, paragraph: Element) -> list[Element]:
        """The marks of complex fields in a paragraph."""
        found = self._fields.get(paragraph)
        if found is None:
            found = self._fields[paragraph] = [each for each in paragraph.iter() if local(each) == "fldChar"]
        return found


def _siblings(parent: Element, element: Element, *, before: bool) -> list[Element]:
    children = list(parent)
    at = children.index(element)
    return children[:at] if before else children[at + 1 :]


def _shut(element: Element) -> bool:
    if local(element) != "sdt":
        return False
    properties = child(element, "sdtPr")
    return any(child(properties, name) is not None for name in _SHUT)
