"""`checklist`: the rules as a table for collecting material before a report is written."""

import sys
import typing

import typer


def register(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command("checklist")(checklist)


def checklist(
    level: typing.Annotated[str, typer.Option("--level", help="层级：province、city、county、township、department。")] = "county",
    year: typing.Annotated[int | None, typer.Option("--year", help="报告年度，缺省为去年。", min=2000, max=2100)] = None,
    pack: typing.Annotated[str, typer.Option("--pack", help="规则包：core 或 all。")] = "all",
    format: typing.Annotated[
        str | None,
        typer.Option("--format", "-f", help="markdown、csv、json、xlsx、docx（后两种要写入文件）。缺省按输出文件的后缀，再缺省为 markdown。"),
    ] = None,
    output: typing.Annotated[str | None, typer.Option("--output", "-o", help="写入文件。")] = None,
    lang: typing.Annotated[str, typer.Option("--lang", help="界面语言：zh、en。")] = "zh",
) -> int:
    """输出素材征集表：事项、依据、需要的数据及口径，责任单位留空。"""
    import datetime

    from linter.cli.request import one_of
    from linter.cli.saving import reason, save
    from linter.cli.writing import format_for, needs_file
    from linter.configuration.keys import LEVELS
    from linter.engine import load
    from linter.material import rows_of
    from linter.model.failure import UsageFailure
    from linter.output import material

    format = format or format_for(output, list(material.FORMATS)) or "markdown"
    one_of("--level", level, LEVELS)
    one_of("--pack", pack, ["core", "all"])
    one_of("--format", format, list(material.FORMATS))
    one_of("--lang", lang, ["zh", "en"])
    needs_file(format, output)
    year = year or datetime.date.today().year - 1
    data = material.FORMATS[format](material.Form(level, year, rows_of(load(), level, year, pack, lang)), lang)
    if output:
        try:
            save(output, data)
        except OSError as error:
            raise UsageFailure(f"无法写入 {output}：{reason(error)}") from None
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    return 0
