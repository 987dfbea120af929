"""`portfolio …` as it is called: exit codes, sentences, JSON."""

import json
import os
import pty
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Answer, Command
from tests.portfolio.samples import text

ROOT = Path(__file__).resolve().parents[2]
ROSTER = "名称,别名,级别,上级\n青岚县人民政府,青岚县,县,云泽市\n河湾县,,县,云泽市\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reports, a notice, a file that cannot be read, and an archive with a third report."""
    made = tmp_path / "来件"
    made.mkdir()
    (made / "青岚县.txt").write_text(text("青岚县"), "utf-8")
    (made / "白石县.txt").write_text(text("白石县", number=5), "utf-8")
    (made / "通知.txt").write_text("关于加强法治宣传的通知\n各乡镇：\n请认真组织。\n", "utf-8")
    with zipfile.ZipFile(made / "补报.zip", "w") as archive:
        archive.writestr("河湾县.txt", text("河湾县", number=7))
    return made


def tables(answer: Answer) -> dict[str, Any]:
    """The tables of a JSON answer by name."""
    assert answer.json["schema"] == "fazhi-lint/table/1"
    return {table["name"]: table for table in answer.json["tables"]}


def test_add_reads_folders_archives_and_patterns(command: Command, folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "库.db"
    answer = command("portfolio", "add", folder, "--db", db, "--as-of", "2025-03-01", "-j", "1", "-f", "json")
    assert (answer.code, answer.err) == (0, "")
    (row,) = tables(answer)["intake"]["rows"]
    assert row == {
        "files": 4, "added": 3, "replaced": 0, "known": 0, "repeated": 0, "elsewhere": 0, "passed-over": 1, "failed": 0, "unmatched": 0,
    }  # fmt: skip
    answer = command("portfolio", "add", folder / "*县.txt", "--db", db, "-j", "1", "-f", "json")
    assert [tables(answer)["intake"]["rows"][0][key] for key in ("files", "added", "known")] == [2, 0, 2]
    answer = command("portfolio", "list", "--db", db, "-f", "json")
    listed = tables(answer)
    assert {(row["unit"], row["year"], row["counts"]) for row in listed["reports"]["rows"]} == {(f"{n}县", 2024, "yes") for n in ("青岚", "白石", "河湾")}
    assert [row["kind"] for row in listed["failures"]["rows"]] == ["not-a-report"]
    answer = command("portfolio", "info", "--db", db, "--lang", "en")
    assert answer.code == 0
    assert "reports" in answer.out


def test_exit_codes(command: Command, folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "库.db"
    (folder / "坏.docx").write_bytes(b"PK\x03\x04broken")
    answer = command("portfolio", "add", folder, "--db", db, "-j", "1")
    assert answer.code == 3
    assert "坏.docx" in answer.out
    assert "文件不完整" in answer.out
    assert command("portfolio", "add", folder, "--db", db, "-j", "1", "-q").code == 3
    (folder / "坏.docx").unlink()
    assert command("portfolio", "add", folder, "--db", db, "-j", "1", "-q") == (0, "", "")
    assert command("portfolio", "add", folder / "通知.txt", "--db", db, "-j", "1").code == 3


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["add", "无此文件.txt"], "找不到文件：无此文件.txt"),
        (["add", "无*.txt"], "没有文件符合 无*.txt"),
        (["add", "-"], "不读标准输入"),
        (["add", "examples", "--shard", "3/2"], "--shard 要写成 i/n"),
        (["add", "examples", "--shard", "²/3"], "--shard 要写成 i/n"),
        (["add", "examples", "--level", "县"], "--level 没有 县 这个值"),
        (["add", "examples", "--select", "无此规则"], "没有规则 无此规则"),
        (["add", "examples", "--as-of", "昨天"], "--as-of 要写成 YYYY-MM-DD"),
        (["add", "examples", "--waivers", "无.yaml"], "无法读取豁免文件"),
        (["add", "examples", "--roster", "无.csv"], "找不到名册文件"),
        (["info"], "找不到库文件"),
        (["remove"], "二者择一"),
        (["remove", "--unit", "甲", "--report", "乙"], "二者择一"),
        (["assign", "abcdef"], "请写明单位"),
        (["merge", "无.db", "-o", "新.db"], "找不到库文件 无.db"),
        (["info", "--lang", "fr"], "fr"),
        (["info", "-f", "yaml"], "没有 yaml 这个值"),
        (["addd"], "是否指 add"),
        ([], "后面要写上子命令"),
    ],
)
def test_a_wrong_call_is_one_sentence_and_two(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], sentence: str) -> None:
    made = tmp_path / "有.db"
    if arguments[:1] == ["info"] and len(arguments) > 1:
        command("portfolio", "add", "examples/柳溪镇2024年法治政府建设工作报告.md", "--db", made, "-j", "1")
    db = [] if not arguments or arguments[0] in ("merge", "addd") else ["--db", str(made)]
    answer = command("portfolio", *arguments, *db)
    assert (answer.code, answer.out) == (2, "")
    assert sentence in answer.err
    assert len(answer.err.strip().splitlines()) == 1


def test_a_roster_open_reports_and_a_person_who_assigns(command: Command, folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "库.db"
    (tmp_path / "名册.csv").write_text(ROSTER, "utf-8")
    answer = command("portfolio", "add", folder, "--db", db, "--roster", tmp_path / "名册.csv", "-j", "1", "-f", "json")
    assert tables(answer)["intake"]["rows"][0]["unmatched"] == 1
    answer = command("portfolio", "units", "--unmatched", "--db", db, "-f", "json")
    (row,) = tables(answer)["unmatched"]["rows"]
    assert (row["issuer"], row["matched"]) == ("白石县", "none")
    assert command("portfolio", "assign", row["report"], "青岚", "--db", db).code == 2
    answer = command("portfolio", "assign", row["report"], "青岚县", "--db", db, "-f", "json")
    assert {(r["unit"], r["matched"]) for r in tables(answer)["reports"]["rows"]} == {("青岚县人民政府", "assigned"), ("青岚县人民政府", "alias")}
    answer = command("portfolio", "units", "--db", db)
    assert answer.out.index("未归属") < answer.out.index("河湾县")
    assert "2024×2" in answer.out
    answer = command("portfolio", "choose", row["report"], "--db", db)
    assert "指定计入" in answer.out
    assert command("portfolio", "assign", row["report"], "--clear", "--db", db).code == 0
    answer = command("portfolio", "remove", "--report", row["report"], "--db", db, "-f", "json")
    assert tables(answer)["removed"]["rows"] == [{"reports": 1, "units": 0, "failures": 0}]
    assert command("portfolio", "remove", "--unit", "河湾县", "--db", db).code == 0
    assert "河湾县".encode() not in db.read_bytes()
    assert command("portfolio", "remove", "--unit", "河湾县", "--db", db).code == 2


def test_shards_are_merged(command: Command, folder: Path, tmp_path: Path) -> None:
    parts = [tmp_path / f"{number}.db" for number in (1, 2)]
    for number, part in enumerate(parts, 1):
        assert command("portfolio", "add", folder, "--db", part, "--shard", f"{number}/2", "-j", "1").code == 0
    answer = command("portfolio", "merge", *parts, "-o", tmp_path / "全.db", "-f", "json")
    assert tables(answer)["merge"]["rows"] == [{"added": 3, "known": 0, "conflicts": 0}]
    assert command("portfolio", "merge", *parts, "-o", parts[0]).code == 2


def test_a_table_goes_into_a_file(command: Command, folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "库.db"
    command("portfolio", "add", folder, "--db", db, "-j", "1")
    assert command("portfolio", "list", "--db", db, "-o", tmp_path / "列表.json") == (0, "", "")
    assert json.loads((tmp_path / "列表.json").read_text("utf-8"))["tables"][0]["name"] == "reports"
    assert command("portfolio", "list", "--db", db, "-o", tmp_path / "无" / "列表.json").code == 2


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal")
def test_progress_is_for_terminals_only(folder: Path, tmp_path: Path, cache: Path) -> None:
    command = [sys.executable, "-c", "from linter.cli import main; main()", "portfolio", "add", str(folder), "-j", "1", "--db"]
    environment = os.environ | {"XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(ROOT)}
    piped = subprocess.run([*command, str(tmp_path / "1.db")], capture_output=True, env=environment, check=True)
    assert piped.stderr == b""
    ours, theirs = pty.openpty()
    shown = subprocess.run([*command, str(tmp_path / "2.db")], stdout=subprocess.PIPE, stderr=theirs, env=environment, check=True)
    os.close(theirs)
    assert "已处理" in os.read(ours, 10_000).decode()
    os.close(ours)
    assert shown.stdout == piped.stdout


def test_check_imports_nothing_of_it(folder: Path, cache: Path) -> None:
    code = "import sys; from linter.cli import app; print([m for m in sys.modules if m.split('.')[0] in ('sqlalchemy', 'rapidfuzz', 'numpy') or m.startswith('linter.portfolio')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True)
    assert done.stdout.strip() == "[]"
