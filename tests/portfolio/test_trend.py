"""Scores over the years."""

from fractions import Fraction

from sqlalchemy import Engine as Database

from linter.output.catalogue import catalogue
from linter.portfolio.scope import Scope
from linter.portfolio.views.trend import trend
from tests.portfolio.shelf import BOOK, OTHER, Filed, column, filled

WORDS = catalogue("zh", "portfolio", "views")


def test_the_change_of_medians_is_that_of_the_figures_shown(store: Database) -> None:
    filled(store, [Filed("青岚县", 2023, 709), Filed("青岚县", 2024, 684), Filed("白石县", 2023, 709), Filed("白石县", 2024, 685)])
    with store.connect() as connection:
        levels, _ = trend(connection, Scope(BOOK), WORDS)
    assert (column(levels, "2024")[0], column(levels, "change-all")[0]) == (Fraction(1369, 20), Fraction(-24, 10))  # 68.45 is shown as 68.5: 68.5 - 70.9


def test_medians_and_directions(store: Database) -> None:
    courses = {"青岚县": (400, 500, 600), "白石县": (600, 500, 400), "河湾县": (500, None, 505), "松岗县": (None, None, 700)}
    filled(store, [Filed(name, 2022 + at, score) for name, course in courses.items() for at, score in enumerate(course) if score is not None])
    with store.connect() as connection:
        levels, units = trend(connection, Scope(BOOK), WORDS)
    assert column(units, "unit") == ["青岚县", "河湾县", "白石县", "松岗县"]
    assert [cell.id if cell else None for cell in column(units, "direction")] == ["rise", "flat", "fall", None]
    assert column(units, "change-all") == [20, Fraction(1, 2), -20, None]
    assert column(units, "2023") == [50, None, 50, None]
    assert column(levels, "level") == ["全部", "县级"]
    assert column(levels, "2024") == [Fraction(5525, 100)] * 2
    assert column(levels, "reports") == [9, 9]


def test_years_of_other_rulebooks_are_no_trend(store: Database) -> None:
    filled(store, [Filed("青岚县", 2024, 600), Filed("青岚县", 2023, 300, book=OTHER)])
    with store.connect() as connection:
        _, units = trend(connection, Scope(BOOK), WORDS)
    assert [each.key for each in units.columns if each.kind == "score"] == ["2024"]
    assert units.notes == (WORDS("trend.one"), WORDS("views.left.other_rulebooks", number=1))


def test_a_year_without_reports_is_told(store: Database) -> None:
    filled(store, [Filed("青岚县", 2021, 600), Filed("青岚县", 2024, 600)])
    with store.connect() as connection:
        _, units = trend(connection, Scope(BOOK), WORDS)
        assert WORDS("trend.gaps", years="2022、2023") in units.notes
        _, units = trend(connection, Scope(BOOK, (2021,)), WORDS)
        assert WORDS("trend.one") in units.notes
