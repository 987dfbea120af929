"""Deductions are shown by every format that shows the score, group by group, so that a reader can add them up."""

import csv
import io
import json
import re
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
        ("text", "  数据核对       3 处   -4.5  上限 10 分\n    figures.sum  3 处   -4.5\n  得分：59.8 － 4.5 ＝ 55.3\n"),
        ("markdown", "| **数据核对** |  | 3 | **-4.5** | 10 |\n|  | figures.sum `figures.sum` | 3 | -4.5 |  |\n\n**得分：59.8 － 4.5 ＝ 55.3**"),
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


def test_the_terminal_adds_up(whole: Run, rulebook: Rulebook) -> None:
    """Σ points of the dimensions － Σ deductions of the groups = total, and each group is the sum of its rules."""
    text = render(whole, "text", options=Presentation(width=100), rulebook=rulebook)
    points, taken = text.partition("各维度得分\n")[2].split("\n\n扣分\n")
    rows = [Fraction(n) for n in re.findall(r"([\d.]+) / +[\d.]+  [■□]", points)]
    assert len(rows) == 10
    (earned,) = re.findall(r"合计 +([\d.]+) / 100\.0", points)
    assert sum(rows) == Fraction(earned)
    groups: dict[str, list[Fraction]] = {}
    for line in taken.splitlines():
        match = re.match(r"^(  |    )(\S+).* -([\d.]+)(?:  上限 (\d+) 分)?$", line)
        if match and match[4]:
            groups[match[2]] = [Fraction(match[3])]
            assert groups[match[2]][0] <= int(match[4])
        elif match:
            groups[list(groups)[-1]].append(Fraction(match[3]))
    assert list(groups) == ["依据引用", "数据核对", "表述与佐证", "文本规范"]
    assert all(group == sum(rules) for group, *rules in groups.values())
    minuend, subtrahend, total = re.findall(r"得分：([\d.]+) － ([\d.]+) ＝ ([\d.]+)", taken)[0]
    assert Fraction(minuend) == Fraction(earned) and Fraction(subtrahend) == sum(rows[0] for rows in groups.values())
    assert Fraction(minuend) - Fraction(subtrahend) == Fraction(total) and f"得分 {total} 分" in text


def test_the_web_page_adds_up(whole: Run, rulebook: Rulebook) -> None:
    page = render(whole, "html", options=Presentation(), rulebook=rulebook)
    table = page.partition('<table class="deductions">')[2].partition("</table>")[0]
    sums = [Fraction(n) for n in re.findall(r'class="sum">.*?−([\d.]+)<', table)]
    rules = [Fraction(n) for n in re.findall(r"</code></th>.*?−([\d.]+)<", table)]
    assert len(sums) == 4 and len(rules) == 12 and sum(sums) == sum(rules) == 16
    assert "59.8 － 16.0 ＝ 43.8" in table


def test_the_spreadsheet_adds_up(whole: Run, rulebook: Rulebook) -> None:
    (row,) = csv.DictReader(io.StringIO(render(whole, "csv", options=Presentation(), rulebook=rulebook).removeprefix("\ufeff")))
    taken = [Fraction(value) for key, value in row.items() if key.endswith("（扣分）")]
    assert len(taken) == 4 and sum(taken) == Fraction(row["扣分合计"]) == 16
    assert sum(Fraction(v) for k, v in row.items() if k.endswith("（得分）")) - sum(taken) == Fraction(row["得分"])


def test_a_total_below_nought_is_said_to_be_nought(make_report: Any, run_of: Any, rulebook: Rulebook) -> None:
    report = make_report()
    score = report.score._replace(deductions=(Deduction("figures", "figures.sum", 40, Fraction(70), 90),), total=Fraction(0))
    text = render(run_of(report._replace(score=score)), "text", options=Presentation(), rulebook=rulebook)
    assert "得分：59.8 － 70.0 ＝ 0.0（低于 0 按 0 计）" in text


def test_a_group_that_no_profile_knows_is_named_all_the_same(make_report: Any, run_of: Any, rulebook: Rulebook) -> None:
    report = make_report()
    score = report.score._replace(deductions=(Deduction("province", "province.a", 1, Fraction(1), 3),))
    text = render(run_of(report._replace(score=score)), "text", options=Presentation(), rulebook=rulebook)
    assert "  province      1 处   -1.0  上限 3 分" in text


def test_without_deductions_there_is_no_such_part(one: Run, rulebook: Rulebook) -> None:
    for format in ("text", "markdown", "html"):
        assert "扣分\n" not in render(one, format, options=Presentation(), rulebook=rulebook)
