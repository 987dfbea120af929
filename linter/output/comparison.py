"""What became of an earlier draft's findings: three short lists with counts, and the score before and after."""

from typing import Any

from linter.model.result import Comparison
from linter.model.rule import SEVERITIES
from linter.model.verdict import Finding
from linter.output.catalogue import Catalogue
from linter.output.digest import Digest
from linter.output.finding import rule_title
from linter.output.rounding import decimal, shown
from linter.output.sheet import Sheet

SHOWN = 10


def score_words(comparison: Comparison, words: Catalogue) -> str:
    """“得分 61.2 → 74.9（+13.7）”, or that scores cannot be compared."""
    before, after = comparison.score_before, comparison.score_after
    if before is None or after is None:
        return words("comparison.unscored")
    difference = after - before
    sign = "+" if difference >= 0 else "-"
    return words("comparison.scores", before=shown(before), after=shown(after), difference=sign + shown(abs(difference)))


def lists(comparison: Comparison, min_severity: str, each: Digest, words: Catalogue) -> list[tuple[str, list[tuple[str, str]]]]:
    """(key, lines) of each list that is not empty, findings below `min_severity` left out; a line is (severity, text)."""

    def line(finding: Finding, status: str) -> tuple[str, str]:
        parts = [rule_title(finding.rule, each, words), status]
        quote = "".join(finding.quote.split())
        if finding.status in ("absent", "planned", "review"):
            quote = ""
        return finding.severity, words("list.dot").join(filter(None, parts)) + (f"  {_cut(quote)}" if quote else "") + f"  [{finding.rule}]"

    def status_of(finding: Finding) -> str:
        return words.term("status", finding.status)

    found = [
        ("comparison.fixed", [line(f, status_of(f)) for f in _kept(comparison.fixed, min_severity)]),
        ("comparison.new", [line(f, status_of(f)) for f in _kept(comparison.new, min_severity)]),
        (
            "comparison.changed",
            [
                line(after, words("comparison.step", before=status_of(before), after=status_of(after)))
                for before, after in comparison.changed
                if SEVERITIES.index(min(before.severity, after.severity, key=SEVERITIES.index)) <= SEVERITIES.index(min_severity)
            ],
        ),
    ]
    return [(key, lines) for key, lines in found if lines]


def _kept(findings: tuple[Finding, ...], min_severity: str) -> list[Finding]:
    return [f for f in findings if SEVERITIES.index(f.severity) <= SEVERITIES.index(min_severity)]


def _cut(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"


def block(comparison: Comparison, each: Digest, sheet: Sheet, words: Catalogue, *, min_severity: str, verbose: bool) -> None:
    """The comparison as a chapter of the terminal page."""
    sheet.blank()
    sheet.line(words("comparison", path=comparison.path), style="bold")
    sheet.line(score_words(comparison, words), indent=2)
    for key, lines in lists(comparison, min_severity, each, words):
        sheet.line(words("chapter", title=words(key), count=len(lines)), indent=2, style="bold")
        for severity, text in lines if verbose else lines[:SHOWN]:
            sheet.headed(words("severity." + severity), text, indent=4, style=severity if key != "comparison.fixed" else "good")
        if len(lines) > SHOWN and not verbose:
            sheet.line(words("comparison.more", count=len(lines) - SHOWN), indent=4, style="dim")
    sheet.line(words("comparison.left", count=comparison.left), indent=2, style="dim")


def entry(comparison: Comparison, min_severity: str) -> dict[str, Any]:
    """The comparison as JSON puts it into `summary.against`."""
    return {
        "path": comparison.path,
        "fixed": [_finding(f) for f in _kept(comparison.fixed, min_severity)],
        "new": [_finding(f) for f in _kept(comparison.new, min_severity)],
        "changed": [{"before": _finding(before), "after": _finding(after)} for before, after in comparison.changed],
        "left": comparison.left,
        "score_before": None if comparison.score_before is None else decimal(comparison.score_before),
        "score_after": None if comparison.score_after is None else decimal(comparison.score_after),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    keys = ("rule", "kind", "status", "severity", "message", "line", "quote", "fingerprint")
    return {key: getattr(finding, key) for key in keys}
