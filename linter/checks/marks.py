"""Check kind `marks`: punctuation, book-title marks, document numbers, dates and figures as they are written.

Sources: GB/T 15834—2011 (punctuation), GB/T 15835—2011 (figures), GB/T 9704—2012 (document numbers, dates). `find` names
what a rule looks for; the words it needs stand in rules/lexicon/form.yaml.
"""

from collections.abc import Callable, Iterator
from typing import Any

from linter.checks.context import Context, Found
from linter.checks.form import dating, notation, pairing, titles
from linter.model.kind import CheckKind
from linter.model.lexicon import Lexicon
from linter.model.rule import Rule
from linter.model.verdict import Outcome, Remark

_FIND: dict[str, Callable[[Rule, Context], Iterator[Remark]]] = {
    "unpaired": pairing.unpaired,
    "doubled": pairing.doubled,
    "broken": pairing.broken,
    "titles": titles.faults,
    "dates": dating.faults,
    "figures": notation.figures,
    "document-numbers": notation.official_numbers,
    "hyphens": notation.hyphens,
    "half-width": notation.half_width,
}


# literals near which alone a rule has to look
_TRIGGERS: dict[str, Callable[[Lexicon], list[str]]] = {"titles": titles.triggers, "dates": dating.triggers, "figures": notation.triggers}


def prepare(spec: dict[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """The keys of a rule as plain data, with the literals it looks for."""
    return {"find": spec["find"], "triggers": _TRIGGERS[spec["find"]](lexicon) if spec["find"] in _TRIGGERS else []}


def literals(spec: dict[str, Any]) -> list[str]:
    """Every literal that judging this rule looks up. Most look at the printed text, which the scan does not see."""
    return list(spec["triggers"])


def judge(rules: tuple[Rule, ...], context: Context, found: Found) -> Outcome:
    """What the rules find in one report, in document order for each rule."""
    return Outcome(tuple([remark for rule in rules for remark in _FIND[rule.spec["find"]](rule, context)]))


KIND = CheckKind(
    name="marks",
    properties={"find": {"enum": list(_FIND), "description": "查什么"}},
    required=("find",),
    classes=("finding", "clean"),
    prepare=prepare,
    judge=judge,
)
