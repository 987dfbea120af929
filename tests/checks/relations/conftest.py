"""One engine of the rules on figures that must agree, and what it says of an invented report."""

from collections.abc import Callable

import pytest

from linter.engine import Engine
from linter.model.result import Report
from linter.model.rule import Rulebook
from tests.checks.toy import judged, report

Said = list[tuple[str, str, str]]


@pytest.fixture(scope="session")
def figures(book: Rulebook) -> Engine:
    """Only the rules of check kind relation."""
    return Engine(book._replace(rules=tuple(r for r in book.rules if r.check == "relation")))


@pytest.fixture(scope="session")
def read(figures: Engine) -> Callable[..., Report]:
    """A whole text, judged as a report."""
    return lambda text, **options: judged(figures, text, **{"assume_report": True, **options}).report


@pytest.fixture(scope="session")
def said(read: Callable[..., Report]) -> Callable[..., Said]:
    """(kind, verdict or suspicious, calculation) of the relations of items; the dates of the frame are left out."""

    def of(*items: str, **options: object) -> Said:
        found = read(report(*items), **options).relations
        return [(r.kind, "suspicious" if r.suspicious else r.verdict, r.calculation) for r in found if r.rule != "figures.date-order"]

    return of


def score_recomputes(kind: str, verdict: str, parts: list[tuple[str, str | None, str]]) -> bool | None:
    """What an independent reader makes of (role, value, text) of the parts; None where the kind has no arithmetic."""
    from fractions import Fraction

    by: dict[str, list[Fraction]] = {}
    for role, value, _ in parts:
        if value is None:
            return None
        try:
            by.setdefault(role, []).append(Fraction(value))
        except ValueError:
            return None
    ok = None
    if kind == "sum" and len(by.get("total", [])) == 1 and len(by.get("part", [])) > 1:
        ok = sum(by["part"]) == by["total"][0]
    elif kind == "subset" and len(by.get("total", [])) == 1 and by.get("part"):
        ok = all(p <= by["total"][0] for p in by["part"])
    elif kind in ("percentage", "ratio") and all(len(by.get(r, [])) == 1 for r in ("numerator", "denominator", "rate")):
        n, d, r = by["numerator"][0], by["denominator"][0], by["rate"][0]
        text = next(t for role, _, t in parts if role == "rate")
        digits = len(text.split(".")[1].rstrip("%％ ")) if "." in text else 0
        ok = bool(d) and abs(n / d * (100 if kind == "percentage" and r > 1 else 1) - r) <= Fraction(1, 2 * 10**digits)
    elif kind == "count" and len(by.get("count", [])) == 1 and by.get("item") is not None:
        ok = len(by["item"]) == by["count"][0]
    return None if ok is None or verdict == "cannot-tell" else ok == (verdict == "consistent")
