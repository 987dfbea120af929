"""The value of a figure's token, exact."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.facts.numbers import number_of, value_of

UNITS = st.sampled_from(["件", "次", "项", "元", "人次", "个工作日", "户", "%"])


@pytest.mark.parametrize(
    ("token", "value"),
    [
        ("45件", 45),
        ("3,551项", 3551),
        ("1,234,567元", 1_234_567),
        ("1万余份", 10_000),
        ("1余万份", 10_000),
        ("12.5万件", 125_000),
        ("2亿多元", 200_000_000),
        ("3千余起", 3000),
        ("2百万元", 200),  # one scale is read: 百万 is none of them
        ("98.5%", Fraction(197, 2)),
        ("0.1个", Fraction(1, 10)),
        ("30余次", 30),
        ("三次", 3),
        ("两批", 2),
        ("十余场", 10),
        ("二十三次", 23),
        ("一百零五次", 105),
        ("件", None),
        ("", None),
        ("余次", None),
    ],
)
def test_values(token: str, value: Fraction | int | None) -> None:
    assert value_of(token) == value


@given(st.integers(0, 10**12), UNITS)
def test_whole_numbers(number: int, unit: str) -> None:
    assert value_of(f"{number}{unit}") == number
    assert value_of(f"{number:,}{unit}") == number


@given(st.integers(0, 10**6), st.integers(0, 99), UNITS)
def test_decimals_are_exact(whole: int, cents: int, unit: str) -> None:
    assert value_of(f"{whole}.{cents:02d}{unit}") == Fraction(whole * 100 + cents, 100)


@given(st.integers(1, 9999), st.sampled_from([("百", 100), ("千", 1000), ("万", 10_000), ("亿", 100_000_000)]), st.sampled_from(["", "余", "多", "几"]))
def test_scales(number: int, scale: tuple[str, int], about: str) -> None:
    word, factor = scale
    assert value_of(f"{number}{word}{about}件") == number * factor
    assert value_of(f"{number}{about}{word}件") == number * factor


@given(st.integers(1, 9999))
def test_chinese_numerals(number: int) -> None:
    import cn2an

    assert value_of(cn2an.an2cn(str(number)) + "次") == number


@pytest.mark.parametrize("token", ["十百次", "千千次", "百次"])
def test_numerals_that_say_nothing_have_no_value(token: str) -> None:
    assert value_of(token) is None


@pytest.mark.parametrize(
    ("token", "value", "high", "step", "about"),
    [
        ("百分之九十八点五", Fraction(197, 2), None, Fraction(1, 10), False),
        ("百分之两三", None, None, 1, False),
        ("百分之九点又", None, None, 1, False),
        ("3-5", 3, 5, 1, False),
        ("20多万", 200_000, None, 10_000, True),
        ("十余", 10, None, 1, True),
        ("两三", None, None, 1, False),
        ("一百二十", 120, None, 1, False),
        ("", None, None, 1, False),
    ],
)
def test_whole_tokens(token: str, value: Fraction | int | None, high: int | None, step: Fraction | int, about: bool) -> None:
    number = number_of(token)
    assert (number.value, number.high, number.step, number.approximate) == (value, high, step, about)
