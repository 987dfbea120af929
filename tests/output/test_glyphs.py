"""Width, wrapping and harmlessness, as properties over any text."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from linter.output.glyphs import cut, harmless, pad, width, wrap

TEXTS = st.text(st.one_of(st.sampled_from("法治政府建设，。、；：（）《》“”—…·abcXYZ019 %.-"), st.characters()), max_size=120)
CHINESE = st.text(st.sampled_from("青岚县法治政府建设，。、；（）《》“”abc 0123456789%"), max_size=150)


@given(TEXTS)
def test_width_is_the_sum_of_cells(text: str) -> None:
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    marks = sum(unicodedata.category(c) in ("Mn", "Me", "Cf") and unicodedata.east_asian_width(c) not in "WF" for c in text)
    assert width(text) == len(text) + wide - marks or (text.isascii() and width(text) == len(text))


@given(TEXTS, st.integers(1, 80), st.booleans())
def test_pad_gives_exactly_the_columns(text: str, columns: int, right: bool) -> None:
    text = harmless(text)
    padded = pad(text, columns, right=right)
    assert width(padded) == columns
    if width(text) <= columns:
        assert (padded.endswith if right else padded.startswith)(text)
    else:
        assert "…" in padded


@given(TEXTS, st.integers(1, 80))
def test_cut_keeps_a_beginning(text: str, columns: int) -> None:
    short = cut(harmless(text), columns)
    assert width(short) <= columns
    assert harmless(text).startswith(short.removesuffix("…") if short != harmless(text) else short)


@given(TEXTS, st.integers(8, 160))
def test_wrap_loses_only_spaces_and_never_overflows(text: str, columns: int) -> None:
    text = harmless(text)
    lines = wrap(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)


@given(CHINESE, st.integers(20, 80))
def test_wrapped_lines_neither_begin_nor_end_with_the_wrong_mark(text: str, columns: int) -> None:
    if re.search("[，。、；（）《》“”%]{3}| [，。、；）》”%]|[（《“] ", text):
        return  # marks that stand by themselves or in a heap have no good place
    lines = wrap(text, columns)
    assert not any(line.startswith(tuple("，。、；）》”")) for line in lines[1:])
    assert not any(line.endswith(tuple("（《“")) for line in lines[:-1])


def test_figures_and_words_stay_whole() -> None:
    assert wrap("共办理案件 1,260 件", 14) == ["共办理案件", "1,260 件"]


def test_ambiguous_width_counts_one_and_combining_nothing() -> None:
    assert (width("法"), width("Ａ"), width("…"), width("■"), width("e\u0301"), width("a")) == (2, 2, 1, 1, 1, 1)


@given(st.text(max_size=80))
def test_nothing_harmful_is_left(text: str) -> None:
    shown = harmless(text)
    assert len(shown) == len(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in shown)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", shown)
    shown.encode("utf-8")


def test_escape_sequences_become_pictures() -> None:
    assert harmless("清\x1b[2J屏\x9b31m\x7f\x00") == "清␛[2J屏\ufffd31m␡␀"
    assert harmless("一\r\n二\t三\u2028四") == "一  二 三 四"
    assert harmless("a\u202eb") == "a\ufffdb"
