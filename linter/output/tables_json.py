"""Tables as JSON: rows as objects, exact numbers as decimals (score one place, percent a share of 1 with four), words of closed sets as their ids."""

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from linter.model.copying import Marked
from linter.model.table import Cell, Table, Term
from linter.output.rounding import decimal

SCHEMA = "fazhi-lint/table/1"


def compose(tables: Sequence[Table], lang: str) -> str:
    """One object; `tables` in order, each with name, title, columns, rows and notes."""
    whole = {"schema": SCHEMA, "tables": [_table(table) for table in tables]}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _table(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "columns": [{"key": column.key, "title": column.title, "kind": column.kind} for column in table.columns],
        "rows": [{column.key: _value(cell, column.kind) for column, cell in zip(table.columns, row, strict=True)} for row in table.rows],
        "notes": list(table.notes),
    }


def _value(cell: Cell, kind: str) -> Any:
    if isinstance(cell, Term):
        return cell.id
    if isinstance(cell, Marked):
        return _passage(cell)
    if not isinstance(cell, Fraction):
        return cell
    return decimal(cell, 4 if kind == "percent" else 1)


def _passage(cell: Marked) -> dict[str, Any]:
    """A passage without its marks, and the half-open ranges of it that differ."""
    differs, at = [], 0
    for other, text in cell.pieces:
        if other:
            differs.append([at, at + len(text)])
        at += len(text)
    return {"text": "".join(text for _, text in cell.pieces), "differs": differs}
