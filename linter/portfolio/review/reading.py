"""A review sheet that comes back → its rows, told apart by their heads, whatever was moved, sorted or left out meanwhile."""

from typing import TYPE_CHECKING, NamedTuple

from linter.model.failure import ReadFailure, UsageFailure
from linter.output.catalogue import LANGUAGES, catalogue
from linter.output.glyphs import harmless
from linter.portfolio.review.conclusions import CONCLUSIONS, MACHINE
from linter.portfolio.review.sheet import heading
from linter.portfolio.spreadsheet import Row, sheets_of

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue

AGREED = "agreed"
UNKNOWN = "?"
_NEEDED = ("machine", "conclusion", "reason", "reviewer", "rule", "report", "rules")
_HEADER_ROWS = 10  # a title and remarks stand above
_ROWS = 300_000
_BYTES = 50_000_000


class Filled(NamedTuple):
    """A row. `machine` and `conclusion` are status words, UNKNOWN for anything else, '' for an empty cell; `conclusion` may be AGREED."""

    number: int  # in the file, from 1
    sha256: str
    rulebook: str
    rule: str
    machine: str
    conclusion: str
    reason: str
    reviewer: str


def read_sheet(path: str, words: "Catalogue") -> list[Filled]:
    """The rows of a review sheet that name a report. UsageFailure for a file that is none."""
    try:
        with open(path, "rb") as file:
            data = file.read(_BYTES + 1)
    except FileNotFoundError:
        raise UsageFailure(words("import.missing", path=path)) from None
    except OSError:
        raise UsageFailure(words("import.unreadable", path=path)) from None
    if len(data) > _BYTES:
        raise UsageFailure(words("import.size", path=path, limit=_BYTES))
    try:
        sheets = sheets_of(data, _ROWS)
    except ReadFailure as failure:
        if not data.startswith(b"PK"):  # no package at all, whatever it is called
            raise UsageFailure(words("import.broken", path=path)) from None
        raise UsageFailure(f"{path}：{failure.message}") from None
    except ValueError:
        raise UsageFailure(words("import.broken", path=path)) from None
    for rows in sheets:
        columns = _header(rows)
        if columns is not None:
            return [filled for number, cells in rows if number > columns[0] and (filled := _filled(number, cells, columns[1])) is not None]
    raise UsageFailure(words("import.header", path=path))


def _header(rows: list[Row]) -> tuple[int, dict[str, int]] | None:
    """(number of the row with the heads, column of each key); None where a head is not there."""
    known = {heading(key, catalogue(lang, "portfolio", "verdicts")): key for lang in LANGUAGES for key in _NEEDED}
    for number, cells in rows[:_HEADER_ROWS]:
        found: dict[str, int] = {}
        for at, cell in enumerate(cells):
            if (key := known.get(cell.strip())) is not None:
                found.setdefault(key, at)
        if len(found) == len(_NEEDED):
            return number, found
    return None


def _filled(number: int, cells: list[str], columns: dict[str, int]) -> Filled | None:
    own = {key: " ".join(harmless(cells[at]).split()) if at < len(cells) else "" for key, at in columns.items()}
    if not own["report"] and not own["conclusion"]:
        return None
    agreed = {catalogue(lang, "portfolio", "verdicts")("agree"): AGREED for lang in LANGUAGES}
    return Filled(
        number, own["report"].lower(), own["rules"], own["rule"], _word(own["machine"], MACHINE), agreed.get(own["conclusion"]) or _word(own["conclusion"], CONCLUSIONS),
        own["reason"], own["reviewer"],
    )  # fmt: skip


def _word(cell: str, known: tuple[str, ...]) -> str:
    """The status that a cell names, in any language or as its id."""
    if not cell or cell in known:
        return cell
    return next((word for lang in LANGUAGES for word in known if catalogue(lang).term("status", word) == cell), UNKNOWN)
