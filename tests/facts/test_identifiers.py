"""Numbers that identify a person, by their check digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.facts.identifiers import is_card_number, is_identity_number, is_mobile_number, is_old_identity_number

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(region: str, born: str, order: str) -> str:
    body = region + born + order
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, WEIGHTS, strict=True)) % 11]


@given(st.sampled_from(["110101", "440524", "653101", "830000"]), st.dates(), st.integers(0, 999))
def test_every_number_that_can_be_given_out(region: str, born, order: int) -> None:  # type: ignore[no-untyped-def]
    number = identity(region, f"{max(born.year, 1900) if born.year < 2100 else 2000:04d}{born.month:02d}{born.day:02d}", f"{order:03d}")
    assert is_identity_number(number)
    assert is_identity_number(number.lower())
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    assert not is_identity_number(wrong)


@given(st.integers(0, 16), st.integers(1, 9))
def test_any_digit_that_is_mistyped_is_noticed(at: int, by: int) -> None:
    number = identity("110101", "19900307", "013")
    assert not is_identity_number(number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :])


@pytest.mark.parametrize("text", ["", "1" * 18, "11010119900307013", identity("100101", "19900307", "013"), identity("110101", "19901307", "013"), identity("110101", "19900230", "013")])
def test_what_is_no_identity_number(text: str) -> None:
    assert not is_identity_number(text)
    assert not is_identity_number("１" * 18)
    assert not is_identity_number(identity("110101", "18990307", "013"))


def test_first_generation() -> None:
    assert is_old_identity_number("110101900307013")
    assert not is_old_identity_number("110101901307013")
    assert not is_old_identity_number("100101900307013")
    assert not is_old_identity_number("11010190030701")
    assert not is_old_identity_number("11010190030701x")


def test_mobile_numbers() -> None:
    assert is_mobile_number("13812345678")
    assert not any(map(is_mobile_number, ("12812345678", "23812345678", "1381234567", "138123456789", "1381234567x")))


@given(st.integers(10**14, 10**18 - 1))
def test_one_check_digit_fits_each_card(body: int) -> None:
    fitting = [digit for digit in range(10) if is_card_number(f"{body}{digit}")]
    assert len(fitting) == (1 if 16 <= len(str(body)) + 1 <= 19 else 0)


def test_cards() -> None:
    assert is_card_number("4111111111111111")
    assert not is_card_number("4111111111111112")
    assert not is_card_number("41111111111111x1")
