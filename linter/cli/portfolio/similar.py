"""`portfolio similar`: paragraphs that several reports share, or a unit takes over from its own earlier ones."""

import typing

import typer

from linter.cli.portfolio.showing import STORE, Db, Format, Lang, Output, reading, show, words_of, write
from linter.configuration.keys import LEVELS

_TOLD = 20  # groups that a terminal is shown without --limit


def register(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command("similar")(similar)


def similar(
    db: Db = STORE,
    unit: typing.Annotated[list[str] | None, typer.Option("--unit", help="只看这些单位参与的雷同（可重复）；重名时写成 上级/名称。")] = None,
    year: typing.Annotated[list[int] | None, typer.Option("--year", help="只看这些年度的报告参与的雷同（可重复）。")] = None,
    level: typing.Annotated[list[str] | None, typer.Option("--level", help="只比较这些层级（可重复）： " + "、".join(LEVELS))] = None,
    region: typing.Annotated[list[str] | None, typer.Option("--region", help="只比较这些区划或上级所属的报告（可重复）。")] = None,
    own: typing.Annotated[bool, typer.Option("--own", help="只看各单位沿用本单位以前年度报告的段落。")] = False,
    across: typing.Annotated[bool, typer.Option("--across", help="只看不同单位之间雷同的段落。")] = False,
    threshold: typing.Annotated[float, typer.Option("--threshold", help="相似到多少算雷同（0.5—1；1 为只看相同）。", min=0.5, max=1)] = 0.8,
    min_length: typing.Annotated[int, typer.Option("--min-length", help="段落至少多少字（不计标点、文件名称和固定用语）。", min=20, max=10_000)] = 60,
    limit: typing.Annotated[int | None, typer.Option("--limit", help="至多列出几组；显示时缺省 20，写文件时缺省全部。", min=1)] = None,
    places: typing.Annotated[bool, typer.Option("--places", help="只列位置，不回读原文。")] = False,
    rules: typing.Annotated[list[str] | None, typer.Option("--rules", help="入库时另加的规则包（文件夹，可重复）：其中的固定用语也不计。")] = None,
    rulebook: typing.Annotated[str | None, typer.Option("--rulebook", help="按哪套规则的结果（sha256 前几位）；缺省为最近使用的。")] = None,
    format: Format = None,
    output: Output = None,
    lang: Lang = "zh",
) -> int:
    """查找雷同段落：几份报告相同或相近的，以及沿用本单位以前年度的；两处原文对照，差异处加括号。"""
    words = words_of(lang)
    from linter.cli.request import one_of
    from linter.cli.writing import format_for
    from linter.engine import load
    from linter.model.failure import UsageFailure
    from linter.model.lexicon import Lexicon
    from linter.output.tables import FORMATS
    from linter.portfolio.naming import rulebook_named, unit_named
    from linter.portfolio.paragraphs import fixed_of
    from linter.portfolio.scope import Scope, left_out
    from linter.portfolio.similar.finding import Asked, copying
    from linter.portfolio.similar.tables import tables
    from linter.reading import residue_words

    if own and across:
        raise UsageFailure(words("similar.either"))
    for each in level or ():
        one_of("--level", each, LEVELS)
    format = format or format_for(output, list(FORMATS)) or "text"
    one_of("--format", format, list(FORMATS))
    book = load(tuple(rules or ()))
    with reading(db, words) as connection:
        scope = Scope(rulebook_named(connection, rulebook, words), levels=tuple(level or ()), regions=tuple(region or ()))
        units = frozenset(unit_named(connection, each, words) for each in unit or ())
        most = limit if limit is not None or format != "text" else _TOLD
        asked = Asked(scope, fixed_of(book.lexicon), threshold, min_length, units, frozenset(year or ()), own, across, not places, most)
        found = copying(connection, asked, lambda: residue_words(Lexicon(book.lexicon)))
        made = tables(found, asked, left_out(connection, scope), words)
    if format != "text":
        show(made, format, output, lang)
        return 0
    import sys
    from dataclasses import replace

    from linter.cli.writing import width
    from linter.output import copies_text, tables_text

    head, _, shares = made
    if len(shares.rows) > (most or 0):
        shares = replace(shares, rows=shares.rows[:most], notes=(words("similar.rows-more", number=len(shares.rows) - (most or 0)), *shares.notes))
    columns = width() if output is None else 100
    told = [shares] if shares.rows else []
    parts = (copies_text.compose(found.groups, words, columns), tables_text.compose([*told, replace(head, rows=())], lang, columns))
    text = "\n".join(part for part in parts if part)
    if output is not None:
        write(output, text.encode("utf-8", "backslashreplace"))
    else:
        sys.stdout.write(text)
    return 0
