"""Inline SVG of the page about many reports: spread of scores, quartiles of levels, medians over years, commonest gaps.

Colours stand in presentation attributes, classes let the dark scheme replace them; each drawing says in its title what it shows, and its
figures stand in a table beside it.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from markupsafe import Markup

from linter.output.drawing import COLORS, FONT
from linter.output.glyphs import cut, harmless, width
from linter.output.rounding import decimal, shown
from linter.output.spread import STEP, Group, Step

_LINES = ("accent", "mentioned", "evidenced", "planned", "absent", "review", "not-applicable")
_DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 2", "1 2", "12 4")


def _text(x: float, y: float, words: str, *, size: float = 12, anchor: str = "start", look: str = "ink", weight: int = 400) -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" font-family="{}" font-size="{:g}" font-weight="{}" text-anchor="{}" fill="{}" class="f-{}">{}</text>').format(
        x, y, FONT, size, weight, anchor, COLORS[look], look, harmless(words)
    )


def _box(x: float, y: float, w: float, h: float, look: str, opacity: float = 1) -> Markup:
    dim = Markup(' fill-opacity="{:g}"').format(opacity) if opacity < 1 else ""
    return Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}" class="f-{}"{}/>').format(x, y, w, h, COLORS[look], look, dim)


def _line(x1: float, y1: float, x2: float, y2: float, look: str, size: float = 1, dash: str = "") -> Markup:
    dashes = Markup(' stroke-dasharray="{}"').format(dash) if dash else ""
    return Markup('<path d="M{:.1f} {:.1f}L{:.1f} {:.1f}" fill="none" stroke="{}" class="k-{}" stroke-width="{:g}"{}/>').format(
        x1, y1, x2, y2, COLORS[look], look, size, dashes
    )


def _drawn(size: tuple[float, float], title: str, css: str, parts: Sequence[Markup]) -> Markup:
    head = Markup('<svg class="{}" viewBox="0 0 {:g} {:g}" role="img"><title>{}</title>').format(css, *size, harmless(title))
    return head + Markup("").join(parts) + Markup("</svg>")


def histogram(found: Sequence[Step], title: str) -> Markup:
    """A column a step, its number above it."""
    most = max((step.number for step in found), default=0) or 1
    wide, high, left, top = 52.0, 170.0, 10.0, 22.0
    parts = [_line(left, top + high, left + wide * len(found), top + high, "muted")]
    for at, step in enumerate(found):
        x, tall = left + wide * at, high * step.number / most
        if step.number:
            parts += [_box(x + 4, top + high - tall, wide - 8, tall, "accent"), _text(x + wide / 2, top + high - tall - 5, str(step.number), anchor="middle", weight=600)]
        parts.append(_text(x, top + high + 16, str(step.low), size=11, anchor="middle", look="muted"))
    parts.append(_text(left + wide * len(found), top + high + 16, str(found[-1].high if found else 100), size=11, anchor="middle", look="muted"))
    return _drawn((left * 2 + wide * len(found) + 8, top + high + 24), title, "plot", parts)


def quartiles(found: Sequence[Group], title: str) -> Markup:
    """A bar from the lower to the upper quartile for each group, a mark at the median with its figure, whiskers to the least and the greatest."""
    side, long, row, top = 116.0, 420.0, 34.0, 8.0
    bottom = top + row * len(found)
    parts: list[Markup] = []
    for mark in range(0, 101, STEP * 2):
        x = side + long * mark / 100
        parts += [_line(x, top, x, bottom, "track"), _text(x, bottom + 16, str(mark), size=11, anchor="middle", look="muted")]

    def at(score: Fraction) -> float:
        return side + long * float(score) / 100

    for number, group in enumerate(found):
        y = top + row * number + row / 2 + 4
        parts += [
            _text(side - 10, y + 4, cut(harmless(group.title), 14), anchor="end"), _line(at(group.least), y, at(group.greatest), y, "muted", 1.5),
            *(_line(at(value), y - 4, at(value), y + 4, "muted", 1.5) for value in (group.least, group.greatest)),
            _box(at(group.lower), y - 7, max(2.0, at(group.upper) - at(group.lower)), 14, "accent", 0.35), _line(at(group.median), y - 9, at(group.median), y + 9, "accent", 3),
            _text(at(group.median), y - 11, shown(group.median), size=11, anchor="middle", weight=600),
        ]  # fmt: skip
    return _drawn((side + long + 16, bottom + 24), title, "plot", parts)


def lines(names: Sequence[str], years: Sequence[str], values: Sequence[Sequence[Fraction | None]], title: str) -> Markup:
    """A line a name over the years, told apart by dashes as well as colour, its name at its end; the axis spans what is needed in tens."""
    held = [float(value) for row in values for value in row if value is not None]
    if not held or len(years) < 2:
        return Markup("")
    low, high = max(0, int(min(held)) // 10 * 10), min(100, -(-int(max(held) + 1) // 10) * 10)
    left, long, top, tall, side = 34.0, 400.0, 14.0, 210.0, 150.0

    def spot(at: int, value: Fraction) -> tuple[float, float]:
        return left + 14 + (long - 28) * at / (len(years) - 1), top + tall * (1 - (float(value) - low) / max(1, high - low))

    parts: list[Markup] = []
    for mark in range(low, high + 1, 10):
        y = top + tall * (1 - (mark - low) / max(1, high - low))
        parts += [_line(left, y, left + long, y, "track"), _text(left - 6, y + 4, str(mark), size=11, anchor="end", look="muted")]
    parts += [_text(spot(at, Fraction(low))[0], top + tall + 18, year, size=11, anchor="middle", look="muted") for at, year in enumerate(years)]
    ends: list[tuple[float, float, int]] = []
    for number, row in enumerate(values):
        look, dash = _LINES[number % len(_LINES)], _DASHES[number % len(_DASHES)]
        spots = [spot(at, value) for at, value in enumerate(row) if value is not None]
        for one, other in pairwise(spots):
            parts.append(_line(*one, *other, look, 2.2, dash))
        parts += [Markup('<circle cx="{:.1f}" cy="{:.1f}" r="3" fill="{}" class="f-{}"/>').format(*each, COLORS[look], look) for each in spots]
        if spots:
            ends.append((*spots[-1], number))
    floor = top
    for x, y, number in sorted(ends, key=lambda end: (end[1], end[2])):  # names that would lie on each other are moved down
        floor = max(y, floor)
        look = _LINES[number % len(_LINES)]
        last = next(value for value in reversed(values[number]) if value is not None)
        parts += [_line(x + 4, y, left + long + 4, floor, look, 0.8), _text(left + long + 8, floor + 4, f"{cut(harmless(names[number]), 14)} {shown(last)}", size=11.5)]
        floor += 16
    return _drawn((left + long + side, max(top + tall, floor) + 26), title, "plot", parts)


def shares(rows: Sequence[tuple[str, Fraction]], title: str) -> Markup:
    """A bar a row from 0 to 1, with its name before and its share behind."""
    side = 16 + 6.4 * max((min(36, width(name)) for name, _ in rows), default=0)
    long, row = 330.0, 25.0
    parts: list[Markup] = []
    for at, (name, value) in enumerate(rows):
        y = row * at + 4
        parts += [
            _text(side - 8, y + 14, cut(harmless(name), 36), anchor="end"), _box(side, y + 2, long, 15, "track"), _box(side, y + 2, long * float(value), 15, "mentioned"),
            _text(side + long + 8, y + 14, f"{decimal(100 * value, 0):.0f}%", weight=600),
        ]  # fmt: skip
    return _drawn((side + long + 56, row * len(rows) + 8), title, "plot", parts)
