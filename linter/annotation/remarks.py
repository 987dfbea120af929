"""Report → remarks: what is worth a comment, in which words, and which are left out where there would be too many.

A comment stands where somebody can act on it: findings on their words, several on the same words in one comment;
absent duties together at the heading under which they belong; the summary at the title.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from linter.annotation.remark import Line, Remark
from linter.model.result import Report, Run
from linter.model.rule import SEVERITIES, Rulebook
from linter.model.verdict import Finding
from linter.output.advice import shortened
from linter.output.catalogue import Catalogue, catalogue
from linter.output.digest import STATUSES, Digest, digest, genre_of, listed, statutory
from linter.output.finding import basis_of, gain_words, is_homeless, rule_title, sentence_of
from linter.output.heading import counts, score_words
from linter.output.spot import veil
from linter.output.topics import topics

LIMIT = 40  # comments that a reader of one report bears
_GATHERED = 15  # duties told one by one in one comment
_LONGEST = 400  # characters of one paragraph of a comment


class _Group(NamedTuple):
    """Findings that share a comment, the gravest first; `strength` orders groups, the strongest first."""

    strength: tuple[bool, int, int]
    start: int
    end: int
    findings: tuple[Finding, ...]


def remarks_of(
    run: Run, report: Report, rulebook: Rulebook, words: Catalogue, *, limit: int = LIMIT, min_severity: str = "info"
) -> tuple[Remark, ...]:
    """The comments for one report, the summary first, the others in reading order.

    At most `limit` with the summary (0: all), the worst of them: missing statutory parts, then by severity and rank. Findings
    that a waiver covers or a baseline knows bear none; the summary counts them. `words` is the catalogue of a language.
    """
    return _Review(digest(run, report, rulebook, words), rulebook, words, min_severity).remarks(limit)


class _Review:
    """One report while its comments are worded."""

    def __init__(self, each: Digest, rulebook: Rulebook, words: Catalogue, min_severity: str) -> None:
        self._each = each
        self._rulebook = rulebook
        self._words = catalogue(words.lang, "review")
        self._veil = veil(each.report)
        findings = [finding for finding in listed(each.report, min_severity) if finding.is_open]
        score = each.report.score
        self._gains: dict[str, Fraction] = {gain.rule: gain.points for gain in score.gains} if score else {}
        self._notes = {id(note.finding): note for topic in topics(each.report, findings) for note in topic.notes}
        self._findings = findings
        self._lost = [finding for finding in findings if finding.start is None]
        self.groups = sorted(_grouped(findings))

    def remarks(self, limit: int) -> tuple[Remark, ...]:
        kept = self.groups if limit <= 0 else self.groups[: limit - 1]
        summary = self._summary(1 + len(kept), len(self.groups) - len(kept))
        others = [Remark(group.start, group.end, self._said(group)) for group in kept]
        return (summary, *sorted(others, key=lambda remark: (remark.start, -remark.end)))

    def _said(self, group: _Group) -> tuple[Line, ...]:
        homeless = [finding for finding in group.findings if is_homeless(finding, self._each)]
        if len(homeless) == 1:
            homeless = []  # a list of one says less than the finding itself
        lines = [line for finding in group.findings if finding not in homeless for line in self._told(finding)]
        if homeless:
            lines.append(self._line(self._words("remark.gathered", count=len(homeless), counts=self._severities(homeless)), head=True))
            lines += self._gathered(homeless)
        return tuple(lines)

    def _told(self, finding: Finding) -> list[Line]:
        """One finding in full."""
        words, note = self._words, self._notes.get(id(finding))
        status = words.term("support" if note is not None and note.claim else "status", finding.status)
        calculation = note.relation.calculation if note is not None and note.relation else ""
        fields = (
            ("message", sentence_of(finding, self._each, words, status=status, calculation=calculation)),
            ("calculation", calculation),
            ("advice", finding.advice),
            ("basis", basis_of(finding, self._each, self._rulebook, words)),
            ("rule", finding.rule),
        )
        lines = [self._line(words("list.dot").join(filter(None, (self._title(finding), status, self._gain(finding)))), head=True)]
        return lines + [self._field(key, text) for key, text in fields if text]

    def _field(self, key: str, text: str) -> Line:
        """A line with its label; advice that begins with the word of the label needs none."""
        label = self._words("field." + key)
        return self._line(text if text.startswith(label) else label + self._words("list.colon") + text)

    def _gathered(self, findings: list[Finding]) -> list[Line]:
        """Absent duties, a line each; the advice with the gravest."""
        words = self._words
        lines = []
        for finding in findings[:_GATHERED]:
            first, more, _ = basis_of(finding, self._each, self._rulebook, words).partition(words("list.semicolon"))
            basis = words("remark.first", basis=first) if more else first
            parts = (self._title(finding), words.term("status", finding.status), self._gain(finding, short=True), basis)
            lines.append(self._line(words("list.dot").join(filter(None, parts))))
            if finding.status not in ("absent", "planned"):
                lines.append(self._field("message", sentence_of(finding, self._each, words)))
            if finding.advice and finding.severity == "error":
                lines.append(self._field("advice", finding.advice))
        rest = findings[_GATHERED:]
        if rest:
            lines.append(self._line(words("remark.more", count=len(rest), counts=self._severities(rest))))
        return lines

    def _summary(self, comments: int, left: int) -> Remark:
        """Score, statutory gaps, what has no place yet, counts, what was left out, and what the score does not say."""
        each, words, report = self._each, self._words, self._each.report
        missing = [rule_title(finding.rule, each, words) for finding in self._findings if statutory(finding)]
        texts = [genre_of(report, words), *(words("notice", text=notice) for notice in report.notices)]
        texts += [words("receipt.part", part=words.term("unread", part)) for part in report.document.receipt.unread]
        if missing:
            texts.append(words("gaps.statutory.brief", titles=words("list.comma").join(missing)))
        texts.append(words("remark.duties", counts=counts(each.statuses, STATUSES, "status", words)))
        texts.append(words("remark.findings", counts=counts(each.severities, SEVERITIES, "severity.findings", words)))
        texts += [words(key, count=count) for key, count in (("rest.waived", each.waived), ("rest.known", each.known)) if count]
        lines = [self._line(words("remark.summary", score=score_words(each, words)), head=True), *map(self._line, filter(None, texts))]
        if self._lost:
            lines += [self._line(words("remark.homeless")), *self._gathered(self._lost)]
        lines.append(self._line(words("remark.left", count=comments, left=left) if left else words("remark.comments", count=comments)))
        lines.append(self._line(words("disclaimer")))
        start, end = _title(report)
        return Remark(start, end, tuple(lines))

    def _title(self, finding: Finding) -> str:
        severity = self._words("severity." + finding.severity)
        return self._words("remark.head", severity=severity, title=rule_title(finding.rule, self._each, self._words))

    def _gain(self, finding: Finding, *, short: bool = False) -> str:
        points = self._gains.get(finding.rule)
        return gain_words(points, self._words, short=short) if points is not None else ""

    def _severities(self, findings: list[Finding]) -> str:
        found = {severity: sum(finding.severity == severity for finding in findings) for severity in SEVERITIES}
        return self._words("list.dot").join(
            self._words("count", name=self._words(f"severity.{severity}"), count=number) for severity, number in found.items() if number
        )

    def _line(self, text: str, head: bool = False) -> Line:
        return Line(shortened(self._veil(text), _LONGEST), head)


def _grouped(findings: Iterable[Finding]) -> list[_Group]:
    """Findings by the words they are about; those without a place are not among them."""
    order = {severity: at for at, severity in enumerate(SEVERITIES)}
    spans: dict[tuple[int, int], list[Finding]] = {}
    for finding in findings:
        if finding.start is not None:
            spans.setdefault((finding.start, max(finding.start, finding.end or 0)), []).append(finding)
    groups = []
    for (start, end), found in spans.items():
        strength = min((not statutory(finding), order[finding.severity], finding.rank) for finding in found)
        groups.append(_Group(strength, start, end, tuple(found)))
    return groups


def _title(report: Report) -> tuple[int, int]:
    """The words of the title, else of the first block: what concerns the whole report hangs on them."""
    source = report.profile.sources.get("title")
    if source is not None and source.start is not None and source.end is not None:
        return source.start, source.end
    blocks = report.document.blocks
    return (blocks[0].start, blocks[0].end) if blocks else (0, 0)
