"""What follows from what a store holds, worked out anew when something was added, matched or removed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from linter import __version__
from linter.model.rule import Rulebook, home_of
from linter.portfolio.counting import recount
from linter.portfolio.identity import rule_id
from linter.portfolio.matching import rematch
from linter.portfolio.tables import dimension_title, meta, report, rule, rulebook, source

if TYPE_CHECKING:
    from linter.engine import Options

_PENDING = "unsettled"  # a mark in `meta`


def settle(connection: Connection) -> None:
    """Paths, units and which reports count. It depends on what the store holds only, not on how it came in."""
    _repath(connection)
    rematch(connection)
    recount(connection)
    connection.execute(delete(meta).where(meta.c.key == _PENDING))


def unsettle(connection: Connection) -> None:
    """Marks a store that has been added to: a run that is killed leaves the mark, and who opens the store next settles it."""
    if not unsettled(connection):
        connection.execute(insert(meta), {"key": _PENDING, "value": "1"})


def unsettled(connection: Connection) -> bool:
    """Whether the store has the mark."""
    return connection.execute(select(meta.c.key).where(meta.c.key == _PENDING)).first() is not None


def _repath(connection: Connection) -> None:
    """The path of a report is the first of its sources: which of them came first does not matter."""
    first = {row[0]: row[1] for row in connection.execute(select(source.c.report_id, func.min(source.c.path)).group_by(source.c.report_id))}
    changes = [
        {"which": id, "now": first[id]} for id, path in connection.execute(select(report.c.id, report.c.path)) if id in first and first[id] != path
    ]
    if changes:
        connection.execute(update(report).where(report.c.id == bindparam("which")).values(path=bindparam("now")), changes)


def described(connection: Connection, identity: int, book: Rulebook, options: "Options") -> None:
    """Writes down the rulebook and what it calls its rules, where the store does not have it yet."""
    if connection.execute(select(rulebook.c.id).where(rulebook.c.id == identity)).first() is not None:
        return
    connection.execute(
        insert(rulebook),
        {
            "id": identity, "engine": __version__, "version": book.version, "sha256": book.sha256, "profile": options.profile or "auto",
            "pack": options.pack, "select": " ".join(sorted(options.select)), "ignore": " ".join(sorted(options.ignore)),
        },
    )  # fmt: skip
    titles = _dimensions(book)
    homes = tuple(weighting.dimensions for weighting in book.weightings.values())
    rows = []
    for number, each in enumerate(book.rules):
        home = next((found for dimensions in homes if (found := home_of(each.id, dimensions)) is not None), None)
        rows.append(
            {
                "rulebook_id": identity, "id": rule_id(each.id), "name": each.id, "title_zh": each.title_zh, "title_en": each.title_en,
                "kind": each.check, "severity": each.severity, "dimension": home.id if home else "", "number": number,
            }
        )  # fmt: skip
    connection.execute(insert(rule), rows)
    connection.execute(
        insert(dimension_title),
        [
            {"rulebook_id": identity, "dimension": id, "title_zh": zh, "title_en": en, "number": number}
            for number, (id, (zh, en)) in enumerate(titles.items())
        ],
    )


def _dimensions(book: Rulebook) -> Mapping[str, tuple[str, str]]:
    """The dimensions of all profiles of weights, in their order."""
    found: dict[str, tuple[str, str]] = {}
    for weighting in book.weightings.values():
        for each in weighting.dimensions:
            found.setdefault(each.id, (each.title_zh, each.title_en))
    return found
