"""fazhi-rules.lock: which packs, in which version and with which content, a repository was checked with."""

import os
from typing import Any, NamedTuple

from linter import __version__
from linter.model.failure import RuleFailure, UsageFailure
from linter.rulebook import folder, packs
from linter.rulebook import page as paper
from linter.rulebook.compiler import fingerprint
from linter.rulebook.diagnosis import validate
from linter.rulebook.manifest import BUILTIN
from linter.rulebook.wording import say

SCHEMA_NAME = "fazhi-lint/rules-lock/1"
_WORD = {"type": "string", "minLength": 1}
_ENTRY = {
    "type": "object",
    "properties": {"id": _WORD, "version": {"type": "string"}, "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}},
    "required": ["id", "version", "sha256"],
    "additionalProperties": False,
}
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"schema": {"const": SCHEMA_NAME}, "packs": {"type": "array", "minItems": 1, "items": _ENTRY}},
    "required": ["schema", "packs"],
    "additionalProperties": False,
}
_SHOWN = 12  # digits of a hash that people are shown


class Held(NamedTuple):
    """One pack as locked or as found."""

    id: str
    version: str
    sha256: str

    def told(self) -> str:
        return f"{self.version or '—'} {self.sha256[:_SHOWN]}"


def state(extra: tuple[str, ...] = (), root: str | None = None) -> tuple[Held, ...]:
    """The built-in rules and the packs `extra` as they are now, in the order they are laid over each other."""
    builtin = Held(BUILTIN, __version__, fingerprint(root or folder.home()))
    return (builtin, *(Held(pack.name, pack.version, fingerprint(pack.folder)) for pack in packs.chain(extra)))


def text(held: tuple[Held, ...]) -> str:
    """The lock file of these packs."""
    lines = [f"schema: {SCHEMA_NAME}", "packs:"]
    for pack in held:
        lines += [f"  - id: {pack.id}", f'    version: "{pack.version}"', f'    sha256: "{pack.sha256}"']
    return "\n".join(lines) + "\n"


def locked(path: str, extra: tuple[str, ...] = (), root: str | None = None) -> None:
    """Nothing where the rules are those of the lock file at `path`; UsageFailure that says which pack differs, expected and found."""
    wanted = {pack.id: pack for pack in _read(path)}
    found = {pack.id: pack for pack in state(extra, root)}
    differences = []
    for pack in wanted.values():
        other = found.get(pack.id)
        if other is None:
            differences.append(say("lock-lacks", pack=pack.id, expected=pack.told()))
        elif other != pack:
            differences.append(say("lock-changed", pack=pack.id, expected=pack.told(), found=other.told()))
    differences += [say("lock-extra", pack=pack.id, found=pack.told()) for pack in found.values() if pack.id not in wanted]
    if not differences and list(wanted) != list(found):
        order = "、".join
        differences.append(say("lock-order", expected=order(wanted), found=order(found)))
    if differences:
        raise UsageFailure(say("lock-differs", path=path, differences="；".join(differences)))


def _read(path: str) -> tuple[Held, ...]:
    if not os.path.lexists(path):
        raise UsageFailure(say("lock-missing", path=path))
    try:
        page = paper.opened(path, path)
    except RuleFailure as failure:
        raise UsageFailure(say("lock-broken", path=path, problem=failure.message)) from None
    faults = validate(page, _SCHEMA)
    if faults:
        raise UsageFailure(say("lock-broken", path=path, problem=faults[0].message))
    return tuple(Held(entry["id"], entry["version"], entry["sha256"]) for entry in page.data["packs"])
