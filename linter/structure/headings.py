"""Which statutory part a heading opens. Patterns come from rules/lexicon/structure.yaml."""

import re

from linter.model.lexicon import Lexicon


class Headings:
    """Compiled role patterns of one report year.

    `next_year` is written as digits into the patterns, or any 20xx where the year is unknown.
    """

    def __init__(self, lexicon: Lexicon, year: int | None) -> None:
        following = str(year + 1) if year else r"20\d\d"
        self._lexicon = lexicon
        self._following = following
        self.achievements = self._compile("achievements")
        self.first = self._compile("first_responsible")
        self.plan = self._compile("plan")
        self.plan_except = self._compile("plan_except")
        self.shortcomings = self._compile("shortcomings")
        self.causes = self._compile("causes")
        self.other = self._compile("other")
        self.turn_shortcomings = self._compile("turn_shortcomings")
        self.turn_plan = self._compile("turn_plan")
        self.closing = self._compile("closing")
        self.labels = tuple(
            (roles, re.compile(f"(?:{'|'.join(lexicon.words('structure.' + key))})"))
            for key, roles in (
                ("label_both", ("shortcomings", "plan")),
                ("label_shortcomings", ("shortcomings",)),
                ("label_plan", ("plan",)),
                ("label_other", ("other",)),
                ("label_first", ("first-responsible",)),
            )
        )
        self.keyword = re.compile("|".join(lexicon.words("structure.label_keywords")))
        self.opener = re.compile(f"(?:{'|'.join(lexicon.words('structure.body_openers'))})")

    def _compile(self, key: str) -> re.Pattern[str]:
        return re.compile("|".join(self._lexicon.words("structure." + key)).replace("{next}", self._following))

    def roles(self, heading: str) -> tuple[str, ...]:
        """Roles named by the words of a heading (enumerator removed), in the order they would be reported; () if none.

        An own analysis of causes is a role only where the heading names it (督察工作规定 第二十五条（二）“不足和原因”).
        """
        if self.other.search(heading):
            return ("other",)
        plan = self.plan.search(heading)
        if plan and self.plan_except.search(heading):
            plan = None
        lacking = self.shortcomings.search(heading)
        first = self.first.search(heading)
        done = self.achievements.search(heading)
        if lacking or plan:
            roles: list[str] = []
            if done and done.start() < min(m.start() for m in (lacking, plan) if m) and "履" not in done.group():
                if not lacking:
                    # 2025年工作计划完成情况 reports what was done
                    return ("first-responsible",) if first else ("achievements",)
                roles.append("achievements")
            elif plan and done and not lacking and done.end() > plan.end():
                return ("achievements",)
            if lacking:
                roles.append("shortcomings")
                if self.causes.search(heading):
                    roles.append("causes")
            if plan:
                roles.append("plan")
            if first and not lacking:
                return ("first-responsible",) if first.start() < (plan.start() if plan else 0) else ("plan",)
            return tuple(roles)
        if first:
            return ("first-responsible",)
        if self.causes.search(heading) and len(heading) <= 20:
            return ("causes",)
        if done:
            return ("achievements",)
        return ()

    def named(self, heading: str) -> tuple[str, ...]:
        """Roles of a heading that is nothing but the name of a part (存在的问题); () for any other heading."""
        return next((roles for roles, pattern in self.labels if pattern.fullmatch(heading)), ())

    def label(self, view: str, start: int, limit: int) -> tuple[tuple[str, ...], int] | None:
        """An unnumbered heading at `start`: its roles and its end, or None.

        `limit` is the end of the block. The label must be the whole block, or be followed by an
        enumerator or (for a plan with its year) by a body sentence: the body may be one single line.
        """
        for roles, pattern in self.labels:
            match = pattern.match(view, start, limit)
            if not match:
                continue
            end = match.end()
            rest = view[end : end + 4]
            if end == limit or rest[:1] in ("\n", ""):
                return roles, end
            if rest[:1] in ":。" and (end + 1 == limit or re.match(r"[:。]\n?(?:[一1](?:是|、|\.)|\(一\))", view[end : end + 6])):
                return roles, end + 1
            if re.match(r"(?:[一1](?:是|、|\.)|\(一\)|\(1\))", rest):
                return roles, end
            if roles == ("plan",) and re.match(r"20\d\d", match.group()) and self.opener.match(view, end):
                return roles, end
        return None
