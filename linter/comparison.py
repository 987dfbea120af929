"""An earlier draft and the report: which findings are gone, which are new, which are left.

Findings are the same by fingerprint, which text inserted above does not change. A duty has one finding: where its words were
changed and its status was not, it is left; where the status was, it has changed.
"""

from collections import Counter

from linter.model.result import DUTIES, Comparison, Report
from linter.model.verdict import Finding


def compare(path: str, draft: Report, report: Report) -> Comparison:
    """What became of the draft's findings. Waived findings count like the others; lists keep the order of rank."""
    before, after = Counter(f.fingerprint for f in draft.findings), Counter(f.fingerprint for f in report.findings)
    gone = _surplus(draft.findings, before - after)
    come = _surplus(report.findings, after - before)
    left = sum((before & after).values())
    old = {f.rule: f for f in gone if f.kind in DUTIES}
    changed: list[tuple[Finding, Finding]] = []
    reworded: set[str] = set()
    for finding in come:
        earlier = old.get(finding.rule) if finding.kind in DUTIES else None
        if earlier is not None:
            reworded.add(finding.rule)
            if earlier.status == finding.status and earlier.severity == finding.severity:
                left += 1
            else:
                changed.append((earlier, finding))
    return Comparison(
        path,
        tuple(f for f in gone if f.rule not in reworded or f.kind not in DUTIES),
        tuple(f for f in come if f.rule not in reworded or f.kind not in DUTIES),
        tuple(changed),
        left,
        draft.score.total if draft.score else None,
        report.score.total if report.score else None,
    )


def _surplus(findings: tuple[Finding, ...], counts: Counter[str]) -> list[Finding]:
    """Those findings whose fingerprint the other text lacks, as often as it does."""
    rest = Counter(counts)
    found = []
    for finding in findings:
        if rest[finding.fingerprint] > 0:
            rest[finding.fingerprint] -= 1
            found.append(finding)
    return found
