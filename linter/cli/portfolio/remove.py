"""`portfolio remove`: a unit or a report out of the store, with every trace."""

import typing

import typer

from linter.cli.portfolio.showing import STORE, Db, Format, Lang, show, store_of, words_of


def register(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command("remove")(remove)


def remove(
    unit: typing.Annotated[str | None, typer.Option("--unit", help="单位名称或别名；重名时写成 上级/名称。")] = None,
    report: typing.Annotated[str | None, typer.Option("--report", help="报告编号或文件路径。")] = None,
    db: Db = STORE,
    format: Format = None,
    lang: Lang = "zh",
) -> int:
    """从库中删除一个单位或一份报告，不留痕迹（包括空闲页和日志）。"""
    words = words_of(lang)
    from linter.cli.exits import USAGE
    from linter.model.failure import UsageFailure
    from linter.portfolio.naming import content_named, unit_named
    from linter.portfolio.overview import removed
    from linter.portfolio.removal import remove_report, remove_unit

    if (unit is None) == (report is None):
        raise UsageFailure(words("remove.what"))
    with store_of(db, words) as engine:
        if unit is not None:
            with engine.connect() as connection:
                owner = unit_named(connection, unit, words)
            done = remove_unit(engine, owner)
        else:
            with engine.connect() as connection:
                content = content_named(connection, report or "", words)
            done = remove_report(engine, content)
    show([removed(done, words)], format, None, lang)
    return 0 if done.swept else USAGE
