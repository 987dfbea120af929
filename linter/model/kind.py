"""The noun of a check kind: its YAML keys, its example classes, and the functions that prepare and judge."""

from collections.abc import Callable
from typing import Any, NamedTuple

from linter.model.lexicon import Lexicon


class CheckKind(NamedTuple):
    """One kind of check. Rules hold data only; everything that runs stands here.

    `properties` is the draft-07 schema of the kind's own YAML keys (the common keys are rulebook's),
    `required` those that must be there. `prepare(spec, lexicon)` turns the validated keys of one rule into
    plain data (dict, list, str, int, bool, None) that can be cached; it raises ValueError with a sentence
    for the rule's author. `judge` decides; its signature is the engine's business.
    """

    name: str
    properties: dict[str, Any]
    required: tuple[str, ...]
    classes: tuple[str, ...]
    prepare: Callable[[dict[str, Any], Lexicon], dict[str, Any]]
    judge: Callable[..., Any]
    lawful: bool = True  # its rules state their legal basis; False where they are about the check itself, on which no law bears
