"""Tables as CSV for a spreadsheet: UTF-8 with byte order mark, words as people read them, no cell that a spreadsheet would compute.

Of several tables each has its title above it and an empty line before the next; a single one is its head and rows. Notes are not written:
they would be rows to a program.
"""

import csv
import io
from collections.abc import Sequence

from linter.model.table import Table
from linter.output.catalogue import catalogue
from linter.output.csv import inert
from linter.output.tables_cells import RIGHT, told


def compose(tables: Sequence[Table], lang: str) -> str:
    """The tables one below the other."""
    words = catalogue(lang, "views")
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    for number, table in enumerate(tables):
        if len(tables) > 1:
            if number:
                sheet.write("\n")
            writer.writerow([inert(table.title)])
        writer.writerow([inert(column.title) for column in table.columns])
        for row in table.rows:
            cells = zip(row, table.columns, strict=True)
            writer.writerow([text if column.kind in RIGHT else inert(text) for cell, column in cells for text in [told(cell, column, words)]])
    return "\ufeff" + sheet.getvalue()
