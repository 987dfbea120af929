"""Tables as a workbook, a sheet each."""

import re
from collections.abc import Sequence
from typing import Any

from linter import __dist__, __version__
from linter.model.table import Table
from linter.output.catalogue import catalogue
from linter.output.lettering import legible
from linter.output.tables_sheet import lay
from linter.output.worksheet import Formats, workbook

DAY = "2000-01-01"  # tables bear no date: the same rows give the same bytes
_NAME = 28  # characters of a sheet's name, so that ` (2)` fits


def compose(tables: Sequence[Table], lang: str) -> bytes:
    """The .xlsx. UsageFailure where xlsxwriter is not installed."""
    words = catalogue(lang, "bulletin", "views")
    names = _names(tables)

    def fill(book: Any, formats: Formats) -> None:
        for table, name in zip(tables, names, strict=True):
            lay(book, formats, name, table, words)

    title = tables[0].title if tables else __dist__
    return workbook(title, f"{__dist__} {__version__}", DAY, fill, missing=words("bulletin.no-xlsx"))


def _short(title: str) -> str:
    """As much of a title as the name of a sheet takes, cut between words where it has any."""
    if len(title) <= _NAME:
        return title
    head, blank, _ = title[: _NAME + 1].rpartition(" ")
    return (head if blank and len(head) > _NAME // 2 else title[:_NAME]).rstrip(" ,'")


def _names(tables: Sequence[Table]) -> list[str]:
    """Names of sheets: titles without what Excel forbids, short enough, none twice whatever its case."""
    out: list[str] = []
    for table in tables:
        plain = _short(re.sub(r"[\[\]:*?/\\]", " ", legible(table.title)).strip("' ")) or table.name
        name, number = plain, 1
        while name.casefold() in {known.casefold() for known in out}:
            number += 1
            name = f"{plain[: _NAME - 3]} {number}"
        out.append(name)
    return out
