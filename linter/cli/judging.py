"""Reports judged for a command that does not print them: the part of `check` between its options and its output."""

from typing import Any

from linter.cli.checking import LEVELS, STAGES, Request, one_of


def engine_of(request: Request, rulebook: Any) -> Any:
    """The engine of a request. UsageFailure for a value that there is not."""
    from linter.engine import Engine, Options
    from linter.model.failure import UsageFailure

    for name, value, allowed in (("--pack", request.pack, ["core", "all"]), ("--level", request.level, LEVELS), ("--stage", request.stage, STAGES)):
        one_of(name, value, allowed)
    if request.profile and request.profile not in rulebook.weightings:
        raise UsageFailure(f"--profile：没有权重方案 {request.profile}。可用：{'、'.join(sorted(rulebook.weightings))}")
    options = Options(
        request.level, request.year, request.stage, request.pack, listed(request.select), listed(request.ignore), request.profile,
        request.assume_report, request.lang,
    )  # fmt: skip
    return Engine(rulebook, options)


def judged_run(request: Request, as_of: str) -> tuple[Any, Any]:
    """(the run, the rulebook) of a request, nothing agreed or written yet. UsageFailure for a wrong value."""
    from linter.batch import judge_all
    from linter.cli.inputs import inputs_of
    from linter.engine import load
    from linter.reading import walked

    inputs = inputs_of(list(request.paths), walked(), request.stdin_filename)
    rulebook = load(request.rules, use_cache=not request.no_cache)
    engine = engine_of(request, rulebook)
    return judge_all(engine, inputs, max_size=request.max_size, skip_other=request.skip_other, as_of=as_of, debug=request.debug), rulebook


def listed(values: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of an option that may be repeated and may hold commas."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def day(value: str | None) -> str:
    """The day that --as-of names, today where it names none. UsageFailure where it is no date."""
    import datetime

    from linter.model.failure import UsageFailure

    if value is None:
        return datetime.date.today().isoformat()
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        raise UsageFailure(f"--as-of 要写成 YYYY-MM-DD，例如 2025-03-01；收到 {value}") from None
