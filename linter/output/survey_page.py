"""A year of many reports as one page (看板) that opens from a file: drawings, tables to sort, and all of it readable without the script."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from os.path import dirname, join
from typing import Any, NamedTuple

from markupsafe import Markup

from linter import __dist__, __version__
from linter.model.survey import Survey
from linter.model.table import Cell, Column, Table, Term
from linter.output.catalogue import Catalogue, catalogue
from linter.output.glyphs import COMMAND, LEADING
from linter.output.grids import SHADES, bands, shade
from linter.output.html import templates
from linter.output.spoken import remarks
from linter.output.spread import column, groups, steps
from linter.output.survey_drawing import histogram, lines, quartiles, shares
from linter.output.tables_cells import RIGHT, told

UNITS = 300  # rows of a table that are open; more are folded, and paged where the script runs
LISTED = 2_000  # rows of a table on the page; the workbook has them all
COPIES = 60  # groups of copied passages
GAPS = 15  # bars of the commonest gaps
_FIRST = {"rank": UNITS, "dimensions": 100, "trend": 100, "gaps": 30, "similar": 30, "similar-reports": 30}  # rows open at first


class Sheet(NamedTuple):
    """A table as the page shows it: heads (words, right), groups of heads, rows open at first, rows folded, how many are not shown, and those of
    its notes that the page has not told before."""

    table: Table
    heads: list[tuple[str, bool]]
    grouped: list[tuple[str, int]]
    open: list[list[dict[str, Any]]]
    folded: list[list[dict[str, Any]]]
    beyond: int
    notes: list[str]


def compose(survey: Survey, lang: str) -> str:
    """The page of a survey."""
    words = catalogue(lang, "views", "survey")
    rank, levels, gaps = survey.filled("rank"), survey.filled("levels"), survey.filled("gaps")
    spread = groups(rank, words("survey.all")) if rank else []
    held = steps(column(rank, "score")) if rank else []
    known = {words("disclaimer")}  # notes that stand on the page already
    page = (
        templates()
        .get_template("survey.html.j2")
        .render(
            words=words,
            heading=words("survey.title", year=survey.year),
            made=words("survey.made", reports=survey.reports, rulebook=survey.rulebook, as_of=survey.as_of, name=__dist__, version=__version__),
            counts=_counts(survey, words),
            histogram=histogram(held, words("survey.spread")) if rank else "",
            shades=SHADES,
            spread=spread,
            quartiles=quartiles(spread, words("survey.levels")) if rank else "",
            course=_course(levels) if levels else "",
            gaps=shares(list(zip(column(gaps, "duty")[:GAPS], column(gaps, "gap")[:GAPS], strict=True)), gaps.title) if gaps else "",
            chapters=[(key, words(f"page.{key}"), [_sheet(table, known, words) for table in own]) for key, own in _chapters(survey)],
            script=Markup(script()),
            policy=Markup("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{}'").format(Markup(b64encode(sha256(script().encode()).digest()).decode())),
            footer=f"{__dist__} {__version__}",
        )
    )
    return LEADING.sub(r"\1&#58;", COMMAND.sub("&#35;", page)) if "##" in page or "::" in page else page


@cache
def script() -> str:
    """The script of the page: sorts, filters and pages the tables that stand there."""
    with open(join(dirname(__file__), "templates", "survey.js"), encoding="utf-8") as file:
        return file.read()


def _chapters(survey: Survey) -> list[tuple[str, list[Table]]]:
    """The chapters of the page with their tables; those without any are left out."""
    plan = (
        ("ranking", ("rank", "unscored")), ("map", ("heatmap",)), ("trend", ("levels", "trend")), ("gaps", ("gaps",)), ("missing", ("missing", "late")),
        ("copies", ("similar", "similar-reports")),
    )  # fmt: skip
    return [(key, [table for name in names if (table := survey.table(name)) is not None and (table.rows or table.notes)]) for key, names in plan]


def _counts(survey: Survey, words: Catalogue) -> list[tuple[str, str]]:
    """Words and figures at the head of the page."""
    rank = survey.filled("rank")
    out = [(words("page.count.reports"), str(survey.reports))]
    if rank:
        out.append((words("page.count.median"), told(groups(rank, "")[0].median, Column("score", "", "score"), words)))
    for name in ("missing", "late", "unscored", "similar"):
        table = survey.table(name)
        if table is not None:
            out.append((words(f"page.count.{name}"), str(len(table.rows))))
    trend = survey.table("trend")
    if trend is not None and any(c.key == "direction" for c in trend.columns):
        went = [each.id for each in column(trend, "direction") if isinstance(each, Term)]
        out += [(words(f"direction.{id}"), str(went.count(id))) for id in ("rise", "fall")]
    return out


def _course(levels: Table) -> Markup:
    """Medians of levels over the years."""
    at = [number for number, each in enumerate(levels.columns) if each.key.isdecimal()]
    rows: list[Any] = list(levels.rows)
    return lines([str(row[0]) for row in rows], [levels.columns[n].title for n in at], [[row[n] for n in at] for row in rows], levels.title)


def _sheet(table: Table, known: set[str], words: Catalogue) -> Sheet:
    """Columns that are not minor; cells in the words of the other writers. Its notes are added to those `known`."""
    notes = [note for note in remarks(table.notes) if note not in known]
    known.update(notes)
    at = [number for number, each in enumerate(table.columns) if not each.minor]
    columns = [table.columns[number] for number in at]
    first = next((number for number, each in enumerate(columns) if each.key in ("unit", "duty", "region", "level")), 0)
    rows = [[_cell(row[number], table.columns[number], table.name, place == first, words) for place, number in enumerate(at)] for row in table.rows[:LISTED]]
    least = _FIRST.get(table.name, UNITS)
    heads = [(each.title, each.kind in RIGHT) for each in columns]
    return Sheet(table, heads, bands(tuple(columns)), rows[:least], rows[least:], max(0, len(table.rows) - LISTED), notes)


def _cell(cell: Cell, column: Column, name: str, head: bool, words: Catalogue) -> dict[str, Any]:
    css = ["n"] if column.kind in RIGHT else []
    if len(str(cell or "")) > 20 and column.kind == "text":
        css.append("long")
    bar, look = 0.0, ""
    if column.heat and (found := shade(cell)):
        css.append("h")
        look = found[0][1:]
    elif name == "rank" and column.key == "score" and cell is not None:
        bar = float(cell)
    elif column.kind == "status":
        css.append(f"t-{cell}")
    return {"text": told(cell, column, words), "css": " ".join(css), "head": head, "bar": bar, "look": look}
