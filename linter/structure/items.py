"""Items: the smallest numbered unit, and the label sentence or paragraph where nothing is numbered."""

import re
from bisect import bisect_left, bisect_right

from linter.model.outline import Item, Section
from linter.model.text import Document
from linter.structure import numbering
from linter.structure.headings import Headings
from linter.structure.labels import split_at_labels
from linter.structure.nesting import Nest
from linter.structure.numbering import CIRCLED, INLINE, Mark

_HEAD_LIMIT = 60  # characters of a numbered heading, and of what names an item
_LINE_LIMIT = 40  # characters of an unnumbered heading line
_CLOSE = re.compile("[。;!?:]")
_CLAUSE = re.compile("[。;!?:,]")
_STOPS = frozenset("。;!?,、:")
_INSIDE_PARAGRAPH = frozenset({INLINE, CIRCLED})
_BELOW_INLINE = INLINE + 1
_LINED = frozenset({"txt", "pdf", "ofd"})  # formats in which a line end may be the page's and not the author's
_DEPTH = (1, 1, 1, 2, 3, 3, 4)  # of an item, by the kind of its enumerator


class ItemBuilder:
    """Builds the items of one section after the other; `marks` are the enumerators below the top level, sorted."""

    def __init__(self, document: Document, marks: list[Mark], headings: Headings) -> None:
        self._view = document.view.text
        self._blocks = document.blocks
        self._ends = [end for _, end in document.view.blocks]
        self._lined = document.format in _LINED
        self._starts = [mark.start for mark in marks]
        self._marks = marks
        self._headings = headings
        self._items: list[Item] = []
        self._section = 0
        self._nest = Nest(-1)
        self._childless: dict[tuple[int, int], bool] = {}

    def build(self, section: Section, index: int, items: list[Item]) -> None:
        """Appends the items of `section` (number `index`) to `items`, in document order; only line ends stand between them."""
        self._items, self._section = items, index
        body, base = section.start, -1
        if section.source == "heading" and section.heading_end > section.start:
            body, base = section.heading_end, len(items)
            items.append(Item(section.start, body, body, index, -1, 0, True))
        self._nest = Nest(base)
        # by parent and kind: whether no numbered unit so far has anything below it
        self._childless = {}
        marks = self._nested(body, section.end)
        self._paragraphs(body, marks[0].start if marks else section.end, base, 0, marks[0] if marks else None)
        for i, mark in enumerate(marks):
            following = marks[i + 1] if i + 1 < len(marks) else None
            self._numbered(mark, following, following.start if following else section.end)

    def _nested(self, start: int, end: int) -> list[Mark]:
        """The enumerators of a stretch that belong to sequences, sorted."""
        kinds: dict[int, list[Mark]] = {}
        for mark in self._marks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            kinds.setdefault(mark.kind, []).append(mark)
        inline = kinds.pop(INLINE, None)
        found = [mark for marks in kinds.values() for mark in numbering.sequences(marks, self._view)]
        if inline:
            borders = sorted(m.start for m in found)
            found.extend(numbering.sequences(inline, self._view, lost=self._headings.lost, borders=borders, end=end))
        found.sort()
        return found

    def _block(self, position: int) -> int:
        return bisect_right(self._ends, position)

    def _text_after(self, position: int, end: int) -> int:
        """Where the text goes on behind line ends; `end` where it does not."""
        while position < end and self._view[position] == "\n":
            position += 1
        return position

    def _line_end(self, number: int, start: int, end: int, *, measure: bool = False) -> int:
        """Where the text that starts in block `number` ends, `end` at the latest.

        A line that stops in the middle of a sentence goes on in the next one: the reader could not tell. What follows
        一是 (`measure`) is a sentence always; elsewhere a mark in the line tells it from a heading.
        """
        line = self._ends[number]
        while line + 1 < end and self._lined and self._breaks_off(number, start, line, measure):
            number += 1
            start, line = line + 1, self._ends[number]
        return min(line, end)

    def _breaks_off(self, number: int, start: int, line: int, measure: bool) -> bool:
        """True where block `number` ends in a sentence of running text and another paragraph follows it."""
        if self._view[line - 1] in _STOPS or number + 1 >= len(self._ends) or not (measure or _CLAUSE.search(self._view, start, line)):
            return False
        own, following = self._blocks[number], self._blocks[number + 1]
        return own.kind == following.kind == "paragraph"

    def _rank(self, mark: Mark) -> int:
        """Kinds are ordered; ① that opens inside the paragraph of a 一是 stands below it."""
        path = self._nest.path
        if mark.kind == CIRCLED and not any(o.rank == CIRCLED for o in path):
            block = self._block(mark.start)
            if any(o.rank == INLINE and self._block(self._items[o.item].start) == block for o in path):
                return _BELOW_INLINE
        return mark.kind

    def _numbered(self, mark: Mark, following: Mark | None, stop: int) -> None:
        """The item of one enumerator and the paragraphs below it, up to `stop`."""
        rank = self._rank(mark)
        number = self._block(mark.start)
        level = self._blocks[number].level
        parent = self._nest.number(rank, level)
        line = self._line_end(number, mark.start, stop, measure=mark.kind in _INSIDE_PARAGRAPH)
        depth = _DEPTH[mark.kind]
        deeper = following is not None and self._rank(following) > rank
        more = self._text_after(line, stop) < stop
        item = self._unit(mark, line, parent, depth)
        siblings = (parent, mark.kind)
        if item.is_heading and not deeper:
            # a paragraph below the last of several units that have none is no part of that unit
            last = following is None or self._rank(following) < rank
            more = more and not (last and self._childless.get(siblings, False))
            item = item._replace(is_heading=more)
        self._childless[siblings] = self._childless.get(siblings, True) and not (deeper or more)
        own = len(self._items)
        self._items.append(item)
        self._nest.open(rank, own, level)
        if not item.is_heading:
            split_at_labels(self._view, self._items, self._headings)
        if line < stop:
            # paragraphs below a 一是 belong to the unit above it
            aside = mark.kind in _INSIDE_PARAGRAPH or not (deeper or more)
            self._paragraphs(line, stop, self._nest.unit_above(own) if aside else own, depth, following)

    def _unit(self, mark: Mark, line: int, parent: int, depth: int) -> Item:
        """The item of an enumerator in its own block; a heading as far as its own words tell."""
        start = mark.start
        close = _CLOSE.search(self._view, start, min(line, start + _HEAD_LIMIT + 1))
        head = close.end() if close else 0
        if line - start <= _HEAD_LIMIT and head in (0, line) and mark.kind not in _INSIDE_PARAGRAPH:
            return Item(start, line, line, self._section, parent, depth, True)
        if not head:
            head = self._view.find(",", mark.end, min(line, start + _HEAD_LIMIT + 1)) + 1 or min(line, start + _HEAD_LIMIT)
        return Item(start, line, head, self._section, parent, depth, False)

    def _paragraphs(self, start: int, end: int, above: int, depth: int, following: Mark | None) -> None:
        """Unnumbered blocks: one item each; a short line without full stop above others is a heading.

        The last one leads in the list that `following` opens when that list goes on in its line, when it ends
        in a colon or when it is a heading: what is numbered then belongs to it.
        """
        view, items = self._view, self._items
        parent = above
        at = self._text_after(start, end)
        while at < end:
            number = self._block(at)
            line = self._line_end(number, at, end)
            after = self._text_after(line, end)
            block = self._blocks[number]
            own = len(items)
            runs_on = line == end and end < len(view) and view[end] != "\n"
            opens = following is not None and following.value == 1 and after == end
            if block.kind == "heading" and not runs_on:
                above = self._nest.style(block.level)
                items.append(Item(at, line, line, self._section, above, depth, True))
                self._nest.head(own, block.level)
                above = parent = own
            elif block.kind == "paragraph" and not runs_on and self._is_short(at, line) and (opens or self._is_text(after, end)):
                items.append(Item(at, line, line, self._section, above, depth, True))
                parent = own
                if opens and following is not None:
                    self._nest.lead(self._rank(following), own)
            else:
                colon = view[line - 1] == ":"
                first = _CLAUSE.search(view, at, min(line, at + _HEAD_LIMIT))
                head = first.end() if first else min(line, at + _HEAD_LIMIT)
                leads = opens and (runs_on or colon)
                items.append(Item(at, line, head, self._section, parent, depth, leads and colon))
                if leads and following is not None:
                    self._nest.lead(self._rank(following), own)
                else:
                    split_at_labels(view, items, self._headings)
            at = after

    def _is_short(self, start: int, end: int) -> bool:
        return end - start <= _LINE_LIMIT and self._view[end - 1] not in _STOPS

    def _is_text(self, start: int, end: int) -> bool:
        """True where a paragraph starts that is no further short line and no table row."""
        if start >= end:
            return False
        number = self._block(start)
        return self._blocks[number].kind != "table-row" and not self._is_short(start, min(self._ends[number], end))
