"""What `check` does, without the command line: a request in, an exit code out.

Stands apart from the typer signature so that a plain call can be served before typer is imported (quick.py).
"""

import os
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from linter.cli.exits import FINDINGS, INPUT, INTERNAL, highest
from linter.configuration.keys import LEVELS as LEVELS
from linter.configuration.keys import SEVERITIES
from linter.configuration.keys import STAGES as STAGES

COMPARED = ["text", "markdown", "json"]  # formats that show what became of an earlier draft's findings


class Request(NamedTuple):
    """The arguments and options of `check`, with their defaults."""

    paths: tuple[str, ...]
    format: str | None = None
    output: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    pack: str = "all"
    profile: str | None = None
    rules: tuple[str, ...] = ()
    level: str | None = None
    year: int | None = None
    stage: str | None = None
    assume_report: bool = False
    skip_other: bool = False
    min_severity: str = "info"
    fail_on: str = "error"
    fail_under: float | None = None
    as_of: str | None = None
    max_size: int = 5_000_000
    stdin_filename: str | None = None
    no_cache: bool = False
    lang: str = "zh"
    previous: str | None = None
    against: str | None = None
    ledger: str | None = None
    quiet: bool = False
    verbose: bool = False
    debug: bool = False
    output_file: tuple[str, ...] = ()
    waivers: tuple[str, ...] = ()
    no_waivers: bool = False
    baseline: str | None = None
    changed_from: str | None = None
    jobs: int = 1
    timeout: float | None = None
    config: str | None = None
    isolated: bool = False
    baseline_max_age: int | None = None
    rules_lock: str | None = None
    exclude: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()  # fields that the command line names


def one_of(name: str, value: str | None, allowed: list[str]) -> None:
    """UsageFailure with the nearest allowed value where `value` is none of them; None is always allowed."""
    from linter.model.failure import UsageFailure

    if value is not None and value not in allowed:
        import difflib

        near = difflib.get_close_matches(value, allowed, 1, 0.5)
        hint = f"，是否指 {near[0]}？" if near else "。"
        raise UsageFailure(f"{name} 没有 {value} 这个值{hint}可用：{'、'.join(allowed)}")


def perform(request: Request) -> int:
    """Checks, prints or writes the result, and gives the exit code. UsageFailure for a wrong value."""
    from linter.cli.agreeing import agreed
    from linter.cli.inputs import inputs_of
    from linter.cli.settling import excluded, options_of, settled
    from linter.cli.writing import deliver, targets_of
    from linter.model.failure import UsageFailure
    from linter.reading import walked

    request, settlement = settled(request)
    targets = targets_of(request.format, request.output, request.output_file)
    for name, value, allowed in (
        ("--pack", request.pack, ["core", "all"]),
        ("--level", request.level, LEVELS),
        ("--stage", request.stage, STAGES),
        ("--min-severity", request.min_severity, SEVERITIES),
        ("--fail-on", request.fail_on, [*SEVERITIES, "never"]),
        ("--lang", request.lang, ["zh", "en"]),
    ):
        one_of(name, value, allowed)
    day = _day(request.as_of)
    options = options_of(request, {})
    inputs = excluded(inputs_of(list(request.paths), walked(), request.stdin_filename), settlement)
    inputs = [item._replace(options=own) if (own := options_of(request, settlement.of_report(item.path))) != options else item for item in inputs]
    for name, path in (("--previous", request.previous), ("--against", request.against)):
        _file(name, path)
    if request.against is not None:
        if len(inputs) != 1:
            raise UsageFailure(f"--against 一次只对照一份报告，这里有 {len(inputs)} 份。")
        for target in targets:
            one_of("--against 的输出格式", target.format, COMPARED)
    from linter.batch import judge_all
    from linter.deadline import DEFAULT
    from linter.engine import load
    from linter.engines import Engines

    if request.rules_lock is not None:
        from linter.rulebook.locking import locked

        locked(request.rules_lock, request.rules)
    rulebook = load(request.rules, use_cache=not request.no_cache)
    for each in dict.fromkeys([options, *(item.options for item in inputs if item.options is not None)]):
        _known(each, rulebook)
    others, problems = _others(request)
    run = judge_all(
        Engines(rulebook, options, max_size=request.max_size),
        inputs,
        max_size=request.max_size,
        skip_other=request.skip_other,
        as_of=day,
        progress=_progress(len(inputs), request.quiet),
        debug=request.debug,
        others=others,
        problems=problems,
        jobs=request.jobs,
        timeout=DEFAULT if request.timeout is None else request.timeout or None,
        use_cache=not request.no_cache,
    )
    run = agreed(run, request, rulebook)
    deliver(
        run, targets, rulebook, verbose=request.verbose, quiet=request.quiet, lang=request.lang, min_severity=request.min_severity
    )  # fmt: skip
    for problem in run.errors if all(t.format != "text" or t.path for t in targets) else ():
        print(f"{problem.path}：{problem.message}", file=sys.stderr)
    return _code(run, request.fail_on, request.fail_under)


def _file(option: str, path: str | None) -> None:
    """UsageFailure where the path of an option is no file."""
    from linter.model.failure import UsageFailure

    if path is not None and os.path.isdir(path):
        raise UsageFailure(f"{option} 要写一个文件，{path} 是文件夹。")
    if path is not None and not os.path.exists(path):
        raise UsageFailure(f"{option}：找不到文件 {path}")


def _others(request: Request) -> tuple[Any, tuple[Any, ...]]:
    """(the other texts, what of the ledger could not be read); None where the request names none."""
    if request.previous is None and request.against is None and request.ledger is None:
        return None, ()
    from linter.checks.context import Companions
    from linter.company import Others
    from linter.model.failure import ReadFailure
    from linter.model.result import Problem

    companions = Companions()
    problems: tuple[Problem, ...] = ()
    if request.ledger is not None:
        from linter.ledger import read_ledger

        try:
            companions = Companions(ledger=read_ledger(request.ledger))
        except ReadFailure as failure:
            problems = (Problem(request.ledger, failure.kind, failure.message),)
    return Others(request.previous or "", request.against or "", companions), problems


def _day(value: str | None) -> str:
    if value is None:
        return time.strftime("%Y-%m-%d")
    import datetime

    from linter.model.failure import UsageFailure

    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        raise UsageFailure(f"--as-of 要写成 YYYY-MM-DD，例如 2025-03-01；收到 {value}") from None


def _known(options: Any, rulebook: Any) -> None:
    """A prefix or profile that names nothing is a mistake, not an empty check."""
    from linter.engine import chosen
    from linter.model.failure import UsageFailure

    ids = [rule.id for rule in rulebook.rules]
    for option, prefixes in (("--select", options.select), ("--ignore", options.ignore)):
        for prefix in prefixes:
            if not any(chosen(rule, (prefix,)) for rule in ids):
                import difflib

                starts = sorted({".".join(parts[:count]) for parts in (rule.split(".") for rule in ids) for count in range(1, len(parts) + 1)})
                near = difflib.get_close_matches(prefix, starts, 1, 0.6)
                raise UsageFailure(f"{option}：没有规则 {prefix}" + (f"，是否指 {near[0]}？" if near else "。"))
    if options.profile and options.profile not in rulebook.weightings:
        raise UsageFailure(f"--profile：没有权重方案 {options.profile}。可用：{'、'.join(sorted(rulebook.weightings))}")


def _progress(total: int, quiet: bool) -> Callable[[int, str], None] | None:
    if quiet or total < 3 or not sys.stderr.isatty():
        return None

    def show(done: int, path: str) -> None:
        end = "\r\033[K" if done == total else ""
        sys.stderr.write(f"\r\033[K检查 {done}/{total}{end}")
        sys.stderr.flush()

    return show


def _code(run: Any, fail_on: str, fail_under: float | None) -> int:
    order = {"error": 0, "warning": 1, "info": 2}
    codes = [INTERNAL if problem.kind == "internal" else INPUT for problem in run.errors]
    for report in run.reports:
        if report.unscored:
            codes.append(INPUT)
        if fail_on != "never" and any(order[f.severity] <= order[fail_on] and f.is_open for f in report.findings):
            codes.append(FINDINGS)
        if fail_under is not None and report.score is not None and report.score.total < fail_under:
            codes.append(FINDINGS)
    return highest(codes)
