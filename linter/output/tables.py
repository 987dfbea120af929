"""Tables of many reports in the formats they are written in: one module each, `compose(tables, lang)` → str or bytes."""

from collections.abc import Sequence
from importlib import import_module

from linter.model.table import Table

# format → module; a new one stands here and in a module of its own
FORMATS = {"text": "linter.output.tables_text", "json": "linter.output.tables_json"}
BINARY = frozenset({"xlsx"})  # only into a file


def composed(tables: Sequence[Table], format: str, lang: str) -> bytes:
    """The tables in a format of FORMATS; KeyError for any other."""
    made = import_module(FORMATS[format]).compose(tables, lang)
    return made if isinstance(made, bytes) else made.encode("utf-8", "backslashreplace")
