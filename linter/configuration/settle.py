"""Command line over environment over file over defaults: what applies, and where each value came from."""

import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from linter.configuration import environment
from linter.configuration.discovery import common, nearest
from linter.configuration.file import ConfigFile, read
from linter.configuration.keys import KEYS, PATHS, Key
from linter.model.failure import UsageFailure
from linter.paths import matches, relative

PACK = "pack:"  # an installed rule pack, named instead of a folder


class Setting(NamedTuple):
    """A value and its origin: default, file (`where` is path:line), environment (the variable) or command (line)."""

    value: Any
    origin: str
    where: str = ""


class Settled:
    """What applies to a whole run: the keys' settings, the configuration file of the run, and the way to those of each report."""

    def __init__(self, settings: dict[str, Setting], file: ConfigFile | None, desk: "_Desk") -> None:
        self.settings = settings
        self.file = file
        self._desk = desk
        self._shared: dict[str, dict[str, Setting]] = {}

    def fields(self) -> dict[str, Any]:
        """Field of the request → value, for every key that was set anywhere but by default."""
        found = {}
        for name, setting in self.settings.items():
            if setting.origin != "default":
                key = KEYS[name]
                value = tuple(setting.value) if isinstance(setting.value, list) else setting.value
                found[key.field] = not value if key.inverse else value
        return found

    def of_report(self, path: str) -> dict[str, Setting]:
        """The keys that may differ from report to report, as they stand for the report at `path`; one object for all reports
        of a folder where no override tells them apart."""
        folder = os.path.dirname(os.path.abspath(path))
        known = self._shared.get(folder)
        if known is None:
            file = self._desk.file_in(folder)
            known = _each(self._desk.laid(file, path))
            if file is None or not file.data.get("overrides"):
                self._shared[folder] = known
        return known


def settle(
    given: Mapping[str, Any], defaults: Mapping[str, Any], paths: list[str], environ: Mapping[str, str], *,
    config: str | None = None, isolated: bool = False, use_cache: bool = True,
) -> Settled:  # fmt: skip
    """What applies to a run over `paths`.

    `given` holds what the command line says, `defaults` what nobody needs to say, both by field of the request. The keys
    of the run come from the configuration nearest to the folder that holds all paths; those of one report from the
    configuration nearest to it, its overrides included, later ones first. `config` names one file for everything,
    `isolated` reads neither files nor environment. UsageFailure where a file or variable does not hold.
    """
    if isolated and config:
        raise UsageFailure("--isolated 不读任何配置，不能与 --config 同时使用。")
    if not isolated:
        config = config or environ.get(environment.CONFIG, "").strip() or None
    if config is not None and not os.path.isfile(config):
        raise UsageFailure(f"找不到配置文件：{config}")
    named = {} if isolated else environment.settings(environ)
    above = {name: Setting(value, "environment", KEYS[name].variable) for name, value in named.items()}
    for key in KEYS.values():
        if key.field in given:
            value = given[key.field]
            above[key.name] = Setting(not value if key.inverse else value, "command")
    desk = _Desk(above, defaults, config, isolated, use_cache)
    file = desk.file_in(common(paths))
    return Settled(desk.laid(file, None), file, desk)


class _Desk:
    """The configuration files of one run, each read once."""

    def __init__(
        self, above: dict[str, Setting], defaults: Mapping[str, Any], config: str | None, isolated: bool, use_cache: bool
    ) -> None:
        self._above = above
        self._config = config
        self._isolated = isolated
        self._use_cache = use_cache
        self._base = {
            k.name: Setting(not defaults[k.field] if k.inverse else defaults[k.field], "default") for k in KEYS.values() if k.field in defaults
        }
        self._files: dict[str, ConfigFile] = {}
        self._folders: dict[str, ConfigFile | None] = {}

    def file_in(self, folder: str) -> ConfigFile | None:
        """The configuration of a folder."""
        if self._isolated:
            return None
        if folder not in self._folders:
            path = self._config or nearest(folder)
            path = path and _shown(path)
            if path is not None and path not in self._files:
                self._files[path] = read(path, self._use_cache)
            self._folders[folder] = self._files[path] if path is not None else None
        return self._folders[folder]

    def laid(self, file: ConfigFile | None, path: str | None) -> dict[str, Setting]:
        """Defaults, the file, its overrides for `path`, the environment, the command line: each over the one before."""
        out = dict(self._base)
        if file is not None:
            for name, value in file.data.items():
                if name != "overrides":
                    out[name] = Setting(_placed(KEYS[name], value, file.folder), "file", _where(file, (name,)))
            overrides = file.data.get("overrides", []) if path is not None else []
            for number, override in enumerate(overrides):
                if matches(override["files"], relative(str(path), file.folder)):
                    for name, value in override.items():
                        if name != "files":
                            out[name] = Setting(value, "file", _where(file, ("overrides", number, name)))
        return out | self._above


def _each(settings: dict[str, Setting]) -> dict[str, Setting]:
    return {name: setting for name, setting in settings.items() if KEYS[name].each}


def _shown(path: str) -> str:
    """The path as people would write it here: below the current folder without what leads to it."""
    here = os.getcwd() + os.sep
    return path[len(here) :] if path.startswith(here) else path


def _where(file: ConfigFile, path: tuple[str | int, ...]) -> str:
    line = file.lines.get(path)
    return f"{file.path}:{line}" if line else file.path


def _placed(key: Key, value: Any, folder: str) -> Any:
    """A path of a configuration file is read from the folder of that file."""
    if key.kind not in PATHS:
        return value
    if isinstance(value, list):
        return [_placed(key._replace(kind="path"), each, folder) for each in value]
    if value.startswith(PACK) or os.path.isabs(value):
        return value
    return _shown(os.path.normpath(os.path.join(folder, value)))
