"""`portfolio review …` as it is called: exit codes, sentences, JSON, and the sheet that is written."""

import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Command
from tests.cli.test_portfolio import tables
from tests.portfolio.reviewing import agreeing, fill
from tests.portfolio.samples import written


@pytest.fixture
def db(command: Command, tmp_path: Path) -> Path:
    """A store of three reports of three levels."""
    given = written(tmp_path / "来件", "青岚县", "柳溪镇", "云泽市生态环境局")
    answer = command("portfolio", "add", *[each.path for each in given], "--db", tmp_path / "库.db", "--as-of", "2025-03-01", "-j", "1")
    assert answer.code == 0
    return tmp_path / "库.db"


def test_there_and_back(command: Command, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "复核.xlsx"
    answer = command("portfolio", "review", "export", "-o", path, "--db", db, "--sample", "5", "--seed", "7", "--as-of", "2025-03-02", "-f", "json")
    assert (answer.code, answer.err) == (0, "")
    rows = tables(answer)["export"]["rows"]
    assert [(row["level"], row["rows"]) for row in rows] == [("county", 5), ("township", 5), ("department", 5)]
    assert all(row["selected"] > 20 for row in rows)
    first = path.read_bytes()
    command("portfolio", "review", "export", "-o", path, "--db", db, "--sample", "5", "--seed", "7", "--as-of", "2025-03-02")
    assert path.read_bytes() == first
    command("portfolio", "review", "export", "-o", tmp_path / "另.xlsx", "--db", db, "--sample", "5", "--seed", "8", "--as-of", "2025-03-02")
    assert (tmp_path / "另.xlsx").read_bytes() != first
    fill(path, agreeing("张某"))
    answer = command("portfolio", "review", "import", path, "--db", db, "-f", "json")
    assert answer.code == 0
    assert tables(answer)["import"]["rows"] == [{"added": 15, "changed": 0, "same": 0, "empty": 0, "faults": 0}]
    answer = command("portfolio", "review", "show", "--db", db, "-f", "json")
    found = tables(answer)
    assert found["reviews"]["rows"][0]["upheld"] == 15
    assert {(row["level"], row["rows"], row["precision"]) for row in found["levels"]["rows"]} == {(level, 5, 1.0) for level in ("county", "township", "department")}
    assert all(row["change"] == 0 and row["before"] == row["after"] for row in found["scores"]["rows"])
    answer = command("portfolio", "review", "show", "--db", db, "--level", "county", "--lang", "en")
    assert answer.code == 0
    assert "Precision by level" in answer.out
    assert re.search(r"county\s+5\s+0\s+0\.0%\s+100\.0%\s+56\.6%\s+100\.0%", answer.out)


def test_the_default_is_what_cost_points_and_filters_narrow_it(command: Command, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "复核.xlsx"

    def exported(*options: object) -> list[dict[str, Any]]:
        assert command("portfolio", "review", "export", "-o", path, "--db", db, *options).code == 0
        page: Any = load_workbook(path).active
        heads = [cell.value for cell in page[3]]
        return [dict(zip(heads, [cell.value for cell in row], strict=True)) for row in page.iter_rows(min_row=4)]

    everything = exported()
    assert {row["机器结论"] for row in everything} == {"仅提及", "未检出"}
    assert {row["单位"] for row in everything} == {"青岚县", "柳溪镇", "云泽市生态环境局"}
    assert any(row["原文"] for row in everything)
    assert not any(row["原文"] or row["位置"] for row in exported("--no-text"))
    own = exported("--unit", "青岚县", "--rule", "leadership,lawpop", "--status", "absent", "--reviewer", "张某")
    assert {(row["单位"], row["机器结论"], row["复核人"]) for row in own} == {("青岚县", "未检出", "张某")}
    assert {row["规则编号"].partition(".")[0] for row in own} == {"leadership", "lawpop"}
    fill(path, agreeing("张某"))
    assert command("portfolio", "review", "import", path, "--db", db).code == 0
    left = exported("--unreviewed")
    assert len(left) == len(everything) - len(own)
    assert {row["机器结论"] for row in exported("--status", "all")} > {"有佐证", "不适用"}


def test_a_sheet_with_faults(command: Command, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "复核.xlsx"
    command("portfolio", "review", "export", "-o", path, "--db", db, "--unit", "柳溪镇", "--status", "absent")
    seen: list[int] = []

    def filling(row: dict[str, Any]) -> dict[str, Any]:
        seen.append(1)
        return {"复核结论": "有佐证" if len(seen) == 2 else "同意", "复核人": "张某"}

    fill(path, filling)
    answer = command("portfolio", "review", "import", path, "--db", db, "-f", "json")
    assert answer.code == 2
    assert tables(answer)["faults"]["rows"] == [{"number": 5, "fault": "reason"}]
    assert tables(answer)["import"]["rows"][0]["added"] == 0
    answer = command("portfolio", "review", "import", path, "--db", db, "--partial")
    assert answer.code == 3
    assert "5  推翻机器结论，未写理由" in answer.out
    assert command("portfolio", "review", "import", path, "--db", db, "--partial", "-f", "json").json["tables"][0]["rows"][0]["same"] == len(seen) - 1


def test_a_sheet_may_be_in_the_other_language(command: Command, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "review.xlsx"
    command("portfolio", "review", "export", "-o", path, "--db", db, "--unit", "柳溪镇", "--status", "absent", "--lang", "en")
    fill(path, lambda row: {"Reviewer's conclusion": "agree", "Reviewer": "Zhang"})
    assert command("portfolio", "review", "import", path, "--db", db).code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("export", "-o", "a.csv"), "复核表写成 .xlsx 文件：a.csv"),
        (("export", "-o", "a.xlsx", "--seed", "3"), "--seed 与 --sample 一起使用。"),
        (("export", "-o", "a.xlsx", "--status", "abset"), "是否指 absent"),
        (("export", "-o", "a.xlsx", "--rule", "nothing.here"), "--rule：未找到报告事项 nothing.here"),
        (("export", "-o", "a.xlsx", "--unit", "无此县"), "无此县"),
        (("show", "--level", "shire"), "--level"),
        (("import", "无.xlsx"), "复核表不存在：无.xlsx"),
    ],
)
def test_wrong_calls(command: Command, db: Path, arguments: tuple[str, ...], told: str) -> None:
    answer = command("portfolio", "review", *arguments, "--db", db)
    assert answer.code == 2
    assert told in answer.err
    assert answer.err.count("\n") == 1


def test_a_sheet_has_its_limit(command: Command, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linter.portfolio.review.sheet.LARGEST", 10)
    answer = command("portfolio", "review", "export", "-o", tmp_path / "a.xlsx", "--db", db)
    assert answer.code == 2
    assert "一张复核表最多 10 行" in answer.err
    assert command("portfolio", "review", "export", "-o", tmp_path / "a.xlsx", "--db", db, "--sample", "3").code == 0


def test_nothing_to_review_writes_nothing(command: Command, db: Path, tmp_path: Path) -> None:
    answer = command("portfolio", "review", "export", "-o", tmp_path / "a.xlsx", "--db", db, "--year", "2019")
    assert answer.code == 0
    assert "未写文件" in answer.out
    assert not (tmp_path / "a.xlsx").exists()
    assert "还未导入复核结论" in command("portfolio", "review", "show", "--db", db).out
