"""Document → Outline: title, sections with roles, items, sentences, clauses.

Order of work: the top-level sequence, unnumbered part headings, the tail (signature, date), sections,
then items inside each section.
"""

from linter.model.lexicon import Lexicon
from linter.model.outline import Clause, Item, Outline, Section, Sentence
from linter.model.text import Document
from linter.structure import numbering
from linter.structure.clauses import Divider
from linter.structure.headings import headings_of
from linter.structure.items import ItemBuilder
from linter.structure.parts import chapters_of, parts_of
from linter.structure.sections import sections_of
from linter.structure.tail import tail_of
from linter.structure.title import title_of, year_hint

_HEADING_REACH = 40  # characters behind an enumerator in which a heading names its year


def outline_of(document: Document, lexicon: Lexicon, divider: Divider | None = None) -> Outline:
    """Reads the structure of `document`. Never fails: a text without any structure is one achievements section.

    `divider` is the view's own where the caller has it already. Time grows with the length of the view, not with its square.
    """
    view = document.view.text
    divider = divider or Divider(view)
    marks = numbering.candidates(view)
    undated = headings_of(lexicon, None)
    chapters = chapters_of(view, marks, undated)
    title, body = title_of(document, chapters[0].start if chapters else len(view), lexicon)
    named = ((text, "plan" in undated.roles(text)) for text in (view[m.end : m.end + _HEADING_REACH].partition("\n")[0] for m in chapters))
    headings = headings_of(lexicon, year_hint(view, title, named))
    tail = tail_of(view, lexicon, body)

    chosen = set(chapters)
    nested = [m for m in marks if m not in chosen]
    parts = parts_of(document, marks, chapters, headings, body, tail.start)
    sections = sections_of(view, parts, nested, headings, body, tail.start)
    if tail.start < len(view):
        sections.append(Section(("closing",), tail.start, len(view), tail.start, tail.start, 1, "position"))

    builder = ItemBuilder(document, nested, headings)
    items: list[Item] = []
    for index, section in enumerate(sections):
        builder.build(section, index, items)
    sentences, clauses = _divided(items, divider)
    return Outline(
        tuple(sections), tuple(items), tuple(sentences), tuple(clauses), tuple([c.start for c in clauses]), title, tail.signature,
        marks=tuple(marks),
    )  # fmt: skip


def _divided(items: list[Item], divider: Divider) -> tuple[list[Sentence], list[Clause]]:
    """Sentences and clauses of the items, in document order."""
    sentences: list[Sentence] = []
    clauses: list[Clause] = []
    at = 0
    index = 0
    for number, item in enumerate(items):
        begin, stop = item.start, item.end
        pieces, at = divider.divide(begin, stop, at)
        opened = len(clauses)
        for start, end, last in pieces:
            clauses.append(Clause(start, end, index))
            if last or end == stop:
                sentences.append(Sentence(begin, end, number, opened, len(clauses)))
                opened, begin, index = len(clauses), end, index + 1
    return sentences, clauses
