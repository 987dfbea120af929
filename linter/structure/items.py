"""Items: the smallest numbered unit, and the label sentence or paragraph where nothing is numbered."""

from bisect import bisect_left, bisect_right

from linter.model.outline import Item, Section
from linter.structure import numbering
from linter.structure.headings import Headings
from linter.structure.numbering import INLINE, Mark

_HEAD_LIMIT = 60
_LABEL_LIMIT = 24
_DEPTH = {numbering.PART: 1, numbering.CHAPTER: 1, numbering.SECTION: 1, numbering.POINT: 2, numbering.SUBPOINT: 3, INLINE: 4}


class ItemBuilder:
    """Builds the items of one section after the other; `marks` are the enumerators below the top level."""

    def __init__(self, view: str, blocks: list[tuple[int, int]], marks: list[Mark], headings: Headings) -> None:
        self._view = view
        self._ends = [end for _, end in blocks]
        self._starts = [mark.start for mark in marks]
        self._marks = marks
        self._headings = headings

    def build(self, section: Section, index: int, items: list[Item]) -> None:
        """Appends the items of `section` (number `index`) to `items`, in document order and without gaps."""
        if section.heading_end > section.start and section.source == "heading":
            items.append(Item(section.start, section.heading_end, section.heading_end, index, -1, 0, True))
            base = len(items) - 1
        else:
            base = -1
        body = max(section.start, section.heading_end if section.source == "heading" else section.start)
        marks = self._nested(body, section.end)
        if not marks or marks[0].start > body:
            self._paragraphs(body, marks[0].start if marks else section.end, index, base, 0, items)
        path: list[tuple[int, int]] = []  # (depth, item) of the open enumerators
        for i, mark in enumerate(marks):
            stop = marks[i + 1].start if i + 1 < len(marks) else section.end
            depth = _DEPTH[mark.kind]
            while path and path[-1][0] >= depth:
                path.pop()
            parent = path[-1][1] if path else base
            line = min(self._line_end(mark.start), stop)
            items.append(self._first_block(mark, line, stop, index, parent, depth))
            own = len(items) - 1
            path.append((depth, own))
            if not items[own].is_heading:
                self._labels(own, items)
            if line < stop:
                # paragraphs below a 一是 belong to the unit above it
                above = own if mark.kind != INLINE else parent
                self._paragraphs(line, stop, index, above, depth, items)

    def _line_end(self, start: int) -> int:
        at = bisect_right(self._ends, start)
        return self._ends[at] if at < len(self._ends) else len(self._view)

    def _nested(self, start: int, end: int) -> list[Mark]:
        left, right = bisect_left(self._starts, start), bisect_left(self._starts, end)
        stretch = self._marks[left:right]
        found: list[Mark] = []
        for kind in _DEPTH:
            kept = numbering.sequences([m for m in stretch if m.kind == kind], self._view)
            if kind == INLINE and kept:
                kept = self._with_lost(kept, stretch, end)
            found.extend(kept)
        return sorted(found, key=lambda m: m.start)

    def _with_lost(self, kept: list[Mark], stretch: list[Mark], end: int) -> list[Mark]:
        """Adds the enumerators that lost their 是 to each run of 一是 … 二是."""
        out = list(kept)
        borders = [m.start for m in stretch if m.kind in (numbering.CHAPTER, numbering.SECTION, numbering.POINT)]
        run: list[Mark] = []
        for mark in [*kept, None]:
            if mark is not None and (not run or mark.value > run[-1].value):
                run.append(mark)
                continue
            limit = min([b for b in borders if b > run[-1].start] + ([mark.start] if mark else []) + [end])
            out.extend(numbering.lost_inline(self._view, run, limit))
            run = [mark] if mark else []
        return out

    def _first_block(self, mark: Mark, line: int, stop: int, section: int, parent: int, depth: int) -> Item:
        text = self._view[mark.start : line]
        body = text.rstrip("\n")
        cut = next((i for i, c in enumerate(body[: _HEAD_LIMIT + 1]) if c in "。;!?:"), -1)
        if mark.kind != INLINE and (cut < 0 or cut == len(body) - 1) and len(body) <= _HEAD_LIMIT and line < stop:
            return Item(mark.start, line, line, section, parent, depth, True)
        if cut < 0:
            comma = body.find(",", mark.end - mark.start)
            cut = comma if 0 < comma <= _HEAD_LIMIT else min(len(body), _HEAD_LIMIT) - 1
        return Item(mark.start, line, mark.start + cut + 1, section, parent, depth, False)

    def _paragraphs(self, start: int, end: int, section: int, parent: int, depth: int, items: list[Item]) -> None:
        """Unnumbered lines: one item each; a short line without full stop above another is a heading."""
        at = start
        heading = parent
        while at < end:
            if self._view[at] == "\n":
                at += 1
                continue
            line = min(self._line_end(at), end)
            text = self._view[at:line]
            short = len(text) <= 40 and text[-1:] not in "。;!?,、:" and line < end and bool(self._view[line:end].strip())
            cut = next((i for i, c in enumerate(text) if c in "。;!?:,"), len(text) - 1)
            if short:
                items.append(Item(at, line, line, section, parent, depth, True))
                heading = len(items) - 1
            else:
                items.append(Item(at, line, at + min(cut + 1, _HEAD_LIMIT), section, heading, depth, False))
                self._labels(len(items) - 1, items)
            at = line

    def _labels(self, own: int, items: list[Item]) -> None:
        """Splits an item at its label sentences (全面编制权责清单。…) when it has at least two of them."""
        item = items[own]
        cuts: list[tuple[int, int]] = []
        position = item.head_end if self._view[item.head_end - 1 : item.head_end] == "。" else item.start
        first_sentence = True
        while position < item.end:
            stop = self._view.find("。", position, item.end)
            if stop < 0:
                break
            sentence = self._view[position : stop + 1]
            if self._is_label(sentence) and stop + 1 < item.end and not (first_sentence and position == item.start):
                cuts.append((position, stop + 1))
            first_sentence = False
            position = stop + 1
        # two labels in a row are no labels but short sentences
        cuts = [c for i, c in enumerate(cuts) if not (i + 1 < len(cuts) and cuts[i + 1][0] == c[1])]
        if len(cuts) < 2:
            return
        items[own] = item._replace(end=cuts[0][0], head_end=min(item.head_end, cuts[0][0]))
        if items[own].end == items[own].head_end:
            items[own] = items[own]._replace(is_heading=True)
        for i, (start, head) in enumerate(cuts):
            end = cuts[i + 1][0] if i + 1 < len(cuts) else item.end
            items.append(Item(start, end, head, item.section, own, item.depth + 1, False))

    def _is_label(self, sentence: str) -> bool:
        body = sentence[:-1]
        return (
            4 <= len(body) <= _LABEL_LIMIT
            and not any(c.isdigit() or c in "《》:%,;" for c in body)
            and not self._headings.opener.match(body)
        )
