"""One configuration file → its keys, validated. The validated form is kept per user: reading YAML and the schema costs 80 ms."""

import os
import re
from typing import Any, NamedTuple

from linter.configuration.discovery import TOML
from linter.model.failure import UsageFailure
from linter.paths import fault
from linter.rulebook import cache, folder

_FORM = 1  # raise it when the kept form changes


class ConfigFile(NamedTuple):
    """A configuration file. `lines` holds the 1-based line of each key, (key,) or ("overrides", number, key)."""

    path: str
    data: dict[str, Any]
    lines: dict[tuple[str | int, ...], int]

    @property
    def folder(self) -> str:
        """The folder that paths and globs of the file are relative to."""
        return os.path.dirname(os.path.abspath(self.path))


def read(path: str, use_cache: bool = True) -> ConfigFile:
    """The file at `path`. UsageFailure with every fault (file, line, what was probably meant) where it does not hold."""
    try:
        with open(path, "rb") as file:
            raw = file.read()
    except OSError as error:
        raise UsageFailure(f"无法读取配置文件 {path}：{error.strerror}") from None
    name = os.path.basename(path)
    kept = os.path.join(cache.directory(), f"config-{folder.digest(_identity() + name.encode() + raw)}.bin") if use_cache else ""
    found = _kept(kept) if kept else None
    if found is None:
        found = _validated(path, name, raw)
        if kept:
            _keep(kept, found)
    return ConfigFile(path, *found)


def _identity() -> bytes:
    """What decides, beside the file, whether it holds: the program that says so."""
    from linter import __version__

    stamps = [entry for part in ("configuration", "output") for entry in folder.listing(os.path.join(folder.package(), part), (".py",))]
    return f"{_FORM} {__version__} {stamps}".encode()


def _kept(path: str) -> tuple[dict[str, Any], dict[tuple[str | int, ...], int]] | None:
    import marshal

    try:
        if not cache.private(os.path.dirname(path)):
            return None
        with open(path, "rb") as file:
            head, payload = file.read(33), file.read()
        if head != folder.digest(payload).encode() + b"\n":
            return None
        data, lines = marshal.loads(payload)
    except Exception:  # a damaged file of the cache is no file of the cache
        return None
    return data, lines


def _keep(path: str, found: tuple[dict[str, Any], dict[tuple[str | int, ...], int]]) -> None:
    import marshal

    payload = marshal.dumps(found, 4)
    cache.store(path, folder.digest(payload).encode() + b"\n" + payload)


def _validated(path: str, name: str, raw: bytes) -> tuple[dict[str, Any], dict[tuple[str | int, ...], int]]:
    from linter.configuration.schema import schema
    from linter.model.failure import RuleFailure
    from linter.output import FORMATS
    from linter.rulebook import diagnosis
    from linter.rulebook import page as paper
    from linter.rulebook.failure import RuleFailures

    try:
        page = _table(path, raw) if name == TOML else paper.read(path, raw)
    except RuleFailure as failure:
        raise UsageFailure(str(failure)) from None
    if page.data is None:  # an empty file says nothing, and nothing wrong
        return {}, {}
    failures = diagnosis.validate(page, schema(tuple(FORMATS))) or [
        RuleFailure(path, page.line(place), f"“{bad}”不合 .gitignore 的写法") for place, patterns in _globs(page.data) if (bad := fault(patterns)) is not None
    ]
    if failures:
        raise UsageFailure(str(RuleFailures(failures)))
    return page.data, page.lines


def _globs(data: dict[str, Any]) -> list[tuple[tuple[str | int, ...], list[str]]]:
    """Every list of patterns of a sound file, with its place."""
    found: list[tuple[tuple[str | int, ...], list[str]]] = [(("overrides", n, "files"), each["files"]) for n, each in enumerate(data.get("overrides", ()))]
    return [*found, (("exclude",), data["exclude"])] if data.get("exclude") else found


def _table(path: str, raw: bytes) -> Any:
    """`[tool.fazhi-lint]` of a pyproject.toml as a page, with the line of each key as far as one can see it."""
    import tomllib

    from linter.rulebook.page import Page

    try:
        text = raw.decode("utf-8-sig")
        whole = tomllib.loads(text)
    except UnicodeDecodeError:
        raise UsageFailure(f"{path}: 文件不是 UTF-8 编码，请另存为 UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+)", str(error))
        raise UsageFailure(f"{path}{':' + where[1] if where else ''}: TOML 语法有误") from None
    table = whole.get("tool", {})
    table = table.get("fazhi-lint") if isinstance(table, dict) else None
    return Page(path, _plain(table), _lines(text))


def _plain(value: Any) -> Any:
    """TOML knows dates; the schema, like YAML here, knows their text."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


_HEAD = re.compile(r"\s*(\[{1,2})\s*tool\s*\.\s*[\"']?fazhi-lint[\"']?\s*(?:\.\s*overrides\s*)?\]")
_KEY = re.compile(r"\s*[\"']?([A-Za-z][A-Za-z-]*)[\"']?\s*=")


def _lines(text: str) -> dict[tuple[str | int, ...], int]:
    found: dict[tuple[str | int, ...], int] = {}
    above: tuple[str | int, ...] | None = None
    count = 0
    for number, line in enumerate(text.splitlines(), 1):
        head = _HEAD.match(line)
        if head:
            above = () if head[1] == "[" else ("overrides", count)
            count += head[1] == "[["
            found.setdefault(above, number)
        elif line.lstrip().startswith("["):
            above = None
        elif above is not None and (key := _KEY.match(line)):
            found.setdefault((*above, key[1]), number)
    return found
