"""One rule file → one Rule: its schema first, then what only the whole rulebook can tell."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from linter.model.failure import RuleFailure
from linter.model.kind import CheckKind
from linter.model.lexicon import Lexicon
from linter.model.rule import LEVELS, STAGES, Rule
from linter.rulebook import schema
from linter.rulebook.diagnosis import near, validate
from linter.rulebook.page import Page, Path
from linter.rulebook.sources import Shelf
from linter.rulebook.wording import say

_SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LEXICON = re.compile(r"\$([a-z][\w.-]*)")


class Draft(NamedTuple):
    """A rule file that holds by itself: its id, page, and the rule."""

    id: str
    page: Page
    rule: Rule


def identify(name: str) -> str | None:
    """The id of the rule file `name` (relative to the rules folder), None where the name cannot be an id."""
    parts = name.removesuffix(".yaml").split("/")
    return ".".join(parts) if len(parts) > 1 and all(_SEGMENT.fullmatch(part) for part in parts) else None


class Desk:
    """What is needed to read rules: check kinds with their schemas, lexicon, sources."""

    def __init__(self, kinds: Mapping[str, CheckKind], lexicon: Lexicon, shelf: Shelf) -> None:
        self._kinds = kinds
        self._lexicon = lexicon
        self._shelf = shelf
        self._words = set(lexicon.names())
        self._schemas = {name: schema.of(kind) for name, kind in kinds.items()}

    def read(self, rule_id: str, page: Page) -> tuple[Rule | None, list[RuleFailure]]:
        """The rule of a page, or None with every fault found."""
        data = page.data
        check = data.get("check") if isinstance(data, dict) else None
        kind = self._kinds.get(check) if isinstance(check, str) else None
        failures = validate(page, schema.base() if kind is None else self._schemas[kind.name])
        if kind is None and isinstance(check, str):
            hint = near(check, self._kinds)
            failures.append(RuleFailure(page.file, page.line(("check",)), say("unknown-check", check=check, hint=hint)))
        if kind is None or failures:
            return None, failures
        failures += self._sourced(page)
        failures += [RuleFailure(page.file, page.line(path), sentence) for path, sentence in _years(data, ())]
        own = {key: data[key] for key in schema.own_keys(kind) if key in data}
        if "when" in data.get("applies", {}):
            own["when"] = data["applies"]["when"]
        unknown = list(self._unknown_words(page, own))
        failures += unknown
        spec: dict[str, Any] = {}
        if not unknown:
            try:
                spec = kind.prepare(own, self._lexicon)
            except (ValueError, KeyError) as error:
                problem = str(error.args[0]) if error.args else str(error)
                failures.append(RuleFailure(page.file, self._blamed(page, problem), say("prepare", problem=problem)))
        if failures:
            return None, failures
        return _rule(rule_id, data, self._shelf, spec), []

    def _sourced(self, page: Page) -> Iterator[RuleFailure]:
        """Bases that name no known source, or an item it does not have."""
        seen: set[tuple[str, str, str]] = set()
        for index, entry in enumerate(page.data.get("basis", ())):
            path: Path = ("basis", index)
            key = entry["source"]
            for sentence in self._basis_faults(key, entry):
                yield RuleFailure(page.file, page.line((*path, "source")), sentence)
            mark = (key, str(entry.get("item", "")), str(entry.get("article", "")))
            if mark in seen:
                yield RuleFailure(page.file, page.line(path), say("basis-twice"))
            seen.add(mark)

    def _basis_faults(self, key: str, entry: dict[str, Any]) -> Iterator[str]:
        if key not in self._shelf.sources:
            yield say("unknown-source", source=key, hint=near(key, self._shelf.sources))
            return
        name = self._shelf.sources[key].name
        titles = self._shelf.titles.get(key)
        if "item" in entry and "article" in entry:
            yield say("item-and-article")
        elif "item" in entry and titles is None:
            yield say("item-of-law", name=name)
        elif "item" in entry and titles is not None and str(entry["item"]) not in titles:
            yield say("no-item", name=name, item=entry["item"], count=len(titles))
        elif "article" in entry and titles is not None:
            yield say("article-of-outline", name=name)

    def _unknown_words(self, page: Page, own: dict[str, Any]) -> Iterator[RuleFailure]:
        """`$name` that no lexicon defines."""
        for key, value in own.items():
            top: Path = ("applies", "when") if key == "when" else (key,)
            for path, text in _texts(value, top):
                match = _LEXICON.fullmatch(text)
                if match and path[-1] != "regex" and match[1] not in self._words:
                    hint = near(match[1], self._words)
                    yield RuleFailure(page.file, page.line(path), say("unknown-lexicon", name=match[1], hint=hint))

    def _blamed(self, page: Page, problem: str) -> int | None:
        """The line a sentence of `prepare` speaks of: the longest text of the file that it quotes."""
        quoted = [
            (len(text), path)
            for path, text in _texts(page.data, ())
            if len(text) > 1 and path[0] not in ("examples", "advice") and (text in problem or repr(text) in problem)
        ]
        longest = max(quoted, default=None, key=lambda pair: pair[0])
        return page.line(longest[1]) if longest else None


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))


def _years(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Faults of every `years` of a rule, at any depth outside its examples."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "years" and isinstance(inner, list) and len(inner) == 2:
                first, last = inner
                if first is None and last is None:
                    yield (*path, key), say("years-empty")
                elif isinstance(first, int) and isinstance(last, int) and first > last:
                    yield (*path, key), say("years-order", first=first, last=last)
            elif key != "examples":
                yield from _years(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _years(inner, (*path, index))


def _rule(rule_id: str, data: dict[str, Any], shelf: Shelf, spec: dict[str, Any]) -> Rule:
    applies = data.get("applies", {})
    first, last = applies.get("years", (None, None))
    return Rule(
        id=rule_id,
        title_zh=data["title"]["zh"],
        title_en=data["title"]["en"],
        pack=data["pack"],
        stability=data["stability"],
        replaced_by=data.get("replaced_by", ""),
        basis=tuple(shelf.basis(entry) for entry in data.get("basis", ())),
        levels=tuple(applies.get("levels", LEVELS)),
        years=(first, last),
        traits=tuple(applies.get("traits", ())),
        stages=tuple(applies.get("stages", STAGES)),
        severity=data["severity"],
        weight=data["weight"],
        check=data["check"],
        spec=spec,
        advice_zh=data["advice"]["zh"],
        advice_en=data["advice"]["en"],
        family=data.get("family", ""),
        collective=data.get("collective", ""),
        requires=data.get("requires", ""),
        on=data.get("default") != "off",
    )
