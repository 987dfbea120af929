"""Exit codes of contract.md and the sentence for each failure."""

import os
import sys
from typing import NoReturn

CLEAN, FINDINGS, USAGE, INPUT, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 4, 130
_ORDER = (INTERRUPTED, INTERNAL, USAGE, INPUT, FINDINGS, CLEAN)


def highest(codes: list[int]) -> int:
    """The code that applies when several do, in the order 130, 4, 2, 3, 1, 0."""
    return next((code for code in _ORDER if code in codes), CLEAN)


def explain(error: Exception) -> tuple[int, str]:
    """Exit code and message for what a command let through. Messages never hold document text."""
    from linter.model.failure import Failure

    name = type(error).__name__
    if name == "Abort":
        return INTERRUPTED, ""
    if hasattr(error, "exit_code") and hasattr(error, "format_message"):  # what typer says of a wrong call
        from linter.cli.refusals import sentence

        context = getattr(error, "ctx", None)
        command = context.command_path if context is not None else "fazhi-lint"
        return USAGE, f"{command}：{sentence(error)}（用法见 {command} --help）"
    if isinstance(error, Failure):
        return USAGE, str(error)
    # the type only: the text of an exception may quote the document
    return INTERNAL, f"fazhi-lint：内部错误（{name}），未能完成；请用 --debug 重新运行并把输出交给维护者。"


def leave(code: int) -> NoReturn:
    """Flushes and ends the process; a closed pipe is no error."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # python flushes again at exit and would complain on stderr
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    raise SystemExit(code)
