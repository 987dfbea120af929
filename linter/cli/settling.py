"""The request of a command and the configuration of the files it names, laid over each other."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from linter.cli.inputs import Input
from linter.cli.request import Request
from linter.configuration.settle import Setting, Settled, settle
from linter.model.failure import UsageFailure
from linter.paths import matches, relative

if TYPE_CHECKING:
    from linter.engine import Options


def named(context: Any) -> frozenset[str]:
    """The fields of a request that the command line of a typer context names; what stands there by default is not among them."""
    return frozenset(name for name in context.params if getattr(context.get_parameter_source(name), "name", "") == "COMMANDLINE")


def settled(request: Request) -> tuple[Request, Settled]:
    """The request with what configuration files and environment add to it, and where every value came from.

    UsageFailure where one of them does not hold.
    """
    paths = [request.stdin_filename or "-" if path == "-" else path for path in request.paths]
    settlement = settle(
        {field: getattr(request, field) for field in request.given if field in Request._field_defaults}, Request._field_defaults, paths, os.environ,
        config=request.config, isolated=request.isolated, use_cache=not request.no_cache,
    )  # fmt: skip
    return request._replace(**settlement.fields()), settlement


def options_of(request: Request, own: Mapping[str, Setting]) -> "Options":
    """How a report is judged: the request, and over it what is settled for this one report."""
    from linter.engine import Options

    def value(name: str) -> Any:
        setting = own.get(name)
        return getattr(request, name.replace("-", "_")) if setting is None else setting.value

    return Options(
        value("level"), value("year"), value("stage"), request.pack, _list(value("select")), _list(value("ignore")), value("profile"),
        value("assume-report"), request.lang,
    )  # fmt: skip


def excluded(inputs: list[Input], settlement: Settled) -> list[Input]:
    """The inputs without the files of a folder walk that `exclude` names; a file the user named is always checked.

    UsageFailure where nothing is left.
    """
    setting = settlement.settings["exclude"]
    if not setting.value:
        return inputs
    folder = settlement.file.folder if setting.origin == "file" and settlement.file else os.getcwd()
    kept = [item for item in inputs if item.named or not matches(setting.value, relative(item.path, folder))]
    if not kept:
        raise UsageFailure(f"没有可检查的文件：{len(inputs)} 个文件都被 exclude 排除。")
    return kept


def _list(values: "tuple[str, ...] | list[str]") -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())
