"""`portfolio rank`, `heatmap`, `unit`, `trend`, `gaps`, `missing`, `waivers` as they are called."""

from pathlib import Path

import pytest

from linter.output.catalogue import catalogue
from linter.portfolio.store import opened
from tests.cli.conftest import Command
from tests.portfolio.samples import text

VIEWS = (["rank"], ["heatmap"], ["heatmap", "--by", "duty"], ["unit", "青岚县"], ["trend"], ["gaps"], ["missing"], ["waivers"])
ROSTER = "名称,级别,上级\n青岚县,县,云泽市\n白石县,县,云泽市\n河湾县,县,云泽市\n"


@pytest.fixture
def db(command: Command, tmp_path: Path) -> Path:
    """A store of two units with a report each, and a third on the roster."""
    folder = tmp_path / "来件"
    folder.mkdir()
    for number, name in enumerate(("青岚县", "白石县")):
        (folder / f"{name}.txt").write_text(text(name, number=3 + number), "utf-8")
    (tmp_path / "名册.csv").write_text(ROSTER, "utf-8")
    made = tmp_path / "库.db"
    answer = command("portfolio", "add", folder, "--db", made, "--roster", tmp_path / "名册.csv", "--as-of", "2025-03-01", "-j", "1", "-q")
    assert (answer.code, answer.err) == (0, "")
    return made


@pytest.mark.parametrize("view", VIEWS, ids="-".join)
def test_every_view_answers_in_every_format(command: Command, db: Path, tmp_path: Path, view: list[str]) -> None:
    shown = command("portfolio", *view, "--db", db)
    assert (shown.code, shown.err) == (0, "")
    assert command("portfolio", *view, "--db", db) == shown
    answer = command("portfolio", *view, "--db", db, "-f", "json")
    assert answer.json["schema"] == "fazhi-lint/table/1"
    assert answer.json["tables"][0]["columns"]
    for suffix, begins in (("html", b"<!DOCTYPE html>"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("json", b"{")):
        file = tmp_path / f"表.{suffix}"
        assert command("portfolio", *view, "--db", db, "-o", file) == (0, "", "")
        assert file.read_bytes().startswith(begins)
    english = command("portfolio", *view, "--db", db, "--lang", "en")
    assert english.code == 0 and english.out != shown.out


def test_what_they_say(command: Command, db: Path) -> None:
    rows = command("portfolio", "rank", "--db", db, "-f", "json", "--year", "2024", "--level", "county").json["tables"][0]["rows"]
    assert {row["unit"] for row in rows} == {"青岚县", "白石县"}
    assert {row["level"] for row in rows} == {"county"}
    (row,) = command("portfolio", "missing", "--db", db, "-f", "json").json["tables"][0]["rows"]
    assert (row["unit"], row["year"]) == ("河湾县", 2024)
    assert "库中有报告的年度：2024" in command("portfolio", "rank", "--db", db, "--year", "2020").out
    columns = command("portfolio", "heatmap", "--db", db, "--by", "duty", "--dimension", "lawpop", "-f", "json").json["tables"][0]["columns"]
    assert all(column["key"].startswith("lawpop.") for column in columns if column["kind"] == "status")


def test_a_terminal_has_its_width_and_a_file_whole_lines(command: Command, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from linter.output.glyphs import width

    monkeypatch.setenv("COLUMNS", "60")
    assert max(map(width, command("portfolio", "gaps", "--db", db).out.splitlines())) <= 60
    command("portfolio", "gaps", "--db", db, "-f", "text", "-o", tmp_path / "表.txt")
    assert max(map(width, (tmp_path / "表.txt").read_text("utf-8").splitlines())) > 60
    monkeypatch.setenv("COLUMNS", "²")
    assert command("portfolio", "gaps", "--db", db).code == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["rank", "--level", "县"], "--level 没有 县 这个值"), (["rank", "-f", "pdf"], "--format 没有 pdf 这个值"), (["rank", "-f", "xlsx"], "请加 --output"),
        (["heatmap", "--by", "duties"], "是否指 duty？"), (["heatmap", "--dimension", "法治"], "可用：structure、leadership"), (["unit", "无此县"], "库中找不到单位 无此县"),
        (["rank", "--rulebook", "0000"], "找不到这套规则"), (["gaps", "--top", "-1"], "--top"), (["gaps", "--by", "year"], "--by 没有 year 这个值"),
    ],
)  # fmt: skip
def test_wrong_calls(command: Command, db: Path, arguments: list[str], sentence: str) -> None:
    answer = command("portfolio", *arguments, "--db", db)
    assert answer.code == 2
    assert sentence in answer.err
    assert answer.out == ""


def test_an_empty_store_says_what_to_do(command: Command, tmp_path: Path) -> None:
    with opened(str(tmp_path / "空.db"), catalogue("zh", "portfolio"), make=True):
        pass
    for view in VIEWS:
        answer = command("portfolio", *view, "--db", tmp_path / "空.db")
        if view == ["missing"]:
            assert answer.code == 2 and "--year" in answer.err and "portfolio add" in answer.err
        else:
            assert answer.code == 2 and "portfolio add" in answer.err
    assert command("portfolio", "rank", "--db", tmp_path / "无.db").code == 2


def test_the_latest_rulebook_may_be_named(command: Command, db: Path) -> None:
    assert command("portfolio", "rank", "--db", db, "--rulebook", "latest") == command("portfolio", "rank", "--db", db)
