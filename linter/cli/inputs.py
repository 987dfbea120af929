"""Paths of the command line → files to read."""

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from linter.model.failure import UsageFailure

if TYPE_CHECKING:
    from linter.engine import Options


class Input(NamedTuple):
    """One file to check. `named` tells whether the user named it or a folder walk found it.

    `options` are those of this file alone (configuration by glob), None where the run's hold.
    """

    path: str
    named: bool
    data: bytes | None = None
    name: str | None = None
    problem: str = ""
    options: "Options | None" = None


def inputs_of(paths: list[str], suffixes: tuple[str, ...], stdin_filename: str | None) -> list[Input]:
    """The files of `paths` in the order given, folders walked in sorted order, each file once.

    UsageFailure where a named path does not exist or no file is found at all.
    """
    found: dict[str, Input] = {}
    for path in paths:
        if path == "-":
            if not stdin_filename:
                raise UsageFailure("从标准输入读取时，请用 --stdin-filename 写明文件名（用来判断格式）。")
            found.setdefault("-", Input(stdin_filename, True, sys.stdin.buffer.read(), stdin_filename))
        elif os.path.isdir(path):
            for item in _walk(path, suffixes):
                found.setdefault(os.path.normpath(item.path), item)
        elif os.path.lexists(path):
            key = os.path.normpath(path)
            if key not in found or not found[key].named:
                found[key] = Input(path, True)
        else:
            raise UsageFailure(f"找不到文件：{path}")
    if not found:
        raise UsageFailure("没有可检查的文件。支持的格式：" + "、".join(suffixes))
    return list(found.values())


def _walk(folder: str, suffixes: tuple[str, ...]) -> Iterator[Input]:
    """Files below a folder that can be read; hidden files and the lock files of Word and WPS are passed over."""
    unreadable: list[str] = []
    for base, folders, files in os.walk(folder, onerror=lambda error: unreadable.append(error.filename)):
        folders[:] = sorted(f for f in folders if not f.startswith((".", "__")))
        for name in sorted(files):
            if name.startswith((".", "~$")) or not name.lower().endswith(suffixes):
                continue
            yield Input(os.path.join(base, name), False)
    for path in unreadable:
        yield Input(path, True, problem="文件夹无法读取，请检查权限。")
