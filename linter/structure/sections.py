"""Parts → sections: introduction, combined headings taken apart, parts that have no heading of their own."""

from bisect import bisect_left

from linter.model.outline import Section
from linter.structure import numbering
from linter.structure.headings import Headings, Roles
from linter.structure.numbering import Mark
from linter.structure.parts import Part, bare, heading_end

_NESTED = frozenset({numbering.CHAPTER, numbering.SECTION, numbering.POINT})
# roles that cannot share one stretch of text: a mention counts in one of them and not in the other
_APART = ("achievements", "first-responsible", "shortcomings", "plan")
_NAME_REACH = 40  # characters behind an enumerator in which the name of a part stands
_TURN_REACH = 60  # characters of a paragraph in which it turns to shortcomings


def sections_of(view: str, parts: list[Part], nested: list[Mark], headings: Headings, body: int, end: int) -> list[Section]:
    """The sections of the report between `body` and `end`, in order and without gaps.

    `nested` are the enumerators below the parts, sorted.
    """
    sections = _opening(view, parts, body, end)
    starts = [mark.start for mark in nested]
    for i, part in enumerate(parts):
        stop = parts[i + 1].start if i + 1 < len(parts) else end
        section = Section(part.roles, part.start, stop, part.text_start, part.heading_end, 1, "heading")
        inside = nested[bisect_left(starts, part.heading_end) : bisect_left(starts, stop)]
        sections.extend(_taken_apart(view, section, [m for m in inside if m.kind in _NESTED], headings))
    for role in ("plan", "shortcomings"):
        if not any(role in s.roles for s in sections):
            sections = _implied(view, sections, headings, role)
    return sections


def _opening(view: str, parts: list[Part], body: int, end: int) -> list[Section]:
    """What stands above the first heading: the introduction, and the results where no part of their own has them."""
    first = parts[0].start if parts else end
    if first <= body:
        return []
    if not parts:
        return [Section(("achievements",), body, first, body, body, 1, "position")]
    edge = first
    if not any("achievements" in part.roles for part in parts):
        # the results stand below the introduction without a heading
        begin = body + 1 if view[body : body + 1] == "\n" else body
        line = view.find("\n", begin, first)
        edge = line + 1 if 0 <= line < first - 1 else begin
    sections = [Section(("preamble",), body, edge, body, body, 1, "position")] if edge > body else []
    if edge < first:
        sections.append(Section(("achievements",), edge, first, edge, edge, 1, "position"))
    return sections


def _taken_apart(view: str, section: Section, nested: list[Mark], headings: Headings) -> list[Section]:
    """One section per role where a combined part's own sub-headings or a turning sentence allow it."""
    conflict = [role for role in section.roles if role in _APART]
    if len(conflict) == 1 and conflict != ["achievements"]:
        return [section]
    combined = len(conflict) > 1
    cuts: list[tuple[int, Roles, int, int]] = []
    for at, mark in enumerate(nested):
        if not combined and not headings.keyword.search(view, mark.end, mark.end + _NAME_REACH):
            continue
        stop = nested[at + 1].start if at + 1 < len(nested) else section.end
        line = view.find("\n", mark.end, stop)
        end = heading_end(view, mark.end, line if line >= 0 else stop, headings)
        text = bare(view, mark.end, end)
        roles = headings.roles(text) if combined else headings.named(text)
        if roles and (combined or roles != ("achievements",)):
            cuts.append((mark.start, roles, mark.end, end))
    if not cuts:
        return _turned(view, section, conflict, headings) if combined else [section]
    head = section.roles
    if combined:
        below = {role for _, roles, _, _ in cuts for role in roles}
        head = tuple(r for r in section.roles if r not in below) or section.roles[:1]
    out = [section._replace(roles=head, end=cuts[0][0])]
    for i, (start, roles, text_start, end) in enumerate(cuts):
        stop = cuts[i + 1][0] if i + 1 < len(cuts) else section.end
        out.append(Section(roles, start, stop, text_start, end, 2, "heading"))
    return [s for s in out if s.end > s.start]


def _turned(view: str, section: Section, conflict: list[str], headings: Headings) -> list[Section]:
    """A combined part without sub-headings, parted where a sentence turns (下一步，将…)."""
    second = "plan" if "plan" in conflict else "shortcomings"
    turn = headings.turn_plan if second == "plan" else headings.turn_shortcomings
    position = section.heading_end
    while position < section.end:
        stop = min((at for at in (view.find(c, position, section.end) for c in "。;\n") if at >= 0), default=section.end - 1) + 1
        if turn.search(view[position:stop]):
            return [
                section._replace(roles=tuple(r for r in section.roles if r != second), end=position),
                Section((second,), position, section.end, section.heading_start, section.heading_end, 2, "turn"),
            ]
        position = stop
    return [section]


def _implied(view: str, sections: list[Section], headings: Headings, role: str) -> list[Section]:
    """Adds a plan or shortcomings part that has no heading: a paragraph 下一步，… or 但仍存在…不足 in the second half."""
    half = len(view) // 2
    find = headings.turn_plan.match if role == "plan" else headings.turn_shortcomings.search
    for i in range(len(sections) - 1, -1, -1):
        section = sections[i]
        if section.end <= half:
            break
        if "preamble" in section.roles or "plan" in section.roles:
            continue
        floor = max(section.heading_end, section.start)
        line = view.rfind("\n", section.start, max(floor, half)) + 1 or section.start
        while line < section.end:
            stop = view.find("\n", line, section.end)
            stop = section.end if stop < 0 else stop
            if line >= floor and find(view[line : line + _TURN_REACH]):
                rest = Section((role,), line, section.end, line, line, 2, "implied")
                kept = [section._replace(end=line)] if line > section.start else []
                return [*sections[:i], *kept, rest, *sections[i + 1 :]]
            line = stop + 1
    return sections
