"""The cards of a report laid out in the four tabs, each in groups that can be folded: what the right side of the desk shows."""

from collections.abc import Sequence
from typing import NamedTuple

from linter.output.cards import TABS, Card
from linter.output.catalogue import Catalogue

AT_FIRST = 10  # of claims: the worst, the rest on demand


class Shelf(NamedTuple):
    """Cards under one heading. `cards` are (place in the sequence given, card). `first` of them are shown at once, 0 for all."""

    id: str
    heading: str
    cards: tuple[tuple[int, Card], ...]
    unfolded: bool
    first: int = 0
    agreed: bool = False  # waived, or known to a baseline: these want nothing any more


class Sheet(NamedTuple):
    """One tab. `total` is of the cards that want something; of all where none does."""

    id: str
    total: int
    shelves: tuple[Shelf, ...]


def sheets(told: Sequence[Card], words: Catalogue) -> tuple[Sheet, ...]:
    """The four tabs in the order of TABS. What is waived or known stands last in its tab, folded."""
    return tuple(_sheet(tab, [(at, card) for at, card in enumerate(told) if card.tab == tab], words) for tab in TABS)


def _sheet(tab: str, placed: list[tuple[int, Card]], words: Catalogue) -> Sheet:
    grouped: dict[str, list[tuple[int, Card]]] = {}
    titles: dict[str, str] = {}
    for at, card in placed:
        id, title = _home(card, words)
        grouped.setdefault(id, []).append((at, card))
        titles.setdefault(id, title)
    shelves = [
        Shelf(f"{tab}-{id}", titles[id], tuple(group), _grave(group), AT_FIRST if id == "claims" else 0, id == "agreed")
        for id, group in grouped.items()
    ]
    # a stable sort: groups keep the order of their gravest card, what is settled goes below
    shelves.sort(key=lambda shelf: (shelf.agreed, not any(card.severity for _, card in shelf.cards), shelf.id.endswith("-not-applicable")))
    if shelves and not any(shelf.unfolded for shelf in shelves):
        shelves[0] = shelves[0]._replace(unfolded=True)
    return Sheet(tab, sum(card.is_open for _, card in placed) if tab in ("gaps", "issues") else len(placed), tuple(shelves))


def _home(card: Card, words: Catalogue) -> tuple[str, str]:
    """The group a card stands in, and its heading."""
    if card.fingerprint and not card.is_open:
        return "agreed", words("desk.agreed")
    if card.tab == "figures" and not card.severity:
        return card.status, card.word
    if card.status == "not-applicable":
        return card.status, card.word
    return card.group, card.heading


def _grave(group: list[tuple[int, Card]]) -> bool:
    """True for a group that is worth opening unasked: something in it is high, or it is short and wants a look."""
    return any(card.is_open and (card.severity == "error" or (card.severity and card.tab != "gaps")) for _, card in group)
