"""`baseline write|shrink|show`: the findings that are known and owed, written down so that only new ones fail."""

import os
import typing

import typer

app = typer.Typer(help="基线：write 建立、shrink 收缩、show 查看。已登记的发现不再使检查失败，只许减少。", rich_markup_mode=None, no_args_is_help=False)
File = typing.Annotated[str, typer.Argument(metavar="FILE", help="基线文件。")]
Paths = typing.Annotated[list[str], typer.Argument(metavar="PATH...", help="报告或文件夹。")]
Level = typing.Annotated[str | None, typer.Option("--level", help="层级。")]
Year = typing.Annotated[int | None, typer.Option("--year", help="报告年度。", min=2000, max=2100)]
Stage = typing.Annotated[str | None, typer.Option("--stage", help="阶段：draft、submitted、published。")]
Pack = typing.Annotated[str, typer.Option("--pack", help="规则包：core 或 all。")]
Profile = typing.Annotated[str | None, typer.Option("--profile", help="权重方案。")]
Rules = typing.Annotated[list[str] | None, typer.Option("--rules", help="另加的规则文件夹。")]
Waivers = typing.Annotated[list[str] | None, typer.Option("--waivers", help="豁免文件（YAML），可重复。")]
NoWaivers = typing.Annotated[bool, typer.Option("--no-waivers", help="不理会任何豁免。")]
AssumeReport = typing.Annotated[bool, typer.Option("--assume-report", help="不判断文种，一律按年度报告检查。")]
AsOf = typing.Annotated[str | None, typer.Option("--as-of", help="以哪一天为准（YYYY-MM-DD），缺省今天。")]


@app.command("write")
def write(
    file: File,
    paths: Paths,
    grow: typing.Annotated[bool, typer.Option("--grow", help="把新的发现也登记进已有的基线。")] = False,
    level: Level = None,
    year: Year = None,
    stage: Stage = None,
    pack: Pack = "all",
    profile: Profile = None,
    rules: Rules = None,
    waivers: Waivers = None,
    no_waivers: NoWaivers = False,
    assume_report: AssumeReport = False,
    as_of: AsOf = None,
) -> int:
    """检查并写下基线；已有基线时只移除已改好的，新的发现要加 --grow 才登记。"""
    options = (level, year, stage, pack, profile, rules, waivers, no_waivers, assume_report, as_of)
    return _renew(file, paths, options, grow=grow or not os.path.lexists(file), shrink=False)


@app.command("shrink")
def shrink(
    file: File,
    paths: Paths,
    level: Level = None,
    year: Year = None,
    stage: Stage = None,
    pack: Pack = "all",
    profile: Profile = None,
    rules: Rules = None,
    waivers: Waivers = None,
    no_waivers: NoWaivers = False,
    assume_report: AssumeReport = False,
    as_of: AsOf = None,
) -> int:
    """移除已改好的发现，从不增加。"""
    options = (level, year, stage, pack, profile, rules, waivers, no_waivers, assume_report, as_of)
    return _renew(file, paths, options, grow=False, shrink=True)


@app.command("show")
def show(
    file: File,
    as_of: AsOf = None,
    as_json: typing.Annotated[bool, typer.Option("--json", help="以 JSON 输出。")] = False,
) -> int:
    """按登记日期和规则列出基线，最早的在前。"""
    import json
    from collections import Counter
    from datetime import date

    from linter.agreement.baseline import read_baseline
    from linter.cli.judging import day

    entries, today = read_baseline(file), date.fromisoformat(day(as_of))
    rows = [
        {"since": since, "days": (today - date.fromisoformat(since)).days, "severity": severity, "rule": rule, "count": count}
        for (since, severity, rule), count in sorted(Counter((e.since, e.severity, e.rule) for e in entries).items())
    ]
    if as_json:
        paths = sorted({e.path for e in entries})
        print(json.dumps({"entries": len(entries), "oldest": rows[0]["since"] if rows else None, "paths": paths, "rows": rows}, ensure_ascii=False, indent=1))
        return 0
    from linter.output.catalogue import catalogue
    from linter.output.glyphs import harmless, pad

    words = catalogue("zh")
    for row in rows:
        age = pad(f"{row['days']} 日", 9)
        print(row["since"], age, pad(words(f"severity.{row['severity']}"), 6), pad(f"{row['count']} 项", 7), harmless(str(row["rule"])))
    print(f"共 {len(entries)} 项，{len({e.path for e in entries})} 份报告" + (f"，最早登记于 {rows[0]['since']}。" if rows else "。"))
    return 0


def _renew(file: str, paths: list[str], options: tuple[typing.Any, ...], *, grow: bool, shrink: bool) -> int:
    """Judges, brings the file up to date and says what was done; exit code 3 where a report could not be read, 1 where new findings stay out."""
    from linter.agreement.baseline import read_baseline, renewed, text_of
    from linter.cli.agreeing import judged, waived
    from linter.cli.checking import Request
    from linter.cli.exits import FINDINGS, INPUT, INTERNAL, highest
    from linter.cli.judging import day, judged_run
    from linter.model.failure import UsageFailure

    level, year, stage, pack, profile, rules, waivers, no_waivers, assume_report, as_of = options
    request = Request(
        tuple(paths), level=level, year=year, stage=stage, pack=pack, profile=profile, rules=tuple(rules or ()), waivers=tuple(waivers or ()),
        no_waivers=no_waivers, assume_report=assume_report, as_of=as_of,
    )  # fmt: skip
    old = read_baseline(file) if shrink or os.path.lexists(file) else ()
    run, rulebook = judged_run(request, day(as_of))
    if not no_waivers:
        run = waived(run, request, rulebook)
    renewal = renewed(run, old, file, judged(request, rulebook), grow=grow)
    _write(file, text_of(renewal.entries), UsageFailure)
    typer.echo(f"{file}：保留 {renewal.kept} 项，移除已改好的 {renewal.removed} 项，登记 {renewal.added} 项。")
    if renewal.refused:
        typer.echo(f"另有 {renewal.refused} 项新的发现未登记" + ("。" if shrink else "：基线只许减少，确需登记请加 --grow。"))
    codes = [INTERNAL if problem.kind == "internal" else INPUT for problem in run.errors]
    for problem in run.errors:
        typer.echo(f"{problem.path}：{problem.message}（其基线未动）", err=True)
    return highest([*codes, *([FINDINGS] if renewal.refused and not shrink else [])])


def _write(file: str, text: str, failure: type[Exception]) -> None:
    """The file as a whole or not at all: an interrupted run leaves the old one."""
    beside = f"{file}.{os.getpid()}.tmp"
    try:
        with open(beside, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        os.replace(beside, file)
    except OSError as error:
        raise failure(f"无法写入 {file}：{error.strerror}") from None
