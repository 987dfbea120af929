"""Dated or numbered meetings and activities, and cases that are named."""

import re
from bisect import bisect_left

from linter.model.fact import Fact
from linter.model.lexicon import Lexicon


class EventFinder:
    """A meeting, inspection or activity is an event when a date or an ordinal stands with it in its clause or sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        meetings = lexicon.either("facts.meetings")
        self._ordinal = re.compile(rf"第(?:\d{{1,3}}|[一二三四五六七八九十百]{{1,4}})次[\u4e00-\u9fff(),]{{0,16}}?(?:{meetings})")
        self._date = re.compile(r"[0-9]{1,2}月(?:\d{1,2}日|份|上旬|中旬|下旬|底)?|20\d\d年(?:上半年|下半年|第?[一二三四]季度)|[上下]{1,2}半年")
        self._gathered = re.compile(rf"[^。;\n]{{0,40}}?(?:{lexicon.either('facts.gathering')})[^。;\n]{{0,60}}?(?:{meetings})")
        # a full date with what was done on it: 3月28日，在门户网站公开…
        self._acted = re.compile(rf"(?!前|以前|之前|起|至|-)[^。;\n]{{0,40}}?(?:{lexicon.either('facts.acts')})")
        self._cases = re.compile("|".join(lexicon.words("facts.awards")))

    def find(self, view: str) -> list[Fact]:
        """Event and case facts. 12月4日 as a day of observance alone is no event: something done on it is needed."""
        ordinals = [Fact("event", m.start(), m.end()) for m in self._ordinal.finditer(view)]
        found = list(ordinals)
        reached = -1
        starts = [f.start for f in found]
        for date in self._date.finditer(view):
            start = date.start()
            if start < reached or view[start - 1 : start].isdigit():
                continue
            match = self._gathered.match(view, date.end())
            if match is None and date.group().endswith("日"):
                match = self._acted.match(view, date.end())
            if match is None:
                continue
            reached = match.end()
            # a numbered meeting inside the dated sentence is the event already
            at = bisect_left(starts, reached) - 1
            if at < 0 or ordinals[at].end <= start:
                found.append(Fact("event", start, reached))
        found.extend(Fact("case", m.start(), m.end()) for m in self._cases.finditer(view))
        return found
