"""Stretches that are followed by themselves."""

from hypothesis import given
from hypothesis import strategies as st

from linter.facts.doubles import doubles
from tests.kit.patience import patience


def brute(text: str) -> list[tuple[int, int]]:
    found = []
    for length in range(2, 7):
        at = 0
        while at + 2 * length <= len(text):
            if text[at : at + length] == text[at + length : at + 2 * length]:
                found.append((at, length))
                at += length
            else:
                at += 1
    return found


def test_bytes_that_meet_across_two_characters_are_no_character() -> None:
    assert list(doubles("\u4e01甲\u4e02甲\u5102乙丙丁")) == []


def test_words() -> None:
    assert list(doubles("要进一步进一步压实")) == [(1, 3)]
    assert list(doubles("加强加强监管")) == [(0, 2)]
    assert list(doubles("")) == list(doubles("甲")) == list(doubles("甲乙丙丁")) == []


@given(st.one_of(st.text(alphabet="甲乙一丙", max_size=24), st.text(alphabet="\u4e01\u4e02\u5102\u0001\u0100", max_size=24)))
def test_as_if_looked_at_one_by_one(text: str) -> None:
    assert list(doubles(text)) == brute(text)


@given(st.text(alphabet="甲\U00020bb7a\x00\ud800", max_size=16))
def test_characters_of_every_plane_keep_their_offsets(text: str) -> None:
    same = "".join(c if c <= "\uffff" else "\ufffd" for c in text)
    assert list(doubles(text)) == brute(same)


def test_linear() -> None:
    with patience(60):
        assert len(list(doubles("甲乙丙" * 300_000))) > 0
