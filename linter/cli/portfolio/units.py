"""`portfolio units`, `assign`, `choose`: which report is whose, and which of several counts."""

import typing

import typer

from linter.cli.portfolio.showing import STORE, Db, Format, Lang, Output, reading, show, store_of, words_of


def register(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    app.command("units")(units)
    app.command("assign")(assign)
    app.command("choose")(choose)


Report = typing.Annotated[str, typer.Argument(metavar="REPORT", help="报告编号（列表中的前几位即可）或文件路径。")]


def units(
    db: Db = STORE,
    unmatched: typing.Annotated[bool, typer.Option("--unmatched", help="只列未能归属单位的报告。")] = False,
    format: Format = None,
    output: Output = None,
    lang: Lang = "zh",
) -> int:
    """列出单位及其报告；未能归属的报告列在最前。"""
    words = words_of(lang)
    from linter.portfolio import overview

    with reading(db, words) as connection:
        tables = [overview.unmatched(connection, words)]
        if not unmatched:
            tables.append(overview.units(connection, words))
    show(tables, format, output, lang)
    return 0


def assign(
    report: Report,
    unit: typing.Annotated[str | None, typer.Argument(metavar="[UNIT]", help="单位名称或别名；重名时写成 上级/名称。")] = None,
    db: Db = STORE,
    clear: typing.Annotated[bool, typer.Option("--clear", help="取消指定，重新按名称归属。")] = False,
    format: Format = None,
    output: Output = None,
    lang: Lang = "zh",
) -> int:
    """指定一份报告属于哪个单位。"""
    words = words_of(lang)
    from linter.model.failure import UsageFailure
    from linter.portfolio import overview
    from linter.portfolio.deciding import assign as decide
    from linter.portfolio.naming import content_named, unit_named
    from linter.portfolio.store import writing

    if (unit is None) != clear:
        raise UsageFailure(words("assign.unit"))
    with store_of(db, words) as engine:
        with writing(engine) as connection:
            content = content_named(connection, report, words)
            decide(connection, content, unit_named(connection, unit, words) if unit is not None else None)
        with engine.connect() as connection:
            tables = [overview.report_rows(connection, words, content)]
    show(tables, format, output, lang)
    return 0


def choose(report: Report, db: Db = STORE, format: Format = None, output: Output = None, lang: Lang = "zh") -> int:
    """同一单位同一年度有几份报告时，指定以哪一份为准。"""
    words = words_of(lang)
    from linter.portfolio import overview
    from linter.portfolio.deciding import choose as decide
    from linter.portfolio.naming import content_named
    from linter.portfolio.store import writing

    with store_of(db, words) as engine:
        with writing(engine) as connection:
            content = content_named(connection, report, words)
            decide(connection, content)
        with engine.connect() as connection:
            tables = [overview.report_rows(connection, words, content)]
    show(tables, format, output, lang)
    return 0
