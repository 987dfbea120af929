"""Is this document an annual report on law-based government at all?"""

import re

from linter.model.lexicon import Lexicon
from linter.model.outline import Outline, Profile
from linter.model.result import Genre
from linter.model.text import Document

_MINIMUM = 400  # characters of view; a township's report has 700 and more


def genre_of(document: Document, outline: Outline, profile: Profile, lexicon: Lexicon, duties: int) -> Genre:
    """Decides by title, structure and substance. `duties` is the number of distinct duties the body speaks of.

    A title of the genre needs the structure of a report beneath it (news items name the report too); a
    document without such a title needs structure and the breadth of duties that only this genre has.
    """
    view = document.view.text
    title = profile.title or ""
    roles = {r for s in outline.sections for r in s.roles}
    statutory = len(roles & {"shortcomings", "plan", "first-responsible"})
    numbered = sum(1 for i in outline.items if i.depth <= 1 and i.is_heading) + sum(1 for s in outline.sections if s.source == "heading")
    named = any(w in title for w in lexicon.words("structure.titles")) and title.rstrip("()").endswith(tuple(lexicon.words("structure.title_tails")))
    neighbour = next((p for p in lexicon.words("structure.other_titles") if re.search(p, title)), None)
    if len(view) < _MINIMUM:
        return Genre("other", "too-short")
    if neighbour and not (named and not _third_person(title)):
        return Genre("other", "other-title")
    if re.search(r"第[一二三四五六七八九十]+条", view[:3000]) and len(re.findall(r"(?:^|\n)第[一二三四五六七八九十百]+条", view)) >= 5:
        return Genre("other", "articles")
    if named:
        if numbered >= 2 or statutory >= 1 or duties >= 12:
            return Genre("annual-report", "title")
        return Genre("other", "no-structure")
    opening = view[: outline.title[1] + 500 if outline.title else 600]
    speaks = "法治政府" in opening or "依法行政" in opening or "法治建设" in opening
    if title and not named and neighbour is None and len(title) <= 45 and outline.title and _names_other_report(title):
        return Genre("other", "other-title")
    if speaks and statutory >= 1 and duties >= 12:
        return Genre("annual-report", "content")
    return Genre("other", "content")


def _third_person(title: str) -> bool:
    """我县发布…年度报告: the title speaks about the report."""
    return bool(re.search(r"(?:发布|公布|印发|解读|公示|出炉|召开|讲话|答记者问|督察报告|调研报告)", title))


def _names_other_report(title: str) -> bool:
    return bool(re.search(r"(?:报告|总结|要点|方案|办法|条例|通知|意见)\)?$", title)) and "法治" not in title
