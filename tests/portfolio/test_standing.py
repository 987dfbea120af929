"""One unit among its level."""

from fractions import Fraction

from sqlalchemy import Engine as Database
from sqlalchemy import update

from linter.output.catalogue import catalogue
from linter.portfolio.identity import unit_id
from linter.portfolio.scope import Scope
from linter.portfolio.store import writing
from linter.portfolio.tables import dimension
from linter.portfolio.views.standing import standing
from tests.portfolio.shelf import BOOK, Filed, column, filled

WORDS = catalogue("zh", "portfolio", "views")


def test_against_the_median_of_its_level(store: Database) -> None:
    filled(
        store,
        [
            Filed("青岚县", 2024, 500, "+xx."), Filed("白石县", 2024, 601, "++~."), Filed("河湾县", 2024, 700, "++x."), Filed("松岗县", 2024, 800, "+~?."),
            Filed("云泽市", 2024, 900, "++++", above="东江省", level="city"), Filed("青岚县", 2023, 450),
        ],
    )  # fmt: skip
    with store.connect() as connection:
        card, dimensions, gaps = standing(connection, Scope(BOOK, (2024,), units=(unit_id("青岚县", "云泽市"),)), WORDS)
    (row,) = card.rows
    cells = dict(zip([each.key for each in card.columns], row, strict=True))
    assert (cells["score"], cells["median"], cells["apart"]) == (50, Fraction(1301, 20), Fraction(-151, 10))  # 65.05 is shown as 65.1, and 50.0 - 65.1 is -15.1
    assert (cells["position"], cells["of"], cells["last"]) == (4, 4, 45)
    assert dict(zip(column(dimensions, "dimension"), column(dimensions, "share"), strict=True)) == {"甲类": Fraction(1, 2), "乙类": 0}
    assert column(dimensions, "median-share") == [Fraction(9, 10), 0]
    assert column(dimensions, "apart-share") == [-40, 0]
    assert (column(gaps, "rule"), column(gaps, "others"), column(gaps, "status")) == (["first.two", "second.one"], [1, Fraction(1, 2)], ["absent", "absent"])


def test_without_a_report_that_year(store: Database) -> None:
    filled(store, [Filed("青岚县", 2023, 500)])
    with store.connect() as connection:
        (card,) = standing(connection, Scope(BOOK, (2024,), units=(unit_id("青岚县", "云泽市"),)), WORDS)
    assert card.rows == () and card.notes[0] == "库中未见青岚县2024年度的报告；该单位有报告的年度：2023。"


def test_without_any_report(store: Database) -> None:
    filled(store, [Filed("青岚县", 2024, 500)], [("档案馆", "云泽市", "department", False)])
    with store.connect() as connection:
        (card,) = standing(connection, Scope(BOOK, (2024,), units=(unit_id("档案馆", "云泽市"),)), WORDS)
    assert card.notes == ("库中未见档案馆的报告。",)


def test_points_rounded_above_the_maximum_are_all_of_it(store: Database) -> None:
    filled(store, [Filed("青岚县", 2024, 500), Filed("白石县", 2024, 500)])
    with writing(store) as connection:
        connection.execute(update(dimension).where(dimension.c.dimension == "first").values(points=108, maximum=107))
    with store.connect() as connection:
        _, dimensions, _ = standing(connection, Scope(BOOK, (2024,), units=(unit_id("青岚县", "云泽市"),)), WORDS)
    shares = dict(zip(column(dimensions, "dimension"), column(dimensions, "share"), strict=True))
    assert shares["甲类"] == 1 and dict(zip(column(dimensions, "dimension"), column(dimensions, "median-share"), strict=True))["甲类"] == 1


def test_without_a_score(store: Database) -> None:
    filled(store, [Filed("青岚县", 2024, None, "xx??"), Filed("白石县", 2024, 500)])
    with store.connect() as connection:
        card, gaps = standing(connection, Scope(BOOK, (2024,), units=(unit_id("青岚县", "云泽市"),)), WORDS)
    assert card.notes[0] == "未评分：报告未能读全。"
    assert column(gaps, "rule") == ["first.one", "first.two"]
