"""Deductions: group by the longest prefix, tenths by severity, a cap a group, rows that add up."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from linter.model.rule import Group, Rulebook, Weighting, home_of
from linter.model.verdict import Finding
from linter.scoring.deductions import deductions_of

GROUPS = (
    Group("basis", "依据", "Basis", ("basis",), 5, 20, 10, 0),
    Group("figures", "数据", "Figures", ("figures", "ledger"), 10, 30, 20, 0),
    Group("form", "形式", "Form", ("format", "figures.style"), 2, 10, 5, 1),
)
WEIGHTING = Weighting("default", "通用", "General", (), (), (), {}, GROUPS)


def found(rule: str, severity: str = "warning", status: str = "found") -> Finding:
    return Finding(rule, "term", status, severity, "", "", "", None, None, None, None, "", "", 1, "0" * 16)


def rows(*findings: Finding) -> list[tuple[str, str, int, Fraction, int]]:
    return [tuple(row) for row in deductions_of(findings, WEIGHTING)]  # type: ignore[misc]


def test_the_longest_prefix_of_whole_segments_wins() -> None:
    def of(rule: str) -> str | None:
        group = home_of(rule, GROUPS)
        return group.id if group else None

    assert of("figures.sum") == "figures"
    assert of("figures") == "figures"
    assert of("figures.style.dash") == of("figures.style") == "form"
    assert of("figures.styles") == "figures"
    assert of("figuresque.sum") is None
    assert of("enforcement.training") is None


def test_a_finding_costs_what_its_group_says_of_its_severity() -> None:
    assert rows(found("basis.name", "error")) == [("basis", "basis.name", 1, Fraction(2), 5)]
    assert rows(found("basis.name", "warning")) == [("basis", "basis.name", 1, Fraction(1), 5)]
    assert rows(found("format.dash", "info")) == [("form", "format.dash", 1, Fraction(1, 10), 2)]
    assert rows(found("basis.name", "info")) == []


def test_rules_without_a_group_cost_nothing() -> None:
    assert rows(found("enforcement.training", "error"), found("structure.residue", "error")) == []


def test_one_row_a_rule_in_the_order_of_groups_then_of_ids() -> None:
    made = rows(found("format.b"), found("ledger.value"), found("figures.sum"), found("format.a"), found("figures.sum", "error"), found("basis.z"))
    assert [(group, rule, times) for group, rule, times, _, _ in made] == [
        ("basis", "basis.z", 1), ("figures", "figures.sum", 2), ("figures", "ledger.value", 1), ("form", "format.a", 1), ("form", "format.b", 1),
    ]  # fmt: skip
    assert [row[3] for row in made] == [1, 5, 2, Fraction(1, 2), Fraction(1, 2)]


def test_info_is_not_counted_where_it_costs_nothing() -> None:
    assert rows(found("figures.sum", "info"), found("figures.sum")) == [("figures", "figures.sum", 1, Fraction(2), 10)]


def test_a_group_stays_within_its_cap() -> None:
    many = [found("figures.a", "error")] * 2 + [found("figures.b", "error")] * 3 + [found("figures.c")]
    assert rows(*many) == [("figures", "figures.a", 2, Fraction(6), 10), ("figures", "figures.b", 3, Fraction(4), 10)]


def test_the_cap_of_one_group_is_not_spent_by_another() -> None:
    made = rows(*[found("figures.a", "error")] * 9, *[found("format.a", "error")] * 9)
    assert {group: points for group, _, _, points, _ in made} == {"figures": 10, "form": 2}


def test_no_groups_no_deductions() -> None:
    assert deductions_of([found("figures.sum", "error")], WEIGHTING._replace(groups=())) == ()


RULES = st.sampled_from(["basis.a", "basis.b", "figures.a", "figures.style", "ledger.a", "format.a", "structure.a"])


@given(st.lists(st.tuples(RULES, st.sampled_from(["error", "warning", "info"])), max_size=40))
def test_rows_are_whole_tenths_within_the_cap_and_do_not_depend_on_order(pairs: list[tuple[str, str]]) -> None:
    findings = [found(rule, severity) for rule, severity in pairs]
    made = deductions_of(findings, WEIGHTING)
    assert made == deductions_of(findings[::-1], WEIGHTING)
    for group in GROUPS:
        own = [row for row in made if row.group == group.id]
        uncut = sum(Fraction(getattr(group, f.severity), 10) for f in findings if home_of(f.rule, GROUPS) is group)
        assert sum(row.points for row in own) == min(uncut, group.cap)
        assert all(row.points > 0 and (row.points * 10).denominator == 1 and row.cap == group.cap for row in own)
    assert len({row.rule for row in made}) == len(made)


@given(st.lists(st.tuples(RULES, st.sampled_from(["error", "warning", "info"])), max_size=20), RULES, st.sampled_from(["error", "warning", "info"]))
def test_a_further_finding_never_raises_the_score(pairs: list[tuple[str, str]], rule: str, severity: str) -> None:
    findings = [found(r, s) for r, s in pairs]
    before = sum((row.points for row in deductions_of(findings, WEIGHTING)), Fraction(0))
    after = sum((row.points for row in deductions_of([*findings, found(rule, severity)], WEIGHTING)), Fraction(0))
    assert after >= before


def test_the_shipped_groups_have_the_caps_of_the_contract(book: Rulebook) -> None:
    for weighting in book.weightings.values():
        assert {group.id: group.cap for group in weighting.groups} == {"basis": 5, "figures": 10, "claims": 5, "form": 5, "waiver": 0}
        scored = [group for group in weighting.groups if group.cap]
        assert all(group.info == 0 < group.warning < group.error <= 10 * group.cap for group in scored)
