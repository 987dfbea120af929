"""Where two passages differ, character by character."""

from linter.model.copying import Stretch

_LONGEST = 4_000  # characters that are aligned; time and memory grow with the square
_ISLAND = 2  # equal characters between two changes that say less than they disturb: 1[4]5 for 1[6]5 is read as one figure


def stretches(left: str, right: str) -> tuple[Stretch, ...]:
    """The stretches of two passages in order. Joined, the left ones are `left` and the right ones `right`."""
    head = _common(left, right)
    tail = min(_common(left[::-1], right[::-1]), min(len(left), len(right)) - head)
    one, other = left[head : len(left) - tail], right[head : len(right) - tail]
    found = [Stretch(True, left[:head], right[:head])]
    if max(len(one), len(other)) > _LONGEST:
        found.append(Stretch(False, one, other))
    elif one or other:
        from rapidfuzz.distance import Indel

        for code in Indel.opcodes(one, other):
            found.append(Stretch(code.tag == "equal", one[code.src_start : code.src_end], other[code.dest_start : code.dest_end]))
    found.append(Stretch(True, left[len(left) - tail :], right[len(right) - tail :]))
    return _merged([each for each in found if each.left or each.right])


def _common(left: str, right: str) -> int:
    """How many characters are equal at the beginning."""
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
