"""Which files are meant: patterns written as in .gitignore. pathspec is imported only where there are any."""

import os
from collections.abc import Sequence

from linter.model.failure import UsageFailure


def matched(patterns: Sequence[str], path: str, folder: str) -> bool:
    """Whether `path` is meant by patterns read from `folder`; never for a path outside it. UsageFailure for what is no pattern."""
    from pathspec import GitIgnoreSpec

    bad = fault(patterns)
    if bad is not None:
        raise UsageFailure(f"“{bad}”不合 .gitignore 的写法。")
    try:
        relative = os.path.relpath(os.path.abspath(path), folder).replace(os.sep, "/")
    except ValueError:  # another drive
        return False
    return relative != ".." and not relative.startswith("../") and GitIgnoreSpec.from_lines(patterns).match_file(relative)


def fault(patterns: Sequence[str]) -> str | None:
    """The first of `patterns` that is none; None where all are."""
    from pathspec import GitIgnoreSpec

    for pattern in patterns:
        try:
            GitIgnoreSpec.from_lines([pattern])
        except ValueError:
            return pattern
    return None
