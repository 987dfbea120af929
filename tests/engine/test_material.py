"""The list of material to collect, by level and year."""

import pytest

from linter.material import rows_of
from linter.model.rule import LEVELS, Rulebook
from tests.checks.finders import finder
from tests.checks.toy import Toys


@pytest.mark.parametrize("level", LEVELS)
def test_the_duties_of_a_level(book: Rulebook, level: str) -> None:
    rows = rows_of(book, level, 2024, "all", "zh")
    rules = {r.id: r for r in book.rules}
    assert len({row.rule for row in rows}) == len(rows) > 20
    for row in rows:
        rule = rules[row.rule]
        assert level in rule.levels
        assert rule.check != "date"
        assert (rule.years[0] or 0) <= 2024 <= (rule.years[1] or 9999)
        assert (row.title, row.severity, row.material) == (rule.title_zh, rule.severity, rule.advice_zh)
        assert row.basis
        assert "2015—2020" not in row.basis or all("2021" not in book.sources[b.source].name for b in rule.basis)


def test_order_is_that_of_the_profile_then_statutory_first(book: Rulebook) -> None:
    rows = rows_of(book, "county", 2024, "all", "zh")
    titles = [d.title_zh for d in book.weightings["county"].dimensions]
    rank = {"error": 0, "warning": 1, "info": 2}
    keys = [(titles.index(row.dimension), rank[row.severity], row.rule) for row in rows]
    assert keys == sorted(keys)


def test_year_pack_and_language_choose(book: Rulebook) -> None:
    early, late = ({r.rule for r in rows_of(book, "county", year, "all", "zh")} for year in (2018, 2024))
    assert early != late
    core = {r.rule for r in rows_of(book, "county", 2024, "core", "zh")}
    rules = {r.id: r for r in book.rules}
    assert core == {rule for rule in late if rules[rule].pack == "core"} != late
    english = rows_of(book, "county", 2024, "all", "en")
    assert {r.rule for r in english} == late
    assert all((row.title, row.material) == (rules[row.rule].title_en, rules[row.rule].advice_en) for row in english)


def test_what_has_no_dimension_or_is_deprecated_is_left_out(book: Rulebook, toys: Toys) -> None:
    rules = (
        toys.rule("a", {"mention": {"any": ["公示"]}}),
        toys.rule("b", {"mention": {"any": ["公示"]}, "stability": "deprecated"}),
        toys.rule("nowhere.c", {"mention": {"any": ["公示"]}}),
        toys.rule("structure.d", {"check": "date", "present": True}),
        toys.rule("e", {"mention": {"any": ["公示"]}, "applies": {"levels": ["city"]}}),
        toys.rule("f", {"mention": {"any": ["公示"]}, "applies": {"years": [None, 2020]}}),
        toys.rule("g", {"mention": {"any": ["公示"]}, "applies": {"years": [2025, None]}}),
    )
    assert [row.rule for row in rows_of(book._replace(rules=rules), "county", 2024, "all", "zh")] == ["enforcement.a"]
    # a level without a profile of its own takes the default one
    lone = book._replace(rules=rules, weightings={"default": book.weightings["default"]})
    assert [row.rule for row in rows_of(lone, "county", 2024, "all", "zh")] == ["enforcement.a"]


def test_what_is_looked_for_in_a_finished_text_is_no_material(book: Rulebook, toys: Toys) -> None:
    """Some rules on form and coherence stand in the folder of a dimension."""
    others = tuple(finder(f"structure.{kind}", kind) for kind in ("residue", "coherence", "relation", "claim", "source", "term"))
    rules = (toys.rule("a", {"mention": {"any": ["公示"]}}), *others, finder("enforcement.b", "claim"))
    assert [row.rule for row in rows_of(book._replace(rules=rules), "county", 2024, "all", "zh")] == ["enforcement.a"]
