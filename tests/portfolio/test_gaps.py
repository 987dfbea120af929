"""The commonest gaps."""

from fractions import Fraction

import pytest
from sqlalchemy import Engine as Database

from linter.output.catalogue import catalogue
from linter.portfolio.scope import Scope
from linter.portfolio.views.gaps import gaps
from tests.portfolio.shelf import BOOK, Filed, column, filled

WORDS = catalogue("zh", "portfolio", "views")


@pytest.fixture
def towns(store: Database) -> Database:
    filled(
        store,
        [
            Filed("青岚县", 2024, 500, "+xx?"), Filed("白石县", 2024, 500, "+>x~"), Filed("柳溪镇", 2024, 500, "+~x.", above="青岚县", level="township"), Filed("柳溪镇", 2023, 500, "xxxx", above="青岚县", level="township"),
        ],
    )  # fmt: skip
    return store


def test_the_commonest_first(towns: Database) -> None:
    with towns.connect() as connection:
        table = gaps(connection, Scope(BOOK, (2024,)), WORDS)
    assert column(table, "rule") == ["second.one", "first.two"]
    assert column(table, "gap") == [1, Fraction(2, 3)]
    assert [column(table, key)[1] for key in ("applies", "absent", "planned", "mentioned", "evidenced")] == [3, 1, 1, 1, 0]


def test_by_level_by_region_and_the_first_only(towns: Database) -> None:
    with towns.connect() as connection:
        table = gaps(connection, Scope(BOOK, (2024,)), WORDS, by="level", top=1)
        assert [(each.key, each.title) for each in table.columns if each.group] == [("level:county", "县级"), ("level:township", "乡镇（街道）")]
        assert len(table.rows) == 1
        assert WORDS("common.top", shown=1, number=2) in table.notes
        table = gaps(connection, Scope(BOOK, (2024,)), WORDS, by="region")
        assert column(table, "region:东江省云泽市") == [1, 1]
        assert column(gaps(connection, Scope(BOOK, (2024,), ("township",)), WORDS), "rule") == ["second.one"]
        assert gaps(connection, Scope(BOOK, (2030,)), WORDS, by="level").rows == ()
