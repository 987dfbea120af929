"""Which places belong together: texts that are equal or linked, one to the next, whoever holds them."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from linter.portfolio.similar.links import Link

if TYPE_CHECKING:
    from linter.portfolio.similar.corpus import Corpus


class Match(NamedTuple):
    """A paragraph and the one it is most like, by index."""

    one: int
    other: int
    likeness: float
    counted: bool


class Cluster(NamedTuple):
    """Paragraphs by index, the earliest first, and of all but one the match."""

    members: tuple[int, ...]
    matches: tuple[Match, ...]


def clusters(held: "Corpus", links: Sequence[Link], *, own: bool = False, wanted: Any = None) -> list[Cluster]:
    """The groups of several reports, those of most reports first. With `own` each is of one unit; with `wanted` (by index of a paragraph)
    each has one that is wanted."""
    import numpy

    if not len(held.text):
        return []
    knots = held.text.astype(numpy.int64)
    if own:
        units = numpy.array([each.unit_id for each in held.holders], dtype=numpy.int64)
        _, numbers = numpy.unique(units, return_inverse=True)
        knots = knots * (int(numbers.max()) + 1) + numbers[held.owner]
    names, knot = numpy.unique(knots, return_inverse=True)
    root = _joined(held, links, knot, len(names), own)
    order = numpy.argsort(root[knot], kind="stable")
    same = root[knot][order]
    starts = numpy.flatnonzero(numpy.concatenate(([True], same[1:] != same[:-1])))
    ends = numpy.append(starts[1:], len(same))
    by_text = _by_text(links)
    found = []
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if end - start < 2:
            continue
        members = order[start:end].tolist()
        if len({int(held.owner[each]) for each in members}) < 2 or (wanted is not None and not wanted[members].any()):
            continue
        members.sort(key=lambda each: _standing(held, each))
        found.append(Cluster(tuple(members), tuple(_matches(held, members, by_text))))
    # the earliest place decides between groups of the same size: indices follow hashes
    found.sort(key=lambda each: (-len({int(held.owner[m]) for m in each.members}), -int(held.length[each.members[0]]), _standing(held, each.members[0])))
    return found


def _joined(held: "Corpus", links: Iterable[Link], knot: Any, number: int, own: bool) -> Any:
    """The root of each knot. A knot is a text or, with `own`, a text of one unit: links then join those of units that have both."""
    import numpy

    linked = {index for link in links for index in (link.one, link.other)}
    holders: dict[int, dict[int, int]] = {index: {} for index in linked}  # text → unit → knot
    if linked:
        for at in numpy.flatnonzero(numpy.isin(held.text, numpy.array(sorted(linked)))).tolist():
            holders[int(held.text[at])][held.holders[held.owner[at]].unit_id] = int(knot[at])
    parent = list(range(number))

    def top(each: int) -> int:
        while parent[each] != each:
            parent[each] = parent[parent[each]]
            each = parent[each]
        return each

    for link in links:
        one, other = holders[link.one], holders[link.other]
        shared = sorted(one.keys() & other.keys()) if own else []
        pairs = [(one[unit], other[unit]) for unit in shared] if own else [(next(iter(one.values())), next(iter(other.values())))]
        for left, right in pairs:
            left, right = top(left), top(right)
            parent[max(left, right)] = min(left, right)
    return numpy.array([top(each) for each in range(number)], dtype=numpy.int64)


def _standing(held: "Corpus", index: int) -> tuple[Any, ...]:
    """What comes first: by year, then by date, then by name."""
    holder = held.holders[held.owner[index]]
    return holder.year, holder.date or "9", holder.parent, holder.unit, holder.sha256, int(held.number[index])


def _by_text(links: Iterable[Link]) -> dict[int, list[tuple[int, Link]]]:
    found: dict[int, list[tuple[int, Link]]] = {}
    for link in links:
        found.setdefault(link.one, []).append((link.other, link))
        found.setdefault(link.other, []).append((link.one, link))
    return found


def _matches(held: "Corpus", members: list[int], by_text: dict[int, list[tuple[int, Link]]]) -> Iterable[Match]:
    """Each member but the first with the earlier one that is most like it; of several the unit's own last one, else the first of all."""
    first: dict[int, int] = {}
    mine: dict[tuple[int, int], int] = {}
    late: list[int] = []
    for at, each in enumerate(members):
        text, holder = int(held.text[each]), held.holders[held.owner[each]]
        options = [(1.0, True, text)] + [(link.likeness, link.counted, other) for other, link in by_text.get(text, ())]
        best: tuple[tuple[float, bool, int], Match] | None = None
        for share, counted, other in options:
            own = mine.get((other, holder.unit_id))
            one = own if own is not None else first.get(other)
            if one is None or held.owner[one] == held.owner[each]:
                continue
            rank = (share, own is not None, -one)
            if best is None or rank > best[0]:
                best = rank, Match(each, one, share, counted)
        if best is not None:
            yield best[1]
        elif at:
            late.append(each)
        first.setdefault(text, each)
        mine[text, holder.unit_id] = each
    for each in late:  # linked to later ones only
        options = [(link.likeness, link.counted, first[other]) for other, link in by_text.get(int(held.text[each]), ()) if other in first]
        others = [option for option in options if held.owner[option[2]] != held.owner[each]]
        if others:
            share, counted, one = max(others, key=lambda option: (option[0], -option[2]))
            yield Match(each, one, share, counted)
