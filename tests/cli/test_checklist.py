"""`checklist`: the 素材征集表 in its formats, by level and year."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Command
from tests.output.office import tables

HEAD = ["类别", "事项", "等级", "依据", "需要的数据及口径", "责任单位", "规则编号"]


def _rules(command: Command, *options: str) -> list[str]:
    return [row["rule"] for row in command("checklist", "--format", "json", *options).json]


def test_markdown_is_the_default(command: Command) -> None:
    answer = command("checklist")
    assert (answer.code, answer.err) == (0, "")
    head, rule, *rows = answer.out.splitlines()
    assert [cell.strip() for cell in head.strip("|").split("|")] == HEAD
    assert set(rule) <= set("| -")
    assert len(rows) == len(_rules(command))


def test_csv_leaves_the_unit_to_the_office(command: Command) -> None:
    rows = list(csv.DictReader(io.StringIO(command("checklist", "-f", "csv").out.lstrip("\ufeff"))))
    assert list(rows[0]) == HEAD
    assert {row["责任单位"] for row in rows} == {""}
    assert all(row["依据"] and row["需要的数据及口径"] for row in rows)


@pytest.mark.parametrize("options", [("--format", "xlsx"), ()])
def test_workbook(command: Command, tmp_path: Path, options: tuple[str, ...]) -> None:
    answer = command("checklist", "-o", tmp_path / "表.xlsx", *options)
    assert (answer.code, answer.out) == (0, "")
    sheet = openpyxl.load_workbook(tmp_path / "表.xlsx").active
    assert sheet is not None
    title, _, head, *rows = sheet.values
    assert str(title[0]).endswith("素材征集表（县级）") and set(HEAD) <= set(head)
    assert [row[-1] for row in rows if isinstance(row[0], int)] == _rules(command)


def test_document(command: Command, tmp_path: Path) -> None:
    answer = command("checklist", "-o", tmp_path / "表.docx", "--level", "township", "--year", "2024")
    assert (answer.code, answer.out) == (0, "")
    (table,) = tables((tmp_path / "表.docx").read_bytes())
    assert [row[0] for row in table[1:] if len(row) > 1] == [str(n) for n in range(1, len(_rules(command, "--level", "township", "--year", "2024")) + 1)]


def test_workbook_needs_a_file(command: Command) -> None:
    answer = command("checklist", "-f", "xlsx")
    assert (answer.code, answer.out) == (2, "")
    assert "--output" in answer.err


def test_levels_have_lists_of_their_own(command: Command) -> None:
    province, town = _rules(command, "--level", "province"), _rules(command, "--level", "township")
    assert "rulemaking.output" in province and "rulemaking.output" not in town
    assert "enforcement.reform.township" in town
    assert len(set(town)) == len(town)


def test_years_have_lists_of_their_own(command: Command) -> None:
    assert "enforcement.campaign-2025" in _rules(command, "--year", "2025")
    assert "enforcement.campaign-2025" not in _rules(command, "--year", "2023")


def test_core_is_shorter(command: Command) -> None:
    assert set(_rules(command, "--pack", "core")) < set(_rules(command))


def test_recalled_law_shows_no_article(command: Command) -> None:
    for row in command("checklist", "-f", "json").json:
        for law in row["basis"].split("；"):
            assert "（条款待核）" not in law or law.endswith("》（条款待核）")


def test_english(command: Command) -> None:
    assert command("checklist", "--lang", "en").out.splitlines()[0].isascii()


@pytest.mark.parametrize(
    ("option", "value"), [("--level", "xian"), ("--format", "pdf"), ("--pack", "x"), ("--lang", "fr"), ("--year", "99")]
)
def test_wrong_values(command: Command, option: str, value: str) -> None:
    answer = command("checklist", option, value)
    assert (answer.code, answer.out) == (2, "")
    assert option in answer.err


def test_file_that_cannot_be_written(command: Command, tmp_path: Path) -> None:
    assert command("checklist", "-o", tmp_path / "no" / "a.md").code == 2
