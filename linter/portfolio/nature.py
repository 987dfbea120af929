"""What a unit is, its level and its traits: as its report was judged, and as the roster has it."""

from typing import NamedTuple

from sqlalchemy import Connection, or_, select

from linter.model.outline import Profile
from linter.model.rule import TRAITS
from linter.portfolio.tables import report, unit

_ALWAYS = "litigates"  # whoever acts as an administrative organ can be sued for it
_OPEN = "?"  # behind a trait that is not decided


class Nature(NamedTuple):
    """A level and traits; None where the roster does not say."""

    level: str | None = None
    traits: tuple[str, ...] | None = None


def judged_as(profile: Profile) -> str:
    """The traits that a report was judged with, as the store keeps them: sorted, parted by a space, those not decided with a question mark."""
    return " ".join(sorted([*profile.traits, *(trait + _OPEN for trait in TRAITS if trait not in profile.known_traits)]))


def enrolled(level: str | None, traits: str) -> Nature:
    """What a roster says by the columns of a unit. Traits that it names are all that the unit has, but for lawsuits, which every unit can have."""
    return Nature(level, tuple(sorted({_ALWAYS, *traits.split()})) if traits else None)


def differs(nature: Nature, level: str | None, traits: str) -> bool:
    """Whether a report judged as of `level` with `traits` (as kept) was judged as something else than the roster says."""
    return (nature.level is not None and nature.level != level) or (nature.traits is not None and " ".join(nature.traits) != traits)


def traits_of(kept: str) -> tuple[str, ...] | None:
    """The traits to judge a report with again, as it was judged; None where they were not all decided."""
    return None if _OPEN in kept else tuple(kept.split())


def outdated(connection: Connection, rulebook: int | None = None) -> dict[int, Nature]:
    """The reports that were judged as something else than the roster says now, with what it says; those left out of which somebody said the level."""
    own = report.c
    query = select(own.id, own.level, own.traits, unit.c.level.label("enrolled"), unit.c.traits.label("said")).join(unit, unit.c.id == own.unit_id)
    query = query.where(unit.c.origin == "roster", or_(unit.c.level != "", unit.c.traits != ""), own.options.not_like('%"level"%'))
    if rulebook is not None:
        query = query.where(own.rulebook_id == rulebook)
    found = {}
    for row in connection.execute(query):
        nature = enrolled(row.enrolled, row.said)
        if differs(nature, row.level, row.traits):
            found[row.id] = nature
    return found
