"""Waivers laid over a run: which findings they cover, the total with them, and what is to be said of the waivers themselves."""

import os
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from linter.agreement.inline import inline_waivers
from linter.agreement.naming import Names
from linter.agreement.selection import Selection
from linter.checks import waiver as kind
from linter.checks.waiver import Held
from linter.model.position import Lines
from linter.model.result import DUTIES, Report, Run
from linter.model.rule import Rule, Rulebook, chosen
from linter.model.text import Document
from linter.model.verdict import Finding, Remark
from linter.model.waiver import Waiver
from linter.paths import matches, relative
from linter.scoring.basis import basis_text
from linter.scoring.deductions import deductions_of
from linter.scoring.findings import Voice, findings_of
from linter.scoring.score import half_up


class Note(NamedTuple):
    """What is to be said of a waiver that concerns no report of this run: nobody would see it otherwise."""

    severity: str
    message: str


def words_of(rulebook: Rulebook, lang: str) -> dict[str, Any]:
    """The sentences about waivers."""
    table: dict[str, Any] = rulebook.lexicon[f"wording.waiver.{lang}"]
    return table


def with_waivers(run: Run, waivers: Sequence[Waiver], rulebook: Rulebook, selection: Callable[[str], Selection]) -> tuple[Run, tuple[Note, ...]]:
    """The run with the waivers of files and those in its documents applied, and what belongs to no report.

    `selection` says which rules were chosen for the report at a path, "" for the run. A waiver that is invalid or over waives nothing. What is said of a waiver stands in the report it concerns, of several the
    first by path; of a waiver that concerns none, it is a note.
    """
    names = Names(rulebook, words_of(rulebook, run.lang))
    judged = _Judged(rulebook, selection)
    places = [_where(report.document, waivers) for report in run.reports]
    reports: list[Report] = []
    used: set[int] = set()
    held: list[list[Held]] = []
    for report, own in zip(run.reports, places, strict=True):
        inline = inline_waivers(report.document, names)
        entries = [(number, waivers[number]) for number in own] + [(-1 - number, each) for number, each in enumerate(inline)]
        alive = [(number, w) for number, w in entries if not w.fault and (kind.days_left(w, run.as_of) or 0) >= 0]
        covered, mine = _covered(report, alive)
        reports.append(_rescored(report, covered, rulebook) if covered else report)
        used.update(number for number in mine if number >= 0)
        ids = judged.ids(report.document.path)
        held.append([Held(w, -1 - number not in mine and _touches(w, ids)) for number, w in enumerate(inline)])
    order = sorted(range(len(reports)), key=lambda at: reports[at].document.path)
    strays: list[Held] = []
    for number, each in enumerate(waivers):
        homes = [at for at in order if number in places[at]]
        idle = number not in used and any(_touches(each, judged.ids(reports[at].document.path)) for at in homes)
        if each.fault and not each.path:
            homes = order  # whom it concerns nobody can tell, so it may concern any
        (held[homes[0]] if homes else strays).append(Held(each, idle))
    voice = _voice(rulebook, run.lang)
    told = [
        _told(report, kind.judge(judged.waiver_rules(report.document.path), own, run.as_of), voice) if own else report
        for report, own in zip(reports, held, strict=True)
    ]
    empty = Document("", "", "", "", (), None, None)  # type: ignore[arg-type]
    notes = tuple(Note(f.severity, f.message) for f in _findings(empty, kind.judge(judged.waiver_rules(""), strays, run.as_of), voice))
    return run._replace(reports=tuple(told)), notes


class _Judged:
    """Which rules were judged in which report; worked out once for each choice of rules."""

    def __init__(self, rulebook: Rulebook, selection: Callable[[str], Selection]) -> None:
        self._rulebook = rulebook
        self._selection = selection
        self._known: dict[Selection, list[Rule]] = {}
        self._ids: dict[Selection, set[str]] = {}

    def _rules(self, path: str) -> list[Rule]:
        chosen = self._selection(path)
        if chosen not in self._known:
            self._known[chosen] = [rule for rule in self._rulebook.rules if chosen.judged(rule)]
        return self._known[chosen]

    def ids(self, path: str) -> set[str]:
        chosen = self._selection(path)
        if chosen not in self._ids:
            self._ids[chosen] = {rule.id for rule in self._rules(path)}
        return self._ids[chosen]

    def waiver_rules(self, path: str) -> list[Rule]:
        return [rule for rule in self._rules(path) if rule.check == "waiver"]


def absent(finding: Finding) -> bool:
    """True for a finding about something that stands nowhere: its span, if any, is only the heading where it belongs."""
    return finding.start is None or (finding.kind in DUTIES and finding.status in ("absent", "review"))


def covers(waiver: Waiver, finding: Finding) -> bool:
    """Whether a waiver that holds lets a finding be."""
    if not chosen(finding.rule, (waiver.rule,)) or (waiver.fingerprint and waiver.fingerprint != finding.fingerprint) or finding.kind == "waiver":
        return False
    if waiver.covers is None or (waiver.whole and absent(finding)):
        return True
    start, end = waiver.covers
    return finding.start is not None and finding.end is not None and finding.start < end and start < finding.end


def _where(document: Document, waivers: Sequence[Waiver]) -> list[int]:
    """The waivers whose path takes in a document."""
    seen = {source: relative(document.path, os.path.dirname(source)) for source in {w.source for w in waivers}}
    return [number for number, w in enumerate(waivers) if w.path and matches((w.path,), seen[w.source])]


def _touches(waiver: Waiver, ids: set[str]) -> bool:
    """True where a rule of the waiver was judged, so that it could have been needed."""
    return any(chosen(rule, (waiver.rule,)) for rule in ids) and not waiver.fault


def _covered(report: Report, waivers: Sequence[tuple[int, Waiver]]) -> tuple[dict[int, str], set[int]]:
    """(place of a finding → reason of the first waiver that covers it, numbers of all waivers that cover something)."""
    covered: dict[int, str] = {}
    used = set()
    for number, waiver in waivers:
        for at, finding in enumerate(report.findings):
            if covers(waiver, finding):
                covered.setdefault(at, waiver.reason)
                used.add(number)
    return covered, used


def _rescored(report: Report, covered: dict[int, str], rulebook: Rulebook) -> Report:
    """The report with its waived findings, and the total as if their duties were evidenced and their remarks not deducted."""
    findings = tuple(f._replace(waiver=covered[at]) if at in covered else f for at, f in enumerate(report.findings))
    report = report._replace(findings=findings)
    card = report.score
    if card is None:
        return report
    lifted = {f.rule for f in findings if f.waiver is not None and f.kind in DUTIES}
    told = {f.rule for f in findings}
    # a finding speaks for the rules folded into it
    lifted |= {rule.id for rule in rulebook.rules if rule.requires in lifted and rule.id not in told}
    points = sum((each.points for each in card.obligations.values()), Fraction(0))
    gain = sum((each.gain for rule, each in card.obligations.items() if rule in lifted), Fraction(0))
    scheme = rulebook.weightings[report.weighting]
    loss = sum((d.points for d in deductions_of([f for f in findings if f.waiver is None], scheme)), Fraction(0))
    return report._replace(score=card._replace(total_with_waivers=max(card.total, half_up(max(points + gain - loss, Fraction(0))))))


def _voice(rulebook: Rulebook, lang: str) -> Voice:
    messages: dict[str, Any] = rulebook.lexicon["messages." + lang]

    def basis(rule: Rule) -> str:
        return basis_text(rule, rulebook.sources, messages)

    return Voice(messages, lang, basis, lambda name: rulebook.lexicon[f"wording.{name}.{lang}"], {})


def _told(report: Report, remarks: tuple[Remark, ...], voice: Voice) -> Report:
    """The report with findings about its waivers behind its own."""
    added = [f._replace(rank=len(report.findings) + f.rank) for f in _findings(report.document, remarks, voice)]
    return report._replace(findings=(*report.findings, *added)) if added else report


def _findings(document: Document, remarks: tuple[Remark, ...], voice: Voice) -> list[Finding]:
    if not remarks:
        return []
    lines = Lines(document.text)
    return findings_of((), remarks, document, voice, lambda rule: None, lambda at: "", lambda at: (lines.line(at), lines.column(at)))
