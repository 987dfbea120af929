"""The printed text, for checks of what the view folds away: which block holds a canonical offset."""

from bisect import bisect_right

from linter.model.text import Block, Document


class Printed:
    """The blocks of a document by offset. Sorted once, asked in logarithmic time."""

    __slots__ = ("_blocks", "_starts")

    def __init__(self, document: Document) -> None:
        self._blocks = document.blocks
        self._starts = [block.start for block in document.blocks]

    def block(self, offset: int) -> Block | None:
        """The block that holds `offset`; None for what was set aside or stands between blocks."""
        at = bisect_right(self._starts, offset) - 1
        return self._blocks[at] if at >= 0 and offset < self._blocks[at].end else None

    def prose(self, offset: int) -> Block | None:
        """The same, None for the row of a table as well."""
        block = self.block(offset)
        return block if block is not None and block.kind != "table-row" else None
