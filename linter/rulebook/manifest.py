"""pack.yaml: what a rule pack says of itself, and the versions it fits."""

import os
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from linter import __dist__, __version__
from linter.model.failure import RuleFailure
from linter.rulebook import page as paper
from linter.rulebook.page import Page
from linter.rulebook.wording import say

FILE = "pack.yaml"
BUILTIN = "builtin"
_WORD = {"type": "string", "minLength": 1}
_BOTH = {"type": "object", "properties": {"zh": _WORD, "en": _WORD}, "required": ["zh", "en"], "additionalProperties": False}
_VERSION = r"[0-9]{1,6}(\.[0-9]{1,6}){0,3}"
_BOUND = rf"(>=|<=|==|>|<)\s*{_VERSION}"
RANGE = rf"{_BOUND}(\s*,\s*{_BOUND})*"
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "pattern": "^(?!builtin$)[a-z][a-z0-9-]{0,63}$", "patternErrorMessage": say("pack-id")},
        "title": _BOTH,
        "version": {"type": "string", "pattern": f"^{_VERSION}$", "patternErrorMessage": say("pack-version")},
        # `builtin`, `builtin >=0.1,<1`, or the path of another pack's folder, from this one
        "extends": _WORD,
        "requires": {"type": "string", "pattern": f"^{RANGE}$", "patternErrorMessage": say("pack-range")},
        "description": {"anyOf": [_WORD, _BOTH]},
    },
    "required": ["id", "title", "version"],
    "additionalProperties": False,
}
_BUILTIN_RANGE = re.compile(rf"{BUILTIN}(?:\s+({RANGE}))?")
_CLAUSE = re.compile(_BOUND)


class Pack(NamedTuple):
    """A rule folder as a pack. One without manifest has no id and no version; `extends` is '' or the folder it builds on."""

    folder: str
    id: str = ""
    version: str = ""
    title_zh: str = ""
    title_en: str = ""
    extends: str = ""

    @property
    def name(self) -> str:
        """What people call it: its id, else the name of its folder."""
        return self.id or os.path.basename(os.path.abspath(self.folder))


def pack_of(folder: str) -> Pack:
    """The pack in `folder`, read leniently: whether its manifest holds is the compiler's question (`faults`).

    Raises RuleFailure where pack.yaml is no YAML, or `extends` leads nowhere.
    """
    file = os.path.join(folder, FILE)
    told = f"{os.path.basename(os.path.abspath(folder))}/{FILE}"
    if not os.path.lexists(file):
        return Pack(folder)
    sheet = paper.opened(file, told)
    entry = sheet.data if isinstance(sheet.data, dict) else {}
    title = entry.get("title")
    zh, en = (title.get("zh", ""), title.get("en", "")) if isinstance(title, dict) else ("", "")
    extends = entry.get("extends", "")
    base = ""
    if isinstance(extends, str) and extends and not extends.startswith(BUILTIN):
        base = os.path.normpath(os.path.join(folder, extends))
        if not os.path.isdir(base):
            raise RuleFailure(told, sheet.line(("extends",)), say("pack-extends", value=extends))
    return Pack(folder, str(entry.get("id", "")), str(entry.get("version", "")), str(zh), str(en), base)


def faults(sheet: Page) -> Iterator[RuleFailure]:
    """What is wrong with a manifest: its keys first, then the versions it asks for."""
    from linter.rulebook.diagnosis import validate

    wrong = validate(sheet, SCHEMA)
    if wrong:
        yield from wrong
        return
    entry = sheet.data
    asked = entry.get("requires", "")
    if asked and not fits(__version__, asked):
        yield RuleFailure(sheet.file, sheet.line(("requires",)), say("pack-requires", program=__dist__, asked=asked, version=__version__))
    extends = entry.get("extends", BUILTIN)
    if extends.startswith(BUILTIN):
        match = _BUILTIN_RANGE.fullmatch(extends)
        line = sheet.line(("extends",))
        if match is None:
            yield RuleFailure(sheet.file, line, say("pack-builtin", value=extends))
        elif match[1] and not fits(__version__, match[1]):
            yield RuleFailure(sheet.file, line, say("pack-builtin-version", asked=match[1], version=__version__))


def fits(version: str, bounds: str) -> bool:
    """Whether a version lies within bounds such as `>=0.1, <1`. A version counts by its leading numbers: 0.2.0rc1 is 0.2.0."""
    own = _numbers(version)
    for match in _CLAUSE.finditer(bounds):
        sign, other = match[1], _numbers(match[0][len(match[1]) :])
        held = {">=": own >= other, "<=": own <= other, ">": own > other, "<": own < other, "==": own == other}[sign]
        if not held:
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    match = re.match(r"\s*(\d+(?:\.\d+)*)", version)
    parts = [int(part) for part in match[1].split(".")] if match else [0]
    return tuple(([*parts, 0, 0, 0, 0])[:4])
