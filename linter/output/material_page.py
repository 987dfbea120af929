"""The 素材征集表 as a table on lying A4 sheets, to be printed, handed round and filled in."""

from linter import __dist__, __version__
from linter.output.catalogue import catalogue
from linter.output.law import numeral
from linter.output.lettering import Line, Row, paragraph, table, title
from linter.output.material import Form, chapters, heading
from linter.output.stationery import BREADTH, paper, sealed, written

_WIDTHS = (12, 37, 57, 63, 54, BREADTH - 223)  # mm: number, duty, basis, data needed, what is handed in, unit and date
_LEAST = 17  # mm of a row, so that there is room to write


def compose(form: Form, lang: str) -> bytes:
    """The .docx. UsageFailure where python-docx is not installed."""
    words = catalogue(lang, "bulletin")
    document = paper(words("page.lang"), lying=True)
    name = heading(form, words)
    rows: list[Row] = []
    number = 0
    for at, (dimension, duties) in enumerate(chapters(form).items(), 1):
        counted = words("bulletin.counted", title=dimension, count=len(duties))
        rows.append(Row((words("bulletin.part", number=numeral(at, words), title=counted),), strong=True))
        for row in duties:
            number += 1
            duty = [Line(row.title, ""), Line("", words("material.weight", severity=words(f"severity.{row.severity}")))]
            unit = [Line(words("material.unit.line"), ""), Line("", ""), Line(words("material.due.line"), "")]
            rows.append(Row((str(number), duty, row.basis, row.material, "", unit)))
    heads = [*(words(f"material.{key}") for key in ("number", "title", "basis", "need", "answer")), words("material.unit.due")]
    pieces = [title([name]), paragraph(words("material.fill"), "Note", label=words("material.fill.label"))]
    pieces.append(table(heads, rows, _WIDTHS, middle=(0,), least=_LEAST))
    pieces.append(paragraph(words("material.sign"), "Note"))
    written(document, pieces)
    # dated by the year it is for, not by today: the same form gives the same bytes
    return sealed(document, name, f"{__dist__} {__version__}", f"{form.year}-12-31")
