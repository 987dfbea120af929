"""Operators are pure, and each has a hundred changes to make that its rules exist for."""

import pytest

from linter.engine import chosen
from linter.model.rule import Rulebook
from tests.mutation.bench import Bench
from tests.mutation.edits import applied
from tests.mutation.mutants import OPERATORS, Operator, mutants, operator

EACH = pytest.mark.parametrize("op", OPERATORS.values(), ids=list(OPERATORS))


@EACH
def test_there_are_a_hundred_different_mutants_from_eight_reports_or_more(op: Operator, bench: Bench) -> None:
    made = mutants(op, bench.cases(), 100)
    texts = {m.text(bench.report(m.report)) for m in made}
    assert len(texts) == 100
    least = {"issued-before-signed": 4, "enumerator-dropped": 6, "enumerator-repeated": 6}.get(op.name, 8)
    assert len({m.report for m in made}) >= least


@EACH
def test_the_same_seed_makes_the_same_mutants(op: Operator, bench: Bench) -> None:
    assert mutants(op, bench.cases(), 10) == mutants(op, bench.cases(), 10)
    assert mutants(op, bench.cases(), 10) != mutants(op, bench.cases(), 10, seed=1)


@EACH
def test_what_is_expected_is_a_rule(op: Operator, bench: Bench, book: Rulebook) -> None:
    """A rule that was renamed or taken out must not silently leave its operator without a judge."""
    for mutant in mutants(op, bench.cases(), 20):
        assert any(chosen(rule.id, mutant.expected) for rule in book.rules), mutant.expected


@EACH
def test_places_and_edits_lie_in_the_text(op: Operator, bench: Bench) -> None:
    for mutant in mutants(op, bench.cases(), 20):
        text = bench.report(mutant.report).text
        assert all(0 <= a <= b <= len(text) for a, b in (*mutant.places, *mutant.affects))
        assert applied(text, mutant.edits) != text


def test_there_are_operators_enough() -> None:
    assert len(OPERATORS) >= 16


def test_a_name_is_registered_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        operator("typo", "again")(lambda case, rng: None)
