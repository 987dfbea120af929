"""Where the rule files are, and a signature that changes when one of them does.

On the path of every `check`: only `os`, no pathlib, no importlib.resources (they cost 5 ms).
"""

import marshal
import os
from _blake2 import blake2b

import linter
from linter.model.failure import RuleFailure

MANY = 20_000  # names below a rule folder; the built-in one has 300
_PLAIN = 2  # of marshal: no references between objects, so that equal lists give equal bytes
Entry = tuple[str, int, int]  # name relative to the folder with '/', size, mtime in ns


def package() -> str:
    """The folder of the import package."""
    return os.path.dirname(os.path.abspath(linter.__file__))


def home() -> str:
    """The folder of the built-in rules.

    First `linter/rules` inside the package (a wheel), then `rules` beside it (a checkout). In this order:
    an editable install leaves a frozen copy of the rules in site-packages, but its package is the checkout,
    where `linter/rules` is absent, so that edited rules are live. Raises RuleFailure where neither is found.
    """
    inside = os.path.join(package(), "rules")
    if os.path.isdir(inside):
        return inside
    beside = os.path.join(os.path.dirname(package()), "rules")
    # another distribution may have put a folder of this name beside us: ours has sources.yaml
    if os.path.isfile(os.path.join(beside, "sources.yaml")):
        return beside
    from linter.rulebook.wording import say

    raise RuleFailure(inside, None, say("no-home"))


def listing(root: str, suffixes: tuple[str, ...] = (".yaml", ".yml")) -> list[Entry]:
    """Every file below `root` with one of `suffixes`, sorted by name; hidden names are passed over.

    Raises RuleFailure where `root` is no readable folder, holds a link to a folder (it may lead in a circle), or is far too large.
    """
    entries: list[Entry] = []
    waiting = [("", root)]
    seen = 0
    try:
        while waiting:
            prefix, path = waiting.pop()
            with os.scandir(path) as found:
                for entry in found:
                    name = entry.name
                    seen += 1
                    if seen > MANY:
                        raise _refused(root, "crowded", limit=MANY)
                    if name.startswith((".", "__pycache__")):
                        continue
                    if name.endswith(suffixes):
                        entries.append((prefix + name, *_state(entry)))
                    elif entry.is_dir():
                        if entry.is_symlink():
                            raise _refused(entry.path, "linked-folder")
                        waiting.append((f"{prefix}{name}/", entry.path))
    except OSError as error:
        raise _refused(root, "no-folder", reason=error.strerror or "") from None
    entries.sort()
    return entries


def _refused(path: str, name: str, **values: object) -> RuleFailure:
    from linter.rulebook.wording import say

    return RuleFailure(path, None, say(name, **values))


def _state(entry: "os.DirEntry[str]") -> tuple[int, int]:
    """Size and time; a link into nothing is listed all the same, and told when it is read."""
    try:
        state = entry.stat()
    except OSError:
        return -1, -1
    return state.st_size, state.st_mtime_ns


def digest(data: bytes) -> str:
    """BLAKE2b of `data`, 32 hexadecimal digits. Guards against damage and age, not against forgery."""
    return blake2b(data, digest_size=16).hexdigest()


def sizes(root: str) -> str:
    """Signature of an installed folder: names and sizes (installers do not keep times)."""
    return digest(marshal.dumps([entry[:2] for entry in listing(root)], _PLAIN))


def signature(roots: tuple[str, ...]) -> str:
    """Signature of live folders: names, sizes and times of the rule files and of the program that compiles them."""
    parts = [(os.path.abspath(root), listing(root)) for root in roots]
    parts.append((package(), listing(package(), (".py",))))
    return digest(marshal.dumps(parts, _PLAIN))
