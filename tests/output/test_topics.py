"""Topics: what belongs together, in which order, and the words around a finding."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    quoted,
    repeated,
    selected,
    settled,
    topic_of,
    topics,
    veiled,
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
    assert [topic.id for topic in found] == list(TOPICS)
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
    assert len(selected(topic("relation", "figures.a", 3, status="suspicious", severity="info"))) == 3


EMPTY: Any = type("Empty", (), {"relations": (), "claims": ()})


# the words around a finding


def test_a_lone_mark_stands_in_its_clause() -> None:
    text = "全面规范。落实《青岚县目录，规范程序。"
    (excerpt,) = quoted(text, [(7, 8)])
    assert (excerpt.text, excerpt.marked, excerpt.start) == ("落实《青岚县目录", "落实【《】青岚县目录", 5)


def test_a_whole_clause_wants_no_marks() -> None:
    (excerpt,) = quoted("甲。开展法制宣传。", [(2, 8)])
    assert excerpt.marked == excerpt.text == "开展法制宣传"


def test_figures_close_together_share_a_passage_and_others_do_not() -> None:
    text = "受理 12 件，办结 9 件。" + "再部署。" * 20 + "受理 15 件。\n受理 3 件。"
    spans = [(m.start(), m.end()) for m in re.finditer(r"\d+ 件", text)]
    found = quoted(text, spans)
    assert [e.text for e in found] == ["受理 12 件，办结 9 件", "受理 15 件", "受理 3 件"]
    assert [p.text for p in found[0].pieces if p.hit] == ["12 件", "9 件"]


def test_spans_that_overlap_are_one_hit() -> None:
    (excerpt,) = quoted("持证上岗 956 人，全县", [(0, 4), (2, 10), (5, 8)])
    assert [p.text for p in excerpt.pieces if p.hit] == ["持证上岗 956 人"]


def test_after_four_passages_the_rest_are_left_out() -> None:
    text = "\n".join(f"第 {n} 项" for n in range(9))
    assert len(quoted(text, [(m.start(), m.end()) for m in re.finditer(r"\d", text)])) == 4


def test_a_long_clause_is_cut_where_one_sees_it() -> None:
    text = "前" * 40 + "《" + "后" * 24 + "，其余"
    (excerpt,) = quoted(text, [(40, 41)])
    assert excerpt.marked == "…" + "前" * 24 + "【《】" + "后" * 24


def test_half_width_marks_end_a_clause_and_marks_inside_numbers_do_not() -> None:
    text = "全年受理,其中1,200件(含9:30前)办结;再部署"
    (excerpt,) = quoted(text, [(text.index("件"), text.index("件") + 1)])
    assert excerpt.text == "其中1,200件(含9:30前)办结"


def test_blank_edges_are_left_out() -> None:
    (excerpt,) = quoted("甲。 \u3000咨询电话 123 \r\n乙", [(9, 12)])
    assert excerpt.text == "咨询电话 123"


@given(st.text(alphabet="甲乙 1，。\n　《", max_size=120), st.data())
def test_excerpts_are_literal_and_hold_what_they_were_asked_for(text: str, data: st.DataObject) -> None:
    point = st.integers(0, len(text))
    spans = [s for s in data.draw(st.lists(st.tuples(point, point), max_size=6)) if s[0] < s[1]]
    found = quoted(text, spans)
    assert len(found) <= 4
    literal = [(e.start, e.text.removeprefix("…").removesuffix("…")) for e in found]
    for excerpt, (start, said) in zip(found, literal, strict=True):
        assert text[start : start + len(said)] == said
        assert any(piece.hit for piece in excerpt.pieces) and all(piece.text for piece in excerpt.pieces)
    if len(found) < 4:
        for first, last in spans:
            assert any(start <= first and last <= start + len(said) for start, said in literal)


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
    assert veiled("电话13000000000，身份证11010119900101123X，2024年，956人") == "电话130******00，身份证110*************3X，2024年，956人"
    text = "电话 13000000000。"
    (excerpt,) = excerpts(Note(finding("privacy.a", "privacy", start=3, end=14), None, None), text)
    assert excerpt.text == "电话 130******00"
