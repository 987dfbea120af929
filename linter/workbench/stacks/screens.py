"""The pages of the stacks: tables and records in, HTML out. Nothing here asks the store or keeps anything."""

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from linter.model.rule import SEVERITIES
from linter.model.table import Table
from linter.output.catalogue import Catalogue, catalogue
from linter.output.rounding import shown
from linter.output.spoken import remarks
from linter.workbench.screens import templates
from linter.workbench.stacks.links import Links, report_address
from linter.workbench.stacks.query import ALL, Query
from linter.workbench.stacks.record import Finding, Holder, Kept, Record
from linter.workbench.stacks.sheet import sheet
from linter.workbench.stacks.views import VIEWS, Narrowing

_SPOKEN = ("offline", "hint")
_MARKS = ("evidenced", "mentioned", "planned", "absent", "review", "not-applicable")


class Frame(NamedTuple):
    """What every page shows around its own: language, light or dark, token, name of the store, and the query whose narrowing its links keep."""

    lang: str
    theme: str
    token: str
    store: str
    query: Query

    @property
    def words(self) -> Catalogue:
        """The words of the pages."""
        return words_of(self.lang)


def words_of(lang: str) -> Catalogue:
    """The words of the stacks and of the views they show."""
    return catalogue(lang, "desk", "portfolio", "views", "stacks")


def listing(frame: Frame, narrowing: Narrowing, tables: Sequence[Table], links: Links) -> str:
    """The page of a view: what it is narrowed by, and its tables."""
    words, query, view = frame.words, frame.query, VIEWS[frame.query.view]
    sheets = [sheet(table, table.name == view.main, query, links, words) for table in tables]
    return _page(
        frame, "listing", words("stacks.view." + query.view),
        lead=words("stacks.lead.places" if query.by.endswith("-region") else "stacks.lead." + query.view), selects=_selects(query, narrowing, words), sheets=sheets, narrowed=bool(query.find or query.level or query.region or query.part),
        legend=_MARKS if any(each.heat and any("g-" in row for row in each.cells[:1]) for each in sheets) else (),
    )  # fmt: skip


def copied(frame: Frame, narrowing: Narrowing, head: Table, shares: Table, links: Links, copies: Sequence[Any], start: int, total: int) -> str:
    """The page of copied text: `copies` (linter.workbench.stacks.copied.Copies) from the group at `start` on, of `total`; then how much of each report it is."""
    words, query = frame.words, frame.query
    page = query.page if query.table in ("", "similar") else 1
    return _page(
        frame, "copied", words("stacks.view.similar"),
        lead=words("stacks.lead.similar"), selects=_selects(query, narrowing, words), narrowed=bool(query.find or query.level or query.region), legend=(),
        sheets=[sheet(shares, False, query, links, words)], head=head, notes=remarks(head.notes), copies=copies, start=start, total=total,
        earlier=query.address(table="similar", page=page - 1) if start else "",
        later=query.address(table="similar", page=page + 1) if start + len(copies) < total else "",
    )  # fmt: skip


def empty(frame: Frame) -> str:
    """The page of a store without reports."""
    return _page(frame, "empty", frame.words("stacks.empty"))


def unit(frame: Frame, holder: Holder, year: int | None, tables: Sequence[Table], links: Links) -> str:
    """The page of a unit: its reports, and the one of `year` against the others of its level."""
    words = frame.words
    sheets = [sheet(table, False, Query(), links, words)._replace(earlier="", later="") for table in tables]
    told = [words.term("level", holder.level) if holder.level else "", holder.region, holder.parent, words("stacks.must") if holder.must_submit else ""]
    issues = [(each, report_address(each.id), f"/stacks/unit/{holder.id}" + Query(book=frame.query.book, year=str(each.year or "")).tail()) for each in holder.issues]
    return _page(frame, "unit", holder.name, holder=holder, told=[word for word in told if word], issues=issues, year=year, sheets=sheets)


def report(frame: Frame, record: Record, there: bool, unit: str, asked: str) -> str:
    """The page of a report: score, duties, findings. `there` says that its file was found; `unit` is the address of its unit, '' for none."""
    words = frame.words
    way = f"/stacks/report/{record.id}/text"
    state = "there" if there else "kept" if record.texts else "gone"
    told = [words.term("level", record.level) if record.level else "", *(words("stacks.date." + name, day=day) for name, day in record.dates.items())]
    told += [words("stacks.added", day=record.added), words("stacks.rulebook", version=record.version)]
    told += [] if record.counts or record.unit is None else [words("stacks.superseded")]
    return _page(
        frame, "report", _title(record, words), record=record, told=[word for word in told if word], unit=unit, state=state, asked=asked, way="" if state == "gone" else way,
        statuses=sorted({duty.status for part in record.parts for duty in part.duties} | {each.status for each in record.others}),
    )  # fmt: skip


def kept(frame: Frame, record: Record, paragraphs: Sequence[Kept], rule: str, print_: str) -> str:
    """The paragraphs of a report whose file is gone, with the findings in them; those asked for by rule or fingerprint stand out."""
    findings = [each for part in record.parts for duty in part.duties for each in duty.findings] + list(record.others)
    asked = [at for at, each in enumerate(findings) if (each.fingerprint == print_ if print_ else each.rule == rule)]
    lines = [(each.line, marked(each, findings)) for each in paragraphs]
    return _page(
        frame, "kept", _title(record, frame.words), record=record, lines=lines, findings=findings, asked=asked, back=report_address(record.id, rule),
        statuses=sorted({each.status for each in findings}), found=bool(asked) or not (rule or print_),
    )  # fmt: skip


def refused(frame: Frame, sentence: str) -> str:
    """The page that says why there is none."""
    return _page(frame, "refused", frame.words("stacks.title"), sentence=sentence)


def marked(paragraph: Kept, findings: Sequence[Finding]) -> list[tuple[str, tuple[int, ...]]]:
    """The text of a paragraph in stretches, each with the places of the findings that speak of it."""
    spans = [(max(each.start, paragraph.start), min(each.end, paragraph.end), at) for at, each in enumerate(findings) if each.start is not None and each.end is not None]
    spans = [(start, end, at) for start, end, at in spans if start < end]
    cuts = sorted({paragraph.start, paragraph.start + len(paragraph.text), *(cut for start, end, _ in spans for cut in (start, end))})
    return [
        (paragraph.text[left - paragraph.start : right - paragraph.start], tuple(at for start, end, at in spans if start <= left and right <= end))
        for left, right in pairwise(cuts)
    ]


def _title(record: Record, words: Catalogue) -> str:
    return words("stacks.of", name=record.name or words("unknown"), year=record.year) if record.year else record.name or words("unknown")


def _page(frame: Frame, template: str, title: str, **more: Any) -> str:
    words = frame.words
    kept = frame.query.kept()
    views = [(name, words("stacks.view." + name), kept._replace(view=name).address(), name == frame.query.view) for name in VIEWS]
    said = json.dumps({key: words("stacks.say." + key) for key in _SPOKEN}, ensure_ascii=False)
    return templates().get_template(f"stacks/{template}.html.j2").render(
        words=words, frame=frame, title=title, views=views, spoken=said, points=_points, SEVERITIES=SEVERITIES, **more
    )


def _points(value: Any) -> str:
    """A score in words, – where there is none."""
    return "–" if value is None else shown(value)


def _selects(query: Query, narrowing: Narrowing, words: Catalogue) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """The choices that narrow a view, as (name, options), an option as (value, label, chosen)."""
    view, out = VIEWS[query.view], []
    if view.years != "none":
        years = ([ALL] if view.years in ("some", "all") else []) + [str(year) for year in narrowing.years]
        years += [narrowing.year] if narrowing.year and narrowing.year not in years else []
        out.append(("year", [(year, words("stacks.years.all") if year == ALL else words("desk.year", year=year), year == narrowing.year) for year in years]))
        every = ("", words("stacks.any"), False)
        out.append(("level", [every, *((level, words.term("level", level), level == query.level) for level in narrowing.levels)]))
        if narrowing.regions:
            out.append(("region", [every, *((region, region, region in narrowing.scope.regions) for region in narrowing.regions)]))
    if view.by:
        out.append(("by", [(by, words(f"stacks.by.{by}"), by == (query.by or view.by[0])) for by in view.by]))
    if narrowing.parts:
        out.append(("part", [("", words("stacks.any"), False), *((id, title, id == query.part) for id, title in narrowing.parts)]))
    if len(narrowing.books) > 1:
        out.append(("book", [(str(id), label, id == narrowing.book) for id, label in narrowing.books]))
    return out
