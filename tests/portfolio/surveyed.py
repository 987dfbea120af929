"""A small store over two years whose names are hostile: what is made of it must show them and obey none."""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select, update

from linter.engine import Engine
from linter.engines import Engines
from linter.model.survey import Survey
from linter.model.table import Table
from linter.output.catalogue import Catalogue, catalogue
from linter.portfolio.gathering import BOOK, PAGE, survey
from linter.portfolio.intake import Terms, take_in
from linter.portfolio.scope import Scope, rulebooks
from linter.portfolio.store import opened
from linter.portfolio.tables import finding, report, unit
from tests.portfolio.samples import AS_OF, written

FORMULA = '=HYPERLINK("http://x.invalid","县")'
MARKUP = '<script>alert(1)</script><img src=x onerror=alert(2)>"县'
PATH = "../../县:*?\u202e"
REASON = "=cmd|' /C calc'!A0"
PLACES = ("青岚县", "白石县", "云岭县", "丹霞县", "沧浪县", "霜桥县")


class Surveyed(NamedTuple):
    """The store of six places, three of them renamed, and what it was judged by."""

    path: str
    engine: Engine
    words: Catalogue
    year: int = 2024


def made(folder: Path, engine: Engine) -> Surveyed:
    """Two years of six places; one of them has no report in the second year."""
    words = catalogue("zh", "portfolio", "views", "survey")
    path = str(folder / "store.db")
    given = written(folder / "2023", *[f"{place}人民政府" for place in PLACES], year=2023)
    given += written(folder / "2024", *[f"{place}人民政府" for place in PLACES[:-1]], year=2024)
    with opened(path, words, make=True) as store:
        take_in(store, Engines.around(engine), given, Terms(AS_OF, jobs=1))
        with store.begin() as connection:
            names = {row.name[:3]: row.id for row in connection.execute(select(unit.c.name, unit.c.id))}
            for place, name in zip(PLACES, (FORMULA, MARKUP, PATH), strict=False):
                connection.execute(update(unit).where(unit.c.id == names[place]).values(name=name))
            connection.execute(update(unit).values(origin="roster"))
            first = connection.execute(select(report.c.id).where(report.c.year == 2024).order_by(report.c.id)).scalars().first()
            connection.execute(update(finding).where(finding.c.report_id == first, finding.c.number == 1).values(waiver=REASON))
    return Surveyed(path, engine, words)


def gathered(of: Surveyed, parts: frozenset[str] = BOOK | PAGE, units: int = 1000) -> Survey:
    """The survey of 2024."""
    with opened(of.path, of.words) as store, store.connect() as connection:
        scope = Scope(rulebooks(connection)[0].id, (of.year,))
        return survey(connection, scope, of.words, AS_OF, of.engine.rulebook, parts, units=units)


def cells(table: Table, key: str) -> list[object]:
    """A column of a table."""
    at = [column.key for column in table.columns].index(key)
    return [row[at] for row in table.rows]


def command(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """`fazhi-lint portfolio …` as a user runs it."""
    return subprocess.run(
        [sys.executable, "-c", "import sys; from linter.cli import main; sys.exit(main())", "portfolio", *arguments], capture_output=True, text=True, check=False
    )
