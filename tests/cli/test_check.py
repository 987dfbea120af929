"""Every option of `check`."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import AS_OF, Command


def _obligations(answer: object) -> list[str]:
    return [o["id"] for o in answer.json["documents"][0]["obligations"]]  # type: ignore[attr-defined]


def test_text_is_the_default(command: Command, weak: Path) -> None:
    answer = command("check", weak, "--as-of", AS_OF)
    assert answer.out.startswith(str(weak))
    assert "第一责任人履职情况 · 未检出" in answer.out
    assert "结果供人工审核参考" in answer.out
    assert "\x1b" not in answer.out  # no colour: this is no terminal


def test_json_holds_the_whole_answer(command: Command, weak: Path) -> None:
    answer = command("check", weak, "--format", "json", "--as-of", AS_OF)
    result = answer.json
    assert (result["schema"], result["tool"]["as_of"]) == ("fazhi-lint/result/1", AS_OF)
    assert result["documents"][0]["profile"]["level"] == "county"
    assert answer.err == ""


def test_markdown(command: Command, weak: Path, strong: Path) -> None:
    answer = command("check", weak, strong, "-f", "markdown", "--fail-on", "never")
    rows = [line for line in answer.out.splitlines() if line.startswith("|") and "县" in line]
    assert "青岚县" in rows[0] and "白石县" in rows[1]  # sorted by score


def test_csv_has_one_row_a_report(command: Command, weak: Path, strong: Path) -> None:
    answer = command("check", weak, strong, "-f", "csv", "--fail-on", "never")
    head, *rows = answer.out.lstrip("\ufeff").splitlines()
    assert head.split(",")[:3] == ["序位", "文件", "单位"]
    assert [row.split(",")[2] for row in rows] == ["青岚县", "白石县"]


def test_html_is_one_file(command: Command, weak: Path, tmp_path: Path) -> None:
    page = tmp_path / "得分表.html"
    answer = command("check", weak, "--format", "html", "--output", page)
    assert (answer.code, answer.out, answer.err) == (1, "", "")
    text = page.read_text("utf-8")
    assert text.startswith(("<!DOCTYPE html>", "<!doctype html>"))
    assert "src=" not in text and "<link" not in text


@pytest.mark.parametrize(("name", "opening"), [("a.json", "{"), ("a.md", "#"), ("a.csv", "\ufeff"), ("a.htm", "<!"), ("a.txt", "/")])
def test_the_output_file_names_the_format(command: Command, weak: Path, tmp_path: Path, name: str, opening: str) -> None:
    command("check", weak, "-o", tmp_path / name)
    assert (tmp_path / name).read_text("utf-8").startswith(opening)


def test_a_format_given_wins_over_the_suffix(command: Command, weak: Path, tmp_path: Path) -> None:
    command("check", weak, "-o", tmp_path / "a.txt", "-f", "json")
    assert json.loads((tmp_path / "a.txt").read_text("utf-8"))["schema"] == "fazhi-lint/result/1"


def test_output_that_cannot_be_written(command: Command, weak: Path, tmp_path: Path) -> None:
    answer = command("check", weak, "-o", tmp_path / "nowhere" / "a.json")
    assert answer.code == 2
    assert answer.err.startswith("无法写入 ") and len(answer.err.splitlines()) == 1


def test_select_by_prefix_of_whole_segments(command: Command, town: Path) -> None:
    found = _obligations(command("check", town, "-f", "json", "--select", "structure.section,leadership.study", "--select", "openness"))
    assert {".".join(i.split(".")[:1]) for i in found} == {"structure", "leadership", "openness"}
    assert all(i.startswith(("structure.section.", "leadership.study.", "openness.")) for i in found)


def test_ignore(command: Command, town: Path) -> None:
    every = _obligations(command("check", town, "-f", "json"))
    fewer = _obligations(command("check", town, "-f", "json", "--ignore", "structure.section"))
    assert set(every) - set(fewer) == {i for i in every if i.startswith("structure.section.")} != set()


@pytest.mark.parametrize(
    ("prefix", "near"),
    [("strucure", "structure"), ("litigation.head-apearance", "litigation.head-appearance"), ("structure.sect", "structure.section")],
)
@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_prefix_that_names_nothing_is_a_mistake(command: Command, town: Path, option: str, prefix: str, near: str) -> None:
    answer = command("check", town, option, prefix)
    assert (answer.code, answer.out) == (2, "")
    assert prefix in answer.err and f"是否指 {near}" in answer.err


def test_pack(command: Command, strong: Path) -> None:
    core = _obligations(command("check", strong, "-f", "json", "--pack", "core"))
    every = _obligations(command("check", strong, "-f", "json", "--pack", "all"))
    assert set(core) < set(every)


def test_profile_changes_weights(command: Command, town: Path) -> None:
    def weight(*options: str) -> int:
        result = command("check", town, "-f", "json", *options).json
        assert result["tool"]["rulebook"]["profile"] == (options[1] if options else "auto")
        return next(o["weight"] for o in result["documents"][0]["obligations"] if o["id"] == "dispute.multi")

    assert weight() == weight("--profile", "township") > weight("--profile", "county")


def test_unknown_profile(command: Command, town: Path) -> None:
    answer = command("check", town, "--profile", "countty")
    assert answer.code == 2
    assert "county" in answer.err


def test_level_and_year_overrule_the_text(command: Command, town: Path) -> None:
    profile = command("check", town, "-f", "json", "--level", "county", "--year", "2019").json["documents"][0]["profile"]
    assert (profile["level"], profile["year"], profile["outline"]) == ("county", 2019, "outline-2015-2020")


def test_stage_decides_which_dates_are_asked_for(command: Command, town: Path) -> None:
    def status(stage: str) -> str:
        document = command("check", town, "-f", "json", "--stage", stage).json["documents"][0]
        assert document["stage"] == stage
        return next(o["status"] for o in document["obligations"] if o["id"] == "structure.signoff.date")

    assert status("draft") == "not-applicable"
    assert status("submitted") == "evidenced"


def test_extra_rules(command: Command, town: Path, tmp_path: Path) -> None:
    assert command("rules", "new", "openness.hotline", "--rules", tmp_path).code == 0
    assert "openness.hotline" in _obligations(command("check", town, "-f", "json", "--rules", tmp_path))


def test_a_broken_rule_folder_stops_the_run(command: Command, town: Path, tmp_path: Path) -> None:
    command("rules", "new", "openness.hotline", "--rules", tmp_path)
    file = tmp_path / "openness" / "hotline.yaml"
    file.write_text(file.read_text("utf-8").replace("severity: info", "severty: info"), "utf-8")
    answer = command("check", town, "--rules", tmp_path)
    assert (answer.code, answer.out) == (2, "")
    assert "hotline.yaml:" in answer.err and "severity" in answer.err


def test_min_severity_hides_but_does_not_judge(command: Command, weak: Path) -> None:
    everything = command("check", weak, "--verbose")
    errors = command("check", weak, "--verbose", "--min-severity", "error")
    assert len(errors.out) < len(everything.out)
    assert errors.code == everything.code == 1


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_fail_on(command: Command, town: Path, level: str, code: int) -> None:
    """The township's report has findings of 中 and 提示, none of 高."""
    assert command("check", town, "--fail-on", level, "--as-of", AS_OF).code == code


@pytest.mark.parametrize(("limit", "code"), [("5", 0), ("99.9", 1)])
def test_fail_under(command: Command, town: Path, limit: str, code: int) -> None:
    assert command("check", town, "--fail-on", "never", "--fail-under", limit).code == code


def test_as_of_is_today_unless_given(command: Command, town: Path) -> None:
    import datetime

    assert command("check", town, "-f", "json").json["tool"]["as_of"] == datetime.date.today().isoformat()


@pytest.mark.parametrize("day", ["2025-13-01", "3月1日", "2025/3/1"])
def test_as_of_must_be_a_day(command: Command, town: Path, day: str) -> None:
    answer = command("check", town, "--as-of", day)
    assert answer.code == 2
    assert "YYYY-MM-DD" in answer.err


def test_max_size(command: Command, town: Path) -> None:
    answer = command("check", town, "-f", "json", "--max-size", "1000")
    assert answer.code == 3
    assert answer.json["errors"][0]["kind"] == "too-large"


def test_no_cache_gives_the_same_answer(command: Command, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cached = command("check", town, "-f", "json", "--as-of", AS_OF)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    fresh = command("check", town, "-f", "json", "--as-of", AS_OF, "--no-cache")
    assert fresh == cached
    assert list(tmp_path.iterdir()) == []


def test_english(command: Command, weak: Path) -> None:
    answer = command("check", weak, "--lang", "en", "-f", "json")
    finding = next(f for f in answer.json["documents"][0]["findings"] if f["rule"] == "structure.section.first-responsible")
    assert finding["message"].isascii() or "Statutory" in finding["message"]


def test_quiet_is_silent_when_there_is_nothing_to_say(command: Command, strong: Path) -> None:
    answer = command("check", strong, "--quiet", "--min-severity", "error", "--as-of", AS_OF)
    assert (answer.code, answer.out, answer.err) == (0, "", "")


def test_quiet_is_one_line_a_finding(command: Command, weak: Path) -> None:
    answer = command("check", weak, "-q", "--min-severity", "error")
    findings = command("check", weak, "-f", "json").json["documents"][0]["findings"]
    assert len(answer.out.splitlines()) == sum(f["severity"] == "error" for f in findings) > 0


def test_verbose_lists_every_obligation(command: Command, town: Path) -> None:
    assert "行政规范性文件合法性审核" in command("check", town, "--verbose").out


def test_runs_are_the_same_byte_for_byte(command: Command, weak: Path, strong: Path) -> None:
    arguments = ("check", weak, strong, "-f", "json", "--as-of", AS_OF)
    assert command(*arguments).out == command(*arguments).out


@pytest.mark.parametrize(
    ("option", "value", "near"),
    [
        ("--format", "jsn", "json"),
        ("--pack", "cor", "core"),
        ("--level", "countty", "county"),
        ("--stage", "drafts", "draft"),
        ("--min-severity", "warn", "warning"),
        ("--fail-on", "errors", "error"),
        ("--lang", "zh_CN", "zh"),
    ],
)
def test_values_that_are_none(command: Command, town: Path, option: str, value: str, near: str) -> None:
    answer = command("check", town, option, value)
    assert (answer.code, answer.out) == (2, "")
    assert option in answer.err and value in answer.err and near in answer.err
    assert len(answer.err.splitlines()) == 1
