"""Enumerators as they open a line: 一、 （一） 1. (1) ① 一是 第一， and what is left of one when a line end cuts it."""

import re
from functools import cache

_N = "一二三四五六七八九十"
_LONGEST = 8
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_FORMS = (
    rf"(?P<han>[{_N}]{{1,3}}[ 　]?[、.．])"
    rf"|(?P<han_round>[（(][ 　]?[{_N}]{{1,3}}[ 　]?[）)])"
    r"|(?P<num>[0-9０-９]{1,2}[ 　]?(?:[.．](?![0-9０-９])|、))"
    r"|(?P<num_round>[（(][0-9０-９]{1,2}[）)])"
    r"|(?P<num_half>[0-9０-９]{1,2}[）)])"
    r"|(?P<circle>[①-⑳])"
    rf"|(?P<part>第[{_N}]{{1,3}}(?:[章节条,，、]|部分))"
    rf"|(?P<shi>[{_N}]{{1,2}}[是要])"
)
# at the start of a line; `lastgroup` names the kind
ENUMERATOR = re.compile(_FORMS)
_FRAGMENT = frozenset(_N + "（(第0123456789")
_CLOSERS = "。；：;:，,！!？?"


@cache
def inline() -> re.Pattern[str]:
    """Enumerators inside a line, after a mark that can close what stands before them."""
    return re.compile(rf"(?<=[。；：;:，,])\s?(?:{_FORMS})")


def is_broken(before: str, after: str) -> bool:
    """True where the line end stands inside an enumerator: `…。十⏎二是…`, `（一⏎）`, `一⏎是`."""
    rest = _rest(before, _CLOSERS)
    # bare digits are figures more often than numbers cut in two
    if not rest or rest[0].isdigit() or not _FRAGMENT.issuperset(rest):
        return False
    match = ENUMERATOR.match(rest + after[:4])
    return match is not None and match.end() > len(rest)


def is_dangling(before: str) -> bool:
    """True where a line ends with a whole enumerator and nothing after it, so that its text is on the next line."""
    rest = _rest(before, "。；;")
    return bool(rest) and ENUMERATOR.fullmatch(rest) is not None


def _rest(line: str, marks: str) -> str:
    """What stands after the last of `marks` in a line, or the whole line, if that is short enough for an enumerator."""
    for at in range(len(line) - 1, max(-1, len(line) - _LONGEST - 1), -1):
        if line[at] in marks:
            return line[at + 1 :].strip()
    return line.strip() if len(line) <= _LONGEST else ""


def value(match: re.Match[str]) -> int:
    """The number of an enumerator; 0 where it states none."""
    text = match[0].translate({0xFF10 + i: str(i) for i in range(10)})
    digits = re.search(r"\d+", text)
    if digits:
        return int(digits[0])
    circle = text.lstrip()[:1]
    if "①" <= circle <= "⑳":
        return ord(circle) - ord("①") + 1
    total, unit = 0, 0
    for c in text:
        if c == "十":
            total += (unit or 1) * 10
            unit = 0
        elif c in _DIGITS:
            unit = _DIGITS[c]
    return total + unit
