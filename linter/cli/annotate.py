"""`annotate`: the Word file back, with comments in its margin."""

import typing

import typer

from linter.configuration.keys import LEVELS


def register(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command("annotate")(annotate)


def annotate(
    context: typer.Context,
    file: typing.Annotated[str, typer.Argument(metavar="FILE", help="Word 报告（.docx）。")],
    output: typing.Annotated[str | None, typer.Option("--output", "-o", help="批注本写到哪里（.docx），不能是原文件。")] = None,
    max_comments: typing.Annotated[int, typer.Option("--max-comments", help="至多加多少条批注，最要紧的优先，0 为不限。", min=0)] = 40,
    author: typing.Annotated[str | None, typer.Option("--author", help="批注人，缺省为“合规检查”。")] = None,
    initials: typing.Annotated[str | None, typer.Option("--initials", help="批注人缩写，缺省取批注人首字。")] = None,
    date: typing.Annotated[str | None, typer.Option("--date", help="批注日期（YYYY-MM-DD），缺省为 --as-of 的日期。")] = None,
    format: typing.Annotated[str, typer.Option("--format", "-f", help="写完后怎样说明：text、json。")] = "text",
    select: typing.Annotated[list[str] | None, typer.Option("--select", help="只用这些规则（编号或前缀，可重复、可用逗号）。")] = None,
    ignore: typing.Annotated[list[str] | None, typer.Option("--ignore", help="不用这些规则。")] = None,
    pack: typing.Annotated[str, typer.Option("--pack", help="规则包：core 或 all。")] = "all",
    profile: typing.Annotated[str | None, typer.Option("--profile", help="权重方案。缺省按层级选。")] = None,
    rules: typing.Annotated[list[str] | None, typer.Option("--rules", help="另加的规则包（文件夹，可重复）。")] = None,
    level: typing.Annotated[str | None, typer.Option("--level", help="层级：" + "、".join(LEVELS))] = None,
    year: typing.Annotated[int | None, typer.Option("--year", help="报告年度。", min=2000, max=2100)] = None,
    stage: typing.Annotated[str | None, typer.Option("--stage", help="阶段：draft、submitted、published。")] = None,
    assume_report: typing.Annotated[bool, typer.Option("--assume-report/--no-assume-report", help="不判断文种，一律按年度报告检查。", show_default=False)] = False,
    previous: typing.Annotated[str | None, typer.Option("--previous", help="上年度报告：对照上年安排、不足、文字和累计数。")] = None,
    ledger: typing.Annotated[str | None, typer.Option("--ledger", help="数据台账（.xlsx 或 .csv，列：指标、值、单位、来源）。")] = None,
    min_severity: typing.Annotated[str, typer.Option("--min-severity", help="只批注这一级以上：error、warning、info。")] = "info",
    waivers: typing.Annotated[list[str] | None, typer.Option("--waivers", help="豁免文件（YAML），可重复。")] = None,
    no_waivers: typing.Annotated[bool, typer.Option("--no-waivers/--with-waivers", help="不理会任何豁免（供审核单位使用）。", show_default=False)] = False,
    baseline: typing.Annotated[str | None, typer.Option("--baseline", help="基线文件：其中已有的发现不加批注。")] = None,
    as_of: typing.Annotated[str | None, typer.Option("--as-of", help="以哪一天为准（YYYY-MM-DD），缺省今天。")] = None,
    config: typing.Annotated[str | None, typer.Option("--config", help="配置文件；缺省从文件所在处向上找。")] = None,
    isolated: typing.Annotated[bool, typer.Option("--isolated", help="不读任何配置文件和环境变量。")] = False,
    lang: typing.Annotated[str, typer.Option("--lang", help="批注语言：zh、en。")] = "zh",
) -> int:
    """把检查结果写成批注，另存一份 Word 文件；原文一字不动。"""
    from linter.cli.annotating import checked, perform
    from linter.cli.request import Request, one_of
    from linter.cli.settling import named

    one_of("--format", format, ["text", "json"])
    told: dict[str, typing.Any] = {
        "select": tuple(select or ()), "ignore": tuple(ignore or ()), "pack": pack, "profile": profile, "rules": tuple(rules or ()), "level": level, "year": year,
        "stage": stage, "assume_report": assume_report, "previous": previous, "ledger": ledger, "min_severity": min_severity, "waivers": tuple(waivers or ()),
        "no_waivers": no_waivers, "baseline": baseline, "as_of": as_of, "lang": lang,
    }  # fmt: skip
    out = checked(file, output)
    request = Request((file,), config=config, isolated=isolated, given=named(context) & told.keys(), **told)
    return perform(file, out, request, max_comments, (author, initials, date), format)
