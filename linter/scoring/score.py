"""The score of contract.md, in exact fractions, rounded half up to 0.1 once.

s = 1 evidenced, 0.6 mentioned, 0 planned or absent; not-applicable and review leave both sums. Dimension
maximum = 100 × W_d / ΣW over applicable weights; points = maximum × Σ w·s / W_d. Rows are rounded by largest
remainder, so that they add up to the printed total.
"""

from collections.abc import Sequence
from fractions import Fraction

from linter.model.rule import Dimension, Weighting
from linter.model.scorecard import Deduction, DimensionScore, Gain, ObligationScore, Scorecard
from linter.model.verdict import Verdict

CREDIT = {"evidenced": Fraction(1), "mentioned": Fraction(3, 5), "planned": Fraction(0), "absent": Fraction(0)}
_TENTH = Fraction(1, 10)


def dimension_of(rule: str, dimensions: Sequence[Dimension]) -> Dimension | None:
    """The dimension whose prefix (whole dot segments) opens the rule id; the longest prefix wins."""
    best: tuple[int, Dimension] | None = None
    for dimension in dimensions:
        for prefix in dimension.prefixes:
            if (rule == prefix or rule.startswith(prefix + ".")) and (best is None or len(prefix) > best[0]):
                best = (len(prefix), dimension)
    return best[1] if best else None


def half_up(value: Fraction) -> Fraction:
    """`value` ≥ 0 rounded half up to 0.1."""
    return Fraction((value * 20 + 1) // 2, 10)


def apportion(values: Sequence[Fraction], total: Fraction) -> list[Fraction]:
    """Rounds values ≥ 0 to tenths that add up to `total` (a number of tenths), by largest remainder, ties in order."""
    floors = [value // _TENTH for value in values]
    missing = int(total / _TENTH) - sum(floors)
    order = sorted(range(len(values)), key=lambda i: (-(values[i] / _TENTH - floors[i]), i))
    for i in order[: max(missing, 0)]:
        floors[i] += 1
    for i in reversed(order[missing:] if missing < 0 else []):
        floors[i] -= 1
    return [floor * _TENTH for floor in floors]


def score(verdicts: Sequence[Verdict], weighting: Weighting, deductions: Sequence[Deduction] = (), waived: frozenset[str] = frozenset()) -> Scorecard:
    """The scorecard of one report.

    `verdicts` carry the weight each rule has here; `waived` rules count as evidenced in `total_with_waivers`
    only. Raises nothing: a report to which nothing applies has total 0.
    """
    counted = [v for v in verdicts if v.status in CREDIT and v.weight > 0]
    whole = sum(v.weight for v in counted)
    unit = Fraction(100, whole) if whole else Fraction(0)
    obligations: dict[str, ObligationScore] = {}
    for verdict in verdicts:
        if verdict.status in CREDIT and verdict.weight > 0:
            points = unit * verdict.weight * CREDIT[verdict.status]
            obligations[verdict.rule.id] = ObligationScore(points, unit * verdict.weight - points)
        else:
            obligations[verdict.rule.id] = ObligationScore(Fraction(0), Fraction(0))
    exact: list[tuple[Dimension, Fraction, Fraction, int, int]] = []
    for dimension in weighting.dimensions:
        own = [v for v in verdicts if dimension_of(v.rule.id, weighting.dimensions) is dimension]
        weight = sum(v.weight for v in own if v.status in CREDIT)
        points = sum((obligations[v.rule.id].points for v in own), Fraction(0))
        applicable = sum(1 for v in own if v.status in CREDIT and v.weight > 0)
        if own:
            exact.append((dimension, unit * weight, points, applicable, len(own) - applicable))
    subtotal = sum((row[2] for row in exact), Fraction(0))
    loss = sum((d.points for d in deductions), Fraction(0))
    total = half_up(max(subtotal - loss, Fraction(0)))
    maxima = apportion([row[1] for row in exact], Fraction(100) if whole else Fraction(0))
    points_rows = apportion([row[2] for row in exact], half_up(subtotal))
    dimensions = tuple(
        DimensionScore(row[0].id, row[0].title_zh, row[0].title_en, maximum, points, row[3], row[4])
        for row, maximum, points in zip(exact, maxima, points_rows, strict=True)
    )
    lifted = sum((obligations[v.rule.id].gain for v in counted if v.rule.id in waived), Fraction(0))
    gains = sorted(
        (Gain(v.rule.id, obligations[v.rule.id].gain, "evidence" if v.status == "mentioned" else "report") for v in counted if obligations[v.rule.id].gain > 0),
        key=lambda g: (-g.points, g.rule),
    )
    with_waivers = half_up(max(subtotal + lifted - loss, Fraction(0)))
    return Scorecard(total, with_waivers, grade_of(total, weighting), dimensions, tuple(deductions), tuple(gains), obligations)


def grade_of(total: Fraction, weighting: Weighting) -> str:
    """Id of the highest grade band that `total` reaches."""
    reached = [g for g in weighting.grades if total >= g.minimum]
    return max(reached, key=lambda g: g.minimum).id if reached else weighting.grades[-1].id
