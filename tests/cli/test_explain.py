"""`explain RULE [FILE]`: rule, law, examples; for a file the reason of every status, nearest miss included."""

from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Command

CITY = ROOT / "examples" / "云泽市2024年法治政府建设年度报告.md"


def _judged(command: Command, *, status: str, path: Path, rule: str | None = None, nearest: bool | None = None) -> str:
    """The id of an obligation of `path` with that status (and a nearest miss, or none)."""
    document = command("check", path, "-f", "json", "--fail-on", "never", "--assume-report").json["documents"][0]
    found = [
        o["id"]
        for o in document["obligations"]
        if o["status"] == status and (rule is None or o["id"] == rule) and (nearest is None or (o["nearest"] is not None) == nearest)
    ]
    assert found, f"{path.name} has no obligation {status}"
    return str(found[0])


def test_rule_alone(command: Command) -> None:
    answer = command("explain", "enforcement.three-systems.disclosure")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("enforcement.three-systems.disclosure  行政执法公示制度")
    for part in ("依据：", "第三十九条", "识别用语：", "建议：", "示例（有佐证）：", "示例（未检出）："):
        assert part in answer.out


def test_rule_as_json(command: Command) -> None:
    answer = command("explain", "litigation.head-appearance", "--json").json
    assert answer["id"] == "litigation.head-appearance"
    assert set(answer["examples"]) >= {"evidenced", "mentioned", "planned", "absent"}
    assert "file" not in answer


def test_in_english(command: Command) -> None:
    assert "Disclosure of administrative enforcement" in command("explain", "enforcement.three-systems.disclosure", "--lang", "en").out


@pytest.mark.parametrize(
    ("status", "words"),
    [("evidenced", "有佐证"), ("mentioned", "仅提及"), ("planned", "仅见于下年安排"), ("absent", "未检出"), ("not-applicable", "不适用")],
)
def test_every_status_has_its_reason(command: Command, status: str, words: str) -> None:
    rule = _judged(command, status=status, path=CITY)
    answer = command("explain", rule, CITY)
    assert answer.code == 0
    verdict = next(line for line in answer.out.splitlines() if line.startswith(str(CITY)))
    assert f"：{words}（" in verdict
    reason = command("explain", rule, CITY, "--json").json["file"]["reason"]
    assert reason and reason not in verdict, "the reason is put in words"


def test_review_says_what_could_not_be_decided(command: Command, tmp_path: Path) -> None:
    """A report whose level cannot be told: duties of some levels only are for a person to judge."""
    report = tmp_path / "a.md"
    report.write_text(
        "# 2024年法治政府建设年度报告\n\n## 一、主要举措和成效\n\n（一）全年研究法治议题 6 次，开展培训 3 期。\n\n"
        "（二）办理投诉 40 件，印发《执法案卷评查办法》。\n\n## 二、存在的不足和原因\n\n队伍力量不足，原因是编制偏少。\n\n"
        "## 三、下一年度安排\n\n继续加强培训。\n",
        "utf-8",
    )
    rule = _judged(command, status="review", path=report)
    answer = command("explain", rule, report)
    assert "需人工复核（未能判定" in answer.out
    assert "需人工复核" not in command("explain", rule, report, "--level", "county").out


def test_evidenced_shows_passage_and_evidence(command: Command, strong: Path) -> None:
    answer = command("explain", "litigation.head-appearance", strong, "--json").json["file"]
    assert answer["status"] == "evidenced"
    passage = answer["passages"][0]
    assert passage["evidence"] and all(e["text"] for e in passage["evidence"])
    shown = command("explain", "litigation.head-appearance", strong).out
    assert passage["text"] in shown and passage["evidence"][0]["text"] in shown


def test_nearest_miss_is_a_hit_that_did_not_count(command: Command, strong: Path) -> None:
    rule = _judged(command, status="absent", path=strong, nearest=True)
    nearest = command("explain", rule, strong, "--json").json["file"]["nearest"]
    assert nearest["why"] != "kindred"
    assert nearest["text"] in command("text", strong).out
    assert "最接近的一处：第" in command("explain", rule, strong).out


def test_nearest_miss_by_kindred_words(command: Command, weak: Path) -> None:
    """Where no hit was passed over, the clause that shares most words with the rule."""
    nearest = command("explain", "enforcement.three-systems.disclosure", weak, "--json").json["file"]["nearest"]
    assert nearest["why"] == "kindred"
    assert nearest["text"] in weak.read_text("utf-8")


def test_what_no_duty_owns_is_listed(command: Command, tmp_path: Path) -> None:
    """A figure that belongs to no duty may mean that the rules lack a word."""
    report = tmp_path / "a.md"
    report.write_text("# 青岚县2024年法治政府建设年度报告\n\n## 一、主要成效\n\n（一）腾退旧仓库 26 间。\n", "utf-8")
    assert {"kind": "figure", "line": 5, "text": "26 间"} in command("explain", "openness.requests", report, "--json").json["unclaimed"]
    assert "第 5 行 26 间" in command("explain", "openness.requests", report).out


def test_unknown_rule(command: Command) -> None:
    answer = command("explain", "litigation.head-apearance")
    assert (answer.code, answer.out) == (2, "")
    assert "是否指 litigation.head-appearance" in answer.err


@pytest.mark.parametrize(("option", "value"), [("--level", "xian"), ("--year", "24"), ("--lang", "fr")])
def test_wrong_values(command: Command, weak: Path, option: str, value: str) -> None:
    answer = command("explain", "openness.requests", weak, option, value)
    assert (answer.code, answer.out) == (2, "")
    assert option in answer.err


def test_file_that_is_not_there(command: Command) -> None:
    assert command("explain", "openness.requests", "没有.md").code == 2


def test_file_that_cannot_be_read(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"")
    answer = command("explain", "openness.requests", tmp_path / "a.md")
    assert answer.code == 3
    assert str(tmp_path / "a.md") in answer.err
