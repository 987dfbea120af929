"""Where two passages differ: whatever they are, the stretches joined are the passages."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from linter.model.copying import CLOSE, OPEN, Group, Marked, Pair, Place, Stretch, sides
from linter.output.catalogue import catalogue
from linter.output.copies_text import compose
from linter.portfolio.similar.marking import stretches

CHARACTERS = st.text("甲乙丙丁，。一二12.【】《》\n" + "\ud800\U0001f600e\u0301", max_size=60)


def changed(left: str, right: str) -> list[tuple[str, str]]:
    return [(each.left, each.right) for each in stretches(left, right) if not each.equal]


@given(st.text(max_size=80), st.text(max_size=80))
@example("", "")
@example("", "甲")
@example("甲甲", "甲")
def test_joined_they_are_the_passages(left: str, right: str) -> None:
    found = stretches(left, right)
    assert "".join(each.left for each in found) == left
    assert "".join(each.right for each in found) == right
    assert all(each.left == each.right != "" for each in found if each.equal)
    assert all(each.left or each.right for each in found)
    assert all(one.equal != other.equal for one, other in pairwise(found))


@settings(max_examples=200)
@given(CHARACTERS, CHARACTERS, CHARACTERS)
def test_few_signs_and_much_in_common(one: str, middle: str, other: str) -> None:
    left, right = middle + one + middle, middle + other + middle
    found = stretches(left, right)
    assert ("".join(each.left for each in found), "".join(each.right for each in found)) == (left, right)
    assert all(each.left == each.right for each in found if each.equal)


@given(st.text(max_size=60))
def test_equal_passages_have_no_difference(text: str) -> None:
    assert not changed(text, text)
    assert "".join(each.left for each in stretches(text, text)) == text


def test_a_figure_is_marked_whole() -> None:
    assert changed("评查案卷187卷，合格1,168卷", "评查案卷123卷，合格1,093卷") == [("187", "123"), ("1,168", "1,093")]
    assert changed("整改率83.3%", "整改率85%") == [("83.3", "85")]
    assert changed("全部公开。", "全部依法公开。") == [("", "依法")]


def test_what_lies_between_two_changes_is_shown_with_them() -> None:
    assert changed("印发方案后召开会议研究部署工作", "制定计划后举行座谈研究部署工作") == [("印发方案后召开会议", "制定计划后举行座谈")]


def test_passages_too_long_to_align_differ_between_what_they_share() -> None:
    left, right = "头" * 50 + "甲乙" * 4000 + "尾", "头" * 50 + "丙丁" * 4000 + "尾"
    assert [(each.equal, len(each.left)) for each in stretches(left, right)] == [(True, 50), (False, 8000), (True, 1)]


def test_cells_carry_marks_and_pieces() -> None:
    left, right = sides(stretches("检查140户次。", "检查162户次。"))
    assert (left, right) == (f"检查{OPEN}140{CLOSE}户次。", f"检查{OPEN}162{CLOSE}户次。")
    assert left.pieces == ((False, "检查"), (True, "140"), (False, "户次。"))
    assert Marked([(True, ""), (False, "甲")]).pieces == ((False, "甲"),)


def test_passages_alike_but_for_figures_are_not_called_wholly_alike() -> None:
    """Figures are folded before they are compared: 100 % beside marked differences would read like a slip."""

    def told(*stretches: Stretch) -> str:
        places = tuple(Place("a" * 12, name, "云泽市", 2024, "甲.md", 3, 0, 9, "paragraph") for name in ("青岚县", "白石县"))
        pair = Pair(1, 0, False, False, Fraction(1), True, stretches)
        return compose([Group(1, False, True, False, 2, 80, places, (pair,), "办理答复3件")], catalogue("zh", "portfolio"), 80)

    assert "1 与 2 除数字外相同，数字加【】" in told(Stretch(True, "办理答复", "办理答复"), Stretch(False, "3", "45"), Stretch(True, "件", "件"))
    assert "相似 100.0%" in told(Stretch(True, "办理答复", "办理答复"), Stretch(False, "；", "，"), Stretch(True, "件", "件"))
