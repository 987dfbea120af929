"""`portfolio similar` as it is called: what it shows, JSON, wrong calls."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.portfolio.copies import ONE, OTHER, TWO, report


def fill(command: Command, folder: Path, reports: dict[tuple[str, int], list[str]]) -> None:
    """Takes reports into store.db of the folder."""
    made = folder / "来件"
    made.mkdir()
    for (name, year), paragraphs in reports.items():
        (made / f"{name}{year}.md").write_text(report(name, year, paragraphs), "utf-8")
    assert command("portfolio", "add", made, "--db", folder / "store.db", "--jobs", "1", "--assume-report", "-q").code == 0


def test_the_command(command: Command, tmp_path: Path) -> None:
    fill(command, tmp_path, {("青岚县", 2023): [ONE], ("白石县", 2024): [ONE.replace("87", "125"), TWO], ("白石县", 2023): [TWO], ("柳溪镇", 2024): [OTHER]})
    db = ("--db", str(tmp_path / "store.db"))
    shown = command("portfolio", "similar", *db)
    assert shown.code == 0
    assert "第 1 组｜" in shown.out
    assert "争议【87】件" in shown.out.replace("\n    ", "")
    assert "争议【125】件" in shown.out.replace("\n    ", "")
    tables = {each["name"]: each for each in json.loads(command("portfolio", "similar", *db, "-f", "json").out)["tables"]}
    assert list(tables) == ["similar", "similar-passages", "similar-reports"]
    near = next(row for row in tables["similar-passages"]["rows"] if row["copied"] == "near")
    for side, figure in (("passage", "87"), ("other-passage", "125")):
        assert [near[side]["text"][start:end] for start, end in near[side]["differs"]] == [figure]
    assert {row["among"] for row in tables["similar"]["rows"]} == {"across", "own"}
    assert [row["unit"] for row in tables["similar-reports"]["rows"]] == ["白石县"]
    narrowed = json.loads(command("portfolio", "similar", *db, "--own", "-f", "json").out)["tables"][0]
    assert [row["among"] for row in narrowed["rows"]] == ["own"]
    places = command("portfolio", "similar", *db, "--places")
    assert places.code == 0
    assert "调解室" not in places.out
    one = json.loads(command("portfolio", "similar", *db, "--unit", "柳溪镇", "-f", "json").out)["tables"][0]
    assert one["rows"] == []
    assert command("portfolio", "similar", *db, "--lang", "en").out.startswith("Group 1 | ")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--own", "--across"), "只能选一个"),
        (("--unit", "无名县"), "找不到单位"),
        (("--level", "moon"), "--level"),
        (("--threshold", "0.2"), "threshold"),
        (("--min-length", "3"), "min-length"),
        (("-f", "docx"), "--format"),
        (("--rulebook", "ffffff"), "--rulebook"),
    ],
)
def test_wrong_calls(command: Command, tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    fill(command, tmp_path, {("青岚县", 2024): [ONE]})
    wrong = command("portfolio", "similar", "--db", str(tmp_path / "store.db"), *options)
    assert (wrong.code, wrong.out) == (2, "")
    assert said in wrong.err
