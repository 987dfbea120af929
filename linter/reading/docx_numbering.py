"""Automatic numbers of Word: numbering.xml and styles → the text that Word prints before a paragraph.

ECMA-376 part 1, 17.9. Counters run per abstract list; a level restarts when a higher one goes on; a list instance
with a start override restarts when it is first used.
"""

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

from linter.reading.ooxml import child, flag, local, number, value, within

_PLACE = re.compile(r"%([1-9])")
_HAN = "零一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_LEVELS = 9


class Level(NamedTuple):
    format: str
    text: str
    start: int
    restart: int  # level (from 1) whose progress restarts this one; 0 never; -1 any higher
    legal: bool  # every number in digits
    suffix: str
    style: str  # paragraph style tied to this level


_PLAIN = Level("decimal", "", 1, -1, False, "tab", "")


class Numbering:
    """The lists of one document with their running counters. Call `text` once per paragraph, in order."""

    def __init__(self, root: Element | None, style_lists: dict[str, str]) -> None:
        """`root` is numbering.xml; `style_lists` maps a numbering style to the list id its definition names."""
        self._abstract: dict[str, dict[int, Level]] = {}
        self._instances: dict[str, tuple[str, dict[int, int], dict[int, Level]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        links: dict[str, str] = {}
        for element in root if root is not None else ():
            name = local(element)
            if name == "abstractNum":
                key = value(element, "abstractNumId")
                self._abstract[key] = {number(level, 0, "ilvl"): _level(level) for level in element if local(level) == "lvl"}
                link = value(child(element, "numStyleLink"))
                if link:
                    links[key] = link
            elif name == "num":
                self._instance(element)
        for key, style in links.items():
            target = self._instances.get(style_lists.get(style, ""))
            if target and not self._abstract[key]:
                self._abstract[key] = self._abstract.get(target[0], {})

    def _instance(self, element: Element) -> None:
        starts: dict[int, int] = {}
        levels: dict[int, Level] = {}
        for override in element:
            if local(override) == "lvlOverride":
                at = number(override, 0, "ilvl")
                redefined = child(override, "lvl")
                if redefined is not None:
                    levels[at] = _level(redefined)
                start = child(override, "startOverride")
                if start is not None:
                    starts[at] = number(start, 1)
        self._instances[value(element, "numId")] = (value(child(element, "abstractNumId")), starts, levels)

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level that a list ties to a paragraph style; 0 where it ties none."""
        abstract = self._instances.get(list_id, ("", {}, {}))[0]
        return next((at for at, level in self._abstract.get(abstract, {}).items() if level.style == style), 0)

    def text(self, list_id: str, at: int) -> tuple[str, bool] | None:
        """(number as printed, is a bullet) of the next paragraph on level `at`; None where the list is not defined."""
        instance = self._instances.get(list_id)
        if instance is None or not 0 <= at < _LEVELS:
            return None
        abstract, starts, own = instance
        levels = {**self._abstract.get(abstract, {}), **own}
        level = levels.get(at)
        if level is None:
            return None
        counts = self._counts.setdefault(abstract, {})
        first_use = (list_id, at) not in self._begun
        self._begun.add((list_id, at))
        if at in starts and first_use:
            counts[at] = starts[at]
        else:
            counts[at] = counts[at] + 1 if at in counts else level.start
        for deeper in range(at + 1, _LEVELS):
            restart = levels.get(deeper, _PLAIN).restart
            if restart == -1 or at < restart:
                counts.pop(deeper, None)
        if level.format == "bullet":
            return "", True
        shown = _PLACE.sub(lambda match: _shown(levels, counts, starts, int(match[1]) - 1, level.legal), level.text)
        gap = " " if shown and level.suffix in {"tab", "space"} and shown[-1] not in "、）)．。，" else ""
        return shown + gap, False


def _shown(levels: dict[int, Level], counts: dict[int, int], starts: dict[int, int], at: int, legal: bool) -> str:
    level = levels.get(at, _PLAIN)
    # a higher level that was never used counts as begun
    count = counts.setdefault(at, starts.get(at, level.start))
    return numeral(count, "decimal" if legal else level.format)


def _level(element: Element) -> Level:
    start = child(element, "start")
    restart = child(element, "lvlRestart")
    format = child(element, "numFmt")
    if format is None:
        # newer formats stand in an alternative with a fallback
        format = next((inner for inner in element.iter() if local(inner) == "numFmt"), None)
    return Level(
        format=value(format) or "decimal",
        text=value(child(element, "lvlText")),
        start=number(start, 1) if start is not None else 0 if format is None else 1,
        restart=number(restart, -1) if restart is not None else -1,
        legal=flag(child(element, "isLgl")),
        suffix=value(child(element, "suff")) or "tab",
        style=value(child(element, "pStyle")),
    )


def numeral(count: int, format: str) -> str:
    """`count` as ST_NumberFormat prints it; formats that Chinese documents do not use come as digits."""
    if format in {"none", "bullet"}:
        return ""
    if count < 0:
        return str(count)
    if format in {"chineseCountingThousand", "chineseCounting", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand", "ideographDigital"}:
        return _positional(count) if format == "ideographDigital" else han(count)
    if format in {"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"}:
        return han(count, _FORMAL, "拾佰仟")
    if format == "ideographTraditional" and count >= 1:
        return _STEMS[(count - 1) % 10]
    if format == "ideographZodiac" and count >= 1:
        return _BRANCHES[(count - 1) % 12]
    if format in {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"} and 1 <= count <= 20:
        return chr(ord("①") + count - 1)
    if format == "decimalEnclosedParen" and 1 <= count <= 20:
        return chr(ord("⑴") + count - 1)
    if format == "decimalEnclosedFullstop" and 1 <= count <= 20:
        return chr(ord("⒈") + count - 1)
    if format == "ideographEnclosedCircle" and 1 <= count <= 10:
        return chr(ord("㊀") + count - 1)
    if format in {"decimalFullWidth", "decimalFullWidth2"}:
        return str(count).translate({ord("0") + i: 0xFF10 + i for i in range(10)})
    if format == "decimalZero":
        return f"{count:02d}"
    if format in {"upperLetter", "lowerLetter"} and count >= 1:
        letter = chr(ord("A") + (count - 1) % 26) * min(((count - 1) // 26) + 1, 20)
        return letter if format == "upperLetter" else letter.lower()
    if format in {"upperRoman", "lowerRoman"} and 1 <= count < 4000:
        return _roman(count) if format == "upperRoman" else _roman(count).lower()
    return str(count)


def han(count: int, digits: str = _HAN, units: str = "十百千") -> str:
    """A Chinese numeral up to 9999: 10 is 十, 12 十二, 105 一百零五. Larger ones digit by digit."""
    if count == 0:
        return digits[0] if digits is _FORMAL else "〇"
    if count > 9999:
        return _positional(count)
    out, pending = "", False
    for power, unit in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit = count // power % 10
        if digit:
            out += (digits[0] if pending and out else "") + digits[digit] + unit
            pending = False
        else:
            pending = bool(out)
    return out[1:] if 10 <= count < 20 and digits is _HAN else out


def _positional(count: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(count))


def _roman(count: int) -> str:
    out = ""
    for size, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        out += letters * (count // size)
        count %= size
    return out


def list_of(properties: Element | None) -> tuple[str, int | None] | None:
    """(list id, level or None) that paragraph properties state themselves; None where they state none."""
    numbered = child(properties, "numPr")
    if numbered is None:
        return None
    ident, at = child(numbered, "numId"), child(numbered, "ilvl")
    if ident is None and at is None:
        return None
    return value(ident), within(number(at, 0), 0, _LEVELS - 1) if at is not None else None
