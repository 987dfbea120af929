"""The result as a formal report in Word (检查报告): general assessment, score, list of findings, legal bases, remarks."""

from datetime import date
from fractions import Fraction
from os.path import basename

from linter import __dist__, __version__
from linter.model.result import Run
from linter.model.rule import SEVERITIES, Rulebook
from linter.output import agreed
from linter.output.arithmetic import equation
from linter.output.bulletin_findings import findings_of
from linter.output.bulletin_grounds import grounds_of, remarks_of
from linter.output.catalogue import Catalogue, catalogue
from linter.output.digest import STATUSES, Digest, Entry, digest
from linter.output.finding import gain_words, rule_title
from linter.output.heading import counts, particulars, reading
from linter.output.law import numeral
from linter.output.lettering import Row, paragraph, table, title
from linter.output.notes import tallies
from linter.output.presentation import Presentation
from linter.output.ranking import ranking
from linter.output.rounding import decimal, share, shown
from linter.output.stationery import WIDTH, paper, sealed, written
from linter.output.statutory import statutory_parts

GAINS_SHOWN = 5


def compose(run: Run, options: Presentation, rulebook: Rulebook) -> bytes:
    """The .docx of a run: one report, or a summary and then each report on a page of its own.

    UsageFailure where python-docx is not installed.
    """
    words = catalogue(options.lang, "bulletin")
    document = paper(words("page.lang"))
    alone = len(run.reports) == 1 and not run.errors and not run.skipped
    pieces = [] if alone else _summary(run, options, rulebook, words)
    for number, report in enumerate(run.reports):
        pieces += _report(run, digest(run, report, rulebook, words), options, rulebook, words, new_page=bool(number) or not alone)
    written(document, pieces)
    heading = "".join(_heading(digest(run, run.reports[0], rulebook, words), words)) if alone else words("bulletin.summary")
    return sealed(document, heading, f"{__dist__} {__version__}", run.as_of)


def day(iso: str, words: Catalogue) -> str:
    """2025-03-10 as people write it: 2025年3月10日."""
    when = date.fromisoformat(iso)
    return words("bulletin.day", year=when.year, month=when.month, day=when.day)


def part(number: int, name: str, words: Catalogue) -> str:
    """A heading of the first level: 一、总体评价."""
    return paragraph(words("bulletin.part", number=numeral(number, words), title=name), "Heading1")


def _heading(each: Digest, words: Catalogue) -> tuple[str, str]:
    year = each.report.profile.year
    unit = each.unit if each.unit != words("unknown") else words("bulletin.unit.unknown")
    return words("bulletin.title.who", unit=unit, year=words("bulletin.year", year=year) if year else ""), words("bulletin.title.what")


def _report(run: Run, each: Digest, options: Presentation, rulebook: Rulebook, words: Catalogue, *, new_page: bool) -> list[str]:
    pieces = [title(_heading(each, words), new_page=new_page), paragraph(words("bulletin.subtitle", day=day(run.as_of, words)), "Subtitle")]
    pieces += [part(1, words("bulletin.overview"), words), *_overview(each, options, words)]
    pieces += [part(2, words("bulletin.score"), words), *_score(each, words)]
    pieces += [part(3, words("bulletin.findings"), words), *findings_of(each, options, rulebook, words)]
    pieces += [part(4, words("bulletin.grounds"), words), *grounds_of(run, each, options, rulebook, words)]
    pieces += [part(5, words("bulletin.remarks"), words), *remarks_of(run, each, options, words)]
    return pieces


def _overview(each: Digest, options: Presentation, words: Catalogue) -> list[str]:
    """Paragraphs that tell everything in sentences, each opening with what it is about."""
    report, score = each.report, each.report.score
    who = words("list.semicolon").join(words("bulletin.pair", name=name, value=value) for name, value in particulars(each, words))
    named = words("bulletin.named", title=report.profile.title) if report.profile.title else ""
    said = [("object", words("bulletin.object", title=named, file=basename(report.document.path), who=who)), ("reading", words("bulletin.sentence", text=reading(report.document.receipt, words)))]
    if score:
        text = words("bulletin.scored", total=shown(score.total), grade=each.grade, earned=shown(each.earned), deducted=shown(each.deducted))
        if score.total_with_waivers != score.total:
            text += words("bulletin.waived", total=shown(score.total_with_waivers))
        said.append(("total", text))
    else:
        said.append(("total", words("bulletin.unscored", reason=report.unscored or words("unknown"))))
    if parts := statutory_parts(each):
        said.append(("statutory", _statutory(parts, words)))
    duties = sum(each.statuses.values())
    said.append(("duties", words("bulletin.duties", count=duties, counts=_listed(counts(each.statuses, STATUSES, "status", words), words))))
    if lines := tallies(each, words):
        said.append(("looked", words("bulletin.sentence", text=words("list.semicolon").join(_listed(line, words) for line in lines))))
    text = words("bulletin.found", count=sum(each.severities.values()), counts=_listed(counts(each.severities, SEVERITIES, "severity", words), words))
    for key, number in (("waivers", each.waived), ("known", each.known)):
        text += words(f"bulletin.found.{key}", count=number) if number else ""
    if options.min_severity != "info":
        text += words("bulletin.found.limit", severity=words(f"severity.{options.min_severity}"))
    said.append(("found", text))
    if gains := _gains(each, words):
        said.append(("gains", words("bulletin.gains", gains=gains)))
    return [*(paragraph(text, label=words(f"bulletin.lead.{key}")) for key, text in said), paragraph(words("disclaimer"))]


def _listed(line: str, words: Catalogue) -> str:
    """A line of counts as part of a sentence."""
    return line.replace(words("list.dot"), words("list.comma"))


def _statutory(parts: list[Entry], words: Catalogue) -> str:
    groups = []
    for status in STATUSES:
        titles = [words.pick(e.verdict.rule.title_zh, e.verdict.rule.title_en) for e in parts if e.verdict.status == status]
        if titles:
            name = words("bulletin.parts.present" if status == "evidenced" else f"status.{status}")
            groups.append(words("bulletin.group", name=name, count=len(titles), titles=words("list.comma").join(titles)))
    return words("bulletin.statutory", count=len(parts), groups=words("list.semicolon").join(groups))


def _gains(each: Digest, words: Catalogue) -> str:
    score = each.report.score
    told = [(rule_title(g.rule, each, words), gain_words(g.points, words, short=True)) for g in (score.gains if score else ())[:GAINS_SHOWN]]
    return words("list.semicolon").join(words("bulletin.gain", title=title, gain=gain) for title, gain in told if gain)


def _percent(points: Fraction, whole: Fraction) -> str:
    return f"{decimal(100 * share(points, whole)):.1f}%" if whole else "–"


def _score(each: Digest, words: Catalogue) -> list[str]:
    score = each.report.score
    if score is None:
        return [paragraph(words("bulletin.unscored", reason=each.report.unscored or words("unknown")))]
    rows = [Row((words.pick(d.title_zh, d.title_en), shown(d.max), shown(d.points), _percent(d.points, d.max))) for d in score.dimensions]
    rows.append(Row((words("page.total"), "100.0", shown(each.earned), _percent(each.earned, Fraction(100))), strong=True))
    heads = [words(f"column.{key}") for key in ("dimension", "max_of", "points_of", "rate")]
    pieces = [paragraph(words("bulletin.table.dimensions"), "Caption"), table(heads, rows, _widths(72, 28, 28, 28), right=(1, 2, 3))]
    if each.groups:
        rows = []
        for group in each.groups:
            rows.append(Row((group.title, str(group.times), shown(group.points), str(group.cap)), strong=True))
            rows += [Row((rule_title(d.rule, each, words), str(d.times), shown(d.points), "")) for d in group.rows]
        rows.append(Row((words("page.total"), str(sum(g.times for g in each.groups)), shown(each.deducted), ""), strong=True))
        heads = [words(key) for key in ("column.deduction", "column.count", "deductions", "column.cap")]
        pieces += [paragraph(words("bulletin.table.deductions"), "Caption"), table(heads, rows, _widths(72, 28, 28, 28), right=(1, 2, 3))]
    pieces.append(paragraph(words("bulletin.equation", equation=equation(each, words)), "Note"))
    return pieces


def _widths(*parts: float) -> list[float]:
    """Columns of a table as broad as the text."""
    return [part * WIDTH / sum(parts) for part in parts]


def _summary(run: Run, options: Presentation, rulebook: Rulebook, words: Catalogue) -> list[str]:
    """What stands above several reports: who scored what, what could not be scored or read."""
    found = ranking(run, rulebook, words)
    pieces = [title([words("bulletin.summary")]), paragraph(words("bulletin.subtitle", day=day(run.as_of, words)), "Subtitle")]
    pieces.append(paragraph(words("bulletin.runs", count=len(found.rows), scored=len(found.scored), unscored=len(found.unscored))))
    pieces += [paragraph(words("bulletin.sentence", text=line.rstrip("。."))) for line in agreed.lines(run, words)]
    if found.scored:
        heads = [words(f"column.{key}") for key in ("position", "unit", "year", "level", "total", "grade", *SEVERITIES)]
        rows = [
            Row((str(row.position), row.unit, row.year, row.level, f"{row.total:.1f}", row.grade, *(str(row.digest.severities[s]) for s in SEVERITIES)))
            for row in found.scored
            if row.digest is not None
        ]
        pieces.append(paragraph(words("ranking"), "Caption"))
        pieces.append(table(heads, rows, _widths(12, 42, 14, 17, 15, 22, 11, 11, 13), right=(4, 6, 7, 8), middle=(0, 2, 3, 5)))
    rest = [(row.unit, row.path, row.reason) for row in found.unscored]
    rest += [("", each.path, words("list.colon").join((words("skipped"), each.message))) for each in run.skipped]
    if rest:
        pieces.append(paragraph(words("bulletin.table.unscored"), "Caption"))
        pieces.append(table([words(f"column.{key}") for key in ("unit", "file", "reason")], [Row(cells) for cells in rest], _widths(36, 56, 64)))
    return [*pieces, paragraph(words("disclaimer"), "Note")]
