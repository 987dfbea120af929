"""`portfolio review export|import|show`: verdicts out to people, what they conclude back in, and what it says of scores and rules."""

import typing
from typing import TYPE_CHECKING

import typer

from linter.cli.portfolio.showing import STORE, Db, Format, Lang, Output, reading, show, store_of, words_of, write
from linter.configuration.keys import LEVELS

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from linter.model.rule import Rulebook
    from linter.output.catalogue import Catalogue
    from linter.portfolio.scope import Scope

app = typer.Typer(help="人工复核：导出复核表、导入结论、看复核结果。", rich_markup_mode=None, no_args_is_help=False)


def register(parent: typer.Typer) -> None:
    """Adds the group of commands to the application."""
    parent.add_typer(app, name="review")


Book = typing.Annotated[str | None, typer.Option("--rulebook", help="按哪套规则的结果（sha256 前几位）；缺省为最近使用的。")]
Years = typing.Annotated[list[int] | None, typer.Option("--year", help="只看这些年度（可重复）。")]
Levels = typing.Annotated[list[str] | None, typer.Option("--level", help="只看这些层级（可重复）：" + "、".join(LEVELS))]
Regions = typing.Annotated[list[str] | None, typer.Option("--region", help="只看这些区划或上级（可重复）。")]
Units = typing.Annotated[list[str] | None, typer.Option("--unit", help="只看这些单位（可重复）；重名时写成 上级/名称。")]
Rules = typing.Annotated[list[str] | None, typer.Option("--rule", help="只看这些规则（编号或前缀，可重复）。")]
Day = typing.Annotated[str | None, typer.Option("--as-of", help="以哪一天为准（YYYY-MM-DD），缺省今天。")]


@app.command("export")
def export(
    output: typing.Annotated[str, typer.Option("--output", "-o", help="写入这个 .xlsx 文件。")],
    db: Db = STORE,
    rulebook: Book = None,
    year: Years = None,
    level: Levels = None,
    region: Regions = None,
    unit: Units = None,
    rule: Rules = None,
    status: typing.Annotated[list[str] | None, typer.Option("--status", help="只要这些机器结论（可重复、可用逗号），或 all；缺省为未拿满分和未定的，抽样时为全部适用的。")] = None,
    unreviewed: typing.Annotated[bool, typer.Option("--unreviewed", help="只要还未复核的。")] = False,
    sample: typing.Annotated[int | None, typer.Option("--sample", help="每一层级随机抽这么多项。", min=1)] = None,
    seed: typing.Annotated[int | None, typer.Option("--seed", help="抽样种子，缺省 0；种子相同，抽出的相同。")] = None,
    reviewer: typing.Annotated[str, typer.Option("--reviewer", help="预填复核人。")] = "",
    no_text: typing.Annotated[bool, typer.Option("--no-text", help="不附原文。")] = False,
    rules: typing.Annotated[list[str] | None, typer.Option("--rules", help="入库时另加的规则包（文件夹，可重复），取原文时用。")] = None,
    as_of: Day = None,
    format: Format = None,
    lang: Lang = "zh",
) -> int:
    """导出复核表：机器结论已锁定，复核结论、理由、复核人待填。"""
    from linter.cli.judging import day
    from linter.model.failure import UsageFailure
    from linter.output.catalogue import catalogue

    words_of(lang)
    words = catalogue(lang, "portfolio", "verdicts")
    if not output.lower().endswith(".xlsx"):
        raise UsageFailure(words("export.format", path=output))
    if seed is not None and sample is None:
        raise UsageFailure(words("export.sample"))
    statuses = _statuses(status, sample)
    today = day(as_of)
    from linter.portfolio.review import passages, selection, sheet, views

    with reading(db, words) as connection:
        scope = _scope(connection, rulebook, year, level, region, unit, words)
        choice = selection.Choice(_rules(connection, rule), statuses, unreviewed)
        there = selection.counted(connection, scope, choice)
        number = sum(there.values() if sample is None else (min(sample, each) for each in there.values()))
        if number > sheet.LARGEST:
            raise UsageFailure(words("export.large", rows=number, limit=sheet.LARGEST))
        drawn = selection.rows(connection, scope, choice) if sample is None else selection.drawn(connection, scope, choice, sample, seed or 0)
        spots = {}
        if drawn and not no_text:
            spots = passages.kept(connection, drawn) | passages.read_again(connection, drawn, _book(rules))
        if drawn:
            write(output, sheet.compose(drawn, spots, scope.rulebook, today, words, reviewer=reviewer.strip()))
        tables = [views.exported(drawn, there, len(spots), connection, scope, words)]
    show(tables, format, None, lang)
    return 0


@app.command("import")
def take_in(
    file: typing.Annotated[str, typer.Argument(metavar="FILE", help="填好的复核表 .xlsx。")],
    db: Db = STORE,
    partial: typing.Annotated[bool, typer.Option("--partial", help="有行未通过核对时，仍导入其余各行。")] = False,
    as_of: Day = None,
    format: Format = None,
    output: Output = None,
    lang: Lang = "zh",
) -> int:
    """导入复核表。逐行核对，有一行不符就全部不导入；重复导入结果不变。"""
    from linter.cli.exits import CLEAN, INPUT, USAGE
    from linter.cli.judging import day
    from linter.output.catalogue import catalogue

    words_of(lang)
    words = catalogue(lang, "portfolio", "verdicts")
    today = day(as_of)
    from linter.portfolio.review import views
    from linter.portfolio.review.reading import read_sheet
    from linter.portfolio.review.taking import take

    filled = read_sheet(file, words)
    with store_of(db, words) as engine:
        done = take(engine, filled, today, partial=partial)
    show(views.taken(done, words), format, output, lang)
    return CLEAN if not done.faults else INPUT if done.written else USAGE


@app.command("show")
def outcome(
    db: Db = STORE,
    rulebook: Book = None,
    year: Years = None,
    level: Levels = None,
    region: Regions = None,
    unit: Units = None,
    rule: Rules = None,
    format: Format = None,
    output: Output = None,
    lang: Lang = "zh",
) -> int:
    """复核前后得分、各规则被推翻的比例、复核人是否一致、哪些复核不再适用。"""
    from linter.output.catalogue import catalogue

    words_of(lang)
    words = catalogue(lang, "portfolio", "verdicts")
    from linter.portfolio.review.views import shown

    with reading(db, words) as connection:
        scope = _scope(connection, rulebook, year, level, region, unit, words)
        tables = shown(connection, scope, _rules(connection, rule), words)
    show(tables, format, output, lang)
    return 0


def _scope(
    connection: "Connection", rulebook: str | None, years: list[int] | None, levels: list[str] | None, regions: list[str] | None, units: list[str] | None, words: "Catalogue"
) -> "Scope":
    """The scope of the options. UsageFailure for a level, unit or rulebook that is not known."""
    from linter.cli.request import one_of
    from linter.portfolio.naming import rulebook_named, unit_named
    from linter.portfolio.scope import Scope

    for level in levels or ():
        one_of("--level", level, list(LEVELS))
    owners = tuple(unit_named(connection, name, words) for name in units or ())
    return Scope(rulebook_named(connection, rulebook, words), tuple(years or ()), tuple(levels or ()), tuple(regions or ()), owners)


def _statuses(asked: list[str] | None, sample: int | None) -> tuple[str, ...]:
    from linter.cli.request import one_of
    from linter.portfolio.review.conclusions import LOSING, MACHINE

    if asked is None:
        return LOSING if sample is None else tuple(word for word in MACHINE if word != "not-applicable")
    named = [part.strip() for value in asked for part in value.split(",") if part.strip()]
    for word in named:
        one_of("--status", word, [*MACHINE, "all"])
    return () if "all" in named else tuple(named)


def _rules(connection: "Connection", prefixes: list[str] | None) -> tuple[str, ...]:
    """The prefixes, parted by commas too. UsageFailure for one that no duty of the store begins with."""
    from linter.model.failure import UsageFailure
    from linter.portfolio.review.selection import duties

    named = tuple(part.strip() for value in prefixes or () for part in value.split(",") if part.strip())
    known = duties(connection) if named else frozenset()
    for prefix in named:
        if not any(name == prefix or name.startswith(prefix + ".") for name in known):
            raise UsageFailure(f"--rule：未找到报告事项 {prefix}，可用 fazhi-lint rules list 查看。")
    return named


def _book(rules: list[str] | None) -> "Rulebook":
    from linter.engine import load

    return load(tuple(rules or ()))
