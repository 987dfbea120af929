"""One pass for all literals; which matchers it can rule out; the same findings without the automaton."""

import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.checks.matchers import prepare_all
from linter.checks.scan import Scan, Vocabulary
from linter.checks.triggers import TriggerIndex, triggers
from linter.model.lexicon import Lexicon
from linter.model.outline import Clause, Outline
from tests.checks.toy import Toys

BARE = Outline((), (), (), (), (), None, None)
TEXTS = st.text(alphabet="甲乙丙丁", max_size=60)
WORDS = st.lists(st.text(alphabet="甲乙丙丁", min_size=1, max_size=3), min_size=1, max_size=8)


def plain(words: list[str], monkeypatch: pytest.MonkeyPatch) -> Vocabulary:
    """A vocabulary on a machine without ahocorasick_rs."""
    monkeypatch.setitem(sys.modules, "ahocorasick_rs", None)
    return Vocabulary(words)


def test_all_places_are_found_overlapping_ones_too(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["甲甲", "甲", "乙", "甲"]
    expected = {"甲甲": [0, 1], "甲": [0, 1, 2]}
    assert Vocabulary(words).hits("甲甲甲丙") == expected
    assert plain(words, monkeypatch).hits("甲甲甲丙") == expected
    assert Vocabulary([]).hits("甲") == {}


def divided(text: str) -> Outline:
    """A text whose clauses end in 戊, and nothing else of an outline."""
    ends = [at + 1 for at, char in enumerate(text) if char == "戊"]
    starts = (0, *ends)
    clauses = tuple(Clause(start, end, 0) for start, end in zip(starts, (*ends, len(text)), strict=True) if end > start)
    return Outline((), (), (), clauses, tuple(clause.start for clause in clauses), None, None)


@given(st.text(alphabet="甲乙丙戊", max_size=80), st.sampled_from([0, 1, 255, 256, 257, 600]))
@settings(max_examples=120, deadline=None)
def test_a_chain_that_the_clauses_rule_out_has_no_span(text: str, before: int) -> None:
    """However many clauses there are: a bit of Scan.places may stand for several of them."""
    text = "戊甲" * before + text
    prepared = prepare_all(["甲…4…乙", "丙…4…甲…4…乙", "乙…4…乙"], Lexicon({}))
    scan = Scan(text, divided(text), Vocabulary(["甲", "乙", "丙"]))
    leads = TriggerIndex([(0, "any", prepared)]).leads(scan.hits, scan.places)
    active = [m for lead in leads.values() for _, m in lead.matchers]
    for matcher in prepared:
        spans = scan.find(matcher)
        assert all("戊" not in text[start:end] for start, end in spans)
        assert not spans or any(matcher is one for one in active)


@given(st.text(alphabet="甲戊", max_size=40))
def test_the_clause_of_every_place(text: str) -> None:
    outline = divided(text)
    scan = Scan(text, outline, Vocabulary([]))
    for number, clause in enumerate(outline.clauses):
        assert {scan.clause_at(place) for place in range(clause.start, clause.end)} == {number}
    assert scan.clause_at(len(text)) == max(len(outline.clauses) - 1, 0)


@given(TEXTS, WORDS)
@settings(max_examples=80, deadline=None)
def test_the_automaton_and_its_fallback_agree(text: str, words: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        without = plain(words, patch).hits(text)
    assert Vocabulary(words).hits(text) == without


MATCHERS = [
    "甲乙",
    "甲…3…丙",
    "乙…丙…1…甲",
    {"any": ["甲", "丁乙"]},
    {"all": ["甲", "丙"], "within": "document"},
    {"all": [{"any": ["甲乙", "丙"]}, "丁"], "within": "document"},
    {"regex": "甲乙(?:丙|丁)"},
    {"min": 2, "match": "甲丙"},
]


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_what_cannot_be_set_off_matches_nothing(text: str) -> None:
    """The index leaves out only matchers that have no span."""
    lexicon = Lexicon({})
    prepared = prepare_all(MATCHERS, lexicon)
    words = [w for m in prepared for w in triggers(m)] + ["甲", "乙", "丙", "丁"]
    vocabulary = Vocabulary(words)
    scan = Scan(text, BARE, vocabulary)
    leads = TriggerIndex([(0, "any", prepared)]).leads(scan.hits, scan.places)
    active = [m for lead in leads.values() for _, m in lead.matchers]
    plain = {(start, -negative) for lead in leads.values() for start, negative, _ in lead.spans}
    assert len({id(m) for m in active}) == len(active), "each matcher once"
    for matcher in prepared:
        if matcher[0] == "lit":
            assert plain.issuperset(scan.find(matcher))
        elif not any(matcher is one for one in active):
            assert scan.find(matcher) == []


def chains(text: str, parts: list[str], gaps: list[int]) -> set[tuple[int, int]]:
    """By brute force: neighbours that hold no part between them, each within its gap."""
    places = [[i for i in range(len(text)) if text.startswith(part, i)] for part in parts]
    found = set()
    for first in places[0]:
        end, fine = first + len(parts[0]), True
        for index, (part, starts, gap) in enumerate(zip(parts[1:], places[1:], gaps, strict=True)):
            at = min((s for s in starts if s >= end), default=None)
            # no later start of the first part may fit before the second
            fine = at is not None and at - end <= gap and not (index == 0 and any(first < s <= at - len(parts[0]) for s in places[0]))
            if not fine:
                break
            assert at is not None
            end = at + len(part)
        if fine:
            found.add((first, end))
    return found


@given(st.text(alphabet="甲乙丙", max_size=40), st.integers(0, 6))
@settings(max_examples=200, deadline=None)
def test_a_sequence_is_the_closest_chain(text: str, gap: int) -> None:
    for parts in (["甲", "乙"], ["甲乙", "丙"], ["甲", "乙", "丙"]):
        matcher = ["seq", parts, [gap] * (len(parts) - 1)]
        scan = Scan(text, BARE, Vocabulary(parts))
        assert set(scan.find(matcher)) == chains(text, parts, [gap] * (len(parts) - 1))


def test_a_text_without_structure_is_one_clause() -> None:
    scan = Scan("公示，许可。公示率", BARE, Vocabulary(["公示", "许可"]))
    assert scan.range_of(0, "clause") == (0, 9)
    expected: list[tuple[list[Any], list[tuple[int, int]]]] = [
        (["all", [["lit", "公示"], ["lit", "许可"]], "clause"], [(0, 2), (6, 8)]),
        (["seq", ["许可", "公示"], [2]], [(3, 8)]),
        (["re", "公示率", ["公示"]], [(6, 9)]),
        (["re", "没有的", ["没有"]], []),
        (["in", "plan", ["lit", "公示"]], []),
    ]
    for matcher, spans in expected:
        assert scan.find(matcher) == spans


def test_patterns_are_compiled_once() -> None:
    vocabulary = Vocabulary(["甲"])
    assert vocabulary.pattern("甲.") is vocabulary.pattern("甲.")


def test_the_rules_judge_the_same_without_the_automaton(toys: Toys, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "a: {mention: {any: [公示…条, {regex: '处罚[0-9]{1,4}'}], except: [公示栏]}}\nb: {mention: {any: [{all: [培训, 执法], within: item}]}}"
    items = ("公示信息12条。更新公示栏3条。", "处罚12件，组织执法培训30人。")
    with_it = toys(source).items(*items)
    monkeypatch.setitem(sys.modules, "ahocorasick_rs", None)
    without = toys(source).items(*items)
    assert [(v.status, v.passages) for v in with_it.report.verdicts] == [(v.status, v.passages) for v in without.report.verdicts]
    assert with_it.statuses() == {"a": "evidenced", "b": "evidenced"}
