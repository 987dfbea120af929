"""The reports of tests/reports/mutable and the places in them that operators may change, as their authors marked them.

A place is written in the YAML as the words of the report with the figures, titles or marks in braces,
`{total:287}项，其中{part:31}项`; without the braces it stands literally in the text (`nth` where it stands there more than once).
What a place says is true in the report: sums add up, rates are rounded, lists are complete. test_places.py recomputes it.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

FOLDER = Path(__file__).parents[1] / "reports" / "mutable"
_MARK = re.compile(r"\{([a-z]+):([^{}]*)\}")


class Mark(NamedTuple):
    """One figure, title, name or enumerator of a place; offsets into the report's text."""

    role: str
    start: int
    end: int
    text: str


class Place(NamedTuple):
    """`kind` says what holds among the marks; `spans` are the stretches of text they stand in."""

    kind: str
    marks: tuple[Mark, ...]
    spans: tuple[tuple[int, int], ...]
    closed: bool = False  # of a sum: the parts are all there are
    expect: str = ""  # of a section: the rule that misses it

    def only(self, role: str) -> Mark:
        """The one mark of a role."""
        (mark,) = self.all(role)
        return mark

    def all(self, role: str) -> tuple[Mark, ...]:
        return tuple(m for m in self.marks if m.role == role)


class MutableReport(NamedTuple):
    name: str
    text: str
    level: str
    year: int
    tail: int  # where the last section ends
    places: tuple[Place, ...]

    def of(self, *kinds: str) -> tuple[Place, ...]:
        return tuple(p for p in self.places if p.kind in kinds)


def reports() -> tuple[MutableReport, ...]:
    """All of them, by name."""
    return tuple(_report(path) for path in sorted(FOLDER.glob("*.yaml")))


def _report(path: Path) -> MutableReport:
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    places = tuple(_place(text, entry) for entry in data["places"])
    return MutableReport(path.stem, text, data["level"], data["year"], text.rindex(data["tail"]), places)


def _place(text: str, entry: dict[str, Any]) -> Place:
    marks: list[Mark] = []
    spans: list[tuple[int, int]] = []
    for at in entry["at"]:
        written, nth = (at, 1) if isinstance(at, str) else (at["text"], at["nth"])
        plain = _MARK.sub(r"\2", written)
        start = _position(text, plain, nth)
        spans.append((start, start + len(plain)))
        marks.extend(_marks(written, start))
    return Place(entry["kind"], tuple(marks), tuple(spans), entry.get("closed", False), entry.get("expect", ""))


def _position(text: str, plain: str, nth: int) -> int:
    at = -1
    for _ in range(nth):
        at = text.find(plain, at + 1)
        if at < 0:
            raise LookupError(f"not in the report: {plain}")
    return at


def _marks(written: str, start: int) -> Iterator[Mark]:
    shift = 0
    for found in _MARK.finditer(written):
        begin = start + found.start() - shift
        shift += len(found[0]) - len(found[2])
        yield Mark(found[1], begin, begin + len(found[2]), found[2])
