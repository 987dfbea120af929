"""Clauses and sentences."""

from hypothesis import given
from hypothesis import strategies as st

from linter.structure.clauses import Divider

# every character that divides, with what suspends it
MIXED = st.text(alphabet="，,:。;!?\n《》执法12月、", max_size=200)


def clauses(text: str) -> list[str]:
    pieces, _ = Divider(text).divide(0, len(text), 0)
    return [text[start:end] for start, end, _ in pieces]


def test_marks_in_titles_and_between_digits_divide_nothing() -> None:
    text = "制定《青岚县河道保护办法,试行》,受理12,345件,9:30开会。印发"
    assert clauses(text) == ["制定《青岚县河道保护办法,试行》,", "受理12,345件,", "9:30开会。", "印发"]


def test_a_title_that_is_never_closed_suspends_nothing() -> None:
    assert clauses("制定《青岚县办法,试行。") == ["制定《青岚县办法,", "试行。"]


def test_a_lone_mark_belongs_to_the_clause_before_it() -> None:
    assert clauses("办结。。受理,。") == ["办结。。", "受理,。"]


def test_which_clauses_end_a_sentence() -> None:
    text = "办理,复核;归档。公示"
    pieces, _ = Divider(text).divide(0, len(text), 0)
    assert [full for _, _, full in pieces] == [False, True, True, True]


def test_division_goes_on_where_the_last_item_ended() -> None:
    text = "甲一,甲二。乙一,乙二。"
    divider = Divider(text)
    first, at = divider.divide(0, 6, 0)
    second, _ = divider.divide(6, len(text), at)
    assert [text[a:b] for a, b, _ in (*first, *second)] == ["甲一,", "甲二。", "乙一,", "乙二。"]


@given(MIXED, st.integers(0, 200), st.integers(0, 200))
def test_clauses_tile_any_stretch(text: str, left: int, right: int) -> None:
    start, end = sorted((min(left, len(text)), min(right, len(text))))
    pieces, _ = Divider(text).divide(start, end, 0)
    assert "".join(text[a:b] for a, b, _ in pieces) == text[start:end]
    assert all(a < b for a, b, _ in pieces)


@given(MIXED)
def test_titles_are_balanced(text: str) -> None:
    for start, end in Divider(text).titles:
        assert text[start] == "《" and text[end - 1] == "》"
        assert "\n" not in text[start:end]
