"""New and carried over make closed and left: told only where one sentence tells all four."""

import pytest


@pytest.mark.parametrize(
    ("text", "verdict", "calculation"),
    [
        ("新收行政复议申请180件，上年结转21件，审结165件，结转下年36件。", "consistent", "180+21=201，165+36=201，收结相符"),
        ("上年结转21件，新收180件，已审结165件，尚未审结36件。", "consistent", "21+180=201，165+36=201，收结相符"),
        ("受理复议案件201件（含上年结转21件），审结165件，正在审理36件。", "consistent", "201，165+36=201，收结相符"),
        ("新收行政复议申请180件，上年结转21件，审结165件，其中维持90件，结转下年36件。", "consistent", "180+21=201，165+36=201，收结相符"),
        ("新收行政复议申请180件，上年结转21件，审结165件，结转下年26件。", "inconsistent", "180+21=201，165+26=191，相差10"),
        ("受理复议案件201件（含上年结转21件），审结165件，正在审理46件。", "inconsistent", "201，165+46=211，相差10"),
    ],
)
def test_balances(said, text: str, verdict: str, calculation: str) -> None:  # type: ignore[no-untyped-def]
    assert ("sum", verdict, calculation) in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "新收行政复议申请180件，审结165件，结转下年26件。",  # what was carried over is not told
        "新收行政复议申请约180件，上年结转21件，审结165件，结转下年26件。",
        "新收行政复议申请180件，上年结转21件，审结165件，结转下年26人。",
        "新收复议申请180件、新收应诉案件90件，上年结转21件，审结165件，结转下年26件。",  # two bodies of cases
        "新收行政复议申请180件，上年结转21件。审结165件，结转下年26件。",  # another sentence may speak of other cases
    ],
)
def test_what_no_sentence_tells_whole_is_left_alone(said, text: str) -> None:  # type: ignore[no-untyped-def]
    assert not [one for one in said(text) if "+" in one[2] and "，" in one[2] and "165" in one[2]]
