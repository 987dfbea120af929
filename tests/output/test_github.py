"""GitHub: workflow commands as its runner reads them, ten of a kind, and the table of the job."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.output import Presentation, render
from linter.output.github import data, job_summary, value
from tests.output.commands import commands


def annotations(run: Run, rulebook: Rulebook, **wishes: Any) -> list[tuple[str, dict[str, str], str]]:
    text = render(run, "github", options=Presentation(**wishes), rulebook=rulebook)
    found = commands(text)
    assert len(found) == len(text.splitlines()), "nothing but commands"
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_ten_of_a_kind_and_the_rest_counted(whole: Run, many: Run, rulebook: Rulebook, lang: str) -> None:
    for run in (whole, many):
        found = annotations(run, rulebook, lang=lang)
        kinds = [name for name, _, _ in found]
        assert all(kinds.count(kind) <= 10 for kind in ("error", "warning", "notice"))
        assert kinds == sorted(kinds, key=["error", "warning", "notice"].index)
        live = sum(f.waiver is None for report in run.reports for f in report.findings)
        others = len(run.errors) + len(run.skipped) + sum(bool(report.unscored) for report in run.reports)
        left = int((re.findall(r"(\d+) (?:条|more)", found[-1][2]) or ["0"])[0])
        assert found[-1][0] == "notice" and "file" not in found[-1][1]
        assert len(found) - 1 + left == live + others


TRICKY = st.one_of(st.text(), st.lists(st.sampled_from(["%", "0A", "%0D", "%25", "a", ":", ",", "\r", "\n", "="])).map("".join))


@given(TRICKY, TRICKY, TRICKY)
def test_what_is_escaped_comes_back(message: str, title: str, file: str) -> None:
    title, file = title.strip() or "x", file.strip() or "x"
    message, title = (re.sub("[\x0b-\x0c\x1c-\x1f\x85\u2028\u2029]", "", words) for words in (message, title))
    file = re.sub("[\x0b-\x0c\x1c-\x1f\x85\u2028\u2029]", "", file)
    line = f"::error file={value(file)},title={value(title)}::{data(message)}"
    assert commands(line) == [("error", {"file": file, "title": title}, message)]


def test_files_that_could_not_be_read_come_before_warnings(many: Run, rulebook: Rulebook) -> None:
    warnings = [(p["file"], message) for name, p, message in annotations(many, rulebook) if name == "warning"]
    assert warnings[0] == ("云泽市.pdf", "扫描件，请先识别文字。")
    assert warnings[1][0] == "白石县.txt"
    assert "通知.txt" not in [file for file, _ in warnings[:9]], "what was passed over takes no room from findings"


def test_paths_count_from_the_repository(one: Run, rulebook: Rulebook) -> None:
    found = annotations(one, rulebook, folder="/库/县级, 100%: 定稿", root="/库")
    assert {p["file"] for _, p, _ in found if "file" in p} == {"县级, 100%: 定稿/青岚县2024年法治政府建设年度报告.txt"}


def test_places(whole: Run, rulebook: Rulebook) -> None:
    text = whole.reports[0].document.text.split("\n")
    for _, properties, _ in annotations(whole, rulebook)[:-1]:
        assert 1 <= int(properties["line"]) <= int(properties["endLine"]) <= len(text)
        if "col" in properties:
            assert properties["line"] == properties["endLine"] and int(properties["col"]) < int(properties["endColumn"])


def test_waived_findings_are_no_annotations(one: Run, run_of: Any, rulebook: Rulebook) -> None:
    report = one.reports[0]
    waived = report._replace(findings=tuple(f._replace(waiver="已批准") for f in report.findings))
    assert len(annotations(run_of(waived), rulebook)) == 1
    assert render(run_of(waived), "github", options=Presentation(quiet=True), rulebook=rulebook) == ""


def test_the_table_of_the_job(many: Run, rulebook: Rulebook) -> None:
    page = job_summary(many, Presentation(), rulebook)
    heads = next(line for line in page.splitlines() if line.startswith("| 文件"))
    rows = [line for line in page.splitlines() if line.startswith("| ") and line.count("|") == heads.count("|")]
    assert len(rows) == 2 + len(many.reports) + len(many.errors) + len(many.skipped)
    assert "74.1" in page and "扫描件" in page and "本评分只反映报告文本" in page


@pytest.mark.parametrize("limit", [2_000, 5_000, 20_000])
def test_a_table_too_long_is_cut_and_says_so(whole: Run, many: Run, rulebook: Rulebook, limit: int) -> None:
    for run in (whole, many):
        page = job_summary(run, Presentation(), rulebook, limit)
        assert len(page.encode()) <= limit
        full = job_summary(run, Presentation(), rulebook)
        assert page == full or "其余从略" in page
        assert page.rstrip().splitlines()[-1].startswith("> 本评分")
