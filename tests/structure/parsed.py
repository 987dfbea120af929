"""A report as structure reads it, for the tests of this folder."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from linter.model.fold import fold
from linter.model.lexicon import Lexicon
from linter.model.outline import Item, Outline, Profile
from linter.model.text import Block, Document, Receipt
from linter.reading import read, residue_words
from linter.structure import ProfileReader, outline_of

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "tests" / "reports"
_LISTS = ("structure", "divisions", "residue")
Outlined = tuple[tuple[str, ...], ...]


@cache
def lexicon() -> Lexicon:
    """The word lists that structure and reading use, as the rules ship them."""
    entries = {}
    for name in _LISTS:
        data = yaml.safe_load((ROOT / "rules" / "lexicon" / f"{name}.yaml").read_text(encoding="utf-8"))
        entries |= {f"{name}.{key}": value for key, value in data.items()}
    return Lexicon(entries)


@cache
def _reader() -> ProfileReader:
    return ProfileReader(lexicon())


class Parsed(NamedTuple):
    """One report with what structure says of it."""

    document: Document
    outline: Outline
    profile: Profile

    @property
    def view(self) -> str:
        return self.document.view.text

    def text(self, item: Item) -> str:
        return self.view[item.start : item.end]

    def leaves(self, *roles: str) -> list[str]:
        """Texts of the smallest units (tests/reports/README.md), of sections with one of `roles` or of the whole body."""
        outline = self.outline
        parents = {item.parent for item in outline.items}
        return [
            self.text(item)
            for number, item in enumerate(outline.items)
            if number not in parents and not item.is_heading and self._wanted(outline.sections[item.section].roles, roles)
        ]

    @staticmethod
    def _wanted(own: tuple[str, ...], roles: tuple[str, ...]) -> bool:
        return bool(set(own) & set(roles)) if roles else own not in (("preamble",), ("closing",))

    def headings(self) -> list[str]:
        """Texts of the items that are headings, section headings left out."""
        return [self.text(i) for i in self.outline.items if i.is_heading and i.parent >= 0]

    def tree(self) -> list[tuple[int, str]]:
        """(number of items above, first twelve characters) of each item."""
        depths: list[int] = []
        for item in self.outline.items:
            depths.append(depths[item.parent] + 1 if item.parent >= 0 else 0)
        return [(depth, self.text(item)[:12]) for depth, item in zip(depths, self.outline.items, strict=True)]

    def roles(self) -> list[tuple[tuple[str, ...], str]]:
        """(roles, heading without enumerator) of each section, introduction and closing left out."""
        return [
            (s.roles, self.view[s.heading_start : s.heading_end].rstrip("。:"))
            for s in self.outline.sections
            if s.roles not in (("preamble",), ("closing",))
        ]


def parsed(text: str | bytes, name: str = "r.txt", *, level: str | None = None, year: int | None = None) -> Parsed:
    """Reads a report through `linter.reading`."""
    data = text if isinstance(text, bytes) else text.encode()
    document = read(name, data=data, residue=residue_words(lexicon()))
    return structured(document, level=level, year=year)


def structured(document: Document, *, level: str | None = None, year: int | None = None) -> Parsed:
    """Outline and profile of a document."""
    outline = outline_of(document, lexicon())
    return Parsed(document, outline, _reader().read(document, outline, level=level, year=year))


def document_of(*blocks: str | tuple[str, str, int]) -> Document:
    """A document with just these blocks: texts, or (kind, text, level). No reader is asked."""
    text, found = "", []
    for block in blocks:
        kind, content, level = ("paragraph", block, 0) if isinstance(block, str) else block
        found.append(Block(kind, len(text), len(text) + len(content), level))
        text += content + "\n"
    sound = tuple(found)
    return Document("r.txt", "txt", "", text, sound, fold(text, sound), Receipt(len(text), len(sound)))
