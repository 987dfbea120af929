"""The end of a report: 特此报告, signature, date, and the imprint below them."""

import re
from functools import lru_cache
from typing import NamedTuple

from linter.facts.dates import iso
from linter.facts.years import chinese_year
from linter.model.lexicon import Lexicon
from linter.structure.numbering import numeral

DATE = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")
_CHINESE_DATE = re.compile(r"(二[〇零○0o][一二三四五六七八九〇零○0o]{2})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日")
# a form whose date is not filled in, or a date without its day
_OPEN_DATE = re.compile(r"\(?(?:20\d{0,2})?[x×_]*年[\dx×_]{0,2}月[\dx×_]{0,2}日?\)?")
_TAIL_LIMIT = 400  # characters at the end in which signature and date are looked for
_SIGNATURE_LIMIT = 50
_BEHIND_LIMIT = 60  # characters that may follow the date
_CLOSING_LIMIT = 12


class Tail(NamedTuple):
    """`start`: where the body ends. `date`: ISO date of the signature with its view span."""

    start: int
    signature: tuple[int, int] | None
    date: str | None
    date_span: tuple[int, int] | None


class _Wording(NamedTuple):
    signers: re.Pattern[str]
    leads: re.Pattern[str]  # words before a date that is none of a signature
    closing: re.Pattern[str]
    closed: re.Pattern[str]  # 特此报告 at the end of what stands above the signature
    below: re.Pattern[str]  # a line below the signature: 抄送, 印发, 附件


@lru_cache(maxsize=8)
def _wording(lexicon: Lexicon) -> _Wording:
    def either(key: str) -> str:
        return "|".join(lexicon.words("structure." + key))

    return _Wording(
        re.compile(rf"(?:{either('signers')})$"),
        re.compile(either("date_leads")),
        re.compile(either("closing")),
        re.compile(rf"(?:{either('closing')})[。!]?\n?$"), re.compile(either("below_signature")))


def dates_in(view: str, start: int = 0) -> list[tuple[str, int, int]]:
    """(ISO date, start, end) of every full date written in digits or in Chinese numerals, sorted by start."""
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


def tail_of(view: str, lexicon: Lexicon, body: int) -> Tail:
    """Finds signature and date at the end of the view; both may be missing.

    A date belongs to the tail when nothing but a short line follows it and a sentence or line ends before
    it or before the signature in front of it. The signature stands before the date, or on the line below it.
    """
    wording = _wording(lexicon)
    floor = max(body, len(view) - _TAIL_LIMIT)
    below = _below(view, floor, wording)
    start, signature, date, span = below, None, None, None
    for value, left, right in reversed(dates_in(view, floor)):
        rest = view[right:below].strip("。\n()")
        if right > below or len(rest) > _BEHIND_LIMIT or "。" in rest:
            continue
        beside = view[right:below].partition("\n")[0].strip("。()")
        if beside and not wording.signers.search(beside):
            continue
        line = max(view.rfind(c, floor, left) for c in "\n。!?") + 1 or floor
        before = view[line:left].strip("()")
        if len(before) > _SIGNATURE_LIMIT or "," in before or wording.leads.search(before):
            continue
        date, span, start = value, (left, right), line
        if before:
            signature = (line, left - view[line:left].endswith("("))
        elif rest and len(rest) <= _SIGNATURE_LIMIT and wording.signers.search(rest):
            # the date stands above the issuer
            at = view.find(rest, right, below)
            signature = (at, at + len(rest))
        break
    if date is None:
        line, stop = _line_before(view, start)
        if line > floor and _OPEN_DATE.fullmatch(view, line, stop):
            start = line
    start, signature = _signature(view, start, floor, signature, wording)
    return Tail(start, signature, date, span)


def _below(view: str, floor: int, wording: _Wording) -> int:
    """Where the lines below the signature start (抄送, 印发); the end of the view where there are none."""
    edge = len(view)
    while edge > floor:
        line, stop = _line_before(view, edge)
        if line <= floor or stop - line > 3 * _BEHIND_LIMIT or not wording.below.search(view[line:stop]):
            break
        edge = line
    return edge


def _line_before(view: str, edge: int) -> tuple[int, int]:
    """The line that ends at `edge`, without its line end."""
    stop = edge - 1 if view[edge - 1 : edge] == "\n" else edge
    return view.rfind("\n", 0, stop) + 1, stop


def _signature(
    view: str, start: int, floor: int, signature: tuple[int, int] | None, wording: _Wording
) -> tuple[int, tuple[int, int] | None]:
    """Short lines above `start` that are signature or 特此报告 belong to the tail."""
    edge = start
    found = signature is not None
    while edge > floor:
        line, stop = _line_before(view, edge)
        text = view[line:stop]
        if not text or line <= floor:
            break
        if len(text) <= _CLOSING_LIMIT and wording.closing.search(text):
            start = line
            break
        if found or len(text) > _SIGNATURE_LIMIT or any(c in text for c in "。,;:") or not wording.signers.search(text):
            break
        # two organs sign on two lines
        signature = (line, signature[1] if signature else stop)
        start = edge = line
    # run in: ……检查。特此报告。
    closed = wording.closed.search(view, floor, start)
    return closed.start() if closed else start, signature
