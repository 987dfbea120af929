"""tailor.yaml of a pack: built-in rules changed without copying them.

A change lays keys over the rule's own file; what comes out is read like any rule, so that a change is held to the
same schema, the same checks of its regexes and the same lines in messages. Lists only grow: a pack may teach a rule
words, never take them away (it turns the rule off and writes its own instead).
"""

import copy
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from linter.model.failure import RuleFailure
from linter.model.kind import CheckKind
from linter.model.rule import SEVERITIES
from linter.rulebook.diagnosis import near, validate
from linter.rulebook.page import Page, Path
from linter.rulebook.rules import Desk, Draft
from linter.rulebook.schema import EXTRA_CLASSES, own_keys
from linter.rulebook.wording import say

FILE = "tailor.yaml"
# key of a change → the list of the rule that it adds to
_LISTS: dict[str, Path] = {
    "mention": ("mention", "any"),
    "except": ("mention", "except"),
    "weak": ("weak",),
    "own": ("own",),
    "inside": ("inside",),
}
_WORD = {"type": "string", "minLength": 1}
_SOME = {"type": "array", "minItems": 1}
_CHANGE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "why": _WORD,
        "severity": {"enum": list(SEVERITIES)},
        "default": {"enum": ["on", "off"]},
        **dict.fromkeys(_LISTS, _SOME),
        "evidence": _SOME,
        "units": {**_SOME, "items": _WORD},
        "examples": {"type": "object", "minProperties": 1, "additionalProperties": _SOME},
        "also": {"type": "object", "minProperties": 1, "additionalProperties": _WORD},
    },
    "minProperties": 1,
    "additionalProperties": False,
}
SCHEMA: dict[str, Any] = {"type": "object", "minProperties": 1, "additionalProperties": _CHANGE}


class Change(NamedTuple):
    """What one pack changes of one rule: the keys it names, and its reason."""

    pack: str
    keys: tuple[str, ...]
    why: str


def apply(pages: list[Page], drafts: dict[str, Draft], ids: set[str], desk: Desk, kinds: Mapping[str, CheckKind]) -> list[RuleFailure]:
    """Lays the changes of `pages` over `drafts`, in order; a change that does not hold leaves its rule as it was and is told."""
    failures: list[RuleFailure] = []
    merged: dict[str, Page] = {}
    for page in pages:
        faults = validate(page, SCHEMA)
        failures += faults
        if faults:
            continue
        for rule_id, change in page.data.items():
            line = page.line((rule_id,))
            if rule_id not in ids:
                failures.append(RuleFailure(page.file, line, say("tailor-unknown", id=rule_id, hint=near(rule_id, ids))))
            if rule_id not in drafts:
                continue
            draft = drafts[rule_id]
            base = merged.get(rule_id, draft.page)
            wrong = list(_faults(page, rule_id, change, base.data, kinds[draft.rule.check]))
            if not wrong:
                sheet = laid_over(base, page, rule_id)
                rule, wrong = desk.read(rule_id, sheet)
                if rule is not None:
                    merged[rule_id] = sheet
                    drafts[rule_id] = draft._replace(rule=rule)
            failures += wrong
            for target in change.get("also", {}):
                if target not in ids:
                    told = say("unknown-rule", key="also", id=target, hint=near(target, ids))
                    failures.append(RuleFailure(page.file, page.line((rule_id, "also", target)), told))
    return failures


def laid_over(base: Page, tailor: Page, rule_id: str) -> Page:
    """The rule file `base` with the change of `tailor`; every line is that of the change, what it does not name its first one."""
    change = tailor.data[rule_id]
    data = copy.deepcopy(base.data)
    lines: dict[Path, int] = {(): tailor.line((rule_id,)) or 1}

    def note(path: Path, key: str, *inner: str | int) -> None:
        lines[path] = tailor.line((rule_id, key, *inner)) or lines[()]

    if "severity" in change:
        data["severity"] = change["severity"]
        note(("severity",), "severity")
    if "default" in change:
        data.pop("default", None)
        if change["default"] == "off":
            data["default"] = "off"
    for key, path in _LISTS.items():
        _grow(data, path, change.get(key, []), lambda place, index, key=key: note(place, key, index))
    if "evidence" in change:
        for holder in (data, *data.get("variants", [])):
            tree = holder["evidence"]
            holder["evidence"] = {"any": [*(tree.get("any", [tree])), *copy.deepcopy(change["evidence"])]}
        note(("evidence",), "evidence")
    for detail in _details(data) if "units" in change else ():
        detail["units"] = list(dict.fromkeys([*detail["units"], *change["units"]]))
    for name, entries in change.get("examples", {}).items():
        _grow(data, ("examples", name), entries, lambda place, index, name=name: note(place, "examples", name, index))
    if "also" in change:
        data["also"] = {**data.get("also", {}), **change["also"]}
    return Page(tailor.file, data, lines)


def _grow(data: dict[str, Any], path: Path, entries: list[Any], note: Any) -> None:
    """Adds the entries that are new to the list at `path`, telling `note` of each path and its number in the change."""
    if not entries:
        return
    holder: Any = data
    for key in path[:-1]:
        holder = holder.setdefault(key, {})
    known = holder.setdefault(path[-1], [])
    for index, entry in enumerate(entries):
        if entry not in known:
            note((*path, len(known)), index)
            known.append(copy.deepcopy(entry))


def _faults(page: Page, rule_id: str, change: dict[str, Any], data: dict[str, Any], kind: CheckKind) -> Iterator[RuleFailure]:
    """Keys that mean nothing for a rule of this kind, or for this rule."""
    line = page.line((rule_id,))
    top = {*own_keys(kind)}
    fitting = {key for key, path in _LISTS.items() if path[0] in top and (len(path) == 1 or isinstance(data.get(str(path[0])), dict))}
    fitting |= {"evidence", "units"} if "evidence" in top else set()
    for key in change:
        if key in (*_LISTS, "evidence", "units") and key not in fitting:
            choices = "、".join(sorted(fitting | {"severity", "default"}))
            yield RuleFailure(page.file, page.line((rule_id, key)), say("tailor-kind", key=key, check=kind.name, choices=choices))
    if "evidence" in fitting and "evidence" in change and not all("evidence" in holder for holder in (data, *data.get("variants", []))):
        yield RuleFailure(page.file, page.line((rule_id, "evidence")) or line, say("tailor-evidence", id=rule_id))
    if "units" in fitting and "units" in change and not any(True for _ in _details(data)):
        yield RuleFailure(page.file, page.line((rule_id, "units")) or line, say("tailor-units", id=rule_id))
    classes = (*kind.classes, *EXTRA_CLASSES)
    for name in change.get("examples", {}):
        if name not in classes:
            told = say("tailor-class", check=kind.name, name=name, hint=near(name, classes))
            yield RuleFailure(page.file, page.line((rule_id, "examples", name)), told)


def _details(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every `{units: …}` of the rule's evidence, that of its variants too."""
    waiting: list[Any] = [holder.get("evidence") for holder in (data, *data.get("variants", []))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            if isinstance(node.get("units"), list):
                yield node
            waiting.extend(node.values())


def changes_of(page: Page, pack: str) -> dict[str, Change]:
    """rule id → what `page`, the tailor.yaml of `pack`, changes of it."""
    return {
        rule_id: Change(pack, tuple(key for key in change if key != "why"), change.get("why", ""))
        for rule_id, change in page.data.items()
        if isinstance(change, dict)
    }
