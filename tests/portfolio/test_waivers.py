"""The waivers in force."""

from sqlalchemy import Engine as Database

from linter.output.catalogue import catalogue
from linter.portfolio.scope import Scope
from linter.portfolio.views.waivers import waivers
from tests.portfolio.shelf import BOOK, Filed, column, filled

WORDS = catalogue("zh", "portfolio", "views")


def test_reasons_and_effect(store: Database) -> None:
    filled(store, [Filed("青岚县", 2024, 500, waiver="口径另有说明"), Filed("白石县", 2024, 600), Filed("青岚县", 2023, 500, waiver="=1+1")])
    with store.connect() as connection:
        table, effect = waivers(connection, Scope(BOOK), WORDS)
        assert list(zip(column(table, "year"), column(table, "waiver"), strict=True)) == [(2023, "=1+1"), (2024, "口径另有说明")]
        assert column(table, "status") == ["inconsistent"] * 2
        assert (column(effect, "year"), column(effect, "times")) == ([2023, 2024], [1, 1])
        table, effect = waivers(connection, Scope(BOOK, (2024,)), WORDS)
        assert column(table, "title") == ["甲一"]
        (table,) = waivers(connection, Scope(BOOK, (2024,), regions=("北渡市",)), WORDS)
        assert table.notes[0] == WORDS("waivers.none")
