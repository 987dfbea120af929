"""A table on a sheet of a workbook: title, note, head, rows; words never become formulas or links, and it prints as an office would have it."""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from linter.output.lettering import legible

ROWS = 1_048_576  # that a sheet can hold
CELL = 32_767  # UTF-16 units that a cell can hold
TOP = 3  # rows above the data: title, note, head
_FONT = "宋体"
# fills of cells whose word says the same: colour is never alone
FILLS = {"error": "#F8CBAD", "warning": "#FFE699", "info": "#E2EFDA"} | {
    "evidenced": "#C6E0B4", "mentioned": "#FFE699", "planned": "#D9D2E9", "absent": "#F8CBAD", "review": "#BDD7EE", "not-applicable": "#EDEDED",
}  # fmt: skip


class Column(NamedTuple):
    """`width` in characters; `kind` is text | number | points (one decimal) | exact (two) | change (with its sign) | percent | entry (left for the office)."""

    head: str
    width: float
    kind: str = "text"


class Mark(NamedTuple):
    """Words of a cell with the key of its fill (FILLS)."""

    text: str
    fill: str


class Rich(NamedTuple):
    """Words of a cell of which some stand out: (whether, words)."""

    pieces: tuple[tuple[bool, str], ...]


Value = str | int | float | Mark | Rich | None
Formats = dict[str, Any]  # how a cell looks, by its kind


def workbook(title: str, author: str, day: str, fill: Callable[[Any, Formats], None], *, missing: str) -> bytes:
    """The .xlsx that `fill` writes into, dated `day` (ISO); the same rows give the same bytes. UsageFailure with the words `missing` where xlsxwriter is not installed."""
    try:
        import xlsxwriter
    except ImportError:
        from linter.model.failure import UsageFailure

        raise UsageFailure(missing) from None
    out = io.BytesIO()
    # in memory: a draft leaves no temporary file behind
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": legible(title), "author": author, "created": datetime.fromisoformat(day)})
    fill(book, _formats(book))
    book.close()
    return out.getvalue()


def lay(
    book: Any, formats: Formats, name: str, title: str, note: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, frozen: int = 0, printed: int = 0, across: int = 0
) -> list[Any]:
    """Puts a table on a sheet `name`, on further ones `name (2)`, … where a sheet is full; gives the sheets.

    `frozen` columns stay when one scrolls; the first `printed` ones are printed, all where it is 0; title and note stand over the first `across`
    ones, over what is printed where it is 0.
    """
    room = ROWS - TOP
    held = [list(row) for row in rows]
    parts = [held[at : at + room] for at in range(0, len(held), room)] or [[]]
    sheets = []
    for number, part in enumerate(parts, 1):
        sheet = book.add_worksheet(name if number == 1 else f"{name} ({number})")
        _page(sheet, columns, len(part), frozen, printed or len(columns))
        # over what is printed: what stands beyond it is for programs
        shown = columns[: across or printed or len(columns)]
        for line, (text, key) in enumerate(((title, "title"), (note, "note"))):
            sheet.merge_range(line, 0, line, len(shown) - 1, "", formats[key])
            sheet.write_string(line, 0, cell(text), formats[key])
        wide = sum(column.width for column in shown)
        sheet.set_row(0, 30)
        sheet.set_row(1, 15 * max(1, -(-_width(note) // int(wide))) + 3)
        for at, column in enumerate(columns):
            sheet.write_string(TOP - 1, at, cell(column.head), formats["head"])
        for line, values in enumerate(part, TOP):
            for at, (value, column) in enumerate(zip(values, columns, strict=True)):
                write(sheet, line, at, value, column.kind, formats)
        sheets.append(sheet)
    return sheets


def write(sheet: Any, line: int, at: int, value: Value, kind: str, formats: Formats) -> None:
    """One cell: words as words, whatever they begin with; numbers as numbers; None as an empty cell to fill in."""
    if value is None or value == "":
        sheet.write_blank(line, at, None, formats["entry" if kind == "entry" else "text"])
    elif isinstance(value, Mark):
        sheet.write_string(line, at, cell(value.text), formats.get(value.fill, formats["text"]))
    elif isinstance(value, Rich):
        _rich(sheet, line, at, value, formats)
    elif isinstance(value, str):
        sheet.write_string(line, at, cell(value), formats["text"])
    else:
        sheet.write_number(line, at, value, formats[kind])


def _rich(sheet: Any, line: int, at: int, value: Rich, formats: Formats) -> None:
    """One cell with words that stand out; without them where it is too long or of one piece."""
    pieces = [(out, "\n".join(map(legible, text.split("\n")))) for out, text in value.pieces if text]
    whole = "".join(text for _, text in pieces)
    if len(pieces) < 2 or cell(whole) != whole:
        sheet.write_string(line, at, cell(whole), formats["text"])
        return
    parts = [part for out, text in pieces for part in (formats["standing" if out else "plain"], text)]
    sheet.write_rich_string(line, at, *parts, formats["text"])


def cell(text: str) -> str:
    """`text` as a cell can hold it: line breaks stay, what XML forbids does not, … at the end where it is too long."""
    clean = "\n".join(map(legible, text.split("\n")))
    units = clean.encode("utf-16-le")
    return clean if len(units) <= 2 * CELL else units[: 2 * (CELL - 1)].decode("utf-16-le", "ignore") + "…"


def _width(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)


def _page(sheet: Any, columns: Sequence[Column], rows: int, frozen: int, printed: int) -> None:
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
    sheet.freeze_panes(TOP, frozen)
    sheet.autofilter(TOP - 1, 0, TOP - 1 + max(rows, 1), len(columns) - 1)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.set_margins(left=0.3, right=0.3, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(TOP - 1)
    sheet.print_area(0, 0, TOP - 1 + max(rows, 1), printed - 1)
    sheet.set_footer("&L&A&R&P / &N")


def _formats(book: Any) -> Formats:
    text = {"font_name": _FONT, "font_size": 10, "border": 1, "border_color": "#808080", "text_wrap": True, "valign": "top"}
    figure = text | {"align": "right"}
    head = {"font_name": "黑体", "font_size": 10, "border": 1, "bg_color": "#D9E2F3", "text_wrap": True, "align": "center", "valign": "vcenter"}
    looks = {
        "title": {"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"},
        "note": {"font_name": _FONT, "font_size": 10, "text_wrap": True, "valign": "vcenter", "font_color": "#404040"},
        "head": head,
        "upright": head | {"rotation": 90, "font_size": 9, "valign": "bottom"},
        # not wrapped: it runs on over the empty cells beside it
        "banner": {"font_name": _FONT, "font_size": 11, "bold": True, "bg_color": "#EDEDED", "top": 1, "bottom": 1, "valign": "vcenter"},
        "entry": text | {"bg_color": "#FFFDE7"},
        "text": text,
        "plain": {"font_name": _FONT, "font_size": 10},
        "standing": {"font_name": _FONT, "font_size": 10, "bold": True, "underline": True, "font_color": "#C00000"},
        "number": figure | {"num_format": "0"},
        "points": figure | {"num_format": "0.0"},
        "exact": figure | {"num_format": "0.00"},
        "change": figure | {"num_format": "+0.0;-0.0;0.0"},
        "percent": figure | {"num_format": "0.0%"},
    }
    looks |= {key: text | {"bg_color": colour} for key, colour in FILLS.items()}
    return {key: book.add_format(look) for key, look in looks.items()}
