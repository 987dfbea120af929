"""The paragraphs that are compared, as columns of numbers: twenty bytes each, so that millions fit into memory; signatures are streamed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, case, func, or_, select

from linter.portfolio.paragraphs import PERMUTATIONS
from linter.portfolio.scope import Scope, within
from linter.portfolio.tables import paragraph, report, unit
from linter.portfolio.views.entries import labels

if TYPE_CHECKING:
    from numpy.typing import NDArray

_OPENING = "preamble"  # guiding ideology and 现将情况报告如下: everybody's, as in the comparison with last year's report
_FETCH = 20_000  # rows at once: some 6 MB


class Holder(NamedTuple):
    """A report of the corpus. `unit` is what its unit is called, with the one above where several bear the name. `letters` is how many letters its paragraphs have; `date` when it was signed, issued or published, '' unknown."""

    id: int
    sha256: str
    unit_id: int
    unit: str
    parent: str
    level: str
    year: int
    date: str
    path: str
    letters: int


class Corpus(NamedTuple):
    """Paragraphs by index, in the order of report and number. `owner` is the place of their report among `holders`;
    `text` the index of the first paragraph with the same words: what stands often is compared once."""

    holders: list[Holder]
    owner: "NDArray[Any]"
    number: "NDArray[Any]"
    length: "NDArray[Any]"
    text: "NDArray[Any]"
    signed: "NDArray[Any]"  # whether there is a signature


def corpus(connection: Connection, scope: Scope, least: int) -> Corpus:
    """The paragraphs of `least` letters or more of the reports of the scope that count, their openings left out."""
    import numpy

    holders = _holders(connection, scope)
    places = {each.id: at for at, each in enumerate(holders)}
    owner, number, length, key, signed = [], [], [], [], []
    own = paragraph.c
    query = select(own.report_id, own.number, own.length, own.exact, own.minhash.is_not(None)).where(*_chosen(scope, least))
    for rows in _streamed(connection, query):
        ids, numbers, lengths, hashes, flags = zip(*rows, strict=True)
        owner.append(numpy.array([places[id] for id in ids], dtype=numpy.int32))
        number.append(numpy.array(numbers, dtype=numpy.int32))
        length.append(numpy.array(lengths, dtype=numpy.int32))
        key.append(numpy.frombuffer(b"".join([each[:8] for each in hashes]), dtype="<u8"))
        signed.append(numpy.array(flags, dtype=bool))
    if not owner:
        none = numpy.zeros(0, dtype=numpy.int32)
        return Corpus(holders, none, none, none, none, none.astype(bool))
    _, first, back = numpy.unique(numpy.concatenate(key), return_index=True, return_inverse=True)
    text = first[back].astype(numpy.int32)
    return Corpus(holders, numpy.concatenate(owner), numpy.concatenate(number), numpy.concatenate(length), text, numpy.concatenate(signed))


def signatures(connection: Connection, scope: Scope, least: int, held: Corpus) -> Iterator[tuple[Any, Any]]:
    """(indices, signatures as rows of bytes) of the first paragraph of each text that has one, in order, some thousand at a time."""
    import numpy

    wanted = held.signed & (held.text == numpy.arange(len(held.text)))
    at = 0
    for rows in _streamed(connection, select(paragraph.c.minhash).where(*_chosen(scope, least))):
        mine = numpy.flatnonzero(wanted[at : at + len(rows)])
        if len(mine):
            kept = numpy.frombuffer(b"".join([rows[i][0] for i in mine.tolist()]), dtype=numpy.uint8).reshape(len(mine), PERMUTATIONS)
            yield mine + at, kept
        at += len(rows)


def _chosen(scope: Scope, least: int) -> tuple[ColumnElement[bool], ...]:
    reports = select(report.c.id).select_from(report.join(unit, unit.c.id == report.c.unit_id)).where(within(scope))
    own = paragraph.c
    opening = func.sum(case((own.role == _OPENING, own.length), else_=0))
    # a text without parts is all opening: that one is compared
    whole = select(own.report_id).group_by(own.report_id).having(4 * opening > 3 * func.sum(own.length))
    return own.report_id.in_(reports), own.length >= least, or_(own.role != _OPENING, own.report_id.in_(whole))


def _streamed(connection: Connection, query: Any) -> Iterator[list[Any]]:
    """The rows of a query on paragraphs in the order of the corpus."""
    result = connection.execution_options(stream_results=True, max_row_buffer=_FETCH).execute(query.order_by(paragraph.c.report_id, paragraph.c.number))
    while rows := result.fetchmany(_FETCH):
        yield [tuple(row) for row in rows]


def _holders(connection: Connection, scope: Scope) -> list[Holder]:
    own = report.c
    sums = select(paragraph.c.report_id, func.sum(paragraph.c.length).label("letters")).group_by(paragraph.c.report_id).subquery()
    rows = connection.execute(
        select(
            own.id, own.sha256, unit.c.id.label("unit_id"), unit.c.name, unit.c.parent, unit.c.level, own.year, own.signed, own.issued, own.published,
            own.path, sums.c.letters,
        )
        .select_from(report.join(unit, unit.c.id == own.unit_id).outerjoin(sums, sums.c.report_id == own.id))
        .where(within(scope))
        .order_by(own.id)
    )  # fmt: skip
    name = labels(connection)
    return [
        Holder(r.id, r.sha256, r.unit_id, name.of(r.name, r.parent), r.parent, r.level or "", r.year, r.signed or r.issued or r.published or "", r.path, r.letters or 0)
        for r in rows
    ]
