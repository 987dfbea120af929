"""All the failures of a rules folder at once: an author mends a file in one go, not fault by fault."""

from linter.model.failure import Failure, RuleFailure


class RuleFailures(Failure):
    """Rule files that do not hold. `failures` lists every fault, by file and line; never empty."""

    def __init__(self, failures: list[RuleFailure]) -> None:
        self.failures = ordered(failures)
        super().__init__("\n".join(str(failure) for failure in self.failures))


def ordered(failures: list[RuleFailure]) -> list[RuleFailure]:
    """The failures by file, line and sentence, each once."""
    unique = {(failure.file, failure.line or 0, failure.message): failure for failure in failures}
    return [unique[key] for key in sorted(unique)]
