"""JSON Lines: a line a document, a line for each file that was not judged, the summary last. For programs that read as they go."""

from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.output.json import parts_of, shielded
from linter.output.presentation import Presentation

SCHEMA = "fazhi-lint/line/1"


def compose(run: Run, options: Presentation, rulebook: Rulebook) -> str:
    """Every line is an object with `schema`, `type` (document | error | skipped | summary), `tool` and a member named after its type."""
    parts = parts_of(run, options, rulebook)
    rows = [("document", text) for text in parts.documents]
    rows += [("error", text) for text in parts.errors] + [("skipped", text) for text in parts.skipped]
    rows.append(("summary", parts.summary))
    return "".join(shielded(f'{{"schema":"{SCHEMA}","type":"{type}","tool":{parts.tool},"{type}":{text}}}\n') for type, text in rows)
