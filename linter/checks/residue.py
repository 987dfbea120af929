"""Check kind `residue`: what does not belong into a report at all.

`find: page` — remains of a web page; `find: template` — placeholders; `find: repetition` — what stands twice; `find: phrases` —
the words of `any`, and those of `opening` at the start of a clause, outside the longer ones of `except`
(a request in a report: 党政机关公文处理工作条例, 报告中不得夹带请示事项).
"""

from collections.abc import Callable, Iterator
from typing import Any

from linter.checks import matchers
from linter.checks.context import Context, Found
from linter.checks.cover import Cover
from linter.checks.form import leftovers, repetition
from linter.model.kind import CheckKind
from linter.model.lexicon import Lexicon
from linter.model.rule import Rule
from linter.model.verdict import Outcome, Remark

_CLAUSE_ENDS = frozenset(",。;:!?\n)、是.")


def _phrases(rule: Rule, context: Context) -> Iterator[Remark]:
    """The words of a rule where none of its longer, harmless words holds them; those of `opening` at the start of a clause only (not 邀请上级…)."""
    masks = Cover([(s, s + len(word)) for word in rule.spec["except"] for s in context.scan.hits.get(word, ())])
    view = context.scan.view
    opening = {span for matcher in rule.spec["opening"] for span in context.scan.find(matcher) if not span[0] or view[span[0] - 1] in _CLAUSE_ENDS}
    spans = sorted(opening.union(span for matcher in rule.spec["any"] for span in context.scan.find(matcher)))
    reached = -1
    for start, end in spans:
        if start >= reached and not masks.covers(start, end):
            reached = end
            span = context.document.view.span(start, end)
            yield Remark(rule, span.start, span.end, "phrase", {})


_FIND: dict[str, Callable[[Rule, Context], Iterator[Remark]]] = {
    "page": leftovers.of_a_page,
    "template": leftovers.of_a_template,
    "repetition": repetition.found,
    "phrases": _phrases,
}
_TRIGGERS: dict[str, Callable[[Lexicon], list[str]]] = {"page": leftovers.web_triggers, "template": leftovers.template_triggers}


def prepare(spec: dict[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """The keys of a rule as plain data, with the literals it looks for. ValueError for phrases without words."""
    find = spec["find"]
    if (find == "phrases") != ("any" in spec) or ("opening" in spec and find != "phrases"):
        raise ValueError("find: phrases 要写 any，其他不写")
    any_ = matchers.prepare_all(spec.get("any", []), lexicon)
    opening = matchers.prepare_all(spec.get("opening", []), lexicon)
    masks = matchers.strings(spec.get("except", []), lexicon)
    own = _TRIGGERS[find](lexicon) if find in _TRIGGERS else []
    words = [word for m in (*any_, *opening) for word in matchers.literals(m)]
    return {"find": find, "any": any_, "opening": opening, "except": masks, "triggers": [*own, *masks, *words]}


def literals(spec: dict[str, Any]) -> list[str]:
    """Every literal that judging this rule looks up."""
    return list(spec["triggers"])


def judge(rules: tuple[Rule, ...], context: Context, found: Found) -> Outcome:
    """What the rules find in one report, in document order for each rule."""
    return Outcome(tuple([remark for rule in rules for remark in _FIND[rule.spec["find"]](rule, context)]))


KIND = CheckKind(
    name="residue",
    properties={
        "definitions": {"matcher": matchers.MATCHER},
        "find": {"enum": list(_FIND), "description": "page 网页残留；template 模板用语；repetition 重复；phrases 不宜出现的话"},
        "any": matchers.MATCHERS,
        "opening": matchers.MATCHERS,
        "except": matchers.STRINGS,
    },
    required=("find",),
    classes=("finding", "clean"),
    prepare=prepare,
    judge=judge,
)
