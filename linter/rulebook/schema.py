"""The draft-07 schema of rule files: the keys every rule has, joined with those of its check kind.

A kind states its own keys in `CheckKind.properties`. Two names in it are special: `definitions` holds
sub-schemas that the others refer to as `#/definitions/NAME`, and `when` is the schema of `applies.when`.
"""

import json
from collections.abc import Mapping
from typing import Any

from linter.model.kind import CheckKind
from linter.model.rule import LEVELS, SEVERITIES, STAGES, TRAITS
from linter.rulebook.wording import DESCRIPTIONS

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
IDENTITY = "urn:fazhi-lint:schema:rule:1"
PACKS = ("core", "extension")
STABILITIES = ("stable", "preview", "deprecated")
MARKS = ("verified", "recalled")
REQUIRED = ("title", "pack", "stability", "basis", "severity", "weight", "check", "advice")
# a class every kind may have besides its own: `zero` gives it
EXTRA_CLASSES = ("not-applicable",)
_EXAMPLES = "examples"  # name among the definitions
# patternErrorMessage is what editors show in place of a regular expression
_ID: Schema = {"type": "string", "pattern": r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", "patternErrorMessage": DESCRIPTIONS["id"]}
_YEAR: Schema = {"type": ["integer", "null"], "minimum": 1949, "maximum": 2100}
_TEXT: Schema = {"type": "string", "pattern": r"\S", "patternErrorMessage": DESCRIPTIONS["text"]}
# what follows a rule's own keys and never reaches its check kind
_COMMON = (
    "title", "pack", "stability", "replaced_by", "default", "basis", "applies", "severity", "weight", "check",
    "requires", "collective", "family", "advice", "examples", "also",
)  # fmt: skip


def common_keys() -> tuple[str, ...]:
    """The keys every rule may have, in the order authors write them."""
    return _COMMON


def own_keys(kind: CheckKind) -> tuple[str, ...]:
    """The top-level keys that belong to `kind` alone and are handed to its `prepare`."""
    return tuple(key for key in kind.properties if key not in (*_COMMON, "definitions", "when"))


def of(kind: CheckKind) -> Schema:
    """The schema of one rule file of `kind`, definitions included."""
    return {"definitions": {**kind.properties.get("definitions", {}), _EXAMPLES: _examples()}, **_body(kind)}


def base() -> Schema:
    """The schema of the common keys alone: judges a file whose `check` is unknown, whatever else it holds."""
    schema = _object(_common_properties((), {}), REQUIRED)
    schema["additionalProperties"] = True
    return schema


def union(kinds: Mapping[str, CheckKind]) -> Schema:
    """One schema for editors: `check` chooses which keys may follow. Self-contained, in the order of the names."""
    definitions: Schema = {_EXAMPLES: _examples()}
    branches: list[Schema] = []
    for name in sorted(kinds):
        kind = kinds[name]
        for key, part in kind.properties.get("definitions", {}).items():
            if definitions.setdefault(key, part) != part:
                raise ValueError(f"definitions {key}: kinds disagree")
        definitions[f"check-{name}"] = _body(kind)
        branches.append(
            {
                "if": {"properties": {"check": {"const": name}}, "required": ["check"]},
                "then": {"$ref": f"#/definitions/check-{name}"},
            }
        )
    return {
        "$schema": DRAFT,
        "$id": IDENTITY,
        "title": DESCRIPTIONS["rule"],
        "type": "object",
        "required": [key for key in REQUIRED if all(key in _required(kind) for kind in kinds.values())],
        "properties": {"check": {"enum": sorted(kinds), "description": DESCRIPTIONS["check"]}},
        "allOf": branches,
        "definitions": definitions,
    }


def _body(kind: CheckKind) -> Schema:
    own = {key: _described(kind.name, key, part) for key, part in kind.properties.items() if key not in ("definitions", "when")}
    properties = {**_common_properties(kind.classes, kind.properties.get("when")), **own}
    properties["check"] = {"const": kind.name, "description": DESCRIPTIONS["check"]}
    return _object(properties, _required(kind))


def _required(kind: CheckKind) -> tuple[str, ...]:
    """The keys that a rule of this kind must have."""
    return (*(key for key in REQUIRED if kind.lawful or key != "basis"), *kind.required)


def meanings(kind: CheckKind) -> dict[str, str]:
    """What each of the kind's own keys is for, as editors and pages show it."""
    described = {key: _described(kind.name, key, kind.properties[key]) for key in own_keys(kind)}
    return {key: part["description"] for key, part in described.items() if "description" in part}


def _described(kind: str, key: str, part: Schema) -> Schema:
    """The schema of a kind's own key with what it is for, said here where its module does not."""
    told = DESCRIPTIONS.get(f"{kind}.{key}")
    return part if told is None or "description" in part else {**part, "description": told}


def _object(properties: Schema, required: tuple[str, ...] = ()) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _common_properties(classes: tuple[str, ...], when: Schema | None) -> Schema:
    both = _object({"zh": _TEXT, "en": _TEXT}, ("zh", "en"))
    applies: Schema = {
        "levels": _choices(LEVELS),
        "years": {"type": "array", "items": _YEAR, "minItems": 2, "maxItems": 2},
        "traits": _choices(TRAITS),
        "stages": _choices(STAGES),
    }
    if when is not None:
        applies["when"] = when
    named = {name: {"$ref": f"#/definitions/{_EXAMPLES}"} for name in dict.fromkeys((*classes, *EXTRA_CLASSES))}
    properties: Schema = {
        "title": both,
        "pack": {"enum": list(PACKS)},
        "stability": {"enum": list(STABILITIES)},
        "replaced_by": _ID,
        "default": {"const": "off"},
        "basis": {"type": "array", "minItems": 1, "items": _basis()},
        "applies": _object({key: {**part, "description": DESCRIPTIONS[f"applies.{key}"]} for key, part in applies.items()}),
        "severity": {"enum": list(SEVERITIES)},
        "weight": {"type": "integer", "minimum": 1, "maximum": 5},
        "check": {"type": "string"},
        "requires": _ID,
        "collective": _ID,
        "family": _ID,
        "advice": both,
        "examples": _object(named) if classes else {"type": "object"},
        "also": {"type": "object", "additionalProperties": _TEXT, "minProperties": 1},
    }
    return {key: {**part, "description": DESCRIPTIONS[key]} for key, part in properties.items()}


def _choices(values: tuple[str, ...]) -> Schema:
    return {"type": "array", "items": {"enum": list(values)}, "minItems": 1, "uniqueItems": True}


def _basis() -> Schema:
    number: Schema = {"type": ["integer", "string"], "minimum": 1, "pattern": r"^[1-9][0-9]*(\.[1-9][0-9]*)*$"}
    number["patternErrorMessage"] = DESCRIPTIONS["clause"]
    properties: Schema = {"source": {"type": "string"}, "item": number, "article": number, "text": {"enum": list(MARKS)}}
    return _object({key: {**part, "description": DESCRIPTIONS[f"basis.{key}"]} for key, part in properties.items()}, ("source",))


def _examples() -> Schema:
    places = dict.fromkeys(("plan", "shortcomings", "causes", "first", "preamble", "other", "item", "text", "doc"), _TEXT)
    profile: Schema = {
        "level": {"enum": list(LEVELS)},
        "year": {"type": "integer", "minimum": 1949, "maximum": 2100},
        "stage": {"enum": list(STAGES)},
        "traits": {"type": "array", "items": {"enum": list(TRAITS)}},
        "issuer": _TEXT,
    }
    row = _object({"indicator": _TEXT, "value": {"type": ["number", "string"]}, "unit": _TEXT, "source": _TEXT}, ("indicator", "value"))
    others: Schema = {
        "previous": {"anyOf": [_TEXT, {**_object({**places, **profile}), "minProperties": 1}]},
        "ledger": {"type": "array", "minItems": 1, "items": row},
        # entries of a waiver file, wrong ones too: what is wrong with them is what the example shows
        "waivers": {"type": "array", "minItems": 1, "items": {"type": "object"}},
        "as_of": _TEXT,
    }
    place = {**_object({**places, **profile, **others}), "minProperties": 1}
    return {"type": "array", "minItems": 1, "items": {"anyOf": [_TEXT, place]}}


def text(kinds: Mapping[str, CheckKind]) -> str:
    """The union schema as the text of rules/schema/rule.schema.json."""
    return json.dumps(union(kinds), ensure_ascii=False, indent=2) + "\n"
