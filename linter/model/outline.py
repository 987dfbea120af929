"""Nouns of structure: clauses, sentences, items, sections and the profile of a report.

All offsets here are view offsets, half-open, unless a name says otherwise.
"""

from typing import NamedTuple

ROLES = ("preamble", "achievements", "shortcomings", "causes", "first-responsible", "plan", "other", "closing")
# where a duty counts as reported; anything else is a promise, an admission or an introduction
IN_PLACE = frozenset({"achievements", "first-responsible", "other"})


# kinds of enumerators from the highest level down: 第一部分, 一、, （一）, 1., （1）, ①, 一是
PART, CHAPTER, SECTION, POINT, SUBPOINT, CIRCLED, INLINE = range(7)


class Mark(NamedTuple):
    """One enumerator: `[start, end)` of its own characters, its kind and its number."""

    start: int
    end: int
    kind: int
    value: int


class Clause(NamedTuple):
    """The text between two marks of [，；。：！？] or line ends."""

    start: int
    end: int
    sentence: int


class Sentence(NamedTuple):
    start: int
    end: int
    item: int
    first_clause: int
    last_clause: int  # exclusive


class Item(NamedTuple):
    """The smallest numbered unit (一是 …, else 1., else a label sentence, else the paragraph): the scope of evidence.

    `head_end` closes the label or first clause that names the item; `parent` is the item or heading
    above it (index into Outline.items) or -1; `depth` 0 for text that stands right under a section heading.
    """

    start: int
    end: int
    head_end: int
    section: int
    parent: int
    depth: int
    is_heading: bool


class Section(NamedTuple):
    """A top-level part of the report. A combined heading carries several roles."""

    roles: tuple[str, ...]
    start: int
    end: int
    heading_start: int
    heading_end: int  # equal to heading_start where there is no heading
    level: int
    source: str  # how the role was found: heading, position, label


class Sourced(NamedTuple):
    """A value of the profile and where it comes from (`title`, `preamble`, `signature`, `option` …)."""

    value: str | int | None
    origin: str
    start: int | None  # canonical text offsets, None where the source is not in the text
    end: int | None


class Issuer(NamedTuple):
    name: str
    kind: str  # party | government | department | subdistrict | zone


class Profile(NamedTuple):
    """Who reports on which year, and what follows from that."""

    issuers: tuple[Issuer, ...]
    level: str | None  # province | city | county | township | department
    traits: frozenset[str]  # enforces, legislates, reviews, litigates
    known_traits: frozenset[str]  # traits that are decided either way; the others are unknown
    year: int | None
    outline: str | None  # key of sources.yaml
    signed: str | None  # ISO date
    issued: str | None
    published: str | None
    title: str | None
    addressee: str | None
    place: str | None  # name of the reporting place, e.g. 临川县
    sources: dict[str, Sourced]


class Outline(NamedTuple):
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    sentences: tuple[Sentence, ...]
    clauses: tuple[Clause, ...]
    clause_starts: tuple[int, ...]
    title: tuple[int, int] | None
    signature: tuple[int, int] | None
    labels: tuple[tuple[str, int, int], ...] = ()  # role phrases that are not headings of their own
    marks: tuple[Mark, ...] = ()  # whatever has the form of an enumerator, sorted; sections and items stand on some of them
