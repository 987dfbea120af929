"""What a store holds, as tables: the outcome of an intake, the store itself, its reports, its units and what belongs to none."""

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from linter.model.rule import LEVELS
from linter.portfolio.intake import Tally
from linter.portfolio.matching import Signs, matcher
from linter.portfolio.naming import short
from linter.portfolio.scope import rulebooks
from linter.portfolio.table import Cell, Table, Term, columns, points, single, term
from linter.portfolio.tables import failure, finding, meta, paragraph, report, unit
from linter.portfolio.views.entries import labels

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue
    from linter.portfolio.merging import Merged
    from linter.portfolio.removal import Removed
    from linter.portfolio.roster import Enrolled

_CANDIDATES = 3


def taken(tally: Tally, connection: Connection, words: "Catalogue") -> list[Table]:
    """What became of the files of an intake, and the files that could not be read."""
    own = (
        ("files", tally.files), ("added", tally.added), ("replaced", tally.replaced), ("known", tally.known), ("repeated", tally.repeated), ("elsewhere", tally.elsewhere),
        ("passed-over", tally.passed_over), ("failed", len(tally.failures)), ("unmatched", unmatched_number(connection)),
    )  # fmt: skip
    tables = [single("intake", words("taken"), words, "taken", own)]
    if tally.failures:
        failures = tuple((problem.path, term(words, "problem", problem.kind), problem.message) for problem in tally.failures)
        tables.append(Table("failures", words("failures"), columns(words, "path", "kind", "message"), failures))
    return tables


def unmatched_number(connection: Connection) -> int:
    """How many reports belong to no unit; one judged by several rulebooks counts once."""
    return connection.execute(select(func.count(report.c.sha256.distinct())).where(report.c.unit_id.is_(None))).scalar_one()


def info(connection: Connection, words: "Catalogue") -> list[Table]:
    """The store: what it holds, by which rulebooks it was judged, which years and levels there are."""

    def number(query: object) -> int:
        return int(connection.execute(select(func.count()).select_from(query)).scalar_one())  # type: ignore[arg-type]

    texts = connection.execute(select(func.count()).select_from(paragraph).where(paragraph.c.text.is_not(None))).scalar_one()
    contents = connection.execute(select(func.count(report.c.sha256.distinct()))).scalar_one()
    waived = connection.execute(select(func.count()).select_from(finding).where(finding.c.waiver.is_not(None))).scalar_one()
    schema = connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar_one()
    foreign = connection.execute(select(func.count()).select_from(failure).where(failure.c.kind == "not-a-report")).scalar_one()
    own = (
        ("reports", contents), ("judgements", number(report)), ("units", number(unit)), ("unmatched", unmatched_number(connection)),
        ("failed", number(failure) - foreign), ("passed-over", foreign), ("waived", waived), ("texts", texts), ("schema", int(schema)),
    )  # fmt: skip
    books = tuple((book.version, book.sha256[:12], book.profile, book.pack, book.engine, book.reports) for book in rulebooks(connection))
    years = connection.execute(
        select(report.c.rulebook_id, report.c.year, report.c.level, func.count(), func.count(report.c.score)).group_by(report.c.rulebook_id, report.c.year, report.c.level)
    ).all()
    sums: dict[tuple[int | None, str | None], Counter[str]] = defaultdict(Counter)
    newest = rulebooks(connection)[0].id if books else None
    for row in years:
        if row.rulebook_id == newest:
            sums[(row.year, row.level)].update(reports=row[3], scored=row[4])
    spread = sorted(sums.items(), key=lambda item: (item[0][0] or 0, LEVELS.index(item[0][1]) if item[0][1] in LEVELS else len(LEVELS)))
    return [
        single("store", words("info"), words, "info", own),
        Table("rulebooks", words("info.rulebooks"), columns(words, "version", "sha256", "profile", "pack", "engine", "reports:number"), books),
        Table(
            "years", words("info.years"), columns(words, "year:number", "level", "reports:number", "scored:number"),
            tuple((year, term(words, "level", level) or Term(words("unknown"), "unknown"), held["reports"], held["scored"]) for (year, level), held in spread),
        ),
    ]  # fmt: skip


def reports(connection: Connection, words: "Catalogue", rulebook: int) -> Table:
    """Every report that a rulebook judged, whether it counts, and for which unit and year."""
    own = report.c
    rows = connection.execute(
        select(own.sha256, unit.c.name, unit.c.parent, own.issuer, own.year, own.level, own.score, own.counts, own.chosen, own.matched, own.added, own.path)
        .select_from(report.outerjoin(unit, unit.c.id == own.unit_id))
        .where(own.rulebook_id == rulebook)
        .order_by(unit.c.name, own.issuer, own.year, own.added, own.sha256)
    ).all()
    called = labels(connection)
    cells = tuple(
        (
            short(row.sha256), called.of(row.name, row.parent) if row.name else "", row.issuer, row.year, term(words, "level", row.level), points(row.score),
            term(words, "counts", "chosen" if row.counts and row.chosen else "yes" if row.counts else "no"),
            term(words, "matched", row.matched), row.added, row.path,
        )
        for row in rows
    )  # fmt: skip
    heads = columns(words, "report", "unit", "issuer", "year:number", "level", "score:score", "counts", "matched", "added", "path")
    notes = (words("note.superseded", number=sum(not row.counts and row.name is not None for row in rows)),) if any(not r.counts and r.name for r in rows) else ()
    return Table("reports", words("reports"), heads, cells, notes)


def unmatched(connection: Connection, words: "Catalogue") -> Table:
    """The reports that belong to no unit, why, and which units they may be of."""
    own = report.c
    query = select(own.sha256, own.matched, own.issuer, own.place, own.level, own.named, own.year, own.path).where(own.unit_id.is_(None))
    roster = matcher(connection)
    rows: dict[str, tuple[Cell, ...]] = {}
    for row in connection.execute(query.order_by(own.path, own.sha256)):
        maybe = roster.candidates(Signs(row.issuer, row.place, row.level, row.named, row.path)) if roster else []
        told = "、".join(maybe[:_CANDIDATES]) + ("…" if len(maybe) > _CANDIDATES else "")
        rows.setdefault(row.sha256, (short(row.sha256), row.issuer or row.place, row.year, term(words, "matched", row.matched), told, row.path))
    notes = (words("note.assign"),) if rows else (words("note.matched"),)
    return Table("unmatched", words("unmatched"), columns(words, "report", "issuer", "year:number", "matched", "maybe", "path"), tuple(rows.values()), notes)


def units(connection: Connection, words: "Catalogue") -> Table:
    """The units with what they are and how many reports they have, by year; units with several reports of a year are told."""
    held: dict[int, Counter[int | None]] = defaultdict(Counter)
    for row in connection.execute(select(report.c.unit_id, report.c.year, report.c.sha256).where(report.c.unit_id.is_not(None)).distinct()):
        held[row.unit_id][row.year] += 1
    rows = connection.execute(select(unit).order_by(unit.c.region, unit.c.parent, unit.c.name, unit.c.id)).all()
    cells = tuple(
        (
            row.name, term(words, "level", row.level), row.region, row.parent, term(words, "must", "yes" if row.must_submit else "no"), term(words, "origin", row.origin),
            sum(held[row.id].values()), "、".join(f"{year or '?'}" + (f"×{n}" if n > 1 else "") for year, n in sorted(held[row.id].items(), key=lambda item: item[0] or 0)),
        )
        for row in rows
    )  # fmt: skip
    return Table("units", words("units"), columns(words, "unit", "level", "region", "parent", "must-submit", "origin", "reports:number", "years"), cells)


def report_rows(connection: Connection, words: "Catalogue", sha256: str) -> Table:
    """One report as every rulebook judged it, beside the others of its unit and year."""
    own = report.c
    unit_ids = set(connection.execute(select(own.unit_id).where(own.sha256 == sha256)).scalars())
    books = connection.execute(select(own.rulebook_id).where(own.sha256 == sha256).order_by(own.added.desc())).scalars().first()
    table = reports(connection, words, books or 0)
    called = labels(connection)
    rows_of = connection.execute(select(unit.c.name, unit.c.parent).where(unit.c.id.in_([i for i in unit_ids if i is not None])))
    named = {called.of(row.name, row.parent) for row in rows_of}
    rows = tuple(row for row in table.rows if row[0] == short(sha256) or (row[1] in named and row[1]))
    return Table(table.name, table.title, table.columns, rows)


def failed(connection: Connection, words: "Catalogue") -> Table:
    """The files that could not be read or are no annual reports."""
    rows = connection.execute(select(failure).order_by(failure.c.path)).all()
    cells = tuple((row.path, term(words, "problem", row.kind), row.message) for row in rows)
    return Table("failures", words("failures"), columns(words, "path", "kind", "message"), cells)


def enrolled(done: "Enrolled", words: "Catalogue") -> Table:
    """What a roster did."""
    notes = [words("roster.shared", names="、".join(done.shared[:10]))] if done.shared else []
    notes += [words("roster.outdated", number=done.outdated)] if done.outdated else []
    return single("roster", words("roster"), words, "roster", (("added", done.added), ("changed", done.changed), ("same", done.same)), tuple(notes))


def merged(done: "Merged", words: "Catalogue") -> list[Table]:
    """What a merge did, and where the stores did not agree."""
    numbers = (("added", done.added), ("known", done.known), ("conflicts", len(done.conflicts)))
    tables = [single("merge", words("merge"), words, "merge", numbers)]
    if done.conflicts:
        cells = tuple((term(words, "conflict", each.what), each.name, each.store) for each in done.conflicts)
        tables.append(Table("conflicts", words("conflicts"), columns(words, "what", "name", "store"), cells))
    return tables


def removed(done: "Removed", words: "Catalogue") -> Table:
    """What was taken out."""
    numbers = (("reports", done.reports), ("units", done.units), ("failures", done.failures))
    return single("removed", words("remove"), words, "remove", numbers, () if done.swept else (words("remove.traces"),))
