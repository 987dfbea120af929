"""Inline SVG for the web page: ring, bar, radar, status strip, status shapes.

Colours stand in presentation attributes, so that a drawing is right without any style sheet (print engines that keep
page CSS out of SVG drew a black radar); classes let the page's dark scheme replace them. Each drawing but the small
shapes, which always have their word beside them, says in its title what it shows.
"""

from fractions import Fraction
from math import cos, pi, sin

from markupsafe import Markup

from linter.output.glyphs import width, wrap

COLORS = {
    "evidenced": "#14785a",
    "mentioned": "#b26a00",
    "planned": "#6b4fa0",
    "absent": "#b3261e",
    "review": "#1f5fa8",
    "not-applicable": "#8791a0",
    "track": "#e3e7ed",
    "accent": "#1d4770",
    "ink": "#1b2430",
    "muted": "#566272",
}
FONT = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, WenQuanYi Micro Hei, sans-serif"

_SHAPES = {
    "evidenced": '<circle cx="8" cy="8" r="7" fill="{c}" class="f-{s}"/><path d="M4.6 8.3l2.4 2.3 4.4-4.8" fill="none" stroke="#fff" class="k-paper" stroke-width="1.8"/>',
    "mentioned": '<circle cx="8" cy="8" r="6.2" fill="none" stroke="{c}" class="k-{s}" stroke-width="1.6"/><path d="M8 1.8a6.2 6.2 0 0 0 0 12.4z" fill="{c}" class="f-{s}"/>',
    "planned": '<circle cx="8" cy="8" r="6.2" fill="none" stroke="{c}" class="k-{s}" stroke-width="1.6" stroke-dasharray="2.6 2.2"/><path d="M8 4.6V8l2.4 1.6" fill="none" stroke="{c}" class="k-{s}" stroke-width="1.5"/>',
    "absent": '<circle cx="8" cy="8" r="6.2" fill="none" stroke="{c}" class="k-{s}" stroke-width="1.6"/><path d="M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2" fill="none" stroke="{c}" class="k-{s}" stroke-width="1.6"/>',
    "review": '<path d="M8 1l7 7-7 7-7-7z" fill="none" stroke="{c}" class="k-{s}" stroke-width="1.5"/><path d="M8 4.8v4M8 10.4v1.4" fill="none" stroke="{c}" class="k-{s}" stroke-width="1.7"/>',
    "not-applicable": '<path d="M3 8h10" fill="none" stroke="{c}" class="k-{s}" stroke-width="2"/>',
    "consistent": '<circle cx="8" cy="8" r="7" fill="{c}" class="f-{s}"/><path d="M4.8 6.3h6.4M4.8 9.7h6.4" fill="none" stroke="#fff" class="k-paper" stroke-width="1.7"/>',
    "inconsistent": '<circle cx="8" cy="8" r="6.4" fill="none" stroke="{c}" class="k-{s}" stroke-width="1.5"/><path d="M4.8 6.4h6.4M4.8 9.6h6.4M10.2 4.2L5.8 11.8" fill="none" stroke="{c}" class="k-{s}" stroke-width="1.5"/>',
    "suspicious": '<circle cx="8" cy="8" r="6.4" fill="none" stroke="{c}" class="k-{s}" stroke-width="1.5"/><path d="M6 6.4a2 2 0 1 1 3 1.7c-.7.4-1 .8-1 1.4M8 10.9v1.3" fill="none" stroke="{c}" class="k-{s}" stroke-width="1.5"/>',
    "cannot-tell": '<circle cx="8" cy="8" r="6.4" fill="none" stroke="{c}" class="k-{s}" stroke-width="1.5" stroke-dasharray="2.6 2.2"/><path d="M4.9 8h1.2M7.4 8h1.2M9.9 8h1.2" fill="none" stroke="{c}" class="k-{s}" stroke-width="1.6"/>',
    "unsupported": '<path d="M8 1.8L14.6 14H1.4z" fill="none" stroke="{c}" class="k-{s}" stroke-width="1.5" stroke-linejoin="round"/><path d="M8 6.2v3.8M8 11.2v1.4" fill="none" stroke="{c}" class="k-{s}" stroke-width="1.6"/>',
    "partial": '<path d="M8 1.8L14.6 14H1.4z" fill="none" stroke="{c}" class="k-{s}" stroke-width="1.5" stroke-linejoin="round"/><path d="M8 2v12H1.5z" fill="{c}" class="f-{s}"/>',
    "found": '<path d="M2.4 13.6l1-3.6 7.4-7.4 2.6 2.6L6 12.6z" fill="none" stroke="{c}" class="k-{s}" stroke-width="1.5" stroke-linejoin="round"/>',
}
# in whose colour the mark of a relation, a claim or a remark is drawn; its form and its word tell them apart
_PAINT = {
    "consistent": "evidenced",
    "supported": "evidenced",
    "inconsistent": "absent",
    "suspicious": "mentioned",
    "unsupported": "mentioned",
    "partial": "planned",
    "found": "review",
    "cannot-tell": "not-applicable",
}


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _figure(size: tuple[float, float], title: str, css: str, body: str) -> Markup:
    head = Markup('<svg class="{}" viewBox="0 0 {} {}" role="img"><title>{}</title>').format(css, _number(size[0]), _number(size[1]), title)
    return head + Markup(body) + Markup("</svg>")


def shape(status: str) -> Markup:
    """The mark of a status, told apart by form as well as colour; decoration beside the status word."""
    body = _SHAPES.get("evidenced" if status == "supported" else status, _SHAPES["not-applicable"])
    name = _PAINT.get(status, status if status in _SHAPES else "not-applicable")
    drawn = body.format(c=COLORS[name], s=name)
    return Markup('<svg class="shape" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">' + drawn + "</svg>")


def ring(portion: Fraction, number: str, caption: str, title: str) -> Markup:
    """A ring filled to `portion` with `number` inside."""
    around = 2 * pi * 52
    body = (
        f'<circle cx="64" cy="64" r="52" fill="none" stroke="{COLORS["track"]}" class="k-track" stroke-width="11"/>'
        f'<circle cx="64" cy="64" r="52" fill="none" stroke="{COLORS["accent"]}" class="k-accent" stroke-width="11" '
        f'stroke-dasharray="{_number(around * float(portion))} {_number(around + 1)}" transform="rotate(-90 64 64)"/>'
    )
    text = Markup(
        '<text x="64" y="70" text-anchor="middle" font-family="{}" font-size="33" font-weight="700" fill="{}" class="f-ink">{}</text>'
        '<text x="64" y="89" text-anchor="middle" font-family="{}" font-size="11" fill="{}" class="f-muted">{}</text>'
    ).format(FONT, COLORS["ink"], number, FONT, COLORS["muted"], caption)
    return _figure((128, 128), title, "ring", Markup(body) + text)


def bar(portion: Fraction, title: str) -> Markup:
    """A horizontal bar filled to `portion`, with marks at each quarter."""
    filled = _number(200 * float(portion))
    body = (
        f'<rect x="0" y="1" width="200" height="10" rx="2" fill="{COLORS["track"]}" class="f-track"/>'
        f'<rect x="0" y="1" width="{filled}" height="10" rx="2" fill="{COLORS["accent"]}" class="f-accent"/>'
        '<path d="M50 1v10M100 1v10M150 1v10" stroke="#ffffff" class="k-paper" stroke-width="1" fill="none"/>'
    )
    return _figure((200, 12), title, "bar", body)


def strip(numbers: dict[str, int], title: str) -> Markup:
    """All obligations as one bar, a segment a status, in the order given; gaps keep neighbours apart without colour."""
    total = sum(numbers.values())
    body, at = "", 0.0
    for status, number in numbers.items():
        if number:
            size = 600 * number / total
            body += (
                f'<rect x="{at:.1f}" y="0" width="{max(1.0, size - 2):.1f}" height="18" rx="2" fill="{COLORS[status]}" class="f-{status}"/>'
            )
            if size >= 24:
                body += (
                    f'<text x="{at + size / 2 - 1:.1f}" y="13" text-anchor="middle" font-size="11" font-weight="600" '
                    f'font-family="{FONT}" fill="#ffffff" class="f-on">{number}</text>'
                )
            at += size
    return _figure((600, 18), title, "strip", body)


def radar(axes: list[tuple[str, Fraction]], title: str) -> Markup:
    """Shares (0..1) on at least three axes, rings at each quarter, a label at each axis; nothing for fewer axes."""
    count = len(axes)
    if count < 3:
        return Markup("")
    cx, cy, radius = 250.0, 186.0, 136.0

    def point(at: int, portion: float) -> tuple[float, float]:
        angle = 2 * pi * at / count - pi / 2
        return cx + radius * portion * cos(angle), cy + radius * portion * sin(angle)

    def outline(portions: list[float]) -> str:
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in (point(at, p) for at, p in enumerate(portions)))

    parts = [
        Markup('<polygon points="{}" fill="none" stroke="{}" class="k-track" stroke-width="{}"/>').format(
            outline([quarter / 4] * count), COLORS["track"], "1.5" if quarter == 4 else "1"
        )
        for quarter in (1, 2, 3, 4)
    ]
    for at, (name, _) in enumerate(axes):
        x, y = point(at, 1)
        spoke = '<path d="M{} {}L{:.1f} {:.1f}" stroke="{}" class="k-track" stroke-width="1" fill="none"/>'
        parts.append(Markup(spoke).format(cx, cy, x, y, COLORS["track"]))
        parts.append(_label(name, *point(at, 1.09), cx, cy))
    portions = [float(portion) for _, portion in axes]
    area = '<polygon points="{}" fill="{}" fill-opacity="0.18" stroke="{}" class="area" stroke-width="2" stroke-linejoin="round"/>'
    parts.append(Markup(area).format(outline(portions), COLORS["accent"], COLORS["accent"]))
    for at, portion in enumerate(portions):
        x, y = point(at, portion)
        parts.append(Markup('<circle cx="{:.1f}" cy="{:.1f}" r="3.2" fill="{}" class="f-accent"/>').format(x, y, COLORS["accent"]))
    return _figure((500, 372), title, "radar", "".join(parts))


def _label(name: str, x: float, y: float, cx: float, cy: float) -> Markup:
    """An axis label, in two lines of about the same length where it is long, growing away from the middle."""
    rows = wrap(name, 14 if width(name) <= 14 else max(8, (width(name) + 3) // 2))
    anchor = "middle" if abs(x - cx) < 12 else "start" if x > cx else "end"
    top = y + 4 - (len(rows) - 1) * (15 if y < cy - 60 else 0 if y > cy + 60 else 7.5)
    spans = Markup("").join(Markup('<tspan x="{:.1f}" y="{:.1f}">{}</tspan>').format(x, top + 15 * at, row) for at, row in enumerate(rows))
    text = '<text text-anchor="{}" font-family="{}" font-size="13" fill="{}" class="f-ink">{}</text>'
    return Markup(text).format(anchor, FONT, COLORS["ink"], spans)
