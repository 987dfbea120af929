"""Run-in label sentences (全面编制权责清单。…): the units of a paragraph that numbers nothing."""

from linter.model.outline import Item
from linter.structure.headings import Headings

_SHORTEST, _LONGEST = 4, 24  # characters of a label without its full stop
_MARKS = frozenset("《》:%,;")


def split_at_labels(view: str, items: list[Item], headings: Headings) -> None:
    """Splits the last of `items` at its label sentences when it has at least two of them; the parts become its children."""
    own = len(items) - 1
    item = items[own]
    if item.end - item.start <= 2 * _SHORTEST:
        return
    cuts = _labels(view, item, headings)
    if len(cuts) < 2:
        return
    first = cuts[0][0]
    head = min(item.head_end, first)
    items[own] = item._replace(end=first, head_end=head, is_heading=head == first)
    for i, (start, end) in enumerate(cuts):
        stop = cuts[i + 1][0] if i + 1 < len(cuts) else item.end
        items.append(Item(start, stop, end, item.section, own, item.depth + 1, False))


def _labels(view: str, item: Item, headings: Headings) -> list[tuple[int, int]]:
    """Spans of the label sentences of an item; two in a row are no labels but short sentences."""
    cuts: list[tuple[int, int]] = []
    position = item.head_end if view[item.head_end - 1] == "。" else item.start
    while position < item.end:
        stop = view.find("。", position, item.end)
        if stop < 0:
            break
        # what opens the item is its head, and what ends it labels nothing
        if position > item.start and _SHORTEST <= stop - position <= _LONGEST and stop + 1 < item.end:
            body = view[position:stop]
            if not any(c in _MARKS or c.isdigit() for c in body) and not headings.opener.match(body):
                cuts.append((position, stop + 1))
        position = stop + 1
    return [c for i, c in enumerate(cuts) if i + 1 == len(cuts) or cuts[i + 1][0] != c[1]]
