"""GitLab code quality: the schema of its documentation, unique fingerprints, severities of its own."""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.output import Presentation, render

SCHEMA = Draft7Validator(json.loads((Path(__file__).parent / "schemas" / "gitlab-codequality.schema.json").read_text("utf-8")))


def entries(run: Run, rulebook: Rulebook, **wishes: Any) -> list[dict[str, Any]]:
    found = json.loads(render(run, "gitlab", options=Presentation(**wishes), rulebook=rulebook))
    SCHEMA.validate(found)
    prints = [entry["fingerprint"] for entry in found]
    assert len(set(prints)) == len(prints)
    assert isinstance(found, list)
    return found


def test_output_fits_the_schema(one: Run, many: Run, whole: Run, run_of: Any, rulebook: Rulebook) -> None:
    for run in (one, many, whole, run_of()):
        entries(run, rulebook)
        entries(run, rulebook, lang="en", min_severity="error")
    assert entries(run_of(), rulebook) == []


def test_one_entry_a_finding_and_severities(whole: Run, rulebook: Rulebook) -> None:
    live = [f for f in whole.reports[0].findings if f.waiver is None]
    found = entries(whole, rulebook)
    assert len(found) == len(live)
    words = {"error": "major", "warning": "minor", "info": "info"}
    assert sorted(e["severity"] for e in found) == sorted(words[f.severity] for f in live)


def test_the_same_gap_in_two_reports_is_two_entries(many: Run, rulebook: Rulebook) -> None:
    marks: dict[str, set[str]] = {}
    for report in many.reports:
        for f in report.findings:
            marks.setdefault(f.fingerprint, set()).add(report.document.path)
    assert any(len(paths) > 1 for paths in marks.values())
    assert len(entries(many, rulebook)) == sum(f.waiver is None for r in many.reports for f in r.findings) + 2


def test_fingerprints_do_not_move_with_other_files(many: Run, one: Run, rulebook: Rulebook) -> None:
    alone = {e["fingerprint"] for e in entries(one, rulebook)}
    assert alone <= {e["fingerprint"] for e in entries(many, rulebook)}


def test_the_same_name_twice_stays_unique(one: Run, run_of: Any, rulebook: Rulebook) -> None:
    entries(run_of(one.reports[0], one.reports[0]), rulebook)


def test_what_could_not_be_read_is_never_clean(many: Run, rulebook: Rulebook) -> None:
    found = {e["check_name"]: e for e in entries(many, rulebook)}
    assert found["input.no-text-layer"]["location"]["path"] == "云泽市.pdf"
    assert found["input.unscored"]["severity"] == "major"


def test_paths_count_from_the_repository(one: Run, rulebook: Rulebook) -> None:
    found = entries(one, rulebook, folder="/库/县级 报告", root="/库")
    assert {e["location"]["path"] for e in found} == {"县级 报告/青岚县2024年法治政府建设年度报告.txt"}
