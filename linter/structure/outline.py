"""Document → Outline: title, sections with roles, items, sentences, clauses.

Order of work: the top-level sequence, unnumbered part headings, the tail (signature, date), sections,
then items inside each section. Nothing depends on line starts where a sequence can decide.
"""

from bisect import bisect_right

from linter.model.lexicon import Lexicon
from linter.model.outline import Clause, Item, Outline, Section, Sentence
from linter.model.text import Document
from linter.structure import numbering
from linter.structure.clauses import Divider
from linter.structure.headings import Headings
from linter.structure.items import ItemBuilder
from linter.structure.numbering import Mark
from linter.structure.tail import Tail, tail_of
from linter.structure.title import title_of, year_hint

_LABEL_REACH = 40  # characters between the start of an unnumbered heading and its key word
_HEADING_LIMIT = 60  # characters; a run-in heading longer than this is body


class _Top:
    """A top-level heading under construction."""

    __slots__ = ("body", "heading_end", "level", "roles", "start", "text_start")

    def __init__(self, start: int, text_start: int, heading_end: int, roles: tuple[str, ...], level: int = 1) -> None:
        self.start = start
        self.text_start = text_start
        self.heading_end = heading_end
        self.roles = roles
        self.level = level


def heading_end(view: str, start: int, stop: int, headings: Headings) -> int:
    """Where the heading that begins at `start` ends; `stop` is the next line end or enumerator.

    A heading ends at its full stop, at the line end, at the next enumerator, or, run into the body
    without any of these, where a body sentence opens (全县…, 2024年…).
    """
    piece = view[start:stop]
    for at, char in enumerate(piece[: _HEADING_LIMIT + 1]):
        if char in "。;!?":
            return start + at + 1
    if len(piece) <= _HEADING_LIMIT:
        return stop
    for match in headings.opener.finditer(view, start + 8, start + _HEADING_LIMIT):
        if view[match.start() - 1] not in ",、:":
            return match.start()
    comma = view.find(",", start + 4, start + 40)
    return comma + 1 if comma > 0 else min(stop, start + 20)


def _line_ends(document: Document) -> list[int]:
    return [end for _, end in document.view.blocks]


def _chapters(view: str, marks: list[Mark]) -> list[Mark]:
    """The top-level sequence: 第一部分 … or 一、… or （一）…, whichever stands highest."""
    parts = numbering.chain([m for m in marks if m.kind == numbering.PART], view)
    if len(parts) >= 2:
        return parts
    chapters = numbering.chain([m for m in marks if m.kind == numbering.CHAPTER], view)
    sections = numbering.chain([m for m in marks if m.kind == numbering.SECTION], view)
    if len(chapters) >= 2 or (chapters and chapters[0].value == 1 and not (len(sections) >= 2 and sections[0].start < chapters[0].start)):
        return chapters
    return sections if len(sections) >= 2 else chapters


def _labels(view: str, headings: Headings, ends: list[int]) -> list[_Top]:
    """Unnumbered part headings: short lines or run-in phrases that open a part."""
    found: list[_Top] = []
    tried = -1
    for match in headings.keyword.finditer(view):
        # the label begins where the sentence of the keyword begins, not far before it
        floor = max(0, match.start() - _LABEL_REACH)
        start = max(view.rfind(c, floor, match.start()) for c in "。!?;\n") + 1
        if start <= tried or (start == 0 and floor > 0):
            continue
        tried = start
        label = headings.label(view, start, ends[min(bisect_right(ends, start), len(ends) - 1)])
        if label:
            roles, end = label
            found.append(_Top(start, start, end, roles))
    return found


def _format_headings(document: Document, headings: Headings, tops: list[_Top], first: int) -> list[_Top]:
    """Headings that the file format itself marks and that carry no number: Word styles, Markdown #, HTML h1–h6."""
    found = []
    taken = {top.start for top in tops}
    known = {role for top in tops for role in top.roles}
    levels = [b.level for b, (s, e) in zip(document.blocks, document.view.blocks, strict=True) if b.kind == "heading" and s >= first and e > s]
    if not levels:
        return []
    lowest = min(levels)
    for block, (start, end) in zip(document.blocks, document.view.blocks, strict=True):
        if block.kind != "heading" or start < first or end - start > _HEADING_LIMIT or start in taken or end == start:
            continue
        roles = headings.roles(document.view.text[start:end])
        if (not tops and block.level == lowest) or (roles and not known.intersection(roles) and block.level <= lowest):
            found.append(_Top(start, start, end, roles))
    return found


def _assign_roles(tops: list[_Top]) -> None:
    """Top-level parts without role words report what was done while no shortcoming or plan has come yet."""
    later = False
    for top in tops:
        if top.roles:
            later = later or any(r in ("shortcomings", "plan") for r in top.roles)
        else:
            top.roles = ("closing",) if later and top is not tops[0] else ("achievements",)


def _split_combined(view: str, section: Section, marks: list[Mark], headings: Headings) -> list[Section]:
    """One section per role where a combined part's own sub-headings or a turning sentence allow it."""
    conflict = [r for r in section.roles if r in ("achievements", "shortcomings", "plan")]
    if len(conflict) == 1 and conflict != ["achievements"]:
        return [section]
    nested = [m for m in marks if section.heading_end <= m.start < section.end and m.kind in (numbering.SECTION, numbering.CHAPTER, numbering.POINT)]
    cuts: list[tuple[int, tuple[str, ...], int, int]] = []
    for at, mark in enumerate(nested):
        stop = nested[at + 1].start if at + 1 < len(nested) else section.end
        line = view.find("\n", mark.end, stop)
        end = heading_end(view, mark.end, line if line >= 0 else stop, headings)
        text = view[mark.end : end].rstrip("。;:")
        roles = headings.roles(text) if len(conflict) > 1 else headings.named(text)
        if roles and (len(conflict) > 1 or roles != ("achievements",)):
            cuts.append((mark.start, roles, mark.end, end))
    if not cuts and len(conflict) > 1:
        turn = headings.turn_plan if "plan" in conflict else headings.turn_shortcomings
        position = section.heading_end
        while position < section.end:
            stop = min([p for p in (view.find(c, position, section.end) for c in "。;\n") if p >= 0], default=section.end - 1) + 1
            if turn.search(view[position:stop]):
                second = ("plan",) if "plan" in conflict else ("shortcomings",)
                first = tuple(r for r in section.roles if r not in second)
                return [
                    section._replace(roles=first, end=position),
                    Section(second, position, section.end, section.heading_start, section.heading_end, 2, "turn"),
                ]
            position = stop
        return [section]
    if not cuts:
        return [section]
    out = []
    if len(conflict) > 1:
        named = {r for _, roles, _, _ in cuts for r in roles}
        head_roles = tuple(r for r in section.roles if r not in named) or section.roles[:1]
        out.append(section._replace(roles=head_roles, end=cuts[0][0]))
    else:
        out.append(section._replace(end=cuts[0][0]))
    for i, (start, roles, text, end) in enumerate(cuts):
        out.append(Section(roles, start, cuts[i + 1][0] if i + 1 < len(cuts) else section.end, text, end, 2, "heading"))
    return [s for s in out if s.end > s.start]


def _implied(view: str, sections: list[Section], headings: Headings) -> list[Section]:
    """Adds a plan or shortcomings part that has no heading: a paragraph 下一步，… or 但仍存在…不足 near the end."""
    roles = {r for s in sections for r in s.roles}
    for role, turn in (("plan", headings.turn_plan), ("shortcomings", headings.turn_shortcomings)):
        if role in roles:
            continue
        for i in range(len(sections) - 1, -1, -1):
            section = sections[i]
            if "preamble" in section.roles or "plan" in section.roles:
                continue
            position = max(section.heading_end, section.start, int(len(view) * 0.5))
            line = view.rfind("\n", section.start, position) + 1 or section.start
            while line < section.end:
                stop = view.find("\n", line, section.end)
                stop = section.end if stop < 0 else stop
                sentence = view[line : line + 60]
                if line >= section.heading_end and (turn.match(sentence) if role == "plan" else turn.search(sentence)):
                    sections[i : i + 1] = [
                        section._replace(end=line),
                        Section((role,), line, section.end, line, line, 2, "implied"),
                    ]
                    break
                line = stop + 1
            else:
                continue
            break
    return sections


def outline_of(document: Document, lexicon: Lexicon, divider: Divider | None = None) -> Outline:
    """Reads the structure of `document`. Never fails: a text without any structure is one achievements section."""
    view = document.view.text
    divider = divider or Divider(view)
    marks = numbering.candidates(view)
    ends = _line_ends(document)
    chapters = _chapters(view, marks)
    title, body = title_of(document, chapters[0].start if chapters else len(view), lexicon)
    headings = Headings(lexicon, year_hint(view, title))
    tail: Tail = tail_of(view, headings, body)

    tops: list[_Top] = []
    chosen = set(chapters)
    nested = [m for m in marks if m not in chosen]
    starts = sorted(m.start for m in marks)
    for mark in chapters:
        line = ends[min(bisect_right(ends, mark.start), len(ends) - 1)] if ends else len(view)
        after = starts[bisect_right(starts, mark.start) :]
        stop = min([line] + [s for s in after[:1] if s > mark.end + 3])
        end = heading_end(view, mark.end, stop, headings)
        tops.append(_Top(mark.start, mark.end, end, headings.roles(view[mark.end : end].rstrip("。;:"))))
    # an unnumbered part heading is one only where no numbered part has that role already
    known = {role for top in tops for role in top.roles}
    for label in sorted(_labels(view, headings, ends), key=lambda t: t.start):
        if label.start >= body and not known.intersection(label.roles) and not any(t.start <= label.start < t.heading_end for t in tops):
            tops.append(label)
            known.update(label.roles)
    tops.extend(_format_headings(document, headings, tops, body))
    tops = sorted((t for t in tops if body <= t.start < tail.start), key=lambda t: t.start)
    _assign_roles(tops)

    sections: list[Section] = []
    first = tops[0].start if tops else tail.start
    if first > body:
        sections.append(Section(("preamble",) if tops else ("achievements",), body, first, body, body, 1, "position"))
    for i, top in enumerate(tops):
        end = tops[i + 1].start if i + 1 < len(tops) else tail.start
        section = Section(top.roles, top.start, end, top.text_start, top.heading_end, top.level, "heading")
        sections.extend(_split_combined(view, section, nested, headings))
    if sections:
        sections = _implied(view, sections, headings)
    if tail.start < len(view):
        sections.append(Section(("closing",), tail.start, len(view), tail.start, tail.start, 1, "position"))

    builder = ItemBuilder(view, document.view.blocks, nested, headings)
    items: list[Item] = []
    for index, section in enumerate(sections):
        builder.build(section, index, items)
    sentences: list[Sentence] = []
    clauses: list[Clause] = []
    at = 0
    for number, item in enumerate(items):
        pieces, at = divider.divide(item.start, item.end, at)
        opened = len(clauses)
        for start, end, last in pieces:
            clauses.append(Clause(start, end, len(sentences)))
            if last:
                sentences.append(Sentence(clauses[opened].start, end, number, opened, len(clauses)))
                opened = len(clauses)
        if opened < len(clauses):
            sentences.append(Sentence(clauses[opened].start, clauses[-1].end, number, opened, len(clauses)))
    return Outline(
        tuple(sections), tuple(items), tuple(sentences), tuple(clauses), tuple(c.start for c in clauses), title, tail.signature
    )
