"""A plain `check` call served before typer is imported: typer costs 40 ms of the 100 ms a cold check may take.

Only what cannot be misread is taken: paths, and the options named here in their long or short form with the
value apart. Anything else, wrong or merely unusual, goes to typer, which knows every option.
"""

from linter.cli.request import Request

_VALUES = ("format", "output", "pack", "level", "stage", "min_severity", "fail_on", "as_of", "lang", "previous", "against", "ledger", "changed_from", "baseline")
_FLAGS = ("quiet", "verbose", "skip_other")  # what the hooks say is among them: a commit waits for the answer
_SHORT = {"-f": "format", "-o": "output", "-q": "quiet", "-v": "verbose"}


def request_of(arguments: list[str]) -> Request | None:
    """The request that `arguments` (without the program's name) spell, None where typer should read them."""
    if len(arguments) < 2 or arguments[0] != "check":
        return None
    fields: dict[str, object] = {}
    paths: list[str] = []
    rest = iter(arguments[1:])
    for word in rest:
        if not word.startswith("-"):
            paths.append(word)
            continue
        name = _SHORT.get(word) or word[2:].replace("-", "_")
        if name in fields or not (word in _SHORT or word == "--" + name.replace("_", "-")):
            return None
        if name in _FLAGS:
            fields[name] = True
        elif name in _VALUES:
            value = next(rest, None)
            if value is None or value.startswith("-"):
                return None
            fields[name] = value
        else:
            return None
    return Request(tuple(paths), given=frozenset(fields), **fields) if paths else None  # type: ignore[arg-type]
