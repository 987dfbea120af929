"""The generated documentation follows from the rules, and leads somewhere."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"\]\(([^)#\s]+)\)")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "scripts" / "make_docs.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(script: ModuleType) -> dict[str, str]:
    return script.documents()  # type: ignore[no-any-return]


def test_writing_them_again_changes_nothing(script: ModuleType, made: dict[str, str]) -> None:
    assert list(script.differing(made)) == [], "run python scripts/make_docs.py"
    assert script.documents() == made


def test_check_tells_what_differs(script: ModuleType, made: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "ROOT", tmp_path)
    for name, text in made.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "docs" / "rules" / "stale.md").write_text("", "utf-8")
    (tmp_path / script.ACCOUNTING).write_text("", "utf-8")
    assert list(script.differing(made)) == [script.ACCOUNTING, "docs/rules/stale.md"]


def test_the_command(script: ModuleType) -> None:
    done = subprocess.run([sys.executable, ROOT / "scripts" / "make_docs.py", "--check"], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_page_for_every_rule(made: dict[str, str]) -> None:
    from linter.engine import load

    assert {name for name in made if name.startswith("docs/rules/")} == {
        "docs/rules/README.md",
        *(f"docs/rules/{rule.id.replace('.', '/')}.md" for rule in load().rules),
    }


def test_every_link_leads_to_a_file(made: dict[str, str]) -> None:
    count = 0
    for name, text in made.items():
        for target in LINK.findall(re.sub(r"`[^`]*`", "", text)):
            if not target.startswith("http"):
                assert (ROOT / name).parent.joinpath(target).resolve().is_file(), (name, target)
                count += 1
    assert count > 800


def test_every_rule_is_in_the_index_by_dimension(made: dict[str, str]) -> None:
    by_dimension = made["docs/rules/README.md"].partition("## 按实施纲要条目")[0]
    rows = re.findall(r"^\| \[.*\]\(.*\) \| `([\w.-]+)` \|", by_dimension, re.MULTILINE)
    from linter.engine import load

    assert sorted(rows) == sorted(rule.id for rule in load().rules)


def test_every_outline_item_is_in_index_and_accounting(made: dict[str, str]) -> None:
    for text in (made["docs/rules/README.md"].partition("## 按实施纲要条目")[2], made["docs/law-accounting.md"]):
        _, old, new = text.replace("法治政府建设实施纲要（2021—2025年）\n", "\0").replace("法治政府建设实施纲要（2015—2020年）\n", "\1").partition("\1")
        assert old and new
        for number in range(1, 36):
            assert f"\n| {number} |" in text or f"\n| {number}（条款待核） |" in text


def test_pages_say_what_their_rule_says(made: dict[str, str]) -> None:
    rate = made["docs/rules/litigation/head-appearance/rate.md"]
    assert rate.startswith("# 负责人出庭应诉率\n\n*Rate of the head's appearance* · `litigation.head-appearance.rate`")
    assert "《中华人民共和国行政诉讼法》第三条" in rate and "（条款待核）" in rate
    assert "律师出庭率" in rate and "同一条目中同时有（数字（分句中说到出庭） ＋ 比率" in rate and "：不适用" in rate
    assert "[行政诉讼收结案](../../litigation/caseload.md)" in rate
    township = made["docs/rules/dispute/people-mediation.md"]
    assert "| 权重 | 2（乡镇（街道） 4） |" in township


def test_pages_are_small_and_whole(made: dict[str, str]) -> None:
    for name, text in made.items():
        if name.startswith("docs/rules/") and not name.endswith("README.md"):
            assert len(text) < 6000, name
            assert not re.search(r"\{[a-z_]+\}", re.sub(r"`[^`]*`", "", text)), name
            # rules about waivers have no law behind them
            lawful = not name.startswith("docs/rules/waiver/")
            assert all(heading in text for heading in ("## 检查什么", "## 适用范围和分量", "## 建议")), name
            assert ("## 依据" in text) == lawful, name


def test_no_recalled_number_on_a_page(made: dict[str, str]) -> None:
    """What was not held against the text shows the document's name alone (contract)."""
    from linter.engine import load

    for rule in load().rules:
        text = made[f"docs/rules/{rule.id.replace('.', '/')}.md"].partition("## 依据")[2].partition("##")[0]
        for basis in rule.basis:
            if basis.text != "verified":
                assert "（条款待核）" in text
    assert "第（" not in made["docs/rules/decision/archive.md"].partition("## 依据")[2].partition("##")[0]


def test_the_keys_of_every_kind_are_explained(made: dict[str, str]) -> None:
    from linter.checks.registry import kinds
    from linter.rulebook.schema import meanings, own_keys

    text = made["docs/rule-language.md"]
    for name, kind in kinds().items():
        assert f"### `check: {name}`" in text
        assert set(meanings(kind)) == set(own_keys(kind)), name
        section = text.partition(f"### `check: {name}`\n")[2].partition("###")[0]
        assert all(f"| `{key}`" in section for key in own_keys(kind)), name
