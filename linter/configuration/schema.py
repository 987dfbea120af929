"""The JSON schema (draft-07) of a configuration file, the same for `.fazhi-lint.yaml` and `[tool.fazhi-lint]`."""

from typing import Any

from linter.configuration.keys import KEYS, LISTS, Key

_TYPES = {"text": "string", "path": "string", "day": "string", "whole": "integer", "number": "number", "flag": "boolean"}


def schema(formats: tuple[str, ...] = ()) -> dict[str, Any]:
    """The schema; `formats` are the output formats there are. Descriptions are in Chinese, for editors."""
    keys = {key.name: _of(key, formats) for key in KEYS.values()}
    override = {
        "type": "object",
        "additionalProperties": False,
        "required": ["files"],
        "minProperties": 2,
        "properties": {
            "files": {"description": "适用的文件（写法同 .gitignore，相对于配置文件所在文件夹）", **_list(1)},
            **{key.name: keys[key.name] for key in KEYS.values() if key.each},
        },
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "https://fazhi-lint.invalid/schema/config.schema.json",
        "title": "fazhi-lint 配置",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            **keys,
            "overrides": {"description": "对部分文件另作规定，后面的优先", "type": "array", "items": override},
        },
    }


def _of(key: Key, formats: tuple[str, ...]) -> dict[str, Any]:
    if key.kind in LISTS:
        return {"description": key.zh, **_list(0)}
    entry: dict[str, Any] = {"description": key.zh, "type": _TYPES[key.kind]}
    choices = formats if key.name == "format" else key.choices
    if choices:
        entry["enum"] = list(choices)
    if key.least is not None:
        entry["minimum"] = key.least
    if key.most is not None:
        entry["maximum"] = key.most
    if key.kind == "day":
        entry |= {"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "patternErrorMessage": "应写成 YYYY-MM-DD"}
    elif entry["type"] == "string" and not choices:
        entry["minLength"] = 1
    return entry


def _list(fewest: int) -> dict[str, Any]:
    return {"type": "array", "minItems": fewest, "items": {"type": "string", "minLength": 1}}
