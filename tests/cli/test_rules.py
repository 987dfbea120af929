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


def test_schemas_of_a_pack_hold_for_the_province(command: Command) -> None:
    for of, file in (("pack", "pack.yaml"), ("tailor", "tailor.yaml")):
        schema = command("rules", "schema", of).json
        jsonschema.Draft7Validator.check_schema(schema)
        data = yaml.load((PROVINCE / file).read_text("utf-8"), Loader=yaml.BaseLoader)
        assert list(jsonschema.Draft7Validator(schema).iter_errors(data)) == []
        assert list(jsonschema.Draft7Validator(schema).iter_errors(data | {"x y": {"z": "1"}})) != []
    assert command("rules", "schema", "rules").code == 2


# --- several packs, lock and diff: the province of examples/

PROVINCE = ROOT / "examples" / "province-pack"
WITHIN = PROVINCE / "报告" / "朗月县2024年法治政府建设年度报告.md"
STRONG = ROOT / "examples" / "青岚县2024年法治政府建设年度报告.md"


def _total(command: Command, *words: object) -> float:
    return command("check", "--format", "json", "--as-of", "2025-03-10", *words).json["documents"][0]["score"]["total"]  # type: ignore[no-any-return]


def test_the_province_holds(command: Command) -> None:
    assert command("rules", "check", "--rules", PROVINCE).out == "规则文件齐备。\n"
    tested = command("rules", "test", "--rules", PROVINCE)
    assert (tested.code, tested.err) == (0, "")
    assert 0 < int(tested.out.split()[1]) < 300, "its own and what it touched, not the whole rulebook"
    crossed = command("rules", "test", "--cross", "--rules", PROVINCE)
    assert (crossed.code, crossed.err) == (0, "")


def test_the_readme_of_the_province_says_what_scores_come_out(command: Command) -> None:
    readme = (PROVINCE / "README.md").read_text("utf-8")
    for name, file in (("朗月县", WITHIN), ("青岚县", STRONG)):
        row = next(line for line in readme.splitlines() if line.startswith(f"| {name}"))
        without, with_it = [float(cell) for cell in row.split("|")[2:4]]
        assert (without, with_it) == (_total(command, file), _total(command, file, "--rules", PROVINCE))
        assert without != with_it


def test_every_file_of_the_province_is_explained(command: Command) -> None:
    readme = (PROVINCE / "README.md").read_text("utf-8")
    files = {str(path.relative_to(PROVINCE)) for path in PROVINCE.rglob("*") if path.is_file() and path.name != "README.md"}
    assert {file for file in files if f"`{file}`" not in readme} == set()


def test_the_province_in_the_result(command: Command) -> None:
    document = command("check", "--format", "json", "--as-of", "2025-03-10", WITHIN, "--rules", PROVINCE).json["documents"][0]
    duties = {duty["id"]: duty for duty in document["obligations"]}
    assert duties["enforcement.tourism-patrol"]["status"] == "evidenced"
    assert duties["enforcement.tourism-patrol"]["weight"] == 4
    assert duties["lawpop.bilingual"]["status"] == "mentioned"
    assert duties["lawpop.who-enforces"]["severity"] == "error"
    assert duties["dispute.people-mediation"]["status"] == "evidenced"
    assert "条款待核" in str(command("explain", "lawpop.bilingual", "--rules", PROVINCE).out)


def test_list_marks_what_a_pack_brought_and_changed(command: Command) -> None:
    rows = {row["id"]: row["origin"] for row in command("rules", "list", "--json", "--rules", PROVINCE).json}
    assert rows["lawpop.bilingual"] == {"pack": "yunling", "changes": []}
    assert {"pack": "yunling", "keys": ["severity"], "why": "本省从2023年起逐市通报普法责任清单（虚构）"} in rows["lawpop.who-enforces"]["changes"]
    assert {key for change in rows["litigation.caseload"]["changes"] for key in change["keys"]} == {"$litigation.no_cases"}
    assert rows["structure.length"] == {"pack": "builtin", "changes": []}
    lines = command("rules", "list", "--rules", PROVINCE).out.splitlines()
    assert next(line for line in lines if line.startswith("lawpop.who-enforces")).split()[-2] == "~yunling"
    assert "yunling" not in command("rules", "list").out


def test_explain_says_which_pack(command: Command) -> None:
    assert "出自规则包：yunling" in command("explain", "lawpop.bilingual", "--rules", PROVINCE).out
    changed = command("explain", "lawpop.who-enforces", "--rules", PROVINCE).out
    assert "规则包 yunling 调整了：severity（本省从2023年起逐市通报普法责任清单（虚构）" in changed
    assert "规则包 yunling" not in command("explain", "lawpop.who-enforces").out


def test_a_pack_that_breaks_a_built_in_example_is_told(command: Command, tmp_path: Path) -> None:
    (tmp_path / "tailor.yaml").write_text("dispute.arbitration: {mention: [粮食]}\n", "utf-8")
    answer = command("rules", "test", "--rules", tmp_path)
    assert answer.code == 0, "its examples do not speak of it"
    (tmp_path / "tailor.yaml").write_text("dispute.arbitration: {mention: [法律顾问]}\n", "utf-8")
    answer = command("rules", "test", "--rules", tmp_path)
    assert answer.code == 1
    assert "dispute.arbitration 的示例 absent[3]" in answer.err


def test_packs_one_over_the_other(command: Command, pack: Path) -> None:
    assert command("rules", "check", "--rules", PROVINCE, "--rules", pack).code == 0
    rows = {row["id"]: row["origin"]["pack"] for row in command("rules", "list", "--json", "--rules", PROVINCE, "--rules", pack).json}
    assert (rows[NEW], rows["lawpop.bilingual"]) == (pack.name, "yunling")


def test_lock_and_check(command: Command, tmp_path: Path) -> None:
    copy = tmp_path / "province"
    shutil.copytree(PROVINCE, copy)
    lock = tmp_path / "fazhi-rules.lock"
    answer = command("rules", "lock", "--rules", copy, "-o", lock)
    assert answer.code == 0 and "yunling 1.0.0" in answer.out
    assert command("rules", "lock", "--rules", copy, "-o", "-").out == lock.read_text("utf-8")
    held = ("check", WITHIN, "--rules", copy, "--rules-lock", lock, "--fail-on", "never", "--as-of", "2025-03-10")
    assert command(*held).code == 0
    with (copy / "tailor.yaml").open("a", encoding="utf-8") as file:
        file.write("# 改了一行\n")
    answer = command(*held)
    assert answer.code == 2
    assert "yunling 应为 1.0.0 " in answer.err and "builtin" not in answer.err
    assert command("check", WITHIN, "--rules-lock", tmp_path / "none").code == 2
    assert command("rules", "lock", "-o", tmp_path / "no" / "folder").code == 2


def test_diff_of_a_pack(command: Command) -> None:
    answer = command("rules", "diff", "builtin", PROVINCE, PROVINCE / "报告", "--json", "--as-of", "2025-03-10")
    assert answer.code == 1
    rules = {rule["rule"]: rule for rule in answer.json["rules"]}
    assert {rule for rule, entry in rules.items() if entry["how"] == "added"} == {"enforcement.tourism-patrol", "lawpop.bilingual"}
    assert {"field": "weight.county", "before": "2", "after": "3"} in rules["dispute.people-mediation"]["changes"]
    assert {"field": "mention", "added": ["火塘议事点"]} in rules["dispute.people-mediation"]["changes"]
    assert {"field": "severity", "before": "warning", "after": "error"} in rules["lawpop.who-enforces"]["changes"]
    assert rules["litigation.caseload"]["changes"] == [{"field": "lexicon"}]
    (report,) = answer.json["reports"]
    assert report["changed"] and (report["score"]["before"], report["score"]["after"]) == (20.0, 27.3)
    assert {"rule": "dispute.people-mediation", "before": "absent", "after": "evidenced"} in report["verdicts"]
    assert {"rule": "lawpop.bilingual", "before": "none", "after": "mentioned"} in report["verdicts"]
    backwards = command("rules", "diff", PROVINCE, "builtin", PROVINCE / "报告", "--json", "--as-of", "2025-03-10").json
    assert {rule["rule"] for rule in backwards["rules"] if rule["how"] == "removed"} == {"enforcement.tourism-patrol", "lawpop.bilingual"}


def test_diff_of_two_versions_of_a_pack(command: Command, tmp_path: Path) -> None:
    """A change of severity changes no verdict, yet what is told; one of a comment changes nothing."""
    copy = tmp_path / "province"
    shutil.copytree(PROVINCE, copy)
    with (copy / "tailor.yaml").open("a", encoding="utf-8") as file:
        file.write("# 改了一行\n")
    same = command("rules", "diff", PROVINCE, copy, STRONG, "--as-of", "2025-03-10")
    assert same.code == 0 and "新增 0 条，删去 0 条，改动 0 条" in same.out
    (copy / "tailor.yaml").write_text("decision.catalogue: {severity: info}\nstructure.addressee: {severity: error}\n", "utf-8")
    weak = ROOT / "examples" / "白石县2023年法治政府建设工作情况报告.md"
    changed = command("rules", "diff", PROVINCE, copy, weak, "--json", "--as-of", "2025-03-10")
    assert changed.code == 1
    severities = {entry["rule"]: (entry["before"], entry["after"]) for entry in changed.json["reports"][0]["severity"]}
    assert severities["decision.catalogue"][1] == "info"


@pytest.mark.parametrize("words", [(), ("--markdown",), ("--lang", "en")])
def test_diff_fits_a_narrow_terminal(command: Command, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    from linter.output.glyphs import width

    monkeypatch.setenv("COLUMNS", "40")
    answer = command("rules", "diff", "builtin", PROVINCE, WITHIN, "--as-of", "2025-03-10", *words)
    assert answer.code == 1
    if "--markdown" in words:
        assert "\n- 新增 enforcement.tourism-patrol" in answer.out
    else:
        assert max(width(line) for line in answer.out.splitlines()) <= 40


def test_diff_of_what_is_not_there(command: Command, tmp_path: Path) -> None:
    assert command("rules", "diff", "builtin", tmp_path / "nowhere").code == 2
    assert command("rules", "diff", "builtin", "builtin", tmp_path / "nowhere.md").code == 2
    assert command("rules", "diff", "builtin", "builtin").code == 0
    assert command("rules", "diff", "builtin", "builtin", "--lang", "fr").code == 2
    (tmp_path / "空.md").write_text("", "utf-8")
    assert command("rules", "diff", "builtin", "builtin", tmp_path / "空.md").code == 3
