"""`config [FILE]`: what applies to a file or folder, and where each value came from."""

import os
import typing

import typer

if typing.TYPE_CHECKING:
    from linter.configuration.settle import Setting

ORIGINS = {"default": "缺省", "file": "配置文件", "environment": "环境变量", "command": "命令行"}


def register(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command("config")(config)


def config(
    file: typing.Annotated[str, typer.Argument(metavar="[FILE]", help="报告文件或文件夹，缺省为当前文件夹。")] = ".",
    config: typing.Annotated[str | None, typer.Option("--config", help="用这个配置文件，不向上查找。")] = None,
    isolated: typing.Annotated[bool, typer.Option("--isolated", help="不读任何配置文件和环境变量。")] = False,
    schema: typing.Annotated[bool, typer.Option("--schema", help="输出配置文件的 JSON Schema（draft-07），供编辑器使用。")] = False,
    as_json: typing.Annotated[bool, typer.Option("--json", help="以 JSON 输出。")] = False,
) -> int:
    """显示对某个文件适用的配置，以及每个值从哪里来。"""
    import json

    if schema:
        from linter.configuration.schema import schema as made
        from linter.output import FORMATS

        print(json.dumps(made(tuple(FORMATS)), ensure_ascii=False, indent=2))
        return 0
    from linter.cli.request import Request
    from linter.cli.settling import settled
    from linter.model.failure import UsageFailure

    if not os.path.lexists(file):
        raise UsageFailure(f"找不到文件：{file}")
    _, settlement = settled(Request((file,), config=config, isolated=isolated))
    applied = dict(settlement.settings)
    if not os.path.isdir(file):
        applied |= settlement.of_report(file)
    source = settlement.file.path if settlement.file else None
    if as_json:
        values = {name: {"value": s.value, "origin": s.origin, "where": s.where or None} for name, s in applied.items()}
        print(json.dumps({"schema": "fazhi-lint/config/1", "path": file, "file": source, "settings": values}, ensure_ascii=False, indent=1))
    else:
        print(f"配置文件：{source or '没有找到，全部用缺省值'}")
        for line in rows(applied):
            print(line)
    return 0


def rows(settings: "dict[str, Setting]") -> list[str]:
    """A line for each key: what was set by somebody first, then the defaults; key, value and origin under each other."""
    from linter.output.glyphs import pad, width

    told = sorted(settings.items(), key=lambda entry: entry[1].origin == "default")
    cells = [(name, _shown(s.value), ORIGINS[s.origin] + (f" {s.where}" if s.where else "")) for name, s in told]
    wide = [max(width(cell[column]) for cell in cells) for column in (0, 1)]
    return [f"  {pad(name, wide[0])}  {pad(value, min(wide[1], 40))}  {origin}" for name, value, origin in cells]


def _shown(value: object) -> str:
    if value is None or value == () or value == []:
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
