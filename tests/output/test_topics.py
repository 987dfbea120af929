"""Topics: what belongs together, in which order, and the words around a finding."""

from typing import Any

import pytest

from linter.checks.registry import kinds
from linter.model.result import Report, Run
from linter.model.verdict import Claim, Finding, Part, Relation
from linter.output.digest import OBLIGATION_KINDS
from linter.output.topics import (
    TOPICS,
    Note,
    clusters,
    elsewhere,
    excerpts,
    placed,
    repeated,
    selected,
    settled,
    topic_of,
    topics,
    verdict_of,
)


def finding(rule: str, kind: str, status: str = "found", **changes: Any) -> Finding:
    return Finding(rule, kind, status, "warning", "说明。", "", "", None, None, None, None, "", "", 1, "0" * 16)._replace(**changes)


def test_every_kind_of_check_has_a_topic_or_is_a_duty() -> None:
    for name in kinds():
        topic = topic_of(finding("x.y", name))
        assert (topic is None) == (name in OBLIGATION_KINDS)
        assert topic is None or topic in TOPICS


@pytest.mark.parametrize(
    ("rule", "kind", "topic"),
    [
        ("figures.sum-check", "relation", "figures"),
        ("figures.vague", "figure", "figures"),
        ("figures.rate-denominator", "claim", "claims"),
        ("structure.residue", "residue", "form"),
        ("basis.term.legacy", "term", "basis"),
        ("format.typo", "term", "form"),
        ("figures.vague", "term", "figures"),
        ("structure.plan.matches-problems", "coherence", "coherence"),
        ("structure.title", "section", None),
    ],
)
def test_the_topic_follows_the_kind_and_for_words_the_folder(rule: str, kind: str, topic: str | None) -> None:
    assert topic_of(finding(rule, kind)) == topic


def test_topics_stand_in_their_order_and_hold_every_finding_once(whole: Run) -> None:
    report = whole.reports[0]
    found = topics(report, report.findings)
    # what is said of waivers comes from what was agreed, not from judging
    assert [topic.id for topic in found] == [topic for topic in TOPICS if topic != "waivers"]
    told = [note.finding.fingerprint for topic in found for note in topic.notes]
    assert sorted(told) == sorted(f.fingerprint for f in report.findings if f.kind not in OBLIGATION_KINDS)


def notes(report: Report, id: str) -> tuple[Note, ...]:
    return next(topic.notes for topic in topics(report, report.findings) if topic.id == id)


def test_contradictions_come_first_then_what_to_mend_then_what_to_weigh_then_hints(whole: Run) -> None:
    order = [(note.finding.rule, note.finding.status) for note in notes(whole.reports[0], "figures")]
    assert order == [
        ("figures.sum-check", "inconsistent"), ("figures.percent-recompute", "inconsistent"), ("ledger.value", "inconsistent"),
        ("figures.unit-date", "found"), ("figures.list-count", "suspicious"), ("figures.vague", "found"),
    ]  # fmt: skip


def test_a_finding_knows_what_was_computed(whole: Run) -> None:
    computed = {note.finding.rule: note.relation for note in notes(whole.reports[0], "figures")}
    assert computed["figures.sum-check"] is not None and computed["figures.sum-check"].calculation == "400 + 350 + 410 = 1160 ≠ 1200"
    assert computed["figures.list-count"] is not None and verdict_of(computed["figures.list-count"]) == "suspicious"
    assert computed["ledger.value"] is None and computed["figures.unit-date"] is None


def test_each_relation_is_told_by_one_finding(whole: Run) -> None:
    report = whole.reports[0]
    at = report.document.text.index("88 件，审结 81 件")
    near = Relation("sum", "inconsistent", False, (Part(at, at + 4, "88", "total"), Part(at + 7, at + 11, "81", "part")), "一", "r")
    far = near._replace(parts=(Part(0, 2, "1", "total"),), calculation="二")
    report = report._replace(relations=(far, near, near._replace(calculation="三")))
    spans = [(at, at + 11), (at, at + 11), (at, at + 11), (0, 2)]
    made = [finding("r", "relation", "inconsistent", start=start, end=end, rank=rank) for rank, (start, end) in enumerate(spans)]
    told = [note.relation.calculation if note.relation else None for note in topics(report, made)[0].notes]
    assert told == ["一", "三", None, "二"]


def test_relations_that_a_duty_speaks_for_are_not_lost(whole: Run) -> None:
    report = whole.reports[0]
    assert elsewhere(report) == ()
    assert [verdict for verdict, _ in settled(report)] == ["consistent", "cannot-tell"]
    dates = Relation("date-order", "inconsistent", False, (Part(0, 2, "2025-02-20", "later"),), "", "figures.date-order")
    report = report._replace(relations=(*report.relations, dates, dates._replace(verdict="consistent")))
    assert elsewhere(report) == (dates,)
    assert [(verdict, len(same)) for verdict, same in settled(report)] == [("inconsistent", 1), ("consistent", 4), ("cannot-tell", 1)]
    assert settled(report._replace(relations=())) == []


def test_claims_stand_by_rank(whole: Run) -> None:
    claims = [note.claim for note in notes(whole.reports[0], "claims")]
    assert [claim.rank for claim in claims if claim] == [1, 2, 3, 4, 5]


def test_a_claim_whose_duty_speaks_for_it_has_no_note(whole: Run) -> None:
    report = whole.reports[0]
    without = topics(report, [f for f in report.findings if f.quote != "企业满意度明显提升"])
    assert [n.claim.rank for t in without if t.id == "claims" for n in t.notes if n.claim] == [1, 2, 3, 5]


def test_clusters_hold_rule_status_and_severity_together() -> None:
    made = [Note(finding(rule, "term", severity=severity), None, None) for rule, severity in (("a", "info"), ("b", "info"), ("a", "info"), ("a", "error"))]
    assert [(c.rule, len(c.notes)) for c in clusters(made)] == [("a", 2), ("b", 1), ("a", 1)]


def test_a_page_shows_ten_claims_five_contradictions_and_five_places_of_a_rule() -> None:
    def topic(kind: str, rule: str, count: int, **changes: Any) -> Any:
        made = [finding(rule, kind, rank=rank, **changes) for rank in range(count)]
        return topics(EMPTY, made)[0]

    assert len(selected(topic("claim", "claims.plain", 14, status="unsupported", severity="info"))) == 10
    assert len(selected(topic("coherence", "coherence.a", 9, severity="info"))) == 5
    both = [finding(f"{kind}.a", kind, rank=rank, severity="info") for rank in range(14) for kind in ("coherence", "previous")]
    shown = [note.finding.kind for note in selected(topics(EMPTY, both)[0])]
    assert (shown.count("coherence"), shown.count("previous")) == (5, 10)
    assert len(selected(topic("marks", "format.a", 9))) == 5
    assert len(selected(topic("marks", "format.a", 9, severity="info"))) == 0
    assert len(selected(topic("ledger", "ledger.a", 14, severity="info"))) == 10
    assert len(selected(topic("relation", "figures.a", 3, status="suspicious", severity="info"))) == 3


EMPTY: Any = type("Empty", (), {"relations": (), "claims": ()})


def test_something_absent_has_no_passage() -> None:
    assert excerpts(Note(finding("format.a", "marks"), None, None), "甲乙") == ()


def test_a_relation_shows_its_figures_whatever_the_span_of_its_finding() -> None:
    relation = Relation("sum", "inconsistent", False, (Part(2, 4, "9", "part"),), "", "r")
    (excerpt,) = excerpts(Note(finding("r", "relation", start=0, end=1), relation, None), "甲 9件，乙")
    assert excerpt.text == "甲 9件"


def test_the_heading_path_stands_where_the_finding_begins() -> None:
    text = "受理 12 件。" + "再部署。" * 20 + "受理 15 件。"
    later = text.index("15 件")
    relation = Relation("duplicate", "inconsistent", False, (Part(3, 7, "12", "earlier"), Part(later, later + 4, "15", "later")), "", "r")
    note = Note(finding("r", "relation", start=later, end=later + 4, place="一（二）"), relation, None)
    assert [(e.text, place) for e, place in placed(note, text)] == [("受理 12 件", ""), ("受理 15 件", "一（二）")]
    assert [place for _, place in placed(note._replace(finding=note.finding._replace(start=None)), text)] == ["", ""]


def test_a_claim_is_its_clause_and_no_more() -> None:
    claim = Claim(2, 4, "plain", "unsupported", "weak", "", "c", 1)
    (excerpt,) = excerpts(Note(finding("c", "claim", start=2, end=4), None, claim), "前面改善后面")
    assert excerpt.text == "改善"


def test_words_that_the_message_quotes_are_repeated() -> None:
    said = finding("c", "coherence", quote="渠道 作用彰显", message="此处称“渠道作用彰显”，请核对。")
    assert repeated(Note(said, None, None))
    assert not repeated(Note(said._replace(message="请核对。"), None, None))
    assert not repeated(Note(said._replace(quote=""), None, None))
    assert not repeated(Note(said, Relation("sum", "inconsistent", False, (), "", "c"), None))


def test_personal_data_is_not_handed_on() -> None:
    text = "电话 13000000000。"
    (excerpt,) = excerpts(Note(finding("privacy.a", "privacy", start=3, end=14), None, None), text)
    assert excerpt.text == "电话 130******00"
