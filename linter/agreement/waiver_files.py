"""The waiver files that are found by themselves."""

import os
from collections.abc import Iterable

from linter.paths import repository

WAIVERS = ".fazhi-lint-waivers.yaml"  # the waiver file of a repository, at its root


def default_files(paths: Iterable[str]) -> tuple[str, ...]:
    """The waiver files at the roots of the git repositories that `paths` lie in, each once, as seen from here."""
    found: dict[str, None] = {}
    for place in dict.fromkeys(os.path.dirname(os.path.abspath(path)) for path in paths):
        root = repository(place)
        if root is not None and os.path.isfile(os.path.join(root, WAIVERS)):
            found[os.path.relpath(os.path.join(root, WAIVERS))] = None
    return tuple(sorted(found))
