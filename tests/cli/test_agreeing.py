"""`check` with waivers, a baseline and changed passages, and `baseline write|shrink|show`."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from tests.cli.conftest import AS_OF, ROOT, Command

SCHEMA = json.loads((ROOT / "linter" / "output" / "schema" / "result.schema.json").read_text("utf-8"))
NAME = "白石县 2023年报告.md"
DAY = ("--as-of", AS_OF)
# cli/checking._code asks for `waiver is None`; it has to ask for `is_open` before what a baseline knows stops failing


@pytest.fixture
def here(tmp_path: Path, weak: Path) -> Path:
    """A repository of one report, given by its whole path."""
    (tmp_path / ".git").mkdir()
    shutil.copy(weak, tmp_path / NAME)
    return tmp_path


def waive(folder: Path, *entries: str, name: str = ".fazhi-lint-waivers.yaml") -> Path:
    (folder / name).write_text("".join(f"- {{{entry}}}\n" for entry in entries), "utf-8")
    return folder / name


def waived(found: object) -> set[str]:
    return {f["rule"] for d in found["documents"] for f in d["findings"] if f["waiver"]}  # type: ignore[index]


def test_the_waiver_file_of_the_repository_is_found(command: Command, here: Path) -> None:
    waive(here, f"rule: figures, path: '{NAME}', reason: 统计口径不同")
    answer = command("check", here / NAME, "-f", "json", *DAY)
    Draft7Validator(SCHEMA).validate(answer.json)
    assert {rule.split(".")[0] for rule in waived(answer.json)} == {"figures"}
    score = answer.json["documents"][0]["score"]
    assert score["total_with_waivers"] > score["total"]
    assert answer.json["summary"]["findings"]["waived"] == sum(f["waiver"] == "统计口径不同" for f in answer.json["documents"][0]["findings"])
    for switch in ("--no-waivers", "--isolated"):
        plain = command("check", here / NAME, "-f", "json", *DAY, switch)
        assert waived(plain.json) == set()
        assert plain.json["documents"][0]["score"]["total_with_waivers"] == score["total"]


def test_waived_findings_do_not_fail_and_expired_and_invalid_ones_do(command: Command, here: Path) -> None:
    rules = {f["rule"] for f in command("check", here / NAME, "-f", "json", *DAY).json["documents"][0]["findings"] if f["severity"] == "error"}
    assert rules
    entries = [f"rule: {rule}, path: '*', reason: 市里统一写明" for rule in sorted(rules)]
    waive(here, *entries)
    assert command("check", here / NAME, *DAY).code == 0
    assert command("check", here / NAME, *DAY, "--no-waivers").code == 1
    late = "rule: privacy, path: '*', reason: 市里统一写明, expires: 2024-01-01"
    waive(here, *entries, late)
    answer = command("check", here / NAME, "-q", *DAY)
    assert answer.code == 1 and "[waiver.expired]" in answer.out
    assert "waiver" not in command("check", here / NAME, "-q", *DAY, "--no-waivers").out
    assert command("check", here / NAME, *DAY, "--ignore", "waiver").code == 0
    waive(here, *entries, "rule: privacy, path: '*'")
    assert "[waiver.invalid]" in command("check", here / NAME, "-q", *DAY).out


def test_another_file_and_both_at_once(command: Command, here: Path) -> None:
    waive(here, "rule: figures, path: '*', reason: 统计口径不同")
    own = waive(here, "rule: claims, path: '*', reason: 统计口径不同", name="另.yaml")
    answer = command("check", here / NAME, "-f", "json", "--waivers", own, *DAY)
    assert {rule.split(".")[0] for rule in waived(answer.json)} == {"figures", "claims"}


@pytest.mark.parametrize("text", [None, "rule: x\n", "- ["])
def test_a_waiver_file_that_cannot_be_read_is_a_usage_error(command: Command, here: Path, text: str | None) -> None:
    file = here / "w.yaml"
    if text is not None:
        file.write_text(text, "utf-8")
    answer = command("check", here / NAME, "--waivers", file, *DAY)
    assert (answer.code, answer.out) == (2, "")
    assert "w.yaml" in answer.err


def test_what_concerns_no_report_is_told_on_stderr(command: Command, here: Path) -> None:
    waive(here, "rule: figures, path: 别的.md, reason: 统计口径不同, expires: 2020-01-01")
    answer = command("check", here / NAME, "-f", "json", *DAY)
    assert "2020-01-01到期" in answer.err
    assert not any(f["kind"] == "waiver" for f in answer.json["documents"][0]["findings"])
    assert command("check", here / NAME, "-q", *DAY).err == ""


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", ["text", "markdown", "html", "csv"])
def test_every_listing_shows_what_is_waived_known_and_new(command: Command, here: Path, form: str, lang: str) -> None:
    waive(here, "rule: figures, path: '*', reason: 统计口径不同")
    command("baseline", "write", here / "b.json", here / NAME, "--as-of", "2024-05-01")
    report = here / NAME
    report.write_text(report.read_text("utf-8") + "\n\n联系人手机13712345678。\n", "utf-8")
    answer = command("check", report, "-f", form, "--baseline", here / "b.json", "--verbose", "--lang", lang, *DAY)
    if form == "csv":
        assert {"zh": "基线中已有", "en": "Known"}[lang] in answer.out
        return
    assert "统计口径不同" in answer.out
    assert "2024-05-01" in answer.out
    assert {"zh": "新增 1 项", "en": "new 1"}[lang] in answer.out


def test_explain_knows_the_rules_of_waivers(command: Command) -> None:
    for rule in ("expired", "invalid", "unused"):
        answer = command("explain", f"waiver.{rule}")
        assert answer.code == 0 and "豁免" in answer.out


def test_explain_sends_to_check_for_what_is_no_matter_of_one_report(command: Command, weak: Path) -> None:
    answer = command("explain", "waiver.expired", weak)
    assert answer.code == 0 and "请用 check 检查" in answer.out


@pytest.mark.parametrize("form", ["text", "html", "markdown", "csv", "json"])
def test_what_a_waiver_says_is_no_command_to_a_terminal_or_page(command: Command, here: Path, form: str) -> None:
    evil = r'"市里统一写明\e[31m\u202e<script>alert(1)</script>"'
    waive(here, f"rule: figures, path: '*', reason: {evil}", f"rule: claims, path: '*', reason: {evil}, expires: 2020-01-01", f"rule: claims, path: x.md, reason: {evil}, expires: 2020-01-01")
    answer = command("check", here / NAME, "-f", form, "--verbose", *DAY)
    assert "2020-01-01" in answer.err
    assert not any(mark in answer.out + answer.err for mark in ("\x1b", "\u202e"))
    if form in ("html", "markdown"):
        assert "<script>" not in answer.out


def test_a_baseline_is_written_shrunk_and_only_grown_when_asked(command: Command, here: Path) -> None:
    report, file = here / NAME, here / "b.json"
    text = report.read_text("utf-8")
    assert command("baseline", "write", file, report, "--as-of", "2024-05-01").code == 0
    first = file.read_text("utf-8")
    again = command("baseline", "write", file, report, *DAY)
    assert (again.code, file.read_text("utf-8")) == (0, first), "dates stay"
    report.write_text(text + "\n\n联系人手机13712345678。\n", "utf-8")
    refused = command("baseline", "write", file, report, *DAY)
    assert refused.code == 1 and "--grow" in refused.out and file.read_text("utf-8") == first
    assert command("baseline", "shrink", file, report, *DAY).code == 0
    assert file.read_text("utf-8") == first
    assert command("baseline", "write", file, report, "--grow", *DAY).code == 0
    grown = json.loads(file.read_text("utf-8"))["entries"]
    assert [e["rule"] for e in grown if e["since"] == AS_OF] == ["privacy.phone"]
    report.write_text(text, "utf-8")
    checked = command("check", report, "--baseline", file, "-f", "json", *DAY)
    assert checked.json["summary"]["baseline"] == {"known": len(grown) - 1, "new": 0, "fixed": 1, "aged": 0, "oldest": "2024-05-01"}
    assert "移除已改好的 1 项" in command("baseline", "shrink", file, report, *DAY).out
    assert file.read_text("utf-8") == first


def test_the_judging_options_matter_for_a_baseline(command: Command, here: Path) -> None:
    for options in ((), ("--level", "township"), ("--stage", "published"), ("--pack", "core"), ("--year", "2021")):
        file = here / f"b{len(options)}{''.join(options)}.json"
        assert command("baseline", "write", file, here / NAME, *options, *DAY).code == 0
        summary = command("check", here / NAME, "--baseline", file, "-f", "json", *options, *DAY).json["summary"]["baseline"]
        assert (summary["new"], summary["fixed"]) == (0, 0) and summary["known"] > 50


@pytest.mark.parametrize("wrong", [("--level", "village"), ("--stage", "final"), ("--pack", "none"), ("--profile", "none"), ("--as-of", "tomorrow")])
def test_wrong_values_are_usage_errors_and_write_nothing(command: Command, here: Path, wrong: tuple[str, str]) -> None:
    assert command("baseline", "write", here / "b.json", here / NAME, *wrong).code == 2
    assert not (here / "b.json").exists()


def test_a_report_that_cannot_be_read_keeps_its_entries(command: Command, here: Path) -> None:
    command("baseline", "write", here / "b.json", here / NAME, *DAY)
    before = (here / "b.json").read_text("utf-8")
    (here / NAME).write_bytes(b"")
    answer = command("baseline", "write", here / "b.json", here / NAME, *DAY)
    assert answer.code == 3 and "其基线未动" in answer.err
    assert (here / "b.json").read_text("utf-8") == before


def test_show_tells_the_oldest_first(command: Command, here: Path) -> None:
    file = here / "b.json"
    command("baseline", "write", file, here / NAME, "--pack", "core", "--as-of", "2024-05-01")
    command("baseline", "write", file, here / NAME, "--grow", *DAY)
    found = command("baseline", "show", file, "--json", *DAY).json
    assert found["oldest"] == "2024-05-01" and found["paths"] == [NAME]
    assert sum(row["count"] for row in found["rows"]) == found["entries"]
    assert [row["days"] for row in found["rows"]] == sorted((row["days"] for row in found["rows"]), reverse=True)
    page = command("baseline", "show", file, *DAY).out
    assert page.startswith("2024-05-01") and f"共 {found['entries']} 项，1 份报告，最早登记于 2024-05-01。" in page


@pytest.mark.parametrize("arguments", [("check", "--baseline"), ("baseline", "show"), ("baseline", "shrink")])
def test_a_missing_or_damaged_baseline_is_a_usage_error(command: Command, here: Path, arguments: tuple[str, ...]) -> None:
    report = [] if arguments[-1] == "show" else [here / NAME]
    missing = command(*arguments, here / "b.json", *report)
    assert missing.code == 2 and "baseline write" in missing.err
    (here / "b.json").write_text("{", "utf-8")
    damaged = command(*arguments, here / "b.json", *report)
    assert damaged.code == 2 and "已损坏" in damaged.err


def test_what_a_baseline_knows_does_not_fail(command: Command, here: Path) -> None:
    assert command("check", here / NAME, *DAY).code == 1
    command("baseline", "write", here / "b.json", here / NAME, "--as-of", "2024-05-01")
    assert command("check", here / NAME, "--baseline", here / "b.json", "--fail-on", "info", *DAY).code == 0


def test_what_is_known_for_too_long_fails_again(command: Command, here: Path) -> None:
    command("baseline", "write", here / "b.json", here / NAME, "--as-of", "2024-05-01")
    answer = command("check", here / NAME, "--baseline", here / "b.json", "--baseline-max-age", "180", *DAY)
    assert answer.code == 1 and "登记过久" in answer.out


def test_only_what_was_changed_since_a_revision(command: Command, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(here / ".git")
    for name, value in {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}.items():
        monkeypatch.setenv(name, value)
    refused = command("check", here / NAME, "--changed-from", "HEAD", *DAY)
    assert refused.code == 2 and "不在仓库中" in refused.err
    for arguments in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "1"]):
        subprocess.run(["git", *arguments], cwd=here, check=True)
    clean = command("check", here / NAME, "--changed-from", "HEAD", "-f", "json", *DAY)
    assert clean.code == 0 and clean.json["documents"][0]["findings"] == []
    Draft7Validator(SCHEMA).validate(clean.json)
    assert clean.json["summary"]["changes"]["left_out"] > 50
    text = (here / NAME).read_text("utf-8")
    (here / NAME).write_text(text + "\n\n联系人手机13712345678。\n", "utf-8")
    answer = command("check", here / NAME, "--changed-from", "HEAD", "--fail-on", "info", *DAY)
    assert answer.code == 1 and "13712345678" not in answer.err and "只列自 HEAD 以来改动处的发现" in answer.out
    new = command("check", "-", "--stdin-filename", str(here / "新报告.md"), "--changed-from", "HEAD", "-f", "json", *DAY, stdin=text.encode())
    assert new.json["summary"]["changes"]["left_out"] == 0
    for revision in ("-x", "nowhere"):
        assert command("check", here / NAME, f"--changed-from={revision}", *DAY).code == 2


@pytest.mark.parametrize("form", ["text", "html", "markdown", "json", "sarif", "github", "gitlab", "junit"])
def test_every_format_tells_of_a_waiver_that_is_over(command: Command, here: Path, form: str) -> None:
    waive(here, "rule: structure.section.first-responsible, path: '*', reason: 另有专题报告, expires: 2020-01-01")
    answer = command("check", here / NAME, "-f", form, *DAY)
    assert answer.code == 1
    assert "2020-01-01" in answer.out
    assert "豁免已到期" in answer.out or "waiver.expired" in answer.out


def test_the_statutory_parts_of_the_page_say_what_is_waived(command: Command, here: Path) -> None:
    waive(here, "rule: structure.section.first-responsible, path: '*', reason: 已另报专题材料")
    page = command("check", here / NAME, "-f", "html", *DAY).out
    assert page[: page.index("总览") + 8000].count("豁免：已另报专题材料") == 1
