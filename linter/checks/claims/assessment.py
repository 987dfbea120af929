"""What is found of one claim before claims are ranked, and the place it stands in."""

from typing import NamedTuple

from linter.model.rule import Rule

# how soon a reviewer would send a claim back: universals and priorities without any base, items without one fact, rates and
# amounts, measures, effects; then what is only weak, what the introduction says, what lacks something, what is backed
SEVERE, BARE, RATED, MEASURE, EFFECT, WEAK, INTRODUCED, PARTLY, BACKED = range(9)


class Place(NamedTuple):
    """The sentence and the item of a clause, as half-open ranges of clauses; `bare` where the item holds no evidence at all.

    `next_end` closes the sentence after it, where the item has one.
    """

    sentence: int
    sentence_end: int
    next_end: int
    item: int
    item_end: int
    bare: bool


class Verdict(NamedTuple):
    """What backs a claim. `order` is one of the constants above."""

    support: str  # supported | partial | unsupported
    strength: str  # strong | weak
    reason: str
    order: int


class Assessment(NamedTuple):
    """A claim in view offsets with its verdict; `first` and `last` are its clauses, `mark` what makes it more than plain."""

    start: int
    end: int
    first: int
    last: int
    rule: Rule
    verdict: Verdict
    mark: tuple[int, int] = (0, 0)
