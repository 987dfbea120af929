"""The review round trip: out on a sheet, filled in, back in; what stands afterwards."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, select, update

from linter.engine import Options
from linter.model.failure import UsageFailure
from linter.output.catalogue import Catalogue
from linter.portfolio.merging import merge
from linter.portfolio.review.conclusions import CONCLUSIONS, overturns, settled
from linter.portfolio.review.reading import read_sheet
from linter.portfolio.review.selection import Choice, rows
from linter.portfolio.review.sheet import compose
from linter.portfolio.store import opened, writing
from linter.portfolio.tables import report, result, verdict_review
from tests.portfolio.conftest import Add
from tests.portfolio.reviewing import HEADS, WORDS, agreeing, chosen, fill, imported, records, scope_of, sheet, tables
from tests.portfolio.samples import AS_OF, dump, written

STUDY = Choice(rules=("leadership.study", "leadership.counsel"))


@pytest.fixture
def filled(add: Add, store: Engine, tmp_path: Path) -> Engine:
    """Three reports of three levels."""
    add(*written(tmp_path / "来件", "青岚县", "柳溪镇", "云泽市生态环境局"))
    return store


def test_the_sheet_locks_what_the_machine_says_and_opens_what_a_person_fills_in(filled: Engine, tmp_path: Path) -> None:
    picked = chosen(filled, STUDY)
    page: Any = load_workbook(sheet(tmp_path / "复核.xlsx", filled, picked)).active
    heads = [cell.value for cell in page[HEADS]]
    at = heads.index("机器结论")
    assert heads[at : at + 4] == ["机器结论", "复核结论", "理由", "复核人"]
    assert page.protection.sheet
    assert page.protection.autoFilter is False  # False: not forbidden
    assert {head for head, cell in zip(heads, page[HEADS + 1], strict=True) if not cell.protection.locked} == {"复核结论", "理由", "复核人"}
    assert (page.freeze_panes, page.auto_filter.ref) == ("B4", f"A3:O{3 + len(picked)}")
    (listed,) = [each for each in page.data_validations.dataValidation if each.type == "list"]
    assert listed.formula1 == '"同意,' + ",".join(WORDS(f"status.{word}") for word in CONCLUSIONS) + '"'
    assert str(listed.sqref) == f"I4:I{3 + len(picked)}"
    assert page.max_row == 3 + len(picked)
    assert [page.cell(4 + number, at + 1).value for number in range(len(picked))] == [WORDS(f"status.{row.status}") for row in picked]


def test_what_is_filled_in_comes_back(filled: Engine, tmp_path: Path) -> None:
    picked = chosen(filled, STUDY)
    wrong = next(row for row in picked if row.status == "absent")
    path = sheet(tmp_path / "复核.xlsx", filled, picked)
    own = wrong.rule.rpartition(".")[2].replace("-", "_")
    fill(path, lambda row: agreeing("张某", **{own: ("有佐证", "第二部分另有表述")})(row) if row["单位"] == wrong.unit else None)
    done = imported(path, filled, as_of="2025-03-02")
    number = sum(row.unit == wrong.unit for row in picked)
    assert (done.added, done.changed, done.same, done.empty, done.faults) == (number, 0, 0, len(picked) - number, ())
    with filled.connect() as connection:
        (kept,) = connection.execute(select(verdict_review).where(verdict_review.c.rule_id == wrong.rule_id))
    assert tuple(kept) == (wrong.report, wrong.rule_id, "张某", "absent", "evidenced", "第二部分另有表述", "2025-03-02")
    found = tables(filled)
    assert records(found["reviews"]) == [{"rows": number, "upheld": number - 1, "overturned": 1, "decided": 0, "disputed": 0, "lapsed": 0, "carried": 0}]
    (score,) = records(found["scores"])
    assert (score["unit"], score["rows"], score["overturned"]) == (wrong.unit, number, 1)
    assert score["change"] == score["after"] - score["before"] > 0
    first, *others = records(found["rules"])
    assert (first["rule"], first["rows"], first["overturned"], first["overturned-share"], first["precision"]) == (wrong.rule, 1, 1, 1, 0)
    assert {row["precision"] for row in others} == {Fraction(1)}
    (status,) = [row for row in records(found["statuses"]) if row["machine"] == "absent"]
    assert status["overturned"] == 1


def test_a_sheet_taken_twice_changes_nothing_and_another_conclusion_replaces_the_earlier(filled: Engine, tmp_path: Path) -> None:
    picked = [row for row in chosen(filled, STUDY) if row.status == "absent"]
    path = fill(sheet(tmp_path / "复核.xlsx", filled, picked), agreeing("张某"))
    imported(path, filled, as_of="2025-03-02")
    before = dump(filled)
    again = imported(path, filled, as_of="2025-03-09")
    assert (again.added, again.changed, again.same) == (0, 0, len(picked))
    assert dump(filled) == before
    fill(path, lambda row: {"复核结论": "仅提及", "理由": "有一处提及"} if row["单位"] == picked[0].unit else None)
    done = imported(path, filled, as_of="2025-03-09")
    own = sum(row.unit == picked[0].unit for row in picked)
    assert (done.added, done.changed, done.same) == (0, own, len(picked) - own)
    with filled.connect() as connection:
        days = list(connection.execute(select(verdict_review.c.reviewed_at)).scalars())
    assert sorted(days) == ["2025-03-02"] * (len(picked) - own) + ["2025-03-09"] * own


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"复核结论": "有佐证", "理由": None}, "reason"),
        ({"复核人": None}, "reviewer"),
        ({"复核结论": "差不多"}, "word"),
        ({"复核结论": "需人工复核"}, "word"),
        ({"复核结论": None, "理由": "待议"}, "conclusion"),
        ({"机器结论": "有佐证"}, "machine"),
        ({"机器结论": None}, "machine"),
        ({"报告编号": "0" * 64}, "report"),
        ({"报告编号": None}, "report"),
        ({"规则版本": "12"}, "rules"),
        ({"规则版本": "９" * 400}, "rules"),
        ({"规则编号": "leadership.nothing"}, "rule"),
        ({"理由": "长" * 2000}, "length"),
        ({"复核人": "名" * 41}, "length"),
    ],
)
def test_a_row_that_does_not_hold_is_told_with_its_number_and_keeps_all_out(filled: Engine, tmp_path: Path, change: dict[str, Any], fault: str) -> None:
    picked = [row for row in chosen(filled, STUDY) if row.status == "absent"]
    path = fill(sheet(tmp_path / "复核.xlsx", filled, picked), agreeing("张某"))
    book = load_workbook(path)
    page: Any = book.active
    columns = {cell.value: cell.column for cell in page[HEADS]}
    for head, value in change.items():
        page.cell(HEADS + 2, columns[head]).value = value
    book.save(path)
    empty = dump(filled)
    done = imported(path, filled)
    assert [(each.number, each.what) for each in done.faults] == [(HEADS + 2, fault)]
    assert (done.written, done.added) == (False, 0)
    assert dump(filled) == empty
    done = imported(path, filled, partial=True)
    assert (done.written, done.added, len(done.faults)) == (True, len(picked) - 1, 1)


def test_a_row_that_the_machine_left_open_needs_a_conclusion(filled: Engine, tmp_path: Path) -> None:
    (absent, *_) = [row for row in chosen(filled, STUDY) if row.status == "absent"]
    with writing(filled) as connection:  # no short report has one
        connection.execute(update(result).where(result.c.report_id == absent.report, result.c.rule_id == absent.rule_id).values(status="review"))
    picked = chosen(filled, Choice(statuses=("review",)))
    assert [row.rule for row in picked] == [absent.rule]
    path = fill(sheet(tmp_path / "复核.xlsx", filled, picked), agreeing("张某"))
    assert [each.what for each in imported(path, filled).faults] == ["undecided"]
    fill(path, lambda row: {"复核结论": "有佐证"})  # no reason: nothing is contradicted
    assert imported(path, filled).faults == ()
    (row,) = records(tables(filled)["reviews"])
    assert (row["decided"], row["overturned"], row["upheld"]) == (1, 0, 0)
    found = tables(filled)
    assert "rules" not in found  # says nothing of precision
    # the score of this report was another before its verdict was changed behind its back: none is made up
    (score,) = records(found["scores"])
    assert (score["before"] is None, score["after"], score["change"]) == (False, None, None)
    assert found["scores"].notes == (WORDS("scores.opaque", number=1),)


def test_one_reviewer_cannot_say_two_things(filled: Engine, tmp_path: Path) -> None:
    (row, *_) = [row for row in chosen(filled, STUDY) if row.status == "absent"]
    path = fill(sheet(tmp_path / "复核.xlsx", filled, [row, row, row]), agreeing("张某"))
    done = imported(path, filled)
    assert (done.added, done.faults) == (1, ())  # the same three times is one
    book = load_workbook(path)
    page: Any = book.active
    page.cell(6, 9).value, page.cell(6, 10).value = "仅提及", "另有表述"
    book.save(path)
    assert [(each.number, each.what, each.detail) for each in imported(path, filled).faults] == [(number, "twice", "4、5、6") for number in (4, 5, 6)]


def test_reviewers_who_disagree_are_told_and_a_majority_settles_it(filled: Engine, tmp_path: Path) -> None:
    picked = [row for row in chosen(filled, STUDY) if row.status == "absent"]
    own = picked[0].rule.rpartition(".")[2].replace("-", "_")
    only = [row for row in picked if row.rule == picked[0].rule]
    for name, others in (("张某", {}), ("李某", {own: ("有佐证", "见附表")})):
        imported(fill(sheet(tmp_path / f"{name}.xlsx", filled, picked), agreeing(name, **others)), filled)
    found = tables(filled)
    (row,) = records(found["reviews"])
    assert (row["rows"], row["upheld"], row["overturned"], row["disputed"]) == (len(picked), len(picked) - len(only), 0, len(only))
    (pair,) = records(found["agreement"])
    assert (pair["reviewer"], pair["other"], pair["rows"], pair["agreed"]) == ("张某", "李某", len(picked), len(picked) - len(only))
    assert pair["agreed-share"] == Fraction(len(picked) - len(only), len(picked))
    assert {(each["reviewer"], each["conclusion"]) for each in records(found["disputed"])} == {("张某", "absent"), ("李某", "evidenced")}
    imported(fill(sheet(tmp_path / "王某.xlsx", filled, only), agreeing("王某", **{own: ("有佐证", "见附表")})), filled)
    (row,) = records(tables(filled)["reviews"])
    assert (row["overturned"], row["disputed"]) == (len(only), 0)


def test_what_several_conclude() -> None:
    assert settled(["absent"]) == "absent"
    assert settled(["absent", "evidenced"]) is None
    assert settled(["absent", "evidenced", "absent"]) == "absent"
    assert settled(["absent", "evidenced", "mentioned"]) is None
    assert settled(["absent", "absent", "evidenced", "mentioned"]) is None
    assert [overturns("absent", "absent"), overturns("absent", "planned"), overturns("review", "absent")] == [False, True, False]


def test_reviews_survive_another_judgement_and_lapse_where_it_says_something_else(add: Add, filled: Engine, tmp_path: Path) -> None:
    picked = [row for row in chosen(filled) if row.unit == "青岚县" and row.status in ("absent", "evidenced")]
    imported(fill(sheet(tmp_path / "复核.xlsx", filled, picked), agreeing("张某")), filled)
    given = written(tmp_path / "来件", "青岚县", "柳溪镇", "云泽市生态环境局")
    add(*given, options=Options(level="township"))
    now = {row.rule: row.status for row in chosen(filled) if row.unit == "青岚县"}
    gone = {row.rule for row in picked if now.get(row.rule) != row.status}
    assert 0 < len(gone) < len(picked)
    found = tables(filled)
    (row,) = records(found["reviews"])
    assert (row["rows"], row["lapsed"], row["carried"]) == (len(picked) - len(gone), len(gone), 0)
    assert {each["rule"] for each in records(found["lapsed"])} == gone
    assert {each["now"] for each in records(found["lapsed"])} == {now[rule] for rule in gone}
    done = imported(tmp_path / "复核.xlsx", filled, partial=True)
    assert {each.what for each in done.faults} == {"machine"}
    assert (len(done.faults), done.same) == (len(gone), len(picked) - len(gone))
    add(*given)
    (row,) = records(tables(filled)["reviews"])
    assert (row["rows"], row["lapsed"]) == (len(picked), 0)


def test_reviews_are_carried_over_to_another_rulebook(add: Add, filled: Engine, tmp_path: Path) -> None:
    first = str(scope_of(filled).rulebook)
    picked = [row for row in chosen(filled) if row.unit == "青岚县" and row.status == "absent"]
    imported(fill(sheet(tmp_path / "复核.xlsx", filled, picked), agreeing("张某")), filled)
    add(*written(tmp_path / "来件", "青岚县"), options=Options(pack="core"))
    with filled.connect() as connection:
        (second,) = {str(id) for id in connection.execute(select(report.c.rulebook_id)).scalars()} - {first}
    found = tables(filled, second)
    (row,) = records(found["reviews"])
    assert row["carried"] == row["rows"] > 0
    assert row["lapsed"] == len(picked) - row["rows"] > 0  # duties that the core pack does not judge
    assert {each["now"] for each in records(found["lapsed"])} == {None}
    assert records(tables(filled, first)["reviews"])[0]["carried"] == 0
    # the same reviewer under both rulebooks is one opinion
    with filled.connect() as connection:
        own = [row for row in rows(connection, scope_of(filled, second), Choice()) if row.status == "absent"]
    path = tmp_path / "再.xlsx"
    path.write_bytes(compose(own, {}, int(second), AS_OF, WORDS))
    imported(fill(path, agreeing("张某")), filled)
    (row,) = records(tables(filled, second)["reviews"])
    assert (row["carried"], row["upheld"]) == (0, len(own))


def test_reviewers_of_several_stores_come_together(add: Add, filled: Engine, tmp_path: Path, words: Catalogue) -> None:
    picked = [row for row in chosen(filled, STUDY) if row.status == "absent"]
    with opened(str(tmp_path / "other.db"), words, make=True) as other:
        add(*written(tmp_path / "来件", "青岚县", "柳溪镇", "云泽市生态环境局"), into=other)
        imported(fill(sheet(tmp_path / "李某.xlsx", other, picked), agreeing("李某")), other)
    imported(fill(sheet(tmp_path / "张某.xlsx", filled, picked), agreeing("张某")), filled)
    assert merge(filled, [str(tmp_path / "other.db")], words).conflicts == ()
    (pair,) = records(tables(filled)["agreement"])
    assert (pair["rows"], pair["agreed"]) == (len(picked), len(picked))


def test_columns_may_be_moved_and_rows_left_out(filled: Engine, tmp_path: Path) -> None:
    picked = [row for row in chosen(filled, STUDY) if row.status == "absent"]
    path = fill(sheet(tmp_path / "复核.xlsx", filled, picked), agreeing(" 张　某 "))
    book = load_workbook(path)
    page: Any = book.active
    page.delete_rows(5)
    page.insert_cols(1)
    page.cell(HEADS, 1).value = "备注"
    page.insert_rows(1)
    book.create_sheet("说明", 0)["A1"] = "先看这里"
    book.save(path)
    filled_in = read_sheet(str(path), WORDS)
    assert [row.number for row in filled_in] == [5 + at for at in range(len(picked) - 1)]
    assert {row.reviewer for row in filled_in} == {"张 某"}
    assert imported(path, filled).added == len(picked) - 1


@pytest.mark.parametrize("data", [b"PK\x03\x04 nothing", b"unit,year\n", b""])
def test_a_file_that_is_no_workbook(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "复核.xlsx"
    path.write_bytes(data)
    with pytest.raises(UsageFailure) as refused:
        read_sheet(str(path), WORDS)
    assert str(path) in str(refused.value)


def test_a_workbook_that_is_no_review_sheet(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active["A1"] = "机器结论"
    book.save(tmp_path / "a.xlsx")
    for name, key in (("a.xlsx", "import.header"), ("无.xlsx", "import.missing")):
        with pytest.raises(UsageFailure) as refused:
            read_sheet(str(tmp_path / name), WORDS)
        assert str(refused.value) == WORDS(key, path=str(tmp_path / name))


def test_cells_that_want_more_than_to_be_read(filled: Engine, tmp_path: Path) -> None:
    (row, *_) = [row for row in chosen(filled, STUDY) if row.status == "absent"]
    evil = row._replace(unit='=HYPERLINK("http://x","a")', path="+cmd|' /C calc'!A0", title_zh="@SUM(1)")
    page: Any = load_workbook(sheet(tmp_path / "复核.xlsx", filled, [evil])).active
    assert {cell.data_type for cell in page[4] if cell.value is not None} == {"s", "n"}
    assert page["A4"].value == evil.unit
    assert page["A4"].data_type == "s"
    path = fill(tmp_path / "复核.xlsx", lambda row: {"复核结论": "有佐证", "理由": "\u202e换向\n两行", "复核人": "=1+1"})
    assert [each.what for each in imported(path, filled).faults] == ["reviewer"]  # a formula that nobody worked out says nothing
    fill(path, lambda row: {"复核人": "张某"})
    assert imported(path, filled).added == 1
    with filled.connect() as connection:
        reason = connection.execute(select(verdict_review.c.reason)).scalar_one()
    assert "\u202e" not in reason
    assert "\n" not in reason
