"""Tables that an office hands in, .csv or .xlsx, as rows of words: bounded, and nothing in them is run."""

import csv
import io
from collections.abc import Callable
from typing import Any

from linter.model.failure import ReadFailure
from linter.reading.package import Package

Row = tuple[int, list[str]]  # number in the file, from 1, and cells
_COLUMNS = 64


class Unfit(Exception):
    """Why there are no rows: `why` is missing | folder | unreadable | size | encoding | damaged | library; `told` what the system says of it."""

    def __init__(self, why: str, told: str = "") -> None:
        super().__init__(why)
        self.why, self.told = why, told


def handed_in(path: str, limit: int) -> bytes:
    """The bytes of a file of at most `limit` bytes. Raises Unfit."""
    try:
        with open(path, "rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise Unfit("missing") from None
    except IsADirectoryError:
        raise Unfit("folder") from None
    except OSError as error:
        raise Unfit("unreadable", error.strerror or "") from None
    if len(data) > limit:
        raise Unfit("size")
    return data


def rows_of(data: bytes, rows: int) -> list[Row]:
    """The first `rows` rows of a .csv in UTF-8 or GB18030. The separator is the comma, the semicolon or the tab, whichever the first lines
    hold most of. Raises Unfit."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Unfit("encoding")
    head = text[:2000]
    separator = max((",", "，", ";", "\t"), key=lambda mark: (head.count(mark), mark == ","))
    try:
        return [(number, cells) for number, cells in zip(range(1, rows + 1), csv.reader(io.StringIO(text, newline=""), delimiter=separator), strict=False)]
    except csv.Error:
        raise Unfit("damaged") from None


def sheets_of(data: bytes, rows: int, said: Callable[[Any], str] | None = None) -> list[list[Row]]:
    """The first `rows` rows of each sheet of an .xlsx; a formula is the value it had last. `said` makes words of a cell (openpyxl's), without
    it the value as it prints. ReadFailure for a package beyond the limits; raises Unfit."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise Unfit("library") from None
    try:
        Package(data)  # its limits, before anything is unpacked
    except ReadFailure as failure:
        if failure.kind == "truncated" or not data.startswith(b"PK"):  # a package that broke off, or none at all whatever it is called
            raise Unfit("damaged") from None
        raise
    own = said or _value
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return [
            [(number, _words(row, own)) for number, row in zip(range(1, rows + 1), sheet.iter_rows(max_col=_COLUMNS), strict=False)] for sheet in book.worksheets
        ]
    except Exception:
        # openpyxl raises whatever its parsers raise on a damaged file
        raise Unfit("damaged") from None


def _value(cell: Any) -> str:
    return "" if cell.value is None else str(cell.value)


def _words(row: tuple[Any, ...], said: Callable[[Any], str]) -> list[str]:
    """The cells of a row up to the last that is filled: each row comes with as many as the widest may have."""
    last = max((at for at, cell in enumerate(row, 1) if cell.value is not None), default=0)
    return [said(cell) for cell in row[:last]]
