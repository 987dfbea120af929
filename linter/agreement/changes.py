"""Only what was changed since a git revision: findings on new or changed blocks, and those the earlier version did not have."""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from linter.agreement.git import Revision
from linter.model.digest import sha256_of
from linter.model.failure import ReadFailure
from linter.model.result import DUTIES, Narrowing, Report, Run
from linter.model.text import Block, Document
from linter.model.verdict import Finding

Reader = Callable[[str, bytes], Document]  # path, bytes → document; ReadFailure where it cannot be read
Judge = Callable[[Document], Sequence[Finding]]
# kinds that hold a report against another text, which its earlier version is not held against
_COMPANIONED = frozenset({"previous", "ledger"})


def only_changed(run: Run, revision: str, reader: Reader, judge: Judge) -> Run:
    """The run without the findings about what is as it was at `revision`. What is said of waivers stays.

    A file that was not there, or cannot be read as it was then, is new: everything in it counts. UsageFailure as git.Revision.
    """
    known: dict[str, Revision] = {}
    reports, left_out = [], 0
    for report in run.reports:
        folder = os.path.dirname(os.path.abspath(report.document.path))
        if folder not in known:
            known[folder] = Revision(folder, revision)
        told = _narrowed(report, known[folder].content(report.document.path), reader, judge)
        left_out += len(report.findings) - len(told.findings)
        reports.append(told)
    return run._replace(reports=tuple(reports), changes=Narrowing(revision, left_out))


def changed_blocks(old: Document, new: Document) -> tuple[Block, ...]:
    """The blocks of `new` that `old` does not have in the same order; white space is no difference."""
    before, after = ([_folded(document.text[b.start : b.end]) for b in document.blocks] for document in (old, new))
    same = {at for match in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks() for at in range(match.b, match.b + match.size)}
    return tuple(block for at, block in enumerate(new.blocks) if at not in same)


def _narrowed(report: Report, then: bytes | None, reader: Reader, judge: Judge) -> Report:
    """The report with what is new against the bytes it had then; relations and claims go with the passages they are about."""
    document = report.document
    if then is None:
        return report
    if sha256_of(then) == document.sha256:
        return report._replace(findings=tuple(f for f in report.findings if f.kind == "waiver"), relations=(), claims=())
    try:
        old = reader(document.path, then)
    except ReadFailure:
        return report
    blocks = changed_blocks(old, document)
    findings = _kept(report, blocks, Counter(f.fingerprint for f in judge(old)))
    places = [*((b.start, b.end) for b in blocks), *((f.start, f.end) for f in findings if f.start is not None and f.end is not None)]

    def touched(start: int, end: int) -> bool:
        return any(first < end and start < last for first, last in places)

    return report._replace(
        findings=findings,
        relations=tuple(r for r in report.relations if any(touched(part.start, part.end) for part in r.parts)),
        claims=tuple(c for c in report.claims if touched(c.start, c.end)),
    )


def _kept(report: Report, blocks: Sequence[Block], before: Counter[str]) -> tuple[Finding, ...]:
    """The findings on changed blocks, and those that the earlier version, of these fingerprints, did not have."""
    kept = []
    for finding in report.findings:
        was = before[finding.fingerprint] > 0
        before[finding.fingerprint] -= was
        own = finding.start is not None and finding.end is not None
        if finding.kind in _COMPANIONED:
            was = own
        touched = own and any(b.start < finding.end and finding.start < b.end for b in blocks)  # type: ignore[operator]
        if finding.kind == "waiver" or not was or (touched and not _belongs(finding)):
            kept.append(finding)
    return tuple(kept)


def _belongs(finding: Finding) -> bool:
    """True where the span is only the heading where something absent belongs."""
    return finding.status in ("absent", "review") and finding.kind in DUTIES


def _folded(text: str) -> str:
    return "".join(text.split())
