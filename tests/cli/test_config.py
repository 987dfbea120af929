"""Configuration as a user meets it: what `check` does with it, and what `config` says of it."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import AS_OF, ROOT, Answer, Command

WEAK, STRONG = "白石县2023年法治政府建设工作情况报告.md", "青岚县2024年法治政府建设年度报告.md"


@pytest.fixture
def reports(tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a weak and a strong report in 报告/; the current folder."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "报告" / "旧稿").mkdir(parents=True)
    for name in (WEAK, STRONG):
        shutil.copy(ROOT / "examples" / name, tmp_path / "报告")
    shutil.copy(ROOT / "examples" / WEAK, tmp_path / "报告" / "旧稿")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(folder: Path, text: str) -> None:
    (folder / ".fazhi-lint.yaml").write_text(text, "utf-8")


def checked(command: Command, *words: str) -> Answer:
    return command("check", *words, "--format", "json", "--as-of", AS_OF)


def test_a_file_sets_the_fail_level_and_the_command_line_has_the_last_word(reports: Path, command: Command) -> None:
    weak = f"报告/{WEAK}"
    assert checked(command, weak).code == 1
    written(reports, "fail-on: never\n")
    assert checked(command, weak).code == 0
    assert checked(command, weak, "--fail-on", "error").code == 1
    assert checked(command, weak, "--isolated").code == 1
    (reports / "严.yaml").write_text("fail-under: 100\nfail-on: never\n", "utf-8")
    assert checked(command, f"报告/{STRONG}", "--config", "严.yaml").code == 1


def test_the_environment_stands_between(reports: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    written(reports, "fail-on: error\nignore: [format]\n")
    monkeypatch.setenv("FAZHI_LINT_FAIL_ON", "never")
    assert checked(command, f"报告/{WEAK}").code == 0
    assert checked(command, f"报告/{WEAK}", "--fail-on", "warning").code == 1
    monkeypatch.setenv("FAZHI_LINT_FIAL_ON", "never")
    refused = checked(command, f"报告/{WEAK}")
    assert refused.code == 2
    assert "是否指 FAZHI_LINT_FAIL_ON？" in refused.err


def test_a_flag_of_the_file_can_be_taken_back(reports: Path, command: Command) -> None:
    written(reports, "quiet: true\nfail-on: never\nmin-severity: error\n")
    strong = f"报告/{STRONG}"
    assert command("check", strong, "--as-of", AS_OF).out == ""
    assert "得分" in command("check", strong, "--as-of", AS_OF, "--no-quiet").out


def test_overrides_judge_reports_of_one_run_differently(reports: Path, command: Command) -> None:
    written(reports, "overrides:\n- files: ['白石县*']\n  level: township\n  ignore: [structure]\n")
    found = {Path(d["path"]).name: d for d in checked(command, "报告", "--ignore", "format").json["documents"]}
    # the command line wins over the override in what it says, and only in that
    assert found[WEAK]["profile"]["level"] == "township"
    assert any(f["rule"].startswith("structure.") for f in found[WEAK]["findings"])
    assert found[STRONG]["profile"]["level"] == "county"
    again = {Path(d["path"]).name: d for d in checked(command, "报告").json["documents"]}
    assert not any(f["rule"].startswith("structure.") for f in again[WEAK]["findings"])
    assert any(o["id"].startswith("structure.") for o in again[STRONG]["obligations"])


def test_excluded_files_of_a_folder_and_a_named_one(reports: Path, command: Command) -> None:
    written(reports, "exclude: [旧稿/]\n")
    assert len(checked(command, "报告").json["documents"]) == 2
    assert len(checked(command, "报告", f"报告/旧稿/{WEAK}").json["documents"]) == 3
    written(reports, "exclude: ['*.md']\n")
    refused = checked(command, "报告")
    assert (refused.code, refused.out) == (2, "")


def test_a_wrong_rule_in_an_override_is_told(reports: Path, command: Command) -> None:
    written(reports, "overrides:\n- files: ['*']\n  ignore: [strucure]\n")
    refused = checked(command, f"报告/{WEAK}")
    assert refused.code == 2
    assert "strucure" in refused.err


def test_explain_judges_as_check_does(reports: Path, command: Command) -> None:
    written(reports, "overrides:\n- files: ['白石县*']\n  level: department\n")
    words = ("explain", "decision.catalogue", f"报告/{WEAK}", "--json")  # no duty of a department
    assert command(*words).json["file"]["status"] == "not-applicable"
    assert command(*words, "--level", "county").json["file"]["status"] == "absent"
    assert command(*words, "--isolated").json["file"]["status"] == "absent"


def test_config_shows_what_applies_and_where_from(reports: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    written(reports, "lang: zh\noverrides:\n- files: ['白石县*']\n  level: county\n")
    monkeypatch.setenv("FAZHI_LINT_FAIL_ON", "warning")
    answer = command("config", f"报告/{WEAK}")
    lines = [line.split() for line in answer.out.splitlines()]
    assert answer.code == 0
    assert lines[0] == ["配置文件：.fazhi-lint.yaml"]
    assert ["level", "county", "配置文件", ".fazhi-lint.yaml:4"] in lines
    assert ["fail-on", "warning", "环境变量", "FAZHI_LINT_FAIL_ON"] in lines
    assert ["pack", "all", "缺省"] in lines
    found = command("config", f"报告/{STRONG}", "--json").json
    assert found["settings"]["level"] == {"value": None, "origin": "default", "where": None}
    assert found["settings"]["lang"]["origin"] == "file"
    assert command("config", "--isolated", "--json").json["file"] is None
    assert command("config", "无此文件.md").code == 2
    written(reports, "lang: 中文\n")
    assert command("config").code == 2


def test_the_schema_is_one_that_editors_read(command: Command) -> None:
    from jsonschema import Draft7Validator

    schema = command("config", "--schema").json
    Draft7Validator.check_schema(schema)
    good = {"format": "json", "overrides": [{"files": ["*.md"], "level": "city"}]}
    assert Draft7Validator(schema).is_valid(good)
    assert not Draft7Validator(schema).is_valid({"fromat": "json"})
    assert all(entry.get("description") for entry in schema["properties"].values())


def test_a_baseline_is_judged_with_the_same_configuration(reports: Path, command: Command) -> None:
    written(reports, "ignore: [structure]\nbaseline: 基线.json\nfail-on: info\noverrides:\n- files: ['白石县*']\n  level: township\n")
    weak = f"报告/{WEAK}"
    assert command("baseline", "write", "基线.json", weak, "--as-of", AS_OF).code == 0
    answer = checked(command, weak)
    assert answer.code == 0
    assert answer.json["summary"]["baseline"]["new"] == 0
    # judged otherwise, other findings come up, and none of the known ones counts as fixed where its rule was not judged
    assert checked(command, weak, "--level", "county").json["summary"]["baseline"]["new"] > 0
    assert checked(command, weak, "--select", "format").json["summary"]["baseline"]["fixed"] == 0


def test_waivers_of_the_configuration_are_read_from_its_folder(reports: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    written(reports, "waivers: [豁免.yaml]\n")
    (reports / "豁免.yaml").write_text("- {rule: structure, path: '报告/白石县*', reason: 另有专题报告}\n- {rule: structure, path: '[z-a]', reason: 写法不对}\n", "utf-8")
    monkeypatch.chdir(reports / "报告")
    found = checked(command, WEAK).json
    findings = found["documents"][0]["findings"]
    assert {f["waiver"] for f in findings if f["rule"].startswith("structure.section")} == {"另有专题报告"}
    assert [f["rule"] for f in findings if f["kind"] == "waiver"] == ["waiver.invalid"]
    assert found["documents"][0]["score"]["total_with_waivers"] > found["documents"][0]["score"]["total"]
