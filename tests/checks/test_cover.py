"""Which stretches lie inside others, against the plain definition."""

from hypothesis import given
from hypothesis import strategies as st

from linter.checks.cover import Cover

RANGE = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda pair: (pair[0], pair[0] + pair[1]))
RANGES = st.lists(RANGE, max_size=12)


@given(RANGES, RANGE)
def test_one_range_holds_all_of_it(ranges: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    start, end = asked
    assert Cover(ranges).covers(start, end) == any(s <= start and end <= e for s, e in ranges)


@given(RANGES, RANGE)
def test_one_range_lies_wholly_inside(ranges: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    start, end = asked
    assert Cover(ranges).touches(start, end) == any(start <= s and e <= end for s, e in ranges)


@given(RANGES, RANGE)
def test_one_range_shares_a_character(ranges: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    start, end = asked
    assert Cover(ranges).overlaps(start, end) == any(s < end and start < e for s, e in ranges)


def test_no_ranges() -> None:
    empty = Cover([])
    assert not empty.covers(0, 1)
    assert not empty.touches(0, 9)
    assert not empty.overlaps(0, 9)
