"""`check`: the main job."""

import os
import sys
import typing

import typer

from linter.cli.exits import FINDINGS, INPUT, INTERNAL, highest

FORMATS = ["text", "json", "markdown", "csv", "html"]
LEVELS = ["province", "city", "county", "township", "department"]
STAGES = ["draft", "submitted", "published"]


def register(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command("check")(check)


def one_of(name: str, value: str | None, allowed: list[str]) -> None:
    """UsageFailure with the nearest allowed value where `value` is none of them; None is always allowed."""
    from linter.model.failure import UsageFailure

    if value is not None and value not in allowed:
        import difflib

        near = difflib.get_close_matches(value, allowed, 1, 0.5)
        hint = f"，是否指 {near[0]}？" if near else "。"
        raise UsageFailure(f"{name} 没有 {value} 这个值{hint}可用：{'、'.join(allowed)}")


def format_for(output: str | None, formats: list[str]) -> str | None:
    """The format that the suffix of an output file asks for; None where it asks for none of `formats`."""
    suffix = os.path.splitext(output or "")[1].lower()
    name = {".md": "markdown", ".htm": "html"}.get(suffix, suffix[1:])
    return name if name in formats else None


def check(
    paths: typing.Annotated[list[str], typer.Argument(metavar="PATH...", help="文件、文件夹，或 - 表示标准输入。")],
    format: typing.Annotated[
        str | None, typer.Option("--format", "-f", help="输出格式：text、json、markdown、csv、html。缺省按输出文件的后缀，再缺省为 text。")
    ] = None,
    output: typing.Annotated[str | None, typer.Option("--output", "-o", help="写入文件，而不是显示。")] = None,
    select: typing.Annotated[list[str] | None, typer.Option("--select", help="只用这些规则（编号或前缀，可重复、可用逗号）。")] = None,
    ignore: typing.Annotated[list[str] | None, typer.Option("--ignore", help="不用这些规则。")] = None,
    pack: typing.Annotated[str, typer.Option("--pack", help="规则包：core 或 all。")] = "all",
    profile: typing.Annotated[str | None, typer.Option("--profile", help="权重方案。缺省按层级选。")] = None,
    rules: typing.Annotated[list[str] | None, typer.Option("--rules", help="另加的规则文件夹。")] = None,
    level: typing.Annotated[str | None, typer.Option("--level", help="层级：" + "、".join(LEVELS))] = None,
    year: typing.Annotated[int | None, typer.Option("--year", help="报告年度。", min=2000, max=2100)] = None,
    stage: typing.Annotated[str | None, typer.Option("--stage", help="阶段：draft、submitted、published。")] = None,
    assume_report: typing.Annotated[bool, typer.Option("--assume-report", help="不判断文种，一律按年度报告检查。")] = False,
    skip_other: typing.Annotated[bool, typer.Option("--skip-other", help="点名的文件若不是年度报告，跳过而不算出错。")] = False,
    min_severity: typing.Annotated[str, typer.Option("--min-severity", help="只列出这一级以上：error、warning、info。")] = "info",
    fail_on: typing.Annotated[
        str, typer.Option("--fail-on", help="有这一级以上的发现时退出码为 1：error、warning、info、never。")
    ] = "error",
    fail_under: typing.Annotated[float | None, typer.Option("--fail-under", help="得分低于此数时退出码为 1。")] = None,
    as_of: typing.Annotated[str | None, typer.Option("--as-of", help="以哪一天为准（YYYY-MM-DD），缺省今天。")] = None,
    max_size: typing.Annotated[int, typer.Option("--max-size", help="文本上限（字节）。", min=1000)] = 5_000_000,
    stdin_filename: typing.Annotated[str | None, typer.Option("--stdin-filename", help="标准输入的文件名。")] = None,
    no_cache: typing.Annotated[bool, typer.Option("--no-cache", help="不用编译过的规则缓存。")] = False,
    lang: typing.Annotated[str, typer.Option("--lang", help="界面语言：zh、en。")] = "zh",
    quiet: typing.Annotated[bool, typer.Option("--quiet", "-q", help="没有问题时不输出。")] = False,
    verbose: typing.Annotated[bool, typer.Option("--verbose", "-v", help="列出全部事项。")] = False,
    debug: typing.Annotated[bool, typer.Option("--debug", help="内部错误时显示调试信息。")] = False,
) -> int:
    """检查一份或多份报告：缺项、佐证、得分。"""
    from linter.cli.inputs import inputs_of
    from linter.engine import Options
    from linter.model.failure import UsageFailure
    from linter.reading import suffixes

    format = format or format_for(output, FORMATS) or "text"
    for name, value, allowed in (
        ("--format", format, FORMATS),
        ("--pack", pack, ["core", "all"]),
        ("--level", level, LEVELS),
        ("--stage", stage, STAGES),
        ("--min-severity", min_severity, ["error", "warning", "info"]),
        ("--fail-on", fail_on, ["error", "warning", "info", "never"]),
        ("--lang", lang, ["zh", "en"]),
    ):
        one_of(name, value, allowed)
    day = _day(as_of)
    options = Options(level, year, stage, pack, _list(select), _list(ignore), profile, assume_report, lang)
    inputs = inputs_of(paths, suffixes(), stdin_filename)
    from linter.batch import judge_all
    from linter.engine import Engine, load

    rulebook = load(tuple(rules or ()), use_cache=not no_cache)
    _known(options, rulebook)
    engine = Engine(rulebook, options)
    run = judge_all(
        engine, inputs, max_size=max_size, skip_other=skip_other, as_of=day, progress=_progress(len(inputs), quiet), debug=debug
    )
    from linter.output import Presentation, render

    to_terminal = output is None and sys.stdout.isatty()
    color = to_terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    presentation = Presentation(verbose, quiet, color, _width(), lang, min_severity)
    text = render(run, format, options=presentation, rulebook=rulebook)
    if output is None:
        _print(text, format)
    else:
        try:
            with open(output, "w", encoding="utf-8", newline="") as file:
                file.write(text)
        except OSError as error:
            raise UsageFailure(f"无法写入 {output}：{error.strerror}") from None
    for problem in run.errors if format != "text" else ():
        print(f"{problem.path}：{problem.message}", file=sys.stderr)
    return _code(run, fail_on, fail_under)


def _list(values: list[str] | None) -> tuple[str, ...]:
    return tuple(part.strip() for value in values or () for part in value.split(",") if part.strip())


def _day(value: str | None) -> str:
    import datetime

    from linter.model.failure import UsageFailure

    if value is None:
        return datetime.date.today().isoformat()
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        raise UsageFailure(f"--as-of 要写成 YYYY-MM-DD，例如 2025-03-01；收到 {value}") from None


def _known(options: typing.Any, rulebook: typing.Any) -> None:
    """A prefix or profile that names nothing is a mistake, not an empty check."""
    import difflib

    from linter.engine import chosen
    from linter.model.failure import UsageFailure

    ids = [rule.id for rule in rulebook.rules]
    starts = sorted({".".join(parts[:count]) for parts in (rule.split(".") for rule in ids) for count in range(1, len(parts) + 1)})
    for option, prefixes in (("--select", options.select), ("--ignore", options.ignore)):
        for prefix in prefixes:
            if not any(chosen(rule, (prefix,)) for rule in ids):
                near = difflib.get_close_matches(prefix, starts, 1, 0.6)
                raise UsageFailure(f"{option}：没有规则 {prefix}" + (f"，是否指 {near[0]}？" if near else "。"))
    if options.profile and options.profile not in rulebook.weightings:
        raise UsageFailure(f"--profile：没有权重方案 {options.profile}。可用：{'、'.join(sorted(rulebook.weightings))}")


def _width() -> int:
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


def _progress(total: int, quiet: bool) -> typing.Callable[[int, str], None] | None:
    if quiet or total < 3 or not sys.stderr.isatty():
        return None

    def show(done: int, path: str) -> None:
        end = "\r\033[K" if done == total else ""
        sys.stderr.write(f"\r\033[K检查 {done}/{total}{end}")
        sys.stderr.flush()

    return show


def _print(text: str, format: str) -> None:
    if format in ("json", "html") or (format == "csv" and not sys.stdout.isatty()):
        # machine formats are UTF-8 whatever the terminal speaks
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(text)


def _code(run: typing.Any, fail_on: str, fail_under: float | None) -> int:
    order = {"error": 0, "warning": 1, "info": 2}
    codes = [INTERNAL if problem.kind == "internal" else INPUT for problem in run.errors]
    for report in run.reports:
        if report.unscored:
            codes.append(INPUT)
        if fail_on != "never" and any(order[f.severity] <= order[fail_on] and f.waiver is None for f in report.findings):
            codes.append(FINDINGS)
        if fail_under is not None and report.score is not None and report.score.total < fail_under:
            codes.append(FINDINGS)
    return highest(codes)
