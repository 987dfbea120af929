"""Schema errors → sentences for authors: where, what, and what was probably meant."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError

from linter.model.failure import RuleFailure
from linter.rulebook.page import Page, Path
from linter.rulebook.wording import TYPES, say

_SHOWN = 12  # choices listed at most
_CLOSE = 0.6  # likeness from which a word is taken for another one misspelt
_CLOSE_LONG = 0.75  # of long words and ids, which share whole segments without being meant


def validate(page: Page, schema: dict[str, Any]) -> list[RuleFailure]:
    """Every fault of `page` against `schema`; empty where it holds."""
    found: list[RuleFailure] = []
    for error in Draft7Validator(schema).iter_errors(page.data):
        found.extend(_tell(page, error))
    return found


def near(word: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown word: what was probably meant, else a short list of choices, else ''."""
    choices = sorted(known)
    close = get_close_matches(word, choices, 1, _CLOSE if len(word) < 12 else _CLOSE_LONG)
    if close:
        return say("near", near=close[0])
    if choices and len(choices) <= _SHOWN:
        return say("choices", choices="、".join(choices))
    return ""


def type_name(value: Any) -> str:
    """The JSON type of `value` in Chinese."""
    if isinstance(value, bool):
        return TYPES["boolean"]
    names = {dict: "object", list: "array", str: "string", int: "integer", float: "number", type(None): "null"}
    return TYPES[names[type(value)]]


def dotted(path: Iterable[str | int]) -> str:
    """`mention.any[2].within`, entries counted from 1."""
    out = ""
    for part in path:
        out += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if out else part
    return out


def _tell(page: Page, error: ValidationError) -> Iterator[RuleFailure]:
    """The failures one schema error stands for."""
    path: Path = tuple(error.absolute_path)
    keyword = str(error.validator)
    if keyword in ("anyOf", "oneOf"):
        yield from _choose(page, error, path)
    elif keyword == "additionalProperties" and isinstance(error.instance, dict):
        yield from unknown_keys(page, path, error.instance, _properties(error.schema))
    elif keyword == "required":
        for key in _listed(error.validator_value):
            # one error for each missing key; a misspelt key is told once, as such
            if f"{key!r} " in error.message and not _misspelt(key, error):
                yield RuleFailure(page.file, page.line(path), say("missing-key", key=key, place=_inside(path)))
    else:
        yield RuleFailure(page.file, page.line(path), _sentence(error, keyword, path))


def unknown_keys(page: Page, path: Path, instance: dict[str, Any], known: Iterable[str]) -> Iterator[RuleFailure]:
    """One failure for each key of `instance` that is not `known`."""
    names = set(known)
    for key in instance:
        if key not in names:
            # `{en: a, b}` without quotes: the rest of a text became a key without a value
            hint = say("comma") if instance[key] is None else near(key, names)
            yield RuleFailure(page.file, page.line((*path, key)), say("unknown-key", key=key, place=_inside(path), hint=hint))


def _misspelt(key: str, error: ValidationError) -> bool:
    known = _properties(error.schema)
    instance: Any = error.instance
    strangers = [name for name in instance if name not in known]
    return any(get_close_matches(name, known, 1, _CLOSE) == [key] for name in strangers)


def _sentence(error: ValidationError, keyword: str, path: Path) -> str:
    place = _place(path)
    value: Any = error.instance
    limit: Any = error.validator_value
    if keyword == "type":
        return _mistyped(path, _listed(limit), value)
    if keyword == "pattern":
        return say("pattern", place=place, value=value, why=_keyword(error.schema, "patternErrorMessage", limit))
    if keyword in ("enum", "const"):
        choices = [str(choice) for choice in (limit if keyword == "enum" else [limit])]
        return say("not-offered", place=place, value=value, hint=near(str(value), choices))
    if keyword in _LIMITS:
        return say(_LIMITS[keyword], place=place, value=value, limit=limit)
    return say("schema", place=place, keyword=keyword)


_LIMITS = {
    "minimum": "too-small",
    "maximum": "too-big",
    "exclusiveMinimum": "not-above",
    "exclusiveMaximum": "not-below",
    "minItems": "too-few",
    "minProperties": "too-few",
    "maxItems": "too-many",
    "maxProperties": "too-many",
    "minLength": "too-short",
    "uniqueItems": "not-unique",
}


def _choose(page: Page, error: ValidationError, path: Path) -> Iterator[RuleFailure]:
    """Tells the faults of the one alternative the author most likely meant."""
    branches = _branches(error)
    fitting = [causes for causes in branches if not any(_other_type(cause) for cause in causes)]
    if not fitting:
        expected = {name for causes in branches for cause in causes if _other_type(cause) for name in _listed(cause.validator_value)}
        yield RuleFailure(page.file, page.line(path), _mistyped(path, [name for name in TYPES if name in expected], error.instance))
        return
    if isinstance(error.instance, dict) and len(fitting) > 1:
        known = {key for causes in fitting for key in _keys(causes, error.instance)}
        strangers = list(unknown_keys(page, path, error.instance, known))
        if strangers:
            yield from strangers
            return
    best = max(fitting, key=lambda causes: (_overlap(causes, error.instance), -len(causes)))
    for cause in best:
        yield from _tell(page, cause)


def _branches(error: ValidationError) -> list[list[ValidationError]]:
    """The errors of each alternative; alternatives inside an alternative stand beside the others."""
    grouped: dict[int, list[ValidationError]] = {}
    for cause in error.context or ():
        grouped.setdefault(int(cause.relative_schema_path[0]), []).append(cause)
    out: list[list[ValidationError]] = []
    for causes in grouped.values():
        inner = [cause for cause in causes if cause.validator in ("anyOf", "oneOf") and not cause.relative_path]
        out.extend(_branches(inner[0]) if inner and len(causes) == 1 else [causes])
    return out


def _other_type(cause: ValidationError) -> bool:
    """Whether the alternative expects another type altogether at this very place."""
    return not cause.relative_path and cause.validator == "type"


def _keys(causes: list[ValidationError], instance: dict[str, Any]) -> set[str]:
    """The keys an alternative knows; where its own keys are all in order, those of the instance."""
    here = [cause for cause in causes if not cause.relative_path]
    return {key for cause in here for key in _properties(cause.schema)} if here else set(instance)


def _overlap(causes: list[ValidationError], instance: Any) -> int:
    return len(set(instance) & _keys(causes, instance)) if isinstance(instance, dict) else 0


def _properties(schema: Any) -> list[str]:
    return list(_keyword(schema, "properties", {}))


def _keyword(schema: Any, name: str, default: Any) -> Any:
    return schema.get(name, default) if isinstance(schema, dict) else default


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _mistyped(path: Path, expected: Iterable[str], actual: Any) -> str:
    return say("wrong-type", place=_place(path), expected=say("or").join(TYPES[name] for name in expected), actual=type_name(actual))


def _place(path: Path) -> str:
    return say("place", path=dotted(path)) if path else say("whole")


def _inside(path: Path) -> str:
    return say("place-in", path=dotted(path)) if path else ""
