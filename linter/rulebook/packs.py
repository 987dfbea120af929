"""Rule packs: folders laid over the built-in rules, those they build on first; and packs that a distribution carries.

Code of others is imported for a name of the form `pack:NAME` alone, which a configuration or a command line has to write.
"""

import os
from typing import Any

from linter.model.failure import RuleFailure, UsageFailure
from linter.rulebook.manifest import FILE, Pack, pack_of
from linter.rulebook.wording import say

GROUP = "fazhi_lint.rulepacks"
PREFIX = "pack:"
_NESTED = ("rules", "rulepack")  # folders of a package that may carry the pack


def chain(folders: tuple[str, ...]) -> tuple[Pack, ...]:
    """The packs of `folders` in the order they are laid over each other: what a pack extends comes before it, each folder once.

    `pack:NAME` among them is an installed pack. Raises RuleFailure for a circle, for two packs of one id, and for no folder.
    """
    found: dict[str, Pack] = {}
    for folder in folders:
        _add(resolve(folder, os.curdir) if folder.startswith(PREFIX) else folder, (), found)
    homes: dict[str, str] = {}
    for pack in found.values():
        if pack.id and pack.id in homes:
            raise RuleFailure(os.path.join(pack.folder, FILE), None, say("pack-taken", id=pack.id, folder=homes[pack.id]))
        homes[pack.id] = pack.folder
    return tuple(found.values())


def _add(folder: str, above: tuple[str, ...], found: dict[str, Pack]) -> None:
    key = os.path.realpath(folder)
    if key in above:
        raise RuleFailure(os.path.join(folder, FILE), None, say("pack-cycle"))
    if key in found:
        return
    if not os.path.isdir(folder):
        raise RuleFailure(folder, None, say("no-folder", reason=os.strerror(2)))
    pack = pack_of(folder)
    if pack.extends:
        _add(pack.extends, (*above, key), found)
    found[key] = pack


def resolve(name: str, base: str) -> str:
    """The folder of one entry of a configuration: `pack:NAME` an installed pack, anything else a path from the folder `base`.

    Raises UsageFailure where no such pack is installed (with the names that are) or it carries no folder of rules.
    """
    if not name.startswith(PREFIX):
        return os.path.normpath(os.path.join(base, os.path.expanduser(name)))
    from importlib.metadata import entry_points

    wanted = name[len(PREFIX) :].strip()
    points = {point.name: point for point in entry_points(group=GROUP)}
    if wanted not in points:
        raise UsageFailure(say("pack-unknown", name=wanted) + _known(wanted, sorted(points)))
    try:
        folder = _carried(points[wanted].load())
    except Exception as error:  # code of others: whatever it raises is told as theirs, by its type alone
        raise UsageFailure(say("pack-broken", name=wanted, error=type(error).__name__)) from None
    if folder is None or not os.path.isdir(folder):
        raise UsageFailure(say("pack-folderless", name=wanted, value=points[wanted].value))
    return folder


def _known(wanted: str, names: list[str]) -> str:
    from linter.rulebook.diagnosis import near

    return near(wanted, names) if names else say("pack-none")


def _carried(value: Any) -> str | None:
    """The folder an entry point leads to: a path, what a callable returns, or a package that carries the pack."""
    if callable(value):
        value = value()
    if isinstance(value, str | os.PathLike):
        return os.fspath(value)
    roots = list(getattr(value, "__path__", ()))
    if not roots and getattr(value, "__file__", None):
        roots = [os.path.dirname(value.__file__)]
    places = [place for root in roots for place in (root, *(os.path.join(root, name) for name in _NESTED))]
    return next((place for place in places if os.path.isfile(os.path.join(place, FILE))), None)
