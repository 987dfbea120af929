"""The word lists of rules/lexicon, with what a province's own pack adds to them."""

from collections.abc import Iterator
from typing import Any

from linter.model.failure import RuleFailure
from linter.rulebook.diagnosis import near, type_name
from linter.rulebook.page import Page
from linter.rulebook.wording import say

Entries = dict[str, Any]
_FOLDER = "lexicon/"


def gather(pages: list[tuple[str, Page]]) -> tuple[Entries, list[RuleFailure]]:
    """The entries of `pages` (name below the rules folder, page), later folders adding to earlier ones.

    A file that is a list is the entry `file`, a key of a file that is a mapping the entry `file.key`.
    `+key` (in a file that is a list: the only key `+`) adds words to an entry that an earlier folder defines.
    """
    entries: Entries = {}
    homes: dict[str, str] = {}
    failures: list[RuleFailure] = []
    for name, page in pages:
        stem = name.removeprefix(_FOLDER).removesuffix(".yaml").replace("/", ".")
        if isinstance(page.data, list):
            parts = {stem: page.data}
        elif isinstance(page.data, dict):
            parts = {f"{stem}.{key}": value for key, value in page.data.items()}
        else:
            failures.append(RuleFailure(page.file, 1, say("lexicon-shape")))
            continue
        for full, value in parts.items():
            key = full[len(stem) + 1 :]
            line = page.line((key,))
            faults = [RuleFailure(page.file, line, sentence) for sentence in _faults(full, value)]
            if key.startswith("+"):
                target = f"{stem}.{key[1:]}".removesuffix(".")
                faults += [RuleFailure(page.file, line, sentence) for sentence in _join(entries, target, value)]
            elif full in homes:
                faults.append(RuleFailure(page.file, line, say("lexicon-taken", name=full, file=homes[full], key=key)))
            else:
                entries[full] = value
                homes[full] = page.file
            failures += faults
    return entries, failures


def twins(pages: list[tuple[str, Page]]) -> Iterator[RuleFailure]:
    """Words that stand twice in one list: an author's slip, harmless to a run."""
    for _, page in pages:
        lists = page.data.items() if isinstance(page.data, dict) else [("", page.data)]
        for key, value in lists:
            if isinstance(value, list):
                seen: set[str] = set()
                for index, word in enumerate(value):
                    path = (key, index) if key else (index,)
                    if isinstance(word, str) and word in seen:
                        yield RuleFailure(page.file, page.line(path), say("lexicon-twice", name=key, word=word))
                    seen.add(str(word))


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
