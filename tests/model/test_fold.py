"""The view: what is folded, what is left out, and the way back to the text."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from linter.model.fold import TABLE, fold
from linter.model.text import Block, View

# what the folding is about: widths, dashes, spaces, quotes, zero-width characters, digits, letters, Chinese
ALPHABET = "甲乙丙0189aZＡｚ１，,。；;：:（()）“”‘’\"'「」—－-–~～　 \t\n\r\u200b\ufeff\u00ad[]【】〔％%•●《》〈|"
TEXTS = st.text(alphabet=ALPHABET, max_size=60)


def whole(text: str, cuts: tuple[tuple[int, int], ...] = ()) -> View:
    return fold(text, (Block("paragraph", 0, len(text)),) if text else (), cuts)


def parted(blocks: list[str]) -> str:
    """Blocks with a line end between them; none before the first that shows anything."""
    return "\n".join(blocks).lstrip("\n")


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, tuple[Block, ...], tuple[tuple[int, int], ...]]:
    """A text, disjoint blocks of it in order, disjoint cuts in order."""
    text = draw(TEXTS)
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    blocks = tuple(Block("paragraph", s, e) for s, e in zip(edges[::2], edges[1::2], strict=False) if e > s)
    marks = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    cuts = tuple((s, e) for s, e in zip(marks[::2], marks[1::2], strict=False) if e > s)
    return text, blocks, cuts


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("ＡＰＰ", "app"),
        ("APP", "app"),
        ("１２３项", "123项"),
        ("（一）", "(一)"),
        ("98.5％", "98.5%"),
        ("“双随机、一公开”", "双随机、一公开"),
        ("「甲」『乙』\"丙\"‘丁’", "甲乙丙丁"),
        ("2021—2025", "2021-2025"),
        ("2021－2025", "2021-2025"),
        ("2021~2025", "2021-2025"),
        ("2021——2025", "2021-2025"),
        ("2021 — 2025", "2021-2025"),
        ("2021—\n—2025", "2021-2025"),
        ("公 示　信\u200b息", "公示信息"),
        ("公\n示", "公示"),
        ("国发[2018]118号", "国发〔2018〕118号"),
        ("【重要】", "〔重要〕"),
        ("•甲●乙", "·甲·乙"),
        ("﹐︰﹕∶", ",:::"),
        # columns of a table without borders must not run together
        ("41    56", "41|56"),
        ("41\t56", "41|56"),
        ("41 56", "4156"),
        ("41\n  56", "4156"),
        ("甲    乙", "甲乙"),
        ("41    件", "41件"),
        ("", ""),
        ("　 \n", ""),
    ],
)
def test_folding(text: str, view: str) -> None:
    assert whole(text).text == view


@given(documents())
@settings(max_examples=300, deadline=None)
def test_every_character_of_the_view_comes_from_one_of_the_text(case: tuple[str, tuple[Block, ...], tuple[tuple[int, int], ...]]) -> None:
    text, blocks, cuts = case
    view = fold(text, blocks, cuts)
    assert len(view.blocks) == len(blocks)
    assert view.text == parted([view.text[a:b] for a, b in view.blocks])
    last = -1
    for (first, end), block in zip(view.blocks, blocks, strict=True):
        for at in range(first, end):
            origin = view.origin(at)
            assert block.start <= origin < block.end
            assert origin > last, "forward, each character once"
            assert not any(s <= origin < e for s, e in cuts), "nothing that was cut"
            if view.text[at] == "|" and text[origin] != "|":
                assert text[origin].isspace(), "a bar stands for the gap between two columns"
            else:
                assert text[origin].translate(TABLE) == view.text[at]
            last = origin


@given(documents())
@settings(max_examples=200, deadline=None)
def test_spans_lead_back_to_the_literal_text(case: tuple[str, tuple[Block, ...], tuple[tuple[int, int], ...]]) -> None:
    text, blocks, cuts = case
    view = fold(text, blocks, cuts)
    for (first, end), block in zip(view.blocks, blocks, strict=True):
        for start in range(first, end):
            for stop in (start + 1, end):
                span = view.span(start, stop)
                assert block.start <= span.start < span.end <= block.end
                if not cuts:
                    again = fold(text, (Block("paragraph", span.start, span.end),)).text
                    assert again == view.text[start:stop] or "|" in view.text[start:stop]
    for at in range(len(view.text) + 1):
        empty = view.span(at, at)
        assert empty.start == empty.end <= len(text)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = whole(text).text
    assert whole(once).text == once


@given(TEXTS, TEXTS)
@example("0\t", "0")
@settings(max_examples=100, deadline=None)
def test_blocks_do_not_see_each_other(first: str, second: str) -> None:
    if not first or not second:
        return
    joined = fold(first + second, (Block("paragraph", 0, len(first)), Block("paragraph", len(first), len(first) + len(second))))
    assert joined.text == parted([whole(first).text, whole(second).text])


def test_only_blocks_are_seen_and_cuts_are_left_out() -> None:
    text = "面包屑\n## **公示**信息\n打印本页"
    view = fold(text, (Block("heading", 4, 15),), ((4, 7), (7, 9), (11, 13)))
    assert view.text == "公示信息"
    assert view.span(0, 4) == (9, 15)
    assert text[slice(*view.span(1, 3))] == "示**信"
    assert view.blocks == [(0, 4)]


def test_a_cut_may_reach_over_a_block_or_stand_between_blocks() -> None:
    text = "甲乙|丙丁"
    blocks = (Block("paragraph", 0, 2), Block("paragraph", 3, 5))
    assert fold(text, blocks, ((2, 3),)).text == "甲乙\n丙丁"
    assert fold(text, blocks, ((1, 4),)).text == "甲\n丁"
    assert fold(text, blocks, ((3, 5),)).text == "甲乙\n"


def test_empty_spans() -> None:
    view = fold("  甲 乙", (Block("paragraph", 0, 5),))
    assert view.span(0, 0) == (2, 2)
    assert view.span(1, 1) == (4, 4)
    assert view.span(2, 2) == (5, 5)
    assert fold("", ()).span(0, 0) == (0, 0)
