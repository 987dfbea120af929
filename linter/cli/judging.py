"""A request → reports judged: the part of `check` between its options and its output, for every command that needs it."""

import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from linter.cli.request import Request, one_of
from linter.configuration.keys import LEVELS, SEVERITIES, STAGES

if TYPE_CHECKING:
    from linter.configuration.settle import Settled


class Judged(NamedTuple):
    """Reports judged as asked, nothing agreed or written yet. `options_of` gives how the report at a path was judged."""

    request: Request  # as settled with configuration and environment
    run: Any
    engines: Any
    options_of: Callable[[str], Any]

    @property
    def rulebook(self) -> Any:
        """The rules they were judged by."""
        return self.engines.rulebook


def judged(request: Request, settlement: "Settled") -> Judged:
    """Reads and judges what a settled request (linter.cli.settling) asks for. UsageFailure for a wrong value, a path that is not there, or rules that do not hold."""
    from linter.cli.inputs import inputs_of
    from linter.cli.settling import excluded, options_of
    from linter.model.failure import UsageFailure
    from linter.reading import walked

    for name, value, allowed in (
        ("--pack", request.pack, ["core", "all"]),
        ("--level", request.level, LEVELS),
        ("--stage", request.stage, STAGES),
        ("--min-severity", request.min_severity, SEVERITIES),
        ("--fail-on", request.fail_on, [*SEVERITIES, "never"]),
        ("--lang", request.lang, ["zh", "en"]),
    ):
        one_of(name, value, allowed)
    as_of = day(request.as_of)
    options = options_of(request, {})
    inputs = excluded(inputs_of(list(request.paths), walked(), request.stdin_filename), settlement)
    own = {item.path: options_of(request, settlement.of_report(item.path)) for item in inputs}
    inputs = [item._replace(options=own[item.path]) if own[item.path] != options else item for item in inputs]
    for name, path in (("--previous", request.previous), ("--against", request.against)):
        _file(name, path)
    if request.against is not None and len(inputs) != 1:
        raise UsageFailure(f"--against 一次只对照一份报告，这里有 {len(inputs)} 份。")
    from linter.batch import judge_all
    from linter.deadline import DEFAULT
    from linter.engine import load
    from linter.engines import Engines

    if request.rules_lock is not None:
        from linter.rulebook.locking import locked

        locked(request.rules_lock, request.rules)
    rulebook = load(request.rules, use_cache=not request.no_cache)
    for each in dict.fromkeys([options, *own.values()]):
        known(each, rulebook)
    others, problems = _others(request)
    engines = Engines(rulebook, options, max_size=request.max_size)
    run = judge_all(
        engines,
        inputs,
        max_size=request.max_size,
        skip_other=request.skip_other,
        as_of=as_of,
        progress=_progress(len(inputs), request.quiet),
        debug=request.debug,
        others=others,
        problems=problems,
        jobs=request.jobs,
        timeout=DEFAULT if request.timeout is None else request.timeout or None,
        use_cache=not request.no_cache,
    )
    return Judged(request, run, engines, lambda path: own.get(path, options))


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


def day(value: str | None) -> str:
    """The day that --as-of names, today where it names none. UsageFailure where it is no date."""
    if value is None:
        return time.strftime("%Y-%m-%d")
    import datetime

    from linter.model.failure import UsageFailure

    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        raise UsageFailure(f"--as-of 要写成 YYYY-MM-DD，例如 2025-03-01；收到 {value}") from None


def known(options: Any, rulebook: Any) -> None:
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
