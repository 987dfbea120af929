"""The command `fazhi-lint`: typer commands, one module each, thin."""

import sys


def main() -> None:
    """Entry point. Every way out has its exit code of contract.md; no traceback, no line of a document."""
    from linter.cli.exits import INTERNAL, INTERRUPTED, USAGE, leave

    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            # an ASCII or GBK terminal must not crash on a character it lacks
            reconfigure(errors="backslashreplace")
    debug = "--debug" in sys.argv
    if debug and sys.argv[1:2] != ["check"]:
        sys.argv.remove("--debug")  # every command takes it; `check` has a use for it of its own
    try:
        from linter.cli.quick import request_of

        request = request_of(sys.argv[1:])
        if request is not None:
            from linter.cli import warmth

            known = warmth.load()
            from linter.cli.checking import perform

            code = perform(request)
            warmth.save(known)
            leave(code)
        from linter.cli.app import app

        code = app(prog_name="fazhi-lint", standalone_mode=False)
        leave(code if isinstance(code, int) else 0)
    except KeyboardInterrupt:
        leave(INTERRUPTED)
    except BrokenPipeError:
        leave(0)
    except SystemExit:
        raise
    except Exception as error:
        from linter.cli.exits import explain

        code, message = explain(error)
        if code == INTERNAL and debug:
            raise
        if message:
            print(message, file=sys.stderr)
        leave(code if code in (USAGE, INTERNAL, INTERRUPTED) else INTERNAL)
