"""Check kind `source`: not written yet."""

from typing import Any

from linter.checks.context import Context, Found
from linter.model.kind import CheckKind
from linter.model.lexicon import Lexicon
from linter.model.rule import Rule
from linter.model.verdict import Outcome


def prepare(spec: dict[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """The keys of a rule as plain data."""
    return dict(spec)


def literals(spec: dict[str, Any]) -> list[str]:
    """Every literal that judging this rule looks up."""
    return []


def judge(rules: tuple[Rule, ...], context: Context, found: Found) -> Outcome:
    """What the rules of this kind find in one report."""
    return Outcome()


KIND = CheckKind(name="source", properties={}, required=(), classes=("finding", "clean"), prepare=prepare, judge=judge)
