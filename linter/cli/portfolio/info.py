"""`portfolio info`, `list`: what a store holds."""

import typing

import typer

from linter.cli.portfolio.showing import STORE, Db, Format, Lang, Output, reading, show, words_of


def register(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    app.command("info")(info)
    app.command("list")(listing)


def info(db: Db = STORE, format: Format = None, output: Output = None, lang: Lang = "zh") -> int:
    """显示库的概况：报告、单位、规则版本、年度。"""
    words = words_of(lang)
    from linter.portfolio import overview

    with reading(db, words) as connection:
        tables = overview.info(connection, words)
    show(tables, format, output, lang)
    return 0


def listing(
    db: Db = STORE,
    rulebook: typing.Annotated[str | None, typer.Option("--rulebook", help="按哪套规则的结果（sha256 前几位）；缺省为最近使用的。")] = None,
    failures: typing.Annotated[bool, typer.Option("--failures", help="只列读不了的文件。")] = False,
    format: Format = None,
    output: Output = None,
    lang: Lang = "zh",
) -> int:
    """列出库中的报告和读不了的文件。"""
    words = words_of(lang)
    from linter.portfolio import overview
    from linter.portfolio.naming import rulebook_named

    with reading(db, words) as connection:
        tables = [] if failures else [overview.reports(connection, words, rulebook_named(connection, rulebook, words))]
        failed = overview.failed(connection, words)
        if failures or failed.rows:
            tables.append(failed)
    show(tables, format, output, lang)
    return 0
