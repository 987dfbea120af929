"""Sheets of a workbook that somebody hands in, as rows of words: bounded, and nothing in it is run."""

import io

from linter.reading.package import Package

Row = tuple[int, list[str]]  # number in the file, from 1, and cells
_COLUMNS = 64


def sheets_of(data: bytes, rows: int) -> list[list[Row]]:
    """The first `rows` rows of each sheet of an .xlsx; a formula is the value it had last. ReadFailure for a package beyond the limits, ValueError for what is no workbook."""
    from openpyxl import load_workbook

    Package(data)  # its limits, before anything is unpacked
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return [
            [(number, _words(row)) for number, row in zip(range(1, rows + 1), sheet.iter_rows(values_only=True, max_col=_COLUMNS), strict=False)]
            for sheet in book.worksheets
        ]
    except Exception:
        # openpyxl raises whatever its parsers raise on a damaged file
        raise ValueError("no workbook") from None


def _words(row: tuple[object, ...]) -> list[str]:
    """The cells of a row up to the last that is filled: each row comes with as many as the widest may have."""
    last = max((at for at, cell in enumerate(row, 1) if cell is not None), default=0)
    return ["" if cell is None else str(cell) for cell in row[:last]]
