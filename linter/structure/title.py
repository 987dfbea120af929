"""The title of a report, and a first guess of its year."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from linter.facts.years import years_in
from linter.model.lexicon import Lexicon
from linter.model.text import Document

_TITLE_LIMIT = 70  # characters; a longer block is a paragraph
_FIRST_LINE_LIMIT = 45  # characters of a first line that is taken for a title though it has no word of the genre
_ISSUER_LIMIT = 30  # characters of a line of a title that names issuer or year
_HEAD_BLOCKS = 12
_TITLE_LINES = 3


class _Wording(NamedTuple):
    """What titles are made of."""

    words: re.Pattern[str]  # of the genre
    end: re.Pattern[str]  # 报告, with what may stand behind it in brackets, at the end of a line
    tail: re.Pattern[str]  # 报告 inside a line
    body: re.Pattern[str]  # what the text under the title opens with
    above: re.Pattern[str]  # a line of issuer or year


@lru_cache(maxsize=8)
def _wording(lexicon: Lexicon) -> _Wording:
    def either(*keys: str) -> str:
        return "|".join(word for key in keys for word in lexicon.words("structure." + key))

    tails = f"(?:{either('title_tails')})(?:{either('title_suffixes')})*"
    return _Wording(
        re.compile(either("titles")),
        re.compile(f"{tails}$"),
        re.compile(tails),
        re.compile(rf"{either('body_openers')}|[一1][、.]|\(一\)|第一部分|[\u4e00-\u9fff、]{{0,30}}?(?:{either('addressees')}):"),
        re.compile(rf"(?:{either('title_lines', 'signers')})$"),
    )


def title_of(document: Document, first_heading: int, lexicon: Lexicon) -> tuple[tuple[int, int] | None, int]:
    """View span of the title (None where it is missing) and the offset where the text below it starts.

    A title stands before the first heading, in up to three short blocks (issuer, year, 年度报告 may be
    broken over lines), and holds a word of the genre and 报告, 总结 or 情况. Where the text below it runs on in the
    same line, the title ends where that text opens. A short first line without such words is taken for the title as well.
    """
    view = document.view.text
    wording = _wording(lexicon)
    heads: list[tuple[int, int]] = []
    running: tuple[int, int] | None = None
    for start, end in document.view.blocks[:_HEAD_BLOCKS]:
        if end == start:
            continue
        if start >= first_heading:
            break
        if end - start > _TITLE_LIMIT or view[end - 1] in "。;":
            running = (start, end)
            break
        heads.append((start, end))
    for last in range(len(heads)):
        for first in range(last, max(last - _TITLE_LINES, -1), -1):
            text = view[heads[first][0] : heads[last][1]].replace("\n", "")
            if len(text) <= _TITLE_LIMIT and wording.end.search(text) and wording.words.search(text):
                first = _upwards(view, heads, first, last, wording)
                return (heads[first][0], heads[last][1]), heads[last][1]
    if running:
        stop = _run_in(view, *running, wording)
        if stop > 0:
            return (running[0], stop), stop
    if heads and _is_first_line(document, *heads[0]):
        return heads[0], heads[0][1]
    return None, 0


def _upwards(view: str, heads: list[tuple[int, int]], first: int, last: int, wording: _Wording) -> int:
    """Index of the topmost line of the title: lines of issuer or year above it belong to it."""
    while first > 0 and last - first + 1 < _TITLE_LINES:
        start, end = heads[first - 1]
        if end - start > _ISSUER_LIMIT or heads[last][1] - start > _TITLE_LIMIT or not wording.above.search(view[start:end]):
            break
        first -= 1
    return first


def _run_in(view: str, start: int, end: int, wording: _Wording) -> int:
    """End of a title that runs into the text below it (…年度报告2024年，…); 0 where the line opens with no title.

    What follows opens a body sentence or names the place again with which the title begins.
    """
    stop = min(end, start + _TITLE_LIMIT)
    for match in wording.tail.finditer(view, start, stop):
        if any(c in view[start : match.start()] for c in "。,;:!?"):
            break
        after = match.end()
        if after < end and (wording.body.match(view, after, end) or view.startswith(view[start : start + 3], after)):
            return after if wording.words.search(view, start, after) else 0
    return 0


def _is_first_line(document: Document, start: int, end: int) -> bool:
    """True for a short first line with text below it that is not a part heading by its format."""
    view = document.view.text
    if end - start > _FIRST_LINE_LIMIT or view[end - 1] in ":,":
        return False
    at = document.view.blocks.index((start, end))
    own = document.blocks[at]
    if own.kind == "heading" and any(b.kind == "heading" and b.level == own.level for b in document.blocks[at + 1 :]):
        return False
    return document.view.blocks[-1][0] > end


def year_hint(view: str, title: tuple[int, int] | None, headings: Iterable[tuple[str, bool]]) -> int | None:
    """The report year as title, introduction or part headings name it; None where none does.

    `headings` are (text, opens the plan) in document order: a plan is made for the year after.
    """
    after = title[1] if title else 0
    for piece in (view[title[0] : after].replace("\n", "") if title else "", view[after : after + 120]):
        years = years_in(piece)
        if years:
            return years[0]
    for text, plans in headings:
        years = years_in(text)
        if years:
            return years[0] - 1 if plans else years[0]
    years = years_in(view[:800])
    return years[0] if years else None
