"""A paragraph about something else changes no obligation, and no relation or claim elsewhere."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.metamorphic.corpus import Laboratory, Text, differences, said, texts

FIXED = settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
UNRELATED = st.sampled_from(
    [
        "机关院落补种香樟六十余株，花坛换上了当季的菊花。",
        "机关院落补种香樟63株。",
        "食堂添置餐具218件，早餐新增豆浆、馒头和小米粥。",
        "职工羽毛球赛有47人报名，决赛在周末举行。",
        "办公楼东侧的自行车棚刷了新漆，顶棚换成透明板。",
        "图书角购入文学书籍156册，借阅登记本放在门边。",
    ]
)
_BEHIND_TEXT = re.compile(r"。\n+(?=[^\n])")
_BELOW_HEADING = re.compile(r"(?m)^[^\n。]{4,40}\n+(?=[^\n])")


def _places(text: Text, break_: re.Pattern[str]) -> list[int]:
    """Between two paragraphs of the results: in the shortcomings even a word aboutthe canteen is one of them."""
    first = re.search(r"(?m)^(?:#+ )?一、", text.text)
    begin = first.start() if first else 0
    return [m.end() for m in break_.finditer(text.text, begin, text.text.index("存在", begin))]


@st.composite
def _inserted(draw: st.DrawFn, break_: re.Pattern[str]) -> tuple[Text, int, str]:
    text = draw(st.sampled_from([t for t in texts() if len(_places(t, break_)) > 3]))
    return text, draw(st.sampled_from(_places(text, break_))), draw(UNRELATED)


def _changed(laboratory: Laboratory, case: tuple[Text, int, str]) -> list[object]:
    text, at, paragraph = case
    written = text.text[:at] + paragraph + "\n\n" + text.text[at:]
    after = said(laboratory.judged(text, written).report, (at, at + len(paragraph)))
    return differences(said(laboratory.baseline(text).report), after)


@FIXED
@given(case=_inserted(_BEHIND_TEXT))
def test_an_unrelated_paragraph_changes_nothing_elsewhere(laboratory: Laboratory, case: tuple[Text, int, str]) -> None:
    assert _changed(laboratory, case) == []


@pytest.mark.xfail(strict=True, reason="a second paragraph below a heading can take what the first one owned through it: emergency.mechanism of report 05")
@FIXED
@given(case=_inserted(_BELOW_HEADING))
def test_nor_does_it_right_below_a_heading(laboratory: Laboratory, case: tuple[Text, int, str]) -> None:
    assert _changed(laboratory, case) == []
