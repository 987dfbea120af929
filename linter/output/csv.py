"""The ranking as CSV for a spreadsheet: one row a report, UTF-8 with byte order mark, no cell that a spreadsheet would compute."""

import csv
import io

from linter.model.result import Run
from linter.model.rule import SEVERITIES, Rulebook
from linter.output.catalogue import catalogue
from linter.output.digest import STATUSES
from linter.output.glyphs import harmless
from linter.output.presentation import Presentation
from linter.output.ranking import Ranking, Row, ranking
from linter.output.rounding import shown

# what makes Excel and WPS read a cell as a formula; in Chinese locales the full-width forms do too
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def inert(text: str) -> str:
    """`text` as one line that no spreadsheet takes for a formula: a leading ' marks it as words."""
    cell = harmless(text)
    return "'" + cell if text.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA) else cell


def compose(run: Run, options: Presentation, rulebook: Rulebook) -> str:
    """The ranking; a single report gives one row. The counts of findings are complete whatever `min_severity` is."""
    words = catalogue(options.lang)
    table = ranking(run, rulebook, words)
    heads = [words(f"column.{key}") for key in ("position", "file", "unit", "level", "year", "total", "with_waivers", "grade")]
    for title in table.dimensions.values():
        heads += [words("column.points", title=title), words("column.max", title=title)]
    heads += [words(f"status.{status}") for status in STATUSES]
    heads += [words(f"column.{severity}") for severity in SEVERITIES] + [words("column.waived"), words("column.reason")]
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(map(inert, heads))
    for row in table.rows:
        writer.writerow(map(inert, _cells(row, table)))
    return "\ufeff" + sheet.getvalue()


def _cells(row: Row, table: Ranking) -> list[str]:
    score = row.digest.report.score if row.digest else None
    cells = [str(row.position or ""), row.path, row.unit, row.level, row.year]
    cells += [shown(score.total) if score else "", shown(score.total_with_waivers) if score else "", row.grade]
    for id in table.dimensions:
        own = row.dimensions.get(id)
        cells += [shown(own.points), shown(own.max)] if own else ["", ""]
    if row.digest:
        cells += [str(row.digest.statuses[status]) for status in STATUSES]
        cells += [str(row.digest.severities[severity]) for severity in SEVERITIES] + [str(row.digest.waived)]
    else:
        cells += [""] * (len(STATUSES) + len(SEVERITIES) + 1)
    return [*cells, row.reason]
