"""rules/accounting.yaml: item by item of the law, what rules decide and what is left to a person.

After the control files of ComplianceAsCode: the status is written down, the rules are found by their basis, and the two are held
against each other, so that neither an item nor a status is forgotten when rules come and go.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from linter.model.failure import RuleFailure
from linter.model.rule import Rule
from linter.rulebook.diagnosis import near, validate
from linter.rulebook.page import Page
from linter.rulebook.sources import Shelf
from linter.rulebook.wording import say

FILE = "accounting.yaml"
STATUSES = ("automated", "partial", "manual")
_WORD = {"type": "string", "minLength": 1}
_ENTRY = {
    "type": "object",
    "properties": {"title": _WORD, "status": {"enum": list(STATUSES)}, "left": _WORD},
    "required": ["status"],
    "additionalProperties": False,
}
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {"type": "object", "minProperties": 1, "additionalProperties": _ENTRY},
}


class Account(NamedTuple):
    """One item or article of a source: what it is about, how far rules go, what they leave, and which rules those are."""

    source: str
    clause: str
    title: str
    status: str
    left: str
    rules: tuple[str, ...]


def accounts(pages: Iterable[Page], rules: Iterable[Rule], titles: Mapping[str, Mapping[str, str]]) -> tuple[Account, ...]:
    """The accounts of sound pages, in their order. `titles` are those of the outlines: source → item → title."""
    cited = _cited(rules)
    return tuple(
        Account(
            source,
            clause,
            entry.get("title") or titles.get(source, {}).get(clause, ""),
            entry["status"],
            entry.get("left", ""),
            tuple(sorted(cited.get((source, clause), ()))),
        )
        for page in pages
        for source, clauses in page.data.items()
        for clause, entry in clauses.items()
    )


def faults(pages: list[Page], rules: list[Rule], shelf: Shelf) -> Iterator[RuleFailure]:
    """Everything that is wrong with the accounts: unknown sources, missing items, a status that the rules belie."""
    cited = _cited(rules)
    kept: set[tuple[str, str]] = set()
    sources: dict[str, Page] = {}
    for page in pages:
        wrong = validate(page, _SCHEMA)
        yield from wrong
        if wrong:
            return
        for source, clauses in page.data.items():
            if source not in shelf.sources:
                hint = near(source, shelf.sources)
                yield RuleFailure(page.file, page.line((source,)), say("unknown-source", source=source, hint=hint))
                continue
            sources[source] = page
            titles = shelf.titles.get(source)
            for clause, entry in clauses.items():
                kept.add((source, clause))
                line = page.line((source, clause))
                for name in _entry_faults(entry, bool(cited.get((source, clause))), titles, clause):
                    yield RuleFailure(page.file, line, say(name, clause=clause, status=entry["status"]))
            for clause in titles or ():
                if clause not in clauses:
                    yield RuleFailure(page.file, page.line((source,)), say("account-missing", clause=clause))
    for source, clause in sorted(cited):
        if source in sources and clause and (source, clause) not in kept:
            page = sources[source]
            rule = min(cited[source, clause])
            yield RuleFailure(page.file, page.line((source,)), say("account-cited", clause=clause, rule=rule))


def _entry_faults(entry: dict[str, Any], covered: bool, titles: Mapping[str, str] | None, clause: str) -> Iterator[str]:
    status = entry["status"]
    if status == "manual" and covered:
        yield "account-manual"
    if status != "manual" and not covered:
        yield "account-uncovered"
    if status == "automated" and "left" in entry:
        yield "account-nothing-left"
    if status != "automated" and "left" not in entry:
        yield "account-left"
    if titles is not None and clause not in titles:
        yield "account-item"
    if titles is None and "title" not in entry:
        yield "account-title"


def _cited(rules: Iterable[Rule]) -> dict[tuple[str, str], set[str]]:
    """(source, item or article) → rules. A paragraph counts for its article; deprecated rules decide nothing."""
    found: dict[tuple[str, str], set[str]] = {}
    for rule in rules:
        for basis in rule.basis if rule.stability != "deprecated" else ():
            found.setdefault((basis.source, (basis.item or basis.article).split(".")[0]), set()).add(rule.id)
    return found
