"""The heat map: units and regions, dimensions and duties."""

from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import Engine as Database

from linter.output.catalogue import catalogue
from linter.portfolio.scope import Scope
from linter.portfolio.views import heatmap as views
from tests.portfolio.shelf import BOOK, Filed, column, filled

WORDS = catalogue("zh", "portfolio", "views")


@pytest.fixture
def towns(store: Database) -> Database:
    filled(
        store,
        [
            Filed("青岚县", 2024, 500, "+~x."), Filed("白石县", 2024, 700, "+++."), Filed("河湾县", 2024, None, "x>?.", above="北渡市"), Filed("青岚县", 2023, 900, "xxxx"),
        ],
    )  # fmt: skip
    return store


def seen(store: Database, **options: Any) -> Any:
    with store.connect() as connection:
        return views.heatmap(connection, Scope(BOOK, (2024,)), WORDS, **options)


def test_units_by_dimension(towns: Database) -> None:
    table = seen(towns)
    assert [each.key for each in table.columns[-2:]] == ["first", "second"]
    assert column(table, "unit") == ["白石县", "青岚县", "河湾县"]  # by score, those without one after them
    assert column(table, "first") == [1, Fraction(4, 5), 0]
    assert column(table, "second") == [1, 0, 0]


def test_sorted_by_region(store: Database) -> None:
    filled(store, [Filed("河湾县", 2024, 900, above="北渡市"), Filed("青岚县", 2024, 800), Filed("白石县", 2024, 500), Filed("松岗县", 2024, 700, above="北渡市")])
    assert column(seen(store), "unit") == ["河湾县", "青岚县", "松岗县", "白石县"]
    assert column(seen(store, sort="region"), "unit") == ["白石县", "青岚县", "松岗县", "河湾县"]
    assert column(seen(store, rows="region"), "region") == ["东江省北渡市", "东江省云泽市"]
    assert column(seen(store, rows="region", sort="region"), "region") == ["东江省云泽市", "东江省北渡市"]


def test_units_by_duty(towns: Database) -> None:
    table = seen(towns, by="duty")
    assert [(each.key, each.kind, each.group) for each in table.columns if each.group] == [
        ("first.one", "status", "甲类"), ("first.two", "status", "甲类"), ("second.one", "status", "乙类"),
    ]  # fmt: skip
    assert column(table, "first.two") == ["evidenced", "mentioned", "planned"]
    assert column(table, "second.one") == ["evidenced", "absent", "review"]
    assert [each.key for each in seen(towns, by="duty", dimensions=("second",)).columns if each.group] == ["second.one"]


def test_regions_by_dimension_and_duty(towns: Database) -> None:
    table = seen(towns, rows="region")
    assert column(table, "region") == ["东江省云泽市", "东江省北渡市"]
    assert column(table, "units") == [2, 1]
    assert column(table, "median") == [60, None]
    assert column(table, "first") == [Fraction(9, 10), 0]
    table = seen(towns, rows="region", by="duty")
    assert column(table, "first.two") == [Fraction(4, 5), 0]
    assert column(table, "second.one") == [Fraction(1, 2), None]  # what is to be reviewed is not counted


def test_many_units_are_shown_by_region_first(towns: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "UNITS", 2)
    table = seen(towns)
    assert column(table, "region") == ["东江省云泽市", "东江省北渡市"]
    assert any("--rows unit" in note for note in table.notes)
    assert column(seen(towns, rows="unit"), "unit")[0] == "白石县"
    monkeypatch.setattr(views, "UNITS", 3)
    assert column(seen(towns), "unit")[0] == "白石县"
