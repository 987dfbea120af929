"""The 素材征集表 as Markdown, CSV, JSON, a workbook or a Word table. What the office has to fill in stays empty."""

import csv
import io
import json
from collections.abc import Callable
from typing import NamedTuple

from linter.material import Row
from linter.output.catalogue import Catalogue, catalogue

_COLUMNS = ("dimension", "title", "severity", "basis", "need", "unit", "rule")


class Form(NamedTuple):
    """What is collected, for reports of which level and year."""

    level: str
    year: int
    rows: list[Row]


def heading(form: Form, words: Catalogue) -> str:
    """The title of the form."""
    return words("material.heading", year=form.year, level=words(f"level.{form.level}"))


def chapters(form: Form) -> dict[str, list[Row]]:
    """The rows by dimension, in their order."""
    found: dict[str, list[Row]] = {}
    for row in form.rows:
        found.setdefault(row.dimension, []).append(row)
    return found


def _header(lang: str) -> list[str]:
    words = catalogue(lang)
    return [words(f"material.{key}") for key in _COLUMNS]


def _cells(row: Row, lang: str) -> list[str]:
    return [row.dimension, row.title, catalogue(lang)(f"severity.{row.severity}"), row.basis, row.material, "", row.rule]


def markdown(form: Form, lang: str) -> bytes:
    """A table; `|` in cells is escaped."""
    lines = ["| " + " | ".join(_header(lang)) + " |", "|" + " --- |" * len(_COLUMNS)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in _cells(row, lang)) + " |" for row in form.rows]
    return ("\n".join(lines) + "\n").encode()


def as_csv(form: Form, lang: str) -> bytes:
    """UTF-8 with BOM, for WPS tables."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_header(lang))
    writer.writerows(_cells(row, lang) for row in form.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_json(form: Form, lang: str) -> bytes:
    """One object a row."""
    return (json.dumps([row._asdict() for row in form.rows], ensure_ascii=False, indent=1) + "\n").encode()


def as_workbook(form: Form, lang: str) -> bytes:
    """An .xlsx to hand round and fill in. UsageFailure where xlsxwriter is not installed."""
    from linter.output.material_sheet import compose

    return compose(form, lang)


def as_document(form: Form, lang: str) -> bytes:
    """A .docx to print and fill in. UsageFailure where python-docx is not installed."""
    from linter.output.material_page import compose

    return compose(form, lang)


FORMATS: dict[str, Callable[[Form, str], bytes]] = {
    "markdown": markdown,
    "csv": as_csv,
    "json": as_json,
    "xlsx": as_workbook,
    "docx": as_document,
}
