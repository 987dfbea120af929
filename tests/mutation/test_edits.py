"""Edits make the text they say and know where its old offsets lie."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.mutation.edits import Edit, applied, moved, touch, touched


def test_edits_are_made_from_left_to_right() -> None:
    assert applied("abcdef", [Edit(4, 6, "Z"), Edit(0, 1, ""), Edit(2, 2, "xx")]) == "bxxcdZ"


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        applied("abcdef", [Edit(0, 3, ""), Edit(2, 4, "")])


def test_what_is_put_in_at_the_end_of_a_span_belongs_to_it() -> None:
    assert moved((3, 3), [Edit(3, 3, "NEW")]) == (3, 6)
    assert moved((0, 3), [Edit(3, 3, "NEW")]) == (0, 6)
    assert moved((4, 6), [Edit(3, 3, "NEW")]) == (7, 9)


def test_touched_shows_what_was_changed() -> None:
    assert touched([Edit(4, 5, "xyz"), Edit(0, 2, "")]) == ((0, 0), (2, 5))


def test_spans_that_meet_touch() -> None:
    assert touch((0, 2), (2, 4)) and touch((3, 3), (0, 9)) and not touch((0, 2), (3, 4))


@st.composite
def _edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(st.text("abcdefgh", min_size=1, max_size=40))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6).map(lambda c: c if len(c) % 2 == 0 else c[:-1])))
    new = draw(st.lists(st.text("XYZ", max_size=4), min_size=3, max_size=3))
    edits = [Edit(a, b, n) for (a, b), n in zip(zip(cuts[::2], cuts[1::2], strict=True), new, strict=False)]
    return text, edits


@settings(max_examples=300, deadline=None, derandomize=True)
@given(_edited())
def test_text_that_no_edit_touches_keeps_its_words(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    after = applied(text, edits)
    assert len(after) == len(text) + sum(len(e.new) - (e.end - e.start) for e in edits)
    for start in range(len(text)):
        end = start + 1
        if all(e.end < start or e.start > end for e in edits):
            a, b = moved((start, end), edits)
            assert after[a:b] == text[start:end]
