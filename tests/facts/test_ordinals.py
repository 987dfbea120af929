"""Ordinal numerals of articles and plans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.facts.ordinals import ordinal

DIGITS = "零一二三四五六七八九"


def written(number: int) -> str:
    """The numeral as statutes write it, up to 199."""
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    text = "一百" if hundreds else ""
    if hundreds and rest and not tens:
        text += "零"
    if tens:
        text += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    return text + (DIGITS[units] if units else "")


@given(st.integers(1, 199))
def test_what_is_written_is_read(number: int) -> None:
    assert ordinal(written(number)) == number
    assert ordinal(str(number)) == number


@pytest.mark.parametrize(("text", "value"), [("二百", 200), ("九百九十九", 999), ("一〇", None), ("十十", None), ("十百", None), ("三三", None), ("", None), ("若干", None), ("零", 0), ("零十", None)])
def test_odd_ones(text: str, value: int | None) -> None:
    assert ordinal(text) == value
