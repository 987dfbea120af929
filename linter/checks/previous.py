"""Check kind `previous`: this year's report against last year's (`--previous`), and one paragraph against another.

`compare` says which: `plan` last year's arrangements of which the results say nothing; `shortcomings` those stated again in
the same words; `copied` running text taken over; `cumulative` totals that fell; `duplicate` a paragraph that stands twice in
the report or is last year's. All but the last need last year's report; one of another year is not compared.
"""

from typing import Any

from linter.checks import matchers
from linter.checks.comparing import carryovers, promises, totals
from linter.checks.context import Context, Found
from linter.model.kind import CheckKind
from linter.model.lexicon import Lexicon
from linter.model.outline import Profile
from linter.model.rule import Rule
from linter.model.verdict import Outcome, Remark

_JUDGES = {
    "plan": promises.unreported,
    "shortcomings": carryovers.restated,
    "copied": carryovers.copied,
    "cumulative": totals.fallen,
    "duplicate": carryovers.duplicated,
}
_WORDS = ("fixed", "since", "within", "floors", "slogans")


def follows(own: Profile, earlier: Profile) -> bool:
    """True where `earlier` is of a report on the year before; so it may be where one of the years is not known."""
    year, before = own.year, earlier.year
    return year is None or before is None or before == year - 1


def prepare(spec: dict[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """The keys of a rule as plain data."""
    lists = {key: matchers.strings(spec.get(key, []), lexicon) for key in _WORDS}
    return {"compare": spec["compare"], **lists, "least": spec.get("least", 0), "percent": spec.get("percent", 0), "when": []}


def literals(spec: dict[str, Any]) -> list[str]:
    """Nothing is looked up: texts are compared as a whole."""
    return []


def judge(rules: tuple[Rule, ...], context: Context, found: Found) -> Outcome:
    """What the rules of this kind find in one report."""
    previous = context.companions.previous
    if previous is not None and not follows(context.profile, previous.profile):
        previous = None
    remarks: list[Remark] = []
    for rule in rules:
        remarks.extend(_JUDGES[rule.spec["compare"]](rule, context, previous, found))
    return Outcome(tuple(remarks))


KIND = CheckKind(
    name="previous",
    properties={
        "compare": {"enum": list(_JUDGES), "description": "与上年报告的哪一部分对照"},
        **dict.fromkeys(_WORDS, matchers.STRINGS),
        "least": {"type": "integer", "minimum": 1, "description": "少于这么多字的不计"},
        "percent": {"type": "integer", "minimum": 1, "maximum": 100},
    },
    required=("compare",),
    classes=("finding", "clean"),
    prepare=prepare,
    judge=judge,
)
