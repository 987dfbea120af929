"""The waiver file: YAML, one waiver an entry, each judged by the schema that editors are given too."""

import json
import os
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from linter.agreement.naming import Names
from linter.model.failure import UsageFailure
from linter.model.waiver import Waiver
from linter.paths import fault as bad_pattern
from linter.rulebook import folder

if TYPE_CHECKING:
    from linter.rulebook.page import Page

_SCHEMA = os.path.join("schema", "waivers.schema.json")


def waivers_of(files: Iterable[str], names: Names) -> tuple[Waiver, ...]:
    """The waivers of several files, in order, a file named twice read once; invalid entries with their fault.

    UsageFailure where a file cannot be read, is no YAML or no list: then nobody can say what was waived.
    """
    unique = {os.path.realpath(file): file for file in files}
    return tuple(waiver for file in unique.values() for waiver in _entries(_page(file), names))


def _page(file: str) -> "Page":
    from linter.rulebook.page import read

    try:
        with open(file, "rb") as stream:
            raw = stream.read()
    except OSError as error:
        raise UsageFailure(f"无法读取豁免文件 {file}：{error.strerror}") from None
    page = read(file, raw)
    if page.data is not None and not isinstance(page.data, list):
        raise UsageFailure(f"豁免文件 {file} 应是一个列表，每条豁免以“- ”开头。")
    return page


def _entries(page: "Page", names: Names) -> Iterator[Waiver]:
    from linter.rulebook.page import Page

    schema = schema_of_entry()
    for number, data in enumerate(page.data or ()):
        lines = {path[1:]: line for path, line in page.lines.items() if path[0] == number}
        yield entry(Page(page.file, data, lines), schema, names)


def entry(page: "Page", schema: dict[str, Any], names: Names) -> Waiver:
    """One waiver as written, with what is wrong with it."""
    from linter.rulebook.diagnosis import validate  # loads jsonschema: only where there are waivers

    data = page.data if isinstance(page.data, dict) else {}
    text = {key: value.strip() for key, value in data.items() if isinstance(value, str)}
    named = text.get("rule", "") or str(names.words["none"])
    rule = names.rule(text.get("rule", ""))
    faults = [f.message for f in sorted(validate(page, schema), key=lambda f: f.line or 0)]
    if not faults:
        faults = [names.fault(text["rule"])]
        if "expires" in text and not _is_date(text["expires"]):
            faults.append(str(names.words["faults"]["date"]).format(date=text["expires"]))
    path = text.get("path", "")
    if path and bad_pattern((path,)) is not None:
        faults.append(str(names.words["faults"]["path"]).format(path=path))
        path = ""
    fault = "；".join(filter(None, faults))
    return Waiver(
        named, rule, text.get("reason", ""), page.file, page.line(()), path, text.get("fingerprint", ""),
        text.get("owner", ""), text.get("approval", ""), "" if fault else text.get("expires", ""), fault,
    )  # fmt: skip


def schema_of_entry() -> dict[str, Any]:
    """The schema of one entry of a waiver file."""
    items: dict[str, Any] = _schema()["items"]
    return items


def inline_schema() -> dict[str, Any]:
    """The schema of a waiver that stands in the document itself: it needs no path."""
    items = schema_of_entry()
    return items | {"required": [key for key in items["required"] if key != "path"]}


def _schema() -> dict[str, Any]:
    with open(os.path.join(folder.home(), _SCHEMA), encoding="utf-8") as file:
        schema: dict[str, Any] = json.load(file)
    return schema


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
