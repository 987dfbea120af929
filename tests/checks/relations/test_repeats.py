"""One indicator told twice."""

import pytest


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("落实公示制度，公示执法信息9630条。", "加强监督，公示执法信息9640条。", "inconsistent"),
        ("加强演练，组织应急演练42场。", "夯实基础，组织应急演练41场。", "suspicious"),
    ],
)
def test_near_values_of_one_phrase(said, one: str, other: str, verdict: str) -> None:  # type: ignore[no-untyped-def]
    assert ("duplicate", verdict) in [r[:2] for r in said(one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("落实公示制度，公示执法信息9630条。", "网站公示执法信息9640条。"),
        ("落实公示制度，公示执法信息9630条。", "上半年，公示执法信息9640条。"),
        ("落实公示制度，公示执法信息9630条。", "加强监督，公示执法信息312条。"),
        ("加强宣传，发放宣传资料3200份。", "走进社区，发放宣传资料3210份。"),
    ],
)
def test_values_of_two_things(said, one: str, other: str) -> None:  # type: ignore[no-untyped-def]
    assert not [r for r in said(one, other) if r[0] == "duplicate" and r[1] in ("inconsistent", "suspicious")]
