"""Cards: every finding once, numbers in the order of the text, keys that stay."""

from typing import Any

import pytest

from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.output.cards import TABS, Card, cards, renumbered
from linter.output.catalogue import catalogue
from tests.output.conftest import MORE

ZH = catalogue("zh")


@pytest.fixture(scope="module")
def told(whole: Run, rulebook: Rulebook) -> tuple[Card, ...]:
    return cards(whole, whole.reports[0], rulebook, ZH)


def test_every_finding_has_exactly_one_card(whole: Run, told: tuple[Card, ...]) -> None:
    found = [card for card in told if card.fingerprint]
    assert sorted(card.fingerprint for card in found) == sorted(f.fingerprint for f in whole.reports[0].findings)
    assert {(c.rule, c.fingerprint) for c in found} == {(f.rule, f.fingerprint) for f in whole.reports[0].findings}


def test_numbers_run_in_the_order_of_the_text_over_findings_only(told: tuple[Card, ...]) -> None:
    numbered = sorted((card for card in told if card.number), key=lambda card: card.number)
    assert [card.number for card in numbered] == list(range(1, len(numbered) + 1))
    starts = [card.passages[0].start for card in numbered]
    assert starts == sorted(starts) and len(starts) > 20
    assert all(bool(card.number) == bool(card.fingerprint and card.passages) for card in told)


def test_some_of_the_cards_are_numbered_anew(told: tuple[Card, ...]) -> None:
    some = renumbered([card for card in told if card.severity == "error"])
    assert sorted(card.number for card in some if card.number) == list(range(1, sum(bool(c.passages) for c in some) + 1))


def test_tabs_hold_what_they_say(told: tuple[Card, ...]) -> None:
    assert {card.tab for card in told} == set(TABS)
    assert all(card.status in ("evidenced", "not-applicable") and not card.fingerprint for card in told if card.tab == "passed")
    assert all(card.group == "figures" for card in told if card.tab == "figures")
    assert next(card for card in told if card.rule == "digital.sharing").waiver == "由县档案馆统一报送"
    assert not next(card for card in told if card.rule == "digital.sharing").is_open


def test_what_is_absent_points_to_its_heading_and_marks_nothing(whole: Run, told: tuple[Card, ...]) -> None:
    card = next(card for card in told if card.rule == "enforcement.discretion")
    assert card.passages == () and card.number == 0
    assert card.target == whole.reports[0].document.text.index("一、主要举措和成效")


def test_passages_are_never_empty(make_whole: Any, run_of: Any, rulebook: Rulebook) -> None:
    report = make_whole()
    empty = tuple(f._replace(end=f.start) if f.kind not in ("section", "coverage", "date") else f for f in report.findings)
    made = cards(run_of(report), report._replace(findings=empty, relations=()), rulebook, ZH)
    assert all(passage.end > passage.start for card in made for passage in card.passages)
    assert next(card for card in made if card.rule == "format.typo").target == report.document.text.index("扫码入企")


def test_keys_are_unique_and_stay_when_a_paragraph_is_put_above(make_whole: Any, run_of: Any, rulebook: Rulebook, told: tuple[Card, ...]) -> None:
    report = make_whole(more=["（十）新增一段。本段说明情况。", *MORE])
    moved = cards(run_of(report), report, rulebook, ZH)
    assert len({card.key for card in told}) == len(told)
    assert [card.key for card in moved] == [card.key for card in told]
    assert [card.target for card in moved] != [card.target for card in told]


def test_the_same_figures_twice_have_keys_in_the_order_of_the_text(make_whole: Any, run_of: Any, rulebook: Rulebook) -> None:
    report = make_whole()
    held = next(r for r in report.relations if r.verdict == "consistent")
    made = cards(run_of(report), report._replace(relations=(held, held, held)), rulebook, ZH)
    keys = [card.key for card in made if card.key.startswith("settled-")]
    assert len(set(keys)) == 3 and keys[1:] == [f"{keys[0]}-2", f"{keys[0]}-3"]
