"""Which statutory part a heading opens. Patterns come from rules/lexicon/structure.yaml."""

import re
from collections.abc import Iterator
from functools import lru_cache

from linter.model.lexicon import Lexicon

Roles = tuple[str, ...]

_ANY_YEAR = r"20\d\d"
_CAUSES_LIMIT = 20  # characters; in a longer heading 原因 is one word among many
_ENUMERATOR = r"(?:[一1](?:是|、|\.)|\(一\)|\(1\)|①)"
# the order in which a combined line is tried: the label of two parts before those of one
_LABELS: tuple[tuple[str, Roles], ...] = (
    ("label_both", ("shortcomings", "plan")),
    ("label_shortcomings", ("shortcomings",)),
    ("label_plan", ("plan",)),
    ("label_other", ("other",)),
    ("label_first", ("first-responsible",)),
)


class Headings:
    """Compiled role patterns of one report year; `year` None where it is unknown.

    The year after it is written as digits into the patterns. Where it is unknown, a year alone says
    nothing about a heading, only a year with a word of planning does.
    """

    def __init__(self, lexicon: Lexicon, year: int | None) -> None:
        self._lexicon = lexicon
        self._following = str(year + 1) if year else _ANY_YEAR
        self._current = str(year) if year else _ANY_YEAR
        self._achievements = self._compile("achievements")
        self._first = self._compile("first_responsible")
        self._plan = self._compile("plan", "plan_next" if year else "plan_any")
        self._plan_except = self._compile("plan_except")
        self._shortcomings = self._compile("shortcomings")
        self._shortcomings_except = self._compile("shortcomings_except")
        self._causes = self._compile("causes")
        self._other = self._compile("other")
        self.turn_shortcomings = self._compile("turn_shortcomings")
        self.turn_plan = self._compile("turn_plan")
        self.opener = self._compile("body_openers")
        self._follower = self._compile("body_openers", "label_followers")
        self._enumerator = re.compile(_ENUMERATOR)
        self._body = re.compile(rf"[:。]\n?{_ENUMERATOR}")
        self._labels = tuple((roles, self._compile(key)) for key, roles in _LABELS)
        self._results = self._compile("label_achievements")
        self.keyword = self._compile("label_keywords")
        self.lost = _lost(lexicon)

    def _compile(self, *keys: str) -> re.Pattern[str]:
        source = "|".join(word for key in keys for word in self._lexicon.words("structure." + key))
        return re.compile(source.replace("{next}", self._following).replace("{this}", self._current))

    def roles(self, heading: str) -> Roles:
        """Roles named by the words of a heading (enumerator removed), in the order they would be reported; () if none.

        An own analysis of causes is a role only where the heading names it (督察工作规定 第二十五条（二）“不足和原因”).
        """
        if self._other.search(heading):
            return ("other",)
        plan = self._plan.search(heading)
        if plan and self._plan_except.search(heading):
            plan = None
        lacking = self._shortcomings.search(heading)
        if lacking and self._shortcomings_except.search(heading):
            return ("achievements",)
        first = self._first.search(heading)
        done = self._achievements.search(heading)
        if lacking or plan:
            return self._later(heading, plan, lacking, first, done)
        if first:
            return ("first-responsible",)
        if len(heading) <= _CAUSES_LIMIT and self._causes.search(heading):
            return ("causes",)
        return ("achievements",) if done else ()

    def _later(
        self,
        heading: str,
        plan: re.Match[str] | None,
        lacking: re.Match[str] | None,
        first: re.Match[str] | None,
        done: re.Match[str] | None,
    ) -> Roles:
        """Roles of a heading that names shortcomings or a plan, alone or with what comes before them."""
        start = min(m.start() for m in (lacking, plan) if m)
        # 2025年工作计划完成情况 reports what was done
        if plan and not lacking and done and done.end() > plan.end() and done.start() > plan.start():
            return ("achievements",)
        roles: list[str] = []
        if first and not lacking and plan:
            # 下一步履行第一责任人职责打算 is a plan, 履行第一责任人职责情况及下一步打算 is both
            return ("first-responsible", "plan") if first.end() <= plan.start() else ("plan",)
        if done and done.start() < start and not first:
            roles.append("achievements")
        if lacking:
            roles.append("shortcomings")
            if self._causes.search(heading):
                roles.append("causes")
        if plan:
            roles.append("plan")
        return tuple(roles)

    def named(self, heading: str) -> Roles:
        """Roles of a heading that is nothing but the name of a part (存在的问题); () for any other heading."""
        return next((roles for roles, pattern in self._labels if pattern.fullmatch(heading)), ())

    def opens_results(self, line: str) -> bool:
        """True for a line that is nothing but the name of the results part (2024年主要工作及成效)."""
        return bool(self._results.fullmatch(line))

    def label(self, view: str, start: int, limit: int) -> tuple[Roles, int] | None:
        """An unnumbered heading at `start`: its roles and its end, or None.

        `limit` is the end of the block. The label must be the whole block, or be followed by an
        enumerator or (for a plan with its year) by a body sentence: the body may be one single line.
        """
        for roles, pattern in self._labels:
            match = pattern.match(view, start, limit)
            if not match:
                continue
            end = match.end()
            if end == limit:
                return roles, end
            if view[end] in ":。" and (end + 1 == limit or self._body.match(view, end)):
                return roles, end + 1
            if self._enumerator.match(view, end) or (roles == ("plan",) and view.startswith("20", start) and self.opener.match(view, end)):
                return roles, end
        return None

    def run_in(self, view: str, start: int, stop: int) -> int:
        """Where the name of a part ends that runs into a body sentence without any mark (存在的问题部分乡镇…); 0 if none does."""
        for end in self._name_ends(view, start, stop):
            if self._follower.match(view, end, stop):
                return end
        return 0

    def name_end(self, view: str, start: int, stop: int) -> int:
        """Where the name of a part ends with which `[start, stop)` opens; 0 if it opens with none."""
        return max(self._name_ends(view, start, stop), default=0)

    def _name_ends(self, view: str, start: int, stop: int) -> Iterator[int]:
        for pattern in (self._results, *(pattern for _, pattern in self._labels)):
            match = pattern.match(view, start, stop)
            if match:
                yield match.end()


@lru_cache(maxsize=64)
def headings_of(lexicon: Lexicon, year: int | None) -> Headings:
    """The role patterns of a year, compiled once for each lexicon."""
    return Headings(lexicon, year)


def _lost(lexicon: Lexicon) -> re.Pattern[str]:
    """An enumerator that lost its 是 (三加强): a numeral at the start of a sentence that counts nothing."""
    counted = "|".join(map(re.escape, lexicon.words("structure.counted")))
    uncounted = "|".join(map(re.escape, lexicon.words("structure.not_counted")))
    return re.compile(rf"(?<=[。;\n])[二三四五六七八九](?=[\u4e00-\u9fff])(?:(?={uncounted})|(?!{counted}))")
