"""The title of a report, and a first guess of its year."""

import re

from linter.model.lexicon import Lexicon
from linter.model.text import Document

_YEAR = re.compile(r"(?<![\d\-])(20\d\d)年(?:度)?(?!-)")
_CHINESE_YEAR = re.compile(r"(二[〇零○0][一二三四五六七八九〇零○]{2})年")
_TITLE_LIMIT = 70  # characters; a longer block is a paragraph
_CHINESE = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0", "0": "0"}


def title_of(document: Document, first_heading: int, lexicon: Lexicon) -> tuple[tuple[int, int] | None, int]:
    """View span of the title (None where it is missing) and the offset where the text below it starts.

    A title stands before the first heading, in up to three short blocks (issuer, year, 年度报告 may be
    broken over lines), and holds a word of the genre and 报告, 总结 or 情况.
    """
    view = document.view.text
    words, tails = lexicon.words("structure.titles"), lexicon.words("structure.title_tails")
    heads = []
    for start, end in document.view.blocks[:12]:
        if start >= first_heading or end - start > _TITLE_LIMIT or view[end - 1 : end] in ("。", ";"):
            break
        if end > start:
            heads.append((start, end))
    for first in range(len(heads)):
        for last in range(first, min(first + 3, len(heads))):
            text = view[heads[first][0] : heads[last][1]].replace("\n", "")
            if len(text) <= _TITLE_LIMIT and any(w in text for w in words) and text.rstrip("()稿本全文审送初征求意见公开").endswith(tuple(tails)):
                # a line above that is plainly the issuer belongs to the title
                return (heads[first][0], heads[last][1]), heads[last][1]
    for start, end in heads[:1]:
        text = view[start:end]
        if len(text) <= 45 and not text.endswith((":", ",")) and len(heads) > 0 and document.view.blocks[-1][0] > end:
            return (start, end), end
    return None, 0


def chinese_year(text: str) -> int | None:
    """二〇二四 → 2024; None where it is no year."""
    digits = "".join(_CHINESE.get(c, "") for c in text)
    return int(digits) if len(digits) == 4 else None


def years_in(text: str) -> list[int]:
    """Years written as 20xx年 or 二〇xx年, spans of years (2021—2025年) left out."""
    found = [int(m.group(1)) for m in _YEAR.finditer(text)]
    if not found:
        found = [y for y in (chinese_year(m.group(1)) for m in _CHINESE_YEAR.finditer(text)) if y]
    return found


def year_hint(view: str, title: tuple[int, int] | None) -> int | None:
    """The report year as title, introduction or first heading name it; None where none does."""
    for piece in (view[title[0] : title[1]].replace("\n", "") if title else "", view[title[1] if title else 0 :][:120], view[:800]):
        years = years_in(piece)
        if years:
            return years[0]
    return None
