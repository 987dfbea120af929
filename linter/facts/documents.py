"""《》 titles and whose they are."""

import re

from linter.model.fact import Fact
from linter.model.lexicon import Lexicon

_TITLE = re.compile(r"《([^》\n]{2,120})》")
_STOP = frozenset("。;!?\n")


class DocumentFinder:
    """Decides for each 《》 title whether the issuer made it (own), a superior or a law did, or nobody says."""

    def __init__(self, lexicon: Lexicon, known: tuple[str, ...] = ()) -> None:
        """`known` are folded names of laws and superiors' documents (sources.yaml)."""
        self._known = frozenset(known)
        self._making = re.compile("|".join(lexicon.words("facts.making")))
        self._citing = re.compile("|".join(lexicon.words("facts.citing")))
        self._superior = lexicon.words("facts.superior_openings")
        self._laws = lexicon.words("facts.law_endings")
        self._no_laws = lexicon.words("facts.no_law_endings")
        self._provinces = tuple(p.rstrip("省市") for p in lexicon.words("divisions.provinces") if len(p) <= 4)

    def find(self, view: str, names: tuple[str, ...]) -> list[Fact]:
        """Document facts of `view`; `strong` only for own ones.

        A title that opens with the issuer's name is its own; so is one that directly follows a verb of
        making in its clause (制定|印发|出台 …, several titles in a row included), unless it opens like a
        superior's document or is a law.
        """
        found = []
        previous_end, previous_owner = -10, ""
        for match in _TITLE.finditer(view):
            start, end = match.span()
            title = match.group(1).lstrip("<")
            owner = self._owner(view, start, title, names)
            if owner == "other" and start - previous_end <= 2 and previous_owner == "own":
                owner = "own"  # 印发《…》《…》和《…》
            found.append(Fact("document", start, end, "", owner, owner == "own"))
            previous_end, previous_owner = end, owner
        return found

    def _owner(self, view: str, start: int, title: str, names: tuple[str, ...]) -> str:
        if any(title.startswith(name) for name in names if name):
            return "own"
        if title.startswith(self._superior) or title in self._known or title.partition("(")[0] in self._known:
            return "superior"
        if title.endswith(self._laws) and not title.endswith(self._no_laws) and len(title) <= 30:
            return "law"
        left = start
        while left > 0 and start - left < 40 and view[left - 1] not in _STOP:
            left -= 1
        context = view[left:start]
        making = _last(self._making, context)
        citing = _last(self._citing, context)
        if making and (citing is None or citing.start() < making.start()) and len(context) - making.end() <= 24:
            if title.startswith(self._provinces) and not any(name and name[:2] in title for name in names):
                return "superior"
            return "own"
        if title.startswith(self._provinces):
            return "superior"
        return "other"


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text):
        found = match
    return found
