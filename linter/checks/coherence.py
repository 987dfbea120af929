"""Check kind `coherence`: one passage of a report against another, on what they say and not on arithmetic.

`compare` says which: `shortcomings` results that the report's own shortcomings deny; `plan` shortcomings that no item
of the plan answers; `sections` two passages of the results that exclude each other; `evidence` proof that shows
another duty than the one its item is headed by; `scope` core duties that stand only in the plan. Every finding shows
both passages. Labelling rules: 不足和原因、下一年度安排 answer each other (督察工作规定, contents of the annual report).
"""

from typing import Any

from linter.checks import matchers
from linter.checks.comparing import contradictions, exclusions, mismatches, responses
from linter.checks.context import Context, Found
from linter.model.kind import CheckKind
from linter.model.lexicon import Lexicon
from linter.model.rule import Rule
from linter.model.verdict import Outcome, Remark

_JUDGES = {
    "shortcomings": contradictions.denied,
    "sections": exclusions.excluded,
    "plan": responses.unanswered,
    "evidence": mismatches.other_evidence,
    "scope": mismatches.planned_only,
}
# keys without which a comparison would find nothing
_NEEDS = {"shortcomings": ("pairs",), "sections": ("exclusions", "zeros", "shares", "instances"), "plan": ("topics",), "evidence": ("mixed",), "scope": ("least",)}

# word lists of a rule, and the keys of the entries of each list: those that are matchers, and the others with their defaults
_WORDS = ("total", "effect", "denied", "meant")
_MATCHED = {
    "pairs": ("claim", "total", "effect", "denial", "denied"),
    "topics": ("problem", "denied", "answer"),
    "exclusions": ("first", "second"),
    "zeros": ("claim", "part"),
    "shares": ("claim", "whole", "part"),
    "instances": ("claim",),
    "mixed": ("label", "proof", "own"),
}
_PLAIN: dict[str, dict[str, Any]] = {
    "pairs": {"plainly": False},
    "topics": {"title": {}},
    "exclusions": {"within": "document"},
    "zeros": {"units": [], "except": []},
    "shares": {"units": [], "except": []},
    "instances": {"about": []},
    "mixed": {"within": "item"},
}


def prepare(spec: dict[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """The keys of a rule as plain data. ValueError where the comparison lacks what it compares."""
    compare = spec["compare"]
    if _NEEDS[compare] and not any(key in spec for key in _NEEDS[compare]):
        raise ValueError(f"compare: {compare} 要写 {' 或 '.join(_NEEDS[compare])}")

    def entry_of(key: str, entry: dict[str, Any]) -> dict[str, Any]:
        plain = {name: entry.get(name, value) for name, value in _PLAIN[key].items()}
        plain |= {name: matchers.strings(plain[name], lexicon) for name in ("about", "except") if name in plain}
        return plain | {name: matchers.prepare_all(entry.get(name, []), lexicon) for name in _MATCHED[key]}

    return {
        "compare": compare,
        **{key: matchers.strings(spec.get(key, []), lexicon) for key in _WORDS},
        **{key: [entry_of(key, entry) for entry in spec.get(key, [])] for key in _MATCHED},
        "least": spec.get("least", 0),
        "when": [],
    }


def literals(spec: dict[str, Any]) -> list[str]:
    """Every literal that judging this rule looks up."""
    found = [word for key in _WORDS for word in spec[key]]
    for key, parts in _MATCHED.items():
        found += [word for entry in spec[key] for part in parts for m in entry[part] for word in matchers.literals(m)]
    return found


def judge(rules: tuple[Rule, ...], context: Context, found: Found) -> Outcome:
    """What the rules of this kind find in one report."""
    remarks: list[Remark] = []
    for rule in rules:
        remarks.extend(_JUDGES[rule.spec["compare"]](rule, context, found))
    return Outcome(tuple(remarks))


_TITLE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["zh", "en"],
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
}


def _entries(required: tuple[str, ...], **others: dict[str, Any]) -> dict[str, Any]:
    """The schema of a list of mappings: `required` keys, the matchers of that list, and `others`."""
    key = required[0]
    properties = {**dict.fromkeys(_MATCHED[key], matchers.MATCHERS), **others}
    item = {"type": "object", "additionalProperties": False, "required": list(required[1:]), "properties": properties}
    return {"type": "array", "minItems": 1, "items": item}


KIND = CheckKind(
    name="coherence",
    properties={
        "definitions": {"matcher": matchers.MATCHER},
        "compare": {"enum": list(_JUDGES), "description": "拿什么与什么对照"},
        **dict.fromkeys(_WORDS, matchers.STRINGS),
        "pairs": _entries(("pairs",), plainly={"type": "boolean"}),
        "topics": _entries(("topics", "title", "answer"), title=_TITLE),
        "exclusions": _entries(("exclusions", "first", "second"), within={"enum": ["item", "document"]}),
        "zeros": _entries(("zeros", "claim", "part", "units"), units=matchers.STRINGS, **{"except": matchers.STRINGS}),
        "shares": _entries(("shares", "claim", "whole", "part", "units"), units=matchers.STRINGS, **{"except": matchers.STRINGS}),
        "instances": _entries(("instances", "claim", "about"), about=matchers.STRINGS),
        "mixed": _entries(("mixed", "label", "proof", "own"), within={"enum": ["item", "sentence"]}),
        "least": {"type": "integer", "minimum": 1},
    },
    required=("compare",),
    classes=("finding", "clean"),
    prepare=prepare,
    judge=judge,
)
