"""What a check is given: one report as read, structured, scanned."""

from typing import NamedTuple

from linter.checks.scan import Scan
from linter.model.fact import Fact
from linter.model.lexicon import Lexicon
from linter.model.outline import IN_PLACE, Outline, Profile
from linter.model.text import Document


class Context(NamedTuple):
    """One report under judgement. `roles` names the role of each section: where mentions in it count."""

    document: Document
    outline: Outline
    profile: Profile
    stage: str
    facts: tuple[Fact, ...]
    scan: Scan
    lexicon: Lexicon
    roles: tuple[str, ...]


def section_roles(outline: Outline) -> tuple[str, ...]:
    """One role per section. A part that combines shortcomings with something else reports no achievement."""
    out = []
    for section in outline.sections:
        roles = section.roles
        if "shortcomings" in roles:
            out.append("shortcomings")
        elif "plan" in roles:
            out.append("plan")
        else:
            out.append(next((r for r in roles if r in IN_PLACE), roles[0]))
    return tuple(out)
