"""The files that are shipped: sources, profiles, the editors' schema, and what the build hook makes of them."""

import importlib.util
import os
import re
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

import linter
from linter.checks.registry import kinds
from linter.model.rule import LEVELS
from linter.rulebook import cache, folder, profiles, schema, sources, wording
from linter.rulebook.compiler import gather

CHECKOUT = Path(linter.__file__).parent.parent
RULES = CHECKOUT / "rules"
SCHEMA = RULES / "schema" / "rule.schema.json"
FOLIO = gather((str(RULES),))
SHELF, SOURCE_FAULTS = sources.gather(FOLIO.sources)


def test_schema_for_editors_is_up_to_date() -> None:
    """`FAZHI_RENEW=1 pytest tests/rulebook/test_shipped.py` writes it anew."""
    text = schema.text(kinds())
    if os.environ.get("FAZHI_RENEW"):
        SCHEMA.write_text(text, encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == text


def test_sources_hold() -> None:
    assert SOURCE_FAULTS == []
    assert all(source.name and source.text in ("verified", "recalled") for source in SHELF.sources.values())


def test_outlines() -> None:
    new, old = SHELF.titles["outline-2021-2025"], SHELF.titles["outline-2015-2020"]
    assert list(new) == [str(number) for number in range(1, 36)]
    assert list(old) == [str(number) for number in range(1, 45)]
    assert len(set(new.values())) == 35
    assert new["15"] == "完善行政执法程序"
    # only item 15 of the outline was seen in full
    marks = {item: SHELF.basis({"source": "outline-2021-2025", "item": int(item)}).text for item in new}
    assert [item for item, mark in marks.items() if mark == "verified"] == ["15"]
    years = {year: outline["id"] for outline in SHELF.outlines for year in range(outline["years"][0], (outline["years"][1] or 2030) + 1)}
    assert (years[2015], years[2020], years[2021], years[2025], years[2026]) == ("2015-2020", "2015-2020", "2021-2025", "2021-2025", "next")
    last = SHELF.outlines[-1]
    assert (last["confirmed"], last["source"], last["titles"]) == (False, "outline-2021-2025", new)
    assert last["notice"]["zh"] and last["notice"]["en"]


def test_what_took_the_place_of_what_begins_when_that_ends() -> None:
    from datetime import date, timedelta

    for source in SHELF.sources.values():
        successor = SHELF.sources.get(source.superseded_by)
        if successor and source.end and successor.start and source.kind == successor.kind == "law":
            follows = (date.fromisoformat(source.end) + timedelta(days=1)).isoformat()
            assert follows in (successor.start, successor.since), source.key


def test_profiles_serve_every_level() -> None:
    weightings, _, whole, faults = profiles.gather(FOLIO.profiles)
    assert faults == []
    assert sorted(level for weighting in weightings.values() for level in weighting.levels) == sorted(LEVELS)
    assert {tuple(weighting.dimensions) for weighting in weightings.values()} == {weightings["default"].dimensions}
    assert [grade.title_zh for grade in weightings["default"].grades] == ["内容完备", "较完备", "需补充"]
    prefixes = profiles.homes(whole["default"])
    assert profiles.home("reconsideration.caseload", prefixes) == "resolution"
    assert profiles.home("normdoc.review", prefixes) == "institutions"
    assert profiles.home("openness.proactive", prefixes) == "oversight"
    assert profiles.home("format.marks.comma", prefixes) == "form"
    assert "form" not in {dimension.id for dimension in weightings["default"].dimensions}


def test_every_sentence_is_used_and_every_used_one_exists() -> None:
    code = "".join(
        path.read_text(encoding="utf-8") for path in (CHECKOUT / "linter" / "rulebook").glob("*.py") if path.name != "wording.py"
    )
    used = set(re.findall(r'"([a-z][a-z0-9-]+)"', code))
    assert set(wording.SENTENCES) <= used, set(wording.SENTENCES) - used
    assert set(re.findall(r'say\(\s*"([a-z0-9-]+)"', code)) <= set(wording.SENTENCES)
    # no Chinese outside the catalogue, comments and docstrings apart from patterns of Chinese numbering
    for path in (CHECKOUT / "linter" / "rulebook").glob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if path.name != "wording.py" and re.search(r"say\(.*[\u4e00-\u9fff]", line):
                raise AssertionError(f"{path.name}: {line}")


def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", CHECKOUT / "hatch_build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def building(rules, registry, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """The hook at work on a small checkout whose package is ours and whose rules are the toy rules."""
    monkeypatch.setattr("linter.checks.registry.kinds", registry)

    def build(target: str = "wheel", version: str = "standard"):  # type: ignore[no-untyped-def]
        made = hook().RulebookHook(str(rules.path.parent), {}, None, None, str(rules.path.parent / "dist"), target)
        data: dict[str, dict[str, str]] = {"force_include": {}}
        made.initialize(version, data)
        return made, data["force_include"]

    return build


def test_build_hook_compiles_the_wheel(building, rules) -> None:  # type: ignore[no-untyped-def]
    before = list(sys.path)
    made, included = building()
    ((source, target),) = included.items()
    assert target == "linter/rules/compiled.bin"
    with open(source, "rb") as file:
        book = cache.unpack(file.read(), folder.sizes(rules.root))
    assert book is not None
    assert [rule.id for rule in book.rules] == ["enforcement.disclosure"]
    assert sys.path == before
    made.finalize("standard", {}, "")
    made.finalize("standard", {}, "")
    assert not os.path.exists(os.path.dirname(source))


def test_build_hook_leaves_other_builds_alone(building) -> None:  # type: ignore[no-untyped-def]
    assert building("sdist")[1] == {}
    assert building("wheel", "editable")[1] == {}


def test_build_hook_stops_at_a_rule_that_does_not_hold(building, rules) -> None:  # type: ignore[no-untyped-def]
    from linter.rulebook.failure import RuleFailures

    rules.rule("enforcement/bad.yaml", ("weight: 3", "weight: 9"))
    before = list(sys.path)
    with pytest.raises(RuleFailures, match="过大"):
        building()
    assert sys.path == before


@pytest.mark.slow
def test_wheel_holds_the_compiled_rules(tmp_path: Path) -> None:
    """Built from a copy of the checkout: the compiled form fits the rule files beside it in the wheel."""
    import shutil
    import subprocess

    copy = tmp_path / "checkout"
    shutil.copytree(CHECKOUT, copy, ignore=shutil.ignore_patterns(".venv", ".git", "dist", "__pycache__", ".*_cache"))
    for name in ("README.md", "LICENSE"):
        (copy / name).touch()
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path / "dist"), str(copy)]
    subprocess.run(build, check=True, capture_output=True, timeout=300)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    rules = tmp_path / "site" / "linter" / "rules"
    assert (rules / cache.SHIPPED).is_file(), "pyproject.toml lacks [tool.hatch.build.targets.wheel.hooks.custom]"
    assert (rules / "sources.yaml").is_file()
    assert cache.shipped(str(rules)) is not None
    assert {path.name.split("-")[0] for path in (tmp_path / "site").iterdir()} == {"linter", "fazhi_lint"}
