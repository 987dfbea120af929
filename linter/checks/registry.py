"""The check kinds there are. A new kind is a module with a KIND and a line here."""

from linter.model.kind import CheckKind


def kinds() -> dict[str, CheckKind]:
    """Name → kind. Imported lazily: a compiled rulebook does not need the schemas."""
    from linter.checks import coverage, date, section

    return {k.name: k for k in (coverage.KIND, section.KIND, date.KIND)}
