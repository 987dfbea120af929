"""A person with the JSON and a pencil gets the printed score (contract.md, Score)."""

import json
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

from linter.engine import Engine
from linter.model.result import Report, Run
from linter.output import Presentation, render
from tests.engine.forms import NAMES, source

SHARE = {"evidenced": Fraction(1), "mentioned": Fraction(6, 10), "planned": Fraction(0), "absent": Fraction(0)}


@pytest.fixture(scope="module")
def documents(judge: Callable[..., Report], engine: Engine) -> list[dict[str, object]]:
    reports = tuple(judge(source(name), f"{name}.md") for name in NAMES)
    book = engine.rulebook
    run = Run(reports, (), (), "2025-03-10", {"profile": "auto", "pack": "all", "version": book.version, "sha256": book.sha256}, "zh")
    text = render(run, "json", options=Presentation(False, False, False, 100, "zh", "info"), rulebook=book)
    found: list[dict[str, object]] = json.loads(text, parse_float=Decimal)["documents"]
    return found


def test_rows_total_and_gains(documents: list[dict[str, object]]) -> None:
    assert len(documents) == len(NAMES)
    for document in documents:
        score: dict[str, object] = document["score"]  # type: ignore[assignment]
        duties: list[dict[str, object]] = document["obligations"]  # type: ignore[assignment]
        rows: list[dict[str, Decimal]] = score["dimensions"]  # type: ignore[assignment]
        scored = [o for o in duties if o["points"] is not None]
        counted = [o for o in scored if o["status"] in SHARE]
        whole = sum(int(str(o["weight"])) for o in counted)
        points = {o["id"]: Fraction(100 * int(str(o["weight"])), whole) * SHARE[str(o["status"])] for o in counted}
        taken = sum((Fraction(str(d["points"])) for d in score["deductions"]), Fraction(0))  # type: ignore[attr-defined]
        exact = sum(points.values(), Fraction(0)) - taken
        total = Fraction(str(score["total"]))
        assert total == Fraction(int(exact * 10 + Fraction(1, 2)), 10)
        assert sum(Fraction(str(row["points"])) for row in rows) - taken == total
        assert sum(Fraction(str(row["max"])) for row in rows) == 100
        for duty in counted:
            full = Fraction(100 * int(str(duty["weight"])), whole)
            assert abs(Fraction(str(duty["points"])) - points[duty["id"]]) <= Fraction(1, 200)
            assert abs(Fraction(str(duty["gain"])) - (full - points[duty["id"]])) <= Fraction(1, 200)
        for row in rows:
            own = [o for o in counted if o["dimension"] == row["id"]]
            assert abs(Fraction(str(row["points"])) - sum((points[o["id"]] for o in own), Fraction(0))) < Fraction(1, 10)
            assert row["applicable"] == sum(int(str(o["weight"])) > 0 for o in own)
