"""Article numbers against the edition of the law that held in the report year.

A number is taken for that of another edition only where the words beside it name the provision (第三十八条 with 法制审核):
the same number of the present law says something else.
"""

import re
from collections.abc import Iterator
from typing import Any

from linter.checks.sources.citations import Citation
from linter.checks.sources.surroundings import Surroundings
from linter.facts.ordinals import ordinal
from linter.model.rule import Source

_NUMERAL = "[一二三四五六七八九十百零〇0-9]{1,6}"
_ARTICLE = re.compile(rf"(?:\([^()\n]{{1,20}}\))?(第({_NUMERAL})条)")
_NEXT = re.compile(rf"[、和及与,](第({_NUMERAL})条)")

Fault = tuple[int, int, str, dict[str, Any]]  # span, reason, values


def faults(citation: Citation, near: Surroundings, year: int | None) -> Iterator[Fault]:
    """Article numbers behind a citation that are not those of the law of that year."""
    source = citation.source
    if source is None or year is None or not (source.moved or source.last_article) or not source.start:
        return
    match = _ARTICLE.match(near.view, citation.end)
    while match:
        number = ordinal(match[2])
        if number is not None:
            found = _fault(source, number, year, near.view[slice(*near.around(citation.start, "sentence"))])
            if found:
                reason, values = found
                yield match.start(1), match.end(1), reason, {"name": source.name, "number": match[1], **values}
        match = _NEXT.match(near.view, match.end())


def _fault(source: Source, number: int, year: int, sentence: str) -> tuple[str, dict[str, Any]] | None:
    revised = int(source.start[:4])
    # a report on the year of the revision may rightly speak of either edition, unless the new one held all year
    present = year > revised or (year == revised and source.start.endswith("-01-01"))
    former = year < revised
    for was, now, about in source.moved:
        word = next((word for word in about if word in sentence), "")
        if word and present and number == was:
            known = source.items.get(str(now)) == "verified"
            return ("moved", {"now": now, "about": word}) if known else ("moved.recalled", {"about": word})
        if word and former and number == now:
            return "too-new", {"about": word, "date": source.start}
    if present and source.last_article and number > source.last_article:
        return "beyond", {"last": source.last_article}
    return None
