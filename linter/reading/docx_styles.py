"""Paragraph and character styles of Word: outline level, list, contents, hidden text, along the basedOn chain."""

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

from linter.reading.docx_numbering import list_of
from linter.reading.ooxml import child, flag, local, number, value

_HEADING = re.compile("(?:heading|标题) ([1-9])")
_DEPTH = 20  # basedOn chains longer than that are loops
_BODY_LEVEL = 9  # outline level 10 in Word's dialog: body text


class Style(NamedTuple):
    """What a paragraph style says, inheritance resolved."""

    level: int  # outline level from 1, 0 for body
    list_id: str
    list_level: int | None
    list_style: str  # the style in the chain that states the list
    is_title: bool
    is_contents: bool
    hidden: bool


_NONE = Style(0, "", None, "", False, False, False)


class Styles:
    """The styles of one document, by id, each resolved when first asked for."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str, Style] = {}
        self.default = ""
        self.lists: dict[str, str] = {}  # numbering style → list id
        for element in root if root is not None else ():
            if local(element) != "style":
                continue
            ident = value(element, "styleId")
            self._elements[ident] = element
            kind = value(element, "type")
            if kind == "paragraph" and value(element, "default") in {"1", "true", "on"}:
                self.default = ident
            if kind == "numbering":
                stated = list_of(child(element, "pPr"))
                if stated:
                    self.lists[ident] = stated[0]

    def get(self, ident: str) -> Style:
        """The style `ident`, or the default paragraph style for ''."""
        ident = ident or self.default
        found = self._resolved.get(ident)
        if found is None:
            found = self._resolve(ident, 0)
            self._resolved[ident] = found
        return found

    def _resolve(self, ident: str, depth: int) -> Style:
        element = self._elements.get(ident)
        if element is None or depth > _DEPTH:
            return _NONE
        base = self._resolve(value(child(element, "basedOn")), depth + 1) if child(element, "basedOn") is not None else _NONE
        properties = child(element, "pPr")
        outline = child(properties, "outlineLvl")
        stated = list_of(properties)
        vanish = child(child(element, "rPr"), "vanish")
        name = value(child(element, "name")).lower()
        level = outline_level(outline) if outline is not None else _level_named(name) or base.level
        # a level on top of an inherited list goes with that list
        list_id = (stated[0] or base.list_id) if stated else base.list_id
        return Style(
            level=level,
            list_id=list_id,
            list_level=stated[1] if stated and stated[1] is not None else base.list_level,
            list_style=ident if stated and stated[0] else base.list_style,
            is_title=name in {"title", "标题"} or (base.is_title and not level),
            is_contents=name.startswith(("toc ", "目录 ", "table of figures")) or name in {"toc heading", "目录", "toc"} or base.is_contents,
            hidden=base.hidden if vanish is None else flag(vanish),
        )


def _level_named(name: str) -> int:
    """The level of a style that Word itself names so; some programs write it without its outline level. 0 for other names."""
    found = _HEADING.fullmatch(name)
    return int(found[1]) if found else 0


def outline_level(element: Element) -> int:
    """The heading level of outlineLvl, from 1; 0 for body text."""
    level = number(element, _BODY_LEVEL)
    return level + 1 if 0 <= level < _BODY_LEVEL else 0
