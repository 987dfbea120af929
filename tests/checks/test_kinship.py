"""What two passages share that not every report has."""

from hypothesis import given
from hypothesis import strategies as st

from linter.checks.comparing.kinship import Kinship, kinship
from linter.checks.words import Segmenter
from linter.model.lexicon import Lexicon

KIN = Kinship(("行政执法", "执法", "工作", "加强"))
TEXT = st.text(alphabet="行政执法工作加强河道采砂巡查，1", max_size=40)


def test_common_words_part_runs() -> None:
    assert KIN.rare("加强河道采砂执法巡查工作") == ["河道采砂", "巡查"]
    assert KIN.runs("加强河道采砂执法巡查工作", 3) == {"河道采", "道采砂"}
    assert KIN.is_common("执法") and not KIN.is_common("河道")


def test_content_words() -> None:
    assert list(KIN.words("加强河道采砂执法，共 12 次", Segmenter())) == ["河道", "采砂"]


@given(TEXT, st.integers(1, 6))
def test_runs_are_literal_and_hold_no_common_word(text: str, size: int) -> None:
    for run in KIN.runs(text, size):
        assert len(run) == size and run in text
        assert not any(word in run for word in ("行政执法", "执法", "工作", "加强"))


def test_the_shipped_list_is_made_ready_once(lexicon: Lexicon) -> None:
    assert kinship(lexicon) is kinship(lexicon)
    assert kinship(lexicon).is_common("法治政府建设")
