"""The views of the sample of examples/portfolio: every missing unit, late date, trend and waiver that was planted, and none beside them."""

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from sqlalchemy import Connection

from linter.engines import Engines
from linter.output.catalogue import Catalogue, catalogue
from linter.output.tables import FORMATS, composed
from linter.portfolio.intake import Terms, take_in
from linter.portfolio.roster import enrol, read_roster
from linter.portfolio.scope import Scope, rulebooks
from linter.portfolio.store import opened
from linter.portfolio.table import Table
from linter.portfolio.views.gaps import gaps
from linter.portfolio.views.heatmap import heatmap
from linter.portfolio.views.missing import missing
from linter.portfolio.views.ranking import rank
from linter.portfolio.views.trend import trend
from linter.portfolio.views.waivers import waivers
from tests.portfolio.samples import AS_OF, Given
from tests.portfolio.shelf import column
from tests.portfolio.test_sample import make

WORDS = catalogue("zh", "portfolio", "views")


class Seen(NamedTuple):
    """The truth, and the store it was taken into."""

    truth: dict[str, Any]
    connection: Connection
    rulebook: int

    def of(self, *years: int) -> Scope:
        """The scope of some years, all of them without."""
        return Scope(self.rulebook, years)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory, engines: Engines, words: Catalogue) -> Iterator[Seen]:
    folder = tmp_path_factory.mktemp("sample")
    make(folder)
    given = [Given(str(path)) for path in sorted((folder / "reports").rglob("*")) if path.is_file()]
    with opened(str(folder / "store.db"), words, make=True) as store:
        enrol(store, read_roster(str(folder / "roster.csv"), words))
        take_in(store, engines, given, Terms(AS_OF, jobs=2, timeout=60.0))
        with store.connect() as connection:
            yield Seen(json.loads((folder / "truth.json").read_text("utf-8")), connection, rulebooks(connection)[0].id)


def named(table: Table) -> list[str]:
    """上级/名称 of each row, as the truth calls units."""
    return [f"{above}/{name.rpartition('/')[2]}" for name, above in zip(column(table, "unit"), column(table, "parent"), strict=True)]


def test_every_missing_report_and_every_late_date(seen: Seen) -> None:
    absent, late = missing(seen.connection, seen.of(*seen.truth["years"]), WORDS)
    assert sorted(zip(named(absent), column(absent, "year"), strict=True)) == sorted((x["unit"], x["year"]) for x in seen.truth["missing"])
    found = zip(named(late), column(late, "year"), [cell.id for cell in column(late, "late")], column(late, "date"), strict=True)
    assert sorted(found) == sorted((x["unit"], x["year"], x["what"], x["date"]) for x in seen.truth["late"])
    assert not set(named(absent)) & set(seen.truth["not_obliged"])


def test_every_trend_and_no_other(seen: Seen) -> None:
    _, table = trend(seen.connection, seen.of(), WORDS)
    went = dict(zip(named(table), [cell.id if cell else None for cell in column(table, "direction")], strict=True))
    planted = {x["unit"]: x["trend"] for x in seen.truth["trends"]}
    assert {unit: way for unit, way in went.items() if way in ("rise", "fall")} == {unit: way for unit, way in planted.items() if way != "flat"}
    assert {went[unit] for unit, way in planted.items() if way == "flat"} == {"flat"}
    (renamed,) = seen.truth["renamed"]
    assert went[renamed["unit"]] is not None  # the years under the former name count
    assert len(went) == seen.truth["units"] - len(seen.truth["not_obliged"])


def test_the_ranking_follows_the_quality(seen: Seen) -> None:
    trending = {x["unit"] for x in seen.truth["trends"]}
    for year in seen.truth["years"]:
        (table,) = rank(seen.connection, seen.of(year), WORDS)
        places = defaultdict(list)
        for unit, position in zip(named(table), column(table, "position"), strict=True):
            if unit not in trending:
                places[seen.truth["classes"][unit]].append(position)
        means = [sum(places[quality]) / len(places[quality]) for quality in seen.truth["class_order"]]
        assert all(after < before for before, after in pairwise(means)), means
        assert max(places["strong"]) < min(places["weak"])
    (double,) = seen.truth["two_in_one_year"]
    (table,) = rank(seen.connection, seen.of(double["year"]), WORDS)
    assert named(table).count(double["unit"]) == 1
    assert any("1 份未计入" in note for note in table.notes)


def test_every_waiver(seen: Seen) -> None:
    table, _ = waivers(seen.connection, seen.of(), WORDS)
    found = zip(named(table), column(table, "year"), column(table, "rule"), column(table, "waiver"), strict=True)
    assert sorted(found) == sorted((x["unit"], x["year"], x["rule"], x["reason"]) for x in seen.truth["waivers"])


def test_every_view_in_every_format_and_language_twice_the_same(seen: Seen) -> None:
    year = seen.truth["years"][-1]

    def all_of(words: Catalogue) -> list[Table]:
        own = seen.of(year)
        maps = [heatmap(seen.connection, own, words, by=by, rows=rows) for by in ("dimension", "duty") for rows in ("unit", "region")]
        return [*maps, gaps(seen.connection, own, words, by="level"), *rank(seen.connection, own, words), *trend(seen.connection, seen.of(), words)]

    for lang in ("zh", "en"):
        words = catalogue(lang, "portfolio", "views")
        once, again = all_of(words), all_of(words)
        for format in FORMATS:
            assert composed(once, format, lang) == composed(again, format, lang)
        text = composed(once, "text", lang, columns=80).decode()
        assert not [word for word in ("违法", "不合格", "错误", "造假") if word in text.replace("违法行为", "")]
