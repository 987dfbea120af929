"""The 素材征集表 as Markdown, CSV, JSON or a workbook. The column for the responsible unit stays empty."""

import csv
import io
import json
from collections.abc import Callable

from linter.material import Row
from linter.output.catalogue import catalogue

_COLUMNS = (
    "material.dimension",
    "material.title",
    "material.severity",
    "material.basis",
    "material.need",
    "material.unit",
    "material.rule",
)


def _header(lang: str) -> list[str]:
    words = catalogue(lang)
    return [words(key) for key in _COLUMNS]


def _cells(row: Row, lang: str) -> list[str]:
    return [row.dimension, row.title, catalogue(lang)(f"severity.{row.severity}"), row.basis, row.material, "", row.rule]


def markdown(rows: list[Row], lang: str) -> bytes:
    """A table; `|` in cells is escaped."""
    lines = ["| " + " | ".join(_header(lang)) + " |", "|" + " --- |" * len(_COLUMNS)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in _cells(row, lang)) + " |" for row in rows]
    return ("\n".join(lines) + "\n").encode()


def as_csv(rows: list[Row], lang: str) -> bytes:
    """UTF-8 with BOM, for WPS tables."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_header(lang))
    writer.writerows(_cells(row, lang) for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_json(rows: list[Row], lang: str) -> bytes:
    """One object a row."""
    return (json.dumps([row._asdict() for row in rows], ensure_ascii=False, indent=1) + "\n").encode()


def workbook(rows: list[Row], lang: str) -> bytes:
    """An .xlsx with filter, frozen header and print set-up. UsageFailure where xlsxwriter is not installed."""
    try:
        import xlsxwriter
    except ImportError:
        from linter.model.failure import UsageFailure

        raise UsageFailure(catalogue(lang)("material.no-xlsx")) from None
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(catalogue(lang)("material.sheet"))
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#E8EEF7", "text_wrap": True, "valign": "vcenter"})
    body = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    for column, (text, width) in enumerate(zip(_header(lang), (14, 24, 6, 36, 48, 14, 30), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, text, head)
    for line, row in enumerate(rows, 1):
        for column, text in enumerate(_cells(row, lang)):
            sheet.write_string(line, column, text, body)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(rows), 1), len(_COLUMNS) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return out.getvalue()


FORMATS: dict[str, Callable[[list[Row], str], bytes]] = {"markdown": markdown, "csv": as_csv, "json": as_json, "xlsx": workbook}
