"""Check kind `numbering`: are headings and points numbered one after the other?

`find: headings` — 一、 （一） 1. （1） in order, no top-level part without its number; `find: points` — 一是 … 二是 … within a
paragraph, none lost, doubled or left alone; `find: run-in` — a heading that runs into the text below it.
Source: GB/T 9704—2012, 7.3.3 (the order of enumerators). Numbers that a conversion lost throughout set nothing off.
"""

from collections.abc import Callable, Iterator
from typing import Any

from linter.checks.context import Context, Found
from linter.checks.form import headings, points
from linter.checks.form.enumerators import Enumerators, enumerators_of
from linter.model.kind import CheckKind
from linter.model.lexicon import Lexicon
from linter.model.rule import Rule
from linter.model.verdict import Outcome, Remark

_FIND: dict[str, Callable[[Rule, Context, Enumerators], Iterator[Remark]]] = {
    "headings": headings.out_of_order,
    "run-in": headings.running_in,
    "points": points.out_of_order,
}


def prepare(spec: dict[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """The keys of a rule as plain data."""
    return dict(spec)


def literals(spec: dict[str, Any]) -> list[str]:
    """Enumerators are part of the outline: nothing has to be looked for."""
    return []


def judge(rules: tuple[Rule, ...], context: Context, found: Found) -> Outcome:
    """What stands out of order in one report, in document order for each rule."""
    enumerators = enumerators_of(context)
    return Outcome(tuple([remark for rule in rules for remark in _FIND[rule.spec["find"]](rule, context, enumerators)]))


KIND = CheckKind(
    name="numbering",
    properties={"find": {"enum": list(_FIND), "description": "headings 层次序数；run-in 标题与正文连排；points 一是、二是等"}},
    required=("find",),
    classes=("finding", "clean"),
    prepare=prepare,
    judge=judge,
)
