"""The 素材征集表: the same rows in every format, room to fill in, a page that can be handed round."""

import csv
import io
import json
import re

import pytest
from docx import Document

from linter.material import Row
from linter.output import material
from linter.output.material import Form
from tests.output.office import W, book, elements, paragraphs, parts, tables, words_of

ROWS = [
    Row("法定内容与时限", "structure.section.plan", "下一年度主要安排", "error", "《督察工作规定》（条款待核）", "建议单列一部分。"),
    Row("法定内容与时限", "structure.date.signed", "成文日期", "warning", "《督察工作规定》第二十四条", "写明年月日。"),
    Row("行政执法", "enforcement.training", "执法人员培训", "info", "《纲要》第（十三）项", "培训期数和人数；=SUM(A1) | <b>"),
]
FORM = Form("county", 2024, ROWS)


def workbook(lang: str = "zh", form: Form = FORM) -> bytes:
    return material.FORMATS["xlsx"](form, lang)


def document(lang: str = "zh", form: Form = FORM) -> bytes:
    return material.FORMATS["docx"](form, lang)


def test_plain_formats_hold_every_row() -> None:
    assert [r["rule"] for r in json.loads(material.as_json(FORM, "zh"))] == [r.rule for r in ROWS]
    assert [r["规则编号"] for r in csv.DictReader(io.StringIO(material.as_csv(FORM, "zh").decode("utf-8-sig")))] == [r.rule for r in ROWS]
    assert "\\| <b>" in material.markdown(FORM, "zh").decode()


def test_the_word_table() -> None:
    data = document()
    assert paragraphs(data)[0] == ("Title", "2024年度法治政府建设年度报告素材征集表（县级）")
    (table,) = tables(data)
    assert table[0] == ["序号", "事项", "依据", "需要的数据及口径", "提供情况", "责任单位、时限"]
    assert [row for row in table if len(row) == 1] == [["一、法定内容与时限（2项）"], ["二、行政执法（1项）"]]
    filled = [row for row in table[1:] if len(row) > 1]
    assert [row[0] for row in filled] == ["1", "2", "3"]
    assert [(row[1].split("\n")[0], row[2], row[3]) for row in filled] == [(r.title, r.basis, r.material) for r in ROWS]
    assert {row[4] for row in filled} == {""}
    assert {row[5] for row in filled} == {"责任单位：\n\n报送时限："}, "left for the office"


def test_the_sheet_lies_and_its_head_is_repeated() -> None:
    paper = Document(io.BytesIO(document()))
    section = paper.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    rows = paper.tables[0]._tbl.tr_lst
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}trHeight") is not None for row in rows if len(row.tc_lst) == 6 and row is not rows[0]), "room to write"
    assert sum(c.width for c in paper.tables[0].columns) <= section.page_width - section.left_margin - section.right_margin + 36_000


def test_the_workbook() -> None:
    sheet = book(workbook()).active
    title, note, head, *rows = sheet.values
    assert title[0] == "2024年度法治政府建设年度报告素材征集表（县级）" and note[0].startswith("填表说明：")
    assert list(head) == ["序号", "类别", "事项", "等级", "依据", "需要的数据及口径", "责任单位", "报送时限", "是否已有", "提供情况", "规则编号"]
    assert [row[0] for row in rows] == ["一、法定内容与时限（2项）", 1, 2, "二、行政执法（1项）", 3]
    assert [(r[1], r[2], r[4], r[5], r[10]) for r in rows if isinstance(r[0], int)] == [(r.dimension, r.title, r.basis, r.material, r.rule) for r in ROWS]
    assert {r[6:10] for r in rows} == {(None, None, None, None)}
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"是,否"' and str(choice.sqref) == "I4:I8"
    assert sheet.freeze_panes == "D4" and sheet.auto_filter.ref == "A3:K8" and sheet.print_title_rows == "$3:$3"
    assert "$J$" in str(sheet.print_area), "the rule's id is not printed"


@pytest.mark.parametrize("make", [workbook, document])
def test_the_same_form_gives_the_same_bytes(make: object) -> None:
    assert callable(make) and make() == make()


@pytest.mark.parametrize("make", [workbook, document])
def test_no_rows(make: object) -> None:
    assert callable(make) and parts(make(form=Form("township", 2024, [])))


def test_words_stay_words() -> None:
    tricks = "=1+1 </w:t> \x00 \uffff ]]>"
    form = FORM._replace(rows=[row._replace(title=tricks, dimension=tricks, material=tricks) for row in ROWS])
    assert elements(document(form=form)) <= elements(document())
    assert "=1+1 </w:t>" in words_of(document(form=form))
    assert all(c.data_type in "sn" for row in book(workbook(form=form)).active.iter_rows() for c in row)


def test_english() -> None:
    plain = [row._replace(dimension="Enforcement", title="Training", basis="Outline", material="Sessions") for row in ROWS]
    text = words_of(document("en", FORM._replace(rows=plain)))
    assert text.isascii() or not re.search("[\u4e00-\u9fff]", text)
    assert book(workbook("en")).active["A1"].value == "Annual report on law-based government 2024: material to collect (county)"
