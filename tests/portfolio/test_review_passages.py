"""The words of a report on a review sheet: from its file while it is the same, else only what the store kept."""

import os
import re
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import Engine

from linter.engine import Options
from linter.model.rule import Rulebook
from linter.portfolio.review import passages
from linter.portfolio.review.passages import Spot
from linter.portfolio.review.selection import Choice, Row
from linter.portfolio.review.sheet import compose
from tests.portfolio.conftest import Add
from tests.portfolio.reviewing import WORDS, agreeing, chosen, fill, imported, scope_of
from tests.portfolio.samples import AS_OF, Given, text, written


def spots(store: Engine, rows: list[Row], book: Rulebook) -> dict[tuple[int, int], Spot]:
    with store.connect() as connection:
        return passages.read_again(connection, rows, book)


def words_of(path: Path) -> str:
    """Every text in a workbook, unpacked."""
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("options", [None, Options(level="township", year=2024, assume_report=True)])
def test_a_file_that_is_still_there_is_quoted(add: Add, store: Engine, tmp_path: Path, book: Rulebook, options: Options | None) -> None:
    (given,) = written(tmp_path / "来件", "青岚县")
    add(given, options=options)
    content = Path(given.path).read_text("utf-8")
    lines = content.split("\n")
    rows = [row for row in chosen(store) if row.status in ("evidenced", "mentioned", "planned")]
    found = spots(store, rows, book)
    told = {row.rule for row in rows if (row.report, row.rule_id) in found}
    assert len(told) > 10
    assert {row.rule for row in rows} - told <= {row.rule for row in rows if row.rule.startswith("structure.")}  # dates and length have no passage
    for spot in found.values():
        before, first, after = re.fullmatch(r"…?(.*?)【(.*?)…?】(.*?)…?", spot.text.split("\n")[0]).groups()  # type: ignore[union-attr]
        assert spot.line is not None
        assert before + first + after in lines[spot.line - 1]
        assert len(before) <= 80 >= len(after)
        assert first
        assert not spot.near
    assert any(spot.place for spot in found.values())


def test_a_passage_that_came_near_is_marked(add: Add, store: Engine, tmp_path: Path, book: Rulebook) -> None:
    path = tmp_path / "青岚县.txt"
    path.write_text(text("青岚县").replace("二、存在的不足", "（五）其他。全年无败诉案件，未开展责任追究，未开展营商环境评价。\n\n二、存在的不足"), "utf-8")
    add(Given(str(path)))
    rows = [row for row in chosen(store) if row.status == "absent" and not row.rule.startswith("structure.")]
    found = spots(store, rows, book)
    assert found
    assert all(spot.near for spot in found.values())
    assert all("（五）其他。" in spot.text for spot in found.values())
    (tmp_path / "复核.xlsx").write_bytes(compose(rows, found, scope_of(store).rulebook, AS_OF, WORDS))
    assert WORDS("sheet.near") in words_of(tmp_path / "复核.xlsx")


def test_a_file_in_an_archive_and_one_path_that_was_two_reports(add: Add, store: Engine, tmp_path: Path, book: Rulebook) -> None:
    with zipfile.ZipFile(tmp_path / "补报.zip", "w") as archive:
        archive.writestr("县/河湾县.txt", text("河湾县", number=7))
    path = tmp_path / "报告.txt"
    path.write_text(text("白石县", number=4), "utf-8")
    add(Given(str(tmp_path / "补报.zip")), Given(str(path)))
    path.write_text(text("东塘县", number=5), "utf-8")
    add(Given(str(path)))
    rows = [row for row in chosen(store) if row.status == "evidenced"]
    found = spots(store, rows, book)
    quoted = {row.unit for row in rows if (row.report, row.rule_id) in found}
    assert quoted == {"河湾县", "东塘县"}  # 白石县 is not in its file any more


def test_a_file_that_changed_or_went_is_not_quoted_and_neither_are_other_rules(add: Add, store: Engine, tmp_path: Path, book: Rulebook) -> None:
    one, other = written(tmp_path / "来件", "青岚县", "白石县")
    add(one, other)
    rows = chosen(store)
    assert spots(store, rows, book._replace(sha256="0" * 64)) == {}
    Path(one.path).write_text(Path(one.path).read_text("utf-8") + "\n补充。\n", "utf-8")
    os.unlink(other.path)
    assert spots(store, rows, book) == {}


@pytest.mark.parametrize("keep", [False, True])
def test_what_the_store_kept_is_quoted_when_the_file_is_gone(add: Add, store: Engine, tmp_path: Path, keep: bool) -> None:
    (given,) = written(tmp_path / "来件", "青岚县")
    content = Path(given.path).read_text("utf-8")
    add(given, keep_text=keep)
    os.unlink(given.path)
    rows = chosen(store, Choice(statuses=("mentioned", "planned", "absent")))
    with store.connect() as connection:
        found = passages.kept(connection, rows)
    quoted = {spot.text for spot in found.values() if spot.text}
    assert bool(quoted) is keep
    assert all(quote in content for quote in quoted)
    assert found  # the lines are known either way
    statuses = {(row.report, row.rule_id): row.status for row in rows}
    assert {statuses[key] for key in found} <= {"mentioned", "planned"}


def test_an_export_leaves_no_word_of_a_report_in_the_store(add: Add, store: Engine, tmp_path: Path, book: Rulebook) -> None:
    (given,) = written(tmp_path / "来件", "青岚县")
    add(given)
    rows = chosen(store, Choice(statuses=("evidenced",)))
    found = spots(store, rows, book)
    quote = next(each for spot in found.values() for each in re.findall("【(.{8,})】", spot.text))
    (tmp_path / "复核.xlsx").write_bytes(compose(rows, found, scope_of(store).rulebook, AS_OF, WORDS))
    assert quote in words_of(tmp_path / "复核.xlsx")
    imported(fill(tmp_path / "复核.xlsx", agreeing("张某")), store)
    assert not any(quote.encode() in path.read_bytes() for path in tmp_path.glob("store.db*"))
    assert any("张某".encode() in path.read_bytes() for path in tmp_path.glob("store.db*"))


def test_personal_numbers_are_starred(add: Add, store: Engine, tmp_path: Path, book: Rulebook) -> None:
    number = "110101199003070011"
    path = tmp_path / "青岚县.txt"
    path.write_text(text("青岚县").replace("调解成功", f"当事人身份证号{number}，调解成功"), "utf-8")
    add(Given(str(path)))
    rows = chosen(store)
    told = "".join(spot.text for spot in spots(store, rows, book).values())
    assert "当事人身份证号" in told
    assert "****" in told
    assert number not in told
