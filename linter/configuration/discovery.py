"""Where the configuration of a file lies: beside it, or in the nearest folder above it, up to the root of the repository."""

import os
import re

YAML = ".fazhi-lint.yaml"
TOML = "pyproject.toml"
# `[tool.fazhi-lint]`, `[[tool.fazhi-lint.overrides]]`, `tool.fazhi-lint.lang = …`, or the key under `[tool]`
_TABLE = re.compile(rb"""^\s*(\[{1,2}\s*tool\s*\.\s*["']?fazhi-lint["']?\s*[\].]|(tool\s*\.\s*)?["']?fazhi-lint["']?\s*[.=])""", re.MULTILINE)


def nearest(folder: str) -> str | None:
    """The configuration file that applies in `folder`; None where there is none up to the repository's root.

    Of two in one folder `.fazhi-lint.yaml` is taken. A pyproject.toml counts only where it has our table. Outside a
    repository the search ends at the root of the file system.
    """
    here = os.path.abspath(folder)
    while True:
        for name in (YAML, TOML):
            path = os.path.join(here, name)
            if os.path.isfile(path) and (name == YAML or _speaks_of_us(path)):
                return path
        above = os.path.dirname(here)
        # .git is a folder, and a file in a worktree or submodule
        if above == here or os.path.exists(os.path.join(here, ".git")):
            return None
        here = above


def common(paths: list[str]) -> str:
    """The deepest folder that holds all of `paths` (files or folders); the current one for standard input or no path."""
    folders = [os.path.abspath(p if os.path.isdir(p) else os.path.dirname(p) or ".") for p in paths if p != "-"]
    if not folders:
        return os.getcwd()
    try:
        return os.path.commonpath(folders)
    except ValueError:  # different drives
        return folders[0]


def _speaks_of_us(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return _TABLE.search(file.read()) is not None
    except OSError:
        return False
