"""The score of contract.md, in exact fractions, rounded half up to 0.1 once.

s = 1 evidenced, 0.6 mentioned, 0 planned or absent; not-applicable and review leave both sums. Dimension
maximum = 100 × W_d / ΣW over applicable weights; points = maximum × Σ w·s / W_d. Rows are rounded by largest
remainder, so that they add up to the printed total, and no maximum below its points.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from linter.model.rule import Dimension, Weighting, home_of
from linter.model.scorecard import Deduction, DimensionScore, Gain, ObligationScore, Scorecard
from linter.model.verdict import Verdict

CREDIT = {"evidenced": Fraction(1), "mentioned": Fraction(3, 5), "planned": Fraction(0), "absent": Fraction(0)}
_FIFTHS = {status: int(5 * credit) for status, credit in CREDIT.items()}


def homes_of(rules: Iterable[str], dimensions: Sequence[Dimension]) -> dict[str, int]:
    """Rule id → index of its dimension; rules of no dimension (figures, form) are left out."""
    found = {}
    for rule in rules:
        dimension = home_of(rule, dimensions)
        if dimension is not None:
            found[rule] = dimensions.index(dimension)
    return found


def half_up(value: Fraction) -> Fraction:
    """`value` ≥ 0 rounded half up to 0.1."""
    return Fraction((value * 20 + 1) // 2, 10)


def apportion(parts: Sequence[int], denominator: int, tenths: int, least: Sequence[Fraction] = (), most: Sequence[Fraction] = ()) -> list[Fraction]:
    """Rounds the shares `part / denominator` (≥ 0) to tenths that add up to `tenths` tenths, by largest remainder.

    Ties go to the earlier row. Rows that would be below their bound in `least` are rounded up before all others, rows at their bound in `most`
    are not: of a maximum of 23.65 that is shown as 23.6, 23.7 points are not to be shown. Exact: the arithmetic is in integers.
    """
    floors = [part * 10 // denominator for part in parts]
    missing = tenths - sum(floors)
    short = [floor < 10 * bound for floor, bound in zip(floors, least, strict=True)] if least else [False] * len(floors)
    order = sorted(range(len(parts)), key=lambda i: (not short[i], -(parts[i] * 10 % denominator), i))
    able = [i for i in order if floors[i] < 10 * most[i]] if most else order
    for i in able[: max(missing, 0)]:
        floors[i] += 1
    for i in reversed(order[missing:] if missing < 0 else []):
        floors[i] -= 1
    return [_tenths(floor) for floor in floors]


@lru_cache(maxsize=2048)
def _tenths(number: int) -> Fraction:
    return Fraction(number, 10)


@lru_cache(maxsize=4096)
def _worth(status: str, weight: int, whole: int) -> ObligationScore:
    """What an obligation of a weight is worth where all weights together are `whole`: reports of one kind have few of each."""
    fifths = _FIFTHS.get(status)
    share = 20 * weight if fifths is not None and whole else 0  # of each fifth; one fraction instead of a chain of products
    return ObligationScore(Fraction(share * (fifths or 0), whole or 1), Fraction(share * (5 - (fifths or 0)), whole or 1))


def score(
    verdicts: Sequence[Verdict],
    weighting: Weighting,
    deductions: Sequence[Deduction] = (),
    waived: frozenset[str] = frozenset(),
    homes: Mapping[str, int] | None = None,
) -> Scorecard:
    """The scorecard of one report.

    `verdicts` carry the weight each rule has here; `waived` rules count as evidenced in `total_with_waivers`
    only; `homes` spares the look-up of dimensions. A rule without a dimension has no points. Raises nothing:
    a report to which nothing applies has total 0.
    """
    if homes is None:
        homes = homes_of((v.rule.id for v in verdicts), weighting.dimensions)
    told = [(rule, verdict.status, verdict.weight) for verdict in verdicts if (rule := verdict.rule.id) in homes]
    counted: list[tuple[str, str, int]] = []
    rows = [[0, 0, 0, 0] for _ in weighting.dimensions]  # W_d, Σ w·s in fifths, applicable, not applicable
    for each in told:
        rule, status, weight = each
        row = rows[homes[rule]]
        fifths = _FIFTHS.get(status)
        if fifths is not None and weight > 0:
            counted.append(each)
            row[0] += weight
            row[1] += weight * fifths
            row[2] += 1
        else:
            row[3] += 1
    whole = sum([weight for _, _, weight in counted])
    unit = Fraction(100, whole) if whole else Fraction(0)
    obligations = {rule: _worth(status, weight, whole) for rule, status, weight in told}
    exact: list[tuple[Dimension, int, int, int, int]] = []
    for dimension, (asked, got, applied, others) in zip(weighting.dimensions, rows, strict=True):
        if applied or others:
            exact.append((dimension, asked, got, applied, others))
    subtotal = unit * sum(row[2] for row in exact) / 5
    loss = sum((d.points for d in deductions), Fraction(0))
    total = half_up(max(subtotal - loss, Fraction(0)))
    fifths_rows, reached = [20 * row[2] for row in exact], int(half_up(subtotal) * 10)
    points_rows = apportion(fifths_rows, whole or 1, reached)
    maxima = apportion([100 * row[1] for row in exact], whole or 1, 1000 if whole else 0, points_rows)
    if any(points > maximum for points, maximum in zip(points_rows, maxima, strict=True)):  # more rows than can be rounded up
        points_rows = apportion(fifths_rows, whole or 1, reached, most=maxima)
    dimensions = tuple(
        DimensionScore(row[0].id, row[0].title_zh, row[0].title_en, maximum, points, row[3], row[4])
        for row, maximum, points in zip(exact, maxima, points_rows, strict=True)
    )
    # the gain grows with weight × what is missing: sort by that integer, not by fractions
    open_ = [(-weight * (2 if status == "mentioned" else 5), rule, status) for rule, status, weight in counted if status != "evidenced"]
    gains = [Gain(rule, obligations[rule].gain, "evidence" if status == "mentioned" else "report") for _, rule, status in sorted(open_)]
    lifted = sum((obligations[rule].gain for rule, _, _ in counted if rule in waived), Fraction(0)) if waived else 0
    with_waivers = half_up(max(subtotal + lifted - loss, Fraction(0))) if lifted else total
    return Scorecard(total, with_waivers, grade_of(total, weighting), dimensions, tuple(deductions), tuple(gains), obligations)


def grade_of(total: Fraction, weighting: Weighting) -> str:
    """Id of the highest grade band that `total` reaches."""
    reached = [g for g in weighting.grades if total >= g.minimum]
    return max(reached, key=lambda g: g.minimum).id if reached else weighting.grades[-1].id
