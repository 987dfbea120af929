"""Enumerators and their sequences; any outline, printed in any style, is found again."""

import itertools
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.structure import numbering
from linter.structure.numbering import CHAPTER, CIRCLED, INLINE, PART, POINT, SECTION, SUBPOINT, candidates, chain, numeral, sequences
from tests.structure.parsed import document_of, structured

NUMERALS = ["", *"一二三四五六七八九"]


def han(value: int) -> str:
    """The numeral of 1–99."""
    tens, units = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else NUMERALS[tens] + "十") + NUMERALS[units]


def printed(kind: int, value: int) -> str:
    """An enumerator on the folded view."""
    return {
        PART: f"第{han(value)}部分",
        CHAPTER: f"{han(value)}、",
        SECTION: f"({han(value)})",
        POINT: f"{value}.",
        SUBPOINT: f"({value})",
        CIRCLED: chr(0x245F + value),
        INLINE: f"{han(value)}是",
    }[kind]


@given(st.integers(1, 99))
def test_numerals_are_read_back(value: int) -> None:
    assert numeral(han(value)) == value


@pytest.mark.parametrize("text", ["", "十十", "一二", "百", "二十十", "点十"])
def test_what_is_no_numeral(text: str) -> None:
    assert numeral(text) == 0


@pytest.mark.parametrize(
    "text",
    [
        "逐一是核查对象",
        "统一要求持证上岗",
        "第一是不变的次序",
        "是否三要件齐备",
        "二是否决定",
        "根据第二十五条(二)规定",
        "办理3.5件",
        "2024年1.2万件",
        "完成3.0版建设",
        "全年第3.号",
    ],
)
def test_what_is_no_enumerator(text: str) -> None:
    assert candidates(text) == []


@pytest.mark.parametrize("kind", range(7))
def test_forms(kind: int) -> None:
    marks = candidates("。".join(f"{printed(kind, value)}推进工作" for value in range(1, 13)))
    assert [(m.kind, m.value) for m in marks] == [(kind, value) for value in range(1, 13)]


def test_other_forms_of_measures() -> None:
    text = "第一,建章立制。第二,抓好落实。其一是明责。其二,督办。一要领导带头。二要压实责任。"
    assert [(m.kind, m.value) for m in candidates(text)] == [(INLINE, v) for v in (1, 2, 1, 2, 1, 2)]


def test_the_chapter_that_runs_into_the_heading_of_its_part() -> None:
    text = "第一部分主要成效一、立法。制定规章。第二部分统一、协调推进。第三部分不足"
    assert [m.value for m in candidates(text) if m.kind == CHAPTER] == [1]


def values(kind: int, text: str) -> list[int]:
    return [m.value for m in sequences([m for m in candidates(text) if m.kind == kind], text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一是甲。二是乙。二是丙。三是丁。", [1, 2, 2, 3]),  # repeated
        ("一是甲。三是乙。", [1, 3]),  # skipped
        ("一是甲。二是乙。一是丙。二是丁。", [1, 2, 1, 2]),  # restarted
        ("二是甲。三是乙。", []),  # never begun
        ("标准一是甲。", []),  # a lone 一是 in mid-sentence
        ("一是甲。五是乙。", [1]),  # too far
    ],
)
def test_sequences_restart_skip_and_repeat(text: str, expected: list[int]) -> None:
    assert values(INLINE, text) == expected


def brute(marks: list[numbering.Mark], view: str) -> float:
    """The score of the best sequence, by trying every mark before every mark."""
    best: list[float] = []
    for i, mark in enumerate(marks):
        firm = 1.0 if numbering.opens_sentence(view, mark.start) else 0.6
        options = [firm - (0 if mark.value == 1 else 0.9 * min(mark.value - 1, 3))]
        for j in range(i):
            price = {1: 0.0, 2: 0.8, 0: 0.9, 3: 1.6}.get(mark.value - marks[j].value)
            if price is not None:
                options.append(best[j] + firm - price)
        best.append(max(options))
    return max(best)


@given(st.lists(st.tuples(st.integers(1, 6), st.booleans()), min_size=1, max_size=30))
def test_a_chain_is_the_best_there_is(drawn: list[tuple[int, bool]]) -> None:
    view = "".join(f"{'。' if firm else '文'}{han(value)}" for value, firm in drawn)
    marks = [numbering.Mark(2 * i + 1, 2 * i + 2, CHAPTER, value) for i, (value, _) in enumerate(drawn)]
    found = chain(marks, view)
    assert found == sorted(found)
    assert all(0 <= b.value - a.value <= 3 for a, b in itertools.pairwise(found))
    score = 0.0
    for i, mark in enumerate(found):
        firm = 1.0 if numbering.opens_sentence(view, mark.start) else 0.6
        price = {1: 0.0, 2: 0.8, 0: 0.9, 3: 1.6}[mark.value - found[i - 1].value] if i else (0 if mark.value == 1 else 0.9 * min(mark.value - 1, 3))
        score += firm - price
    assert score == pytest.approx(brute(marks, view))


def test_no_marks_no_chain() -> None:
    assert chain([], "") == []


# ---- any outline, in any style

BODIES = ["村道养护责任得到落实", "窗口办事时限压缩,群众少跑35趟", "行政检查频次下降", "印发《云泽市河道管理办法》4件", "纠纷调解成功", "案卷评查62卷"]
HEADS = ["加强队伍建设", "规范检查行为", "优化窗口服务,便利群众", "压实工作责任", "推进执法公开"]
LEVELS = (CHAPTER, SECTION, POINT, SUBPOINT, INLINE)


class Node(NamedTuple):
    head: str
    children: list["Node"]


class Style(NamedTuple):
    one_line: bool
    stops: bool  # headings end in 。


@st.composite
def outlines(draw: st.DrawFn) -> tuple[list[int], list[Node]]:
    """Kinds from the top down, and a tree of that depth at most: two to four units under each heading."""
    below = draw(st.lists(st.sampled_from(LEVELS[1:]), unique=True, max_size=3).map(sorted))
    counts = draw(st.lists(st.integers(2, 4), min_size=len(below) + 1, max_size=len(below) + 1))
    leaf = draw(st.integers(3, 9))  # each so many-th unit below the parts is a leaf whatever its level
    turn = draw(st.integers(0, 4))
    made = 0

    def node(depth: int) -> Node:
        nonlocal made
        made += 1
        words = made + turn
        # a top-level unit is a part: its own words are its heading, so it has something below it
        if depth == len(below) or (depth and made % leaf == 0):
            return Node(BODIES[words % len(BODIES)] if depth else HEADS[words % len(HEADS)], [])
        return Node(HEADS[words % len(HEADS)], [node(depth + 1) for _ in range(counts[depth + 1])])

    return [CHAPTER, *below], [node(0) for _ in range(counts[0])]


def lines_of(kinds: list[int], nodes: list[Node], style: Style, depth: int = 0) -> list[str]:
    """The outline as lines; what is numbered 一是 stands in one line under its heading."""
    lines: list[str] = []
    for value, node in enumerate(nodes, 1):
        text = printed(kinds[depth], value) + node.head + ("。" if style.stops or not node.children else "")
        below = lines_of(kinds, node.children, style, depth + 1) if node.children else []
        if kinds[depth] == INLINE and lines:
            lines[-1] += text
        else:
            lines.append(text)
        lines.extend(below)
    return lines


def expected(kinds: list[int], nodes: list[Node], depth: int = 0) -> list[tuple[int, str]]:
    found = []
    for value, node in enumerate(nodes, 1):
        found.append((depth, printed(kinds[depth], value) + node.head))
        found.extend(expected(kinds, node.children, depth + 1))
    return found


@settings(max_examples=300, deadline=None)
@given(outlines(), st.builds(Style, st.booleans(), st.booleans()))
def test_any_outline_in_any_style_is_found_again(outline: tuple[list[int], list[Node]], style: Style) -> None:
    kinds, tops = outline
    lines = lines_of(kinds, tops, style)
    report = structured(document_of("".join(lines)) if style.one_line else document_of(*lines))
    depths: list[int] = []
    found = []
    for item in report.outline.items:
        depths.append(depths[item.parent] + 1 if item.parent >= 0 else 0)
        found.append((depths[-1], report.text(item).rstrip("。")))
    assert found == expected(kinds, tops)
