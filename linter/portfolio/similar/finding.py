"""The whole search: a scope of a store → groups of copied passages, and how much of each report they are."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from sqlalchemy import Connection

from linter.checks.comparing.shingles import shingles
from linter.model.copying import Group, Pair, Place
from linter.portfolio.naming import short
from linter.portfolio.paragraphs import SHINGLE
from linter.portfolio.scope import Scope
from linter.portfolio.similar.corpus import Corpus, Holder, corpus, signatures
from linter.portfolio.similar.groups import Cluster, clusters
from linter.portfolio.similar.links import links, shared
from linter.portfolio.similar.marking import stretches
from linter.portfolio.similar.passages import Shelf, Spot
from linter.reading import ResidueWords

THRESHOLD = 0.8
LEAST = 60  # letters that count
_MANY = 20  # places; of a larger group one of those with equal words is read, the others differ from it in titles of laws at most
_OPENED = 3_000  # files that are opened to decide what signatures leave open


class Asked(NamedTuple):
    """What is looked for. `scope` is all that is compared; `units` and `years` narrow to groups that one of these is in (as later report:
    `years`); `own` to what a unit takes from its own earlier reports, `across` to what several units share; `most` bounds how many groups are told."""

    scope: Scope
    fixed: tuple[str, ...]
    threshold: float = THRESHOLD
    least: int = LEAST
    units: frozenset[int] = frozenset()
    years: frozenset[int] = frozenset()
    own: bool = False
    across: bool = False
    text: bool = True
    most: int | None = None


class Share(NamedTuple):
    """How many letters of a report stand elsewhere too: `copied` of `letters`; of these `others` in the report of another unit on the same
    or an earlier year, `earlier` in the unit's own on an earlier year."""

    holder: Holder
    letters: int
    copied: int
    others: int
    earlier: int
    passages: int


class Copying(NamedTuple):
    """What was found: the groups that are told, how many there are, the shares of the reports, highest first, and how much was compared."""

    groups: tuple[Group, ...]
    found: int
    shares: tuple[Share, ...]
    reports: int
    paragraphs: int
    estimated: int  # pairs whose likeness could not be counted
    unread: int  # groups whose text could not be read


def copying(connection: Connection, asked: Asked, residue: Callable[[], ResidueWords]) -> Copying:
    """Looks for copied paragraphs among the reports of a scope. `residue` gives the words that reading a file needs."""
    import numpy

    held = corpus(connection, asked.scope, asked.least)
    shelf = Shelf(connection, held, asked.fixed, residue, files=asked.text)
    wanted = None
    if asked.units or asked.years:
        chosen = numpy.array([_asked(asked, holder) for holder in held.holders], dtype=bool)
        wanted = chosen[held.owner] if len(held.owner) else chosen[:0]

    def stream() -> object:
        return signatures(connection, asked.scope, asked.least, held)

    linked = links(held, stream, asked.threshold, lambda indices: shelf.words(indices, _OPENED), wanted)  # type: ignore[arg-type]
    found = clusters(held, linked, own=asked.own, wanted=wanted)
    if asked.across:
        found = [each for each in found if len({held.holders[held.owner[m]].unit_id for m in each.members}) > 1]
    told = found if asked.most is None else found[: asked.most]
    # all at once: a report that many groups share passages with is read one time
    spots = shelf.spots({member for each in told for member in each.members}, text=False)
    if asked.text:
        spots |= shelf.spots({index for each in told for index in _shown(each, held)})
    groups = tuple(_group(number, each, held, spots) for number, each in enumerate(told, 1))
    shares = [share for share in _shares(held, found) if wanted is None or _asked(asked, share.holder)]
    return Copying(
        groups, len(found), tuple(shares), len(held.holders), len(held.owner), sum(not pair.counted for group in groups for pair in group.pairs),
        sum(not group.text for group in groups),
    )  # fmt: skip


def _asked(asked: Asked, holder: Holder) -> bool:
    return (not asked.units or holder.unit_id in asked.units) and (not asked.years or holder.year in asked.years)


def _shown(cluster: Cluster, held: Corpus) -> set[int]:
    """The places of a group whose words are wanted."""
    if len(cluster.members) <= _MANY:
        return set(cluster.members)
    differing = [match for match in cluster.matches if held.text[match.one] != held.text[match.other]]
    return {cluster.members[0]} | {index for match in differing for index in (match.one, match.other)}


def _group(number: int, cluster: Cluster, held: Corpus, spots: Mapping[int, Spot]) -> Group:
    holders = [held.holders[held.owner[member]] for member in cluster.members]
    texts = {int(held.text[member]) for member in cluster.members}
    at = {member: place for place, member in enumerate(cluster.members)}
    years = Counter(holder.unit_id for holder in holders)
    pairs = []
    for match in sorted(cluster.matches, key=lambda match: at[match.one]):
        left, right = spots[match.other].text, spots[match.one].text
        own = holders[at[match.one]].unit_id == holders[at[match.other]].unit_id
        exact = bool(held.text[match.one] == held.text[match.other])
        marks = stretches(left, right) if left is not None and right is not None else ()
        share, counted = match.likeness, match.counted
        if marks and not counted:
            share, counted = shared(*(shingles(spots[index].counted, SHINGLE) for index in (match.other, match.one))), True
        pairs.append(Pair(at[match.one], at[match.other], exact, own, Fraction(round(share * 10_000), 10_000), counted, marks))
    return Group(
        number, len(texts) == 1, len(years) > 1, max(years.values()) > 1, len({holder.id for holder in holders}), int(held.length[cluster.members[0]]),
        tuple(_place(holder, spots[member]) for holder, member in zip(holders, cluster.members, strict=True)), tuple(pairs), spots[cluster.members[0]].text or "",
    )  # fmt: skip


def _place(holder: Holder, spot: Spot) -> Place:
    return Place(short(holder.sha256), holder.unit, holder.parent, holder.year, holder.path, spot.line, spot.start, spot.end, spot.role)


def _shares(held: Corpus, found: Sequence[Cluster]) -> list[Share]:
    """Of each report that something of is copied. Who wrote first is not blamed: a text counts where another has it no later."""
    sums: dict[int, list[int]] = {}
    for cluster in found:
        first: dict[int, int] = {}  # unit → its earliest year in the group
        for member in cluster.members:
            holder = held.holders[held.owner[member]]
            first[holder.unit_id] = min(holder.year, first.get(holder.unit_id, holder.year))
        early = sorted((year, unit) for unit, year in first.items())[:2]
        for member in cluster.members:
            owner = int(held.owner[member])
            holder = held.holders[owner]
            others = any(unit != holder.unit_id and year <= holder.year for year, unit in early)
            earlier = first[holder.unit_id] < holder.year
            if others or earlier:
                length = int(held.length[member])
                mine = sums.setdefault(owner, [0, 0, 0, 0])
                for at, told in enumerate((length, length * others, length * earlier, 1)):
                    mine[at] += told
    shares = [Share(held.holders[owner], held.holders[owner].letters, *told) for owner, told in sums.items()]
    return sorted(shares, key=lambda s: (-Fraction(s.copied, max(1, s.letters)), s.holder.year, s.holder.parent, s.holder.unit, s.holder.sha256))
