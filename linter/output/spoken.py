"""Sentences that tell what to type next, as they stand on a page or a sheet, where nobody types anything."""

import re

_CLAUSE = re.compile(r".*?(?:[；。]|[.;](?=\s|$))\s*|.+$", re.DOTALL)
_TYPED = re.compile(r"--[a-z]|\b(?:portfolio [a-z]|fazhi-lint\b)")


def spoken(message: str) -> str:
    """The clauses that name neither an option nor a command; '' where none is left."""
    text = "".join(clause for clause in _CLAUSE.findall(message) if not _TYPED.search(clause)).rstrip()
    return text[:-1] + ("。" if text[-1] == "；" else ".") if text.endswith(("；", ";")) else text


def remarks(notes: tuple[str, ...]) -> tuple[str, ...]:
    """The notes of a table as a page or a sheet has them."""
    return tuple(filter(None, map(spoken, notes)))
