"""Copied text for a terminal: group by group, who has it, and two passages one below the other with what differs in brackets."""

from collections.abc import Sequence

from linter.model.copying import Group, Pair, Place, but_for_figures, sides
from linter.output.catalogue import Catalogue
from linter.output.glyphs import disarmed, harmless, wrap
from linter.output.rounding import shown

_PLACES = 12  # places of a group that are told
_PAIRS = 3  # pairs of a group that are shown


def compose(groups: Sequence[Group], words: Catalogue, columns: int = 100) -> str:
    """The groups, an empty line between; `words` has the shelf `portfolio`."""
    return disarmed("\n".join("\n".join(_lines(group, words, max(columns, 40))) + "\n" for group in groups))


def _lines(group: Group, words: Catalogue, columns: int) -> list[str]:
    kind = words.term("copied", "exact" if group.exact else "near")
    among = words.term("among", "both" if group.across and group.own else "across" if group.across else "own")
    lines = [words("similar.group", number=group.number, copied=kind, among=among, reports=group.reports, letters=group.letters)]
    for number, place in enumerate(group.places[:_PLACES], 1):
        first, *rest = wrap(harmless(f"{number}. {_place(place, words)}"), columns - 5)
        lines += ["  " + first, *("     " + row for row in rest)]
    if len(group.places) > _PLACES:
        lines += _wrapped(words("similar.places-more", number=len(group.places) - _PLACES), 2, columns)
    near = [pair for pair in group.pairs if pair.stretches and any(not each.equal for each in pair.stretches)]
    if group.text and not near:
        lines += _wrapped(group.text, 4, columns)
    for pair in near[:_PAIRS]:
        lines += _pair(pair, words, columns)
    if len(near) > _PAIRS:
        lines += _wrapped(words("similar.pairs-more", number=len(near) - _PAIRS), 2, columns)
    return lines


def _pair(pair: Pair, words: Catalogue, columns: int) -> list[str]:
    left, right = sides(pair.stretches)
    said = "similar.pair-figures" if but_for_figures(pair) else "similar.pair"
    lines = _wrapped(words(said, one=pair.other + 1, other=pair.place + 1, share=shown(100 * pair.likeness)), 2, columns)
    for number, side in ((pair.other + 1, left), (pair.place + 1, right)):
        lines += _wrapped(f"{number}｜{side}", 4, columns)
    return lines


def _place(place: Place, words: Catalogue) -> str:
    return words("similar.place", unit=place.unit, year=place.year, path=place.path, line=place.line)


def _wrapped(text: str, indent: int, columns: int) -> list[str]:
    return [" " * indent + row for row in wrap(harmless(" ".join(text.split("\n"))), columns - indent)]
