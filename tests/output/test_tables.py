"""Tables of many reports on the terminal and as JSON."""

import json
from fractions import Fraction

import pytest

from linter.model.table import Column, Table, Term
from linter.output.glyphs import width
from linter.output.tables import FORMATS, composed

TABLE = Table(
    "rank",
    "排序",
    (Column("unit", "单位"), Column("score", "得分", "score"), Column("share", "比例", "percent"), Column("n", "数", "number"), Column("status", "状态", "status"), Column("how", "依据")),
    (
        ("青岚县", Fraction(1973, 20), Fraction(1, 3), 12, "absent", Term("人工指定", "assigned")),
        ("\x1b[31m白石县\n", Fraction(-1, 20), Fraction(-1, 3000), 3, "evidenced", "=1+1"),
        ("河湾县", None, None, None, None, None),
    ),
    ("1 份未计入。",),
)


def test_columns_are_aligned_and_nothing_is_obeyed() -> None:
    lines = composed([TABLE], "text", "zh").decode().splitlines()
    assert lines[0] == "排序"
    assert lines[-1] == "1 份未计入。"
    assert "\x1b" not in "".join(lines)
    assert lines[2].split() == ["青岚县", "98.7", "33.3%", "12", "未检出", "人工指定"]
    assert "-0.1" in lines[3]
    assert " 0.0%" in lines[3]
    assert lines[4] == "河湾县"
    ends = [width(line[: line.index(mark) + len(mark)]) for line, mark in zip(lines[1:4], ("得分", "98.7", "-0.1"), strict=True)]
    assert len(set(ends)) == 1


def test_json_is_exact_and_in_ids() -> None:
    answer = json.loads(composed([TABLE], "json", "en"))
    assert answer["schema"] == "fazhi-lint/table/1"
    (table,) = answer["tables"]
    assert [column["kind"] for column in table["columns"]] == ["text", "score", "percent", "number", "status", "text"]
    assert table["rows"][0] == {"unit": "青岚县", "score": 98.7, "share": 0.3333, "n": 12, "status": "absent", "how": "assigned"}
    assert table["rows"][1]["score"] == -0.1
    assert set(table["rows"][2].values()) == {"河湾县", None}
    assert table["notes"] == ["1 份未计入。"]


def test_an_empty_table_is_its_title_and_notes() -> None:
    assert composed([TABLE.__class__("a", "甲", TABLE.columns, (), ("乙",))], "text", "zh").decode() == "甲\n乙\n"


def test_a_table_that_does_not_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="cells"):
        Table("a", "甲", TABLE.columns, (("一",),))
    with pytest.raises(ValueError, match="kind"):
        Table("a", "甲", (Column("a", "甲", "colour"),), ())
    assert set(FORMATS) >= {"text", "json"}
