"""Shared text in linear time."""

from hypothesis import given
from hypothesis import strategies as st

from linter.checks.comparing.shingles import Passage, Shelf, enumerator, passage, plain, resemblance, runs, shingles
from tests.kit.patience import patience

TEXT = st.text(alphabet="甲乙丙丁戊己庚辛壬癸12", max_size=60)


def made(text: str) -> Passage:
    return passage(text, 0, len(text), ("特此报告",))


def test_what_counts() -> None:
    view = "一是落实《青岚县办法》,共12件。特此报告"
    own = passage(view, 0, len(view), ("特此报告",))
    assert own.text == "落实\0共12件\0"
    assert [view[at] for at in own.offsets] == ["落", "实", "《", "共", "1", "2", "件", "特"]


@given(st.text(alphabet="一二是、(1).《》甲乙 ,。特此报告%ａ\n", max_size=60))
def test_the_text_alone_is_that_of_the_passage(text: str) -> None:
    assert plain(text, ("特此报告", "甲乙")) == passage(text, 0, len(text), ("特此报告", "甲乙")).text


def test_enumerators() -> None:
    assert [enumerator(t, 0, len(t)) for t in ("(一)一是推进", "12.推进", "①推进", "推进")] == [5, 3, 1, 0]


def test_numbers_count_as_one() -> None:
    assert resemblance(shingles("办理复议案件12件"), shingles("办理复议案件9048件")) == 1


@given(TEXT, TEXT)
def test_resemblance_is_symmetric_and_within_bounds(first: str, second: str) -> None:
    one, two = shingles(first), shingles(second)
    assert resemblance(one, two) == resemblance(two, one)
    assert 0 <= resemblance(one, two) <= 1
    if one:
        assert resemblance(one, one) == 1


@given(TEXT)
def test_no_shingle_runs_over_a_cut(text: str) -> None:
    assert not any("\0" in shingle for shingle in shingles(text + "\0" + text))


def test_the_nearest_of_many() -> None:
    shelf = Shelf([made("县司法局评查案卷若干"), made("县司法局评查案卷若干并通报问题"), made("柳溪镇调解纠纷")])
    assert shelf.nearest(shingles("县司法局评查案卷若干并通报问题")) == (1, 1.0)
    assert shelf.nearest(shingles("云泽湖水位正常")) == (-1, 0.0)
    assert Shelf([]).nearest(frozenset({"甲乙丙丁"})) == (-1, 0.0)


@given(TEXT, TEXT, TEXT, st.integers(16, 30))
def test_runs_stand_in_both(left: str, right: str, other: str, least: int) -> None:
    shared = "青岚河沿岸十二个村的调解员每周到集镇坐班接受咨询"
    text = left + shared + right
    for begin, stop in runs(text, other + shared, least):
        assert stop - begin >= least
        assert all(text[i : i + 16] in other + shared for i in range(begin, stop - 15))
    if least <= len(shared):
        assert any(begin <= len(left) and stop >= len(left) + len(shared) for begin, stop in runs(text, shared, least))


def test_runs_in_a_text_too_short() -> None:
    assert runs("甲", "甲", 1) == []


def test_linear() -> None:
    size = 200_000
    text = "".join(chr(0x4E00 + i * i * 7919 % 3000) for i in range(size))
    with patience(60):
        Shelf([made(text[i : i + 80]) for i in range(0, size, 80)]).nearest(shingles(text))
        assert runs(text, text[size // 2 :], 60)
