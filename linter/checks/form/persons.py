"""Names of persons: private ones, which a public report leaves out, and officials, who are named by their office.

Only a name that a cue introduces and a boundary ends is one: 当事人 + surname + given name + 诉. Anonymised names (王某, 张XX) are
none. A name is never part of a message.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from linter.checks.context import Context
from linter.model.lexicon import Lexicon
from linter.model.rule import Rule
from linter.model.verdict import Remark


class _Wording(NamedTuple):
    cues: tuple[str, ...]
    roles: tuple[str, ...]
    private: re.Pattern[str]
    official: re.Pattern[str]
    words: tuple[str, ...]  # words that open like a name: 陈述, 顾问
    no_ends: frozenset[str]  # characters that end the name of a place or an organ


@lru_cache(maxsize=8)
def _wording(lexicon: Lexicon) -> _Wording:
    surname = f"(?:{lexicon.either('form.compound_surnames')}|[{''.join(lexicon.words('form.surnames'))}])"
    return _Wording(
        lexicon.words("form.person_cues"),
        lexicon.words("form.roles"),
        re.compile(rf"(?P<name>{surname}[\u4e00-\u9fff]{{1,2}}?)(?:{lexicon.either('form.after_person')}|[,、。;:(\n]|$)"),
        re.compile(rf"(?P<name>{surname}[\u4e00-\u9fff]{{1,2}}?)(?:{lexicon.either('form.after_official')})"),
        lexicon.words("form.no_names"),
        frozenset(lexicon.words("form.no_name_endings")),
    )


def triggers(lexicon: Lexicon) -> list[str]:
    """The words that introduce a name."""
    wording = _wording(lexicon)
    return [*wording.cues, *wording.roles]


def named(rule: Rule, context: Context) -> Iterator[Remark]:
    """Names of private persons; in a published text also those of officials, as a hint."""
    wording = _wording(context.lexicon)
    found = [(*span, "private") for span in _behind(context, wording.cues, wording.private, wording)]
    if context.stage in rule.spec["officials"]:
        found += [(*span, "official") for span in _behind(context, wording.roles, wording.official, wording)]
    for start, end, reason in sorted(set(found)):
        span = context.document.view.span(start, end)
        yield Remark(rule, span.start, span.end, reason, {}, "found", "info" if reason == "official" else "")


def _behind(context: Context, cues: tuple[str, ...], pattern: re.Pattern[str], wording: _Wording) -> Iterator[tuple[int, int]]:
    view = context.scan.view
    for cue in cues:
        for at in context.scan.hits.get(cue, ()):
            match = pattern.match(view, at + len(cue))
            if match is not None:
                name = match["name"]
                if "某" not in name and not name.startswith(wording.words) and name[-1] not in wording.no_ends:
                    yield match.span("name")
