"""Reports that are right by construction are not accused of anything."""

import pytest

from tests.mutation.bench import Bench
from tests.mutation.places import reports

NAMES = [r.name for r in reports()]
EACH = pytest.mark.parametrize("name", NAMES)


@EACH
def test_no_relation_is_inconsistent_or_suspicious(name: str, bench: Bench) -> None:
    report = bench.baseline(name).report
    said = [(r.kind, r.verdict, r.calculation) for r in report.relations if r.verdict == "inconsistent" or r.suspicious]
    assert said == []


@EACH
@pytest.mark.parametrize("stage", ["draft", "submitted", "published"])
def test_nothing_is_said_of_sources_form_or_persons(name: str, stage: str, bench: Bench) -> None:
    report = bench.baseline(name, stage).report
    said = [
        (f.rule, f.quote, f.message)
        for f in report.findings
        if f.rule.startswith(("basis.", "format.", "privacy.", "structure.residue", "structure.date"))
    ]
    assert said == []


@EACH
def test_most_marked_relations_are_seen(name: str, bench: Bench) -> None:
    """A relation nobody looks at can't be told from one that holds."""
    report = bench.baseline(name).report
    kinds = {"sum": ("sum", "subset"), "rate": ("percentage",), "product": ("product",)}
    marked = [p for p in bench.report(name).places if p.kind in kinds]
    seen = [
        p for p in marked
        if any(r.kind in kinds[p.kind] and r.verdict == "consistent" and {(m.start, m.end) for m in p.marks if m.role in ("total", "numerator")}
               & {(q.start, q.end) for q in r.parts} for r in report.relations)
    ]  # fmt: skip
    assert len(seen) >= 0.9 * len(marked)
