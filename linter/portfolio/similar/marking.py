"""Where two passages differ, character by character; a figure is one character, for who reads 1【87】 has to put it together again."""

import re

from linter.model.copying import Stretch

_LONGEST = 4_000  # characters that are aligned; time and memory grow with the square
_ISLAND = 2  # equal characters between two changes that say less than they disturb
_SIGN = re.compile(r"[0-9０-９][0-9０-９,.，．]*[0-9０-９]|.", re.DOTALL)


def stretches(left: str, right: str) -> tuple[Stretch, ...]:
    """The stretches of two passages in order. Joined, the left ones are `left` and the right ones `right`."""
    one, other = _SIGN.findall(left), _SIGN.findall(right)
    head = _common(one, other)
    tail = min(_common(one[::-1], other[::-1]), min(len(one), len(other)) - head)
    same, ending = "".join(one[:head]), "".join(one[len(one) - tail :])
    one, other = one[head : len(one) - tail], other[head : len(other) - tail]
    found = [Stretch(True, same, same)]
    if max(len(one), len(other)) > _LONGEST:
        found.append(Stretch(False, "".join(one), "".join(other)))
    elif one or other:
        from rapidfuzz.distance import Indel

        for code in Indel.opcodes(one, other):
            found.append(Stretch(code.tag == "equal", "".join(one[code.src_start : code.src_end]), "".join(other[code.dest_start : code.dest_end])))
    found.append(Stretch(True, ending, ending))
    return _merged([each for each in found if each.left or each.right])


def _common(left: list[str], right: list[str]) -> int:
    """How many signs are equal at the beginning."""
    for at, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            return at
    return min(len(left), len(right))


def _merged(found: list[Stretch]) -> tuple[Stretch, ...]:
    """Neighbours of one kind as one, and islands taken into the changes around them."""
    kept = []
    for at, each in enumerate(found):
        island = each.equal and 0 < at < len(found) - 1 and len(each.left) <= _ISLAND
        kept.append(each._replace(equal=False) if island else each)
    out: list[Stretch] = []
    for each in kept:
        if out and out[-1].equal == each.equal:
            out[-1] = Stretch(each.equal, out[-1].left + each.left, out[-1].right + each.right)
        else:
            out.append(each)
    return tuple(out)
