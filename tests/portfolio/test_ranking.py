"""The ranking: bands and places by the measured error, change to last year, what stands apart and what is left out."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine as Database

from linter.output.catalogue import Catalogue, catalogue
from linter.portfolio.precision import CLEAR, MEAN_ERROR, bands, direction
from linter.portfolio.scope import Scope
from linter.portfolio.views.ranking import rank
from tests.portfolio.shelf import BOOK, OTHER, Filed, column, filled

WORDS = catalogue("zh", "portfolio", "views")


def ranked(store: Database, scope: Scope, words: Catalogue = WORDS) -> list:  # type: ignore[type-arg]
    with store.connect() as connection:
        return rank(connection, scope, words)


def test_bands_places_and_change(store: Database) -> None:
    scores = {"青岚县": 800, "白石县": 785, "河湾县": 784, "松岗县": 770, "南坪县": 770}
    filled(store, [*(Filed(name, 2024, score) for name, score in scores.items()), Filed("青岚县", 2023, 812), Filed("白石县", 2022, 500)])
    (table,) = ranked(store, Scope(BOOK, (2024,)))
    assert column(table, "unit") == ["青岚县", "白石县", "河湾县", "南坪县", "松岗县"]
    assert column(table, "position") == [1, 2, 3, 4, 4]
    assert column(table, "band") == [1, 1, 2, 2, 2]  # 80.0 and 78.5 are less than 1.6 apart, 78.4 is not
    assert column(table, "places") == ["1–2", "1–5", "2–5", "2–5", "2–5"]
    assert column(table, "change") == [Fraction(-12, 10), None, None, None, None]
    assert any("1.6" in note for note in table.notes)
    assert table.notes[-1] == WORDS("disclaimer")


def test_unscored_reports_stand_apart_and_not_last(store: Database) -> None:
    filled(store, [Filed("青岚县", 2024, 300), Filed("白石县", 2024, None)])
    table, apart = ranked(store, Scope(BOOK, (2024,)))
    assert column(table, "unit") == ["青岚县"]
    assert (column(apart, "unit"), column(apart, "reason")) == (["白石县"], ["报告未能读全"])


def test_filters_by_level_and_region(store: Database) -> None:
    filled(
        store,
        [
            Filed("青岚县", 2024, 500), Filed("青岚县司法局", 2024, 600, above="青岚县", level="department"), Filed("云泽市", 2024, 700, above="东江省", level="city"),
            Filed("柳溪镇", 2024, 400, above="北渡市", level=None),
        ],
    )  # fmt: skip
    (table,) = ranked(store, Scope(BOOK, (2024,), ("county",)))
    assert column(table, "unit") == ["青岚县"]
    (table,) = ranked(store, Scope(BOOK, (2024,), regions=("云泽市",)))
    assert column(table, "unit") == ["云泽市", "青岚县"]  # the office's region says 青岚县 only
    (table,) = ranked(store, Scope(BOOK, (2024,), regions=("东江省",)))
    assert len(table.rows) == 4
    (table,) = ranked(store, Scope(BOOK, (2024,), regions=("泽市",)))
    assert table.rows == ()
    assert WORDS("rank.levels") in ranked(store, Scope(BOOK, (2024,)))[0].notes


def test_units_of_one_name_bear_the_unit_above(store: Database) -> None:
    filled(store, [Filed("鼓山县", 2024, 500, above="云泽市"), Filed("鼓山县", 2024, 400, above="北渡市"), Filed("白石县", 2024, 300)])
    (table,) = ranked(store, Scope(BOOK, (2024,)))
    assert column(table, "unit") == ["云泽市/鼓山县", "北渡市/鼓山县", "白石县"]


def test_other_rulebooks_are_never_mixed_in_and_are_told(store: Database) -> None:
    filled(store, [Filed("青岚县", 2024, 500), Filed("青岚县", 2023, 900, book=OTHER), Filed("白石县", 2024, 900, book=OTHER)])
    (table,) = ranked(store, Scope(BOOK, (2024,)))
    assert column(table, "unit") == ["青岚县"]
    assert column(table, "change") == [None]
    assert WORDS("views.left.other_rulebooks", number=1) in table.notes


def test_where_nothing_fits_it_says_what_there_is(store: Database) -> None:
    filled(store, [Filed("青岚县", 2024, 500)])
    (table,) = ranked(store, Scope(BOOK, (2020,)))
    assert table.rows == ()
    assert "2024" in table.notes[0]


@given(st.lists(st.integers(0, 1000), max_size=40))
def test_a_band_is_never_wider_than_the_error_and_two_bands_never_fit_in_one(scores: list[int]) -> None:
    falling = sorted(scores, reverse=True)
    held = bands(falling)
    groups = {band: [score for score, own in zip(falling, held, strict=True) if own == band] for band in held}
    assert sorted(groups) == list(range(1, len(groups) + 1))
    assert all(max(group) - min(group) < MEAN_ERROR * 10 for group in groups.values())
    assert all(max(groups[band]) - max(groups[band + 1]) >= MEAN_ERROR * 10 for band in groups if band + 1 in groups)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([], None), ([500], None), ([500, 600], "rise"), ([600, 500], "fall"), ([500, 599], "higher"), ([500, 510], "flat"), ([500, 560, 500], "uneven"),
        ([500, 700, 690], "rise"), ([500, 700, 684], "uneven"), ([520, 500, 515], "flat"), ([700, 650, 600], "fall"), ([500, 484], "lower"), ([500, 485], "flat"),
    ],
)  # fmt: skip
def test_directions(scores: list[int], expected: str | None) -> None:
    assert CLEAR == 10
    assert direction(scores) == expected
