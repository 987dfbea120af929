"""The result on a terminal: what the law asks for and the report lacks first, then what gains most, the rest counted."""

from os.path import commonprefix

from linter.model.result import Problem, Run
from linter.model.rule import SEVERITIES, Rulebook
from linter.model.verdict import Finding
from linter.output import agreed, comparison
from linter.output.arithmetic import arithmetic
from linter.output.catalogue import Catalogue, catalogue
from linter.output.chapter import chapters
from linter.output.digest import OBLIGATION_KINDS, STATUSES, Digest, Entry, digest, genre_of, listed, reason_of, statutory
from linter.output.finding import block, brief, gain_words, rule_title
from linter.output.heading import counts, reading, score_words, who
from linter.output.notes import tallies, topic_counts
from linter.output.presentation import Presentation
from linter.output.ranking import ranking
from linter.output.rounding import shown
from linter.output.sheet import Sheet

GAINS_SHOWN = 10


def compose(run: Run, options: Presentation, rulebook: Rulebook) -> str:
    """The terminal page of a run; '' where it is quiet and there is nothing to say."""
    words = catalogue(options.lang)
    sheet = Sheet(options.width, options.color)
    digests = [digest(run, report, rulebook, words) for report in run.reports]
    if options.quiet:
        return _quiet(run, digests, sheet, options, words)
    many = len(run.reports) > 1
    for each in digests:
        sheet.blank()
        if many and not options.verbose:
            _compact(each, sheet, options, words)
        else:
            _full(each, rulebook, sheet, options, words)
    if run.comparison is not None:
        comparison.block(run.comparison, digests[0], sheet, words, min_severity=options.min_severity, verbose=options.verbose)
    told = agreed.lines(run, words)
    if told:
        sheet.blank()
    for line in told:
        sheet.line(line, style="bold")
    _problems(run.errors, "errors", sheet, words)
    _problems(run.skipped, "skipped", sheet, words)
    if many:
        _summary(run, rulebook, sheet, words)
    if run.reports:
        sheet.blank()
        sheet.line(words("disclaimer"), style="dim")
    return sheet.text()


def _quiet(run: Run, digests: list[Digest], sheet: Sheet, options: Presentation, words: Catalogue) -> str:
    """One line a finding, as compilers do, and one for each document that has no score."""
    for each in digests:
        report = each.report
        for finding in listed(report, options.min_severity):
            if finding.is_open:
                sheet.record(brief(finding, each, words), style="error" if finding.severity == "error" else "")
        if report.score is None and report.unscored:
            sheet.record(f"{report.document.path}: {score_words(each, words)}")
    for problem in run.errors:
        sheet.record(f"{problem.path}: {words.term('problem', problem.kind)}{words('list.colon')}{problem.message}", style="error")
    return sheet.text()


def _head(each: Digest, sheet: Sheet, words: Catalogue) -> None:
    report = each.report
    sheet.line(report.document.path, style="bold")
    sheet.line(who(each, words), indent=2)
    sheet.line(reading(report.document.receipt, words), indent=2, style="" if report.document.receipt.complete else "error")
    for part in report.document.receipt.unread:
        sheet.line(words("receipt.part", part=words.term("unread", part)), indent=4)
    if genre_of(report, words):
        sheet.line(genre_of(report, words), indent=2, style="warning")
    for notice in report.notices:
        sheet.line(words("notice", text=notice), indent=2, style="info")
    sheet.line(score_words(each, words), indent=2, style="bold")


def _compact(each: Digest, sheet: Sheet, options: Presentation, words: Catalogue) -> None:
    """A few lines of one report among many."""
    _head(each, sheet, words)
    sheet.line(counts(each.statuses, STATUSES, "status", words), indent=2)
    sheet.line(counts(each.severities, SEVERITIES, "severity.findings", words), indent=2)
    found = [f for f in listed(each.report, options.min_severity) if f.is_open]
    if numbers := topic_counts(each, found, words):
        sheet.line(numbers, indent=2)
    missing = [rule_title(f.rule, each, words) for f in found if statutory(f)]
    if missing:
        sheet.line(words("gaps.statutory.brief", titles=words("list.comma").join(missing)), indent=2, style="error")
    best = each.report.score.gains[:3] if each.report.score else ()
    if best:
        titles = [f"{rule_title(gain.rule, each, words)} {gain_words(gain.points, words, short=True)}" for gain in best]
        sheet.line(words("gains.brief", titles=words("list.comma").join(titles)), indent=2)


def _full(each: Digest, rulebook: Rulebook, sheet: Sheet, options: Presentation, words: Catalogue) -> None:
    _head(each, sheet, words)
    sheet.line(counts(each.statuses, STATUSES, "status", words), indent=2)
    for tally in tallies(each, words):
        sheet.line(tally, indent=2)
    found = listed(each.report, options.min_severity)
    live = [f for f in found if f.is_open]
    duties = [f for f in live if f.kind in OBLIGATION_KINDS]
    gains = {g.rule: g for g in each.report.score.gains} if each.report.score else {}
    shown_findings: list[Finding] = []

    def chapter(title: str, findings: list[Finding]) -> None:
        if not findings:
            return
        sheet.blank()
        sheet.line(words("chapter", title=title, count=len(findings)), style="bold")
        for finding in findings:
            gain = gains.get(finding.rule)
            block(finding, each, gain.points if gain else None, rulebook, sheet, words)
        shown_findings.extend(findings)

    chapter(words("gaps.statutory"), [f for f in duties if statutory(f)])
    chapter(words("gaps.errors"), [f for f in duties if f.severity == "error" and not statutory(f)])
    chapters(each, live, options.verbose, rulebook, sheet, words)
    rest = [f for f in duties if f.severity != "error" and not statutory(f)]
    if options.verbose:
        for severity in ("warning", "info"):
            chapter(words(f"severity.duties.{severity}"), [f for f in rest if f.severity == severity])
        chapter(words("gaps.waived"), [f for f in found if f.waiver is not None])
        chapter(words("gaps.known"), [f for f in found if f.known_since is not None])
    else:
        first = {f.rule: f for f in reversed(rest)}
        best = [first[rule] for rule in gains if rule in first][:GAINS_SHOWN]
        chapter(words("gaps.gains") if gains else words("gaps.next"), best or ([] if gains else rest[:GAINS_SHOWN]))
        _remainder([f for f in rest if f not in shown_findings], each, sheet, words)
    arithmetic(each, sheet, words)
    if options.verbose:
        _obligations(each, sheet, words)


def _remainder(hidden: list[Finding], each: Digest, sheet: Sheet, words: Catalogue) -> None:
    """What is not printed, by severity and by status, so that nothing is passed over in silence."""
    if hidden:
        grades = {s: sum(f.severity == s for f in hidden) for s in SEVERITIES}
        named = [words("rest.count", name=words(f"severity.findings.{s}"), count=n) for s, n in grades.items() if n]
        kinds: dict[str, int] = {}
        for finding in hidden:
            kinds[finding.status] = kinds.get(finding.status, 0) + 1
        detail = words("list.comma").join(words("count", name=words.term("status", k), count=n) for k, n in sorted(kinds.items()))
        sheet.blank()
        sheet.line(words("rest", counts=words("list.comma").join(named), detail=detail), style="dim")
    for key, count in (("rest.waived", each.waived), ("rest.known", each.known)):
        if count:
            sheet.line(words(key, count=count), style="dim")


def _obligations(each: Digest, sheet: Sheet, words: Catalogue) -> None:
    """Every obligation with its passages, passes included."""
    for chapter in each.chapters:
        if not chapter.entries:
            continue
        sheet.blank()
        sheet.line(words("chapter", title=chapter.title, count=len(chapter.entries)), style="bold")
        for entry in chapter.entries:
            _obligation(entry, each, sheet, words)


def _obligation(entry: Entry, each: Digest, sheet: Sheet, words: Catalogue) -> None:
    verdict, text = entry.verdict, each.report.document.text
    points = ""
    if entry.points is not None and entry.maximum is not None:
        points = words("list.dot") + words("entry.points", points=shown(entry.points, 2), maximum=shown(entry.maximum, 2))
    style = {"evidenced": "good", "absent": "warning", "planned": "warning"}.get(verdict.status, "")
    title = words.pick(verdict.rule.title_zh, verdict.rule.title_en)
    sheet.headed(words("status." + verdict.status), f"{title}{points}  [{verdict.rule.id}]", indent=2, style=style)
    for passage in verdict.passages:
        quote = words("entry.passage", line=each.lines.line(passage.start), quote=text[passage.start : passage.end])
        proofs = words("list.comma").join(text[e.start : e.end] for e in passage.evidence)
        sheet.line(quote + (words("entry.proofs", proofs=proofs) if proofs else ""), indent=6)
    if verdict.reason and verdict.status != "evidenced":
        sheet.line(reason_of(verdict, words), indent=6, style="dim")


def _problems(problems: tuple[Problem, ...], key: str, sheet: Sheet, words: Catalogue) -> None:
    if problems:
        sheet.blank()
        sheet.line(words("chapter", title=words(key), count=len(problems)), style="bold")
        for problem in problems:
            text = f"{problem.path}{words('list.dot')}{words.term('problem', problem.kind)}{words('list.colon')}{problem.message}"
            sheet.line(text, indent=2, style="error" if key == "errors" else "")


def _summary(run: Run, rulebook: Rulebook, sheet: Sheet, words: Catalogue) -> None:
    """The ranking of several reports, unscored ones last."""
    ranked = ranking(run, rulebook, words)
    sheet.blank()
    sheet.line(words("chapter", title=words("ranking"), count=len(ranked.rows)), style="bold")
    heads = [words(f"column.{key}") for key in ("position", "total", "grade", "error", "warning", "info", "unit", "file")]
    shared = commonprefix([row.path for row in ranked.rows])  # noqa: RUF071 - cut at a separator below; commonpath refuses mixed paths
    folder = max(shared.rfind("/"), shared.rfind("\\")) + 1  # what all paths begin with tells nothing and takes the room of the names
    rows = []
    for row in ranked.rows:
        severities = row.digest.severities if row.digest else None
        numbers = [str(severities[s]) if severities else "" for s in SEVERITIES]
        total = "" if row.total is None else f"{row.total:.1f}"
        rows.append([str(row.position or "–"), total, row.grade or words("score.none"), *numbers, row.unit, row.path[folder:]])
    sheet.table(heads, rows, right=frozenset({0, 1, 3, 4, 5}), flexible=7, spare=(5, 4, 2, 6, 3))
