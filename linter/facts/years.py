"""Years written in digits or in Chinese numerals. What looks like a year and counts something (2025件) is none."""

import re

_YEAR = re.compile(r"(?<![\d\-])(20\d\d)年(?:度)?(?!-)")
_CHINESE_YEAR = re.compile(r"(二[〇零○0o][一二三四五六七八九〇零○0o]{2})年")
_CHINESE = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0", "0": "0", "o": "0"}


def chinese_year(text: str) -> int | None:
    """二〇二四 → 2024; None where it is no year."""
    digits = "".join(_CHINESE.get(c, "") for c in text)
    return int(digits) if len(digits) == 4 else None


def year_spans(text: str) -> list[tuple[int, int, int]]:
    """(year, start, end) of years written as 20xx年, else of those written as 二〇xx年; spans of years (2021—2025年) left out."""
    found = [(int(m[1]), m.start(1), m.end(1)) for m in _YEAR.finditer(text)]
    if not found:
        found = [(year, m.start(1), m.end(1)) for m in _CHINESE_YEAR.finditer(text) if (year := chinese_year(m[1]))]
    return found


def years_in(text: str) -> list[int]:
    """Years written as 20xx年 or 二〇xx年, spans of years (2021—2025年) left out."""
    return [year for year, _, _ in year_spans(text)]
