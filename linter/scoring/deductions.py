"""Findings → deductions: what the rules without points of their own take off the score (contract.md, Score)."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from linter.model.rule import Group, Weighting, home_of
from linter.model.scorecard import Deduction
from linter.model.verdict import Finding


def groups_of(rules: Iterable[str], groups: Sequence[Group]) -> dict[str, Group]:
    """Rule id → the group whose cap its deductions share; rules of no group are left out."""
    return {rule: group for rule in rules if (group := home_of(rule, groups)) is not None}


def deductions_of(findings: Sequence[Finding], weighting: Weighting, homes: Mapping[str, Group] | None = None) -> tuple[Deduction, ...]:
    """One row a rule, in the order of groups and then of rule ids; the rows of a group stay within its cap together.

    A finding costs what its group says of its severity; where the cap is reached, the rows that follow are cut, a row
    would take off nothing is left out. `homes` (groups_of) spares the look-up of groups.
    """
    if homes is None:
        homes = groups_of({finding.rule for finding in findings}, weighting.groups)
    rows: dict[str, dict[str, list[int]]] = {}
    for finding in findings:
        group = homes.get(finding.rule)
        if group is None:
            continue
        tenths = getattr(group, finding.severity)
        if tenths:
            row = rows.setdefault(group.id, {}).setdefault(finding.rule, [0, 0])
            row[0] += 1
            row[1] += tenths
    out = []
    for group in weighting.groups:
        left = 10 * group.cap
        for rule, (times, tenths) in sorted(rows.get(group.id, {}).items()):
            taken = min(tenths, left)
            left -= taken
            if taken:
                out.append(Deduction(group.id, rule, times, Fraction(taken, 10), group.cap))
    return tuple(out)
