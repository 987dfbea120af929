"""All facts of one view in one pass per kind.

A figure is digits followed by a measure word; a Chinese numeral counts only with 次, 场, 期 and the like
(三项制度, 双随机, 一件事 are names). Source of the definition: reference experiment, names-that-look-like-
figures lists add nothing once a figure is digits + measure word.
"""

import re

from linter.facts.documents import DocumentFinder
from linter.facts.events import EventFinder
from linter.model.fact import Fact
from linter.model.lexicon import Lexicon

# digits behind these belong to a longer number, a code or a document number
_GLUED = frozenset("0123456789.abcdefghijklmnopqrstuvwxyz/〔+-")
# 复议与诉讼之比为2.3∶1; the fold makes the ratio sign a colon
_RATIO = re.compile(r"[0-9]+(?:\.\d+)?:\d+(?:\.\d+)?")
_PERCENT = re.compile(r"百分之[一二三四五六七八九十百零点〇]{1,8}")
_CELL = re.compile(r"\|([0-9][0-9,.]*)(?=\||\n|$)")
_MONEY = ("万", "亿")
_ORDINAL = ("第", "每")
_APPROXIMATE = "(?:余|多|几|来)?"
_SCALE = "(?:万|亿|千|百)?"


class FactFinder:
    """Compiled patterns of one lexicon. `find(view, names)` gives the facts in order of their start."""

    def __init__(self, lexicon: Lexicon, known: tuple[str, ...] = ()) -> None:
        units = sorted(lexicon.words("facts.units"), key=len, reverse=True)
        counters = sorted(lexicon.words("facts.chinese_units"), key=len, reverse=True)
        unit = "|".join(map(re.escape, units))
        counter = "|".join(map(re.escape, counters))
        # each pattern opens with a character class, so that the regex engine skips to it
        self._figure = re.compile(
            rf"[0-9](?:\d*(?:,\d{{3}})*(?:\.\d+)?(?:-\d+(?:\.\d+)?)?){_APPROXIMATE}{_SCALE}{_APPROXIMATE}"
            rf"(?:(?P<rate>%|个百分点)|(?P<unit>{unit})(?!年|月|日))"
        )
        self._counted = re.compile(rf"[两一二三四五六七八九十百][两一二三四五六七八九十百]{{0,3}}{_APPROXIMATE}(?P<counter>{counter})(?![性要新方元阶部工])")
        self._not_before = tuple(lexicon.words("facts.not_before"))
        self._empty_rates = frozenset(lexicon.words("facts.empty_rates"))
        self._documents = DocumentFinder(lexicon, known)
        self._events = EventFinder(lexicon)

    def find(self, view: str, names: tuple[str, ...]) -> list[Fact]:
        """Facts of `view` sorted by start. `names` are the issuer's own names (place, unit): they make a title its own."""
        facts = self.figures(view)
        facts.extend(self._documents.find(view, names))
        facts.extend(self._events.find(view))
        facts.sort(key=lambda f: f.start)
        return facts

    def figures(self, view: str) -> list[Fact]:
        """Figures and rates only."""
        found = []
        for match in self._figure.finditer(view):
            start, end = match.span()
            before = view[start - 1 : start]
            if before and before in _GLUED:
                continue
            if match["rate"]:
                found.append(Fact("rate", start, end, "%", "", match.group() not in self._empty_rates))
            elif not view[max(0, start - 3) : start].endswith(self._not_before):
                unit = match["unit"]
                scale = view[end - len(unit) - 1 : end - len(unit)]
                found.append(Fact("figure", start, end, scale + unit if unit == "元" and scale in _MONEY else unit))
        # a bare number in a cell of a table: its unit stands in the head of the column
        found.extend(Fact("figure", m.start(1), m.end(1)) for m in _CELL.finditer(view))
        found.extend(Fact("rate", m.start(), m.end(), "%", "", m.group() not in self._empty_rates) for m in _PERCENT.finditer(view))
        found.extend(Fact("rate", m.start(), m.end(), ":") for m in _RATIO.finditer(view) if "比" in view[max(0, m.start() - 8) : m.start()])
        for match in self._counted.finditer(view):
            start, end = match.span()
            # 一次办, 每一次, 第三次, 一批 say no number
            if view[start : end - len(match["counter"])] != "一" and view[start - 1 : start] not in _ORDINAL:
                found.append(Fact("figure", start, end, match["counter"]))
        return found
