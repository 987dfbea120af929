"""The word lists of rules/lexicon, with what a province's own pack adds to them."""

import re
from collections.abc import Iterator
from typing import Any

from linter.model.failure import RuleFailure
from linter.rulebook.diagnosis import near, type_name
from linter.rulebook.page import Page
from linter.rulebook.wording import say

Entries = dict[str, Any]
_FOLDER = "lexicon/"
# 互联网+ is a word; a group, class, dot or escape that repeats is a program
_REPEATED = re.compile(r"(?:[)\].]|\\.)[*+{]")
_SHOWN = 40


def gather(pages: list[tuple[str, Page]]) -> tuple[Entries, list[RuleFailure]]:
    """The entries of `pages` (name below the rules folder, page), later folders adding to earlier ones.

    A file that is a list is the entry `file`, a key of a file that is a mapping the entry `file.key`.
    `+key` (for a file that is a list: the only key `+`) adds words to an entry that an earlier folder defines.
    """
    entries: Entries = {}
    homes: dict[str, str] = {}
    failures: list[RuleFailure] = []
    for name, page in pages:
        stem = _stem(name)
        if not isinstance(page.data, list | dict):
            failures.append(RuleFailure(page.file, 1, say("lexicon-shape")))
        for key, value in _parts(page):
            full = f"{stem}.{key}" if key else stem
            line = page.line((key,))
            sentences = list(_faults(full, value))
            if key.startswith("+"):
                sentences += _join(entries, f"{stem}.{key[1:]}" if key[1:] else stem, value)
            elif full in homes:
                sentences.append(say("lexicon-taken", name=full, file=homes[full], key=key))
            else:
                entries[full] = value
                homes[full] = page.file
            failures += [RuleFailure(page.file, line, sentence) for sentence in sentences]
    return entries, failures


def twins(pages: list[tuple[str, Page]]) -> Iterator[RuleFailure]:
    """Words that stand twice in one list: an author's slip, harmless to a run."""
    for name, page in pages:
        for key, value in _parts(page):
            seen: set[str] = set()
            for index, word in enumerate(value if isinstance(value, list) else ()):
                if isinstance(word, str) and word in seen:
                    line = page.line((key, index) if key else (index,))
                    full = f"{_stem(name)}.{key}" if key else _stem(name)
                    yield RuleFailure(page.file, line, say("lexicon-twice", name=full, word=word))
                seen.add(str(word))


def added(pages: list[tuple[str, Page]]) -> list[str]:
    """The entries that pages add words to (`+key`), without repeats, sorted."""
    stems = ((_stem(name), key[1:]) for name, page in pages for key, _ in _parts(page) if key.startswith("+"))
    return sorted({f"{stem}.{key}" if key else stem for stem, key in stems})


def patterns(name: str, page: Page) -> Iterator[RuleFailure]:
    """Words of a pack that repeat a group or class: some lists are read as regular expressions, and a pack is from outside."""
    for key, value in _parts(page):
        full = f"{_stem(name)}.{key}" if key else _stem(name)
        for word in strings(value):
            if _REPEATED.search(word):
                yield RuleFailure(page.file, page.line((key,)), say("lexicon-pattern", name=full, word=word[:_SHOWN]))


def strings(value: Any) -> Iterator[str]:
    """Every text of some data, in no order that matters."""
    waiting = [value]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, str):
            yield inner
        elif isinstance(inner, list):
            waiting.extend(inner)
        elif isinstance(inner, dict):
            waiting.extend(inner.values())


def _stem(name: str) -> str:
    return name.removeprefix(_FOLDER).removesuffix(".yaml").replace("/", ".")


def _parts(page: Page) -> list[tuple[str, Any]]:
    """(key, value) of a page; a page that is a list has one part without key."""
    if isinstance(page.data, list):
        return [("", page.data)]
    return list(page.data.items()) if isinstance(page.data, dict) else []


def _faults(name: str, value: Any) -> Iterator[str]:
    """What is wrong with the value of one entry: a list holds words, a mapping anything, a single value says something."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _faults(f"{name}.{key}", inner)
    elif isinstance(value, list):
        if not all(isinstance(word, str) and word.strip() for word in value):
            yield say("lexicon-word", name=name)
    elif value is None or value == "":
        yield say("lexicon-empty", name=name)


def _join(entries: Entries, name: str, value: Any) -> Iterator[str]:
    """Adds `value` to the entry `name`; yields what stands against it."""
    old = entries.get(name)
    if old is None:
        yield say("lexicon-nothing", name=name, hint=near(name, entries))
    elif type(old) is not type(value):
        yield say("lexicon-mixed", name=name, expected=type_name(old), actual=type_name(value))
    elif isinstance(old, list):
        entries[name] = [*old, *(word for word in value if word not in old)]
    else:
        for key in value:
            if key in old:
                yield say("lexicon-key", name=name, key=key)
        entries[name] = {**value, **old}
