"""Command line over environment over file over defaults, with the origin of every value."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.cli.request import Request
from linter.configuration.keys import KEYS
from linter.configuration.settle import Settled, settle
from linter.model.failure import UsageFailure
from linter.paths import matches

DEFAULTS = Request._field_defaults
TOML = '[project]\nname = "x"\n\n[tool.fazhi-lint]\n'


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a report in 年报/县/ and nothing configured; the current folder."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "年报" / "县").mkdir(parents=True)
    (tmp_path / "年报" / "县" / "甲.md").write_text("甲", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settled(*paths: str, environ: dict[str, str] | None = None, **given: Any) -> Settled:
    extra = {name: given.pop(name) for name in ("config", "isolated") if name in given}
    return settle(given, DEFAULTS, list(paths or ("年报/县/甲.md",)), environ or {}, **extra)


def origin(found: Settled, key: str) -> tuple[Any, str, str]:
    return tuple(found.settings[key])  # type: ignore[return-value]


def refused(*paths: str, **more: Any) -> str:
    with pytest.raises(UsageFailure) as caught:
        settled(*paths, **more)
    return str(caught.value)


def test_every_key_has_its_field_and_every_default_its_key() -> None:
    fields = {key.field for key in KEYS.values()}
    assert fields <= set(DEFAULTS)
    # what belongs to one call only is no configuration
    assert set(DEFAULTS) - fields == {
        "output", "output_file", "stdin_filename", "previous", "against", "ledger", "debug", "no_waivers", "changed_from", "config", "isolated", "given",
    }  # fmt: skip


def test_nothing_configured(repository: Path) -> None:
    found = settled()
    assert found.file is None
    assert found.fields() == {}
    assert {s.origin for s in found.settings.values()} == {"default"}
    assert origin(found, "cache") == (True, "default", "")


def test_the_order_of_the_four(repository: Path) -> None:
    (repository / ".fazhi-lint.yaml").write_text("fail-on: warning\nlang: en\nyear: 2023\n", "utf-8")
    environ = {"FAZHI_LINT_LANG": "zh", "FAZHI_LINT_YEAR": "2022", "OTHER": "x"}
    found = settled(environ=environ, year=2021)
    assert origin(found, "fail-on") == ("warning", "file", ".fazhi-lint.yaml:1")
    assert origin(found, "lang") == ("zh", "environment", "FAZHI_LINT_LANG")
    assert origin(found, "year") == (2021, "command", "")
    assert found.fields() == {"fail_on": "warning", "lang": "zh", "year": 2021}
    assert settled(environ=environ, isolated=True, year=2021).fields() == {"year": 2021}


def test_the_nearest_file_and_no_further_than_the_repository(repository: Path) -> None:
    (repository / "pyproject.toml").write_text(TOML + 'level = "city"\n', "utf-8")
    assert origin(settled(), "level") == ("city", "file", "pyproject.toml:5")
    (repository / "年报" / "pyproject.toml").write_text('[project]\nname = "no word of us"\n', "utf-8")
    assert origin(settled(), "level")[0] == "city"
    (repository / "年报" / ".fazhi-lint.yaml").write_text("level: county\n", "utf-8")
    assert origin(settled(), "level")[0] == "county"
    (repository / "年报" / "县" / ".git").write_text("gitdir: elsewhere", "utf-8")
    assert settled().file is None


def test_of_two_in_a_folder_ours(repository: Path) -> None:
    (repository / "pyproject.toml").write_text(TOML + "year = 2020\n", "utf-8")
    (repository / ".fazhi-lint.yaml").write_text("year: 2021\n", "utf-8")
    assert origin(settled(), "year")[0] == 2021


def test_toml_and_yaml_say_the_same(repository: Path) -> None:
    yaml, toml = repository / "a.yaml", repository / "pyproject.toml"
    yaml.write_text(
        "select: [structure, litigation]\nfail-under: 60.5\ncache: false\nas-of: 2025-03-01\n"
        "overrides:\n- files: ['*.md']\n  stage: published\n", "utf-8",
    )  # fmt: skip
    toml.write_text(
        TOML + 'select = ["structure", "litigation"]\nfail-under = 60.5\ncache = false\nas-of = 2025-03-01\n'
        '[[tool.fazhi-lint.overrides]]\nfiles = ["*.md"]\nstage = "published"\n', "utf-8",
    )  # fmt: skip
    one, other = (settled(config=str(p)) for p in (yaml, toml))
    assert one.fields() == other.fields() == {
        "select": ("structure", "litigation"), "fail_under": 60.5, "no_cache": True, "as_of": "2025-03-01",
    }  # fmt: skip
    assert one.of_report("年报/县/甲.md")["stage"].where == "a.yaml:7"
    assert other.of_report("年报/县/甲.md")["stage"].where == "pyproject.toml:11"


def test_overrides_by_glob_later_ones_first_and_below_the_environment(repository: Path) -> None:
    (repository / ".fazhi-lint.yaml").write_text(
        "level: city\noverrides:\n- files: [年报/县/]\n  level: county\n  year: 2024\n- files: ['甲*']\n  level: township\n", "utf-8"
    )
    found = settled()
    assert origin(found, "level")[0] == "city"  # of the run, whatever a report is
    own = found.of_report("年报/县/甲.md")
    assert (own["level"].value, own["level"].where) == ("township", ".fazhi-lint.yaml:7")
    assert own["year"].value == 2024
    assert found.of_report("年报/县/乙.md")["level"].value == "county"
    assert found.of_report("乙.md")["level"].value == "city"
    assert settled(environ={"FAZHI_LINT_LEVEL": "province"}).of_report("年报/县/甲.md")["level"].value == "province"
    assert settled(level="department").of_report("年报/县/甲.md")["level"].value == "department"


def test_a_report_has_the_file_nearest_to_it_the_run_the_one_above_all(repository: Path) -> None:
    (repository / ".fazhi-lint.yaml").write_text("level: city\nfail-on: never\n", "utf-8")
    (repository / "年报" / "县" / ".fazhi-lint.yaml").write_text("level: county\nfail-on: info\n", "utf-8")
    (repository / "乙.md").write_text("乙", "utf-8")
    found = settled("年报/县/甲.md", "乙.md")
    assert found.settings["fail-on"].value == "never"
    assert found.of_report("年报/县/甲.md")["level"].value == "county"
    assert found.of_report("乙.md")["level"].value == "city"


def test_paths_are_read_from_the_folder_of_their_file(repository: Path) -> None:
    (repository / "年报" / ".fazhi-lint.yaml").write_text("baseline: 基线.json\nrules: [../规则, 'pack:yunling']\n", "utf-8")
    found = settled()
    assert found.settings["baseline"].value == os.path.join("年报", "基线.json")
    assert found.settings["rules"].value == ["规则", "pack:yunling"]
    os.chdir(repository / "年报" / "县")
    assert settled("甲.md").settings["baseline"].value == str(repository / "年报" / "基线.json")
    os.chdir(repository)
    assert settled(baseline="基线.json").settings["baseline"].value == "基线.json"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fial-on: error\n", ".fazhi-lint.yaml:1: 不认识的键“fial-on”，是否想写“fail-on”？"),
        ("lang: zh\nfail-on: eror\n", ".fazhi-lint.yaml:2: “fail-on”的值“eror”不在可选范围内，是否想写“error”？"),
        ("format: sraif\n", "不在可选范围内"),
        ("year: 1990\n", ".fazhi-lint.yaml:1: “year”的值 1990 过小，最小为 2000"),
        ("as-of: 今天\n", "应写成 YYYY-MM-DD"),
        ("select: structure\n", "应为列表，现为文字"),
        ("overrides:\n- files: ['*']\n  lang: en\n", ".fazhi-lint.yaml:3: 不认识的键“lang”"),
        ("overrides:\n- level: city\n", "缺少必需的键“files”"),
        ("lang: zh\nlang: en\n", ".fazhi-lint.yaml:2: 键“lang”重复"),
        ("lang: [\n", "YAML 语法有误"),
        ("- lang\n", "应为"),
        ("lang: zh\nexclude: ['*.md', '!']\n", ".fazhi-lint.yaml:2: “!”不合 .gitignore 的写法"),
    ],
)
def test_faults_have_file_line_and_suggestion(repository: Path, text: str, said: str) -> None:
    (repository / ".fazhi-lint.yaml").write_text(text, "utf-8")
    assert said in refused()
    assert said in refused()  # nothing of a faulty file is kept


def test_faults_of_toml(repository: Path) -> None:
    path = repository / "pyproject.toml"
    path.write_text(TOML + "lagn = 'zh'\n\n[tool.other]\nlagn = 1\n", "utf-8")
    assert refused() == "pyproject.toml:5: 不认识的键“lagn”，是否想写“lang”？"
    path.write_text(TOML + "lang = \n", "utf-8")
    assert refused() == "pyproject.toml:5: TOML 语法有误"
    path.write_bytes(TOML.encode() + b"lang = '\xff'\n")
    assert "UTF-8" in refused()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("FAZHI_LINT_FAIL_NO", "error", "是否指 FAZHI_LINT_FAIL_ON？"),
        ("FAZHI_LINT_FAIL_ON", "eror", "可用：error、warning、info、never"),
        ("FAZHI_LINT_YEAR", "二〇二四", "应为数字"),
        ("FAZHI_LINT_YEAR", "1990", "在 2000 至 2100 之间"),
        ("FAZHI_LINT_FAIL_UNDER", "nan", "在 0 至 100 之间"),
        ("FAZHI_LINT_MAX_SIZE", "1", "不小于 1000"),
        ("FAZHI_LINT_QUIET", "maybe", "应为 1 或 0"),
    ],
)
def test_faults_of_the_environment(repository: Path, name: str, value: str, said: str) -> None:
    assert said in refused(environ={name: value})
    assert settled(environ={name: value}, isolated=True).fields() == {}


def test_the_environment(repository: Path) -> None:
    found = settled(
        environ={"FAZHI_LINT_SELECT": "structure, litigation", "FAZHI_LINT_CACHE": "0", "FAZHI_LINT_JOBS": "2", "FAZHI_LINT_QUIET": "on", "FAZHI_LINT_LANG": " "}
    )
    assert found.fields() == {"select": ("structure", "litigation"), "no_cache": True, "jobs": 2, "quiet": True}
    (repository / "另.yaml").write_text("lang: en\n", "utf-8")
    assert settled(environ={"FAZHI_LINT_CONFIG": "另.yaml"}).fields() == {"lang": "en"}


def test_named_files(repository: Path) -> None:
    assert refused(config="无.yaml") == "找不到配置文件：无.yaml"
    assert "--isolated" in refused(config="无.yaml", isolated=True)
    (repository / ".fazhi-lint.yaml").write_text("", "utf-8")
    assert settled().fields() == {}


def test_a_changed_file_is_read_again_and_a_damaged_copy_is_not_believed(repository: Path) -> None:
    path = repository / ".fazhi-lint.yaml"
    path.write_text("year: 2021\n", "utf-8")
    assert settled().fields() == settled().fields() == {"year": 2021}
    kept = [p for p in (repository / "cache" / "fazhi-lint").iterdir() if p.name.startswith("config-")]
    assert len(kept) == 1
    assert (kept[0].parent.stat().st_mode & 0o777) == 0o700
    data = kept[0].read_bytes()
    for at in range(0, len(data), 7):
        kept[0].write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert settled().fields() == {"year": 2021}
    path.write_text("year: 2022\n", "utf-8")
    assert settled().fields() == {"year": 2022}


@given(st.lists(st.text(alphabet="甲乙/*.!#\\ []", max_size=8), max_size=4), st.text(alphabet="甲乙./ ", min_size=1, max_size=12))
@settings(max_examples=150, deadline=None)
def test_patterns_never_crash_and_never_reach_outside(patterns: list[str], name: str) -> None:
    try:
        matches(patterns, "年报/" + name)
    except UsageFailure as failure:
        assert "写法" in str(failure)
    assert not matches(["*"], "../外/甲.md")
