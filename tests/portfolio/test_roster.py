"""The roster in the forms that offices keep it in."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from linter.model.failure import UsageFailure
from linter.output.catalogue import Catalogue
from linter.portfolio.roster import Entry, read_roster

ROWS = (
    ("单位名称", "别名", "级别", "特征", "地区", "上级", "应报送"),
    ("青岚县人民政府", "青岚县、中共青岚县委", "县", "执法、复议", "云泽", "云泽市人民政府", "是"),
    ("云泽市司法局", "", "部门", "", "云泽", "云泽市人民政府", "√"),
    ("柳溪镇", "", "乡镇", "", "", "青岚县人民政府", "否"),
)
FOUND = (
    Entry("青岚县人民政府", ("青岚县", "中共青岚县委"), "county", ("enforces", "reviews"), "云泽", "云泽市人民政府", True),
    Entry("云泽市司法局", (), "department", (), "云泽", "云泽市人民政府", True),
    Entry("柳溪镇", (), "township", (), "", "青岚县人民政府", False),
)


def table(path: Path, rows: tuple[tuple[str, ...], ...], encoding: str = "utf-8") -> str:
    path.write_bytes("\n".join(",".join(row) for row in rows).encode(encoding))
    return str(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_in_any_encoding(tmp_path: Path, words: Catalogue, encoding: str) -> None:
    assert read_roster(table(tmp_path / "名册.csv", ROWS, encoding), words) == FOUND


def test_a_workbook_with_a_title_above_on_its_second_sheet(tmp_path: Path, words: Catalogue) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["说明"])
    sheet = book.create_sheet("名册")
    sheet.append(["2024年度应报送单位名册"])
    sheet.append([])
    for row in ROWS:
        sheet.append(row)
    book.save(tmp_path / "名册.xlsx")
    assert read_roster(str(tmp_path / "名册.xlsx"), words) == FOUND


def test_only_names_are_enough(tmp_path: Path, words: Catalogue) -> None:
    assert read_roster(table(tmp_path / "a.csv", (("名称",), ("青岚县",), ("",), ("白石县",))), words) == (
        Entry("青岚县", (), None, (), "", "", True),
        Entry("白石县", (), None, (), "", "", True),
    )


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ((("名称", "级别"), ("青岚县", "副省级")), "roster.level"),
        ((("名称", "特征"), ("青岚县", "执法、种田")), "roster.traits"),
        ((("名称", "应报送"), ("青岚县", "也许")), "roster.must"),
        ((("名称", "上级"), ("", "云泽市")), "roster.name"),
        ((("名称", "上级"), ("青岚县", "云泽市"), ("青岚 县", "云泽市")), "roster.twice"),
    ],
)
def test_a_row_that_does_not_hold_is_told_by_its_number(tmp_path: Path, words: Catalogue, rows: tuple[tuple[str, ...], ...], fault: str) -> None:
    path = table(tmp_path / "a.csv", rows)
    with pytest.raises(UsageFailure) as refused:
        read_roster(path, words)
    assert str(refused.value) == words(fault, path=path, rows=len(rows))


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("a.csv", "姓名,电话\n张,1\n".encode(), "roster.header"),
        ("a.csv", "名称,级别\n".encode(), "roster.empty"),
        ("a.csv", b"\xff\xfe\xff\xff\x00\x01\x02", "roster.encoding"),
        ("a.xls", b"", "roster.format"),
        ("a.xlsx", b"PK\x05\x06" + b"\0" * 18, "roster.damaged"),
    ],
)
def test_what_is_no_roster_is_said_in_a_sentence(tmp_path: Path, words: Catalogue, name: str, data: bytes, key: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UsageFailure) as refused:
        read_roster(str(path), words)
    assert str(refused.value) == words(key, path=str(path), **({"rows": 10} if key == "roster.header" else {}))


def test_a_missing_roster(tmp_path: Path, words: Catalogue) -> None:
    with pytest.raises(UsageFailure, match="找不到名册文件"):
        read_roster(str(tmp_path / "a.csv"), words)
