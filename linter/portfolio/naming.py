"""What a user calls a report, a unit or a rulebook on the command line → its row. Several that fit are told, never picked from."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from linter.model.failure import UsageFailure
from linter.portfolio.names import key
from linter.portfolio.scope import rulebooks
from linter.portfolio.tables import alias, report, source, unit

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue

_SHORTEST = 6  # digits of a SHA-256 that name a report
_TOLD = 5


def short(sha256: str) -> str:
    """How a report is called in tables."""
    return sha256[:12]


def content_named(connection: Connection, named: str, words: "Catalogue") -> str:
    """The SHA-256 of the report that `named` means: the beginning of its SHA-256, or a path it was read from. UsageFailure for none or several."""
    by_path = select(report.c.sha256).join(source, source.c.report_id == report.c.id).where(source.c.path == named).distinct()
    found = list(connection.execute(by_path).scalars())
    if not found and len(named) >= _SHORTEST and set(named.lower()) <= set("0123456789abcdef"):
        begins = select(report.c.sha256).where(report.c.sha256.startswith(named.lower(), autoescape=True)).distinct()
        found = list(connection.execute(begins).scalars())
    if not found:
        raise UsageFailure(words("named.report", named=named))
    if len(found) > 1:
        raise UsageFailure(words("named.reports", named=named, found="、".join(sorted(map(short, found))[:_TOLD])))
    return str(found[0])


def unit_named(connection: Connection, named: str, words: "Catalogue") -> int:
    """The id of the unit that `named` means: a name or alias, with the unit above in front (云泽市人民政府/青岚县) where several have it.

    UsageFailure for none or several.
    """
    above, slash, name = named.rpartition("/")
    query = select(unit.c.id, unit.c.name, unit.c.parent).join(alias, alias.c.unit_id == unit.c.id).where(alias.c.key == key(name)).distinct()
    rows = [row for row in connection.execute(query) if not slash or key(row.parent) == key(above)]
    if not rows and named.isdecimal():
        rows = list(connection.execute(select(unit.c.id, unit.c.name, unit.c.parent).where(unit.c.id == int(named))))
    if not rows:
        raise UsageFailure(words("named.unit", named=named))
    if len(rows) > 1:
        raise UsageFailure(words("named.units", named=named, found="、".join(sorted(f"{row.parent}/{row.name}" for row in rows)[:_TOLD])))
    return int(rows[0].id)


def rulebook_named(connection: Connection, named: str | None, words: "Catalogue") -> int:
    """The id of the rulebook that `named` means: the beginning of its SHA-256, or its id; for None the one that judged last.

    UsageFailure where the store has none, or several that begin so.
    """
    known = rulebooks(connection)
    if not known:
        raise UsageFailure(words("named.empty"))
    if named is None:
        return known[0].id
    found = [book.id for book in known if book.sha256.startswith(named.lower()) or str(book.id) == named]
    if len(found) != 1:
        held = "、".join(f"{book.sha256[:12]}（{book.id}）" for book in known)
        raise UsageFailure(words("named.rulebooks" if found else "named.rulebook", named=named, found=held))
    return found[0]
