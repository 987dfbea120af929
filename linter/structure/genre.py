"""Is this document an annual report on law-based government at all?"""

import re
from functools import lru_cache
from typing import NamedTuple

from linter.model.lexicon import Lexicon
from linter.model.outline import Outline, Profile
from linter.model.result import Genre
from linter.model.text import Document

_MINIMUM = 400  # characters of view; a township's report has 700 and more
_BREADTH = 12  # duties that a document without the title of the genre speaks of
_ARTICLES = 5
_ARTICLE = re.compile(r"(?:^|\n)第[一二三四五六七八九十百]+条")
_OPENING = 500
_HEAD = 120  # where a result page has its title, which may be set aside as residue
_STATUTORY = frozenset({"shortcomings", "plan", "first-responsible"})


class _Wording(NamedTuple):
    titles: re.Pattern[str]
    tails: re.Pattern[str]
    results: re.Pattern[str]  # titles of our own result pages
    neighbours: re.Pattern[str]  # titles of neighbouring genres
    about: re.Pattern[str]  # a title that speaks about a report
    other: re.Pattern[str]  # endings of titles of other papers


@lru_cache(maxsize=8)
def _wording(lexicon: Lexicon) -> _Wording:
    def either(key: str) -> str:
        return "|".join(lexicon.words("structure." + key))

    return _Wording(
        re.compile(either("titles")),
        re.compile(rf"(?:{either('title_tails')})(?:{either('title_suffixes')})*$"),
        re.compile(either("result_titles")),
        re.compile(either("other_titles")),
        re.compile(either("about_reports")),
        re.compile(either("other_endings")),
    )


def genre_of(document: Document, outline: Outline, profile: Profile, lexicon: Lexicon, duties: int) -> Genre:
    """Decides by title, structure and substance. `duties` is the number of distinct duties the body speaks of.

    A title of the genre needs the structure of a report beneath it (news items name the report too); a
    document without such a title needs structure and the breadth of duties that only this genre has.
    """
    view = document.view.text
    broad = duties >= _BREADTH
    title = profile.title or ""
    wording = _wording(lexicon)
    headed = [s for s in outline.sections if s.source == "heading"]
    statutory = len(_STATUTORY.intersection(r for s in outline.sections for r in s.roles))
    numbered = sum(1 for i in outline.items if i.depth <= 1 and i.is_heading) + len(headed)
    named = bool(wording.titles.search(title) and wording.tails.search(title))
    about = bool(wording.about.search(title))
    if len(view) < _MINIMUM:
        return Genre("other", "too-short")
    if wording.results.search(document.text[:_HEAD]):
        return Genre("other", "other-title")
    if wording.neighbours.search(title) and (about or not named):
        # a cover note may stand above the whole report: 关于公布……年度报告的公告
        whole = len(_STATUTORY.intersection(r for s in headed for r in s.roles)) >= 2
        covers = wording.titles.search(title) and "报告" in title and whole and any("achievements" in s.roles for s in headed)
        return Genre("annual-report", "content") if covers and broad else Genre("other", "other-title")
    if len(_ARTICLE.findall(view)) >= _ARTICLES:
        return Genre("other", "articles")
    if named:
        enough = numbered >= 2 or statutory >= 1 or broad
        return Genre("annual-report", "title") if enough else Genre("other", "no-structure")
    if title and wording.other.search(title) and not wording.titles.search(title):
        return Genre("other", "other-title")
    opening = view[: outline.title[1] + _OPENING if outline.title else 600]
    if wording.titles.search(opening) and statutory >= 1 and broad:
        return Genre("annual-report", "content")
    return Genre("other", "content")
