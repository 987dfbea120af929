"""Which rules a run judged: only of these can be said that a waiver was not needed or that a finding is gone."""

from typing import NamedTuple

from linter.model.rule import Rule, chosen


class Selection(NamedTuple):
    """What the command line chose among the rules; `companions` are the check kinds whose other text was given (previous, ledger)."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    pack: str = "all"
    companions: frozenset[str] = frozenset()

    def judged(self, rule: Rule) -> bool:
        """Whether findings of the rule would have been told."""
        if rule.stability == "deprecated" or chosen(rule.id, self.ignore) or (rule.check in ("previous", "ledger") and rule.check not in self.companions):
            return False
        named = chosen(rule.id, self.select)
        return named if self.select else rule.on and (self.pack == "all" or rule.pack == "core")
