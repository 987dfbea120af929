"""What is written to each unit about its report of a year; put together from the views, a letter at a time."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from linter.model.letter import Copied, Late, Letter, Mend, Remark, Side
from linter.model.lexicon import Lexicon
from linter.model.rule import Rulebook
from linter.model.table import Table
from linter.portfolio.gathering import comments, named
from linter.portfolio.paragraphs import fixed_of
from linter.portfolio.precision import MEAN_ERROR
from linter.portfolio.scope import Scope
from linter.portfolio.similar.finding import Asked, copying
from linter.portfolio.tables import finding
from linter.portfolio.values import STATUSES
from linter.portfolio.views.entries import Entry, entries, labels
from linter.portfolio.views.findings import lost, of_unit
from linter.portfolio.views.heatmap import heatmap
from linter.portfolio.views.missing import missing
from linter.portfolio.views.rules import Comment
from linter.portfolio.views.standing import Peers, standing
from linter.reading import residue_words

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue

MENDS = 10  # duties that a letter asks for first
USUAL = 8  # duties that most others report
_NAME = 80  # characters of the name of a file
_TAKEN = 100  # reports whose findings are held at a time
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]')


def letters(connection: Connection, scope: Scope, words: "Catalogue", book: Rulebook) -> Iterator[Letter]:
    """The letters to the units of the scope with a report in the one year of `scope.years`, by name."""
    (year,) = scope.years
    found = sorted(entries(connection, scope, statuses=True), key=lambda entry: (entry.name, entry.parent))
    said, used = comments(connection, scope, words, book), named(connection, scope, words)
    called, peers = labels(connection), Peers(connection, scope.rulebook, year)
    before = _before(connection, scope, words)
    late = _late(missing(connection, scope, words), words)
    copied = _copied(connection, scope, book)
    files: set[str] = set()
    for first in range(0, len(found), _TAKEN):
        part = found[first : first + _TAKEN]
        held = of_unit(connection, [entry.report for entry in part])
        waived = _waived(connection, [entry.report for entry in part])
        for entry in part:
            name = called.of(entry.name, entry.parent)
            tables = {table.name: table for table in standing(connection, replace(scope, units=(entry.unit,)), words, peers)}
            own: dict[str, Any] = dict(zip((column.key for column in tables["unit"].columns), tables["unit"].rows[0], strict=True))
            yield Letter(
                _file(words("letter.file", unit=name, year=year), files), entry.name, year, str(own["level"] or ""), own["score"], _reason(entry, words), str(own["grade"] or ""),
                own["median"], own["apart"], own["position"], own["of"], own["last"], MEAN_ERROR, _statuses(entry), _sides(tables.get("dimensions"), before.get(name, {})),
                *_mends(held[entry.report], said, words), tuple(str(row[0]) for row in tables["gaps"].rows[:USUAL]), _remarks(held[entry.report], words), late.get(name, ()),
                copied.get(entry.report), waived[entry.report], used,
            )  # fmt: skip


def _reason(entry: Entry, words: "Catalogue") -> str:
    return words.term("unscored", entry.unscored) if entry.score is None else ""


def _statuses(entry: Entry) -> dict[str, int]:
    """How many duties have each status."""
    codes = Counter(entry.statuses)
    return {status: codes[number] for number, status in enumerate(STATUSES) if codes[number]}


def _before(connection: Connection, scope: Scope, words: "Catalogue") -> dict[str, dict[str, Any]]:
    """The shares of the dimensions of the year before, by unit and title."""
    (year,) = scope.years
    table = heatmap(connection, replace(scope, years=(year - 1,)), words, rows="unit")
    keys = [column.key for column in table.columns]
    at = keys.index("unit")
    shares = [number for number, column in enumerate(table.columns) if column.kind == "percent"]
    return {str(row[at]): {table.columns[number].title: row[number] for number in shares} for row in table.rows}


def _sides(table: Table | None, before: Mapping[str, Any]) -> tuple[Side, ...]:
    held: list[Any] = list(table.rows) if table else []
    return tuple(Side(title, points, maximum, share, median, before.get(title)) for title, points, maximum, share, median, *_ in held)


def _mends(rows: list[Any], said: Mapping[str, Comment], words: "Catalogue") -> tuple[tuple[Mend, ...], int]:
    """The duties that are absent, only planned or only mentioned: the gravest first, of those what gains most; and how many there are."""
    none = Comment("", "")
    found = [(row, lost(row.weight, row.points, row.whole, row.judged)) for row in rows if row.status in ("absent", "planned", "mentioned")]
    made = []
    for row, gain in found[:MENDS]:
        comment = said.get(row.rule, none)
        made.append(Mend(words.pick(row.title_zh, row.title_en), row.status, row.severity, gain or Fraction(0), row.line, comment.basis, comment.advice))
    return tuple(made), len(found)


def _remarks(rows: list[Any], words: "Catalogue") -> tuple[Remark, ...]:
    """What else was found, by kind, the commonest last: one figure that does not add up is more than twenty unbacked claims."""
    kinds: dict[str, list[Any]] = {}
    for row in rows:
        if row.status not in ("absent", "planned", "mentioned"):
            kinds.setdefault(row.kind, []).append(row)
    told = [Remark(words.term("kind", kind), len(own), tuple(sorted({row.line for row in own if row.line is not None}))) for kind, own in kinds.items()]
    return tuple(sorted(told, key=lambda remark: (remark.number, remark.kind)))


def _late(tables: list[Table], words: "Catalogue") -> dict[str, tuple[Late, ...]]:
    """Dates after their deadlines, by unit."""
    table = next(table for table in tables if table.name == "late")
    keys = [column.key for column in table.columns]
    out: dict[str, tuple[Late, ...]] = {}
    for row in table.rows:
        own = dict(zip(keys, row, strict=True))
        out[str(own["unit"])] = (*out.get(str(own["unit"]), ()), Late(str(own["late"]), str(own["date"]), str(own["deadline"]), int(own["days"])))  # type: ignore[arg-type]
    return out


def _copied(connection: Connection, scope: Scope, book: Rulebook) -> dict[int, Copied]:
    """What reports of the year share with others, by report; no file is opened for it."""
    asked = Asked(replace(scope, years=(), units=(), levels=(), regions=()), fixed_of(book.lexicon), years=frozenset(scope.years), text=False, most=0)
    found = copying(connection, asked, lambda: residue_words(Lexicon(book.lexicon)))
    return {share.holder.id: Copied(share.passages, share.letters, share.others, share.earlier) for share in found.shares if share.copied}


def _waived(connection: Connection, reports: list[int]) -> Counter[int]:
    own = finding.c
    query = select(own.report_id, func.count()).where(own.report_id.in_(reports), own.waiver.is_not(None)).group_by(own.report_id)
    return Counter({row[0]: row[1] for row in connection.execute(query)})


def _file(text: str, used: set[str]) -> str:
    """A name that every file system takes and no other letter has."""
    plain = _UNSAFE.sub("_", text)[:_NAME].strip(". ") or "_"
    name, number = plain, 1
    while name.casefold() in used:
        number += 1
        name = f"{plain} {number}"
    used.add(name.casefold())
    return name
