"""The end of a report: 特此报告, signature, date."""

import re
from typing import NamedTuple

from linter.structure.headings import Headings
from linter.structure.title import chinese_year

DATE = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")
_CHINESE_DATE = re.compile(r"(二[〇零○0][一二三四五六七八九〇零○]{2})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日")
_SIGNATURE_LIMIT = 50


class Tail(NamedTuple):
    """`start`: where the body ends. `date`: ISO date of the signature with its view span."""

    start: int
    signature: tuple[int, int] | None
    date: str | None
    date_span: tuple[int, int] | None


def iso(year: int, month: int, day: int) -> str | None:
    """ISO date, None where the calendar has no such day."""
    if not 1 <= month <= 12:
        return None
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    last = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= day <= last else None


def dates_in(view: str, start: int = 0) -> list[tuple[str, int, int]]:
    """(ISO date, start, end) of every full date written in digits or in Chinese numerals."""
    from linter.structure.numbering import numeral

    found = []
    for m in DATE.finditer(view, start):
        value = iso(int(m[1]), int(m[2]), int(m[3]))
        if value:
            found.append((value, m.start(), m.end()))
    for m in _CHINESE_DATE.finditer(view, start):
        year = chinese_year(m[1])
        value = iso(year, numeral(m[2]), numeral(m[3])) if year else None
        if value:
            found.append((value, m.start(), m.end()))
    return sorted(found, key=lambda d: d[1])


def tail_of(view: str, headings: Headings, body: int) -> Tail:
    """Finds signature and date at the end of the view; both may be missing.

    A date belongs to the tail when nothing but a short line follows it and a sentence or line ends before
    it or before the signature in front of it.
    """
    floor = max(body, len(view) - 400)
    start, signature, date, span = len(view), None, None, None
    for value, left, right in reversed(dates_in(view, floor)):
        if len(view) - right > 60 or "。" in view[right:].strip("。\n"):
            continue
        line = max(view.rfind(c, 0, left) for c in "\n。!?") + 1
        before = view[line:left]
        if len(before) > _SIGNATURE_LIMIT or "," in before:
            continue
        date, span, start = value, (left, right), line
        if before.strip("()"):
            signature = (line, left)
        break
    # short lines without full stop just above the date are the signature
    edge = start
    while edge > floor:
        stop = edge - 1 if view[edge - 1 : edge] == "\n" else edge
        line = view.rfind("\n", 0, stop) + 1
        text = view[line:stop]
        if not text or line <= body:
            break
        if headings.closing.search(text) and len(text) <= 12:
            start = line
            edge = line
            continue
        organ = re.search(r"(?:政府|委员会|[市县区州省乡镇]委|局|厅|办公室|办事处|管委会|党委|中心|支队|总队)$", text.rstrip("。"))
        if len(text) <= _SIGNATURE_LIMIT and organ and not re.search(r"[。,;:]", text) and signature is None:
            signature, start, edge = (line, stop), line, line
            continue
        break
    return Tail(start, signature, date, span)
