"""`portfolio rank`, `heatmap`, `unit`, `trend`, `gaps`, `missing`, `waivers`: what many reports show together."""

import typing
from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from linter.cli.portfolio.showing import STORE, Db, Format, Lang, Output, reading, show, words_of
from linter.configuration.keys import LEVELS

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from linter.output.catalogue import Catalogue
    from linter.portfolio.scope import Scope
    from linter.portfolio.table import Table

Year = typing.Annotated[int | None, typer.Option("--year", help="报告年度；缺省为库中最近的年度。", min=2000, max=2100)]
Years = typing.Annotated[list[int] | None, typer.Option("--year", help="报告年度，可重复。", min=2000, max=2100)]
Level = typing.Annotated[list[str] | None, typer.Option("--level", help="只看这些层级（可重复）：" + "、".join(LEVELS))]
Region = typing.Annotated[list[str] | None, typer.Option("--region", help="只看这些地区及其下辖，或这些单位的下级（可重复）。")]
Rulebook = typing.Annotated[str | None, typer.Option("--rulebook", help="按哪套规则的结果（latest，或 sha256 前几位）；缺省为最近使用的。")]


def register(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    for name, command in (("rank", rank), ("heatmap", heatmap), ("unit", unit), ("trend", trend), ("gaps", gaps), ("missing", missing), ("waivers", waivers)):
        app.command(name)(command)


def rank(
    db: Db = STORE, year: Year = None, level: Level = None, region: Region = None, rulebook: Rulebook = None, format: Format = None, output: Output = None, lang: Lang = "zh"
) -> int:
    """内容完备度排序：分档、名次区间、较上年变化；未评分的另列。"""
    from linter.portfolio.views.ranking import rank as view

    return _view(db, lang, format, output, rulebook, [year] if year else None, level, region, view)


def heatmap(
    db: Db = STORE,
    year: Year = None,
    level: Level = None,
    region: Region = None,
    by: typing.Annotated[str, typer.Option("--by", help="列：dimension（维度）或 duty（报告事项）。")] = "dimension",
    rows: typing.Annotated[str, typer.Option("--rows", help="行：auto（超过 500 个单位时按地区）、unit 或 region。")] = "auto",
    sort: typing.Annotated[str, typer.Option("--sort", help="排列：score（得分）或 region（地区）。")] = "score",
    dimension: typing.Annotated[list[str] | None, typer.Option("--dimension", help="只看这些维度（编号，可重复）。")] = None,
    rulebook: Rulebook = None,
    format: Format = None,
    output: Output = None,
    lang: Lang = "zh",
) -> int:
    """热力图：单位（或地区）× 维度或报告事项。"""
    from linter.cli.request import one_of

    for option, value, known in (("--by", by, ["dimension", "duty"]), ("--rows", rows, ["auto", "unit", "region"]), ("--sort", sort, ["score", "region"])):
        one_of(option, value, known)
    from linter.portfolio.views import heatmap as views

    def view(connection: "Connection", scope: "Scope", words: "Catalogue") -> "list[Table]":
        from linter.model.failure import UsageFailure

        known = views.dimension_ids(connection, scope)
        for name in dimension or ():
            if name not in known:
                raise UsageFailure(words("heatmap.dimensions", text=name, known="、".join(known)))
        return [views.heatmap(connection, scope, words, by=by, rows=rows, sort=sort, dimensions=tuple(dimension or ()))]

    return _view(db, lang, format, output, rulebook, [year] if year else None, level, region, view)


def unit(
    name: typing.Annotated[str, typer.Argument(metavar="UNIT", help="单位名称或别名；重名时写成 上级/名称。")],
    db: Db = STORE,
    year: Year = None,
    rulebook: Rulebook = None,
    format: Format = None,
    output: Output = None,
    lang: Lang = "zh",
) -> int:
    """一个单位与同级中位数的比较，以及同级多数已报告而它未见的事项。"""
    from dataclasses import replace

    from linter.portfolio.naming import unit_named
    from linter.portfolio.views.standing import standing

    def view(connection: "Connection", scope: "Scope", words: "Catalogue") -> "list[Table]":
        return standing(connection, replace(scope, units=(unit_named(connection, name, words),)), words)

    return _view(db, lang, format, output, rulebook, [year] if year else None, None, None, view)


def trend(
    db: Db = STORE, year: Years = None, level: Level = None, region: Region = None, rulebook: Rulebook = None, format: Format = None, output: Output = None, lang: Lang = "zh"
) -> int:
    """历年走势：各层级的中位数，各单位的变化和走向；只用同一套规则的结果。"""
    from linter.portfolio.views.trend import trend as view

    return _view(db, lang, format, output, rulebook, year or [], level, region, view)


def gaps(
    db: Db = STORE,
    year: Year = None,
    level: Level = None,
    region: Region = None,
    by: typing.Annotated[str | None, typer.Option("--by", help="另按 level（层级）或 region（地区）分列。")] = None,
    top: typing.Annotated[int, typer.Option("--top", help="列出前几项；0 为全部。", min=0)] = 30,
    rulebook: Rulebook = None,
    format: Format = None,
    output: Output = None,
    lang: Lang = "zh",
) -> int:
    """最常见的缺项。"""
    from linter.cli.request import one_of

    one_of("--by", by, ["level", "region"])
    from linter.portfolio.views.gaps import gaps as of_scope

    def view(connection: "Connection", scope: "Scope", words: "Catalogue") -> "list[Table]":
        return [of_scope(connection, scope, words, by=by or "", top=top)]

    return _view(db, lang, format, output, rulebook, [year] if year else None, level, region, view)


def missing(db: Db = STORE, year: Years = None, level: Level = None, region: Region = None, format: Format = None, output: Output = None, lang: Lang = "zh") -> int:
    """应报未报和逾期：对照名册和期限（次年3月1日报送、4月1日公开）。"""
    from linter.portfolio.views.missing import missing as view

    return _view(db, lang, format, output, None, year, level, region, view, judged=False)


def waivers(
    db: Db = STORE, year: Years = None, level: Level = None, region: Region = None, rulebook: Rulebook = None, format: Format = None, output: Output = None, lang: Lang = "zh"
) -> int:
    """生效的豁免及其理由。"""
    from linter.portfolio.views.waivers import waivers as view

    return _view(db, lang, format, output, rulebook, year or [], level, region, view)


def _view(
    db: str,
    lang: str,
    format: str | None,
    output: str | None,
    rulebook: str | None,
    years: list[int] | None,
    level: list[str] | None,
    region: list[str] | None,
    view: "Callable[[Connection, Scope, Catalogue], list[Table]]",
    *,
    judged: bool = True,
) -> int:
    """Shows a view. `years` None: the last year there is; []: all of them. `judged`: it needs a rulebook, and the store has to have one.

    UsageFailure where no year is asked for and the store has none.
    """
    from linter.cli.request import one_of

    words_of(lang)
    for each in level or ():
        one_of("--level", each, LEVELS)
    from linter.model.failure import UsageFailure
    from linter.output.catalogue import catalogue
    from linter.portfolio.naming import rulebook_named
    from linter.portfolio.scope import Scope, rulebooks
    from linter.portfolio.views.entries import years_of

    words = catalogue(lang, "portfolio", "views")
    with reading(db, words) as connection:
        known = rulebooks(connection)
        book = rulebook_named(connection, None if rulebook == "latest" else rulebook, words) if judged or known else 0
        own = tuple(sorted(set(years))) if years is not None else tuple(years_of(connection, book)[-1:])
        if years is None and not own:
            raise UsageFailure(words("views.no-year" if judged else "missing.no-year"))
        tables = view(connection, Scope(book, own, tuple(level or ()), tuple(region or ())), words)
    show(tables, format, output, lang)
    return 0
