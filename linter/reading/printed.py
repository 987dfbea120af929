"""Lines of a printed page (PDF, OFD) → paragraphs: page furniture set aside, lines joined by where they stand."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from linter.reading.lines import soft_breaks
from linter.reading.manuscript import Piece, glued
from linter.reading.messages import part
from linter.reading.residue import ResidueWords

BORDER = "\x1f"  # stands in a line where a drawn border parts two cells
_INDENT = "　　"
_EDGE = 3  # lines at either end of a page that can be running headers
_SPACES = re.compile(r"\s+")
_CELL_GAP = 1.5  # in heights of a character: wider is no space between words
_QUOTES = "“”‘’"
_UNMAPPED = 0.3  # share of characters without meaning above which a page counts as unreadable
_STAMP = 24  # columns of text (two a Chinese character): what a scanner's program prints on its pictures, less than any cover says


class Line(NamedTuple):
    """A visual line. Lengths in points, `bottom` upwards from anywhere on the page."""

    text: str
    left: float
    right: float
    bottom: float
    size: float  # height of its characters
    page: int


def is_unmapped(text: str) -> bool:
    """Whether so many characters of a page have no meaning that it counts as unreadable."""
    return sum(1 for c in text if c == "\ufffd" or "\ue000" <= c <= "\uf8ff") > _UNMAPPED * len(text)


def is_stamp(lines: list[Line], words: ResidueWords) -> bool:
    """Whether a page says so little that the picture which fills it is a scan: page number, mark of the scanner."""
    text = "".join(line.text for line in lines if not words.page_number.fullmatch(line.text))
    return sum(1 if c.isascii() else 2 for c in text if not c.isspace()) <= _STAMP


def parted(raw: str, start: int, end: int, place: Callable[[int], tuple[float, float]], size: float) -> list[str]:
    """`raw[start:end]` in cells of a table: parted at borders and at spaces that are wide on the page. `place` gives (left, right) of a character."""
    cells: list[str] = []
    for space in _SPACES.finditer(raw, start, end):
        before, after = space.start() - 1, space.end()
        # narrow columns of figures: glued, 1216 1108 would become one number
        figures = raw[before].isdigit() and raw[after].isdigit()
        # quotation marks of another font stand off the words they hug
        marks = raw[before] in _QUOTES or raw[after] in _QUOTES
        if figures or BORDER in space[0] or (not marks and place(after)[0] - place(before)[1] > _CELL_GAP * size):
            cells.append(raw[start : space.start()])
            start = after
    cells.append(raw[start:end])
    return cells


def without_furniture(lines: list[Line], pages: int, words: ResidueWords, ignored: list[str]) -> list[Line]:
    """The lines without page numbers and running headers (the same words at the edge of most pages), which `ignored` then names."""
    by_page: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(i)
    edges = {i for page in by_page.values() for i in (*page[:_EDGE], *page[-_EDGE:])}
    repeated = Counter(_pattern(lines[i].text) for page in by_page.values() for i in {*page[:_EDGE], *page[-_EDGE:]})
    kept: list[Line] = []
    for i, line in enumerate(lines):
        if i in edges:
            at_end = i in (by_page[line.page][0], by_page[line.page][-1])
            if words.page_number.fullmatch(line.text) or (at_end and line.text.isdigit() and int(line.text) == line.page + 1):
                ignored.append(part("page-number"))
                continue
            if pages >= 3 and repeated[_pattern(line.text)] * 2 > pages:
                ignored.append(part("header"))
                continue
        kept.append(line)
    return kept


def _pattern(text: str) -> str:
    """A line with its figures taken out: a running header may count pages."""
    return "".join("0" if c.isdigit() else c for c in text if not c.isspace())


def pieces(lines: list[Line], words: ResidueWords) -> list[Piece]:
    """Lines joined to paragraphs: by the right margin they reach, by indents, by the space above them."""
    if not lines:
        return []
    heights: Counter[float] = Counter()
    for line in lines:
        heights[round(line.size, 1)] += len(line.text)
    size = heights.most_common(1)[0][0] or 12.0
    left = _left_margin(lines, size)
    edge = max(line.right for line in lines)
    drops = Counter(round(a.bottom - b.bottom) for a, b in pairwise(lines) if a.page == b.page and a.bottom > b.bottom)
    leading = max(drops.most_common(1)[0][0] if drops else 0, size)
    texts: list[str] = []
    gaps: list[bool] = []
    same: list[bool] = []
    for i, line in enumerate(lines):
        before = lines[i - 1] if i else None
        indented = line.left - left > 0.8 * size
        texts.append((_INDENT if indented else "") + line.text)
        heading = before is not None and _is_title(before, size, left, edge) and _is_title(line, size, left, edge)
        same.append(heading and before is not None and abs(before.size - line.size) < 0.5)
        gaps.append(before is not None and before.page == line.page and (_apart(before, line, leading) or abs(before.size - line.size) > 0.2 * size))
    # columns of half a character, measured on the page
    widths = [(line.right - left) / (size / 2) for line in lines]
    soft = soft_breaks(texts, gaps, title=words.title.fullmatch, widths=widths)
    groups: list[list[str]] = []
    for i, (line, is_soft, is_same) in enumerate(zip(lines, soft, same, strict=True)):
        of_table = "|" in line.text or (i > 0 and "|" in lines[i - 1].text)
        if groups and (is_soft or is_same) and not of_table:
            groups[-1].append(line.text)
        else:
            groups.append([line.text])
    return [Piece("table-row" if len(group) == 1 and "|" in group[0] else "paragraph", glued(group)) for group in groups]


def _left_margin(lines: list[Line], size: float) -> float:
    """Where lines of body text begin: the leftmost place where a seventh of them does."""
    body = [line.left for line in lines if len(line.text) > 10 and abs(line.size - size) < 0.2 * size]
    places = Counter(round(left / size, 1) for left in body)
    often = [place for place, count in places.items() if count * 7 >= len(body)]
    return min(often) * size if often else min(line.left for line in lines)


def _is_title(line: Line, size: float, left: float, edge: float) -> bool:
    """A centred line in larger type."""
    middle = (line.left + line.right) / 2
    return line.size > 1.15 * size and abs(middle - (left + edge) / 2) < 2 * size


def _apart(above: Line, below: Line, leading: float) -> bool:
    """More space than between lines of one paragraph, or back up the page (another column, a cell)."""
    drop = above.bottom - below.bottom
    return drop > 1.5 * leading or drop < -0.5 * leading
