"""The statuses of a report in one string of bytes: at the place `rule.number` the number of the status, NONE where the rule judged nothing.

The same as `result.status`, for views of all reports at once: ten thousand short strings are read in the time of a hundred thousand rows.
"""

from collections.abc import Iterable, Sequence

from linter.portfolio.values import STATUSES

NONE = 255
_NUMBERS = {word: number for number, word in enumerate(STATUSES)}


def packed(statuses: Iterable[tuple[int, str]], rules: int) -> bytes:
    """The bytes of (number of a rule, status) pairs; `rules` is how many the rulebook has. KeyError for a word that is no status."""
    out = bytearray([NONE]) * rules
    for number, status in statuses:
        out[number] = _NUMBERS[status]
    return bytes(out)


def unpacked(kept: bytes) -> Sequence[str | None]:
    """The status of each rule by its number, None where it judged nothing."""
    return [None if code == NONE else STATUSES[code] for code in kept]
