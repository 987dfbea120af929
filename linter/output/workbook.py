"""The result as a workbook (问题清单): scores, findings to be dealt with, duties, figures, rules."""

from collections.abc import Iterator
from typing import Any

from linter import __dist__, __version__
from linter.model.result import Run
from linter.model.rule import SEVERITIES, Rulebook
from linter.output import agreed
from linter.output.bulletin_findings import word_of
from linter.output.catalogue import Catalogue, catalogue
from linter.output.digest import STATUSES, Digest, digest, dimension_of, listed, obligations, reason_of
from linter.output.finding import basis_of, quote_of, rule_title, sentence_of, where
from linter.output.law import citations
from linter.output.notes import passages, relation_passages
from linter.output.presentation import Presentation
from linter.output.ranking import Row, ranking
from linter.output.rounding import decimal
from linter.output.spot import veil
from linter.output.topics import topic_of, topics, verdict_of
from linter.output.worksheet import Column, Formats, Mark, Value, lay, workbook


def compose(run: Run, options: Presentation, rulebook: Rulebook) -> bytes:
    """The .xlsx of a run. UsageFailure where xlsxwriter is not installed."""
    words = catalogue(options.lang, "bulletin")
    digests = [digest(run, report, rulebook, words) for report in run.reports]

    def fill(book: Any, formats: Formats) -> None:
        _scores(book, formats, run, rulebook, words)
        _sheet(book, formats, "findings", _FINDINGS, (row for each in digests for row in _findings(each, options, rulebook, words)), words, frozen=6, beyond=3)
        _sheet(book, formats, "duties", _DUTIES, (row for each in digests for row in _duties(each, rulebook, words)), words, frozen=3, beyond=3)
        _sheet(book, formats, "figures", _FIGURES, (row for each in digests for row in _figures(each, words)), words, frozen=2, beyond=2)
        _sheet(book, formats, "rules", _RULES, _rules(digests, rulebook, words), words, frozen=2)

    return workbook(words("title"), f"{__dist__} {__version__}", run.as_of, fill, missing=words("bulletin.no-xlsx"))


_WHO = (("unit", 12.0), ("year", 6.0))
# what comes after the columns that are printed is for sorting and for programs
_FINDINGS = (
    *_WHO, ("number", 5.0), ("severity", 6.0), ("kind", 9.0), ("title", 16.0), ("status", 9.0), ("problem", 24.0), ("where", 14.0), ("quote", 24.0), ("basis", 24.0), ("advice", 30.0),
    ("gain", 7.0), ("done", 12.0), ("responsible", 10.0), ("due", 9.0), ("agreed", 18.0), ("rule", 28.0), ("file", 30.0),
)  # fmt: skip
_DUTIES = (
    *_WHO, ("title", 20.0), ("dimension", 14.0), ("severity", 6.0), ("status", 10.0), ("reason", 18.0), ("passage", 42.0), ("evidence", 26.0), ("points", 7.0), ("maximum", 7.0),
    ("lost", 7.0), ("basis", 40.0), ("rule", 30.0), ("file", 30.0),
)  # fmt: skip
_FIGURES = (*_WHO, ("relation", 14.0), ("verdict", 14.0), ("calculation", 36.0), ("passage", 56.0), ("title", 18.0), ("rule", 28.0), ("file", 30.0))
_RULES = (("title", 24.0), ("kind", 10.0), ("severity", 6.0), ("basis", 44.0), ("advice", 56.0), ("findings", 8.0), ("rule", 32.0))
_KINDS = {"number": "number", "findings": "number", "points": "exact", "maximum": "exact", "lost": "exact", "gain": "points"} | dict.fromkeys(("done", "responsible", "due"), "entry")


def _sheet(book: Any, formats: Formats, key: str, columns: tuple[tuple[str, float], ...], rows: Iterator[list[Value]], words: Catalogue, *, frozen: int, beyond: int = 0) -> None:
    made = [Column(words(f"workbook.{name}"), width, _KINDS.get(name, "text")) for name, width in columns]
    lay(book, formats, words(f"workbook.sheet.{key}"), words(f"workbook.title.{key}"), words(f"workbook.note.{key}"), made, rows, frozen=frozen, printed=len(made) - beyond)


def _who(each: Digest) -> list[Value]:
    return [each.unit, str(each.report.profile.year or "")]


def _severity(severity: str, words: Catalogue) -> Mark:
    return Mark(words(f"severity.{severity}"), severity)


def _scores(book: Any, formats: Formats, run: Run, rulebook: Rulebook, words: Catalogue) -> None:
    """One row a report in the order of the ranking, then what has no score and why."""
    found = ranking(run, rulebook, words)
    heads = [("position", 5.0, "number"), ("unit", 16.0, "text"), ("year", 6.0, "text"), ("level", 8.0, "text"), ("total", 8.0, "points"), ("with_waivers", 8.0, "points"), ("grade", 9.0, "text")]
    columns = [Column(words(f"column.{key}"), width, kind) for key, width, kind in heads]
    columns += [Column(title, 8, "points") for title in found.dimensions.values()]
    columns.append(Column(words("column.deductions"), 7, "points"))
    columns += [Column(words(f"column.{severity}"), 6, "number") for severity in SEVERITIES]
    columns.append(Column(words("column.reason"), 24))
    printed = len(columns)
    columns += [Column(words(f"column.{key}"), 8, "number") for key in ("waived", "known")]
    columns += [Column(words(f"status.{status}"), 8, "number") for status in STATUSES]
    columns += [Column(words("column.max", title=title), 10, "points") for title in found.dimensions.values()]
    columns.append(Column(words("column.file"), 40))
    rows = [_score(row, list(found.dimensions)) for row in found.rows]
    for problem in run.skipped:
        reason = words("list.colon").join((words("skipped"), problem.message))
        rows.append([*[None] * (printed - 1), reason, *[None] * (len(columns) - printed - 1), problem.path])
    used = words("list.dot").join(str(run.rulebook[key]) for key in ("profile", "pack", "version") if run.rulebook.get(key))
    footer = words("page.footer", name=__dist__, version=__version__, rules=used, as_of=run.as_of)
    note = " ".join([words("disclaimer"), *agreed.lines(run, words), footer])
    for sheet in lay(book, formats, words("workbook.sheet.scores"), words("workbook.title.scores"), note, columns, rows, frozen=2, printed=printed):
        if found.scored:  # the number stands in the bar
            bar = {"type": "data_bar", "bar_color": "#9DC3E6", "bar_solid": True, "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 100}
            sheet.conditional_format(3, 4, 2 + len(rows), 4, bar)


def _score(row: Row, dimensions: list[str]) -> list[Value]:
    each = row.digest
    score = each.report.score if each else None
    own = [row.dimensions.get(id) for id in dimensions]
    cells: list[Value] = [row.position, row.unit, row.year, row.level, row.total, decimal(score.total_with_waivers) if score else None, row.grade]
    cells += [decimal(dimension.points) if dimension else None for dimension in own]
    cells.append(decimal(each.deducted) if each and score else None)
    cells += [each.severities[severity] if each else None for severity in SEVERITIES]
    cells += [row.reason, each.waived if each else None, each.known if each else None]
    cells += [each.statuses[status] if each else None for status in STATUSES]
    cells += [decimal(dimension.max) if dimension else None for dimension in own]
    return [*cells, row.path]


def _findings(each: Digest, options: Presentation, rulebook: Rulebook, words: Catalogue) -> Iterator[list[Value]]:
    """One row a finding, waived and known ones too, with empty cells for the office to fill in."""
    report = each.report
    found = listed(report, options.min_severity)
    notes = {id(note.finding): note for topic in topics(report, found) for note in topic.notes}
    gains = {g.rule: decimal(g.points) for g in report.score.gains} if report.score else {}
    say = veil(report)
    for number, finding in enumerate(found, 1):
        note = notes.get(id(finding))
        relation = note.relation if note else None
        title, status = rule_title(finding.rule, each, words), word_of(finding, words)
        spots = passages(note, each, words) if note and relation else []
        topic = topic_of(finding)
        standing = words("workbook.waived", reason=finding.waiver) if finding.waiver is not None else ""
        standing = standing or (words("workbook.known", since=finding.known_since) if finding.known_since is not None else "")
        yield [
            *_who(each), number, _severity(finding.severity, words), words(f"topic.{topic}") if topic else words(f"kind.{finding.kind}"), title, status,
            say(sentence_of(finding, each, words, status=status)), say(where(finding, each, words)), say("\n".join(text for _, text in spots) or quote_of(finding, each)),
            basis_of(finding, each, rulebook, words), say(finding.advice), gains.get(finding.rule) or None, None, None, None, say(standing), finding.rule, report.document.path,
        ]  # fmt: skip


def _duties(each: Digest, rulebook: Rulebook, words: Catalogue) -> Iterator[list[Value]]:
    """Every duty that was judged, passes included, by dimension."""
    report, text = each.report, each.report.document.text
    say = veil(report)
    for chapter in each.chapters:
        for entry in chapter.entries:
            verdict = entry.verdict
            rule = verdict.rule
            told = [words("entry.passage", line=each.lines.line(p.start), quote=text[p.start : p.end]) for p in verdict.passages]
            proofs = [words("workbook.proof", kind=words.term("evidence", e.kind), text=text[e.start : e.end]) for p in verdict.passages for e in p.evidence]
            status = {"absent": rule.severity, "planned": rule.severity, "mentioned": "warning"}.get(verdict.status, "")
            yield [
                *_who(each), words.pick(rule.title_zh, rule.title_en), chapter.title, words(f"severity.{rule.severity}"), Mark(words(f"status.{verdict.status}"), status),
                reason_of(verdict, words), say("\n".join(told)), say("\n".join(dict.fromkeys(proofs))),
                decimal(entry.points, 2) if entry.points is not None else None, decimal(entry.maximum, 2) if entry.maximum is not None else None,
                decimal(entry.gain, 2) if entry.gain is not None else None, citations(rule, rulebook, words), rule.id, report.document.path,
            ]  # fmt: skip


def _figures(each: Digest, words: Catalogue) -> Iterator[list[Value]]:
    """Every relation between figures that was looked at: what does not agree first, then what should be looked at, what the text cannot decide, what agrees."""
    order = ("inconsistent", "suspicious", "cannot-tell", "consistent")
    fills = {"inconsistent": "error", "suspicious": "warning", "consistent": "info"}
    say = veil(each.report)
    for relation in sorted(each.report.relations, key=lambda r: order.index(verdict_of(r))):
        verdict = verdict_of(relation)
        yield [
            *_who(each), words.term("relation", relation.kind), Mark(words(f"verdict.{verdict}"), fills.get(verdict, "")), say(relation.calculation),
            say("\n".join(relation_passages(relation, each, words))), rule_title(relation.rule, each, words), relation.rule, each.report.document.path,
        ]  # fmt: skip


def _rules(digests: list[Digest], rulebook: Rulebook, words: Catalogue) -> Iterator[list[Value]]:
    """Every rule that judged a duty or found something, with its law and how often it found something."""
    times: dict[str, int] = {}
    for each in digests:
        for verdict in obligations(each.report):
            times.setdefault(verdict.rule.id, 0)
        for finding in each.report.findings:
            times[finding.rule] = times.get(finding.rule, 0) + 1
    rules = {rule.id: rule for rule in rulebook.rules} | {v.rule.id: v.rule for each in digests for v in obligations(each.report)}
    scheme = next((each.scheme for each in digests), None)
    for id in sorted(times, key=lambda id: (dimension_of(id, scheme), id)):
        if rule := rules.get(id):
            yield [
                words.pick(rule.title_zh, rule.title_en), words.term("kind", rule.check), _severity(rule.severity, words), citations(rule, rulebook, words),
                words.pick(rule.advice_zh, rule.advice_en), times[id], id,
            ]  # fmt: skip
