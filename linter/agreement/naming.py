"""The rule a person means: by id, by prefix, or by its Chinese title, for officials do not know ids."""

import difflib
from typing import Any

from linter.model.rule import Rulebook

_OWN = "waiver"


class Names:
    """The names of the rules of one rulebook, and the sentences that say why a name will not do."""

    def __init__(self, rulebook: Rulebook, words: dict[str, Any]) -> None:
        self.words = words
        parts = [rule.id.split(".") for rule in rulebook.rules]
        self._ids = {".".join(each[:count]) for each in parts for count in range(1, len(each) + 1)}
        self._titles = {_folded(rule.title_zh): rule.id for rule in rulebook.rules}

    def rule(self, name: str) -> str:
        """The id or prefix that `name` means; '' where it means none."""
        return name if name in self._ids else self._titles.get(_folded(name), "")

    def fault(self, name: str) -> str:
        """Why no waiver can name this rule; '' where one can."""
        faults = self.words["faults"]
        found = self.rule(name)
        if not name.strip():
            return str(faults["unnamed"])
        if found == _OWN or found.startswith(_OWN + "."):
            return str(faults["own"])
        if found:
            return ""
        near = difflib.get_close_matches(name, self._ids, 1, 0.75) or difflib.get_close_matches(_folded(name), self._titles, 1, 0.6)
        return str(faults["unknown"]).format(named=name, hint=str(faults["near"]).format(near=near[0]) if near else "")


def _folded(title: str) -> str:
    return "".join(character for character in title.lower() if character not in "“”\"'《》「」 　\t\n")
