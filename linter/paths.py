"""Where files lie: the repository around them, how they are seen from a folder, and which of them a pattern means.

Patterns are those of .gitignore, by pathspec; it is imported only where there is a pattern.
"""

import os
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from linter.model.failure import UsageFailure

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


def repository(folder: str) -> str | None:
    """The root of the git repository that `folder` lies in; None outside one. `.git` is a file in worktrees and submodules."""
    here = os.path.realpath(folder or os.curdir)
    while not os.path.exists(os.path.join(here, ".git")):
        above = os.path.dirname(here)
        if above == here:
            return None
        here = above
    return here


def relative(path: str, folder: str) -> str:
    """`path` as seen from `folder`, with `/`, composed as Unicode NFC: a file list of macOS has 县 or é in pieces."""
    real = os.path.join(os.path.realpath(os.path.dirname(os.path.abspath(path))), os.path.basename(path))
    try:
        seen = os.path.relpath(real, os.path.realpath(folder or os.curdir))
    except ValueError:  # another drive
        seen = real
    return unicodedata.normalize("NFC", seen.replace(os.sep, "/"))


def matches(patterns: Sequence[str], path: str) -> bool:
    """Whether patterns take in a path as `relative` gives it; a file outside the folder only by a pattern that begins with `../`.

    UsageFailure for what is no pattern.
    """
    below = path
    while below.startswith("../"):
        below = below[3:]
    spec = _compiled(tuple(patterns), path[: len(path) - len(below)])
    return bool(spec.match_file(below))


def fault(patterns: Sequence[str]) -> str | None:
    """The first of `patterns` that is none; None where all are."""
    from pathspec import GitIgnoreSpec

    for pattern in patterns:
        try:
            GitIgnoreSpec.from_lines([pattern])
        except (ValueError, re.error):
            return pattern
    return None


@lru_cache(maxsize=1024)
def _compiled(patterns: tuple[str, ...], above: str) -> "GitIgnoreSpec":
    """Those of the patterns that reach as many folders up as `above` does (`../../`)."""
    bad = fault(patterns)
    if bad is not None:
        raise UsageFailure(f"“{bad}”不合 .gitignore 的写法。")
    from pathspec import GitIgnoreSpec

    composed = [unicodedata.normalize("NFC", pattern).removeprefix("./") for pattern in patterns]
    own = [pattern[len(above) :] for pattern in composed if pattern.startswith(above)]
    return GitIgnoreSpec.from_lines([pattern for pattern in own if not pattern.startswith("../")])
