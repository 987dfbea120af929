"""Words that stand twice in a row (进一步进一步): the text held against itself, shifted by the length of a word.

Two shifted copies are compared as one big number each, so that the time is that of a few passes in C whatever the text.
"""

from collections.abc import Iterator

_SHORTEST, _LONGEST = 2, 6
_WIDTH = 2  # bytes of a code unit


def doubles(text: str) -> Iterator[tuple[int, int]]:
    """(start, length) of stretches of 2 to 6 characters that are followed by themselves, each once, by length and then by start.

    Characters beyond the basic plane are looked at as one foreign character.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) != _WIDTH * len(text):
        units = "".join([c if c <= "\uffff" else "\ufffd" for c in text]).encode("utf-16-le", "surrogatepass")
    size = len(units)
    number = int.from_bytes(units, "little")
    for length in range(_SHORTEST, _LONGEST + 1):
        shift = length * _WIDTH
        if size < 2 * shift:
            return
        # where a character and the one `length` further on are the same, two zero bytes stand
        differing = (number ^ (number >> (8 * shift))).to_bytes(size, "little")
        same = bytes(shift)
        at = differing.find(same, 0, size - shift)
        while at >= 0:
            start = (at + 1) // _WIDTH
            if differing.startswith(same, start * _WIDTH) and (start + 2 * length) * _WIDTH <= size:
                yield start, length
                at = differing.find(same, (start + length) * _WIDTH, size - shift)
            else:
                at = differing.find(same, at + 1, size - shift)

