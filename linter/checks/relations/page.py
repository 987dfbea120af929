"""A report as the relation finders see it: its quantities in order, the words between them, which units go together."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from linter.checks.relations.arithmetic import shown
from linter.model.fact import Quantity
from linter.model.lexicon import Lexicon
from linter.model.outline import Outline, Profile

Number = int | Fraction


class Mark(NamedTuple):
    """One part of a draft, in view offsets. `value` as in model.verdict.Part."""

    start: int
    end: int
    value: str | None
    role: str


class Draft(NamedTuple):
    """A relation as found: what is to become of it is decided where all of them are known.

    `topic` is what a rule's `of` names; `reason` the key of its sentence and of its calculation; `point` the part that should be
    looked at first; `urgency` orders what is suspicious, the highest first.
    """

    topic: str
    kind: str
    verdict: str
    suspicious: bool
    parts: tuple[Mark, ...]
    reason: str
    values: dict[str, str]
    point: int = 0
    urgency: int = 0
    lower: bool = False  # graded one step lower than the rule says
    canonical: bool = False  # the marks are canonical offsets already


class Words:
    """The word lists of one lexicon, compiled once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._classes: dict[str, str] = {}
        for name, units in lexicon.table("figures.unit_classes").items():
            self._classes |= dict.fromkeys(units, name)

    def words(self, key: str) -> tuple[str, ...]:
        return self._lexicon.words("figures." + key)

    def table(self, key: str) -> dict[str, list[str]]:
        return self._lexicon.table("figures." + key)

    def spans(self, key: str) -> dict[str, str]:
        """A table of plain strings."""
        return self._lexicon.table("figures." + key)

    def pairs(self, key: str) -> list[dict[str, list[str]]]:
        """The values of a table whose entries are tables of word lists themselves."""
        return list(self._lexicon.table("figures." + key).values())

    def either(self, key: str) -> str:
        """An alternation of the words of a list, longest first."""
        return self._lexicon.either("figures." + key)

    def unit_class(self, unit: str) -> str:
        """件, 宗 and 起 count the same things; a unit of no class stands for itself."""
        return self._classes.get(unit, unit)


@lru_cache(maxsize=8)
def words_of(lexicon: Lexicon) -> Words:
    """The compiled word lists of a lexicon."""
    return Words(lexicon)


_LONGEST = 200  # characters before a figure that are looked at
_BREAK = re.compile(r".*[,;:。(、]", re.DOTALL)  # as far as the last mark before a figure


class Page:
    """Quantities of a view with what stands between them, each list in step with `quantities`. Offsets are view offsets.

    `values` are whole numbers where they can be: comparing fractions is slow. `gaps` are the words between a figure and the
    one before it, or the start of its sentence where that is nearer; `leads` what of them stands right before the figure.
    """

    __slots__ = (
        "classes", "clauses", "exact", "gaps", "leads", "outline", "profile", "quantities", "sentences", "starts", "text", "titles", "values", "words",
    )  # fmt: skip

    def __init__(self, text: str, quantities: Sequence[Quantity], outline: Outline, profile: Profile, titles: Iterable[tuple[int, int]], words: Words) -> None:
        self.text = text
        self.quantities = [q for q in quantities if q.kind != "ordinal"]
        self.outline = outline
        self.profile = profile
        self.titles = list(titles)
        self.words = words
        self.clauses = outline.clauses
        self.starts = [q.start for q in self.quantities]
        self.sentences = [outline.clauses[q.clause].sentence for q in self.quantities]
        classes = {unit: words.unit_class(unit) for unit in {q.unit for q in self.quantities}}
        self.classes = [classes[q.unit] for q in self.quantities]
        self.values: list[Number] = [q.value.numerator if q.value.denominator == 1 else q.value for q in self.quantities]
        # as Quantity.exact, without a call for each
        self.exact = [q.high is None and not q.approximate and q.step.numerator <= q.step.denominator for q in self.quantities]
        self.gaps: list[str] = []
        self.leads: list[str] = []
        sentences, last_break = outline.sentences, _BREAK.match
        behind = 0
        for q, at, sentence in zip(self.quantities, self.starts, self.sentences, strict=True):
            start = sentences[sentence].start
            if start < behind:
                start = behind
            if start < at - _LONGEST:
                start = at - _LONGEST
            gap = text[start:at]
            self.gaps.append(gap)
            last = last_break(gap)
            self.leads.append(gap[last.end() :] if last else gap)
            behind = q.end

    def sentence_start(self, at: int) -> int:
        return self.outline.sentences[self.sentences[at]].start

    def sentence_end(self, at: int) -> int:
        return self.outline.sentences[self.sentences[at]].end

    def item(self, at: int) -> int:
        return self.outline.sentences[self.sentences[at]].item

    def between(self, first: int, second: int) -> str:
        """The words between quantity `first` and quantity `second`."""
        return self.text[self.quantities[first].end : self.starts[second]]

    def tail(self, at: int) -> str:
        """The words behind quantity `at` as far as its clause goes."""
        q = self.quantities[at]
        return self.text[q.end : max(q.end, self.clauses[q.clause].end)]

    def alike(self, first: int, second: int) -> bool:
        """True where two quantities count the same kind of thing."""
        return self.classes[first] == self.classes[second]

    def inside(self, start: int, end: int) -> tuple[int, int]:
        """Index range of the quantities that start in `[start, end)`."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def title_at(self, position: int) -> bool:
        """True inside the title of a document."""
        at = bisect_right(self.titles, (position, len(self.text))) - 1
        return at >= 0 and self.titles[at][0] <= position < self.titles[at][1]

    def mark(self, at: int, role: str) -> Mark:
        """Quantity `at` as a part of a draft."""
        return Mark(self.starts[at], self.quantities[at].end, shown(self.values[at]), role)
