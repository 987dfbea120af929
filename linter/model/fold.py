"""Canonical text → folded view, with an offset map.

Folding is one-to-one by `str.translate` where it can be, so that the map only has to remember the
places where characters were left out.
"""

import re

from linter.model.text import Block, View

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width ASCII forms
_WIDTH |= {ord(c): "-" for c in "—–－‐‑‒―─━~～∼〜﹣−"}
_WIDTH |= {ord("∶"): ":", ord("︰"): ":", ord("﹕"): ":", ord("﹐"): ",", ord("﹔"): ";", ord("｡"): "。", ord("､"): "、"}
_WIDTH |= {ord("〈"): "<", ord("〉"): ">", ord("＜"): "<", ord("＞"): ">", ord("﹤"): "<", ord("﹥"): ">"}
_WIDTH |= {ord("•"): "·", ord("・"): "·", ord("‧"): "·", ord("●"): "·", ord("％"): "%", ord("﹪"): "%"}
_WIDTH |= {ord("[") : "〔", ord("]"): "〕", ord("［"): "〔", ord("］"): "〕", ord("【"): "〔", ord("】"): "〕"}
_WIDTH |= {c: c + 32 for c in range(ord("A"), ord("Z") + 1)} | {c: c - 0xFEE0 + 32 for c in range(0xFF21, 0xFF3B)}
TABLE = str.maketrans(_WIDTH)

# spaces of every kind, line breaks, zero-width characters and quotation marks; a dash after a dash
_DROP = re.compile("[\\s\u00a0\u00ad\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff“”‘’\"'`＂＇「」『』]+|(?<=-)-+")



def fold(text: str, blocks: tuple[Block, ...], cuts: tuple[tuple[int, int], ...] = ()) -> View:
    """Builds the view of `text`: only `blocks` are seen, `cuts` (sorted, disjoint ranges of marks) are left out.

    Linear in the length of the text.
    """
    folded = text.translate(TABLE)
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
                if match.start() > position:
                    anchors.append(at)
                    shifts.append(position - at)
                    pieces.append(folded[position : match.start()])
                    at += match.start() - position
                position = match.end()
            stop = max(position, gap_start)
            if stop > position:
                anchors.append(at)
                shifts.append(position - at)
                pieces.append(folded[position:stop])
                at += stop - position
            start = max(start, gap_end)
        ranges.append((first, at))
    return View("".join(pieces), anchors, shifts, ranges)
