"""Which unit a report is of: by name, alias, place, and the unit above. What is not certain stays open; nothing is guessed."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from linter.portfolio.identity import unit_id
from linter.portfolio.names import key, place_of
from linter.portfolio.places import names
from linter.portfolio.tables import alias, report, unit

ROSTER, REPORTS = "roster", "reports"  # unit.origin


class Signs(NamedTuple):
    """What a report says of who wrote it. `named` are hashes (places.py)."""

    issuer: str
    place: str
    level: str | None
    named: bytes
    path: str


class Match(NamedTuple):
    """The unit, None for none; how: name | alias | place | parent | report | assigned, and where it is None: none | several | unnamed."""

    unit: int | None
    how: str


class _Unit(NamedTuple):
    id: int
    name: str
    level: str | None
    parent: str
    traits: str


class Matcher:
    """The units of a roster by all their names."""

    def __init__(self, units: Iterable[_Unit], aliases: Iterable[tuple[int, str]]) -> None:
        self.units = {each.id: each for each in units}
        self._named: dict[str, set[int]] = defaultdict(set)
        self._own: dict[int, str] = {each.id: key(each.name) for each in self.units.values()}
        self._long: dict[str, set[int]] = defaultdict(set)  # with the place above in front: 云泽市青岚县司法局
        for each in self.units.values():
            self._named[self._own[each.id]].add(each.id)
            above = place_of(each.parent)
            if above and not self._own[each.id].startswith(above):
                self._long[above + self._own[each.id]].add(each.id)
        for owner, name in aliases:
            if owner in self.units:
                self._named[name].add(owner)

    def match(self, signs: Signs) -> Match:
        """The unit that the signs name.

        A name that one unit has is that unit; one that several have is the one whose unit above the text or the path
        names, where that is one alone. The report of a government is also found by the place it reports on; a department's is not.
        """
        if not signs.issuer and not signs.place:
            return Match(None, "unnamed")
        tried = [(signs.issuer, "")]
        if signs.level != "department" and signs.place:
            tried.append((signs.place, "place"))
        for name, how in tried:
            wanted = key(name)
            found = self._long.get(wanted, set()) or self._named.get(wanted, set())
            if not found:
                continue
            if len(found) == 1:
                (only,) = found
                if wanted in self._long and only in self._long[wanted]:
                    return Match(only, "parent")
                return Match(only, how or ("name" if self._own[only] == wanted else "alias"))
            backed = {each for each in found if self._backed(each, signs)}
            return Match(next(iter(backed)), "parent") if len(backed) == 1 else Match(None, "several")
        return Match(None, "none")

    def candidates(self, signs: Signs) -> list[str]:
        """Names of units that a report left open may be of, the unit above in front: those of its name, else those of its place."""
        found: set[int] = set()
        for name in (signs.issuer, signs.place):
            found = found or self._named.get(key(name), set())
        if not found:
            here = place_of(signs.issuer) or place_of(signs.place)
            found = {each.id for each in self.units.values() if here and place_of(each.name) == here}
        return sorted(f"{self.units[each].parent}/{self.units[each].name}".lstrip("/") for each in found)

    def _backed(self, each: int, signs: Signs) -> bool:
        """Whether text or path name the unit above."""
        above = place_of(self.units[each].parent)
        return bool(above) and (above in key(signs.path) or names(signs.named, above))


def matcher(connection: Connection) -> Matcher | None:
    """The units of the roster; None where the store has none."""
    rows = connection.execute(select(unit.c.id, unit.c.name, unit.c.level, unit.c.parent, unit.c.traits).where(unit.c.origin == ROSTER)).all()
    if not rows:
        return None
    return Matcher([_Unit(*row) for row in rows], [(row[0], row[1]) for row in connection.execute(select(alias.c.unit_id, alias.c.key))])


def rematch(connection: Connection) -> None:
    """Matches every report anew, but for those that somebody assigned: to the roster, or without one to units made of the reports."""
    columns = (report.c.id, report.c.sha256, report.c.unit_id, report.c.matched, report.c.issuer, report.c.place, report.c.level, report.c.named, report.c.path)
    rows = connection.execute(select(*columns)).all()
    assigned = {row.sha256: row.unit_id for row in rows if row.matched == "assigned" and row.unit_id is not None}
    roster = matcher(connection)
    if roster is not None:
        found = {row.id: roster.match(Signs(row.issuer, row.place, row.level, row.named, row.path)) for row in rows}
    else:
        found, made = _made([(row.id, row.issuer, row.place, row.level) for row in rows if row.sha256 not in assigned])
        _founded(connection, made)
    changes = []
    for row in rows:
        match = Match(assigned[row.sha256], "assigned") if row.sha256 in assigned else found[row.id]
        if match != (row.unit_id, row.matched):
            changes.append({"which": row.id, "owner": match.unit, "how": match.how})
    if changes:
        connection.execute(update(report).where(report.c.id == bindparam("which")).values(unit_id=bindparam("owner"), matched=bindparam("how")), changes)
    used = select(report.c.unit_id).where(report.c.unit_id.is_not(None))
    connection.execute(delete(unit).where(unit.c.origin == REPORTS, unit.c.id.not_in(used)))


def _made(rows: Iterable[tuple[int, str, str, str | None]]) -> tuple[dict[int, Match], dict[int, tuple[str, str | None]]]:
    """(matches, units by id as name and level) where reports are all there is: one unit for a name and a level.

    A report whose level is not known goes to the unit of its name where there is one alone.
    """
    signed = [(id, _name(issuer, place, level), level) for id, issuer, place, level in rows]
    levels: dict[str, set[str]] = defaultdict(set)
    for _, name, level in signed:
        if level is not None:
            levels[key(name)].add(level)
    matches: dict[int, Match] = {}
    units: dict[int, tuple[str, str | None]] = {}
    for id, name, level in signed:
        if not name:
            matches[id] = Match(None, "unnamed")
            continue
        known = levels[key(name)]
        if level is None and len(known) > 1:
            matches[id] = Match(None, "several")
            continue
        level = level or next(iter(known), None)
        owner = unit_id(key(name), level or "")
        held = units.get(owner)
        units[owner] = (name, level) if held is None else min(held, (name, level))
        matches[id] = Match(owner, "report")
    return matches, units


def _name(issuer: str, place: str, level: str | None) -> str:
    """青岚县 and 青岚县人民政府, as a county's reports call it from year to year, are one unit as long as no roster parts them."""
    if level != "department" and place and key(issuer) in ("", key(place), key(place) + "人民政府"):
        return place
    return issuer or place


def _founded(connection: Connection, units: dict[int, tuple[str, str | None]]) -> None:
    known = {row.id: row.name for row in connection.execute(select(unit.c.id, unit.c.name))}
    fresh = [
        {"id": id, "name": name, "level": level, "region": "", "parent": "", "traits": "", "must_submit": False, "origin": REPORTS}
        for id, (name, level) in sorted(units.items())
        if id not in known
    ]
    if fresh:
        connection.execute(insert(unit), fresh)
        connection.execute(insert(alias), [{"unit_id": each["id"], "key": key(str(each["name"])), "name": each["name"]} for each in fresh])
    renamed = [{"which": id, "called": name} for id, (name, _) in sorted(units.items()) if id in known and known[id] != name]
    if renamed:
        connection.execute(update(unit).where(unit.c.id == bindparam("which"), unit.c.origin == REPORTS).values(name=bindparam("called")), renamed)
