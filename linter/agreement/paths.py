"""Which files a pattern means, as .gitignore writes them, and where a repository begins."""

import os
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

WAIVERS = ".fazhi-lint-waivers.yaml"  # the waiver file of a repository, at its root


def relative(path: str, folder: str) -> str:
    """`path` as seen from `folder`, with `/`, composed as Unicode NFC: a file list of macOS has 县 or é in pieces."""
    real = os.path.join(os.path.realpath(os.path.dirname(os.path.abspath(path))), os.path.basename(path))
    try:
        seen = os.path.relpath(real, os.path.realpath(folder or "."))
    except ValueError:  # another drive
        seen = real
    return unicodedata.normalize("NFC", seen.replace(os.sep, "/"))


def matches(pattern: str, path: str) -> bool:
    """Whether a pattern takes in a path (`/`-separated, seen from the folder of the file that holds the pattern).

    `*` and `?` stop at `/`, `**` does not, `[…]` is one of several characters. A pattern without `/` (but at its end) means a
    name at any depth; one that names a folder means all below it. Nothing outside the folder is meant unless `../` is written.
    """
    return _compiled(unicodedata.normalize("NFC", pattern)).fullmatch(path) is not None


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = [part for part in pattern.removeprefix("./").strip("/").split("/") if part]
    body = ""
    for number, part in enumerate(parts):
        if part == "**":
            # several in a row say no more than one
            body += "" if number and parts[number - 1] == "**" else "(?:(?!\\.\\./).+/)?" if number < len(parts) - 1 else "(?!\\.\\./).+"
        else:
            body += _segment(part) + ("/" if number < len(parts) - 1 else "")
    anywhere = "" if "/" in pattern.rstrip("/").removeprefix("./") else "(?:(?!\\.\\./).+/)?"
    return re.compile(f"{anywhere}{body}(?:/.*)?", re.DOTALL)


def _segment(part: str) -> str:
    out, at = "", 0
    while at < len(part):
        character = part[at]
        close = part.find("]", at + 2) if character == "[" else -1
        if character == "*":
            out += "" if out.endswith("[^/]*") else "[^/]*"
        elif character == "?":
            out += "[^/]"
        elif close > 0:
            inside = part[at + 1 : close]
            negated = inside[:1] in "!^"
            out += "[" + ("^/" if negated else "") + re.sub(r"([\\\[\]^&~|])", r"\\\1", inside[negated:]) + "]"
            at = close
        else:
            out += re.escape(character)
        at += 1
    return out


def repository(folder: str) -> str | None:
    """The nearest folder upward that holds `.git`; None outside a repository."""
    at = os.path.realpath(folder or ".")
    while True:
        if os.path.exists(os.path.join(at, ".git")):
            return at
        above = os.path.dirname(at)
        if above == at:
            return None
        at = above


def default_files(paths: Iterable[str]) -> tuple[str, ...]:
    """The waiver files at the roots of the git repositories that `paths` lie in, each once, as seen from here."""
    found: dict[str, None] = {}
    for place in dict.fromkeys(os.path.dirname(os.path.abspath(path)) for path in paths):
        root = repository(place)
        if root is not None and os.path.isfile(os.path.join(root, WAIVERS)):
            found[os.path.relpath(os.path.join(root, WAIVERS))] = None
    return tuple(sorted(found))
