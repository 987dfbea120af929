"""Canonical text → folded view, with an offset map.

Folding is one-to-one by `str.translate` where it can be, so that the map only has to remember the
places where characters were left out.
"""

import re

from linter.model.text import Block, View

_WIDTH: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width ASCII forms
_WIDTH |= {ord(c): "-" for c in "—–－‐‑‒―─━~～∼〜﹣−"}
_WIDTH |= {ord("∶"): ":", ord("︰"): ":", ord("﹕"): ":", ord("﹐"): ",", ord("﹔"): ";", ord("｡"): "。", ord("､"): "、"}
_WIDTH |= {ord("〈"): "<", ord("〉"): ">", ord("＜"): "<", ord("＞"): ">", ord("﹤"): "<", ord("﹥"): ">"}
_WIDTH |= {ord("•"): "·", ord("・"): "·", ord("‧"): "·", ord("●"): "·", ord("％"): "%", ord("﹪"): "%"}
_WIDTH |= {ord("[") : "〔", ord("]"): "〕", ord("［"): "〔", ord("］"): "〕", ord("【"): "〔", ord("】"): "〕"}
_WIDTH |= {c: c + 32 for c in range(ord("A"), ord("Z") + 1)} | {c: c - 0xFEE0 + 32 for c in range(0xFF21, 0xFF3B)}
TABLE = str.maketrans(_WIDTH)
# the same by character: replacing the few that a text has is faster than looking up every character of it
_BY_CHARACTER = {chr(code): chr(to) if isinstance(to, int) else to for code, to in _WIDTH.items()}

# spaces of every kind, line breaks, zero-width characters and quotation marks; of the dashes among them one stays,
# so that —— is one dash even where a line ends inside it (\s has the wide spaces; sets are slow to compile)
_DROP = re.compile("[\\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff“”‘’\"'`＂＇「」『』-]+")


def fold(text: str, blocks: tuple[Block, ...], cuts: tuple[tuple[int, int], ...] = ()) -> View:
    """Builds the view of `text`: only `blocks` are seen, `cuts` (sorted, disjoint ranges of marks) are left out.

    Linear in the length of the text.
    """
    folded = text
    for c in _BY_CHARACTER.keys() & set(text):
        folded = folded.replace(c, _BY_CHARACTER[c])
    pieces: list[str] = []
    anchors: list[int] = [0]
    shifts: list[int] = [0]
    ranges: list[tuple[int, int]] = []
    at = 0
    cut = 0
    for block in blocks:
        if pieces:
            pieces.append("\n")
            at += 1
        first = at
        start = block.start
        while cut < len(cuts) and cuts[cut][1] <= start:
            cut += 1
        # only the cuts of this block, so that a file full of marks stays linear
        after = cut
        while after < len(cuts) and cuts[after][0] < block.end:
            after += 1
        gaps = cuts[cut:after]
        for gap_start, gap_end in [*gaps, (block.end, block.end)]:
            position = start
            for match in _DROP.finditer(folded, start, max(start, gap_start)):
                first_dropped, after_dropped = match.span()
                if first_dropped > position:
                    anchors.append(at)
                    shifts.append(position - at)
                    pieces.append(folded[position:first_dropped])
                    at += first_dropped - position
                position = after_dropped
                if after_dropped - first_dropped == 1 and folded[first_dropped] not in "-\t":
                    continue
                kept, mark = folded.find("-", first_dropped, after_dropped), "-"
                if kept < 0 and _parts_figures(folded, first_dropped, after_dropped, block):
                    # columns of a table without borders: 41    56 is not 4156
                    kept, mark = first_dropped, "|"
                if kept >= 0:
                    anchors.append(at)
                    shifts.append(kept - at)
                    pieces.append(mark)
                    at += 1
            stop = max(position, gap_start)
            if stop > position:
                anchors.append(at)
                shifts.append(position - at)
                pieces.append(folded[position:stop])
                at += stop - position
            start = max(start, gap_end)
        ranges.append((first, at))
    return View("".join(pieces), anchors, shifts, ranges)


def _parts_figures(folded: str, start: int, end: int, block: Block) -> bool:
    """True for a tab or several spaces on one line between two digits of a block."""
    if start <= block.start or end >= block.end or not (folded[start - 1].isdigit() and folded[end].isdigit()):
        return False
    gap = folded[start:end]
    return "\n" not in gap and "\r" not in gap and ("\t" in gap or gap.isspace())
