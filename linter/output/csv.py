"""The ranking as CSV for a spreadsheet: one row a report, UTF-8 with byte order mark, no cell that a spreadsheet would compute."""

import csv
import io
from collections import Counter

from linter.model.result import Run, Tally
from linter.model.rule import SEVERITIES, Rulebook
from linter.output.catalogue import Catalogue, catalogue
from linter.output.digest import STATUSES, weighting
from linter.output.glyphs import COMMAND, harmless
from linter.output.presentation import Presentation
from linter.output.ranking import Ranking, Row, ranking
from linter.output.rounding import shown
from linter.output.topics import SUPPORTS, TOPICS, VERDICTS, shown_verdict, topic

# what makes Excel and WPS read a cell as a formula; in Chinese locales the full-width forms do too
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def inert(text: str) -> str:
    """`text` as one line that no spreadsheet takes for a formula: a leading ' marks it as words."""
    cell = COMMAND.sub("# ", harmless(text))
    return "'" + cell if text.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA) else cell


def compose(run: Run, options: Presentation, rulebook: Rulebook) -> str:
    """The ranking; a single report gives one row. The counts of findings are complete whatever `min_severity` is."""
    words = catalogue(options.lang)
    table = ranking(run, rulebook, words)
    groups = _groups(run, rulebook, table, words)
    heads = [words(f"column.{key}") for key in ("position", "file", "unit", "level", "year", "total", "with_waivers", "grade")]
    for title in table.dimensions.values():
        heads += [words("column.points", title=title), words("column.max", title=title)]
    heads += [words(f"status.{status}") for status in STATUSES]
    heads += [words(f"column.{severity}") for severity in SEVERITIES] + [words("column.waived")]
    heads += [words("column.known")] if run.baseline else []
    heads += [words("column.of", group=words("relations"), name=words(f"verdict.{verdict}")) for verdict in VERDICTS]
    heads += [words("column.of", group=words("claims"), name=words(f"support.{support}")) for support in SUPPORTS]
    heads += [words("column.findings", title=words(f"topic.{topic}")) for topic in TOPICS]
    heads += [words("column.deducted", title=title) for title in groups.values()] + [words("column.deductions"), words("column.reason")]
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(map(inert, heads))
    for row in table.rows:
        writer.writerow(map(inert, _cells(row, table, groups, run.baseline is not None)))
    return "\ufeff" + sheet.getvalue()


def _cells(row: Row, table: Ranking, groups: dict[str, str], known: bool) -> list[str]:
    score = row.digest.report.score if row.digest else None
    cells = [str(row.position or ""), row.path, row.unit, row.level, row.year]
    cells += [shown(score.total) if score else "", shown(score.total_with_waivers) if score else "", row.grade]
    for id in table.dimensions:
        own = row.dimensions.get(id)
        cells += [shown(own.points), shown(own.max)] if own else ["", ""]
    if row.digest:
        cells += [str(row.digest.statuses[status]) for status in STATUSES]
        cells += [str(row.digest.severities[severity]) for severity in SEVERITIES] + [str(row.digest.waived)]
        cells += [str(row.digest.known)] if known else []
        cells += _beside_the_duties(row.digest.tally)
    else:
        cells += [""] * (len(STATUSES) + len(SEVERITIES) + 1 + known + len(VERDICTS) + len(SUPPORTS) + len(TOPICS))
    taken = {group.id: shown(group.points) for group in row.digest.groups} if row.digest else {}
    cells += [taken.get(id, "0.0") if score else "" for id in groups]
    return [*cells, shown(row.digest.deducted) if row.digest and score else "", row.reason]


def _beside_the_duties(tally: Tally) -> list[str]:
    """How relations and claims came out, and how many findings there are of each topic."""
    verdicts: Counter[str] = Counter()
    for (verdict, suspicious), times in tally.relations.items():
        verdicts[shown_verdict(verdict, suspicious)] += times
    found: Counter[str | None] = Counter()
    for (rule, kind, _), times in tally.findings.items():
        found[topic(rule, kind)] += times
    return [str(n) for n in (*(verdicts[v] for v in VERDICTS), *(tally.supports[s] for s in SUPPORTS), *(found[t] for t in TOPICS))]


def _groups(run: Run, rulebook: Rulebook, table: Ranking, words: Catalogue) -> dict[str, str]:
    """id → title of every group that may take points off, so that two lists of one office have the same columns."""
    schemes = {scheme.id: scheme for report in run.reports if (scheme := weighting(run, report, rulebook))}
    known = {group.id: words.pick(group.title_zh, group.title_en) for scheme in schemes.values() for group in scheme.groups if group.cap}
    return known | {group.id: group.title for row in table.rows if row.digest for group in row.digest.groups}
