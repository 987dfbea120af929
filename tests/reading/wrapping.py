"""Ways in which programs wrap text: greedy, by characters or by columns, with or without kinsoku."""

from collections.abc import Callable

_NOT_FIRST = frozenset("，。；：、！？）》”’,;:!?)%％")
_NOT_LAST = frozenset("（《“‘(")
Measure = Callable[[str], int]


def characters(_: str) -> int:
    return 1


def columns(c: str) -> int:
    """Display columns; quotation marks are wide."""
    return 1 if c.isascii() else 2


def terminal_columns(c: str) -> int:
    """Display columns; quotation marks are narrow."""
    return 1 if c.isascii() or c in "“”‘’—…·" else 2


def wrapped(text: str, width: int, measure: Measure, *, kinsoku: bool = False) -> list[str]:
    """`text` in lines of at most `width`. With kinsoku up to three characters go down with a mark."""
    lines: list[str] = []
    line, size = "", 0
    for c in text:
        if line and size + measure(c) > width:
            carried = ""
            while kinsoku and len(line) > 1 and len(carried) < 3 and ((carried or c)[0] in _NOT_FIRST or line[-1] in _NOT_LAST):
                carried, line = line[-1] + carried, line[:-1]
            lines.append(line)
            line, size = carried, sum(map(measure, carried))
        line += c
        size += measure(c)
    return [*lines, line]
