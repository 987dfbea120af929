"""tests/reports/structure: one report for each way in which reports defeat line-based parsing."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.structure.parsed import REPORTS, ROOT, Parsed, parsed

CASES = sorted((REPORTS / "structure").glob("*.yaml"))
EXAMPLES = sorted((ROOT / "examples").glob("*年*.md"))


def expectation(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # strings only: dates stay as written
    return data


def headed(report: Parsed) -> list[dict[str, Any]]:
    """Sections as the expectations state them: one entry for each role of a heading."""
    outline = report.outline
    parents = {item.parent for item in outline.items}
    found = []
    for number, section in enumerate(outline.sections):
        if section.roles in (("preamble",), ("closing",)):
            continue
        units = [n for n, i in enumerate(outline.items) if i.section == number and n not in parents and not i.is_heading]
        heading = report.view[section.heading_start : section.heading_end].rstrip("。")
        found.extend({"role": role, "heading": heading, "items": len(units)} for role in section.roles)
    return found


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_profile(path: Path) -> None:
    expected = expectation(path)
    profile = parsed(path.with_suffix(".txt").read_bytes()).profile
    assert (profile.level, str(profile.year), profile.signed) == (expected["level"], expected["year"], expected["signed"])
    assert (profile.title or "null") == expected["title"]
    if "published" in expected:
        assert profile.published == expected["published"]


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_sections_and_items(path: Path) -> None:
    expected = expectation(path)
    report = parsed(path.with_suffix(".txt").read_bytes())
    sections = [{**s, "heading": s["heading"].replace("，", ","), "items": int(s["items"])} for s in expected["sections"]]
    assert headed(report) == sections
    assert len(report.leaves()) == int(expected["items"])


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_residue_is_no_part_of_the_outline(path: Path) -> None:
    report = parsed(path.with_suffix(".txt").read_bytes())
    for line in expectation(path).get("residue", ()):
        assert line.replace("：", ":") not in report.view


# per example: level, year, signed, roles of the sections
STATED: dict[str, tuple[str, int, str, list[str]]] = {
    "云泽市2024年": ("city", 2024, "2025", ["achievements", "shortcomings", "first-responsible", "plan", "other"]),
    "云泽市生态环境局2024年": ("department", 2024, "2025-01-22", ["achievements", "shortcomings", "first-responsible", "plan", "other"]),
    "柳溪镇2024年": ("township", 2024, "2025-01-16", ["achievements", "shortcomings", "first-responsible", "plan", "other"]),
    "澄禾县2019年": ("county", 2019, "2020-02-24", ["achievements", "shortcomings", "first-responsible", "plan", "other"]),
    "白石县2023年": ("county", 2023, "2024", ["achievements", "shortcomings", "plan"]),
    "青岚县2024年": ("county", 2024, "2025", ["achievements", "shortcomings", "first-responsible", "plan", "other"]),
}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_examples(path: Path) -> None:
    level, year, signed, roles = next(v for k, v in STATED.items() if path.stem.startswith(k))
    report = parsed(path.read_bytes(), path.name)
    profile = report.profile
    assert (profile.level, profile.year) == (level, year)
    assert (profile.signed or "").startswith(signed)
    assert profile.title == path.stem
    found: list[str] = []
    for own, _ in report.roles():
        found.extend(role for role in own if role != "causes" and role not in found[-1:])
    assert found == roles
    assert report.outline.signature is not None


def test_a_word_document_and_its_markdown_have_the_same_units() -> None:
    for path in EXAMPLES:
        word = path.with_suffix(".docx")
        if word.exists():
            left, right = parsed(path.read_bytes(), path.name), parsed(word.read_bytes(), word.name)
            assert left.roles() == right.roles()
            assert left.leaves("shortcomings", "plan", "first-responsible") == right.leaves("shortcomings", "plan", "first-responsible")
