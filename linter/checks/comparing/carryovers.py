"""Text taken over: paragraphs that stand twice, running text of last year's report, shortcomings stated again."""

from collections.abc import Iterable
from typing import NamedTuple

from linter.checks.comparing.points import points_of
from linter.checks.comparing.quotation import Quotation, Quoter
from linter.checks.comparing.shingles import Passage, Shelf, enumerator, passage, runs, shingles
from linter.checks.context import Context, Found
from linter.model.rule import Rule
from linter.model.verdict import Remark

_ALIKE = 0.8  # resemblance from which a paragraph is the same one with a few words changed
_PAIR = 2  # characters of a shingle of a shortcoming: one word more or less must not make another of it
_SHORTEST = 14  # characters of a shortcoming that says something of its own
_POINTS = 100  # shortcomings that are compared
_LINES = 5  # lines that a sentence names


class _Body(NamedTuple):
    """The paragraphs of a report that count, and its roles."""

    passages: list[Passage]
    roles: list[str]


def _body(context: Context, fixed: tuple[str, ...], least: int) -> _Body:
    """The units of the parts, headings and introduction left out, `least` characters or longer."""
    passages, roles = [], []
    view, outline = context.scan.view, context.outline
    for item in outline.items:
        role = context.roles[item.section]
        if item.is_heading or role in ("preamble", "closing") or item.end - item.start < least:
            continue
        own = passage(view, item.start, item.end, fixed)
        if len(own.text) >= least:
            passages.append(own)
            roles.append(role)
    return _Body(passages, roles)


def duplicated(rule: Rule, context: Context, previous: Context | None, found: Found) -> Iterable[Remark]:
    """One finding for each paragraph that stands in the report before, and for each that is last year's in all but a few words.

    Where last year's text has other figures only, the paragraph was brought up to date: that is remarked on as info.
    """
    fixed, least = tuple(rule.spec["fixed"]), rule.spec["least"]
    quoter = Quoter(context)
    twice: set[int] = set()
    for start, end, first, last in _twins(context, least):
        twice.add(start)
        said, other = quoter.quote(start, end), quoter.quote(first, last)
        yield Remark(rule, said.start, said.end, "twice", {"line": other.line})
    if previous is None:
        return
    body, before = _body(context, fixed, least), _body(previous, fixed, least)
    shelf, older = Shelf(before.passages), Quoter(previous)
    for own, role in zip(body.passages, body.roles, strict=True):
        if own.start in twice or role == "shortcomings":
            continue
        nearest, likeness = shelf.nearest(shingles(own.text))
        if likeness <= _ALIKE:
            continue
        there = before.passages[nearest]
        updated = _figures(own.text) != _figures(there.text)
        said, other = _opening(quoter, own), _opening(older, there)
        values = {"line": other.line, "share": f"{round(100 * likeness)}%"}
        yield Remark(rule, said.start, said.end, "updated" if updated else "unchanged", values, severity="info" if updated else "")


def _twins(context: Context, least: int) -> Iterable[tuple[int, int, int, int]]:
    """(start, end) of each unit that stands in the report before, enumerators left aside, with the span of the first one."""
    view = context.scan.view
    seen: dict[str, tuple[int, int]] = {}
    for item in context.outline.items:
        if item.is_heading or item.end - item.start < least:
            continue
        start = item.start + enumerator(view, item.start, item.end)
        text = view[start : item.end].strip("\n。;,")
        if len(text) >= least:
            first = seen.setdefault(text, (item.start, item.end))
            if first[0] != item.start:
                yield item.start, item.end, *first


def _opening(quoter: Quoter, own: Passage) -> Quotation:
    """A paragraph by how it opens: a span is never the whole of it."""
    return quoter.quote(own.start, own.end)


def _figures(text: str) -> list[str]:
    return "".join(c if c.isdigit() else " " for c in text).split()


def copied(rule: Rule, context: Context, previous: Context | None, found: Found) -> Iterable[Remark]:
    """One finding where running text of last year's report makes up `percent` of the body or more; it shows the longest run."""
    if previous is None:
        return
    fixed, least = tuple(rule.spec["fixed"]), rule.spec["least"]
    body = _body(context, fixed, 1)
    other = "\0".join(p.text for p in _body(previous, fixed, 1).passages)
    whole = sum(len(p.text) for p in body.passages)
    taken_over = [(p, begin, stop) for p, spans in zip(body.passages, _runs(body.passages, other, least), strict=True) for begin, stop in spans]
    taken = sum(stop - begin for _, begin, stop in taken_over)
    if not whole or taken * 100 < rule.spec["percent"] * whole:
        return
    quoter = Quoter(context)
    own, begin, stop = max(taken_over, key=lambda run: (run[2] - run[1], -run[0].start))
    said = quoter.quote(own.offsets[begin], own.offsets[stop - 1] + 1)
    lines = sorted({quoter.quote(p.offsets[b], p.offsets[s - 1] + 1).line for p, b, s in taken_over})
    named = "、".join(map(str, lines[:_LINES])) + ("等" if len(lines) > _LINES else "")
    values = {"count": len(taken_over), "characters": taken, "share": f"{round(100 * taken / whole)}%", "lines": named, "lines_en": named.replace("、", ", ").replace("等", " …")}
    yield Remark(rule, said.start, said.end, "copied", values)


def _runs(passages: list[Passage], other: str, least: int) -> list[list[tuple[int, int]]]:
    """The runs of each passage that stand in `other`; all passages are looked up in one go."""
    text = "\0".join(p.text for p in passages)
    found = runs(text, other, least)
    out: list[list[tuple[int, int]]] = []
    at = start = 0
    for own in passages:
        mine = []
        while at < len(found) and found[at][0] < start + len(own.text):
            mine.append((found[at][0] - start, found[at][1] - start))
            at += 1
        out.append(mine)
        start += len(own.text) + 1
    return out


def restated(rule: Rule, context: Context, previous: Context | None, found: Found) -> Iterable[Remark]:
    """One finding for each shortcoming that last year's report states in the same words or nearly so."""
    if previous is None:
        return
    fixed = tuple(rule.spec["fixed"])
    before = [passage(previous.scan.view, p.start, p.end, fixed) for p in points_of(previous, "shortcomings")[:_POINTS]]
    shelf = Shelf((p for p in before if len(p.text) >= _SHORTEST), _PAIR)
    quoter, older = Quoter(context), Quoter(previous)
    for point in points_of(context, "shortcomings")[:_POINTS]:
        own = passage(context.scan.view, point.start, point.end, fixed)
        if len(own.text) < _SHORTEST:
            continue
        nearest, likeness = shelf.nearest(shingles(own.text, _PAIR))
        if likeness >= _ALIKE:
            said, other = _opening(quoter, own), _opening(older, shelf.passages[nearest])
            reason = "restated" if likeness == 1 else "nearly-restated"
            yield Remark(rule, said.start, said.end, reason, {"line": other.line, "quote": other.text, "share": f"{round(100 * likeness)}%"})
