"""The parts that the law asks a report to have, in the order in which reports have them."""

from linter.model.outline import ROLES
from linter.output.digest import Digest, Entry

PARTS = "structure.section."  # the rules on these parts


def statutory_parts(each: Digest) -> list[Entry]:
    """The entries of a report on its statutory parts."""
    entries = [entry for chapter in each.chapters for entry in chapter.entries if entry.verdict.rule.id.startswith(PARTS)]
    return sorted(entries, key=_place)


def _place(entry: Entry) -> int:
    part = entry.verdict.rule.spec.get("part")
    return ROLES.index(part) if part in ROLES else len(ROLES)
