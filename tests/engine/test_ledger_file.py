"""Ledgers as offices keep them: columns, encodings, numbers, and what is said of those that cannot be read."""

import sys
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter import ledger
from linter.checks.context import Entry
from linter.ledger import read_ledger
from linter.model.failure import ReadFailure, UsageFailure

ROOT = Path(__file__).resolve().parents[2]


def csv(path: Path, text: str, encoding: str = "utf-8") -> str:
    file = path / "台账.csv"
    file.write_bytes(text.encode(encoding))
    return str(file)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = csv(tmp_path, "指标,值,单位,来源\n复议申请,136,件,县司法局\n", encoding)
    assert read_ledger(path) == (Entry("复议申请", "136", "件", "县司法局", 2),)


@pytest.mark.parametrize(
    "text",
    [
        "指标,值\n复议申请,136\n",
        "值,指标\n136,复议申请\n",
        "序号,指标名称,数据值\n1,复议申请,136\n",
        "青岚县台账\n\n指标（名称）,数值\n复议申请,136\n",
        "指标\t值\n复议申请\t136\n",
        "指标;值\n复议申请;136\n",
        "Indicator,Value\n复议申请,136\n",
        "指标,值\n,\n复议申请,136\n,\n",
    ],
)
def test_headers(tmp_path: Path, text: str) -> None:
    (entry,) = read_ledger(csv(tmp_path, text))
    assert (entry.indicator, entry.value) == ("复议申请", "136")


@pytest.mark.parametrize(
    ("cell", "unit", "value", "read_unit"),
    [
        ('"1,204"', "", "1204", ""),
        ("98.5%", "", "98.5", "%"),
        ("９８.５％", "", "98.5", "%"),
        ("3.2万", "件", "32000", "件"),
        ("136件", "", "136", "件"),
        ("136件", "宗", "136", "宗"),
        ("96.4", "万元", "96.4", "万元"),
        (" 0 ", "件", "0", "件"),
        ("1.2亿元", "", "120000000", "元"),
    ],
)
def test_values(tmp_path: Path, cell: str, unit: str, value: str, read_unit: str) -> None:
    (entry,) = read_ledger(csv(tmp_path, f"指标,值,单位\n甲,{cell},{unit}\n"))
    assert (entry.value, entry.unit) == (value, read_unit)


@given(st.decimals(min_value=0, max_value=10**9, places=3, allow_nan=False))
def test_numbers_survive(number: object) -> None:
    from fractions import Fraction

    parsed = ledger._number(f"{number:,}", "件")
    assert parsed is not None
    assert Fraction(parsed[0]) == Fraction(str(number))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("甲,乙\n复议,3\n", "表头"),
        ("", "表头"),
        ("指标,值\n", "只有表头"),
        ("指标,值\n复议,约三百\n", "第 2 行的值"),
        ("指标,值\n复议,\n", "第 2 行的值"),
        ("指标,值\n复议,3\n,4\n,5\n", "第 3、4 行缺少指标"),
        ("指标,值\n" + "复议,无\n" * 5, "第 2、3、4等 行的值"),
    ],
)
def test_what_is_wrong_is_said_by_row(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageFailure) as failure:
        read_ledger(csv(tmp_path, text))
    assert said in str(failure.value)
    assert "复议" not in str(failure.value)  # the ledger is not quoted


def test_what_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(UsageFailure, match="找不到"):
        read_ledger(str(tmp_path / "无.csv"))
    with pytest.raises(UsageFailure, match="文件夹"):
        read_ledger(str(tmp_path))
    (tmp_path / "a.txt").write_text("指标,值\n")
    with pytest.raises(UsageFailure, match="xlsx"):
        read_ledger(str(tmp_path / "a.txt"))
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe\x00\x81\xff\xff")
    with pytest.raises(ReadFailure) as failure:
        read_ledger(str(tmp_path / "a.csv"))
    assert failure.value.kind == "binary"
    (tmp_path / "b.csv").write_text('指标,值\n"' + "甲" * 200_000 + '"\n', "utf-8")
    with pytest.raises(ReadFailure):
        read_ledger(str(tmp_path / "b.csv"))


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = csv(tmp_path, "指标,值\n复议,3\n")
    monkeypatch.setattr(ledger, "_BYTES", 4)
    with pytest.raises(ReadFailure) as failure:
        read_ledger(path)
    assert failure.value.kind == "too-large"


def test_a_file_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(ReadFailure) as failure:
        read_ledger(str(tmp_path / "a.csv"))
    assert failure.value.kind == "unreadable"


class TestWorkbook:
    def made(self, tmp_path: Path, *sheets: list[list[object]]) -> str:
        book = openpyxl.Workbook()
        for number, rows in enumerate(sheets):
            sheet = book.active if number == 0 else book.create_sheet()
            assert sheet is not None
            for row in rows:
                sheet.append(row)
        path = tmp_path / "台账.xlsx"
        book.save(path)
        return str(path)

    def test_rows(self, tmp_path: Path) -> None:
        path = self.made(tmp_path, [["指标", "值", "单位", "来源"], ["复议申请", 136, "件", "县司法局"], ["罚款", 96.4, "万元", None]])
        assert read_ledger(path) == (Entry("复议申请", "136", "件", "县司法局", 2), Entry("罚款", "96.4", "万元", "", 3))

    def test_percentages_are_read_as_people_see_them(self, tmp_path: Path) -> None:
        path = self.made(tmp_path, [["指标", "值"], ["出庭率", 0.985]])
        book = openpyxl.load_workbook(path)
        book.active["B2"].number_format = "0.0%"  # type: ignore[index]
        book.save(path)
        assert read_ledger(path) == (Entry("出庭率", "98.5", "%", "", 2),)

    def test_the_sheet_with_the_header(self, tmp_path: Path) -> None:
        path = self.made(tmp_path, [["说明"], ["本表由司法局汇总"]], [["指标", "值"], ["复议", 3]])
        assert [e.indicator for e in read_ledger(path)] == ["复议"]

    def test_no_header_at_all(self, tmp_path: Path) -> None:
        with pytest.raises(UsageFailure, match="表头"):
            read_ledger(self.made(tmp_path, [["说明"]]))

    def test_truth_values_are_no_numbers(self, tmp_path: Path) -> None:
        with pytest.raises(UsageFailure, match="第 2 行的值"):
            read_ledger(self.made(tmp_path, [["指标", "值"], ["复议", True]]))

    def test_damaged(self, tmp_path: Path) -> None:
        path = tmp_path / "a.xlsx"
        path.write_bytes(b"PK\x03\x04" + b"\0" * 40)
        with pytest.raises(ReadFailure) as failure:
            read_ledger(str(path))
        assert (failure.value.kind, "损坏" in failure.value.message) == ("unreadable", True)

    def test_without_openpyxl(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = self.made(tmp_path, [["指标", "值"], ["复议", 3]])
        monkeypatch.setitem(sys.modules, "openpyxl", None)
        with pytest.raises(UsageFailure, match=r"fazhi-lint\[office\]"):
            read_ledger(path)


def test_the_example() -> None:
    (path,) = (ROOT / "examples" / "对照").glob("*.csv")
    assert len(read_ledger(str(path))) >= 10
