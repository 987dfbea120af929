"""The value of a figure's token: 1万余份 → 10000, 3,551项 → 3551, 三次 → 3."""

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

_DIGITS = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)")
SCALES = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_CHINESE = re.compile(r"[两一二三四五六七八九十百千零〇]+")
# digits, the upper end of a range, what makes it approximate, scales: 3-5, 1万余, 20多万, 2百万
_TOKEN = re.compile(
    r"(?P<low>\d+(?:,\d{3})*(?:\.(?P<cents>\d+))?)(?:-(?P<high>\d+(?:\.\d+)?))?(?P<about>[余多几来]?)(?P<scale>[百千]?[万亿]{0,2})(?P<more>[余多几来]?)"
)
_SPOKEN = re.compile(r"(?P<number>[两一二三四五六七八九十百千零〇]+)(?P<about>[余多几来]?)")
_PERCENT = "百分之"
_ONES = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_ONE = Fraction(1)


class Number(NamedTuple):
    """What a token says: its value, the upper end of a range, what its last printed digit stands for, whether it is about so much."""

    value: Fraction | None
    high: Fraction | None
    step: Fraction
    approximate: bool
    size: int  # characters of the token that were read


def value_of(token: str) -> Fraction | None:
    """Exact value of a figure token, its scale (万, 亿) included; None where it holds no number.

    Chinese numerals go to cn2an, one token at a time: on whole texts it makes 3门县 of 三门县.
    """
    match = _DIGITS.match(token)
    if match:
        value = Fraction(match.group().replace(",", ""))
        rest = token[match.end() : match.end() + 3].lstrip("余多几")
        return value * SCALES.get(rest[:1], 1)
    chinese = _CHINESE.match(token)
    return _chinese(chinese.group()) if chinese else None


@lru_cache(maxsize=4096)
def number_of(token: str) -> Number:
    """A whole figure token read: 20多万元, 3-5天, 1.126亿, 百分之九十八, 十余场. Reports repeat their figures, hence the cache."""
    if token.startswith(_PERCENT):
        spoken = token[len(_PERCENT) :]
        whole, point, cents = spoken.partition("点")
        number = _chinese(whole)
        if number is None or not all(c in _ONES for c in cents):
            return Number(None, None, _ONE, False, len(token))
        scale = Fraction(10) ** len(cents)
        return Number(number + Fraction(int("".join(str(_ONES[c]) for c in cents)), scale) if point else number, None, 1 / scale, False, len(token))
    match = _TOKEN.match(token)
    if match is None:
        said = _SPOKEN.match(token)
        if said is None:
            return Number(None, None, _ONE, False, 0)
        return Number(_chinese(said["number"]), None, _ONE, bool(said["about"]), said.end())
    scale = _ONE
    for word in match["scale"]:
        scale *= SCALES[word]
    step = scale / 10 ** len(match["cents"]) if match["cents"] else scale
    high = Fraction(match["high"]) * scale if match["high"] else None
    return Number(Fraction(match["low"].replace(",", "")) * scale, high, step, bool(match["about"] or match["more"]), match.end())


def _chinese(numeral: str) -> Fraction | None:
    """The value of a Chinese numeral; 两三 is an estimate and no number. Up to 99 without cn2an, whose import is slow."""
    if len(numeral) == 1 and numeral in _ONES:
        return Fraction(_ONES[numeral])
    tens, ten, ones = numeral.partition("十")
    if ten and len(tens) <= 1 and len(ones) <= 1 and "十" not in ones and (tens + ones).strip("百千") == tens + ones:
        return Fraction(10 * _ONES.get(tens or "一", 0) + _ONES.get(ones or "零", 0))
    if not any(c in "十百千零〇" for c in numeral):
        return None
    import cn2an

    try:
        return Fraction(str(cn2an.cn2an(numeral.replace("两", "二"), "smart")))
    except ValueError:
        return None
