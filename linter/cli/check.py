"""`check`: the main job, as typer sees it."""

import typing

import typer

from linter.cli.checking import perform
from linter.cli.request import Request
from linter.configuration.keys import LEVELS


def register(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command("check")(check)


def check(
    context: typer.Context,
    paths: typing.Annotated[list[str], typer.Argument(metavar="PATH...", help="文件、文件夹，或 - 表示标准输入。")],
    format: typing.Annotated[
        str | None, typer.Option("--format", "-f", help="输出格式：text、json、jsonl、markdown、csv、html、sarif、github、gitlab、junit、docx（检查报告）、xlsx（问题清单）；后两种要写入文件。缺省按输出文件的后缀，再缺省为 text。")
    ] = None,
    output: typing.Annotated[str | None, typer.Option("--output", "-o", help="写入文件，而不是显示。")] = None,
    output_file: typing.Annotated[list[str] | None, typer.Option("--output-file", help="同时写出另一种格式：格式=文件，可重复。")] = None,
    select: typing.Annotated[list[str] | None, typer.Option("--select", help="只用这些规则（编号或前缀，可重复、可用逗号）。")] = None,
    ignore: typing.Annotated[list[str] | None, typer.Option("--ignore", help="不用这些规则。")] = None,
    pack: typing.Annotated[str, typer.Option("--pack", help="规则包：core 或 all。")] = "all",
    profile: typing.Annotated[str | None, typer.Option("--profile", help="权重方案。缺省按层级选。")] = None,
    rules: typing.Annotated[list[str] | None, typer.Option("--rules", help="另加的规则包（文件夹，可重复）。")] = None,
    rules_lock: typing.Annotated[str | None, typer.Option("--rules-lock", help="规则锁定文件：规则与其中所记不同时退出码为 2。")] = None,
    level: typing.Annotated[str | None, typer.Option("--level", help="层级：" + "、".join(LEVELS))] = None,
    year: typing.Annotated[int | None, typer.Option("--year", help="报告年度。", min=2000, max=2100)] = None,
    stage: typing.Annotated[str | None, typer.Option("--stage", help="阶段：draft、submitted、published。")] = None,
    assume_report: typing.Annotated[bool, typer.Option("--assume-report/--no-assume-report", help="不判断文种，一律按年度报告检查。", show_default=False)] = False,
    skip_other: typing.Annotated[bool, typer.Option("--skip-other/--no-skip-other", help="点名的文件若不是年度报告，跳过而不算出错。", show_default=False)] = False,
    previous: typing.Annotated[str | None, typer.Option("--previous", help="上年度报告：对照上年安排、不足、文字和累计数。")] = None,
    against: typing.Annotated[str | None, typer.Option("--against", help="本报告的前一稿：列出已改、新增和未变的发现。")] = None,
    ledger: typing.Annotated[str | None, typer.Option("--ledger", help="数据台账（.xlsx 或 .csv，列：指标、值、单位、来源）。")] = None,
    min_severity: typing.Annotated[str, typer.Option("--min-severity", help="只列出这一级以上：error、warning、info。")] = "info",
    fail_on: typing.Annotated[
        str, typer.Option("--fail-on", help="有这一级以上的发现时退出码为 1：error、warning、info、never。")
    ] = "error",
    fail_under: typing.Annotated[float | None, typer.Option("--fail-under", help="得分低于此数时退出码为 1。")] = None,
    waivers: typing.Annotated[list[str] | None, typer.Option("--waivers", help="豁免文件（YAML），可重复。")] = None,
    no_waivers: typing.Annotated[bool, typer.Option("--no-waivers/--with-waivers", help="不理会任何豁免（供审核单位使用）。", show_default=False)] = False,
    baseline: typing.Annotated[str | None, typer.Option("--baseline", help="基线文件：其中已有的发现不计入退出码。")] = None,
    baseline_max_age: typing.Annotated[int | None, typer.Option("--baseline-max-age", help="基线中超过这么多日的发现重新计入。", min=0)] = None,
    changed_from: typing.Annotated[
        str | None, typer.Option("--changed-from", help="只看某个 git 版本以来改动处的发现，例如 HEAD 或 origin/main。")
    ] = None,
    as_of: typing.Annotated[str | None, typer.Option("--as-of", help="以哪一天为准（YYYY-MM-DD），缺省今天。")] = None,
    max_size: typing.Annotated[int, typer.Option("--max-size", help="文本上限（字节）。", min=1000)] = 5_000_000,
    stdin_filename: typing.Annotated[str | None, typer.Option("--stdin-filename", help="标准输入的文件名。")] = None,
    jobs: typing.Annotated[int | None, typer.Option("--jobs", "-j", help="并行的进程数，0 为处理器个数；缺省按文件多少决定。", min=0, max=256)] = None,
    timeout: typing.Annotated[float | None, typer.Option("--timeout", help="每个文件的时限（秒），缺省 60，0 为不限。", min=0)] = None,
    no_cache: typing.Annotated[bool, typer.Option("--no-cache/--cache", help="不用缓存（编译过的规则、已有的结果）。", show_default=False)] = False,
    config: typing.Annotated[str | None, typer.Option("--config", help="配置文件；缺省从文件所在处向上找。")] = None,
    isolated: typing.Annotated[bool, typer.Option("--isolated", help="不读任何配置文件和环境变量。")] = False,
    lang: typing.Annotated[str, typer.Option("--lang", help="界面语言：zh、en。")] = "zh",
    quiet: typing.Annotated[bool, typer.Option("--quiet/--no-quiet", "-q", help="没有问题时不输出。", show_default=False)] = False,
    verbose: typing.Annotated[bool, typer.Option("--verbose/--no-verbose", "-v", help="列出全部事项。", show_default=False)] = False,
    debug: typing.Annotated[bool, typer.Option("--debug", help="内部错误时显示调试信息。")] = False,
) -> int:
    """检查一份或多份报告：缺项、佐证、得分。"""
    from linter.cli.settling import named

    # an option that may be repeated is a list, or None where it was not given
    several = {name for name, default in Request._field_defaults.items() if isinstance(default, tuple)} | {"paths"}
    values: dict[str, typing.Any] = {n: tuple(v or ()) if n in several else v for n, v in context.params.items()}
    return perform(Request(given=named(context), **values))
