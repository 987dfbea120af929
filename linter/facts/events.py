"""Dated or numbered meetings and activities, and cases that are named."""

import re

from linter.model.fact import Fact
from linter.model.lexicon import Lexicon

_DATE = r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|份|上旬|中旬|下旬|底)?|20\d\d年(?:上半年|下半年|第?[一二三四]季度)|上下?半年"
_ORDINAL = r"第(?:\d{1,3}|[一二三四五六七八九十百]{1,4})次"


class EventFinder:
    """A meeting, inspection or activity is an event when a date or an ordinal stands with it in its clause or sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        meetings = "|".join(sorted(map(re.escape, lexicon.words("facts.meetings")), key=len, reverse=True))
        gathering = "|".join(sorted(map(re.escape, lexicon.words("facts.gathering")), key=len, reverse=True))
        self._ordinal = re.compile(rf"{_ORDINAL}[\u4e00-\u9fff(),]{{0,16}}?(?:{meetings})")
        self._dated = re.compile(rf"(?:{_DATE})(?!\d)[^。;\n]{{0,40}}?(?:{gathering})[^。;\n]{{0,60}}?(?:{meetings})")
        acts = "|".join(sorted(map(re.escape, lexicon.words("facts.acts")), key=len, reverse=True))
        # a full date with what was done on it: 3月28日，在门户网站公开…
        self._acted = re.compile(rf"(?:20\d\d年)?\d{{1,2}}月\d{{1,2}}日(?!前|以前|之前|起|至|-)[^。;\n]{{0,40}}?(?:{acts})")
        self._cases = re.compile("|".join(lexicon.words("facts.awards")))

    def find(self, view: str) -> list[Fact]:
        """Event and case facts. 12月4日 as a day of observance alone is no event: a gathering verb and a meeting noun are needed."""
        found = [Fact("event", m.start(), m.end()) for m in self._ordinal.finditer(view)]
        taken = [(f.start, f.end) for f in found]
        for pattern in (self._dated, self._acted):
            for match in pattern.finditer(view):
                if not any(start < match.end() and match.start() < end for start, end in taken):
                    found.append(Fact("event", match.start(), match.end()))
                    taken.append(match.span())
        found.extend(Fact("case", m.start(), m.end()) for m in self._cases.finditer(view))
        return found
