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
Config = typing.Annotated[str | None, typer.Option("--config", help="配置文件；缺省从文件所在处向上找。")]
Isolated = typing.Annotated[bool, typer.Option("--isolated", help="不读任何配置文件和环境变量。")]
AsOf = typing.Annotated[str | None, typer.Option("--as-of", help="以哪一天为准（YYYY-MM-DD），缺省今天。")]


@app.command("write")
def write(
    context: typer.Context,
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
    config: Config = None,
    isolated: Isolated = False,
) -> int:
    """检查并写下基线；已有基线时只移除已改好的，新的发现要加 --grow 才登记。"""
    return _renew(context, file, grow=grow or not os.path.lexists(file), shrink=False)


@app.command("shrink")
def shrink(
    context: typer.Context,
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
    config: Config = None,
    isolated: Isolated = False,
) -> int:
    """移除已改好的发现，从不增加。"""
    return _renew(context, file, grow=False, shrink=True)


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


def _renew(context: typer.Context, file: str, *, grow: bool, shrink: bool) -> int:
    """Judges as `check` would, brings the file up to date and says what was done; exit code 3 where a report could not be read, 1 where new findings stay out."""
    from linter.agreement.baseline import read_baseline, renewed, text_of
    from linter.cli.agreeing import judging, waived
    from linter.cli.exits import FINDINGS, INPUT, INTERNAL, highest
    from linter.cli.judging import judged
    from linter.cli.request import Request
    from linter.cli.settling import named, settled
    from linter.model.failure import UsageFailure

    several = ("paths", "rules", "waivers")
    values: dict[str, typing.Any] = {n: tuple(v or ()) if n in several else v for n, v in context.params.items() if n not in ("file", "grow")}
    old = read_baseline(file) if shrink or os.path.lexists(file) else ()
    found = judged(*settled(Request(given=named(context), **values)))
    run = waived(found)
    renewal = renewed(run, old, file, judging(found), grow=grow)
    _write(file, text_of(renewal.entries), UsageFailure)
    typer.echo(f"{file}：保留 {renewal.kept} 项，移除已改好的 {renewal.removed} 项，登记 {renewal.added} 项。")
    if renewal.refused:
        typer.echo(f"另有 {renewal.refused} 项新的发现未登记" + ("。" if shrink else "：基线只许减少，确需登记请加 --grow。"))
    codes = [INTERNAL if problem.kind == "internal" else INPUT for problem in run.errors]
    for problem in run.errors:
        typer.echo(f"{problem.path}：{problem.message}（其基线未动）", err=True)
    return highest([*codes, *([FINDINGS] if renewal.refused and not shrink else [])])


def _write(file: str, text: str, failure: type[Exception]) -> None:
    from linter.cli.saving import reason, save

    try:
        save(file, text)
    except OSError as error:
        raise failure(f"无法写入 {file}：{reason(error)}") from None
