"""Reports that are right by construction are not accused of anything."""

import pytest

from linter.model.verdict import Relation
from tests.mutation.bench import Bench
from tests.mutation.places import Place, reports

NAMES = [r.name for r in reports()]
EACH = pytest.mark.parametrize("name", NAMES)
# nine numbered parts and four headings without a number: a reader would ask for 十、 to 十三、 too
UNNUMBERED = {"10-qiwu-city-2024": ("第一责任人履职情况", "存在问题", "2025年工作打算", "其他需要报告的情况")}


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
        and not (f.rule == "format.heading-order" and f.quote in UNNUMBERED.get(name, ()))
    ]
    assert said == []


@EACH
def test_most_marked_relations_are_seen(name: str, bench: Bench) -> None:
    """A relation nobody looks at can't be told from one that holds."""
    report = bench.baseline(name).report
    kinds = {"sum": ("sum", "subset"), "rate": ("percentage",), "product": ("product",)}
    consistent = [r for r in report.relations if r.verdict == "consistent"]
    marked = [p for p in bench.report(name).places if p.kind in kinds]
    unseen = [p for p in marked if not any(r.kind in kinds[p.kind] and _holds(r, p) for r in consistent)]
    assert len(unseen) <= 0.1 * len(marked), [bench.report(name).text[slice(*p.spans[0])] for p in unseen]


def _holds(relation: Relation, place: Place) -> bool:
    """True where every figure of the place is a part of the relation."""
    return all(any(p.start < m.end and m.start < p.end for p in relation.parts) for m in place.marks)
