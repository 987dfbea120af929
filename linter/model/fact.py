"""Nouns of facts: what a report states that can back a claim. Offsets are view offsets, half-open."""

from typing import NamedTuple


class Fact(NamedTuple):
    """A figure, document title, dated event, case or explicit zero.

    kind: figure | rate | document | event | case. `unit` is the measure word of a figure (`件`, `%`),
    `owner` of a document is own | superior | law | other, else empty. `strong` is False where the fact
    exists but backs nothing by itself (a bare 100 %, a superior's document).
    """

    kind: str
    start: int
    end: int
    unit: str = ""
    owner: str = ""
    strong: bool = True
