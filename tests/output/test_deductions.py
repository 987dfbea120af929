"""Deductions, which the first kinds of check do not make yet, are shown by every format that shows the score."""

import json
from fractions import Fraction
from typing import Any

import pytest

from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.model.scorecard import Deduction
from linter.output import Presentation, render


@pytest.fixture
def deducted(make_report: Any, run_of: Any) -> Run:
    report = make_report()
    deduction = Deduction("figures", "figures.sum", 3, Fraction(9, 2), 10)
    score = report.score._replace(deductions=(deduction,), total=report.score.total - Fraction(9, 2))
    run = run_of(report._replace(score=score))
    assert isinstance(run, Run)
    return run


@pytest.mark.parametrize(
    ("format", "shown"),
    [
        ("text", "数据扣分 · figures.sum（3 处） · -4.5"),
        ("markdown", "| 数据 | `figures.sum` | 3 | -4.5 | 10 |"),
        ("html", "各维度得分合计 59.8 分，减扣分 4.5 分，得 55.3 分。"),
        ("csv", ",55.3,"),
    ],
)
def test_group_rule_places_and_points(deducted: Run, rulebook: Rulebook, format: str, shown: str) -> None:
    assert shown in render(deducted, format, options=Presentation(), rulebook=rulebook)


def test_json_gives_the_cap_too(deducted: Run, rulebook: Rulebook) -> None:
    score = json.loads(render(deducted, "json", options=Presentation(), rulebook=rulebook))["documents"][0]["score"]
    assert score["deductions"] == [{"group": "figures", "rule": "figures.sum", "count": 3, "points": 4.5, "cap": 10}]
    assert round(sum(d["points"] for d in score["dimensions"]) - 4.5, 1) == score["total"] == 55.3
