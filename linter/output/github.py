"""GitHub: annotations as workflow commands, and the table for the summary of a job.

A step shows ten annotations of each kind and drops the rest in silence; so the gravest come first and the last line counts what is left.
"""

from linter.model.result import Run
from linter.model.rule import SEVERITIES, Rulebook
from linter.model.verdict import Finding
from linter.output import agreed
from linter.output.address import located
from linter.output.advice import details, headline
from linter.output.catalogue import Catalogue, catalogue
from linter.output.digest import Digest, digest, listed
from linter.output.finding import rule_title, where
from linter.output.gfm import escaped, table
from linter.output.glyphs import harmless
from linter.output.heading import score_words
from linter.output.presentation import Presentation
from linter.output.ranking import ranking
from linter.output.spot import spot, veil

SHOWN = 10  # annotations of a kind in a step
SUMMARY_BYTES = 1_000_000  # of the 1,048,576 that a step may write, some for what other tools of the step say
_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}

Row = tuple[Digest, Finding]


def data(text: str) -> str:
    """`text` as the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def value(text: str) -> str:
    """`text` as a property of a workflow command."""
    return data(text).replace(":", "%3A").replace(",", "%2C")


def _found(run: Run, options: Presentation, rulebook: Rulebook, words: Catalogue) -> list[Row]:
    """The findings that count, the gravest first, then by report."""
    digests = [digest(run, report, rulebook, words) for report in run.reports]
    found = [(each, f) for each in digests for f in listed(each.report, options.min_severity) if f.is_open]
    return sorted(found, key=lambda row: SEVERITIES.index(row[1].severity))


def compose(run: Run, options: Presentation, rulebook: Rulebook) -> str:
    """The annotations of a run, one a line; '' where it is quiet and there is nothing to say."""
    words = catalogue(options.lang)
    found = _found(run, options, rulebook, words)
    problems = [(p.path, words.term("problem", p.kind), p.message) for p in run.errors]
    problems += [(r.document.path, words("score.none"), r.unscored) for r in run.reports if r.score is None and r.unscored]
    # last: a repository may hold many files that are no reports
    passed = [] if options.quiet else [(p.path, words.term("problem", p.kind), p.message) for p in run.skipped]
    if options.quiet and not found and not problems:
        return ""
    printed: list[str] = []
    for severity in SEVERITIES:
        room = SHOWN - (severity == "info")  # the closing line is a notice itself
        warns = severity == "warning"
        lines = [_problem(*row, options) for row in problems[:room] if warns]
        own = [row for row in found if row[1].severity == severity][: room - len(lines)]
        lines += [_annotation(each, finding, options, rulebook, words) for each, finding in own]
        lines += [_problem(*row, options) for row in passed[: room - len(lines)] if warns]
        printed += lines
    left = len(found) + len(problems) + len(passed) - len(printed)
    totals = words("list.comma").join(
        words("count", name=words("severity." + s), count=sum(f.severity == s for _, f in found)) for s in SEVERITIES
    )
    closing = words("github.closing", documents=len(run.reports), totals=totals) + (words("github.left", count=left) if left else "")
    closing = " ".join([closing, *map(harmless, agreed.lines(run, words))])
    return "\n".join([*printed, f"::notice title=fazhi-lint::{data(closing)}"]) + "\n"


def _problem(path: str, title: str, message: str, options: Presentation) -> str:
    place = harmless(located(path, options.folder, options.root))
    return f"::warning file={value(place)},line=1,title={value(harmless(title))}::{data(harmless(message))}"


def _annotation(each: Digest, finding: Finding, options: Presentation, rulebook: Rulebook, words: Catalogue) -> str:
    at = spot(finding, each.report.document.text, each.lines)
    place = harmless(located(each.report.document.path, options.folder, options.root))
    properties = f"file={value(place)},line={at.line},endLine={at.end_line}"
    if at.end_line == at.line and at.end_column > at.column:  # GitHub takes columns within one line only
        properties += f",col={at.column},endColumn={at.end_column}"
    title = harmless(rule_title(finding.rule, each, words))
    said = veil(each.report)("\n".join([headline(finding, each, words), *details(finding, each, rulebook, words), f"[{finding.rule}]"]))
    return f"::{_COMMANDS[finding.severity]} {properties},title={value(title)}::{data(said)}"


def job_summary(run: Run, options: Presentation, rulebook: Rulebook, limit: int = SUMMARY_BYTES) -> str:
    """The Markdown that is appended to the summary of a job: reports with their scores, then the findings; at most `limit` bytes of UTF-8."""
    words = catalogue(options.lang)
    found = _found(run, options, rulebook, words)
    page = [f"## {words('title')}", ""]
    for line in agreed.lines(run, words):
        page += [escaped(line), ""]
    heads = [words(f"column.{key}") for key in ("file", "unit", "total", "grade", "error", "warning", "info", "reason")]
    rows = []
    for row in ranking(run, rulebook, words).rows:
        numbers = [str(row.digest.severities[s]) if row.digest else "" for s in SEVERITIES]
        total = "" if row.total is None else f"{row.total:.1f}"
        rows.append([escaped(row.path), escaped(row.unit), total, escaped(row.grade), *numbers, escaped(row.reason)])
    rows += [[escaped(p.path), *[""] * 6, escaped(f"{words('skipped')}{words('list.colon')}{p.message}")] for p in run.skipped]
    page += table(heads, rows) if rows else []
    for each in dict.fromkeys(id(row[0]) for row in found):
        own = [row for row in found if id(row[0]) == each]
        page += _findings(own[0][0], [f for _, f in own], rulebook, words)
    page += [f"> {words('disclaimer')}", ""]
    return _fitted(page, limit, words)


def _findings(each: Digest, findings: list[Finding], rulebook: Rulebook, words: Catalogue) -> list[str]:
    heads = [words(key) for key in ("column.severity", "field.message", "field.place", "column.rule")]
    veiled = veil(each.report)
    rows = [
        [
            words("severity." + f.severity),
            escaped(veiled(headline(f, each, words))),
            escaped(veiled(where(f, each, words))),
            f"`{f.rule}`",
        ]
        for f in findings
    ]
    return [f"### {escaped(each.report.document.path)}", "", escaped(score_words(each, words)), "", *table(heads, rows)]


def _fitted(page: list[str], limit: int, words: Catalogue) -> str:
    """The lines that fit, with a line that says so where some are left out."""
    whole = "\n".join(page) + "\n"
    if len(whole.encode("utf-8", "replace")) <= limit:
        return whole
    notice = ["", f"**{words('github.cut')}**", "", f"> {words('disclaimer')}", ""]
    room = limit - len("\n".join(notice).encode()) - 2
    kept: list[str] = []
    for line in page:
        room -= len(line.encode("utf-8", "replace")) + 1
        if room < 0:
            break
        kept.append(line)
    return "\n".join([*kept, *notice]) + "\n"
