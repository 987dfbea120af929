"""`check` and `checklist` into Word files and workbooks, as an office asks for them."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import AS_OF, Command, Process
from tests.output.office import book, rows, tables, words_of


def test_word_and_workbook_hold_what_json_holds(command: Command, weak: Path, tmp_path: Path) -> None:
    report, listing, data = tmp_path / "检查报告.docx", tmp_path / "问题清单.xlsx", tmp_path / "a.json"
    done = command("check", weak, "-o", report, "--output-file", f"xlsx={listing}", "--output-file", f"json={data}", "--as-of", AS_OF, "--no-waivers")
    assert (done.code, done.out, done.err) == (1, "", "")
    document = json.loads(data.read_text("utf-8"))["documents"][0]
    found = document["findings"]
    table = rows(listing.read_bytes(), "问题清单")
    assert [(r["规则"], r["建议"], r["依据"]) for r in table] == [(f["rule"], f["advice"], f["basis"]) for f in sorted(found, key=lambda f: f["rank"])]
    numbers = [row[0] for t in tables(report.read_bytes()) for row in t[1:] if t[0][1] != "名称" and len(row) in (3, 4) and row[0].isdecimal()]
    assert numbers == [str(n) for n in range(1, len(found) + 1)]
    text = words_of(report.read_bytes())
    for finding in found:
        if finding["severity"] != "info":
            assert finding["advice"] in text and finding["basis"] in text
        if finding["kind"] in ("relation", "claim"):
            assert finding["quote"] in text
    total = document["score"]["total"]
    assert f"得{total}分" in text and rows(listing.read_bytes(), "得分")[0]["得分"] == total
    for dimension in document["score"]["dimensions"]:
        assert [dimension["title"], f"{dimension['max']:.1f}", f"{dimension['points']:.1f}"] in [row[:3] for row in tables(report.read_bytes())[0]]
    assert sum(sheet.max_row - 3 for sheet in book(listing.read_bytes()) if sheet.title == "报告事项") == len(document["obligations"])


@pytest.mark.parametrize("format", ["docx", "xlsx"])
def test_a_terminal_can_show_neither(command: Command, weak: Path, format: str) -> None:
    for words in (("check", weak, "-f", format), ("checklist", "-f", format)):
        done = command(*words)
        assert (done.code, done.out) == (2, "") and f"{format} 要写入文件，请加 --output 文件名.{format}" in done.err


def test_a_configuration_may_name_them(command: Command, weak: Path, tmp_path: Path) -> None:
    (tmp_path / ".fazhi-lint.yaml").write_text("format: docx\n", "utf-8")
    shutil.copy(weak, tmp_path / "稿.md")
    done = command("check", tmp_path / "稿.md", "-o", tmp_path / "报告", "--config", tmp_path / ".fazhi-lint.yaml", "--as-of", AS_OF)
    assert done.code == 1 and (tmp_path / "报告").read_bytes()[:2] == b"PK"


def test_the_draft_is_never_written_over(command: Command, strong: Path, tmp_path: Path) -> None:
    draft = tmp_path / "年度报告.docx"
    shutil.copy(strong, draft)
    (tmp_path / "同一文件.docx").symlink_to(draft)
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04" + bytes(99))
    before = draft.read_bytes()
    for output in (draft, tmp_path / "同一文件.docx", tmp_path / "坏.docx"):
        done = command("check", draft, tmp_path / "坏.docx", "-o", output, "--output-file", f"json={tmp_path / 'a.json'}")
        assert done.code == 2 and "是被检查的文件，不能用结果覆盖" in done.err and "其余结果已写出" in done.err
        assert draft.read_bytes() == before and (tmp_path / "a.json").exists()
    assert (tmp_path / "坏.docx").stat().st_size == 103


def test_the_report_of_the_last_run_is_renewed(command: Command, weak: Path, tmp_path: Path) -> None:
    shutil.copy(weak, tmp_path / "稿.md")
    first = command("check", tmp_path, "-o", tmp_path / "检查报告.docx", "--as-of", AS_OF)
    again = command("check", tmp_path, "-o", tmp_path / "检查报告.docx", "--as-of", "2025-03-11")
    assert (first.code, again.code) == (1, 1) and again.err == ""
    assert "2025年3月11日" in words_of((tmp_path / "检查报告.docx").read_bytes())


def test_our_own_pages_are_no_reports(command: Command, strong: Path, weak: Path, tmp_path: Path) -> None:
    """What an office keeps beside its reports is passed over when the folder is checked again."""
    shutil.copy(strong, tmp_path / "稿.docx")
    command("check", strong, "-o", tmp_path / "检查报告.docx")
    command("check", strong, weak, "-o", tmp_path / "汇总.docx")
    command("check", strong, "-o", tmp_path / "report.docx", "--lang", "en")
    command("checklist", "-o", tmp_path / "素材征集表.docx")
    found = command("check", tmp_path, "--format", "json", "--as-of", AS_OF).json
    assert [Path(d["path"]).name for d in found["documents"]] == ["稿.docx"]
    assert sorted(Path(p["path"]).name for p in found["skipped"]) == sorted(["检查报告.docx", "汇总.docx", "report.docx", "素材征集表.docx"])


def test_the_earlier_draft_is_not_told_of_in_word(command: Command, weak: Path, tmp_path: Path) -> None:
    done = command("check", weak, "--against", weak, "-o", tmp_path / "a.docx")
    assert done.code == 2 and "--against" in done.err and not (tmp_path / "a.docx").exists()


def test_a_library_that_is_missing_costs_no_other_format(command: Command, weak: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "docx", None)
    done = command("check", weak, "-o", tmp_path / "a.docx", "--output-file", f"json={tmp_path / 'a.json'}")
    assert done.code == 2 and "pip install 'fazhi-lint[office]'" in done.err and "Traceback" not in done.err
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_hash_seeds_change_no_byte(process: Process, weak: Path, tmp_path: Path) -> None:
    found = []
    for seed in ("1", "4242"):
        folder = tmp_path / seed
        folder.mkdir()
        done = process("check", weak, "-o", folder / "a.docx", "--output-file", f"xlsx={folder / 'a.xlsx'}", "--as-of", AS_OF, PYTHONHASHSEED=seed)
        assert done.code == 1, done.err.decode()
        for name in ("b.docx", "b.xlsx"):
            assert process("checklist", "--year", "2024", "-o", folder / name, PYTHONHASHSEED=seed).code == 0
        found.append({p.name: p.read_bytes() for p in folder.iterdir()})
    assert found[0] == found[1] and len(found[0]) == 4


def test_libreoffice_opens_the_word_files(command: Command, weak: Path, strong: Path, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice Writer is needed for this test"
    command("check", weak, "-o", tmp_path / "一份.docx", "--as-of", AS_OF)
    command("check", weak, strong, "-o", tmp_path / "多份.docx", "--as-of", AS_OF)
    command("checklist", "--year", "2024", "-o", tmp_path / "素材.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = sorted(tmp_path.glob("*.docx"))
    subprocess.run([soffice, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", tmp_path / "out", *files], capture_output=True, check=True, timeout=180)
    said = {p.stem: p.read_text("utf-8-sig") for p in (tmp_path / "out").iterdir()}
    assert set(said) == {"一份", "多份", "素材"}
    assert "法治政府建设年度报告检查报告" in said["一份"] and "五、说明" in said["一份"]
    assert said["多份"].startswith("法治政府建设年度报告检查情况汇总") and said["多份"].count("五、说明") == 2
    assert "素材征集表（县级）" in said["素材"] and "责任单位：" in said["素材"]
