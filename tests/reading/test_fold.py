"""The folded view of what was read: one character for one, dashes and figures as written."""

from hypothesis import given
from hypothesis import strategies as st

from linter.model.fold import TABLE, fold
from linter.model.text import Block
from tests.kit.patience import patience


def view(text: str, cuts: tuple[tuple[int, int], ...] = ()) -> str:
    return fold(text, (Block("paragraph", 0, len(text)),), cuts).text


def test_no_folded_character_is_folded_again() -> None:
    targets = {to if isinstance(to, str) else chr(to) for to in TABLE.values()}
    assert not targets & {chr(code) for code in TABLE}


@given(st.text(alphabet="ＡBc１－—-–~［【(（：，。\t \n“”'·•％%甲", max_size=60))
def test_every_character_of_the_view_comes_from_the_text(text: str) -> None:
    block = (Block("paragraph", 0, len(text)),)
    folded = fold(text, block)
    origins = [folded.origin(at) for at in range(len(folded.text))]
    assert origins == sorted(set(origins))
    for at, origin in enumerate(origins):
        # a bar stands for the white space between two figures
        assert folded.text[at] in {text[origin].translate(TABLE), "|"}


def test_dashes() -> None:
    assert view("甲——乙－－丙—\n—丁-戊") == "甲-乙-丙-丁-戊"


def test_figures_in_columns_stay_apart() -> None:
    assert view("41\t56") == "41|56"
    assert view("41    56") == "41|56"
    # one space stands inside figures, a line end too
    assert view("12 345") == "12345"
    assert view("12\n345") == "12345"
    assert view("2023  年") == "2023年"


def test_many_cuts_take_linear_time() -> None:
    """Two cuts a block: looking through all of them for each block would take many minutes at this size."""
    count = 200_000
    text = "**甲**\n" * count
    blocks = tuple(Block("paragraph", i * 6, i * 6 + 5) for i in range(count))
    cuts = tuple(cut for i in range(count) for cut in ((i * 6, i * 6 + 2), (i * 6 + 3, i * 6 + 5)))
    with patience(60):
        assert fold(text, blocks, cuts).text == "\n".join(["甲"] * count)
