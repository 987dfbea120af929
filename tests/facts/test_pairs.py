"""Marks that do not pair, and those that do in spite of appearances."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.facts.pairs import Stray, strays


def told(text: str, *blocks: tuple[int, int]) -> list[tuple[str, str, str]]:
    """(kind, family, marked text) of the strays of a text; one block where none is given."""
    found = strays(text, blocks or [(0, len(text))])
    assert all(isinstance(stray, Stray) for stray in found)
    return [(stray.kind, stray.family, text[stray.start : stray.end]) for stray in found]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "推行“放管服”改革，印发《办法（试行）》〔2023〕9号。",
        "印发《关于〈条例〉的通知》和《<规划>分工方案》，说“他说‘好’”。",
        "「双随机」和『一公开』，【要闻】（含（二）款）。",
        '推行"放管服"改革，“双随机"和"一公开”并行，单个"不算。',
        "工作分三步：1）摸底，2）整改；a)验收、b)归档。一）准备，二）落实。",
        "People’s Mediation，PM2.5<35，a > b，首页 > 正文。",
        "“一句话分在\n两行”里。",
    ],
)
def test_marks_that_pair(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("印发《办法，落实。", [("unclosed", "title", "《")]),
        ("印发办法》，落实。", [("unopened", "title", "》")]),
        ("推行“放管服改革。", [("unclosed", "quote", "“")]),
        ("推行放管服”改革。", [("unopened", "quote", "”")]),
        ("设点（36个。", [("unclosed", "bracket", "（")]),
        ("设点36个）。", [("unopened", "bracket", "）")]),
        ("设点(36个）和（5个)，又(7个。", [("unclosed", "bracket", "(")]),
        ("打造“枫林“品牌。", [("turned", "quote", "“枫林“")]),
        ("打造”枫林”品牌。", [("turned", "quote", "”枫林”")]),
        ("学习“《讲堂”》节目。", [("crossed", "title", "”》")]),
        ("学习（“讲堂）”节目。", [("crossed", "quote", "）”")]),
        ("学习“《讲堂”节目。", [("unclosed", "title", "《")]),
        ("“甲《乙“丙》丁”", [("unclosed", "quote", "“"), ("crossed", "quote", "》丁”")]),
        ("（一）抓学习。二）抓培训。", [("unopened", "bracket", "）")]),
        ("说‘好。", [("unclosed", "quote", "‘")]),
        ("说好’。", [("unopened", "quote", "’")]),
        ("《<规划》分工。", [("unclosed", "title", "<")]),
    ],
)
def test_marks_that_do_not(text: str, found: list[tuple[str, str, str]]) -> None:
    assert told(text) == found


def test_two_quotation_marks_far_apart_are_two_faults() -> None:
    text = "“" + "甲" * 40 + "“"
    assert [kind for kind, _, _ in told(text)] == ["unclosed", "unclosed"]


def test_a_pair_may_lie_over_two_blocks_but_not_over_three() -> None:
    text = "他说“甲乙丙\n丁戊”，又（己\n庚\n辛）。"
    lines = [(0, 6), (7, 14), (15, 16), (17, 20)]
    assert told(text, *lines) == [("unclosed", "bracket", "（"), ("unopened", "bracket", "）")]
    assert told("甲》\n《乙", (0, 2), (3, 5)) == [("unopened", "title", "》"), ("unclosed", "title", "《")]


def test_what_stands_between_blocks_is_not_read() -> None:
    assert told("《\n《甲》", (2, 5)) == []


PAIRS = ("《》", "“”", "‘’", "（）", "〔〕", "【】", "「」")
BALANCED = st.recursive(
    st.sampled_from(["甲", "乙丙", ""]),
    lambda inner: st.builds(lambda pair, a, b: pair[0] + a + pair[1] + b, st.sampled_from(PAIRS), inner, inner),
    max_leaves=12,
)


@given(BALANCED)
def test_whatever_is_balanced_is_clean(text: str) -> None:
    assert told(text) == []


@given(BALANCED.filter(lambda text: any(c in "《》“”（）" for c in text)), st.data())
def test_a_mark_taken_out_always_shows(text: str, data: st.DataObject) -> None:
    places = [at for at, c in enumerate(text) if c in "《》“”（）〔〕【】「」‘’"]
    at = data.draw(st.sampled_from(places))
    assert told(text[:at] + text[at + 1 :])


@given(st.text(alphabet="《》“”‘’（）()<>\"甲\n", max_size=40))
def test_every_text_gives_spans_inside_it_in_order(text: str) -> None:
    found = strays(text, [(0, len(text))])
    assert all(0 <= stray.start < stray.end <= len(text) for stray in found)
    assert [stray.start for stray in found] == sorted(stray.start for stray in found)


def test_deep_nesting_takes_no_time() -> None:
    assert strays("（" * 200_000 + "）" * 200_000, [(0, 400_000)]) == []
    assert len(strays("《“" * 50_000, [(0, 100_000)])) > 0
