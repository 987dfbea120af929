"""What a rule accepts as evidence: the YAML tree prepared, and judged on the facts a duty owns."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from linter.checks.context import Context
from linter.checks.mentions import Mention
from linter.model.fact import Fact
from linter.model.lexicon import Lexicon

_DETAIL = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "units": {"type": "array", "minItems": 1, "items": {"type": "string"}},
        "about": {"type": "array", "minItems": 1, "items": {"type": "string"}},
        "min": {"type": "number"},
        "with": {"enum": ["base"]},
    },
}
NODE: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "minProperties": 1,
    "maxProperties": 1,
    "properties": {
        "figure": {"anyOf": [{"const": "any"}, _DETAIL]},
        "rate": {"anyOf": [{"const": "any"}, _DETAIL]},
        "document": {"enum": ["own", "law"]},
        "event": {"const": "any"},
        "case": {"const": "any"},
        "any": {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/evidence"}},
        "all": {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/evidence"}},
        "at_least": {
            "type": "object",
            "additionalProperties": False,
            "required": ["n", "of"],
            "properties": {
                "n": {"type": "integer", "minimum": 1},
                "of": {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/evidence"}},
            },
        },
    },
}


def prepare(node: dict[str, Any] | None, lexicon: Lexicon) -> dict[str, Any] | None:
    """The evidence tree with words folded and lists expanded; None means the default."""
    from linter.checks.matchers import strings

    if node is None:
        return None
    key, value = next(iter(node.items()))
    if key in ("any", "all"):
        return {key: [prepare(inner, lexicon) for inner in value]}
    if key == "at_least":
        return {key: {"n": value["n"], "of": [prepare(inner, lexicon) for inner in value["of"]]}}
    if isinstance(value, dict):
        detail = dict(value)
        if "about" in detail:
            detail["about"] = strings(detail["about"], lexicon)
        return {key: detail}
    return {key: value}


def satisfied(tree: dict[str, Any] | None, owned: list[tuple[Fact, Mention]], context: Context) -> list[Fact]:
    """The facts that make the tree true, [] where it is not."""
    if tree is None:
        return [fact for fact, _ in owned if fact.strong]
    key, value = next(iter(tree.items()))
    if key == "any":
        return [fact for inner in value for fact in satisfied(inner, owned, context)]
    if key == "all":
        parts = [satisfied(inner, owned, context) for inner in value]
        return [fact for part in parts for fact in part] if all(parts) else []
    if key == "at_least":
        parts = [part for part in (satisfied(inner, owned, context) for inner in value["of"]) if part]
        return [fact for part in parts for fact in part] if len(parts) >= value["n"] else []
    return [fact for fact, _ in owned if _answers(key, value, fact, context)]


def accepts(tree: dict[str, Any] | None, fact: Fact, context: Context) -> bool:
    """Could this fact be part of what the tree asks? Decides who may own it."""
    if tree is None:
        return fact.strong
    key, value = next(iter(tree.items()))
    if key in ("any", "all"):
        return any(accepts(inner, fact, context) for inner in value)
    if key == "at_least":
        return any(accepts(inner, fact, context) for inner in value["of"])
    return _answers(key, value, fact, context)


def _answers(key: str, value: Any, fact: Fact, context: Context) -> bool:
    if fact.kind != key:
        return False
    if key == "document":
        # a law that was studied proves the study (会前学习《行政处罚法》), nothing else
        return fact.owner == value or (value == "law" and fact.owner == "superior")
    if key == "rate" and isinstance(value, dict) and value.get("with") == "base":
        # 出庭率100% proves something where the report says of how many
        return _has_base(fact, value.get("about", ()), context)
    return fact.strong and _fits(fact, value, context)


def _fits(fact: Fact, detail: Any, context: Context) -> bool:
    if not isinstance(detail, dict):
        return True
    if "units" in detail and fact.unit not in detail["units"]:
        return False
    if "min" in detail:
        from linter.facts.numbers import value_of

        value = value_of(context.scan.view[fact.start : fact.end])
        if value is None or value < detail["min"]:
            return False
    if "about" in detail:
        clause = context.outline.clauses[context.scan.clause_at(fact.start)]
        text = context.scan.view[clause.start : clause.end]
        if not any(word in text for word in detail["about"]):
            return False
    return True


def _start(fact: Fact) -> int:
    return fact.start


def _has_base(rate: Fact, about: Sequence[str], context: Context) -> bool:
    """A figure in the rate's item, in a clause that holds one of the words `about` (any figure where there are none)."""
    clauses = context.outline.clauses
    item = context.outline.items[context.outline.sentences[clauses[context.scan.clause_at(rate.start)].sentence].item]
    for index in range(bisect_left(context.facts, item.start, key=_start), len(context.facts)):
        fact = context.facts[index]
        if fact.start >= item.end:
            break
        if fact.kind == "figure":
            clause = clauses[context.scan.clause_at(fact.start)]
            if not about or any(word in context.scan.view[clause.start : clause.end] for word in about):
                return True
    return False
