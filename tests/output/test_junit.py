"""JUnit: read by junitparser; nothing that was not judged well is shown as passed."""

from pathlib import Path
from typing import Any

import pytest
from defusedxml import ElementTree
from junitparser import Error, Failure, JUnitXml, Skipped

from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.output import Presentation, render
from linter.output.digest import obligations


def suites(run: Run, rulebook: Rulebook, **wishes: Any) -> list[Any]:
    text = render(run, "junit", options=Presentation(**wishes), rulebook=rulebook)
    ElementTree.fromstring(text.encode())
    found = JUnitXml.fromstring(text.encode())
    told = (found.tests, found.failures, found.errors, found.skipped)
    found.update_statistics()
    assert told == (found.tests, found.failures, found.errors, found.skipped)
    return list(found)


def outcome(case: Any) -> str:
    kinds = [type(result) for result in case.result]
    return {(): "passed", (Failure,): "failure", (Error,): "error", (Skipped,): "skipped"}[tuple(kinds)]


def test_a_suite_a_report_a_case_an_obligation(whole: Run, rulebook: Rulebook) -> None:
    (suite,) = suites(whole, rulebook)
    report = whole.reports[0]
    assert suite.name == report.document.path
    cases = {case.name.partition(" ")[0]: case for case in suite}
    assert len(cases) == len(list(suite)), "names are unique"
    worst: dict[str, str] = {}
    for finding in report.findings:
        if finding.waiver is None and worst.get(finding.rule) != "failure":
            worst[finding.rule] = "skipped" if finding.severity == "info" else "failure"
    for verdict in obligations(report):
        wanted = worst.get(verdict.rule.id, "passed" if verdict.status == "evidenced" else "skipped")
        assert outcome(cases[verdict.rule.id]) == wanted
    assert {f.rule for f in report.findings} <= cases.keys()
    properties = {p.name: p.value for p in suite.properties()}
    assert properties["score"] == "44.8" or float(properties["score"]) > 0
    assert properties["disclaimer"].startswith("本评分只反映报告文本")


@pytest.mark.parametrize(("path", "name"), [("./报告 1.md", "县级/报告 1.md"), ("../报告.md", "报告.md"), ("/tmp/报告.md", "/tmp/报告.md"), ("../../b.md", "../../b.md")])
def test_a_suite_has_the_name_of_the_file_in_its_repository(make_report: Any, run_of: Any, rulebook: Rulebook, path: str, name: str) -> None:
    (suite,) = suites(run_of(make_report(path)), rulebook, folder="/r/县级", root="/r")
    assert suite.name == name


def test_a_failure_tells_what_to_do_and_why(whole: Run, rulebook: Rulebook) -> None:
    (suite,) = suites(whole, rulebook)
    case = next(c for c in suite if c.name.startswith("structure.section.first-responsible"))
    (failure,) = case.result
    assert failure.type == "高"
    assert "第一责任人" in failure.message
    assert "建议：" in failure.text and "依据：《" in failure.text
    assert case.classname == "结构与时限"


def test_what_is_not_listed_is_not_passed(one: Run, rulebook: Rulebook) -> None:
    (suite,) = suites(one, rulebook, min_severity="error")
    passed = {case.name.partition(" ")[0] for case in suite if outcome(case) == "passed"}
    evidenced = {v.rule.id for v in obligations(one.reports[0]) if v.status == "evidenced"}
    assert {name for name in passed if "." in name} == evidenced


def test_a_waived_finding_is_skipped_with_its_reason(one: Run, rulebook: Rulebook) -> None:
    (finding,) = [f for f in one.reports[0].findings if f.waiver is not None]
    (suite,) = suites(one, rulebook)
    case = next(c for c in suite if c.name.startswith(finding.rule + " "))
    assert outcome(case) == "skipped"
    assert str(finding.waiver) in case.result[0].message and "已豁免" in case.result[0].message


def test_files_that_were_not_judged(many: Run, rulebook: Rulebook) -> None:
    found = {suite.name: [outcome(case) for case in suite] for suite in suites(many, rulebook)}
    assert found["云泽市.pdf"] == ["error"]
    assert found["通知.txt"] == ["skipped"]
    assert found["白石县.txt"][0] == "error"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_in_every_language(many: Run, rulebook: Rulebook, lang: str) -> None:
    assert [[outcome(c) for c in s] for s in suites(many, rulebook, lang=lang)] == [[outcome(c) for c in s] for s in suites(many, rulebook)]


def test_it_is_a_file_that_others_can_open(whole: Run, rulebook: Rulebook, tmp_path: Path) -> None:
    file = tmp_path / "结果.xml"
    file.write_text(render(whole, "junit", options=Presentation(), rulebook=rulebook), "utf-8")
    assert JUnitXml.fromfile(str(file)).tests > 20
