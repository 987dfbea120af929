"""JSON Lines: every line its schema, together the same as the JSON."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

import linter.output
from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.output import Presentation, render

FOLDER = Path(linter.output.__file__).parent / "schema"
RESULT, LINE = (json.loads((FOLDER / name).read_text("utf-8")) for name in ("result.schema.json", "line.schema.json"))
SCHEMA = Draft7Validator(LINE, registry=Registry().with_resources([(RESULT["$id"], Resource.from_contents(RESULT))]))


def lines(run: Run, rulebook: Rulebook, **wishes: Any) -> list[dict[str, Any]]:
    text = render(run, "jsonl", options=Presentation(**wishes), rulebook=rulebook)
    assert text.endswith("\n")
    found = [json.loads(line) for line in text[:-1].split("\n")]
    for line in found:
        SCHEMA.validate(line)
    return found


@pytest.mark.parametrize("wishes", [{}, {"lang": "en"}, {"min_severity": "error"}])
def test_the_lines_are_the_json(one: Run, many: Run, whole: Run, run_of: Any, rulebook: Rulebook, wishes: dict[str, Any]) -> None:
    for run in (one, many, whole, run_of()):
        found = lines(run, rulebook, **wishes)
        result = json.loads(render(run, "json", options=Presentation(**wishes), rulebook=rulebook))
        assert [line["document"] for line in found if line["type"] == "document"] == result["documents"]
        assert [line["error"] for line in found if line["type"] == "error"] == result["errors"]
        assert [line["skipped"] for line in found if line["type"] == "skipped"] == result["skipped"]
        assert found[-1]["summary"] == result["summary"]
        assert all(line["tool"] == result["tool"] for line in found)
        assert [line["type"] for line in found].count("summary") == 1


def test_the_schema_refuses_a_line_of_another_type(one: Run, rulebook: Rulebook) -> None:
    line = lines(one, rulebook)[-1]
    assert not SCHEMA.is_valid(line | {"type": "document"})
    assert not SCHEMA.is_valid(line | {"more": 1})
