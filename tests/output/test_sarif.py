"""SARIF: its own schema, a reader made by others, the limits and wishes of GitHub."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft4Validator
from sarif.loader import load_sarif_file

from linter.engine import Engine, load
from linter.model.result import Problem, Run
from linter.model.rule import Rulebook
from linter.output import Presentation, render, sarif
from linter.output.github import job_summary
from linter.reading import read, residue_words

SCHEMA = Draft4Validator(json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json").read_text("utf-8")))


def answer(run: Run, rulebook: Rulebook, **wishes: Any) -> dict[str, Any]:
    log = json.loads(render(run, "sarif", options=Presentation(**wishes), rulebook=rulebook))
    assert isinstance(log, dict)
    SCHEMA.validate(log)
    return log


def only(log: dict[str, Any]) -> dict[str, Any]:
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


@pytest.mark.parametrize("wishes", [{}, {"lang": "en"}, {"min_severity": "error"}, {"root": "/r", "folder": "/r/县级 报告"}])
def test_output_fits_the_schema(one: Run, many: Run, whole: Run, run_of: Any, rulebook: Rulebook, wishes: dict[str, Any]) -> None:
    for run in (one, many, whole, run_of()):
        answer(run, rulebook, **wishes)


def test_the_schema_is_not_blind(one: Run, rulebook: Rulebook) -> None:
    log = answer(one, rulebook)
    only(log)["results"][0]["level"] = "fatal"
    assert not SCHEMA.is_valid(log)


def test_a_reader_made_by_others(whole: Run, rulebook: Rulebook, tmp_path: Path) -> None:
    file = tmp_path / "结果.sarif"
    file.write_text(render(whole, "sarif", options=Presentation(), rulebook=rulebook), "utf-8")
    read = load_sarif_file(str(file))
    findings = whole.reports[0].findings
    live = [f for f in findings if f.waiver is None]
    assert read.get_distinct_tool_names() == ["fazhi-lint"]
    assert read.get_result_count() == len(findings)
    counts = read.get_report().get_issue_type_histogram_for_severity("error")
    assert sum(counts.values()) == sum(f.severity == "error" for f in findings)
    assert len(live) == len(findings) - 1
    records = read.get_records()
    assert {unquote(record["Location"]) for record in records} == {whole.reports[0].document.path}


def test_every_result_has_what_code_scanning_asks_for(whole: Run, rulebook: Rulebook) -> None:
    run = only(answer(whole, rulebook))
    text = whole.reports[0].document.text.split("\n")
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        assert 1 <= region["startLine"] <= region["endLine"] <= len(text)
        if region["startLine"] == region["endLine"] and "*" not in region.get("snippet", {}).get("text", ""):
            row = text[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
            assert row == region.get("snippet", {}).get("text", "")
        assert result["message"]["text"] and len(result["message"]["text"]) <= 1024
        assert re.fullmatch(r"[0-9a-f]{16}:1", result["partialFingerprints"]["primaryLocationLineHash"])
    for rule in rules:
        assert rule["shortDescription"]["text"] and rule["fullDescription"]["text"] and rule["help"]["text"] and rule["help"]["markdown"]
        assert len(rule["help"]["text"]) <= 1024
        assert rule["properties"]["precision"] in {"very-high", "high", "medium", "low"}
        assert rule["properties"]["problem.severity"] in {"error", "warning", "recommendation"}
        assert 0 < len(rule["properties"]["tags"]) <= 20
        assert "security-severity" not in rule["properties"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["automationDetails"]["id"] == "fazhi-lint/default-core/2025-03-10"


def test_no_empty_string_anywhere(whole: Run, many: Run, rulebook: Rulebook) -> None:
    """GitHub refuses a log with one."""

    def walk(node: Any) -> None:
        assert node != ""
        for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            walk(child)

    for run in (whole, many):
        walk(answer(run, rulebook))


def test_the_law_stands_in_the_help(whole: Run, rulebook: Rulebook) -> None:
    rules = {rule["id"]: rule for rule in only(answer(whole, rulebook))["tool"]["driver"]["rules"]}
    help = rules["privacy.personal-data"]["help"]
    assert "《中华人民共和国个人信息保护法》第二十八条" in help["text"] and "《中华人民共和国个人信息保护法》第二十八条" in help["markdown"]


def test_personal_data_is_starred_wherever_it_is_quoted(whole: Run, rulebook: Rulebook) -> None:
    number = "13000000000"
    assert number in whole.reports[0].document.text
    findings = whole.reports[0].findings
    quoting = findings[0]._replace(message=f"咨询电话 {number} 之后缺书名号。", rule="format.punctuation")
    run = whole._replace(reports=(whole.reports[0]._replace(findings=(*findings, quoting)),))
    for format in ("sarif", "github", "gitlab", "junit"):
        text = render(run, format, options=Presentation(min_severity="info"), rulebook=rulebook)
        assert number not in text
        assert format == "github" or "130******00" in text
    assert number not in job_summary(run, Presentation(), rulebook)
    assert number in render(run, "jsonl", options=Presentation(), rulebook=rulebook)


def test_fingerprints_outlive_a_paragraph_inserted_above(run_of: Any) -> None:
    example = Path(__file__).resolve().parents[2] / "examples" / "白石县2023年法治政府建设工作情况报告.md"
    text = example.read_text("utf-8")
    at = text.index("\n")
    book = load()
    engine = Engine(book)
    words = residue_words(engine.lexicon)

    def marks(body: str) -> dict[tuple[str, str], int]:
        log = json.loads(render(run_of(engine.judge(read("报告.md", data=body.encode(), residue=words)).report), "sarif", options=Presentation(), rulebook=book))
        results = only(log)["results"]
        found = {
            (r["ruleId"], r["partialFingerprints"]["primaryLocationLineHash"]): r["locations"][0]["physicalLocation"]["region"]["startLine"]
            for r in results
        }
        assert len(found) == len(results)
        return found

    before, after = marks(text), marks(text[:at] + "\n\n根据工作需要，现将有关情况说明如下。\n" + text[at:])
    assert before.keys() <= after.keys()
    assert sum(after[key] != line for key, line in before.items()) > 50, "lines moved, fingerprints did not"


def test_absent_parts_stand_at_their_heading_or_at_the_beginning(one: Run, rulebook: Rulebook) -> None:
    run = only(answer(one, rulebook))
    placeless = {f.rule for f in one.reports[0].findings if f.start is None}
    assert placeless
    for result in run["results"]:
        if result["ruleId"] in placeless:
            region = result["locations"][0]["physicalLocation"]["region"]
            assert (region["startLine"], region["startColumn"]) == (1, 1) and "snippet" not in region


def test_waived_findings_are_suppressed_with_their_reason(one: Run, rulebook: Rulebook) -> None:
    waived = [r for r in only(answer(one, rulebook))["results"] if "suppressions" in r]
    (finding,) = [f for f in one.reports[0].findings if f.waiver is not None]
    (result,) = waived
    assert result["ruleId"] == finding.rule
    assert result["suppressions"] == [{"kind": "external", "status": "accepted", "justification": finding.waiver}]


def test_what_was_not_judged_is_told(many: Run, rulebook: Rulebook) -> None:
    run = only(answer(many, rulebook, folder="/r", root="/r"))
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    notes = {note["descriptor"]["id"]: note for note in invocation["toolExecutionNotifications"]}
    assert notes["error.no-text-layer"]["level"] == "error" and notes["skipped.not-a-report"]["level"] == "note"
    assert notes["error.unscored"]["level"] == "warning"
    uri = notes["error.no-text-layer"]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri) == "云泽市.pdf"
    described = [each["id"] for each in run["tool"]["driver"]["notifications"]]
    assert all(described[note["descriptor"]["index"]] == id for id, note in notes.items())


def test_a_clean_run_was_successful(one: Run, rulebook: Rulebook) -> None:
    assert only(answer(one, rulebook))["invocations"][0]["executionSuccessful"] is True


def test_the_gravest_are_kept_and_the_rest_is_counted(one: Run, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "RESULTS", 5)
    run = only(answer(one, rulebook))
    total = len(one.reports[0].findings)
    assert len(run["results"]) == 5
    worst = sorted(("error", "warning", "info").index(f.severity) for f in one.reports[0].findings if f.waiver is None)[:5]
    assert [("error", "warning", "note").index(r["level"]) for r in run["results"]] == worst
    (note,) = run["invocations"][0]["toolExecutionNotifications"][-1:]
    assert note["descriptor"]["id"] == "note.limit" and f"{total} 条" in note["message"]["text"] and "5 条" in note["message"]["text"]


def test_more_than_are_shown_is_told(one: Run, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "KEPT", 5)
    run = only(answer(one, rulebook))
    assert len(run["results"]) == len(one.reports[0].findings)
    assert "只显示等级较高的 5 条" in run["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"]


def test_a_log_too_large_is_cut(one: Run, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compressed, as it is uploaded."""
    whole = len(only(answer(one, rulebook))["results"])
    monkeypatch.setattr(sarif, "BYTES", 2_500)
    run = only(answer(one, rulebook))
    assert 0 < len(run["results"]) < whole
    assert run["invocations"][0]["toolExecutionNotifications"][-1]["descriptor"]["id"] == "note.limit"


def test_long_words_are_shortened(one: Run, run_of: Any, rulebook: Rulebook) -> None:
    finding = one.reports[0].findings[0]._replace(message="办" * 5_000, waiver="由" * 5_000)
    run = run_of(one.reports[0]._replace(findings=(finding,)), errors=(Problem("a.pdf", "unreadable", "x" * 5_000),))
    found = only(answer(run, rulebook))
    assert len(found["results"][0]["message"]["text"]) == 1024
    assert len(found["results"][0]["suppressions"][0]["justification"]) == 1024
    assert len(found["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]) == 1024


@pytest.mark.parametrize("format", ["sarif", "github", "gitlab", "junit"])
def test_what_a_baseline_knows_does_not_count(one: Run, run_of: Any, rulebook: Rulebook, format: str) -> None:
    report = one.reports[0]
    known = next(f for f in report.findings if f.severity == "error")
    report = report._replace(findings=tuple(f._replace(known_since="2025-01-02") if f is known else f for f in report.findings))
    text = render(run_of(report), format, options=Presentation(), rulebook=rulebook)
    if format == "sarif":
        states = {r["ruleId"]: r.get("baselineState") for r in only(json.loads(text))["results"]}
        assert states.pop(known.rule) == "unchanged" and set(states.values()) == {None}
        SCHEMA.validate(json.loads(text))
    elif format == "junit":
        case = text[text.index(f'name="{known.rule} ') :]
        assert case[: case.index("</testcase>")].count("<skipped") == 1 and "基线中已有：2025-01-02" in case
    else:
        assert known.rule not in text
