"""What a check is given: one report as read, structured, scanned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from linter.checks.scan import Scan
from linter.checks.words import Segmenter
from linter.model.fact import Fact, Quantity
from linter.model.lexicon import Lexicon
from linter.model.outline import IN_PLACE, Outline, Profile
from linter.model.rule import Source
from linter.model.text import Document
from linter.model.verdict import Claim, Relation, Verdict


class Entry(NamedTuple):
    """A row of a ledger of agreed figures. `value` is an exact number as text; `row` its place in the file, from 1."""

    indicator: str
    value: str
    unit: str
    source: str
    row: int


class Companions(NamedTuple):
    """The other texts a report is held against."""

    previous: Context | None = None  # last year's report, read and structured
    ledger: tuple[Entry, ...] = ()


class Found(NamedTuple):
    """What is already decided when a check kind of registry.FINDERS is asked."""

    verdicts: tuple[Verdict, ...] = ()
    relations: tuple[Relation, ...] = ()
    claims: tuple[Claim, ...] = ()


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
    quantities: tuple[Quantity, ...] = ()
    sources: Mapping[str, Source] = {}
    segmenter: Segmenter | None = None
    companions: Companions = Companions()


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
