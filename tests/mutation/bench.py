"""Runs mutants through the shipped rules and counts: did the change cause its finding, and did it cause any other?

What is new is told by fingerprints: a finding of the changed report whose fingerprint the unchanged report has not.
Of the new findings these count as explained by the change and not as "other":

* the expected rules themselves, wherever they point in the place that was changed;
* a finding that was there before in the same place and only quotes the changed words; a duty that was found wanting before
  in the same way and is quoted from another passage;
* figures.* on a relation that holds a changed figure: a total stands in a sum and under a percentage, and the change breaks both;
* a duty whose passages or evidence stood in text that was taken out or lost its figures (`Mutant.affects`), and what requires
  that duty; claims in that text, or in an item that lost evidence with it (`Mutant.loses`);
* a duty that was missing and is spoken of now: that is no accusation;
* what the operator itself says follows from its change (`Mutant.allows`).
"""

import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import NamedTuple

from linter.engine import Engine, Judgement, chosen
from linter.model.result import Report
from linter.model.verdict import Finding
from tests.checks.toy import judged
from tests.mutation.edits import Edit, moved, touch, touched
from tests.mutation.mutants import OPERATORS, Case, Mutant, Operator, Span, mutants
from tests.mutation.places import MutableReport, reports

for _module in ("figures", "form", "naming", "claiming", "persons", "structure"):
    import_module(f"tests.mutation.{_module}")

_DUTIES = ("coverage", "section", "date")
_BETTER = {"absent": 0, "planned": 1, "review": 1, "mentioned": 2, "evidenced": 3, "not-applicable": 3}


class Trial(NamedTuple):
    """One mutant judged."""

    mutant: Mutant
    found: bool
    others: tuple[Finding, ...]


class Score(NamedTuple):
    """One operator: of `count` mutants `found` caused their finding and `quiet` no other one."""

    operator: Operator
    count: int
    found: int
    quiet: int
    trials: tuple[Trial, ...]


class Bench:
    """Judges reports and mutants with one engine; baselines are judged once for each stage."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reports = {r.name: r for r in reports()}
        self._baselines: dict[tuple[str, str | None], Judgement] = {}

    def report(self, name: str) -> MutableReport:
        return self._reports[name]

    def baseline(self, name: str, stage: str | None = None) -> Judgement:
        key = (name, stage)
        if key not in self._baselines:
            report = self._reports[name]
            self._baselines[key] = self._judged(report, report.text, stage)
        return self._baselines[key]

    def cases(self) -> list[Case]:
        return [Case(report, self.baseline(name)) for name, report in self._reports.items()]

    def _judged(self, report: MutableReport, text: str, stage: str | None) -> Judgement:
        return judged(self._engine, text, level=report.level, stage=stage)

    def trial(self, mutant: Mutant) -> Trial:
        report = self._reports[mutant.report]
        base = self.baseline(mutant.report, mutant.stage).report
        changed = self._judged(report, mutant.text(report), mutant.stage).report
        return compared(base, changed, mutant)

    def score(self, operator: Operator, count: int) -> Score:
        trials = tuple(self.trial(m) for m in mutants(operator, self.cases(), count))
        return Score(operator, len(trials), sum(t.found for t in trials), sum(not t.others for t in trials), trials)

    def scores(self, count: int, names: Iterable[str] = ()) -> list[Score]:
        wanted = tuple(names)
        return [self.score(op, count) for name, op in OPERATORS.items() if not wanted or name in wanted]


def compared(base: Report, changed: Report, mutant: Mutant) -> Trial:
    """What a change caused, by the rules in this module's docstring."""
    known = {f.fingerprint for f in base.findings}
    new = [f for f in changed.findings if f.fingerprint not in known]
    places = tuple(moved(p, mutant.edits) for p in mutant.places)
    found = _missed(changed, mutant) if not mutant.places else False
    others = []
    explained = _Explained(base, changed, mutant)
    for finding in new:
        if _is_expected(finding, mutant, places):
            found = True
        elif not explained(finding):
            others.append(finding)
    return Trial(mutant, found or _claimed(base, changed, mutant, places), tuple(others))


def _is_expected(finding: Finding, mutant: Mutant, places: Sequence[Span]) -> bool:
    if not chosen(finding.rule, mutant.expected) or (mutant.statuses and finding.status not in mutant.statuses):
        return False
    if not places:
        return True
    return finding.start is not None and finding.end is not None and any(touch((finding.start, finding.end), p) for p in places)


def _missed(changed: Report, mutant: Mutant) -> bool:
    """True where the duty's finding is told by its parent's: both are missing and the parent speaks for them."""
    return any(v.rule.id in mutant.expected and v.folded_into and v.status in mutant.statuses for v in changed.verdicts)


def _claimed(base: Report, changed: Report, mutant: Mutant, places: Sequence[Span]) -> bool:
    """True where a claim's finding is told by that of a duty that is only mentioned in the same clause."""
    before = {base.document.text[c.start : c.end] for c in base.claims}
    claims = [c for c in changed.claims if chosen(c.rule, mutant.expected) and c.support != "supported"]
    fresh = [c for c in claims if changed.document.text[c.start : c.end] not in before and any(touch((c.start, c.end), p) for p in places)]
    told = [f for f in changed.findings if f.status == "mentioned" and f.start is not None and f.end is not None]
    return any(touch((c.start, c.end), (f.start, f.end)) for c in fresh for f in told)  # type: ignore[arg-type]


class _Explained:
    """Whether a new finding of a changed report is one that the change itself explains."""

    def __init__(self, base: Report, changed: Report, mutant: Mutant) -> None:
        self._base, self._changed, self._mutant = base, changed, mutant
        self._touched = touched(mutant.edits)
        self._affected = _affected(base, mutant.affects)
        self._lost = tuple(moved(s, mutant.edits) for s in (*mutant.affects, *mutant.loses))
        self._before = {v.rule.id: v.status for v in base.verdicts}

    def __call__(self, finding: Finding) -> bool:
        return (
            chosen(finding.rule, self._mutant.allows)
            or finding.rule in self._affected
            or self._is_same_duty(finding)
            or self._was_there(finding)
            or self._shares_figure(finding)
            or self._lost_evidence(finding)
            or self._improved(finding)
        )

    def _is_same_duty(self, finding: Finding) -> bool:
        """A duty has one finding; that it quotes another passage now is no new one."""
        return finding.kind in _DUTIES and any(f.rule == finding.rule and f.status == finding.status for f in self._base.findings)

    def _was_there(self, finding: Finding) -> bool:
        """The same rule at the same place before the change, quoting words that were changed."""
        if finding.start is None or finding.end is None:
            return False
        span = (finding.start, finding.end)
        if not any(touch(span, t) for t in self._touched):
            return False
        olds = [
            f
            for f in self._base.findings
            if f.rule == finding.rule and f.status == finding.status and f.start is not None and f.end is not None
        ]
        return any(touch(moved((f.start, f.end), self._mutant.edits), span) for f in olds)  # type: ignore[arg-type]

    def _shares_figure(self, finding: Finding) -> bool:
        """A relation that holds a changed figure."""
        if not finding.rule.startswith("figures.") or finding.start is None or finding.end is None:
            return False
        span = (finding.start, finding.end)
        for relation in self._changed.relations:
            parts = [(p.start, p.end) for p in relation.parts]
            if (
                relation.rule == finding.rule
                and any(touch(span, p) for p in parts)
                and any(touch(t, p) for t in self._touched for p in parts)
            ):
                return True
        return False

    def _lost_evidence(self, finding: Finding) -> bool:
        """A claim in an item whose figures were taken out."""
        if not self._lost or not finding.rule.startswith("claims.") or finding.start is None or finding.end is None:
            return False
        return any(touch((finding.start, finding.end), s) for s in self._lost)

    def _improved(self, finding: Finding) -> bool:
        before = self._before.get(finding.rule)
        return before is not None and finding.status in _BETTER and _BETTER[finding.status] > _BETTER[before]


def _affected(base: Report, spans: Sequence[Span]) -> frozenset[str]:
    """Rules whose passages or evidence lie in the spans, and the rules that require those."""
    hit = set()
    for verdict in base.verdicts:
        places = [(p.start, p.end) for p in verdict.passages] + [(e.start, e.end) for p in verdict.passages for e in p.evidence]
        if any(a < end and start < b for a, b in places for start, end in spans):
            hit.add(verdict.rule.id)
    more = {v.rule.id for v in base.verdicts if v.rule.requires in hit or v.rule.collective in hit or v.rule.family in hit}
    return frozenset(hit | more)


def table(scores: Sequence[Score]) -> str:
    """One line an operator: mutants, how many caused their finding, how many no other one."""
    head = f"{'operator':<28}{'mutants':>8}{'found':>8}{'%':>8}{'no other':>10}{'%':>8}"
    rows = [head, *(f"{s.operator.name:<28}{s.count:>8}" + _shares(s.found, s.quiet, s.count) for s in scores)]
    count, found, quiet = (sum(getattr(s, key) for s in scores) for key in ("count", "found", "quiet"))
    rows.append(f"{'all':<28}{count:>8}" + _shares(found, quiet, count))
    return "\n".join(rows)


def _shares(found: int, quiet: int, count: int) -> str:
    share = (100 / count) if count else 0.0
    return f"{found:>8}{found * share:>8.1f}{quiet:>10}{quiet * share:>8.1f}"


def shown(trial: Trial, bench: Bench) -> str:
    """A mutant in words, for a person who looks for the fault: what was changed to what, and what was said."""
    mutant = trial.mutant
    text = bench.baseline(mutant.report).report.document.text
    said = [f"{_around(text, e)} → {e.new!r}" for e in mutant.edits[:3]]
    others = [f"other: {f.rule} {f.status} {f.quote!r} {f.message}" for f in trial.others]
    return "\n    ".join([f"{mutant.operator} {mutant.report} found={trial.found} expected={','.join(mutant.expected)}", *said, *others])


def _around(text: str, edit: Edit) -> str:
    return f"{text[max(0, edit.start - 20) : edit.start]}[{text[edit.start : edit.end][:60]}]{text[edit.end : edit.end + 20]}".replace(
        "\n", "⏎"
    )


def main(arguments: Sequence[str]) -> int:
    """`python -m tests.mutation.bench [COUNT] [OPERATOR …] [--show]`: the table, and every mutant that went wrong."""
    from linter.engine import load

    words = [a for a in arguments if not a.startswith("-")]
    count = int(words.pop(0)) if words and words[0].isdigit() else 100
    bench = Bench(Engine(load()))
    scores = bench.scores(count, words)
    print(table(scores))
    if "--show" in arguments:
        for trial in (t for s in scores for t in s.trials if not t.found or t.others):
            print(shown(trial, bench))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
