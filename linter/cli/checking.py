"""What `check` does, without the command line: a request in, an exit code out.

Stands apart from the typer signature so that a plain call can be served before typer is imported (quick.py).
"""

import sys
from typing import Any

from linter.cli.exits import FINDINGS, INPUT, INTERNAL, USAGE, highest
from linter.cli.request import Request

COMPARED = ["text", "markdown", "json"]  # formats that show what became of an earlier draft's findings


def perform(request: Request) -> int:
    """Checks, prints or writes the result, and gives the exit code. UsageFailure for a wrong value."""
    from linter.cli.agreeing import agreed
    from linter.cli.judging import judged
    from linter.cli.request import one_of
    from linter.cli.settling import settled
    from linter.cli.writing import deliver, targets_of
    from linter.model.failure import UsageFailure

    request, settlement = settled(request)
    targets = targets_of(request.format, request.output, request.output_file)
    for target in targets if request.against is not None else ():
        one_of("--against 的输出格式", target.format, COMPARED)
    found = judged(request, settlement)
    run = agreed(found)
    refused = ""
    try:
        deliver(
            run, targets, found.rulebook, verbose=request.verbose, quiet=request.quiet, lang=request.lang, min_severity=request.min_severity
        )  # fmt: skip
    except UsageFailure as failure:
        refused = str(failure)
    if run.errors and all(t.format != "text" or t.path for t in targets):
        from linter.output.glyphs import disarmed, harmless

        for problem in run.errors:
            print(disarmed(harmless(f"{problem.path}：{problem.message}")), file=sys.stderr)
    if refused:
        print(refused, file=sys.stderr)
    return highest([_code(run, request.fail_on, request.fail_under), *([USAGE] if refused else [])])


def _code(run: Any, fail_on: str, fail_under: float | None) -> int:
    order = {"error": 0, "warning": 1, "info": 2}
    codes = [INTERNAL if problem.kind == "internal" else INPUT for problem in run.errors]
    for report in run.reports:
        if report.unscored:
            codes.append(INPUT)
        # counted, not told: of a thousand kept reports nobody may want to read the sentences
        if fail_on != "never" and any(order[severity] <= order[fail_on] for _, _, severity in report.tally.findings):
            codes.append(FINDINGS)
        if fail_under is not None and report.score is not None and report.score.total < fail_under:
            codes.append(FINDINGS)
    return highest(codes)
