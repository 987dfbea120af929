"""Environment variables FAZHI_LINT_… as configuration."""

from collections.abc import Mapping
from typing import Any

from linter.configuration.keys import KEYS, LISTS, PREFIX, Key
from linter.model.failure import UsageFailure

CONFIG = PREFIX + "CONFIG"  # names the configuration file, as --config does
SOFFICE = PREFIX + "SOFFICE"  # where LibreOffice is (linter.reading.office)
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


def settings(environ: Mapping[str, str]) -> dict[str, Any]:
    """The keys that the environment sets, with values of their kind; an empty variable sets nothing.

    Lists are separated by commas, flags are 1 or 0. UsageFailure for a variable of our prefix that is no key, and for
    a value that is none of its key.
    """
    variables = {key.variable: key for key in KEYS.values()}
    found: dict[str, Any] = {}
    for name in sorted(environ):
        text = environ[name].strip()
        if not name.startswith(PREFIX) or name in (CONFIG, SOFFICE) or not text:
            continue
        key = variables.get(name)
        if key is None:
            import difflib

            near = difflib.get_close_matches(name, [*variables, CONFIG, SOFFICE], 1, 0.6)
            raise UsageFailure(f"不认识的环境变量 {name}" + (f"，是否指 {near[0]}？" if near else "。") + "可用的键见 fazhi-lint config --schema")
        found[key.name] = _value(key, name, text)
    return found


def _value(key: Key, name: str, text: str) -> Any:
    value: Any = text
    if key.kind in LISTS:
        return [part.strip() for part in text.split(",") if part.strip()]
    if key.kind == "flag":
        word = text.lower()
        if word not in _TRUE + _FALSE:
            raise UsageFailure(f"环境变量 {name} 应为 1 或 0，收到 {text}")
        return word in _TRUE
    if key.kind in ("whole", "number"):
        try:
            value = int(text) if key.kind == "whole" else float(text)
        except ValueError:
            raise UsageFailure(f"环境变量 {name} 应为数字，收到 {text}") from None
        if (key.least is not None and not value >= key.least) or (key.most is not None and not value <= key.most):
            span = f"不小于 {key.least:g}" if key.most is None else f"在 {key.least:g} 至 {key.most:g} 之间"
            raise UsageFailure(f"环境变量 {name} 应{span}，收到 {text}")
    if key.choices and text not in key.choices:
        raise UsageFailure(f"环境变量 {name} 没有 {text} 这个值。可用：{'、'.join(key.choices)}")
    return value
