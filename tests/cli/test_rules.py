"""`rules list|check|test|new|schema`: the tools of rule authors."""

import shutil
from pathlib import Path

import jsonschema
import pytest
import yaml

from tests.cli.conftest import ROOT, Command

NEW = "openness.hotline"


@pytest.fixture
def pack(command: Command, tmp_path: Path) -> Path:
    """An addition to the built-in rules: one rule fresh from the skeleton."""
    assert command("rules", "new", NEW, "--rules", tmp_path).code == 0
    return tmp_path


def _change(pack: Path, old: str, new: str) -> None:
    file = pack / "openness" / "hotline.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_list(command: Command) -> None:
    answer = command("rules", "list")
    *rows, count = answer.out.splitlines()
    assert answer.code == 0
    assert count == f"共 {len(rows)} 条"
    assert len(rows) == len(list((ROOT / "rules").glob("*/**/*.yaml"))) - sum(
        len(list((ROOT / "rules" / folder).rglob("*.yaml"))) for folder in ("lexicon", "profiles", "schema")
    )


def test_list_says_of_which_kind_a_rule_is(command: Command) -> None:
    for lang, part, duty in (("zh", "法定部分", "报告事项"), ("en", "statutory part", "duty to report")):
        lines = command("rules", "list", "--lang", lang, "--select", "structure.section,litigation").out.splitlines()[:-1]
        kinds = {line.split()[0]: line[44:] for line in lines}
        assert kinds["structure.section.next-year"].strip().startswith(part) and kinds["litigation.head-appearance"].strip().startswith(duty)
        assert len({len(line) - len(line.lstrip()) for line in lines}) == 1


def test_list_as_json(command: Command) -> None:
    rows = command("rules", "list", "--json", "--select", "litigation").json
    assert rows and all(row["id"].startswith("litigation.") for row in rows)
    assert {"id", "title", "check", "pack", "severity", "weight", "levels", "years"} <= set(rows[0])


def test_list_by_level(command: Command) -> None:
    assert all("township" in row["levels"] for row in command("rules", "list", "--json", "--level", "township").json)
    assert command("rules", "list", "--level", "town").code == 2


def test_list_in_english(command: Command) -> None:
    rows = command("rules", "list", "--lang", "en", "--json").json
    assert all(row["title"].isascii() or "法" not in row["title"] for row in rows)


def test_check_of_the_built_in_rules(command: Command) -> None:
    answer = command("rules", "check")
    assert (answer.code, answer.err) == (0, "")


def test_check_of_a_whole_copy(command: Command, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    assert command("rules", "check", "--rules", tmp_path / "rules").code == 0
    (tmp_path / "rules" / "structure" / "length.yaml").unlink()
    lexicon = tmp_path / "rules" / "lexicon" / "messages.yaml"
    lexicon.write_text("zh: [", "utf-8")
    answer = command("rules", "check", "--rules", tmp_path / "rules")
    assert answer.code == 2
    assert "messages.yaml:" in answer.err


def test_new_is_a_rule_that_holds(command: Command, pack: Path) -> None:
    checked = command("rules", "check", "--rules", pack)
    assert (checked.code, checked.err) == (0, "")
    tested = command("rules", "test", "--rules", pack, "--select", NEW)
    assert (tested.code, tested.err) == (0, "")
    count = sum(len(v) for v in yaml.safe_load((pack / "openness" / "hotline.yaml").read_text("utf-8"))["examples"].values())
    assert tested.out == f"运行 {count} 个示例，0 个与所注不符。\n"


def test_new_overwrites_nothing(command: Command, pack: Path) -> None:
    before = (pack / "openness" / "hotline.yaml").read_bytes()
    answer = command("rules", "new", NEW, "--rules", pack)
    assert answer.code == 2
    assert (pack / "openness" / "hotline.yaml").read_bytes() == before


@pytest.mark.parametrize("rule", ["/etc/passwd.x", "../up.down", "Openness.hotline", "openness", "openness.", "公开.热线", "a..b"])
def test_new_refuses_what_is_no_id(command: Command, tmp_path: Path, rule: str) -> None:
    answer = command("rules", "new", rule, "--rules", tmp_path)
    assert answer.code == 2
    assert rule in answer.err
    assert list(tmp_path.iterdir()) == []


def test_check_names_file_and_line_and_what_was_meant(command: Command, pack: Path) -> None:
    _change(pack, "severity: info", "severty: info")
    answer = command("rules", "check", "--rules", pack)
    line = next(i for i, row in enumerate((pack / "openness" / "hotline.yaml").read_text("utf-8").splitlines(), 1) if "severty" in row)
    assert answer.code == 2
    assert f"hotline.yaml:{line}:" in answer.err
    assert "severity" in answer.err


def test_check_of_a_folder_that_is_not_there(command: Command, tmp_path: Path) -> None:
    answer = command("rules", "check", "--rules", tmp_path / "nowhere")
    assert answer.code == 2
    assert "Traceback" not in answer.err


def test_test_reports_an_example_that_fails(command: Command, pack: Path) -> None:
    _change(pack, "- 全县粮食丰收。", "- 县里按报告里的说法处理 90 件。")
    answer = command("rules", "test", "--rules", pack, "--select", NEW)
    assert answer.code == 1
    assert f"{NEW} 的示例 absent[2]：结果为 evidenced" in answer.err
    assert "1 个与所注不符" in answer.out


def test_cross_names_the_other_rule(command: Command, pack: Path) -> None:
    _change(pack, "- 云泽市出台《云泽市报告里的说法办法》。", "- 县长出庭应诉 3 件，报告里的说法办结 8 件。")
    answer = command("rules", "test", "--cross", "--rules", pack, "--select", NEW)
    assert answer.code == 1
    assert "还触发 litigation.head-appearance" in answer.err


def test_schema_is_draft_07_and_holds_for_a_real_rule(command: Command) -> None:
    schema = command("rules", "schema").json
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    rule = yaml.safe_load((ROOT / "rules" / "litigation" / "head-appearance.yaml").read_text("utf-8"))
    assert list(validator.iter_errors(rule)) == []
    assert list(validator.iter_errors(rule | {"severty": "info"})) != []
