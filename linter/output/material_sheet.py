"""The 素材征集表 as a workbook, to be handed round, filled in and put together again."""

from typing import Any

from linter import __dist__, __version__
from linter.output.catalogue import catalogue
from linter.output.law import numeral
from linter.output.lettering import legible
from linter.output.material import Form, chapters, heading
from linter.output.worksheet import Column, Formats, Mark, Value, lay, workbook

_COLUMNS = (
    ("number", 6.0), ("dimension", 14.0), ("title", 20.0), ("severity", 6.0), ("basis", 30.0), ("need", 40.0), ("unit", 14.0), ("due", 10.0), ("held", 9.0), ("answer", 32.0), ("rule", 28.0),
)  # fmt: skip
_ENTRIES = ("unit", "due", "held", "answer")
_HELD = [key for key, _ in _COLUMNS].index("held")


def compose(form: Form, lang: str) -> bytes:
    """The .xlsx. UsageFailure where xlsxwriter is not installed."""
    words = catalogue(lang, "bulletin")
    name = heading(form, words)
    columns = [Column(words(f"material.{key}"), width, "number" if key == "number" else "entry" if key in _ENTRIES else "text") for key, width in _COLUMNS]
    rows: list[list[Value]] = []
    banners: dict[int, str] = {}  # line of the sheet → heading of a dimension
    number = 0
    for at, (dimension, duties) in enumerate(chapters(form).items(), 1):
        banners[len(rows)] = words("bulletin.part", number=numeral(at, words), title=words("bulletin.counted", title=dimension, count=len(duties)))
        rows.append([None] * len(columns))
        for row in duties:
            number += 1
            severity = Mark(words(f"severity.{row.severity}"), row.severity)
            rows.append([number, row.dimension, row.title, severity, row.basis, row.material, None, None, None, None, row.rule])

    def fill(book: Any, formats: Formats) -> None:
        note = words("material.fill.label") + words("material.fill") + words("material.fill.sheet")
        (sheet,) = lay(book, formats, words("material.sheet"), name, note, columns, rows, frozen=3, printed=len(columns) - 1)
        banner = formats["banner"]
        for line, text in banners.items():
            # not merged: a merged row would fall out of the filter
            sheet.write_string(3 + line, 0, legible(text), banner)
            for at in range(1, len(columns)):
                sheet.write_blank(3 + line, at, None, banner)
        held = [words("material.yes"), words("material.no")]
        if rows:
            sheet.data_validation(3, _HELD, 2 + len(rows), _HELD, {"validate": "list", "source": held, "error_title": words("material.held"), "error_message": words("material.held.error")})

    return workbook(name, f"{__dist__} {__version__}", f"{form.year}-12-31", fill, missing=words("bulletin.no-xlsx"))
