"""The value of a figure's token: 1万余份 → 10000, 3,551项 → 3551, 三次 → 3."""

import re
from fractions import Fraction

_DIGITS = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)")
_SCALES = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_CHINESE = re.compile(r"[两一二三四五六七八九十百千零〇]+")


def value_of(token: str) -> Fraction | None:
    """Exact value of a figure token, its scale (万, 亿) included; None where it holds no number.

    Chinese numerals go to cn2an, one token at a time: on whole texts it makes 3门县 of 三门县.
    """
    match = _DIGITS.match(token)
    if match:
        value = Fraction(match.group().replace(",", ""))
        rest = token[match.end() : match.end() + 3].lstrip("余多几")
        return value * _SCALES.get(rest[:1], 1)
    chinese = _CHINESE.match(token)
    if not chinese:
        return None
    if len(chinese.group()) > 1 and not any(c in "十百千零〇" for c in chinese.group()):
        return None  # 两三次 is an estimate, not 23
    import cn2an

    try:
        return Fraction(str(cn2an.cn2an(chinese.group().replace("两", "二"), "smart")))
    except ValueError:
        return None
