"""`portfolio workbook`, `dashboard`, `letters`: a year of many reports to hand on."""

import typing
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from linter.cli.portfolio.showing import STORE, Db, Lang, words_of, write
from linter.configuration.keys import LEVELS

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from linter.output.catalogue import Catalogue
    from linter.portfolio.scope import Scope

File = typing.Annotated[str, typer.Option("--output", "-o", help="写入这个文件。")]
Year = typing.Annotated[int | None, typer.Option("--year", help="报告年度；缺省为库中最近的年度。", min=2000, max=2100)]
Level = typing.Annotated[list[str] | None, typer.Option("--level", help="只看这些层级（可重复）：" + "、".join(LEVELS))]
Region = typing.Annotated[list[str] | None, typer.Option("--region", help="只看这些地区，或这些单位的下级（可重复）。")]
Rules = typing.Annotated[list[str] | None, typer.Option("--rules", help="入库时另加的规则包（文件夹，可重复），用于写明依据和建议。")]
AsOf = typing.Annotated[str | None, typer.Option("--as-of", help="编制日期（YYYY-MM-DD），缺省今天。")]
Rulebook = typing.Annotated[str | None, typer.Option("--rulebook", help="按哪套规则的结果（sha256 前几位）；缺省为最近使用的。")]
Least = typing.Annotated[str, typer.Option("--min-severity", help="列出这个等级及以上的问题：error、warning、info。")]


def register(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    app.command("workbook")(workbook)
    app.command("dashboard")(dashboard)
    app.command("letters")(letters)


def workbook(
    output: File = "汇总.xlsx",
    db: Db = STORE,
    year: Year = None,
    level: Level = None,
    region: Region = None,
    min_severity: Least = "warning",
    rulebook: Rulebook = None,
    rules: Rules = None,
    as_of: AsOf = None,
    lang: Lang = "zh",
) -> int:
    """汇总表（xlsx）：得分排名、事项覆盖、问题清单、得分明细、雷同文本、应报未报、规则说明。"""
    from linter.cli.judging import day
    from linter.engine import load
    from linter.output.survey_book import MATRIX, compose

    when, book = day(as_of), load(tuple(rules or ()))
    with _scoped(db, lang, year, level, region, rulebook) as (connection, scope, words):
        from linter.portfolio.gathering import BOOK, survey

        made = survey(connection, scope, words, when, book, BOOK, units=MATRIX, least=_severity(min_severity))
    write(output, compose(made, lang))
    return 0


def dashboard(
    output: File = "看板.html", db: Db = STORE, year: Year = None, level: Level = None, region: Region = None, rulebook: Rulebook = None, as_of: AsOf = None, lang: Lang = "zh"
) -> int:
    """看板（单个 html 文件，离线打开）：得分分布、排名、热力图、走势、缺项、应报未报、雷同文本。"""
    from linter.cli.judging import day
    from linter.engine import load
    from linter.output.survey_page import COPIES, UNITS, compose

    when = day(as_of)
    with _scoped(db, lang, year, level, region, rulebook) as (connection, scope, words):
        from linter.portfolio.gathering import PAGE, survey

        made = survey(connection, scope, words, when, load(), PAGE, units=UNITS, copies=COPIES)
    write(output, compose(made, lang).encode("utf-8"))
    return 0


def letters(
    output: typing.Annotated[str, typer.Option("--output", "-o", metavar="DIR", help="写入这个文件夹，一个单位一个文件。")],
    unit: typing.Annotated[list[str] | None, typer.Option("--unit", help="只写给这些单位（可重复）；重名时写成 上级/名称。")] = None,
    db: Db = STORE,
    year: Year = None,
    level: Level = None,
    region: Region = None,
    rulebook: Rulebook = None,
    rules: Rules = None,
    as_of: AsOf = None,
    lang: Lang = "zh",
) -> int:
    """反馈函（docx），一个单位一份：检查情况、与同级中位数和本单位上年的比较、优先补充的事项；反馈期限留空。"""
    import os
    import sys
    from dataclasses import replace

    from linter.cli.judging import day
    from linter.engine import load
    from linter.output.survey_letter import compose

    when, book = day(as_of), load(tuple(rules or ()))
    with _scoped(db, lang, year, level, region, rulebook) as (connection, scope, words):
        from linter.portfolio.correspondence import letters as written
        from linter.portfolio.naming import unit_named

        if unit:
            scope = replace(scope, units=tuple(unit_named(connection, name, words) for name in unit))
        _folder(output, words)
        number = 0
        for letter in written(connection, scope, words, book):
            write(os.path.join(output, letter.file + ".docx"), compose(letter, when, lang))
            number += 1
    sys.stdout.write((words("letters.done", number=number, folder=output) if number else words("letters.none")) + "\n")
    return 0


@contextmanager
def _scoped(
    db: str, lang: str, year: int | None, level: list[str] | None, region: list[str] | None, rulebook: str | None
) -> "Iterator[tuple[Connection, Scope, Catalogue]]":
    """A connection, what is asked for, and the words. UsageFailure where there is no report of the year."""
    from linter.cli.portfolio.showing import reading
    from linter.cli.request import one_of
    from linter.model.failure import UsageFailure
    from linter.output.catalogue import catalogue
    from linter.portfolio.naming import rulebook_named
    from linter.portfolio.scope import Scope
    from linter.portfolio.views.entries import years_of

    words_of(lang)
    for each in level or ():
        one_of("--level", each, LEVELS)
    words = catalogue(lang, "portfolio", "views", "survey")
    with reading(db, words) as connection:
        book = rulebook_named(connection, rulebook, words)
        years = years_of(connection, book)
        if not years:
            raise UsageFailure(words("views.no-year"))
        if year is not None and year not in years:
            raise UsageFailure(words("views.none", years="、".join(map(str, years))))
        yield connection, Scope(book, (year or years[-1],), tuple(level or ()), tuple(region or ())), words


def _severity(text: str) -> str:
    from linter.cli.request import one_of
    from linter.model.rule import SEVERITIES

    one_of("--min-severity", text, list(SEVERITIES))
    return text


def _folder(path: str, words: "Catalogue") -> None:
    """Makes the folder; UsageFailure where it cannot be."""
    import os

    from linter.cli.saving import reason
    from linter.model.failure import UsageFailure

    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise UsageFailure(words("letters.folder", folder=path, reason=reason(error))) from None
