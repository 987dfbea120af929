"""`portfolio merge`: the stores of several machines into one."""

import typing

import typer

from linter.cli.portfolio.showing import Format, Lang, show, store_of, words_of


def register(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command("merge")(merge)


def merge(
    stores: typing.Annotated[list[str], typer.Argument(metavar="DB...", help="要合并的库。")],
    output: typing.Annotated[str, typer.Option("--output", "-o", help="合并到这个库；已有时并入其中。")],
    format: Format = None,
    lang: Lang = "zh",
) -> int:
    """合并几个库；重复合并结果不变，说法不一处列出，以先并入的为准。"""
    import os

    words = words_of(lang)
    from linter.model.failure import UsageFailure
    from linter.portfolio.merging import merge as lay_together
    from linter.portfolio.overview import merged
    from linter.portfolio.store import opened

    for path in stores:
        if os.path.exists(output) and os.path.exists(path) and os.path.samefile(path, output):
            raise UsageFailure(words("merge.same", path=path))
        with opened(path, words):
            pass  # every one is looked at before the first is taken in
    with store_of(output, words, make=True) as engine:
        done = lay_together(engine, stores, words)
    show(merged(done, words), format, None, lang)
    return 0
