"""`portfolio roster FILE`: who must report."""

import typing

import typer

from linter.cli.portfolio.showing import STORE, Db, Format, Lang, Output, show, store_of, words_of


def register(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command("roster")(roster)


def roster(
    file: typing.Annotated[str, typer.Argument(metavar="FILE", help="名册 .xlsx 或 .csv，列：名称、别名、级别、特征、区划、上级、应报送。")],
    db: Db = STORE,
    format: Format = None,
    output: Output = None,
    lang: Lang = "zh",
) -> int:
    """导入名册，并按名册重新归属全部报告；先列出未能归属的。"""
    words = words_of(lang)
    from linter.portfolio.overview import enrolled, unmatched
    from linter.portfolio.roster import enrol, read_roster

    entries = read_roster(file, words)
    with store_of(db, words, make=True) as engine:
        done = enrol(engine, entries)
        with engine.connect() as connection:
            tables = [enrolled(done, words), unmatched(connection, words)]
    show(tables, format, output, lang)
    return 0
