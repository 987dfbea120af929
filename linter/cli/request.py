"""What a call of `check` asks for: the arguments and options, whoever spelt them."""

from typing import NamedTuple


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
    jobs: int | None = None  # None: as many as the number of files makes worthwhile
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
