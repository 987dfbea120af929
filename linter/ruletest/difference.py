"""Two rulebooks held against each other: which rules differ, and what that does to reports."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from linter.batch import Readable, judge_all
from linter.comparison import compare
from linter.engine import Engine
from linter.model.result import Problem, Report
from linter.model.rule import LEVELS, Rule, Rulebook, weighting_of
from linter.model.verdict import Finding

# fields of a rule as they are told; what its check kind looks for is compared by its YAML keys
_FIELDS = (
    "title_zh", "title_en", "pack", "stability", "levels", "years", "traits", "stages", "severity", "check", "requires", "collective", "family",
    "advice_zh", "on", "basis",
)  # fmt: skip
_NONE = "none"  # the status of a rule that one side does not have


class Change(NamedTuple):
    """One field of a rule: its values before and after as text, or the words that come and go of a list."""

    field: str
    before: str = ""
    after: str = ""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class RuleChange(NamedTuple):
    """A rule that is `added`, `removed` or `changed`."""

    rule: str
    title_zh: str
    title_en: str
    how: str
    changes: tuple[Change, ...] = ()


class ReportChange(NamedTuple):
    """What became of one report. `verdicts` are (rule, status before, status after) of those that differ."""

    path: str
    verdicts: tuple[tuple[str, str, str], ...]
    gone: tuple[Finding, ...]
    come: tuple[Finding, ...]
    graver: tuple[tuple[Finding, Finding], ...]  # the same finding with another severity or status
    score_before: Fraction | None
    score_after: Fraction | None

    @property
    def judged_otherwise(self) -> bool:
        return bool(self.verdicts or self.gone or self.come or self.graver)


class Side(NamedTuple):
    """A rulebook, with the raw keys of its rules (rulebook.examples)."""

    book: Rulebook
    keys: Mapping[str, Mapping[str, Any]]


class Difference(NamedTuple):
    rules: tuple[RuleChange, ...]
    reports: tuple[ReportChange, ...]
    errors: tuple[Problem, ...]


def difference(before: Side, after: Side, inputs: Sequence[Readable], *, as_of: str, max_size: int) -> Difference:
    """The rules that differ, and for every input the verdicts, findings and score that do. Inputs are judged twice, with the same engine options."""
    reports: tuple[ReportChange, ...] = ()
    errors: tuple[Problem, ...] = ()
    if inputs:
        first, second = (judge_all(Engine(side.book), inputs, max_size=max_size, skip_other=False, as_of=as_of) for side in (before, after))
        others = {report.document.path: report for report in second.reports}
        pairs = [(report, others[report.document.path]) for report in first.reports if report.document.path in others]
        reports = tuple(_of_report(old, new) for old, new in pairs)
        errors = tuple(dict.fromkeys((*first.errors, *second.errors)))
    return Difference(tuple(_of_rules(before, after)), reports, errors)


def _of_report(old: Report, new: Report) -> ReportChange:
    became = compare(old.document.path, old, new)
    first = {v.rule.id: v.status for v in old.verdicts}
    second = {v.rule.id: v.status for v in new.verdicts}
    verdicts = tuple(
        (rule, first.get(rule, _NONE), second.get(rule, _NONE))
        for rule in sorted({*first, *second})
        if first.get(rule, _NONE) != second.get(rule, _NONE)
    )
    graver = {f.fingerprint: f for f in old.findings}
    same = tuple(
        (graver[f.fingerprint], f) for f in new.findings if f.fingerprint in graver and graver[f.fingerprint].severity != f.severity
    )
    told = {rule for rule, _, _ in verdicts}  # its finding comes or goes with the verdict
    return ReportChange(
        old.document.path,
        verdicts,
        tuple(f for f in became.fixed if f.rule not in told),
        tuple(f for f in became.new if f.rule not in told),
        tuple(pair for pair in (*became.changed, *same) if pair[1].rule not in told),
        became.score_before,
        became.score_after,
    )


def _of_rules(before: Side, after: Side) -> Iterator[RuleChange]:
    old = {rule.id: rule for rule in before.book.rules}
    new = {rule.id: rule for rule in after.book.rules}
    for rule_id in sorted({*old, *new}):
        rule = new.get(rule_id) or old[rule_id]
        if rule_id not in old or rule_id not in new:
            how = "added" if rule_id in new else "removed"
            yield RuleChange(rule_id, rule.title_zh, rule.title_en, how)
            continue
        changes = tuple(_changes(old[rule_id], new[rule_id], before, after))
        if changes:
            yield RuleChange(rule_id, rule.title_zh, rule.title_en, "changed", changes)


def _changes(old: Rule, new: Rule, before: Side, after: Side) -> Iterator[Change]:
    for field in _FIELDS:
        one, other = getattr(old, field), getattr(new, field)
        if one != other:
            yield Change(field, _told(one), _told(other))
    weights = [
        (level, *(weighting_of(side.book.weightings, level).weights.get(rule.id, rule.weight) for side, rule in ((before, old), (after, new))))
        for level in LEVELS
    ]
    differing = [(level, one, other) for level, one, other in weights if one != other]
    if len(differing) == len(LEVELS) and len({pair[1:] for pair in differing}) == 1:
        yield Change("weight", str(differing[0][1]), str(differing[0][2]))
    else:
        for level, one, other in differing:
            yield Change(f"weight.{level}", str(one), str(other))
    keys, others = (side.keys.get(new.id, {}).get("keys", {}) for side in (before, after))
    named = False
    for key in sorted({*keys, *others}):
        if keys.get(key) != others.get(key):
            named = True
            first, second = list(_leaves(keys.get(key))), list(_leaves(others.get(key)))
            yield Change(key, added=tuple(w for w in second if w not in first), removed=tuple(w for w in first if w not in second))
    if not named and old.spec != new.spec:
        yield Change("lexicon")


def _leaves(value: Any) -> Iterator[str]:
    """The texts and numbers of some YAML, one by one; of a mapping with one plain value `key: value`."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, dict | list):
                yield from _leaves(inner)
            else:
                yield f"{key}: {inner}"
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    elif value is not None:
        yield str(value)


def _told(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(_told(inner) for inner in value if inner != "") if value else "—"
    if isinstance(value, bool):
        return "on" if value else "off"
    return "—" if value in (None, "") else str(value)
