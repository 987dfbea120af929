"""JSON: the contract's keys and nothing else, literal spans, arithmetic that can be redone from the output."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

import linter.output
from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.output import Presentation, render

SCHEMA = json.loads((Path(linter.output.__file__).parent / "schema" / "result.schema.json").read_text("utf-8"))


def answer(run: Run, rulebook: Rulebook, **wishes: Any) -> dict[str, Any]:
    result = json.loads(render(run, "json", options=Presentation(**wishes), rulebook=rulebook))
    assert isinstance(result, dict)
    return result


def spans(node: Any) -> list[dict[str, Any]]:
    """Every object with a span and a text or quote, at any depth."""
    if isinstance(node, list):
        return [span for child in node for span in spans(child)]
    if not isinstance(node, dict):
        return []
    own = [node] if node.get("start") is not None and ("text" in node or "quote" in node) else []
    return own + [span for child in node.values() for span in spans(child)]


def objects(schema: Any) -> list[dict[str, Any]]:
    if isinstance(schema, list):
        return [found for child in schema for found in objects(child)]
    if not isinstance(schema, dict):
        return []
    own = [schema] if schema.get("type") == "object" else []
    return own + [found for child in schema.values() for found in objects(child)]


def test_the_schema_is_closed_and_requires_every_key() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert len(objects(SCHEMA)) > 20
    for schema in objects(SCHEMA):
        if "properties" not in schema:  # a map: profile.source
            assert isinstance(schema["additionalProperties"], dict)
            continue
        assert schema["additionalProperties"] is False
        optional = set(schema["properties"]) - set(schema["required"])
        assert optional <= {"item", "article", "against", "known_since", "baseline", "changes"}


@pytest.mark.parametrize("wishes", [{}, {"lang": "en"}, {"min_severity": "error"}])
def test_output_fits_the_schema(one: Run, many: Run, run_of: Any, rulebook: Rulebook, wishes: dict[str, Any]) -> None:
    for run in (one, many, run_of()):
        Draft7Validator(SCHEMA).validate(answer(run, rulebook, **wishes))


def test_the_schema_refuses_what_the_contract_forbids(one: Run, rulebook: Rulebook) -> None:
    def broken(change: Any) -> bool:
        result = answer(one, rulebook)
        change(result)
        return not Draft7Validator(SCHEMA).is_valid(result)

    assert not broken(lambda r: None)
    assert broken(lambda r: r.update(more=1))
    assert broken(lambda r: r["documents"][0].pop("relations"))
    assert broken(lambda r: r["documents"][0]["obligations"][0].update(status="missing"))
    assert broken(lambda r: r["errors"].append({"path": "a", "kind": "odd", "message": ""}))
    recalled = {"source": "outline", "text": "recalled", "item": "4"}
    assert broken(lambda r: r["documents"][0]["obligations"][0]["basis"].append(recalled))


def test_keys_stand_in_the_order_of_the_contract(one: Run, rulebook: Rulebook) -> None:
    result = answer(one, rulebook)
    assert list(result) == ["schema", "tool", "documents", "errors", "skipped", "summary"]
    document = result["documents"][0]
    assert list(document) == SCHEMA["definitions"]["document"]["required"]
    assert list(document["obligations"][0]) == SCHEMA["definitions"]["obligation"]["required"]
    assert list(document["findings"][0]) == SCHEMA["definitions"]["finding"]["required"]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_spans_are_literal_and_lines_are_right(make_report: Any, run_of: Any, rulebook: Rulebook, ending: str) -> None:
    report = make_report(ending=ending)
    text = report.document.text
    document = answer(run_of(report), rulebook)["documents"][0]
    found = spans(document)
    assert len(found) > 40
    for span in found:
        assert text[span["start"] : span["end"]] == span.get("text", span.get("quote"))
        if span.get("line") is not None:
            assert span["line"] == len(text[: span["start"]].split("\n"))
        if span.get("column") is not None:
            assert span["column"] == len(text[: span["start"]].split("\n")[-1]) + 1


def test_lines_do_not_depend_on_the_line_ending(make_report: Any, run_of: Any, rulebook: Rulebook) -> None:
    unix, windows = (answer(run_of(make_report(ending=e)), rulebook)["documents"][0] for e in ("\n", "\r\n"))
    assert [s["line"] for s in spans(unix["obligations"]) if "line" in s] == [
        s["line"] for s in spans(windows["obligations"]) if "line" in s
    ]


def test_sections_are_canonical_and_combined_headings_give_one_entry_a_role(one: Run, rulebook: Rulebook) -> None:
    text = one.reports[0].document.text
    sections = answer(one, rulebook)["documents"][0]["sections"]
    assert [s["role"] for s in sections] == ["achievements", "shortcomings", "causes", "plan"]
    for section in sections:
        assert text[section["start"] : section["end"]].startswith(section["heading"])
    assert sections[1]["start"] == sections[2]["start"]


def test_a_recalled_basis_carries_no_number(one: Run, rulebook: Rulebook) -> None:
    document = answer(one, rulebook)["documents"][0]
    bases = [basis for obligation in document["obligations"] for basis in obligation["basis"]]
    assert {b["text"] for b in bases} == {"verified", "recalled"}
    for basis in bases:
        assert ("item" in basis or "article" in basis) == (basis["text"] == "verified")
    by_rule = {f["rule"]: f["basis"] for f in document["findings"]}
    assert by_rule["enforcement.discretion"] == "《法治政府建设实施纲要（2021—2025年）》第（十五）项"
    assert by_rule["leadership.meeting"].endswith("（条款待核）")


def test_the_score_can_be_recomputed_from_the_obligations(one: Run, rulebook: Rulebook) -> None:
    document = answer(one, rulebook)["documents"][0]
    credit = {"evidenced": Fraction(1), "mentioned": Fraction(3, 5), "planned": Fraction(0), "absent": Fraction(0)}
    counted = [o for o in document["obligations"] if o["status"] in credit]
    weights = sum(o["weight"] for o in counted)
    earned = sum(o["weight"] * credit[o["status"]] for o in counted) * 100 / weights
    score = document["score"]
    assert abs(float(earned) - score["total"]) <= 0.05
    assert round(sum(d["points"] for d in score["dimensions"]), 1) == score["total"]
    assert round(sum(d["max"] for d in score["dimensions"]), 1) == 100.0
    for obligation in counted:
        maximum = Fraction(100 * obligation["weight"], weights)
        assert abs(float(maximum * credit[obligation["status"]]) - obligation["points"]) <= 0.005
        assert abs(float(maximum) - obligation["points"] - obligation["gain"]) <= 0.0101
    others = [o for o in document["obligations"] if o["status"] not in credit]
    assert others and all(o["points"] is None and o["gain"] is None for o in others)


def test_every_obligation_goes_to_the_dimension_of_its_prefix(one: Run, rulebook: Rulebook) -> None:
    homes = {o["id"]: o["dimension"] for o in answer(one, rulebook)["documents"][0]["obligations"]}
    assert homes["normdoc.review"] == "institutions"
    assert homes["reconsideration.caseload"] == homes["litigation.appearance"] == "resolution"
    assert homes["enforcement.three-systems.disclosure"] == "enforcement"


def test_an_unread_part_leaves_no_score_and_a_reason(many: Run, rulebook: Rulebook) -> None:
    result = answer(many, rulebook)
    assert result["documents"][2]["score"] is None
    assert result["documents"][2]["receipt"]["complete"] is False
    assert result["summary"]["unscored"] == [{"path": "白石县.txt", "reason": "有 1 页未能读取"}]
    assert (result["summary"]["documents"], result["summary"]["scored"]) == (3, 2)
    assert result["summary"]["mean"] == 66.9


def test_least_severity_limits_findings_but_not_the_score(one: Run, rulebook: Rulebook) -> None:
    whole, grave = answer(one, rulebook), answer(one, rulebook, min_severity="error")
    assert {f["severity"] for f in grave["documents"][0]["findings"]} == {"error"}
    assert grave["summary"]["findings"]["warning"] == 0 < whole["summary"]["findings"]["warning"]
    assert grave["documents"][0]["score"] == whole["documents"][0]["score"]


def test_waived_findings_are_counted_apart(one: Run, rulebook: Rulebook) -> None:
    result = answer(one, rulebook)
    assert result["summary"]["findings"]["waived"] == 1
    counted = sum(result["summary"]["findings"][s] for s in ("error", "warning", "info"))
    assert counted == len(result["documents"][0]["findings"]) - 1


def test_one_document_a_line_and_the_same_bytes_each_time(many: Run, rulebook: Rulebook) -> None:
    texts = {render(many, "json", options=Presentation(), rulebook=rulebook) for _ in range(3)}
    assert len(texts) == 1
    lines = texts.pop().splitlines()
    assert sum(line.startswith('{"path"') for line in lines) == 3


def test_what_a_terminal_would_obey_is_escaped_and_still_literal(make_report: Any, run_of: Any, rulebook: Rulebook) -> None:
    report = make_report(path="a\x1b]0;x\x07\x9b2J\u202e.txt")
    printed = render(run_of(report), "json", options=Presentation(), rulebook=rulebook)
    assert not any((c < " " and c != "\n") or "\x7f" <= c <= "\x9f" or c == "\u202e" for c in printed)
    assert json.loads(printed)["documents"][0]["path"] == report.document.path


def test_titles_follow_the_language(one: Run, rulebook: Rulebook) -> None:
    assert answer(one, rulebook, lang="en")["documents"][0]["obligations"][0]["title"] == "Measures and results"
    assert answer(one, rulebook)["documents"][0]["obligations"][0]["title"] == "主要举措和成效"
