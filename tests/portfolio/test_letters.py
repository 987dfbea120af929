"""Letters to units: their figures are those of the views, nothing of a name is obeyed, the deadline is left open."""

import io
from fractions import Fraction
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from linter.model.letter import Letter
from linter.output.rounding import shown
from linter.output.survey_letter import compose
from linter.portfolio.correspondence import MENDS, letters
from linter.portfolio.naming import unit_named
from linter.portfolio.scope import Scope, rulebooks
from linter.portfolio.store import opened
from linter.portfolio.views.standing import Peers, standing
from tests.portfolio.samples import AS_OF
from tests.portfolio.surveyed import FORMULA, MARKUP, Surveyed, cells, command


def written(surveyed: Surveyed, *units: str, year: int = 2024) -> list[Letter]:
    with opened(surveyed.path, surveyed.words) as store, store.connect() as connection:
        own = tuple(unit_named(connection, name, surveyed.words) for name in units)
        return list(letters(connection, Scope(rulebooks(connection)[0].id, (year,), units=own), surveyed.words, surveyed.engine.rulebook))


@pytest.fixture(scope="module")
def all_of(surveyed: Surveyed) -> list[Letter]:
    return written(surveyed)


def text_of(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + tables)


def test_every_unit_with_a_report_gets_one_letter(all_of: list[Letter]) -> None:
    assert len(all_of) == 5 and len({letter.file for letter in all_of}) == 5
    assert {FORMULA, MARKUP} <= {letter.unit for letter in all_of}


def test_figures_are_those_of_the_view(surveyed: Surveyed, all_of: list[Letter]) -> None:
    letter = next(letter for letter in all_of if letter.unit.startswith("丹霞县"))
    with opened(surveyed.path, surveyed.words) as store, store.connect() as connection:
        book, own = rulebooks(connection)[0].id, unit_named(connection, letter.unit, surveyed.words)
        tables = {table.name: table for table in standing(connection, Scope(book, (2024,), units=(own,)), surveyed.words)}
        last = standing(connection, Scope(book, (2023,), units=(own,)), surveyed.words)
    (score,), (median,), (before,) = (cells(tables["unit"], key) for key in ("score", "median", "last"))
    assert (letter.score, letter.median, letter.last) == (score, median, before)
    assert [side.last for side in letter.sides] == cells(last[1], "share")
    text = text_of(compose(letter, AS_OF, "zh"))
    assert isinstance(score, Fraction) and isinstance(median, Fraction) and isinstance(before, Fraction)
    assert f"得分{shown(score)}分" in text and f"中位数为{shown(median)}分" in text and f"上年得分{shown(before)}分" in text
    for side in letter.sides:
        assert side.title in text and f"{shown(side.points)}/{shown(side.maximum)}" in text


def test_peers_handed_in_change_nothing(surveyed: Surveyed) -> None:
    with opened(surveyed.path, surveyed.words) as store, store.connect() as connection:
        book = rulebooks(connection)[0].id
        peers = Peers(connection, book, 2024)
        for name in ("丹霞县", "沧浪县"):
            scope = Scope(book, (2024,), units=(unit_named(connection, name, surveyed.words),))
            assert standing(connection, scope, surveyed.words, peers) == standing(connection, scope, surveyed.words)


def test_what_to_mend_first_is_grave_and_gains_most_and_says_why(all_of: list[Letter]) -> None:
    order = ("error", "warning", "info")
    for letter in all_of:
        assert len(letter.mends) == MENDS < letter.open
        assert [order.index(mend.severity) for mend in letter.mends] == sorted(order.index(mend.severity) for mend in letter.mends)
        graves = [mend.lost for mend in letter.mends if mend.severity == letter.mends[0].severity]
        assert graves == sorted(graves, reverse=True)
        assert all(mend.status in ("absent", "planned", "mentioned") and mend.advice and mend.basis for mend in letter.mends)


def test_the_deadline_and_the_sender_are_left_for_the_office(all_of: list[Letter]) -> None:
    text = text_of(compose(all_of[0], AS_OF, "zh"))
    assert "请于        年    月    日前书面反馈" in text and "（制发单位）" in text
    assert "不代表法治政府建设工作成效" in text
    for word in ("不合格", "错误", "造假"):
        assert word not in text


def test_an_unscored_report_says_why_and_compares_nothing(all_of: list[Letter]) -> None:
    bare = all_of[0]._replace(score=None, unscored="报告未能读全", apart=None, median=None, sides=(), late=())
    text = text_of(compose(bare, AS_OF, "zh"))
    assert "未评分：报告未能读全" in text and "中位数为" not in text and "各维度比较" not in text and "三、" in text


def test_a_small_difference_is_no_difference(all_of: list[Letter]) -> None:
    near = all_of[0]._replace(median=Fraction(50), score=Fraction(51), apart=Fraction(1), last=Fraction(60))
    text = text_of(compose(near, AS_OF, "zh"))
    assert "视为相当" in text and "本年下降9.0分" in text and "高出中位数" not in text


def test_names_are_words_and_files_stay_in_their_folder(surveyed: Surveyed, tmp_path: Path) -> None:
    done = command("letters", "--db", surveyed.path, "-o", str(tmp_path / "函"), "--as-of", AS_OF)
    assert done.returncode == 0 and "5 份" in done.stdout
    files = sorted((tmp_path / "函").iterdir())
    assert len(files) == 5 and [path.name for path in tmp_path.iterdir()] == ["函"]
    for file in files:
        assert not set(file.name) & set('\\/:*?"<>|') and not file.name.startswith(".")
        with ZipFile(file) as package:
            body = package.read("word/document.xml").decode()
        assert "<script" not in body and "w:instrText" not in body and "hyperlink" not in body.lower().replace("=hyperlink(", "")
    assert any(MARKUP in text_of(file.read_bytes()) for file in files)


def test_one_unit_alone_and_the_same_bytes(surveyed: Surveyed, all_of: list[Letter]) -> None:
    (one,) = written(surveyed, "丹霞县")
    assert one in all_of
    assert compose(one, AS_OF, "zh") == compose(one, AS_OF, "zh")
    assert "Feedback" in text_of(compose(one, AS_OF, "en"))
    (first,) = written(surveyed, "丹霞县", year=2023)
    assert first.last is None and "未见本单位上年可比的得分" in text_of(compose(first, AS_OF, "zh"))
