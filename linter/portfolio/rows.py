"""A report → the rows of a store that it makes: plain tuples, made in the process that judged it (linter.workers.Form)."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

from linter.engines import Engines, Task
from linter.model.position import Lines
from linter.model.result import Report, Run
from linter.portfolio.identity import rule_id
from linter.portfolio.nature import judged_as
from linter.portfolio.packing import packed
from linter.portfolio.paragraphs import fixed_of, paragraphs
from linter.portfolio.places import named
from linter.scoring.score import CREDIT


class Rows(NamedTuple):
    """What a store keeps of a report. The tuples have the columns of their tables in order, without `report_id`."""

    genre: str  # annual-report | other
    reason: str
    report: tuple[Any, ...]  # REPORT
    results: tuple[tuple[Any, ...], ...]
    dimensions: tuple[tuple[Any, ...], ...]
    deductions: tuple[tuple[Any, ...], ...]
    findings: tuple[tuple[Any, ...], ...]
    paragraphs: tuple[tuple[Any, ...], ...]


# the columns of `report` that Rows.report holds
REPORT = (
    "format", "issuer", "place", "named", "year", "level", "traits", "stage", "signed", "issued", "published", "characters", "weighting",
    "score", "score_with_waivers", "grade", "unscored", "whole", "statuses",
)  # fmt: skip


def maker(keep_text: bool, as_of: str, waivers: tuple[str, ...], use_waivers: bool) -> Callable[[Engines, Task, Report], tuple[Any, ...]]:
    """The function that makes the rows of a report. `waivers` are files; those in documents count too where `use_waivers`."""
    lie: list[Any] = []
    numbers: dict[str, int] = {}
    fixed: list[tuple[str, ...]] = []

    def make(engines: Engines, task: Task, report: Report) -> tuple[Any, ...]:
        if report.genre.kind != "annual-report":
            return tuple(Rows(report.genre.kind, report.genre.reason, (), (), (), (), (), ()))
        if use_waivers and (waivers or report.document.comments):
            if not lie:
                lie.append(waivers_read(waivers, engines))
            report = _waived(report, lie[0], engines, task, as_of)
        if not numbers:
            numbers.update((rule.id, number) for number, rule in enumerate(engines.rulebook.rules))
            fixed.append(fixed_of(engines.rulebook.lexicon))
        return tuple(rows_of(report, keep_text, numbers, fixed[0]))

    return make


def rows_of(report: Report, keep_text: bool, numbers: dict[str, int], fixed: tuple[str, ...]) -> Rows:
    """The rows of an annual report; what quotes it only with `keep_text`. `numbers` are the places of the rules in their rulebook,
    `fixed` the phrases that do not count in paragraphs."""
    document, profile, card = report.document, report.profile, report.score
    scored = card.obligations if card is not None else {}
    whole = sum(v.weight for v in report.verdicts if v.rule.id in scored and v.status in CREDIT and v.weight > 0) or 1
    fields = (
        document.format,
        _issuer(report),
        profile.place or "",
        named(document.view.text),
        profile.year,
        profile.level,
        judged_as(profile),
        report.stage,
        profile.signed,
        profile.issued,
        profile.published,
        document.receipt.characters,
        report.weighting,
        _tenths(card.total) if card is not None else None,
        _tenths(card.total_with_waivers) if card is not None else None,
        card.grade if card is not None else None,
        "" if card is not None else "incomplete",
        whole,
        packed([(numbers[v.rule.id], v.status) for v in report.verdicts], len(numbers)),
    )
    # obligations of one weight and status share one object: their points are reckoned once
    shared = {id(own): own.points.numerator * whole // own.points.denominator for own in {id(own): own for own in scored.values()}.values()}
    points = {rule: shared[id(own)] for rule, own in scored.items()}
    results = tuple([(rule_id(v.rule.id), v.status, points.get(v.rule.id, 0), v.weight) for v in report.verdicts])
    dimensions = () if card is None else tuple([(d.id, _tenths(d.points), _tenths(d.max), d.applicable, d.not_applicable) for d in card.dimensions])
    deductions = () if card is None else tuple(
        [(d.group, rule_id(d.rule), d.times, d.points.numerator, d.points.denominator, d.cap) for d in card.deductions]
    )  # fmt: skip
    findings = tuple(
        [
            (
                number, rule_id(f.rule), f.kind, f.status, f.severity, f.start, f.end, f.line, f.fingerprint, f.waiver,
                *((f.message, f.quote, f.place) if keep_text else (None, None, None)),
            )
            for number, f in enumerate(report.findings, 1)
        ]
    )  # fmt: skip
    lines = Lines(document.text)
    pieces = tuple(
        [
            (p.number, p.role, p.start, p.end, lines.line(p.start), p.length, p.exact, p.minhash, document.text[p.start : p.end] if keep_text else None)
            for p in paragraphs(document, report.outline, fixed)
        ]
    )
    return Rows(report.genre.kind, report.genre.reason, fields, results, dimensions, deductions, findings, pieces)


def _tenths(value: Fraction) -> int:
    """A score of the card, which is rounded to 0.1."""
    return int(value * 10)


def _issuer(report: Report) -> str:
    """Who reports: of several the government before the party committee (they report for one place), else the first."""
    issuers = report.profile.issuers
    return next((i.name for i in issuers if i.kind == "government"), issuers[0].name if issuers else "")


def waivers_read(files: tuple[str, ...], engines: Engines) -> tuple[Any, ...]:
    """The waivers of files. UsageFailure where one cannot be read."""
    from linter.agreement.effect import words_of
    from linter.agreement.naming import Names
    from linter.agreement.waivers import waivers_of

    return tuple(waivers_of(list(files), Names(engines.rulebook, words_of(engines.rulebook, engines.options.lang))))


def _waived(report: Report, waivers: tuple[Any, ...], engines: Engines, task: Task, as_of: str) -> Report:
    from linter.agreement.effect import with_waivers
    from linter.agreement.selection import Selection

    options = task.options
    run = Run((report,), (), (), as_of, {}, options.lang)
    selection = Selection(options.select, options.ignore, options.pack, frozenset())
    return with_waivers(run, waivers, engines.rulebook, lambda path: selection)[0].reports[0]


