"""`portfolio add`: reports of files, folders and archives into a store."""

import sys
import time
import typing
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer

from linter.cli.portfolio.showing import STORE, Db, Format, Lang, Output, show, store_of, words_of
from linter.configuration.keys import LEVELS

if TYPE_CHECKING:
    from linter.cli.inputs import Input
    from linter.output.catalogue import Catalogue


def register(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command("add")(add)


def add(
    paths: typing.Annotated[list[str], typer.Argument(metavar="PATH...", help="文件、文件夹、.zip 压缩包，或带 * 的样式。")],
    db: Db = STORE,
    roster: typing.Annotated[str | None, typer.Option("--roster", help="先导入名册（.xlsx 或 .csv）。")] = None,
    level: typing.Annotated[str | None, typer.Option("--level", help="层级：" + "、".join(LEVELS))] = None,
    year: typing.Annotated[int | None, typer.Option("--year", help="报告年度。", min=2000, max=2100)] = None,
    stage: typing.Annotated[str | None, typer.Option("--stage", help="阶段：draft、submitted、published。")] = None,
    assume_report: typing.Annotated[bool, typer.Option("--assume-report", help="不判断文种，一律按年度报告检查。")] = False,
    select: typing.Annotated[list[str] | None, typer.Option("--select", help="只用这些规则（编号或前缀，可重复、可用逗号）。")] = None,
    ignore: typing.Annotated[list[str] | None, typer.Option("--ignore", help="不用这些规则。")] = None,
    pack: typing.Annotated[str, typer.Option("--pack", help="规则包：core 或 all。")] = "all",
    profile: typing.Annotated[str | None, typer.Option("--profile", help="权重方案。缺省按层级选。")] = None,
    rules: typing.Annotated[list[str] | None, typer.Option("--rules", help="另加的规则包（文件夹，可重复）。")] = None,
    waivers: typing.Annotated[list[str] | None, typer.Option("--waivers", help="豁免文件（YAML），可重复。")] = None,
    no_waivers: typing.Annotated[bool, typer.Option("--no-waivers", help="不理会任何豁免。")] = False,
    keep_text: typing.Annotated[bool, typer.Option("--keep-text", help="库中同时保存段落和引文原文；缺省只存编号、位置、数值和散列值。")] = False,
    shard: typing.Annotated[str | None, typer.Option("--shard", help="只处理第 i 份（共 n 份）：i/n，按文件内容划分。")] = None,
    as_of: typing.Annotated[str | None, typer.Option("--as-of", help="以哪一天为准（YYYY-MM-DD），缺省今天。")] = None,
    max_size: typing.Annotated[int, typer.Option("--max-size", help="文本上限（字节）。", min=1000)] = 5_000_000,
    jobs: typing.Annotated[int | None, typer.Option("--jobs", "-j", help="并行的进程数，缺省为处理器个数。", min=0, max=256)] = None,
    timeout: typing.Annotated[float | None, typer.Option("--timeout", help="每个文件的时限（秒），缺省 60，0 为不限。", min=0)] = None,
    format: Format = None,
    output: Output = None,
    lang: Lang = "zh",
    quiet: typing.Annotated[bool, typer.Option("--quiet", "-q", help="没有读不了的文件时不输出。")] = False,
) -> int:
    """把报告检查后存入库中。中断后重新运行即可接着做；已在库中的不再检查。"""
    from linter.cli.exits import INPUT, INTERNAL, highest
    from linter.cli.judging import day, known
    from linter.cli.request import one_of
    from linter.configuration.keys import STAGES
    from linter.deadline import DEFAULT
    from linter.engine import Options, load
    from linter.engines import Engines

    words = words_of(lang)
    one_of("--pack", pack, ["core", "all"])
    one_of("--level", level, LEVELS)
    one_of("--stage", stage, STAGES)
    part = shard_of(shard, words)
    today = day(as_of)
    inputs = inputs_of(paths)
    book = load(tuple(rules or ()))
    options = Options(level, year, stage, pack, _list(select), _list(ignore), profile, assume_report, lang)
    known(options, book)
    from linter.portfolio.intake import Terms, take_in
    from linter.portfolio.overview import taken

    engines = Engines(book, options, max_size=max_size)
    _readable(tuple(waivers or ()), engines)
    terms = Terms(today, keep_text, part, jobs, DEFAULT if timeout is None else timeout or None, tuple(waivers or ()), not no_waivers)
    with store_of(db, words, make=True) as engine:
        if roster is not None:
            from linter.portfolio.roster import enrol, read_roster

            enrol(engine, read_roster(roster, words))
        progress = _progress(words, quiet)
        try:
            tally = take_in(engine, engines, inputs, terms, progress)
        finally:
            if progress is not None:
                sys.stderr.write("\r\033[K")
        with engine.connect() as connection:
            tables = taken(tally, connection, words)
    if tally.failures or not quiet:
        show(tables, format, output, lang)
    return highest([INTERNAL if problem.kind == "internal" else INPUT for problem in tally.failures])


def inputs_of(paths: list[str]) -> "list[Input]":
    """The files and archives of the paths; what names no file but has * ? or [ is a pattern. UsageFailure where there are none."""
    import glob
    import os

    from linter.cli import inputs
    from linter.model.failure import UsageFailure
    from linter.portfolio.archive import SUFFIX
    from linter.reading import walked

    wide: list[str] = []
    for path in paths:
        if not os.path.lexists(path) and any(mark in path for mark in "*?["):
            found = sorted(glob.glob(path, recursive=True))
            if not found:
                raise UsageFailure(f"没有文件符合 {path}")
            wide += found
        elif path == "-":
            raise UsageFailure("portfolio add 不读标准输入，请写文件或文件夹。")
        else:
            wide.append(path)
    return inputs.inputs_of(wide, (*walked(), SUFFIX), None)


def shard_of(text: str | None, words: "Catalogue") -> tuple[int, int]:
    """(1, 3) of 1/3; (1, 1) for None. UsageFailure for anything else."""
    from linter.model.failure import UsageFailure

    if text is None:
        return 1, 1
    number, slash, of = text.partition("/")
    if slash and number.isascii() and of.isascii() and number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of) <= 10_000:
        return int(number), int(of)
    raise UsageFailure(words("add.shard", text=text))


def _list(values: list[str] | None) -> tuple[str, ...]:
    return tuple(part.strip() for value in values or () for part in value.split(",") if part.strip())


def _readable(waivers: tuple[str, ...], engines: Any) -> None:
    """UsageFailure for waiver files that do not hold, before anything is judged."""
    if waivers:
        from linter.portfolio.rows import waivers_read

        waivers_read(waivers, engines)


def _progress(words: "Catalogue", quiet: bool) -> Callable[[int], None] | None:
    """Tells how many files are done, on a terminal only."""
    if quiet or not sys.stderr.isatty():
        return None
    began = time.monotonic()
    told = 0.0

    def tell(done: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told > 0.2:
            told = now
            rate = done / max(now - began, 0.001)
            sys.stderr.write("\r\033[K" + words("add.progress", done=done, rate=f"{rate:.0f}"))
            sys.stderr.flush()

    return tell
