"""A year of many reports as a workbook (汇总): an opening sheet with charts, then a sheet a table, to be filtered, printed and handed on."""

from typing import Any

from linter import __dist__, __version__
from linter.model.survey import Survey
from linter.output import worksheet
from linter.output.catalogue import catalogue
from linter.output.survey_charts import overview
from linter.output.tables_sheet import lay
from linter.output.worksheet import Formats

# sheets in their order: what a reader wants first stands first
SHEETS = ("rank", "gaps", "heatmap", "findings", "details", "levels", "trend", "similar", "similar-passages", "similar-reports", "missing", "late", "unscored", "waivers", "rules")
MATRIX = 2_000  # units whose statuses are laid out duty by duty; beyond it the sheet is for programs, and the store answers them better
_ALWAYS = ("rank", "missing", "similar")  # sheets that say so where there is nothing


def compose(survey: Survey, lang: str) -> bytes:
    """The .xlsx of a survey. UsageFailure where xlsxwriter is not installed."""
    words = catalogue(lang, "views", "survey")

    def fill(book: Any, formats: Formats) -> None:
        overview(book, formats, survey, words)
        for name in SHEETS:
            table = survey.table(name)
            if table is not None and (table.rows or name in _ALWAYS):
                lay(book, formats, words.term("survey.sheet", name), table, words, words("survey.none"))

    return worksheet.workbook(words("survey.title", year=survey.year), f"{__dist__} {__version__}", survey.as_of, fill, missing=words("survey.no-xlsx"))
