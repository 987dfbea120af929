"""Offset → line and column, as editors count them."""

from bisect import bisect_right


class Lines:
    """Line starts of a canonical text. Only `\\n` ends a line, so that `\\r\\n` counts once."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        starts = [0]
        at = text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = text.find("\n", at + 1)
        self._starts = starts

    def line(self, offset: int) -> int:
        """The 1-based line of the code point at `offset`."""
        return bisect_right(self._starts, offset)

    def column(self, offset: int) -> int:
        """The 1-based column of the code point at `offset`, in code points."""
        return offset - self._starts[bisect_right(self._starts, offset) - 1] + 1
