"""What rules say of each other: requires, collective, family, replaced_by, also."""

from collections.abc import Iterator

from linter.model.failure import RuleFailure
from linter.rulebook.diagnosis import near
from linter.rulebook.rules import Draft
from linter.rulebook.wording import say

_POINTERS = ("requires", "collective", "family", "replaced_by")
_CHAINS = ("requires", "collective", "replaced_by")


def check(drafts: dict[str, Draft], ids: set[str]) -> Iterator[RuleFailure]:
    """Every pointer that leads nowhere, to itself, in a circle, or to a rule that may not be there.

    `ids` are those of all rule files, faulty ones included: a rule is not blamed for its parent's fault.
    """
    for draft in drafts.values():
        yield from _pointers(draft, drafts, ids)
        yield from _stability(draft)
    for key in _CHAINS:
        yield from _circles(key, drafts)


def _pointers(draft: Draft, drafts: dict[str, Draft], ids: set[str]) -> Iterator[RuleFailure]:
    page = draft.page
    for key in _POINTERS:
        target = getattr(draft.rule, key)
        line = page.line((key,))
        if not target:
            continue
        if target not in ids:
            yield RuleFailure(page.file, line, say("unknown-rule", key=key, id=target, hint=near(target, ids)))
        elif target == draft.id and key != "family":
            yield RuleFailure(page.file, line, say("to-itself", key=key))
        elif target in drafts:
            parent = drafts[target].rule
            if key != "family" and draft.rule.pack == "core" and parent.pack == "extension":
                yield RuleFailure(page.file, line, say("core-on-extension", key=key, id=target))
            if parent.stability == "deprecated" != draft.rule.stability:
                yield RuleFailure(page.file, line, say("on-deprecated", key=key, id=target, replacement=parent.replaced_by))
    for target in page.data.get("also", {}):
        line = page.line(("also", target))
        if target not in ids:
            yield RuleFailure(page.file, line, say("unknown-rule", key="also", id=target, hint=near(target, ids)))
        elif target == draft.id:
            yield RuleFailure(page.file, line, say("also-itself"))


def _stability(draft: Draft) -> Iterator[RuleFailure]:
    rule, page = draft.rule, draft.page
    if rule.stability == "deprecated" and not rule.replaced_by:
        yield RuleFailure(page.file, page.line(("stability",)), say("replaced-by-needed"))
    if rule.stability != "deprecated" and rule.replaced_by:
        yield RuleFailure(page.file, page.line(("replaced_by",)), say("replaced-by-extra"))


def _circles(key: str, drafts: dict[str, Draft]) -> Iterator[RuleFailure]:
    """Circles of two or more, each told once, at its first rule by name."""
    for start in sorted(drafts):
        path = [start]
        while True:
            target = getattr(drafts[path[-1]].rule, key)
            if target not in drafts or (target in path and target != start):
                break
            if target == start:
                if len(path) > 1 and start == min(path):
                    page = drafts[start].page
                    yield RuleFailure(page.file, page.line((key,)), say("cycle", key=key, path=" → ".join([*path, start])))
                break
            path.append(target)
