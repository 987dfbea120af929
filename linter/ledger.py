"""The ledger of agreed figures: a table of 指标、值、单位、来源, as .csv (UTF-8 or GB18030) or .xlsx → rows.

The header may stand below a title, its columns in any order and under the names offices use (指标名称、数据、计量单位、
数据来源). What cannot be read is said with the number of the row; the cells themselves are never quoted.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from linter.checks.context import Entry
from linter.model.failure import ReadFailure, UsageFailure
from linter.spreadsheet import Row, Unfit, handed_in, rows_of, sheets_of

INDICATOR = frozenset({"指标", "指标名称", "名称", "数据项", "数据指标", "项目", "事项", "indicator"})
VALUE = frozenset({"值", "指标值", "数值", "数据", "数量", "数据值", "口径值", "value"})
UNIT = frozenset({"单位", "计量单位", "数据单位", "unit"})
SOURCE = frozenset({"来源", "数据来源", "出处", "提供单位", "来源单位", "责任单位", "source"})
_HEADER_ROWS = 10  # a title and remarks may stand above the header
_ROWS = 20_000
_TOLD = 3  # faulty rows that a sentence names
_BYTES = 20_000_000
_SPACES = re.compile(r"[\s　()（）:：/]+")
_NUMBER = re.compile(r"(?P<number>[+-]?\d[\d,]*(?:\.\d+)?)(?P<scale>[万亿]?)(?P<unit>[^\d\s]{0,6})$")
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}

SENTENCES = {
    "missing": "找不到台账文件：{path}",
    "folder": "{path} 是文件夹，不是台账文件。",
    "format": "台账要用 .xlsx 或 .csv：{path}",
    "library": "读取 .xlsx 台账需要 openpyxl：请运行 pip install 'fazhi-lint[office]'，或将台账另存为 .csv。",
    "damaged": "台账文件已损坏或不是 Excel 工作簿，请重新保存为 .xlsx 或 .csv。",
    "size": "台账文件过大（上限 {limit} 字节）。",
    "encoding": "台账的文字编码无法识别，请用 UTF-8 编码另存为 .csv。",
    "header": "台账前 {rows} 行中没有表头：须有“指标”“值”两列，可另有“单位”“来源”。",
    "empty": "台账只有表头，没有数据行。",
    "indicator": "台账第 {rows} 行缺少指标名称。",
    "value": "台账第 {rows} 行的值不是数字，请写成 1234、98.5% 或 3.2万 的形式。",
}


def read_ledger(path: str) -> tuple[Entry, ...]:
    """The rows of a ledger in order; rows without indicator and value are passed over.

    UsageFailure for a path that is no such file, a table without the two columns, or rows that lack their name or number;
    ReadFailure where the bytes cannot be read.
    """
    suffix = path.rpartition(".")[2].lower() if "." in path else ""
    try:
        data = handed_in(path, _BYTES)
        if suffix == "xlsx":
            sheets = sheets_of(data, _ROWS, _cell)
            rows = next((each for each in sheets if _header(each)), sheets[0] if sheets else [])
        elif suffix == "csv":
            rows = rows_of(data, _ROWS)
        else:
            raise UsageFailure(SENTENCES["format"].format(path=path))
    except Unfit as unfit:
        raise _refused(unfit, path) from None
    return tuple(_entries(rows))


def _refused(unfit: Unfit, path: str) -> UsageFailure | ReadFailure:
    if unfit.why in ("missing", "folder", "library"):
        return UsageFailure(SENTENCES[unfit.why].format(path=path))
    if unfit.why == "unreadable":
        return ReadFailure("unreadable", f"{path}：{unfit.told}")
    kinds = {"size": "too-large", "encoding": "binary", "damaged": "unreadable"}
    return ReadFailure(kinds[unfit.why], SENTENCES[unfit.why].format(limit=_BYTES))


def _cell(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        exact = Decimal(repr(value))
        if "%" in str(getattr(cell, "number_format", "") or ""):
            return f"{(exact * 100).normalize():f}%"
        return f"{exact.normalize():f}"
    return str(value)


def _plain(text: str) -> str:
    return _SPACES.sub("", text.translate(_WIDTH)).lower()


def _header(rows: Iterable[Row]) -> tuple[int, dict[str, int]] | None:
    """(index of the row below the header, column of each key); None where no row names indicator and value."""
    for index, (_, cells) in enumerate(rows):
        if index == _HEADER_ROWS:
            break
        columns: dict[str, int] = {}
        for at, cell in enumerate(cells):
            name = _plain(cell)
            for key, names in (("indicator", INDICATOR), ("value", VALUE), ("unit", UNIT), ("source", SOURCE)):
                if name in names:
                    columns.setdefault(key, at)
        if "indicator" in columns and "value" in columns:
            return index + 1, columns
    return None


def _entries(rows: list[Row]) -> Iterator[Entry]:
    found = _header(rows)
    if found is None:
        raise UsageFailure(SENTENCES["header"].format(rows=_HEADER_ROWS))
    first, columns = found
    nameless: list[int] = []
    wordy: list[int] = []
    entries: list[Entry] = []
    for number, cells in rows[first:]:
        indicator, value, unit, source = (cells[columns[key]].strip() if columns.get(key, len(cells)) < len(cells) else "" for key in ("indicator", "value", "unit", "source"))
        if not indicator and not value:
            continue
        parsed = _number(value, unit)
        if not indicator:
            nameless.append(number)
        elif parsed is None:
            wordy.append(number)
        else:
            entries.append(Entry(indicator, parsed[0], parsed[1], source, number))
    for key, faulty in (("indicator", nameless), ("value", wordy)):
        if faulty:
            told = "、".join(map(str, faulty[:_TOLD])) + ("等" if len(faulty) > _TOLD else "")
            raise UsageFailure(SENTENCES[key].format(rows=told))
    if not entries:
        raise UsageFailure(SENTENCES["empty"])
    yield from entries


def _number(text: str, unit: str) -> tuple[str, str] | None:
    """(exact number, unit) of a cell: 1,234 · 98.5% · 3.2万 · 136件; None where it is none. The unit of its own column wins."""
    match = _NUMBER.match(_SPACES.sub("", text.translate(_WIDTH)))
    if not match:
        return None
    try:
        value = Decimal(match["number"].replace(",", "")) * _SCALES[match["scale"]]
    except InvalidOperation:
        return None
    return f"{value.normalize():f}", unit.strip() or match["unit"]
