"""The top-level parts of a report: numbered headings, unnumbered ones, and those that the file format marks.

Nothing depends on line starts where a sequence can decide.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

from linter.model.text import Document
from linter.structure import numbering
from linter.structure.headings import Headings, Roles
from linter.structure.numbering import Mark

_LABEL_REACH = 40  # characters between the start of an unnumbered heading and its key word
_RESULTS_LIMIT = 30  # characters of a line that names the results part
_HEADING_LIMIT = 60  # characters; a run-in heading longer than this is body
_FIGURE = re.compile(r"(?<!\d)(?!20\d\d年)\d+(?!\d)")
_SHORTEST = 3  # characters of a heading before the next enumerator may end it
_COMMA_LIMIT = 40
_CUT = 20  # characters of a heading that nothing ends
_LATER = frozenset({"shortcomings", "plan"})


class Part(NamedTuple):
    """A top-level heading: `[start, heading_end)` with its enumerator, `text_start` without."""

    start: int
    text_start: int
    heading_end: int
    roles: Roles


def heading_end(view: str, start: int, stop: int, headings: Headings) -> int:
    """Where the heading that begins at `start` ends; `stop` is the next line end or enumerator.

    A heading ends where the name of a part runs into a body sentence, at its full stop, at the line end, at the next
    enumerator, or, run into the body without any of these, where a body sentence opens (全县…, 2024年…).
    """
    cut = headings.run_in(view, start, stop)
    if cut:
        return cut
    for at, char in enumerate(view[start : min(stop, start + _HEADING_LIMIT + 1)]):
        if char in "。;!?":
            end = start + at + 1
            if not _FIGURE.search(view, start, end):
                return end
            # a heading holds no figures: this sentence is body already, the heading is the name of a part or the first clause
            comma = view.find(",", start + _SHORTEST, end)
            return headings.name_end(view, start, end) or comma + 1 or end
    if stop - start <= _HEADING_LIMIT:
        return stop
    for match in headings.opener.finditer(view, start + 8, start + _HEADING_LIMIT):
        if view[match.start() - 1] not in ",、:":
            return match.start()
    comma = view.find(",", start + 4, start + _COMMA_LIMIT)
    return comma + 1 if comma > 0 else min(stop, start + _CUT)


def bare(view: str, start: int, end: int) -> str:
    """The words of a heading without the mark that closes it."""
    return view[start:end].rstrip("。;:\n")


def chapters_of(view: str, marks: list[Mark], headings: Headings) -> list[Mark]:
    """The top-level sequence: 第一部分 …, 一、…, （一）… or 1. …, whichever stands highest.

    1. is a level of parts only where one of its headings names a part (1.存在的问题).
    """
    parts = numbering.chain([m for m in marks if m.kind == numbering.PART], view)
    if len(parts) >= 2:
        return parts
    chapters = numbering.chain([m for m in marks if m.kind == numbering.CHAPTER], view)
    sections = numbering.chain([m for m in marks if m.kind == numbering.SECTION], view)
    if len(chapters) >= 2 or (chapters and chapters[0].value == 1 and not (len(sections) >= 2 and sections[0].start < chapters[0].start)):
        return chapters
    if len(sections) >= 2:
        return sections
    points = numbering.chain([m for m in marks if m.kind == numbering.POINT], view) if not chapters else []
    if len(points) >= 2 and any(_LATER.intersection(_roles(view, mark, headings)) for mark in points):
        return points
    return chapters


def _roles(view: str, mark: Mark, headings: Headings) -> Roles:
    line = view.find("\n", mark.end, mark.end + _HEADING_LIMIT)
    end = heading_end(view, mark.end, line if line >= 0 else min(len(view), mark.end + _HEADING_LIMIT), headings)
    return headings.roles(bare(view, mark.end, end))


def parts_of(document: Document, marks: list[Mark], chapters: list[Mark], headings: Headings, body: int, tail: int) -> list[Part]:
    """All top-level parts between `body` and `tail`, in document order, each with its roles.

    An unnumbered heading opens a part only where no numbered one has its role already.
    """
    view, blocks = document.view.text, document.view.blocks
    ends = [end for _, end in blocks]
    parts = _numbered(view, marks, chapters, ends, headings)
    known = {role for part in parts for role in part.roles}
    taken = [(part.start, part.heading_end) for part in parts]
    for label in (*_results(document, parts, headings), *_labels(view, headings, ends)):
        if known.intersection(label.roles) or label.start < body:
            continue
        if not any(start <= label.start < end for start, end in taken):
            parts.append(label)
            known.update(label.roles)
    parts.extend(_formatted(document, headings, parts, chapters, body))
    parts = sorted((p for p in parts if body <= p.start < tail), key=lambda p: p.start)
    limits = [*(p.start for p in parts[1:]), tail]
    return _with_roles([p._replace(heading_end=min(p.heading_end, limit)) for p, limit in zip(parts, limits, strict=False)])


def _numbered(view: str, marks: list[Mark], chapters: list[Mark], ends: list[int], headings: Headings) -> list[Part]:
    starts = [m.start for m in marks]
    found = []
    for mark in chapters:
        stop = ends[min(bisect_right(ends, mark.start), len(ends) - 1)]
        after = bisect_right(starts, mark.end + _SHORTEST)
        if after < len(starts):
            stop = min(stop, starts[after])
        end = heading_end(view, mark.end, stop, headings)
        found.append(Part(mark.start, mark.end, end, headings.roles(bare(view, mark.end, end))))
    return found


def _results(document: Document, parts: list[Part], headings: Headings) -> list[Part]:
    """The unnumbered line that opens the results part (主要工作及成效), where no numbered part stands above it."""
    view = document.view.text
    first = parts[0].start if parts else len(view)
    for start, end in document.view.blocks:
        if start >= first:
            break
        if end - start <= _RESULTS_LIMIT and headings.opens_results(bare(view, start, end)):
            return [Part(start, start, end, ("achievements",))]
    return []


def _labels(view: str, headings: Headings, ends: list[int]) -> list[Part]:
    """Unnumbered part headings: short lines or run-in phrases that open a part."""
    found: list[Part] = []
    tried = -1
    for match in headings.keyword.finditer(view):
        # the label begins where the sentence of the keyword begins, not far before it
        floor = max(0, match.start() - _LABEL_REACH)
        at = match.start()
        start = max(view.rfind("。", floor, at), view.rfind("\n", floor, at), view.rfind(";", floor, at)) + 1
        if start <= tried or (start == 0 and floor > 0):
            continue
        tried = start
        label = headings.label(view, start, ends[min(bisect_right(ends, start), len(ends) - 1)])
        if label:
            roles, end = label
            found.append(Part(start, start, end, roles))
    return found


def _formatted(document: Document, headings: Headings, parts: list[Part], chapters: list[Mark], first: int) -> list[Part]:
    """Headings that the file format itself marks and that carry no number: Word styles, Markdown #, HTML h1–h6."""
    styled = [
        (block.level, start, end)
        for block, (start, end) in zip(document.blocks, document.view.blocks, strict=True)
        if block.kind == "heading" and start >= first and end > start
    ]
    if not styled:
        return []
    numbered = {mark.start for mark in chapters}
    taken = {part.start for part in parts}
    known = {role for part in parts for role in part.roles}
    # the level of the numbered parts where they are headings by format, else the highest there is
    top = min((level for level, start, _ in styled if start in numbered), default=min(level for level, _, _ in styled))
    whole = not chapters or any(start in numbered for _, start, _ in styled)
    found = []
    for level, start, end in styled:
        if start in taken or level > top or end - start > _HEADING_LIMIT:
            continue
        roles = headings.roles(bare(document.view.text, start, end))
        if whole or (roles and not known.intersection(roles)):
            found.append(Part(start, start, end, roles))
    return found


def _with_roles(parts: list[Part]) -> list[Part]:
    """Parts without role words report what was done while no shortcoming or plan has come yet, and close the report after that."""
    later = False
    out = []
    for at, part in enumerate(parts):
        later = later or bool(_LATER.intersection(part.roles))
        out.append(part if part.roles else part._replace(roles=("closing",) if later and at else ("achievements",)))
    return out
