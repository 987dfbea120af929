"""The opening sheet of the workbook: what the year comes to in figures, and charts that draw the cells beside them."""

from typing import Any

from linter import __dist__, __version__
from linter.model.survey import Survey
from linter.output.catalogue import Catalogue
from linter.output.rounding import decimal
from linter.output.spread import column, groups, steps
from linter.output.worksheet import Formats, cell

_COLUMNS = 8
_WIDTHS = (20, 9, 9, 9, 9, 9, 9, 9)
_GAPS = 10  # duties that the chart of gaps shows
_BAR, _ACCENT = "#1D4770", "#B26A00"
_LINES = ("#1D4770", "#B26A00", "#14785A", "#6B4FA0", "#B3261E", "#566272", "#8791A0")
_FONT = {"name": "宋体", "size": 9}
_ROOM = 17  # lines that a chart covers


class _Pen:
    """Writes down one sheet; `line` is the next free one."""

    def __init__(self, book: Any, sheet: Any, name: str, formats: Formats) -> None:
        self.book, self.sheet, self.name, self.formats = book, sheet, name, formats
        self.line = 0

    def merged(self, text: str, key: str, height: float) -> None:
        self.sheet.set_row(self.line, height)
        self.sheet.merge_range(self.line, 0, self.line, _COLUMNS - 1, "", self.formats[key])
        self.sheet.write_string(self.line, 0, cell(text), self.formats[key])
        self.line += 1

    def rows(self, heads: list[str], rows: list[list[Any]], kinds: list[str]) -> tuple[int, int]:
        """A small table; gives its first and last line."""
        for at, head in enumerate(heads):
            self.sheet.write_string(self.line, at, cell(head), self.formats["head"])
        first = self.line + 1
        for row in rows:
            self.line += 1
            for at, (value, kind) in enumerate(zip(row, kinds, strict=True)):
                if value is None:
                    self.sheet.write_blank(self.line, at, None, self.formats["text"])
                elif isinstance(value, str):
                    self.sheet.write_string(self.line, at, cell(value), self.formats["text"])
                else:
                    self.sheet.write_number(self.line, at, value, self.formats[kind])
        self.line += 1
        return first, self.line - 1

    def chart(self, kind: str, title: str, series: list[dict[str, Any]], *, axis: dict[str, Any] | None = None, legend: bool = False, height: int = 320) -> None:
        chart = self.book.add_chart({"type": kind})
        for each in series:
            chart.add_series(each)
        chart.set_title({"name": title, "name_font": {"name": "黑体", "size": 12, "bold": False}})
        chart.set_x_axis({"num_font": _FONT} | (axis or {}))
        chart.set_y_axis({"num_font": _FONT, "major_gridlines": {"visible": True, "line": {"color": "#D8DEE6"}}} | ({"reverse": True} if kind == "bar" else {}))
        chart.set_legend({"position": "bottom", "font": _FONT} if legend else {"none": True})
        chart.set_size({"width": 640, "height": height})
        self.sheet.insert_chart(self.line, 0, chart, {"x_offset": 4, "y_offset": 6, "description": title})
        self.line += _ROOM


def overview(book: Any, formats: Formats, survey: Survey, words: Catalogue) -> None:
    """Puts the sheet 概览 first into the workbook."""
    name = words("survey.sheet.overview")
    sheet = book.add_worksheet(name)
    for at, size in enumerate(_WIDTHS):
        sheet.set_column(at, at, size)
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")
    sheet.hide_gridlines(2)
    pen = _Pen(book, sheet, name, formats)
    pen.merged(words("survey.title", year=survey.year), "title", 34)
    pen.merged(words("survey.made", reports=survey.reports, rulebook=survey.rulebook, as_of=survey.as_of, name=__dist__, version=__version__), "note", 32)
    pen.merged(words("disclaimer"), "note", 32)
    _levels(pen, survey, words)
    _spread(pen, survey, words)
    _trend(pen, survey, words)
    _gaps(pen, survey, words)
    sheet.print_area(0, 0, pen.line, _COLUMNS - 1)


def _levels(pen: _Pen, survey: Survey, words: Catalogue) -> None:
    """Reports of each level: how many were expected and are there, medians and quartiles of their scores."""
    rank = survey.filled("rank")
    if rank is None:
        return
    pen.line += 1
    pen.merged(words("survey.levels"), "banner", 20)
    heads = [words(f"survey.head.{key}") for key in ("level", "reports", "least", "lower", "median", "upper", "greatest")]
    found = groups(rank, words("survey.all"))
    rows = [[g.title, g.number, *(decimal(value) for value in g[2:])] for g in found]
    pen.rows(heads, rows, ["text", "number", *["points"] * 5])
    counts = [(name, len(table.rows)) for name in ("unscored", "missing", "late") if (table := survey.table(name)) is not None]
    pen.merged(words("list.semicolon").join(words(f"survey.count.{name}", number=number) for name, number in counts) + words("survey.stop"), "note", 20)


def _spread(pen: _Pen, survey: Survey, words: Catalogue) -> None:
    rank = survey.filled("rank")
    if rank is None:
        return
    pen.line += 1
    pen.merged(words("survey.spread"), "banner", 20)
    rows = [[words("survey.step", low=step.low, high=step.high), step.number] for step in steps(column(rank, "score"))]
    first, last = pen.rows([words("survey.head.step"), words("survey.head.reports")], rows, ["text", "number"])
    series = {
        "categories": [pen.name, first, 0, last, 0], "values": [pen.name, first, 1, last, 1], "name": words("survey.head.reports"), "fill": {"color": _BAR}, "gap": 20,
        "data_labels": {"value": True, "font": _FONT, "num_format": "0;;"},
    }  # fmt: skip
    pen.chart("column", words("survey.spread"), [series])


def _trend(pen: _Pen, survey: Survey, words: Catalogue) -> None:
    """Medians of the levels by year, where there are at least two years."""
    table = survey.filled("levels")
    years = [c for c in table.columns if c.key.isdecimal()] if table else []
    if table is None or len(years) < 2:
        return
    pen.line += 1
    pen.merged(table.title, "banner", 20)
    years = years[-(_COLUMNS - 1) :]
    at = [table.columns.index(year) for year in years]
    rows = [[str(row[0]), *(decimal(row[place]) if row[place] is not None else None for place in at)] for row in table.rows]  # type: ignore[arg-type]
    first, last = pen.rows([table.columns[0].title, *(year.title for year in years)], rows, ["text", *["points"] * len(years)])
    series = [
        {
            "name": [pen.name, line, 0], "categories": [pen.name, first - 1, 1, first - 1, len(years)], "values": [pen.name, line, 1, line, len(years)],
            "line": {"color": _LINES[number % len(_LINES)], "width": 2.25, "dash_type": ("solid", "dash", "square_dot")[number % 3]},
            "marker": {"type": ("circle", "square", "diamond", "triangle")[number % 4], "size": 6},
        }
        for number, line in enumerate(range(first, last + 1))
    ]  # fmt: skip
    pen.chart("line", table.title, series, legend=True)


def _gaps(pen: _Pen, survey: Survey, words: Catalogue) -> None:
    """The duties that most reports lack."""
    table = survey.filled("gaps")
    if table is None:
        return
    pen.line += 1
    pen.merged(words("survey.gaps", number=min(_GAPS, len(table.rows))), "banner", 20)
    rows = [[title, decimal(part, 4)] for title, part in zip(column(table, "duty")[:_GAPS], column(table, "gap")[:_GAPS], strict=True)]
    first, last = pen.rows([words("survey.head.duty"), words("survey.head.gap")], rows, ["text", "percent"])
    series = {
        "categories": [pen.name, first, 0, last, 0], "values": [pen.name, first, 1, last, 1], "name": words("survey.head.gap"), "fill": {"color": _ACCENT}, "gap": 30,
        "data_labels": {"value": True, "font": _FONT, "num_format": "0%"},
    }  # fmt: skip
    pen.chart("bar", words("survey.gaps", number=len(rows)), [series], axis={"min": 0, "max": 1, "num_format": "0%"})
