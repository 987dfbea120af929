"""The page over a year: readable without its script, sorted with it, asking for nothing, obeying no word of the store."""

import re
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from linter.model.survey import Survey
from linter.model.table import Column, Table, Term
from linter.output.spread import groups, steps
from linter.output.survey_page import LISTED, UNITS, compose
from linter.output.tables_cells import told
from tests.portfolio.surveyed import FORMULA, Surveyed, cells, command, gathered


class Read(HTMLParser):
    """The tables of a page as rows of words, and every tag with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._cell = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self._cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._cell = False

    def handle_data(self, data: str) -> None:
        if self._cell:
            self.tables[-1][-1][-1] += data


@pytest.fixture(scope="module")
def page(survey: Survey) -> str:
    return compose(survey, "zh")


def many(number: int) -> Survey:
    """A ranking of so many units."""
    heads = (Column("position", "位次", "number"), Column("unit", "单位"), Column("level", "层级"), Column("score", "得分", "score"))
    rows = tuple((at, f"第{at}县", "县级", Fraction(10_000 - at, 100)) for at in range(1, number + 1))
    return Survey(2024, "2025-03-01", "规则", number, (Table("rank", "排序", heads, rows),))


def test_every_figure_of_the_ranking_stands_on_the_page_as_the_view_has_it(page: str, survey: Survey, surveyed: Surveyed) -> None:
    rank = survey.table("rank")
    assert rank is not None
    shown = next(table for table in Read(page).tables if table[0][:2] == ["位次", "档"])
    columns = [at for at, column in enumerate(rank.columns) if not column.minor]
    wanted = [[told(row[at], rank.columns[at], surveyed.words) for at in columns] for row in rank.rows]
    assert [[cell.replace("\ufffd", "\u202e") for cell in row] for row in shown[1:]] == wanted and len(wanted) == 5


def test_the_drawings_show_the_figures_of_the_view(page: str, survey: Survey) -> None:
    rank = survey.table("rank")
    assert rank is not None
    columns = [str(step.number) for step in steps(cells(rank, "score")) if step.number]  # type: ignore[arg-type]
    drawing = re.findall(r'<svg class="plot".*?</svg>', page, re.S)[0]
    assert re.findall(r'font-weight="600"[^>]*>(\d+)</text>', drawing) == columns
    assert len(re.findall(r'<svg class="plot"[^>]*role="img"><title>[^<]+</title>', page)) == 4


def test_quartiles_are_those_of_a_spreadsheet() -> None:
    group = groups(many(4).tables[0], "全部")[0]
    assert (group.least, group.lower, group.median, group.upper, group.greatest) == tuple(Fraction(n, 10_000) for n in (999_600, 999_675, 999_750, 999_825, 999_900))
    assert [step.number for step in steps([Fraction(0), Fraction(99, 10), Fraction(10), Fraction(100)])] == [2, 1, 0, 0, 0, 0, 0, 0, 0, 1]


def test_levels_stand_from_the_highest_down_whoever_leads_the_ranking() -> None:
    heads = (Column("unit", "单位"), Column("level", "层级"), Column("score", "得分", "score"))
    levels = (Term("县级", "county"), Term("部门", "department"), Term("市级", "city"), None, Term("乡镇（街道）", "township"))
    rank = Table("rank", "排序", heads, tuple((f"第{at}号", level, Fraction(90 - at)) for at, level in enumerate(levels)))
    assert [group.title for group in groups(rank, "全部")] == ["全部", "市级", "县级", "乡镇（街道）", "部门"]


def test_nothing_of_a_name_is_markup_and_nothing_is_asked_for(page: str) -> None:
    read = Read(page)
    assert [tag for tag, _ in read.tags].count("script") == 1
    assert not {"img", "link", "iframe", "object", "base", "form"} & {tag for tag, _ in read.tags}
    assert not any(name.startswith("on") or name in ("src", "srcset", "ping", "action") for _, own in read.tags for name in own)
    assert all((own["href"] or "").startswith("#") for _, own in read.tags if "href" in own)
    assert "url(" not in page and "@import" not in page and "http://www" not in page
    assert any(FORMULA in row for table in read.tables for row in table)
    policy = next(own["content"] for tag, own in read.tags if tag == "meta" and "http-equiv" in own)
    assert policy is not None and policy.startswith("default-src 'none'; ") and "'unsafe-inline'" not in policy.partition("script-src")[2]


def test_colours_of_drawings_stand_in_attributes(page: str) -> None:
    for drawing in re.findall(r'<svg class="plot".*?</svg>', page, re.S):
        assert "<style" not in drawing and "style=" not in drawing
        for shape in re.findall(r"<(?:rect|text|circle)[^>]*>", drawing):
            assert re.search(r' fill="#[0-9a-f]{6}"', shape), shape


def test_many_rows_are_folded_and_too_many_are_left_to_the_workbook() -> None:
    page = compose(many(UNITS + 45), "zh")
    assert "<details>" in page and "其余 45 行" in page and page.count("<tr><td") == UNITS + 45
    page = compose(many(LISTED + 12), "zh")
    assert "另有 12 行未列出" in page and page.count("<tr><td") == LISTED
    assert "<details>" not in compose(many(20), "zh")


def test_the_same_store_gives_the_same_page_in_either_language(surveyed: Surveyed, page: str, survey: Survey) -> None:
    assert compose(gathered(surveyed), "zh") == page
    english = compose(survey, "en")
    assert '<html lang="en' in english and "Distribution of scores" in english
    for tables in ((), tuple(replace(table, rows=()) for table in survey.tables)):
        assert "得分排名" in compose(replace(survey, tables=tables), "zh") or not tables


def test_the_command_writes_the_page(surveyed: Surveyed, tmp_path: Path) -> None:
    out = tmp_path / "看板.html"
    done = command("dashboard", "--db", surveyed.path, "-o", str(out), "--as-of", "2025-03-01")
    assert (done.returncode, done.stdout) == (0, "")
    assert "5</dd>" in out.read_text("utf-8")
