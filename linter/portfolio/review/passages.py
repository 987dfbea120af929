"""Where a report speaks of a duty, in its own words, as far as they can be had: from the file it was read from, else from what the store kept of it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, select

from linter.engine import Options, Places
from linter.engines import Engines, Task
from linter.model.failure import ReadFailure
from linter.model.result import Report
from linter.model.rule import Rulebook
from linter.model.verdict import Verdict
from linter.output.excerpt import veiled
from linter.output.spot import veil
from linter.portfolio.nature import traits_of
from linter.portfolio.originals import Sought, originals
from linter.portfolio.review.selection import Row
from linter.portfolio.tables import finding, report, rulebook, source

if TYPE_CHECKING:
    from linter.model.verdict import Passage

_TOLD = 3  # passages of a verdict
_CLIP = 300  # characters of a passage
_BESIDE = 80  # characters of its line before it and behind it
_QUOTED = ("mentioned", "planned")


class Spot(NamedTuple):
    """Where a report speaks of a duty, in `text` marked by 【】 where the line around it is told. `place` are the enumerators above it (二（一）), `near` says that it is what came closest and did not count."""

    line: int | None
    place: str
    text: str
    near: bool = False


Key = tuple[int, int]  # ids of report and rule


def kept(connection: Connection, chosen: Sequence[Row]) -> dict[Key, Spot]:
    """What the store itself has: the line of what is mentioned or planned, and its words where they were kept. A finding of something absent quotes only a heading."""
    wanted = {(row.report, row.rule_id) for row in chosen if row.status in _QUOTED}
    ids = sorted({row.report for row in chosen})
    found: dict[Key, Spot] = {}
    for at in range(0, len(ids), 500):
        own = finding.c
        query = select(own.report_id, own.rule_id, own.line, own.place, own.quote, own.kind).where(own.report_id.in_(ids[at : at + 500])).order_by(own.report_id, own.number)
        rows = connection.execute(query).all()
        private = {(row.report_id, row.quote) for row in rows if row.kind == "privacy" and row.quote}
        for row in rows:
            if (row.report_id, row.rule_id) in wanted:
                quote = row.quote or ""
                for id, plain in private:
                    quote = quote.replace(plain, veiled(plain)) if id == row.report_id else quote
                found.setdefault((row.report_id, row.rule_id), Spot(row.line, row.place or "", _clipped(quote)))
    return found


def read_again(connection: Connection, chosen: Sequence[Row], book: Rulebook) -> dict[Key, Spot]:
    """What the files say, where they still lie there with the same bytes and `book` is the rulebook they were judged by; nothing of any other.

    A verdict that comes out otherwise than it stands in the store is left out.
    """
    held = defaultdict(list)
    for row in chosen:
        held[row.report].append(row)
    terms = {row.id: row for row in _judged(connection, list(held), book.sha256)}
    paths = _paths(connection, list(terms))
    engines = Engines(book)
    found: dict[Key, Spot] = {}
    for id, path, data in originals({id: Sought(own.sha256, paths[id]) for id, own in terms.items()}):
        judged = _judge(Task(path, path, data, _options(terms[id])), engines)
        if judged is not None:
            found |= {(id, rule): spot for rule, spot in _spots(judged, held[id])}
    return found


def _judged(connection: Connection, ids: Sequence[int], sha256: str) -> list["_Terms"]:
    own, by = report.c, rulebook.c
    query = select(own.id, own.sha256, own.options, own.level, own.traits, own.stage, by.pack, by.profile, by.select, by.ignore).join(rulebook, by.id == own.rulebook_id)
    out: list[_Terms] = []
    for at in range(0, len(ids), 500):
        out += [_Terms._make(row) for row in connection.execute(query.where(by.sha256 == sha256, own.id.in_(ids[at : at + 500])))]
    return out


class _Terms(NamedTuple):
    """How a report was judged."""

    id: int
    sha256: str
    options: str
    level: str | None
    traits: str
    stage: str
    pack: str
    profile: str
    select: str
    ignore: str


def _paths(connection: Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    """The paths of each report."""
    found: dict[int, list[str]] = {id: [] for id in ids}
    for at in range(0, len(ids), 500):
        query = select(source.c.path, source.c.report_id).where(source.c.report_id.in_(ids[at : at + 500])).order_by(source.c.path)
        for row in connection.execute(query):
            found[row.report_id].append(row.path)
    return found


def _options(terms: _Terms) -> Options:
    said = json.loads(terms.options)
    profile = None if terms.profile == "auto" else terms.profile
    return Options(
        terms.level, said.get("year"), terms.stage, terms.pack, tuple(terms.select.split()), tuple(terms.ignore.split()), profile, bool(said.get("assume_report")),
        traits=traits_of(terms.traits),
    )  # fmt: skip


def _judge(task: Task, engines: Engines) -> Report | None:
    """The report judged again as it was; None where it cannot be read now."""
    try:
        return engines.judged(task)
    except ReadFailure:
        return None


def _spots(judged: Report, rows: Iterable[Row]) -> Iterable[tuple[int, Spot]]:
    verdicts: Mapping[str, Verdict] = {verdict.rule.id: verdict for verdict in judged.verdicts}
    places = Places(judged.document, judged.outline)
    words = veil(judged)(judged.document.text)  # digits become stars one by one: offsets stay
    for row in rows:
        verdict = verdicts.get(row.rule)
        if verdict is None or verdict.status != row.status:
            continue
        passages: Sequence[Passage] = verdict.passages[:_TOLD] or ((verdict.nearest,) if verdict.nearest else ())
        if passages:
            first = passages[0].start
            text = "\n".join(_around(words, each.start, each.end) for each in passages)
            yield row.rule_id, Spot(places.position(first)[0], places.path(first), text, near=not verdict.passages)


def _around(text: str, start: int, end: int) -> str:
    """The passage in 【】 with what stands beside it in its line: a clause alone does not tell whether figures follow."""
    left, right = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    right = len(text) if right < 0 else right
    low, high = max(left, start - _BESIDE), min(right, end + _BESIDE)
    return f"{'…' if low > left else ''}{text[low:start]}【{_clipped(text[start:end])}】{text[end:high]}{'…' if high < right else ''}"


def _clipped(text: str) -> str:
    return text if len(text) <= _CLIP else text[: _CLIP - 1] + "…"
