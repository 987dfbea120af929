"""One report as a reader wants it: obligations by dimension with their arithmetic, findings in the order to mend them."""

from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from linter.model.position import Lines
from linter.model.result import DUTIES, Report, Run, Tally
from linter.model.rule import SEVERITIES, Rule, Rulebook, Weighting, home_of
from linter.model.scorecard import Deduction, DimensionScore, Scorecard
from linter.model.verdict import Finding, Verdict
from linter.output.catalogue import Catalogue

STATUSES = ("evidenced", "mentioned", "planned", "absent", "review", "not-applicable")
OBLIGATION_KINDS = DUTIES
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


class Digest:
    """What the screens show of one report, each part worked out when it is first asked for: a ranking wants few of them."""

    def __init__(self, run: Run, report: Report, rulebook: Rulebook, words: Catalogue) -> None:
        self.report = report
        self._run = run
        self._rulebook = rulebook
        self._words = words

    @cached_property
    def scheme(self) -> Weighting | None:
        """The profile of weights that the report was scored with."""
        return weighting(self._run, self.report, self._rulebook)

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.report.document.text)

    @cached_property
    def unit(self) -> str:
        return unit_of(self.report, self._words)

    @cached_property
    def grade(self) -> str:
        """The title of the scorecard's grade band; '' where there is no score."""
        score, words = self.report.score, self._words
        if score is None:
            return ""
        for grade in self.scheme.grades if self.scheme else ():
            if score.grade == grade.id:
                return words.pick(grade.title_zh, grade.title_en)
        return words.term("grade", score.grade)

    @cached_property
    def weight(self) -> int:
        """The sum of applicable weights."""
        return sum(v.weight for v in obligations(self.report) if v.status in CREDIT)

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        report, weight = self.report, self.weight
        earned = report.score.obligations if report.score else {}
        grouped: dict[str, list[Entry]] = {}
        for verdict in obligations(report):
            home = dimension_of(verdict.rule.id, self.scheme)
            score = earned.get(verdict.rule.id)
            scored = report.score is not None and verdict.status in CREDIT and weight > 0
            maximum = Fraction(100 * verdict.weight, weight) if scored else None
            points = score.points if score and scored else None
            grouped.setdefault(home, []).append(Entry(verdict, home, maximum, points, score.gain if score and scored else None))
        return _chapters(report, self.scheme, grouped, self._words)

    @cached_property
    def tally(self) -> Tally:
        return self.report.tally

    @cached_property
    def statuses(self) -> dict[str, int]:
        return {status: self.tally.statuses[status] for status in STATUSES}

    @cached_property
    def severities(self) -> dict[str, int]:
        """Findings that no waiver covers and no baseline knows."""
        found = dict.fromkeys(SEVERITIES, 0)
        for (_, _, severity), times in self.tally.findings.items():
            found[severity] += times
        return found

    @property
    def waived(self) -> int:
        return self.tally.waived

    @property
    def known(self) -> int:
        """By a baseline."""
        return self.tally.known

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Every rule of the rulebook; the judged ones with the weight and the bases that they were judged with."""
        return self.titled | {v.rule.id: v.rule for v in self.report.verdicts}

    @cached_property
    def titled(self) -> dict[str, Rule]:
        """Every rule of the rulebook, as the rule file has it: enough for its title."""
        return {rule.id: rule for rule in self._rulebook.rules}

    @cached_property
    def unplaced(self) -> frozenset[str]:
        """Rules without a passage: the span of their finding is the heading where it belongs."""
        return frozenset(v.rule.id for v in self.report.verdicts if not v.passages)

    @cached_property
    def groups(self) -> tuple[DeductionGroup, ...]:
        return _groups(self.report.score, self.scheme, self._words)

    @cached_property
    def earned(self) -> Fraction:
        """The sum of the dimensions' rows; less `deducted` it is the total, or 0 where that is lower."""
        return sum((d.points for d in self.report.score.dimensions), Fraction(0)) if self.report.score else Fraction(0)

    @cached_property
    def deducted(self) -> Fraction:
        return sum((d.points for d in self.report.score.deductions), Fraction(0)) if self.report.score else Fraction(0)


def weighting(run: Run, report: Report, rulebook: Rulebook) -> Weighting | None:
    """The profile of weights that the report was scored with; of one that does not say, the one the run names, else the one for its level, else the first."""
    profiles = rulebook.weightings
    if report.weighting in profiles:
        return profiles[report.weighting]
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
    """Everything the screens show of `report`."""
    return Digest(run, report, rulebook, words)


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
