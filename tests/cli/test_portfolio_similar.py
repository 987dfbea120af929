"""`portfolio similar` as it is called: what it shows, JSON, wrong calls."""

import json
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock

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


def test_pages_and_sheets_mark_what_differs(command: Command, tmp_path: Path) -> None:
    odd = ONE.replace("设立", "<b>=设立&")
    fill(command, tmp_path, {("青岚县", 2023): [odd], ("白石县", 2024): [odd.replace("87", "125")]})
    for name in ("out.html", "out.xlsx", "out.csv", "out.txt"):
        assert command("portfolio", "similar", "--db", tmp_path / "store.db", "-o", tmp_path / name).code == 0
    page = (tmp_path / "out.html").read_text("utf-8")
    assert "争议<mark>87</mark>件" in page
    assert "争议<mark>125</mark>件" in page
    assert "&lt;b&gt;=设立&amp;" in page
    assert "<b>=" not in page
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx", rich_text=True).worksheets[1]
    (row,) = list(sheet.iter_rows(min_row=4))
    rich = [each.value for each in row if isinstance(each.value, CellRichText)]
    assert [str(each) for each in rich] == [odd.replace("87", f"【{figure}】") for figure in ("87", "125")]
    assert [[str(part) for part in each if isinstance(part, TextBlock) and part.font.b] for each in rich] == [["【87】"], ["【125】"]]
    assert not any(each.data_type == "f" for line in sheet.iter_rows() for each in line)
    assert "争议【87】件" in (tmp_path / "out.csv").read_text("utf-8-sig")
    assert "争议【125】件" in (tmp_path / "out.txt").read_text("utf-8").replace("\n    ", "")
