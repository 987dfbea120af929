"""Width, spaces and dashes are ways of writing: they change nothing that is said of a report."""

import re
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.metamorphic.corpus import Laboratory, Text, differences, said, texts

TEXTS = st.sampled_from(texts())
FIXED = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

# a Markdown heading, list or table needs its # - and | in ASCII
_WIDE = {c: chr(ord(c) + 0xFEE0) for c in "0123456789()%:;,?!"}
_NARROW = {wide: c for c, wide in _WIDE.items()}
_DASHES = "—–－‐‑‒―─~～"
_SPACES = (" ", "　", "\u00a0", "\u2009", "  ")
_DIGIT_EDGE = re.compile(r"(?<=[^\W\d_a-zA-Z])(?=\d)|(?<=\d)(?=[^\W\d_a-zA-Z])")


def _unchanged(laboratory: Laboratory, text: Text, written: str) -> None:
    assert differences(said(laboratory.baseline(text).report), said(laboratory.judged(text, written).report)) == []


@FIXED
@given(text=TEXTS, share=st.floats(0.1, 1), seed=st.integers(0, 9999), wide=st.booleans())
def test_width_changes_nothing(laboratory: Laboratory, text: Text, share: float, seed: int, wide: bool) -> None:
    random = Random(seed)
    table = _WIDE if wide else _NARROW
    # 1. and (一) open a line of Markdown; inside the line they are free
    written = "".join(
        table[c] if c in table and at and text.text[at - 1] != "\n" and random.random() < share else c for at, c in enumerate(text.text)
    )
    _unchanged(laboratory, text, written)


@FIXED
@given(text=TEXTS, share=st.floats(0.1, 1), seed=st.integers(0, 9999))
def test_spaces_around_figures_change_nothing(laboratory: Laboratory, text: Text, share: float, seed: int) -> None:
    random = Random(seed)
    written = _DIGIT_EDGE.sub(lambda m: random.choice(_SPACES) if random.random() < share else "", text.text)
    _unchanged(laboratory, text, written)


@FIXED
@given(text=TEXTS, dash=st.sampled_from(_DASHES))
def test_the_shape_of_a_dash_changes_nothing(laboratory: Laboratory, text: Text, dash: str) -> None:
    written = re.sub(f"(?<=\\d)[{_DASHES}-](?=\\d)", dash, text.text)
    _unchanged(laboratory, text, written)
