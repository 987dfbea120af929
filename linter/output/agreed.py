"""What a run says of its baseline and of what it left out, in lines of text and as JSON."""

from typing import Any

from linter.model.result import Run
from linter.output.catalogue import Catalogue


def lines(run: Run, words: Catalogue) -> list[str]:
    """How many findings are known, since when, how many are new or fixed; how many are about what was not changed."""
    out = []
    if (found := run.baseline) is not None:
        counts = [words("baseline.new", count=found.new)]
        counts.append(words("baseline.known", count=found.known, oldest=found.oldest) if found.known else words("baseline.none"))
        counts += [words("baseline.aged", count=found.aged)] if found.aged else []
        counts += [words("baseline.fixed", count=found.fixed)] if found.fixed else []
        out.append(words("baseline") + words("list.colon") + words("list.semicolon").join(counts))
    if run.changes is not None:
        out.append(words("changes", revision=run.changes.revision, count=run.changes.left_out))
    return out


def entries(run: Run) -> dict[str, Any]:
    """The keys of the JSON summary; none where neither was asked for."""
    found: dict[str, Any] = {}
    if run.baseline is not None:
        found["baseline"] = run.baseline._asdict() | {"oldest": run.baseline.oldest or None}
    if run.changes is not None:
        found["changes"] = run.changes._asdict()
    return found
