"""The width a file is wrapped at, and which lines reach it.

Wrapping is greedy: a line is full where the beginning of the next line would not have fitted any more.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from linter.reading.enumerators import ENUMERATOR
from linter.reading.marks import CLOSING, END, STOP, ends

_WORD = r"[A-Za-z0-9.,%:/~\-]+"
_AMBIGUOUS = re.compile("[“”‘’—…·×℃‰①-⑳]")
# what must stay together at the start of a line: nothing, marks with their neighbour, marks and whole words
_UNITS = (
    re.compile(r"."),
    re.compile(r"[（《“‘「『【〔〈(\[{]*.?[，。；：、！？）》”’」』】〕〉％,;:!?)\]}%]*"),
    re.compile(rf"[（《“‘「『【〔〈(\[{{]*(?:{_WORD}|.)?[，。；：、！？）》”’」』】〕〉％,;:!?)\]}}%]*"),
)
_LEAST_WIDTH = 6
_LEAST_PRINTED = 30  # columns of a printed line; less is a slide or a form
_LEAST_EVIDENCE = 3  # full lines that end inside a sentence
_LEAST_SHARE = 15  # and what per cent of all lines they are
_LEAST_CUT = 2  # or full lines that hold a full stop and end inside the next sentence


def _columns(line: str) -> int:
    """Display columns: ASCII is one, everything else two (GBK has just this property)."""
    return len(line.encode("gbk", "replace")) if line.isascii() is False else len(line)


def _narrow(line: str) -> int:
    """Display columns where marks of ambiguous width count one, as most terminals have it."""
    return _columns(line) - len(_AMBIGUOUS.findall(line))


def full_lines(lines: Sequence[str], bare: Sequence[str], gaps: Sequence[bool], widths: Sequence[float] | None = None) -> list[bool] | None:
    """For each line, whether the line before it reaches the width at which the file is wrapped; None if it is not wrapped.

    `bare` are the lines without white space around them, `gaps[i]` says that a certain boundary stands before line i,
    `widths` are measured columns. The measure (characters, columns) is the one that explains most breaks.
    """
    inner = [i for i in range(1, len(lines)) if not gaps[i] and not ends(bare[i - 1], END) and not ENUMERATOR.match(bare[i])]
    if widths is not None:
        # a printed page is always wrapped
        width = _width(list(widths), bare)
        return _full(widths, width, lines, bare, _columns, inner, ragged=True) if width >= _LEAST_PRINTED else None
    # a line that holds a full stop and ends without any mark is no heading: it was cut
    cut = {i for i in inner if any(mark in bare[i - 1] for mark in STOP)}
    if (len(inner) < _LEAST_EVIDENCE and len(cut) < _LEAST_CUT) or not _is_likely(lines, inner):
        return None
    best: list[bool] | None = None
    most = 0
    measures: tuple[Callable[[str], int], ...] = (len, _columns, _narrow)
    for measure in measures:
        sizes = [measure(line) for line in lines]
        width = _width(sizes, bare)
        if width < _LEAST_WIDTH:
            continue
        full = _full(sizes, width, lines, bare, measure, inner, ragged=False)
        evidence = sum(full[i] for i in inner)
        if best is None or evidence > most:
            best, most = full, evidence
    if best is None:
        return None
    enough = most >= _LEAST_EVIDENCE and most * 100 >= _LEAST_SHARE * len(lines)
    return best if enough or sum(best[i] for i in cut) >= _LEAST_CUT else None


def _is_likely(lines: Sequence[str], inner: Sequence[int]) -> bool:
    """False where the lines that end inside a sentence are all much shorter than others: headings over paragraphs."""
    longest = sorted(map(len, lines))[-(len(lines) // 33 + 4) :][0]
    # a line of figures takes half the columns of one in Chinese
    return sum(len(lines[i - 1]) * 2 + 8 >= longest for i in inner) >= _LEAST_CUT


def _width(sizes: Sequence[float], bare: Sequence[str]) -> float:
    """The width most lines come close to, with at most three per cent of the lines beyond it (a URL, a table)."""
    closed = Counter(round(size) for size, line in zip(sizes, bare, strict=True) if line[-1] in CLOSING)
    others = Counter(round(size) for size, line in zip(sizes, bare, strict=True) if line[-1] not in CLOSING)
    allowed = max(1, len(bare) // 33)
    best, best_count, beyond = 0, 0, 0
    for size in sorted(closed.keys() | others.keys(), reverse=True):
        # a mark may hang over the edge by its own width
        if beyond + sum(closed[size + k] for k in range(3, 6)) > allowed:
            break
        count = sum(closed[size - k] + others[size - k] for k in range(4)) + closed[size + 1] + closed[size + 2]
        if count > best_count:
            best, best_count = size, count
        beyond += others[size]
    return best


def _full(
    sizes: Sequence[float],
    width: float,
    lines: Sequence[str],
    bare: Sequence[str],
    measure: Callable[[str], int],
    inner: list[int],
    *,
    ragged: bool,
) -> list[bool]:
    """Which lines reach the width, by the strictest way of wrapping that explains the file."""
    units = [unit[0] if (unit := _UNITS[2].match(line)) else "" for line in bare]
    loose = [i > 0 and width - sizes[i - 1] < measure(units[i]) for i in range(len(lines))]
    strict = [i > 0 and width - sizes[i - 1] < measure(bare[i][0]) for i in range(len(lines))]
    if not ragged:
        full = [i for i in inner if strict[i]]
        opened = sum(bare[i][0] in CLOSING for i in full)
        # an eighth of all characters are marks: without the rule against them, many lines open with one
        if opened >= 2 and opened * 16 > len(full):
            # a space at the cut may have been dropped
            return [
                is_full or (i > 0 and width - sizes[i - 1] == 1 and _touches_word(bare[i - 1], bare[i])) for i, is_full in enumerate(strict)
            ]
        if any(strict[i] and _touches_word(bare[i - 1], bare[i], both=True) for i in range(1, len(lines))):
            loose = [i > 0 and width - sizes[i - 1] < measure(_unit(bare[i])) for i in range(len(lines))]
    # copied from a page: digits and squeezed marks let lines fall short by up to three characters
    slack = min(6.0 if measure is not len else 3.0, width * 0.15)
    near = [i > 0 and width - sizes[i - 1] <= slack for i in range(len(lines))]
    more = [i for i in inner if near[i] and not loose[i]]
    if ragged or len(more) > 2 + 0.1 * sum(loose[i] for i in inner):
        return [a or b for a, b in zip(loose, near, strict=True)]
    return loose


def _unit(line: str) -> str:
    match = _UNITS[1].match(line)
    return match[0] if match else line[:1]


def _touches_word(before: str, after: str, *, both: bool = False) -> bool:
    left, right = before[-1].isascii() and before[-1].isalnum(), after[0].isascii() and after[0].isalnum()
    return (left and right) if both else (left or right)
