"""The course of a score over years, as a small line of inline SVG."""

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from linter.output.drawing import COLORS
from linter.output.rounding import shown

_SIZE, _EDGE = (96, 34), 4


def course(values: Sequence[Fraction | None], years: Sequence[str]) -> Markup:
    """A line through the scores (0 to 100) at their years where there is one; nothing for less than two scores."""
    held = [(at, value) for at, value in enumerate(values) if value is not None]
    if len(held) < 2:
        return Markup("")
    step = (_SIZE[0] - 2 * _EDGE) / max(1, len(values) - 1)
    spots = [(_EDGE + step * at, _SIZE[1] - _EDGE - float(value) / 100 * (_SIZE[1] - 2 * _EDGE)) for at, value in held]
    title = ", ".join(f"{years[at]} {shown(value)}" for at, value in held)
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.2" fill="{COLORS["accent"]}" class="f-accent"/>' for x, y in spots)
    body = '<polyline points="{}" fill="none" stroke="{}" class="k-accent" stroke-width="1.6"/>'
    head = Markup('<svg class="course" viewBox="0 0 {} {}" width="{}" height="{}" role="img"><title>{}</title>').format(*_SIZE, *_SIZE, title)
    return head + Markup(body).format(line, COLORS["accent"]) + Markup(dots) + Markup("</svg>")
