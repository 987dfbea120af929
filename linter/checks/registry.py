"""The check kinds there are. A new kind is a module with a KIND and a line here."""

from importlib import import_module
from types import ModuleType

from linter.model.kind import CheckKind

# kinds that find things in a text, in the order they are judged: a later one is given what the earlier ones found.
# Each module has KIND, literals(spec) and judge(rules, context, found) -> Outcome; it is imported where a rule needs it.
FINDERS = {
    "figure": "linter.checks.figure",
    "relation": "linter.checks.relation",
    "claim": "linter.checks.claim",
    "source": "linter.checks.source",
    "term": "linter.checks.term",
    "numbering": "linter.checks.numbering",
    "marks": "linter.checks.marks",
    "residue": "linter.checks.residue",
    "privacy": "linter.checks.privacy",
    "coherence": "linter.checks.coherence",
    "previous": "linter.checks.previous",
    "ledger": "linter.checks.ledger",
}


def finder(kind: str) -> ModuleType:
    """The module of a kind of FINDERS."""
    return import_module(FINDERS[kind])


def kinds() -> dict[str, CheckKind]:
    """Name → kind. Imported lazily: a compiled rulebook does not need the schemas."""
    from linter.checks import coverage, date, section, waiver

    return {k.name: k for k in (coverage.KIND, section.KIND, date.KIND, waiver.KIND, *(finder(kind).KIND for kind in FINDERS))}
