"""The table of keys in docs/configuration.md."""

from linter.configuration.keys import KEYS, Key

START, END = "<!-- keys -->", "<!-- /keys -->"
_KINDS = {"texts": "列表", "path": "路径", "paths": "路径的列表", "whole": "整数", "number": "数", "flag": "true、false", "day": "日期", "text": "文字"}


def table() -> str:
    """The head and a row for each key: name, values, meaning."""
    return "\n| 键 | 值 | 含义 |\n|---|---|---|\n" + "".join(f"| `{key.name}` | {_values(key)} | {key.zh}{'（逐份）' if key.each else ''} |\n" for key in KEYS.values())


def filled(page: str) -> str:
    """The page with the table between its marks as it is now."""
    head, rest = page.split(START)
    return f"{head}{START}\n{table()}\n{END}{rest.split(END)[1]}"


def _values(key: Key) -> str:
    if key.choices:
        return "、".join(f"`{choice}`" for choice in key.choices)
    return _KINDS[key.kind]
