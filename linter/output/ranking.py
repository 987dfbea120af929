"""Several reports side by side, ordered by completeness of content (内容完备度排序); what has no score stands apart at the end."""

from typing import NamedTuple

from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.model.scorecard import DimensionScore
from linter.output.catalogue import Catalogue
from linter.output.digest import Digest, digest
from linter.output.rounding import decimal


class Row(NamedTuple):
    """One report. `position` is None, and `reason` says why, where there is no score; equal totals share a position.

    `digest` is None for an input that could not be read at all.
    """

    position: int | None
    path: str
    unit: str
    level: str
    year: str
    total: float | None
    grade: str
    dimensions: dict[str, DimensionScore]
    digest: Digest | None
    reason: str


class Ranking(NamedTuple):
    rows: tuple[Row, ...]  # scored reports by total, then path; then the others by path
    dimensions: dict[str, str]  # id → title of every dimension that any report has

    @property
    def scored(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.position is not None)

    @property
    def unscored(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.position is None)


def ranking(run: Run, rulebook: Rulebook, words: Catalogue) -> Ranking:
    """Ranks the reports of a run; inputs that could not be read come last with their reason."""
    digests = [digest(run, report, rulebook, words) for report in run.reports]
    totals = sorted((decimal(d.report.score.total) for d in digests if d.report.score), reverse=True)
    first = {total: at for at, total in reversed(list(enumerate(totals, 1)))}
    rows: list[Row] = []
    titles: dict[str, str] = {}
    for each in digests:
        report = each.report
        score = report.score
        total = decimal(score.total) if score else None
        scores = {d.id: d for d in score.dimensions} if score else {}
        titles |= {id: words.pick(d.title_zh, d.title_en) for id, d in scores.items()}
        level = words("level." + report.profile.level) if report.profile.level else words("unknown")
        reason = "" if score else report.unscored or words("score.none")
        year = str(report.profile.year or "")
        position = None if total is None else first[total]
        rows.append(Row(position, report.document.path, each.unit, level, year, total, each.grade, scores, each, reason))
    for problem in run.errors:
        reason = words("list.colon").join((words.term("problem", problem.kind), problem.message))
        rows.append(Row(None, problem.path, "", "", "", None, "", {}, None, reason))
    rows.sort(key=lambda row: (row.position is None, row.position or 0, row.path))
    return Ranking(tuple(rows), titles)
