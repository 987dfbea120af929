"""A letter to a unit about its report (反馈函), on the paper of an office; the deadline, the sender and the date are left for it to fill in."""

from datetime import date
from fractions import Fraction

from linter import __dist__, __version__
from linter.model.letter import Letter, Mend, Side
from linter.output.catalogue import Catalogue, catalogue
from linter.output.law import numeral
from linter.output.lettering import Line, Row, paragraph, table, title
from linter.output.rounding import shown
from linter.output.stationery import WIDTH, paper, sealed, written
from linter.output.tables_cells import signed

_STATUSES = ("evidenced", "mentioned", "planned", "absent", "review", "not-applicable")
_LINES = 12  # of a remark that are named


def compose(letter: Letter, as_of: str, lang: str) -> bytes:
    """The .docx of a letter. UsageFailure where python-docx is not installed."""
    words = catalogue(lang, "bulletin", "survey")
    document = paper(words("page.lang"))
    written(document, _pieces(letter, words, as_of))
    return sealed(document, words("letter.title.whole", unit=letter.unit, year=letter.year), f"{__dist__} {__version__}", as_of)


def _pieces(letter: Letter, words: Catalogue, as_of: str) -> list[str]:
    pieces = [title([words("letter.title.who", unit=letter.unit), words("letter.title.what", year=letter.year), words("letter.title.kind")])]
    pieces += [paragraph(words("letter.to", unit=letter.unit), "Normal"), paragraph(words("letter.opening", year=letter.year))]
    chapters = [
        ("overall", _overall(letter, words)), ("sides", _sides(letter, words)), ("mends", _mends(letter, words)), ("remarks", _remarks(letter, words)), ("reply", _reply(words)),
    ]  # fmt: skip
    number = 0
    for key, own in chapters:
        if own:
            number += 1
            pieces += [paragraph(words("bulletin.part", number=numeral(number, words), title=words(f"letter.{key}")), "Heading1"), *own]
    day = date.fromisoformat(as_of)
    when = words("bulletin.day", year=day.year, month=day.month, day=day.day)
    return [*pieces, paragraph(words("disclaimer") + words("letter.made", name=__dist__, version=__version__, rulebook=letter.rulebook, day=when), "Note")]


def _overall(letter: Letter, words: Catalogue) -> list[str]:
    """The score, how it stands, the counts of statuses, dates, copies."""
    said = [_score(letter, words)]
    counts = [words("letter.count", word=words(f"status.{status}"), number=letter.statuses[status]) for status in _STATUSES if letter.statuses.get(status)]
    said.append(words("letter.duties", number=sum(letter.statuses.get(status, 0) for status in _STATUSES), counts=words("list.comma").join(counts)))
    said += [words("letter.late", what=late.what, date=late.date, deadline=late.deadline, days=late.days) for late in letter.late]
    if copied := letter.copied:
        parts = [words(f"letter.copied.{key}", share=_percent(Fraction(number, max(1, copied.letters)))) for key, number in (("others", copied.others), ("own", copied.earlier)) if number]
        if parts:
            said.append(words("letter.copied", number=copied.passages, parts=words("list.comma").join(parts)))
    if letter.waived:
        said.append(words("letter.waived", number=letter.waived))
    return [paragraph(text) for text in said]


def _score(letter: Letter, words: Catalogue) -> str:
    if letter.score is None:
        return words("letter.unscored", reason=letter.unscored)
    text = words("letter.score", score=shown(letter.score), grade=letter.grade)
    if letter.median is not None and letter.apart is not None and letter.of and letter.of > 1:
        text += words("letter.standing", level=letter.level or words("letter.like"), of=letter.of, position=letter.position, median=shown(letter.median))
        text += words(f"letter.apart.{_way(letter.apart, letter.error)}", points=shown(abs(letter.apart)))
    if letter.last is None:
        return text + words("letter.first")
    change = letter.score - letter.last
    return text + words(f"letter.last.{_way(change, letter.error)}", last=shown(letter.last), points=shown(abs(change)))


def _way(change: Fraction, error: Fraction) -> str:
    """Below the measured error a difference is none."""
    return "same" if abs(change) < error else "more" if change > 0 else "less"


def _percent(value: Fraction | None) -> str:
    return "–" if value is None else signed(value, "percent")


def _sides(letter: Letter, words: Catalogue) -> list[str]:
    """The dimensions beside the median of the level and the unit's own last year."""
    if not letter.sides:
        return []
    heads = [words(f"letter.head.{key}") for key in ("dimension", "points", "share", "median", "apart", "last")]

    def row(side: Side) -> Row:
        apart = "–" if side.median is None else signed(Fraction(shown(100 * side.share)) - Fraction(shown(100 * side.median)), "change")  # of the figures beside it
        return Row((side.title, words("letter.of", points=shown(side.points), maximum=shown(side.maximum)), _percent(side.share), _percent(side.median), apart, _percent(side.last)))

    grid = table(heads, map(row, letter.sides), _widths(52, 26, 20, 20, 18, 20), right=range(1, 6))
    return [paragraph(words("letter.table.sides"), "Caption"), grid, paragraph(words("letter.note.sides"), "Note"), *_below(letter, words)]


def _below(letter: Letter, words: Catalogue) -> list[str]:
    """The dimensions that lie farthest below the median, in a sentence."""
    low = sorted((side for side in letter.sides if side.median is not None and side.share < side.median), key=lambda side: (side.share - (side.median or 0)) * side.maximum)[:3]
    return [paragraph(words("letter.below", titles=words("list.comma").join(side.title for side in low)))] if low else []


def _mends(letter: Letter, words: Catalogue) -> list[str]:
    """What to mend first, with what it rests on and what can be done."""
    if not letter.mends:
        return [paragraph(words("letter.mends.none"))]
    rest = words("letter.mends.rest", number=letter.open - len(letter.mends)) if letter.open > len(letter.mends) else ""
    heads = [words(f"letter.head.{key}") for key in ("number", "duty", "status", "advice", "lost")]
    rows = [Row((str(at), mend.title, _status(mend, words), _advice(mend, words), shown(mend.lost) if mend.lost else "–")) for at, mend in enumerate(letter.mends, 1)]
    pieces = [paragraph(words("letter.mends.lead", number=len(letter.mends)) + rest), paragraph(words("letter.table.mends"), "Caption")]
    pieces.append(table(heads, rows, _widths(14, 33, 22, 72, 15), right=(4,), middle=(0,)))
    pieces.append(paragraph(words("letter.note.mends"), "Note"))
    if letter.usual:
        pieces.append(paragraph(words("letter.usual", titles=words("list.comma").join(letter.usual))))
    return pieces


def _status(mend: Mend, words: Catalogue) -> str:
    place = words("letter.line", line=mend.line) if mend.line is not None and mend.status != "absent" else ""
    return words(f"status.{mend.status}") + place


def _advice(mend: Mend, words: Catalogue) -> list[Line]:
    told = [Line("", mend.advice)] if mend.advice else []
    return told + ([Line(words("letter.basis"), mend.basis)] if mend.basis else [])


def _remarks(letter: Letter, words: Catalogue) -> list[str]:
    """Figures, claims, citations and form, by kind with their lines."""
    told = []
    for remark in letter.remarks:
        lines = words("list.comma").join(str(line) for line in remark.lines[:_LINES]) + (words("letter.more") if len(remark.lines) > _LINES else "")
        where = words("letter.lines", lines=lines) if remark.lines else ""
        told.append(words("letter.remark", kind=remark.kind, number=remark.number, where=where))
    return [paragraph(words("letter.remarks.lead", remarks=words("list.semicolon").join(told)))] if told else []


def _reply(words: Catalogue) -> list[str]:
    """The deadline, and room for who writes."""
    return [paragraph(words("letter.reply.text")), paragraph("", "Normal"), *(paragraph(words(f"letter.sign.{key}"), "Signature") for key in ("who", "when"))]


def _widths(*parts: float) -> list[float]:
    """Columns of a table as broad as the text."""
    return [part * WIDTH / sum(parts) for part in parts]
