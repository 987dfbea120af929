"""The review sheet (.xlsx): what the machine concluded, locked, and beside it empty cells for what a person concludes."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from linter import __dist__, __version__
from linter.output.worksheet import Column, Formats, Mark, Value, lay, workbook
from linter.portfolio.review.conclusions import CONCLUSIONS
from linter.portfolio.review.passages import Key, Spot
from linter.portfolio.review.selection import Row

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue

# what a reviewer reads and fills in; what tells the row apart follows, beyond the printed page
_PRINTED = (
    ("unit", 16.0), ("parent", 14.0), ("level", 7.0), ("year", 6.0), ("duty", 22.0), ("place", 13.0), ("passage", 44.0), ("machine", 11.0), ("conclusion", 12.0), ("reason", 26.0),
    ("reviewer", 9.0),
)  # fmt: skip
_BEYOND = (("rule", 32.0), ("file", 36.0), ("report", 16.0), ("rules", 18.0))
_ENTRIES = ("conclusion", "reason", "reviewer")
_TOP = 3  # rows above the first (worksheet.lay)
REASON, REVIEWER = 1000, 40  # characters they may have
LARGEST = 100_000  # rows; nobody reviews more, and Excel grows slow
_FILLS = {"absent": "error", "planned": "error", "mentioned": "warning", "review": "warning"}
_ALLOWED = {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True, "select_locked_cells": True}


def heading(key: str, words: "Catalogue") -> str:
    """The head of a column of the sheet."""
    return words(f"sheet.{key}")


def compose(rows: Sequence[Row], spots: Mapping[Key, Spot], rulebook: int, as_of: str, words: "Catalogue", *, reviewer: str = "") -> bytes:
    """The .xlsx with one row a verdict, dated `as_of` (ISO); `reviewer` is written into every row. The same rows give the same bytes.

    `words` is the catalogue with the shelves `portfolio` and `verdicts`.
    """
    columns = [Column(heading(key, words), width, "entry" if key in _ENTRIES else "number" if key == "year" else "text") for key, width in (*_PRINTED, *_BEYOND)]
    cells = [_cells(row, spots.get((row.report, row.rule_id)), rulebook, words, reviewer) for row in rows]

    def fill(book: Any, formats: Formats) -> None:
        formats["entry"].set_locked(False)
        (sheet,) = lay(book, formats, words("sheet.name"), words("sheet.title"), words("sheet.note"), columns, cells, frozen=1, printed=len(_PRINTED))
        if rows:
            _guided(sheet, len(rows), words)
        sheet.protect("", _ALLOWED)

    return workbook(words("sheet.title"), f"{__dist__} {__version__}", as_of, fill, missing=words("extra.missing", name="xlsxwriter"))


def _cells(row: Row, spot: Spot | None, rulebook: int, words: "Catalogue", reviewer: str) -> list[Value]:
    place = passage = ""
    if spot is not None:
        line = words("sheet.line", line=spot.line) if spot.line is not None else ""
        place = " ".join(filter(None, (spot.place, line)))
        passage = words("sheet.near") + spot.text if spot.near else spot.text
    status = words.term("status", row.status)
    return [
        row.unit, row.parent, words.term("level", row.level) if row.level else "", row.year, words.pick(row.title_zh, row.title_en), place, passage,
        Mark(status, _FILLS.get(row.status, "")), None, None, Mark(reviewer, "entry") if reviewer else None, row.rule, row.path, row.sha256, str(rulebook),
    ]  # fmt: skip


def _guided(sheet: Any, rows: int, words: "Catalogue") -> None:
    """The list of conclusions, and how long the rest may be."""
    keys = [key for key, _ in _PRINTED]
    last = _TOP + rows - 1
    at = keys.index("conclusion")
    sheet.data_validation(
        _TOP, at, last, at,
        {
            "validate": "list", "source": [words("agree"), *(words.term("status", each) for each in CONCLUSIONS)], "error_title": words("sheet.conclusion"),
            "error_message": words("sheet.list"), "input_title": words("sheet.conclusion"), "input_message": words("sheet.choose"),
        },
    )  # fmt: skip
    for key, most in (("reason", REASON), ("reviewer", REVIEWER)):
        at = keys.index(key)
        sheet.data_validation(
            _TOP, at, last, at, {"validate": "length", "criteria": "<=", "value": most, "error_title": words(f"sheet.{key}"), "error_message": words("sheet.length", most=most)}
        )
