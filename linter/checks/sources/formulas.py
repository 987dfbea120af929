"""Fixed formulas: several members in one order, which a text may shorten but not turn round.

增强“四个意识”、坚定“四个自信”、做到“两个维护”: members that stand together are read as one run; a run out of order is
`permuted`, one that a formula wants whole and that lacks a member is `truncated`.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from linter.checks.context import Context
from linter.checks.matchers import folded

_ENDS = frozenset("。;!?\n")
_GAP = 1
_LEAST = 2


class Break(NamedTuple):
    """A run of members that is not the formula. Offsets are those of the view."""

    start: int
    end: int
    kind: str  # permuted | truncated
    formula: str
    left_out: str
    severity: str


def prepare(table: dict[str, Any]) -> list[list[Any]]:
    """[members (each its wordings), the formula in full, gap, joints, least, tails, whole from, severity] of each formula."""
    out = []
    for name, entry in table.items():
        members = [[folded(word) for word in member.split("|")] for member in entry["members"]]
        if len(members) < 2:
            raise ValueError(f"固定表述“{name}”至少要有两个成分")
        out.append(
            [
                members, entry["say"], entry.get("gap", _GAP), [folded(word) for word in entry.get("joints", ())], entry.get("least", _LEAST),
                [folded(word) for word in entry.get("tails", ())], entry.get("whole", 0), entry.get("severity", ""), bool(entry.get("tail-only")),
            ]
        )  # fmt: skip
    return out


def literals(formulas: list[list[Any]]) -> list[str]:
    """Every wording of every member."""
    return [word for formula in formulas for member in formula[0] for word in member]


def find(formulas: list[list[Any]], context: Context) -> Iterator[Break]:
    """The runs of members that break a formula."""
    hits, view = context.scan.hits, context.scan.view
    for members, say, gap, joints, least, tails, whole, severity, tail_only in formulas:
        there = [(number, word) for number, member in enumerate(members) for word in member if word in hits]
        if len({number for number, _ in there}) < _LEAST:
            continue
        places = sorted((start, -(start + len(word)), number) for number, word in there for start in hits[word])
        for run in _runs(places, view, gap, joints):
            start, end = run[0][0], run[-1][1]
            numbers = [number for _, _, number in run]
            tailed = view.startswith(tuple(tails), end) if tails else False
            if tail_only and not tailed:
                continue
            if numbers != sorted(numbers):
                if len(run) >= least:
                    yield Break(start, end, "permuted", say, "", severity)
                continue
            missing = [members[number][0] for number in range(len(members)) if number not in numbers]
            alone = view[start - 1 : start] not in ("、", ",") and view[end : end + 1] != "、"
            if missing and alone and len(run) >= _LEAST and ((whole and numbers[0] == 0 and len(run) >= whole) or (tailed and not tail_only)):
                yield Break(start, end, "truncated", say, "、".join(missing), "info")


def _runs(places: list[tuple[int, int, int]], view: str, gap: int, joints: list[str]) -> Iterator[list[tuple[int, int, int]]]:
    """Members that stand together, as (start, end, number); a member that comes again begins a new run."""
    run: list[tuple[int, int, int]] = []
    for start, minus_end, number in places:
        end = -minus_end
        if run and start < run[-1][1]:
            continue
        between = view[run[-1][1] : start] if run and start - run[-1][1] <= gap else None
        joined = between is not None and (between in joints or not between if joints else _ENDS.isdisjoint(between))
        if not joined or any(number == known for _, _, known in run):
            if run:
                yield run
            run = []
        run.append((start, end, number))
    if run:
        yield run
