"""The waiver file: what holds, and what is said of what does not."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from linter.agreement.waivers import waivers_of
from linter.model.failure import Failure
from tests.agreement.conftest import Written

SCHEMA = Path(__file__).resolve().parents[2] / "rules" / "schema" / "waivers.schema.json"


def test_a_whole_entry(written: Written) -> None:
    (found,) = written(
        "- rule: structure.section\n  path: '2024/*.md'\n  fingerprint: 0123456789abcdef\n  reason: 市里统一写明\n"
        "  owner: 法制科\n  approval: 青府法〔2025〕3号\n  expires: 2026-03-01\n"
    )
    assert found[:10] == ("structure.section", "structure.section", "市里统一写明", "w.yaml", 1, "2024/*.md", "0123456789abcdef", "法制科", "青府法〔2025〕3号", "2026-03-01")
    assert (found.fault, found.covers, found.whole) == ("", None, True)


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ("{rule: decision, path: a.md}", "缺少必需的键“reason”"),
        ("{rule: decision, path: a.md, reason: ''}", "“reason”"),
        ("{rule: decision, path: a.md, reason: 已知}", "至少四个汉字"),
        ("{rule: decision, path: a.md, reason: known}", "两个英文词"),
        ("{rule: decision, path: a.md, reason: 市里统一写明, expire: 2026-01-01}", "是否想写“expires”"),
        ("{rule: decision, path: a.md, reason: 市里统一写明, expires: 2026-02-30}", "不是日期"),
        ("{rule: decision, path: a.md, reason: 市里统一写明, expires: 明年}", "应写作 2026-03-01"),
        ("{rule: decisions, path: a.md, reason: 市里统一写明}", "是否指“decision”"),
        ("{rule: 行政执法公布制度, path: a.md, reason: 市里统一写明}", "是否指“行政执法公示制度”"),
        ("{rule: waiver, path: a.md, reason: 市里统一写明}", "不能豁免"),
        ("{rule: decision, reason: 市里统一写明}", "缺少必需的键“path”"),
        ("{rule: decision, path: '!a.md', reason: 市里统一写明}", "不支持以 ! 开头"),
        ("{rule: decision, path: a.md, reason: 市里统一写明, fingerprint: 12}", "应为文字"),
        ("只有一句话", "应为若干键和值"),
    ],
)
def test_what_is_wrong_is_said_with_what_was_meant(written: Written, entry: str, fault: str) -> None:
    good, bad = written(f"- {{rule: decision, path: a.md, reason: 市里统一写明}}\n- {entry}\n")
    assert good.fault == ""
    assert fault in bad.fault
    assert bad.line == 2


@pytest.mark.parametrize(("reason", "holds"), [("本单位无执法职能", True), ("见 2025 年 3 号批复文", True), ("not our duty", True), ("……", False), ("TODO", False), ("   ", False)])
def test_a_reason_is_longer_than_a_word(written: Written, reason: str, holds: bool) -> None:
    (found,) = written(f"- {{rule: decision, path: a.md, reason: '{reason}'}}")
    assert (found.fault == "") == holds


@pytest.mark.parametrize("title", ["行政执法公示制度", " 行政执法 公示制度", "enforcement.three-systems.disclosure"])
def test_a_rule_may_be_named_by_its_title(written: Written, title: str) -> None:
    (found,) = written(f"- {{rule: '{title}', path: a.md, reason: 市里统一写明}}")
    assert found.rule == "enforcement.three-systems.disclosure"


@pytest.mark.parametrize("text", ["rule: decision\n", "- [a\n", "- &a {rule: x}\n", "\x00"])
def test_a_file_that_cannot_be_read_is_a_failure(written: Written, text: str) -> None:
    with pytest.raises(Failure):
        written(text)


def test_a_missing_file_is_a_failure_and_an_empty_one_waives_nothing(written: Written, names: object) -> None:
    assert written("# 暂无\n") == ()
    with pytest.raises(Failure, match="无法读取豁免文件"):
        waivers_of(["没有.yaml"], names)  # type: ignore[arg-type]


def test_a_file_named_twice_counts_once(written: Written, names: object) -> None:
    written("- {rule: decision, path: a.md, reason: 市里统一写明}")
    assert len(waivers_of(["w.yaml", "./w.yaml"], names)) == 1  # type: ignore[arg-type]


def test_the_schema_for_editors_is_a_schema() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft7Validator.check_schema(schema)
    assert all("description" in key for key in schema["items"]["properties"].values())
