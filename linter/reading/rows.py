"""Runs of characters with places → the lines of a page, in the order in which people read them.

The order in which they were drawn says nothing: a page may be drawn word by word, digits after letters. So lines are
made of what stands on one height, from left to right; columns of running text are read one after the other.
"""

import itertools
from bisect import bisect_left
from statistics import median
from typing import NamedTuple

from linter.reading.ofd_page import Border, Run, breadth
from linter.reading.printed import BORDER, Line, parted

_LEVEL = 0.5  # of a character's height: less far apart in height is one line
_SLANT = 0.09  # sine of five degrees
_SPACE, _WORD_SPACE = 0.3, 0.15  # gaps that are spaces, in heights of a character; the latter between Latin letters
_TWICE = 0.25  # the same character this near is drawn again, to make it bold
_GUTTER = 1.5
_COLUMN_ROWS = 8  # rows that columns of running text have at least
_COLUMN_TEXT = 10  # and characters in each part of them


class _Row(NamedTuple):
    """What stands on one height: (x, right edge, character), from left to right."""

    characters: list[tuple[float, float, str]]
    level: float
    size: float


def lines_of(runs: list[Run], borders: list[Border], page: int) -> tuple[list[Line], int]:
    """(lines in reading order, number of slanted runs left out: they are watermarks). `borders` part the cells of an upright page."""
    straight = [run for run in runs if min(map(abs, run.along)) < _SLANT]
    upright = _upright(straight)
    rows = _rows([run for run in upright if run.along[0] > 0.5 and not _is_column(run)])
    lines = [line for row in _in_columns(rows) if (line := _line(row, borders if upright is straight else [], page))]
    # turned words and words written downwards stand for themselves, where they begin
    aside = [
        Line("".join(run.text.split()), run.places[0][0], run.places[0][0] + run.size, -run.places[0][1], run.size, page)
        for run in upright
        if run.along[0] <= 0.5 or _is_column(run)
    ]
    if aside:
        lines = sorted([*lines, *aside], key=lambda line: -line.bottom)
    return lines, len(runs) - len(straight)


def _upright(runs: list[Run]) -> list[Run]:
    """The page turned so that most of it is upright."""
    votes: dict[tuple[int, int], int] = {}
    for run in runs:
        way = (round(run.along[0]), round(run.along[1]))
        votes[way] = votes.get(way, 0) + len(run.text)
    a, b = max(votes, key=lambda way: (votes[way], way)) if votes else (1, 0)
    if (a, b) == (1, 0):
        return runs

    def turned(x: float, y: float) -> tuple[float, float]:
        return a * x + b * y, a * y - b * x

    return [Run(run.text, [turned(*place) for place in run.places], run.size, turned(*run.along)) for run in runs]


def _is_column(run: Run) -> bool:
    """Whether a run is written downwards."""
    (x, y), (end, low) = run.places[0], run.places[-1]
    return abs(low - y) > max(abs(end - x), run.size * _LEVEL)


def _rows(runs: list[Run]) -> list[_Row]:
    """The rows of a page from top to bottom."""
    rows: list[_Row] = []
    for run in sorted(runs, key=lambda run: run.places[0][1]):
        level = run.places[0][1]
        last = rows[-1] if rows else None
        if last is None or level - last.level >= _LEVEL * max(run.size, last.size):
            last = _Row([], level, run.size)
            rows.append(last)
        elif run.size > last.size:
            rows[-1] = last = last._replace(size=run.size)
        wide = [x + run.size * breadth(character) for (x, _), character in zip(run.places, run.text, strict=True)]
        # in a run the next character says where one ends
        ends = [min(right, after) if after > x else right for (x, _), right, (after, _) in zip(run.places, wide, [*run.places[1:], (0.0, 0.0)], strict=True)]
        last.characters.extend((x, end, character) for (x, _), end, character in zip(run.places, ends, run.text, strict=True))
    for row in rows:
        row.characters.sort(key=lambda place: place[0])
        once = row.characters[:1]
        for place in row.characters[1:]:
            if place[2] != once[-1][2] or place[0] - once[-1][0] >= _TWICE * row.size:
                once.append(place)
        row.characters[:] = once
    return rows


def _gaps(row: _Row) -> list[tuple[int, float, float]]:
    """(index behind it, left, right) of the wide gaps of a row."""
    seen = [(i, place) for i, place in enumerate(row.characters) if not place[2].isspace()]
    return [(i, a[1], b[0]) for (_, a), (i, b) in itertools.pairwise(seen) if b[0] - a[1] > _GUTTER * row.size]


def _in_columns(rows: list[_Row]) -> list[_Row]:
    """The rows with those of two columns of running text parted and put one after the other."""
    gaps = {k: found[0] for k, row in enumerate(rows) if len(found := _gaps(row)) == 1}
    long = [k for k, (i, _, _) in gaps.items() if min(i, len(rows[k].characters) - i) >= _COLUMN_TEXT]
    if len(long) < _COLUMN_ROWS:
        return rows
    gutter = median((gaps[k][1] + gaps[k][2]) / 2 for k in long)
    if sum(gaps[k][1] < gutter < gaps[k][2] for k in long) * 5 < len(long) * 4:
        return rows
    out: list[_Row] = []
    left: list[_Row] = []
    right: list[_Row] = []
    for row in rows:
        at = sum(place[0] < gutter for place in row.characters)
        crossed = at > 0 and row.characters[at - 1][1] > gutter and not row.characters[at - 1][2].isspace()
        near = 0 < at < len(row.characters) and row.characters[at][0] - row.characters[at - 1][1] < row.size
        if crossed or near:
            out += [*left, *right, row]
            left, right = [], []
            continue
        for side, characters in ((left, row.characters[:at]), (right, row.characters[at:])):
            if characters:
                side.append(row._replace(characters=characters))
    return [*out, *left, *right]


def _line(row: _Row, borders: list[Border], page: int) -> Line | None:
    """A row as a line; wide gaps part the cells of a table."""
    raw = ""
    places: list[tuple[float, float]] = []
    middle = row.level - row.size / 3
    crossing = sorted(border.x for border in borders if border.top < middle < border.bottom)
    for x, end, character in row.characters:
        if crossing and raw and not character.isspace():
            begin = places[-1][0] + _SPACE * row.size
            at = bisect_left(crossing, begin)
            if at < len(crossing) and crossing[at] < x + _WORD_SPACE * row.size:
                raw += BORDER
                places.append((x, x))
        if raw and not raw[-1].isspace() and not character.isspace():
            words = raw[-1].isascii() and raw[-1].isalpha() and character.isascii() and character.isalpha()
            if x - places[-1][1] > (_WORD_SPACE if words else _SPACE) * row.size:
                raw += " "
                places.append((places[-1][1], x))
        raw += character
        places.append((x, end))
    start, end_ = len(raw) - len(raw.lstrip()), len(raw.rstrip())
    if start >= end_:
        return None
    cells = parted(raw, start, end_, places.__getitem__, row.size)
    left, right = places[start][0], places[end_ - 1][1]
    return Line("|".join(_closed(cell) for cell in cells), left, max(left, right), -row.level, row.size, page)


def _closed(cell: str) -> str:
    """Without the spaces that squeezing and spreading of a line left between Chinese characters."""
    out = ""
    for i, character in enumerate(cell):
        if character == " " and not (out[-1:].isascii() and cell[i + 1 : i + 2].isascii()):
            continue
        out += character
    return out
