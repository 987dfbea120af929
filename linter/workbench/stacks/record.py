"""One report of a store with everything that is kept of it, and the reports of one unit."""

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, and_, func, select

from linter.model.result import DUTIES
from linter.portfolio.nature import Nature, traits_of
from linter.portfolio.tables import dimension, dimension_title, finding, paragraph, report, result, rule, rulebook, source, unit
from linter.portfolio.views.entries import labels

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue


class Finding(NamedTuple):
    """A finding as the store has it; `message`, `quote` and `place` are None where no text was kept."""

    rule: str
    title: str
    status: str
    severity: str
    start: int | None
    end: int | None
    line: int | None
    fingerprint: str
    waiver: str | None
    message: str | None
    quote: str | None
    place: str | None


class Duty(NamedTuple):
    """A duty and what it earned, of 100 points in all; `findings` are those of its rule."""

    rule: str
    title: str
    status: str
    points: Fraction
    findings: tuple[Finding, ...]


class Part(NamedTuple):
    """A dimension with its duties; points and maximum are None for a report without a score."""

    id: str
    title: str
    points: Fraction | None
    maximum: Fraction | None
    duties: tuple[Duty, ...]


class Kept(NamedTuple):
    """A paragraph whose text was kept."""

    start: int
    end: int
    line: int
    text: str


class Record(NamedTuple):
    """A report as one rulebook judged it. `said` is what the user said of it when it was taken in, `judged` as what it was judged, by the
    user, the roster or itself; `level` is what its unit is now."""

    id: int
    unit: int | None
    name: str
    year: int | None
    level: str | None
    score: Fraction | None
    with_waivers: Fraction | None
    grade: str | None
    unscored: str
    sha256: str
    paths: tuple[str, ...]
    added: str
    stage: str
    dates: dict[str, str]
    counts: bool
    book: int
    version: str
    said: Mapping[str, Any]
    judged: Nature
    parts: tuple[Part, ...]
    others: tuple[Finding, ...]  # findings of rules that are no duties: figures, claims, form
    texts: int  # paragraphs whose text was kept


class Issue(NamedTuple):
    """A report of a unit, told in a line."""

    id: int
    year: int | None
    score: Fraction | None
    grade: str | None
    unscored: str
    counts: bool
    path: str


class Holder(NamedTuple):
    """A unit and its reports by one rulebook, the newest first."""

    id: int
    name: str
    level: str | None
    region: str
    parent: str
    must_submit: bool
    issues: tuple[Issue, ...]


def record(connection: Connection, id: int, words: "Catalogue") -> Record | None:
    """The report of this id; None where there is none."""
    query = select(report, rulebook.c.version, unit.c.name.label("unit_name"), unit.c.parent, unit.c.level.label("unit_level"))
    row = connection.execute(
        query.select_from(report.join(rulebook, rulebook.c.id == report.c.rulebook_id).outerjoin(unit, unit.c.id == report.c.unit_id)).where(report.c.id == id)
    ).one_or_none()
    if row is None:
        return None
    found = _findings(connection, row, words)
    paths = tuple(connection.execute(select(source.c.path).where(source.c.report_id == id).order_by(source.c.path)).scalars())
    texts = connection.execute(select(func.count()).select_from(paragraph).where(paragraph.c.report_id == id, paragraph.c.text.is_not(None))).scalar_one()
    parts = _parts(connection, row, found, words)
    duties = {duty.rule for part in parts for duty in part.duties}
    return Record(
        id, row.unit_id, labels(connection).of(row.unit_name, row.parent) if row.unit_id is not None else row.issuer, row.year, row.unit_level or row.level,
        _points(row.score), _points(row.score_with_waivers), row.grade, row.unscored, row.sha256, paths or (row.path,), row.added, row.stage,
        {name: value for name in ("signed", "issued", "published") if (value := getattr(row, name))}, row.counts, row.rulebook_id, row.version,
        json.loads(row.options), Nature(row.level, traits_of(row.traits)), parts, tuple(each for each in found if each.rule not in duties), texts,
    )  # fmt: skip


def kept(connection: Connection, id: int) -> list[Kept]:
    """The paragraphs of a report whose text was kept, in their order."""
    own = paragraph.c
    query = select(own.start, own.end, own.line, own.text).where(own.report_id == id, own.text.is_not(None)).order_by(own.number)
    return [Kept(*row) for row in connection.execute(query)]


def holder(connection: Connection, id: int, book: int) -> Holder | None:
    """The unit of this id with its reports by a rulebook; None where there is none."""
    row = connection.execute(select(unit).where(unit.c.id == id)).one_or_none()
    if row is None:
        return None
    own = report.c
    query = select(own.id, own.year, own.score, own.grade, own.unscored, own.counts, own.path).where(own.unit_id == id, own.rulebook_id == book)
    found = connection.execute(query.order_by(own.year.desc(), own.counts.desc(), own.added.desc(), own.id)).all()
    issues = tuple(Issue(each.id, each.year, _points(each.score), each.grade, each.unscored, each.counts, each.path) for each in found)
    return Holder(id, labels(connection).of(row.name, row.parent), row.level, row.region, row.parent, row.must_submit, issues)


def _points(tenths: int | None) -> Fraction | None:
    return None if tenths is None else Fraction(tenths, 10)


def _findings(connection: Connection, row: Any, words: "Catalogue") -> list[Finding]:
    own = finding.c
    query = (
        select(
            rule.c.name, rule.c.title_zh, rule.c.title_en, own.status, own.severity, own.start, own.end, own.line, own.fingerprint, own.waiver,
            own.message, own.quote, own.place,
        )
        .select_from(finding.join(rule, and_(rule.c.id == own.rule_id, rule.c.rulebook_id == row.rulebook_id)))
        .where(own.report_id == row.id)
        .order_by(own.number)
    )  # fmt: skip
    return [Finding(each.name, words.pick(each.title_zh, each.title_en), *tuple(each)[3:]) for each in connection.execute(query)]


def _parts(connection: Connection, row: Any, found: list[Finding], words: "Catalogue") -> tuple[Part, ...]:
    titles = connection.execute(select(dimension_title).where(dimension_title.c.rulebook_id == row.rulebook_id).order_by(dimension_title.c.number)).all()
    earned = {each.dimension: (_points(each.points), _points(each.maximum)) for each in connection.execute(select(dimension).where(dimension.c.report_id == row.id))}
    own = result.c
    query = (
        select(rule.c.name, rule.c.title_zh, rule.c.title_en, rule.c.dimension, own.status, own.points)
        .select_from(result.join(rule, and_(rule.c.id == own.rule_id, rule.c.rulebook_id == row.rulebook_id)))
        .where(own.report_id == row.id, rule.c.kind.in_(DUTIES))
        .order_by(rule.c.number)
    )
    duties: dict[str, list[Duty]] = {}
    for each in connection.execute(query):
        findings = tuple(f for f in found if f.rule == each.name)
        duties.setdefault(each.dimension, []).append(Duty(each.name, words.pick(each.title_zh, each.title_en), each.status, Fraction(each.points, row.whole), findings))
    return tuple(
        Part(title.dimension, words.pick(title.title_zh, title.title_en), *earned.get(title.dimension, (None, None)), tuple(duties[title.dimension]))
        for title in titles
        if title.dimension in duties
    )
