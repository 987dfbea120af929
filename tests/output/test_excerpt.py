"""Excerpts: literal, short, with enough around them to find the sentence."""

import re

from hypothesis import given
from hypothesis import strategies as st

from linter.output.excerpt import quoted, veiled


def test_a_lone_mark_stands_in_its_clause() -> None:
    text = "全面规范。落实《青岚县目录，规范程序。"
    (excerpt,) = quoted(text, [(7, 8)])
    assert (excerpt.text, excerpt.marked, excerpt.start) == ("落实《青岚县目录", "落实【《】青岚县目录", 5)


def test_a_whole_clause_wants_no_marks() -> None:
    (excerpt,) = quoted("甲。开展法制宣传。", [(2, 8)])
    assert excerpt.marked == excerpt.text == "开展法制宣传"


def test_figures_close_together_share_a_passage_and_others_do_not() -> None:
    text = "受理 12 件，办结 9 件。" + "再部署。" * 20 + "受理 15 件。\n受理 3 件。"
    spans = [(m.start(), m.end()) for m in re.finditer(r"\d+ 件", text)]
    found = quoted(text, spans)
    assert [e.text for e in found] == ["受理 12 件，办结 9 件", "受理 15 件", "受理 3 件"]
    assert [p.text for p in found[0].pieces if p.hit] == ["12 件", "9 件"]


def test_spans_that_overlap_are_one_hit() -> None:
    (excerpt,) = quoted("持证上岗 956 人，全县", [(0, 4), (2, 10), (5, 8)])
    assert [p.text for p in excerpt.pieces if p.hit] == ["持证上岗 956 人"]


def test_after_four_passages_the_rest_are_left_out() -> None:
    text = "\n".join(f"第 {n} 项" for n in range(9))
    assert len(quoted(text, [(m.start(), m.end()) for m in re.finditer(r"\d", text)])) == 4


def test_a_long_clause_is_cut_where_one_sees_it() -> None:
    text = "前" * 40 + "《" + "后" * 24 + "，其余"
    (excerpt,) = quoted(text, [(40, 41)])
    assert excerpt.marked == "…" + "前" * 24 + "【《】" + "后" * 24


def test_half_width_marks_end_a_clause_and_marks_inside_numbers_do_not() -> None:
    text = "全年受理,其中1,200件(含9:30前)办结;再部署"
    (excerpt,) = quoted(text, [(text.index("件"), text.index("件") + 1)])
    assert excerpt.text == "其中1,200件(含9:30前)办结"


def test_blank_edges_are_left_out() -> None:
    (excerpt,) = quoted("甲。 \u3000咨询电话 123 \r\n乙", [(9, 12)])
    assert excerpt.text == "咨询电话 123"


@given(st.text(alphabet="甲乙 1，。\n　《", max_size=120), st.data())
def test_excerpts_are_literal_and_hold_what_they_were_asked_for(text: str, data: st.DataObject) -> None:
    point = st.integers(0, len(text))
    spans = [s for s in data.draw(st.lists(st.tuples(point, point), max_size=6)) if s[0] < s[1]]
    found = quoted(text, spans)
    assert len(found) <= 4
    literal = [(e.start, e.text.removeprefix("…").removesuffix("…")) for e in found]
    for excerpt, (start, said) in zip(found, literal, strict=True):
        assert text[start : start + len(said)] == said
        assert any(piece.hit for piece in excerpt.pieces) and all(piece.text for piece in excerpt.pieces)
    if len(found) < 4:
        for first, last in spans:
            assert any(start <= first and last <= start + len(said) for start, said in literal)


def test_inner_digits_of_long_numbers_are_starred() -> None:
    assert veiled("电话13000000000，身份证11010119900101123X，2024年，956人") == "电话130******00，身份证110*************3X，2024年，956人"
