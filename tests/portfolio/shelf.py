"""A store filled by hand: units with reports of given scores and statuses, by a small rulebook of four duties in two dimensions."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Engine, insert

from linter.portfolio.identity import report_id, rule_id, rulebook_id, unit_id
from linter.portfolio.packing import packed
from linter.portfolio.settling import settle
from linter.portfolio.store import writing
from linter.portfolio.tables import alias, dimension, dimension_title, finding, report, result, rule, rulebook, source, unit

BOOK = rulebook_id("1", "1", "ab" * 32, "auto", "all", "", "")
OTHER = rulebook_id("2", "1", "cd" * 32, "auto", "all", "", "")
DUTIES = (("first.one", "甲一", "first"), ("first.two", "甲二", "first"), ("second.one", "乙一", "second"), ("second.two", "乙二", "second"))
DIMENSIONS = (("second", "乙类", 1), ("first", "甲类", 0))
_LETTERS = {"+": "evidenced", "~": "mentioned", ">": "planned", "x": "absent", "?": "review", ".": "not-applicable"}


class Filed(NamedTuple):
    """A report to put in. `score` in tenths; `statuses` a letter for each duty (+ ~ > x ? .)."""

    unit: str
    year: int
    score: int | None
    statuses: str = "++++"
    above: str = "云泽市"
    level: str | None = "county"
    signed: str | None = None
    published: str | None = None
    waiver: str | None = None
    book: int = BOOK
    added: str = "2025-03-01"


def filled(store: Engine, filed: Iterable[Filed], units: Iterable[tuple[str, str, str | None, bool]] = (), *, origin: str = "roster") -> None:
    """Puts reports and their units in; `units` are further ones: (name, the one above, level, must submit)."""
    rows = list(filed)
    known = {(each.unit, each.above): (each.level, True) for each in rows} | {(name, above): (level, must) for name, above, level, must in units}
    with writing(store) as connection:
        for book in sorted({BOOK} | {each.book for each in rows}):
            connection.execute(insert(rulebook), {"id": book, "engine": "1", "version": "1", "sha256": ("ab" if book == BOOK else "cd") * 32, "profile": "auto", "pack": "all", "select": "", "ignore": ""})  # fmt: skip
            for number, (name, title, home) in enumerate(DUTIES):
                connection.execute(insert(rule), {"rulebook_id": book, "id": rule_id(name), "name": name, "title_zh": title, "title_en": name, "kind": "coverage", "severity": "warning", "dimension": home, "number": number})  # fmt: skip
            for id, title, number in DIMENSIONS:
                connection.execute(insert(dimension_title), {"rulebook_id": book, "dimension": id, "title_zh": title, "title_en": id, "number": number})
        for (name, above), (level, must) in known.items():
            own = unit_id(name, above)
            connection.execute(insert(unit), {"id": own, "name": name, "level": level, "region": f"东江省{above}{name}", "parent": above, "traits": "", "must_submit": must, "origin": origin})  # fmt: skip
            connection.execute(insert(alias), {"unit_id": own, "key": name, "name": name})
        for at, each in enumerate(rows):
            _put(connection, each, f"{at:064x}", f"{at}.md")
        settle(connection)


def _put(connection: Any, each: Filed, sha256: str, path: str) -> None:
    id = report_id(each.book, sha256)
    statuses = [_LETTERS[letter] for letter in each.statuses]
    connection.execute(
        insert(report),
        {
            "id": id, "rulebook_id": each.book, "unit_id": unit_id(each.unit, each.above), "matched": "assigned", "counts": False, "chosen": False, "sha256": sha256,
            "path": path, "options": "{}", "format": "md", "added": each.added, "issuer": each.unit, "place": each.unit, "named": b"", "year": each.year, "level": each.level,
            "stage": "draft", "signed": each.signed, "issued": None, "published": each.published, "traits": "", "characters": 1000, "weighting": "default", "score": each.score,
            "score_with_waivers": each.score, "grade": "fair" if each.score is not None else None, "unscored": "" if each.score is not None else "incomplete", "whole": 4,
            "statuses": packed(list(enumerate(statuses)), len(DUTIES)),
        },
    )  # fmt: skip
    connection.execute(insert(source), {"report_id": id, "path": path})
    for number, status in enumerate(statuses):
        connection.execute(insert(result), {"report_id": id, "rule_id": rule_id(DUTIES[number][0]), "status": status, "points": 0, "weight": 1})
    for number, (home, _, _) in enumerate(DIMENSIONS):
        own = [status for status, (_, _, of) in zip(statuses, DUTIES, strict=True) if of == home and status != "not-applicable"]
        points = sum({"evidenced": 50, "mentioned": 30}.get(status, 0) for status in own)
        connection.execute(insert(dimension), {"report_id": id, "dimension": home, "points": points, "maximum": 50 * len(own), "applicable": len(own), "not_applicable": number})
    if each.waiver is not None:
        connection.execute(insert(finding), {"report_id": id, "number": 1, "rule_id": rule_id("first.one"), "kind": "relation", "status": "inconsistent", "severity": "warning", "start": 1, "end": 2, "line": 3, "fingerprint": "f", "waiver": each.waiver})  # fmt: skip


def column(table: Any, key: str) -> list[Any]:
    """The cells of a column of a table."""
    at = [column.key for column in table.columns].index(key)
    return [row[at] for row in table.rows]
