"""The score: additive, exact inside, rounded once, never worse for a better verdict."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.model.rule import Dimension, Grade, Rule, Weighting, home_of
from linter.model.scorecard import Deduction, Scorecard
from linter.model.verdict import Verdict
from linter.scoring import score
from linter.scoring.score import CREDIT, apportion, grade_of, half_up, homes_of

STATUSES = ("evidenced", "mentioned", "planned", "absent", "review", "not-applicable")
SHARE = {"evidenced": Fraction(1), "mentioned": Fraction(6, 10), "planned": Fraction(0), "absent": Fraction(0)}
WEIGHTING = Weighting(
    "toy",
    "试",
    "Toy",
    (),
    (
        Dimension("first", "甲", "First", ("a", "x.y")),
        Dimension("second", "乙", "Second", ("b",)),
        Dimension("third", "丙", "Third", ("x",)),
    ),
    (Grade("high", "高", "High", 80), Grade("middle", "中", "Middle", 55), Grade("low", "低", "Low", 0)),
    {},
)


def verdict(id: str, status: str, weight: int) -> Verdict:
    rule = Rule(id, id, id, "core", "stable", "", (), (), (None, None), (), (), "warning", weight, "coverage", {}, "", "", "", "", "")
    return Verdict(rule, status, "", weight=weight)


@st.composite
def verdict_lists(draw: st.DrawFn) -> list[Verdict]:
    """Up to forty verdicts, in dimensions and out of them, weight 0 among them."""
    prefixes = draw(st.lists(st.sampled_from(["a", "b", "x", "x.y", "form"]), max_size=40))
    statuses, weights = st.sampled_from(STATUSES), st.integers(0, 5)
    return [verdict(f"{prefix}.r{n}", draw(statuses), draw(weights)) for n, prefix in enumerate(prefixes)]


def scored(verdicts: list[Verdict]) -> list[Verdict]:
    """The verdicts that have points at all."""
    return [v for v in verdicts if not v.rule.id.startswith("form.")]


def by_hand(verdicts: list[Verdict], deductions: tuple[Deduction, ...] = ()) -> Fraction:
    """The exact total, straight from the contract."""
    counted = [v for v in scored(verdicts) if v.status in SHARE]
    whole = sum(v.weight for v in counted)
    if not whole:
        return Fraction(0)
    total = sum((100 * v.weight * SHARE[v.status] / whole for v in counted), Fraction(0))
    return max(total - sum((d.points for d in deductions), Fraction(0)), Fraction(0))


def tenths(value: Fraction) -> bool:
    return (value * 10).denominator == 1


@given(verdict_lists())
@settings(deadline=None)
def test_the_total_can_be_recomputed_by_hand(verdicts: list[Verdict]) -> None:
    card = score(verdicts, WEIGHTING)
    assert card.total == Fraction(int(by_hand(verdicts) * 10 + Fraction(1, 2)), 10)
    assert 0 <= card.total <= 100
    assert card.total_with_waivers == card.total
    assert {id: s.points for id, s in card.obligations.items()} == points_by_hand(verdicts)


def points_by_hand(verdicts: list[Verdict]) -> dict[str, Fraction]:
    whole = sum(v.weight for v in scored(verdicts) if v.status in SHARE)
    return {v.rule.id: 100 * v.weight * SHARE.get(v.status, Fraction(0)) / whole if whole else Fraction(0) for v in scored(verdicts)}


@given(verdict_lists())
@settings(deadline=None)
def test_rows_add_up(verdicts: list[Verdict]) -> None:
    card = score(verdicts, WEIGHTING)
    whole = sum(v.weight for v in scored(verdicts) if v.status in SHARE)
    assert sum(d.points for d in card.dimensions) == card.total
    assert sum(d.max for d in card.dimensions) == (100 if whole else 0)
    for row in card.dimensions:
        own = [v for v in scored(verdicts) if home_of(v.rule.id, WEIGHTING.dimensions) == next(d for d in WEIGHTING.dimensions if d.id == row.id)]
        exact = 100 * Fraction(sum(v.weight for v in own if v.status in SHARE), whole) if whole else Fraction(0)
        earned = sum((points_by_hand(verdicts)[v.rule.id] for v in own), Fraction(0))
        assert abs(row.max - exact) < Fraction(1, 10)
        assert abs(row.points - earned) < Fraction(1, 10)
        assert tenths(row.max)
        assert tenths(row.points)
        assert row.points <= row.max
        assert row.applicable == sum(v.status in SHARE and v.weight > 0 for v in own)
        assert row.applicable + row.not_applicable == len(own)


@given(verdict_lists(), st.data())
@settings(deadline=None)
def test_a_better_verdict_never_costs_and_full_evidence_brings_its_gain(verdicts: list[Verdict], data: st.DataObject) -> None:
    if not verdicts:
        return
    at = data.draw(st.integers(0, len(verdicts) - 1))
    old = verdicts[at]
    before, card = by_hand(verdicts), score(verdicts, WEIGHTING)
    for status in ("mentioned", "evidenced"):
        if old.status not in SHARE or SHARE[status] < SHARE[old.status]:
            continue
        better = [*verdicts[:at], old._replace(status=status), *verdicts[at + 1 :]]
        assert score(better, WEIGHTING).total >= card.total
        if status == "evidenced" and old in scored(verdicts):
            assert by_hand(better) - before == card.obligations[old.rule.id].gain


@given(verdict_lists())
@settings(deadline=None)
def test_gains_are_what_is_missing_greatest_first(verdicts: list[Verdict]) -> None:
    card = score(verdicts, WEIGHTING)
    open_ = {v.rule.id: v for v in scored(verdicts) if v.status in ("mentioned", "planned", "absent") and v.weight > 0}
    assert {g.rule for g in card.gains} == set(open_)
    assert sorted(card.gains, key=lambda g: (-g.points, g.rule)) == list(card.gains)
    for gain in card.gains:
        assert gain.points == card.obligations[gain.rule].gain > 0
        assert gain.how == ("evidence" if open_[gain.rule].status == "mentioned" else "report")
    if open_:
        assert sum((g.points for g in card.gains), by_hand(verdicts)) == 100


@given(verdict_lists(), st.integers(0, 300), st.data())
@settings(deadline=None)
def test_deductions_and_waivers(verdicts: list[Verdict], tenth: int, data: st.DataObject) -> None:
    deductions = (Deduction("figures", "figures.sum", 2, Fraction(tenth, 10), 10), Deduction("form", "format.marks", 1, Fraction(1, 2), 5))
    ids = [v.rule.id for v in verdicts]
    waived = frozenset(data.draw(st.lists(st.sampled_from(ids), max_size=5))) if ids else frozenset()
    card = score(verdicts, WEIGHTING, deductions, waived)
    assert card.deductions == deductions
    assert card.total == half_up(by_hand(verdicts, deductions))
    assert card.total >= 0
    lifted = [v._replace(status="evidenced") if v.rule.id in waived and v.status in SHARE else v for v in verdicts]
    loss = sum((d.points for d in deductions), Fraction(0))
    assert card.total_with_waivers == half_up(max(by_hand(lifted) - loss, Fraction(0)))
    assert card.total_with_waivers >= card.total


def test_not_applicable_and_review_leave_both_sums() -> None:
    some = [verdict("a.one", "evidenced", 3), verdict("b.two", "mentioned", 2)]
    more = [*some, verdict("b.three", "review", 5), verdict("x.four", "not-applicable", 5), verdict("a.five", "absent", 0)]
    assert score(more, WEIGHTING).total == score(some, WEIGHTING).total == 84
    rows = {d.id: (int(d.max), int(d.points), d.applicable, d.not_applicable) for d in score(more, WEIGHTING).dimensions}
    assert rows == {"first": (60, 60, 1, 1), "second": (40, 24, 1, 1), "third": (0, 0, 0, 1)}
    assert score(more, WEIGHTING).obligations["b.three"].gain == 0


def test_nothing_applies() -> None:
    card = score([verdict("a.one", "not-applicable", 3)], WEIGHTING)
    assert card.total == 0
    assert card.grade == "low"
    assert not card.gains
    assert score([], WEIGHTING).dimensions == ()


def test_given_homes_are_the_same() -> None:
    verdicts = [verdict("a.one", "evidenced", 3), verdict("x.y.two", "mentioned", 2), verdict("form.three", "absent", 2)]
    homes = homes_of([v.rule.id for v in verdicts], WEIGHTING.dimensions)
    assert homes == {"a.one": 0, "x.y.two": 0}
    assert score(verdicts, WEIGHTING, homes=homes) == score(verdicts, WEIGHTING)


@pytest.mark.parametrize(("rule", "home"), [("a.b", "first"), ("a", "first"), ("ab.c", None), ("x.z", "third"), ("x.y", "first"), ("x.y.z", "first"), ("x.yz", "third")])
def test_a_rule_lives_where_the_longest_prefix_of_whole_segments_is(rule: str, home: str | None) -> None:
    found = home_of(rule, WEIGHTING.dimensions)
    assert (found.id if found else None) == home


@pytest.mark.parametrize(("value", "rounded"), [("0", "0"), ("0.04", "0"), ("0.05", "0.1"), ("0.15", "0.2"), ("0.25", "0.3"), ("84.449", "84.4"), ("84.45", "84.5"), ("99.95", "100")])
def test_half_up(value: str, rounded: str) -> None:
    assert half_up(Fraction(value)) == Fraction(rounded)


@given(st.fractions(0, 1000))
def test_half_up_is_the_nearest_tenth(value: Fraction) -> None:
    rounded = half_up(value)
    assert tenths(rounded)
    assert -Fraction(1, 20) < rounded - value <= Fraction(1, 20)


@given(st.lists(st.integers(0, 5000), max_size=12), st.integers(1, 997))
def test_apportion(parts: list[int], denominator: int) -> None:
    total = half_up(Fraction(sum(parts), denominator))
    rows = apportion(parts, denominator, int(total * 10))
    assert sum(rows, Fraction(0)) == total
    for row, part in zip(rows, parts, strict=True):
        assert tenths(row)
        assert abs(row - Fraction(part, denominator)) < Fraction(1, 10)


def test_apportion_gives_the_rest_to_the_largest_remainders_and_first_rows() -> None:
    assert apportion([100, 100, 100], 3, 1000) == [Fraction(334, 10), Fraction(333, 10), Fraction(333, 10)]
    assert apportion([11, 18], 100, 3) == [Fraction(1, 10), Fraction(2, 10)]


def test_a_row_is_not_rounded_below_its_bound() -> None:
    assert apportion([2365, 2365, 5270], 100, 1000) == [Fraction(237, 10), Fraction(236, 10), Fraction(527, 10)]
    assert apportion([2365, 2365, 5270], 100, 1000, [Fraction(0), Fraction(237, 10), Fraction(0)]) == [Fraction(236, 10), Fraction(237, 10), Fraction(527, 10)]


@pytest.mark.parametrize(
    ("weights", "shares"),
    [([14, 24, 18, 29, 3], [3, 5, 5, 5, 3]), ([16, 22, 20, 36, 7, 39, 31, 24, 6, 5, 16], [3, 0, 5, 3, 5, 5, 5, 5, 3, 5, 3]), ([38, 20, 1, 34], [5, 3, 5, 5])],
)
def test_no_dimension_has_more_points_than_it_can_have(weights: list[int], shares: list[int]) -> None:
    """Cases where more dimensions than can be rounded up have reached all or nearly all of theirs."""
    dimensions = tuple(Dimension(f"d{n}", "", "", (f"d{n}",)) for n in range(len(weights)))
    statuses = {5: "evidenced", 3: "mentioned", 0: "absent"}
    card = score([verdict(f"d{n}.r", statuses[share], weight) for n, (weight, share) in enumerate(zip(weights, shares, strict=True))], WEIGHTING._replace(dimensions=dimensions))
    assert all(row.points <= row.max for row in card.dimensions)
    assert (sum(row.points for row in card.dimensions), sum(row.max for row in card.dimensions)) == (card.total, 100)


def test_apportion_takes_from_the_smallest_remainders() -> None:
    assert apportion([120, 135], 100, 24) == [Fraction(11, 10), Fraction(13, 10)]


def test_rounded_rows_of_equal_parts() -> None:
    card = score([verdict(f"{prefix}.one", "evidenced", 3) for prefix in ("a", "b", "x")], WEIGHTING)
    assert [d.max for d in card.dimensions] == [Fraction(334, 10), Fraction(333, 10), Fraction(333, 10)]
    assert [d.points for d in card.dimensions] == [d.max for d in card.dimensions]


@pytest.mark.parametrize(("total", "grade"), [("100", "high"), ("80", "high"), ("79.9", "middle"), ("55", "middle"), ("54.9", "low"), ("0", "low")])
def test_grade_bands(total: str, grade: str) -> None:
    assert grade_of(Fraction(total), WEIGHTING) == grade


def test_below_every_band_the_last_one_holds() -> None:
    bands = WEIGHTING._replace(grades=(Grade("high", "高", "High", 80), Grade("some", "有", "Some", 20)))
    assert grade_of(Fraction(10), bands) == "some"


def test_the_credits_are_those_of_the_contract() -> None:
    assert CREDIT == SHARE
    assert isinstance(score([], WEIGHTING), Scorecard)
