"""One report as a reader wants it: obligations by dimension with their arithmetic, findings in the order to mend them."""

from collections import Counter
from fractions import Fraction
from typing import NamedTuple

from linter.model.position import Lines
from linter.model.result import Report, Run
from linter.model.rule import SEVERITIES, Rule, Rulebook, Weighting, home_of
from linter.model.scorecard import Deduction, DimensionScore, Scorecard
from linter.model.verdict import Finding, Verdict
from linter.output.catalogue import Catalogue

STATUSES = ("evidenced", "mentioned", "planned", "absent", "review", "not-applicable")
OBLIGATION_KINDS = frozenset({"section", "coverage", "date"})
# the part of its weight that a status earns (contract.md, Score); the others leave both sums
CREDIT = {"evidenced": Fraction(1), "mentioned": Fraction(3, 5), "planned": Fraction(0), "absent": Fraction(0)}
_ORDER = {severity: at for at, severity in enumerate(SEVERITIES)}


class Entry(NamedTuple):
    """One obligation: points = maximum × credit, maximum = 100 × weight ÷ the sum of applicable weights. None where not scored."""

    verdict: Verdict
    dimension: str
    maximum: Fraction | None
    points: Fraction | None
    gain: Fraction | None


class Chapter(NamedTuple):
    """The obligations of one dimension; `score` is None where the report is not scored or the dimension carries no points."""

    id: str
    title: str
    score: DimensionScore | None
    entries: tuple[Entry, ...]


class DeductionGroup(NamedTuple):
    """The deductions of one group: `points` is the sum of its rows and at most `cap`."""

    id: str
    title: str
    cap: int
    times: int
    points: Fraction
    rows: tuple[Deduction, ...]


class Digest(NamedTuple):
    report: Report
    lines: Lines
    unit: str
    grade: str
    chapters: tuple[Chapter, ...]
    weight: int  # sum of applicable weights
    statuses: dict[str, int]
    severities: dict[str, int]  # findings that no waiver covers and no baseline knows
    waived: int
    known: int  # by a baseline
    rules: dict[str, Rule]
    unplaced: frozenset[str]  # rules without a passage: the span of their finding is the heading where it belongs
    groups: tuple[DeductionGroup, ...]
    earned: Fraction  # sum of the dimensions' rows; less `deducted` it is the total, or 0 where that is lower
    deducted: Fraction


def weighting(run: Run, report: Report, rulebook: Rulebook) -> Weighting | None:
    """The profile of weights that the report was scored with: the one the run names, else the one for its level, else the first."""
    profiles = rulebook.weightings
    named = profiles.get(str(run.rulebook.get("profile", "")))
    level = report.profile.level
    by_level = next((w for w in profiles.values() if level in w.levels), None) if level else None
    if named and (not named.levels or level in named.levels or by_level is None):
        return named
    return by_level or next(iter(profiles.values()), None)


def dimension_of(rule: str, scheme: Weighting | None) -> str:
    """The dimension with the longest prefix of whole dot segments of `rule`; its first segment where none has one."""
    dimension = home_of(rule, scheme.dimensions) if scheme else None
    return dimension.id if dimension else rule.partition(".")[0]


def obligations(report: Report) -> tuple[Verdict, ...]:
    """The verdicts that are duties to report, passes included."""
    return tuple(v for v in report.verdicts if v.rule.check in OBLIGATION_KINDS)


def unit_of(report: Report, words: Catalogue) -> str:
    """The names of the issuers, else of the place, else the word for undecided."""
    return words("list.comma").join(i.name for i in report.profile.issuers) or report.profile.place or words("unknown")


def reason_of(verdict: Verdict, words: Catalogue) -> str:
    """Why the verdict is as it is, in words; some reasons say something else at another status."""
    return words.term("reason", f"{verdict.status}.{verdict.reason}", verdict.reason)


def genre_of(report: Report, words: Catalogue) -> str:
    """“未能确认为…”, with the reason; '' for an annual report."""
    return "" if report.genre.kind == "annual-report" else words("genre.other", reason=words.term("genre", report.genre.reason))


def grade_of(run: Run, report: Report, rulebook: Rulebook, words: Catalogue) -> str:
    """The title of the scorecard's grade band; '' where there is no score."""
    if report.score is None:
        return ""
    scheme = weighting(run, report, rulebook)
    for grade in scheme.grades if scheme else ():
        if report.score.grade == grade.id:
            return words.pick(grade.title_zh, grade.title_en)
    return words.term("grade", report.score.grade)


def listed(report: Report, min_severity: str) -> list[Finding]:
    """The findings at or above `min_severity`, waived ones included: the graver and the higher ranked first."""
    limit = _ORDER[min_severity]
    kept = [f for f in report.findings if _ORDER[f.severity] <= limit]
    return sorted(kept, key=lambda f: (_ORDER[f.severity], f.rank, f.rule, f.start if f.start is not None else -1))


def statutory(finding: Finding) -> bool:
    """True for a part of the report that the law names and that is missing or only promised."""
    # causes of shortcomings are a statutory part too, though only a warning: 不足和原因
    part = finding.rule.startswith("structure.section.") and finding.severity != "info"
    grave = finding.severity == "error" and (finding.kind == "section" or finding.rule.startswith("structure."))
    return (part or grave) and finding.status in ("absent", "planned")


def digest(run: Run, report: Report, rulebook: Rulebook, words: Catalogue) -> Digest:
    """Everything the screens show of `report`, computed once."""
    scheme = weighting(run, report, rulebook)
    duties = obligations(report)
    weight = sum(v.weight for v in duties if v.status in CREDIT)
    earned = report.score.obligations if report.score else {}
    grouped: dict[str, list[Entry]] = {}
    for verdict in duties:
        home = dimension_of(verdict.rule.id, scheme)
        score = earned.get(verdict.rule.id)
        scored = report.score is not None and verdict.status in CREDIT and weight > 0
        maximum = Fraction(100 * verdict.weight, weight) if scored else None
        points = score.points if score and scored else None
        grouped.setdefault(home, []).append(Entry(verdict, home, maximum, points, score.gain if score and scored else None))
    open_findings = [f for f in report.findings if f.is_open]
    severities = Counter(f.severity for f in open_findings)
    statuses = Counter(v.status for v in duties)
    return Digest(
        report,
        Lines(report.document.text),
        unit_of(report, words),
        grade_of(run, report, rulebook, words),
        _chapters(report, scheme, grouped, words),
        weight,
        {status: statuses[status] for status in STATUSES},
        {severity: severities[severity] for severity in SEVERITIES},
        sum(f.waiver is not None for f in report.findings),
        sum(f.known_since is not None for f in report.findings),
        {rule.id: rule for rule in rulebook.rules} | {v.rule.id: v.rule for v in report.verdicts},
        frozenset(v.rule.id for v in report.verdicts if not v.passages),
        _groups(report.score, scheme, words),
        sum((d.points for d in report.score.dimensions), Fraction(0)) if report.score else Fraction(0),
        sum((d.points for d in report.score.deductions), Fraction(0)) if report.score else Fraction(0),
    )


def _groups(score: Scorecard | None, scheme: Weighting | None, words: Catalogue) -> tuple[DeductionGroup, ...]:
    """The scorecard's deductions by group, in its order."""
    titles = {g.id: words.pick(g.title_zh, g.title_en) for g in (scheme.groups if scheme else ())}
    rows: dict[str, list[Deduction]] = {}
    for deduction in score.deductions if score else ():
        rows.setdefault(deduction.group, []).append(deduction)
    return tuple(
        DeductionGroup(
            id, titles.get(id) or words.term("group", id), own[0].cap, sum(d.times for d in own), sum((d.points for d in own), Fraction(0)), tuple(own)
        )
        for id, own in rows.items()
    )


def _chapters(report: Report, scheme: Weighting | None, grouped: dict[str, list[Entry]], words: Catalogue) -> tuple[Chapter, ...]:
    """The scorecard's rows in its order, then the profile's dimensions that have obligations but no row, then what belongs to none."""
    titles = {d.id: words.pick(d.title_zh, d.title_en) for d in (scheme.dimensions if scheme else ())}
    rows: dict[str, DimensionScore | None] = {row.id: row for row in report.score.dimensions} if report.score else {}
    titles |= {id: words.pick(row.title_zh, row.title_en) for id, row in rows.items() if row}
    for id in [*titles, *grouped]:
        if id in grouped:
            rows.setdefault(id, None)
    return tuple(Chapter(id, titles.get(id, id), row, tuple(grouped.get(id, ()))) for id, row in rows.items())
