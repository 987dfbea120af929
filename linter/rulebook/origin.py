"""Which pack a rule is from, and what other packs changed of it."""

from typing import NamedTuple

from linter.rulebook import packs, profiles, words
from linter.rulebook.compiler import gather
from linter.rulebook.failure import RuleFailures
from linter.rulebook.manifest import BUILTIN
from linter.rulebook.rules import identify
from linter.rulebook.tailoring import Change, changes_of


class Origin(NamedTuple):
    """`pack` is the id of the pack a rule is from (`builtin`; of a folder without manifest its name), `changes` what packs changed of it."""

    pack: str
    changes: tuple[Change, ...] = ()

    @property
    def tested(self) -> bool:
        """Whether the examples of the rule may come out otherwise because of a pack: weights do not change a verdict."""
        return self.pack != BUILTIN or any(not key.startswith("weight=") for change in self.changes for key in change.keys)

    @property
    def mark(self) -> str:
        """In one word: nothing for a built-in rule, the pack of a rule, ~ and the packs that changed it."""
        changed = "".join(f"~{pack}" for pack in dict.fromkeys(change.pack for change in self.changes if change.pack != self.pack))
        return ("" if self.pack == BUILTIN else self.pack) + changed


def origins(root: str, extra: tuple[str, ...]) -> dict[str, Origin]:
    """rule id → origin, for the rules of `root` and of the packs `extra`. Weights that a pack's profiles set count as changes."""
    found: dict[str, Origin] = {}
    users: dict[str, set[str]] = {}  # word list → the rules that name it
    for name, folder in ((BUILTIN, root), *((pack.name, pack.folder) for pack in packs.chain(extra))):
        folio = gather((folder,))
        if folio.failures:
            raise RuleFailures(folio.failures)
        changes: dict[str, list[Change]] = {}
        for tailor in folio.tailors:
            for rule_id, change in changes_of(tailor, name).items():
                changes.setdefault(rule_id, []).append(change)
        if name != BUILTIN:
            for file, page in folio.profiles:
                for rule_id, weight in page.data.get("weights", {}).items():
                    changes.setdefault(rule_id, []).append(Change(name, (f"weight={weight} ({profiles.identity(file)})",), ""))
            for key in words.added(folio.lexicon):
                for rule_id in users.get(key, ()):
                    changes.setdefault(rule_id, []).append(Change(name, (f"${key}",), ""))
        for file, page in folio.rules:
            rule = identify(file)
            if rule and rule not in found:
                found[rule] = Origin(name)
                for text in words.strings(page.data):
                    if text.startswith("$"):
                        users.setdefault(text[1:], set()).add(rule)
        for rule_id, made in changes.items():
            if rule_id in found:
                found[rule_id] = found[rule_id]._replace(changes=(*found[rule_id].changes, *made))
    return found
