"""Tables of many reports in the formats they are written in: one module each, `compose(tables, lang)` → str or bytes."""

from collections.abc import Sequence
from importlib import import_module

from linter.model.table import Table

# format → module; a new one stands here and in a module of its own
FORMATS = {name: f"linter.output.tables_{name}" for name in ("text", "json", "csv", "html", "xlsx")}
BINARY = frozenset({"xlsx"})  # only into a file


def composed(tables: Sequence[Table], format: str, lang: str, *, columns: int | None = None) -> bytes:
    """The tables in a format of FORMATS; KeyError for any other. `columns` are those of a terminal, None where lines may be as long as they are."""
    module = import_module(FORMATS[format])
    made = module.compose(tables, lang, columns) if format == "text" else module.compose(tables, lang)
    return made if isinstance(made, bytes) else made.encode("utf-8", "backslashreplace")
