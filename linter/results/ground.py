"""What results are kept and told against: one rulebook and one set of options, made ready as far as it is needed."""

from fractions import Fraction
from functools import cached_property
from typing import Any

from linter.model.lexicon import Lexicon
from linter.model.outline import Outline
from linter.model.rule import Rule, Rulebook, Weighting, weighting_of
from linter.model.scorecard import ObligationScore
from linter.model.text import Document
from linter.reading import ResidueWords, residue_words
from linter.reading.messages import PARTS
from linter.results.pieces import Form, Glossary
from linter.scoring.basis import bases_of, basis_text


class Ground:
    """Shared by the reports of a run that are judged with the same weights and language. Holds nothing of any of them."""

    def __init__(self, rulebook: Rulebook, *, profile: str | None, lang: str, max_size: int, glossary: Glossary | None = None) -> None:
        self.rulebook = rulebook
        self.lang = lang
        self.max_size = max_size
        self._profile = profile
        if glossary is not None:
            self.glossary = glossary
        self.taken: dict[str, Form] = {}  # strings that are the same in every report, as forms
        self.told: dict[Any, str] = {}  # and back
        self.scores = Scores(rulebook)
        self.numbers = {rule.id: number for number, rule in enumerate(rulebook.rules)}
        self._bases: dict[tuple[int, str, int | None], str] = {}
        self._dressed: dict[tuple[str, int | None], dict[int, Rule]] = {}

    @cached_property
    def glossary(self) -> Glossary:
        return Glossary(self.rulebook, PARTS.values())

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon(self.rulebook.lexicon)

    @cached_property
    def residue(self) -> ResidueWords:
        return residue_words(self.lexicon)

    @cached_property
    def _words(self) -> dict[str, Any]:
        return self.lexicon.table("messages." + self.lang)

    def weighting(self, level: str | None) -> Weighting:
        """The profile of weights, as `Engine.weighting` chooses it."""
        books = self.rulebook.weightings
        return books[self._profile] if self._profile else weighting_of(books, level)

    def wardrobe(self, level: str | None, year: int | None) -> "Wardrobe":
        """The rules as they stand for a report of this level and year."""
        weighting = self.weighting(level)
        return Wardrobe(self, weighting, year, self._dressed.setdefault((weighting.id, year), {}))

    def basis(self, number: int, rule: Rule, scheme: str, year: int | None) -> str:
        """The legal basis of a rule in words; made once for each rule, profile of weights and year."""
        key = (number, scheme, year)
        text = self._bases.get(key)
        if text is None:
            text = self._bases[key] = basis_text(rule, self.rulebook.sources, self._words)
        return text

    def outline(self, document: Document) -> Outline:
        """The outline of a document, found anew."""
        from linter.structure import Divider, outline_of

        return outline_of(document, self.lexicon, Divider(document.view.text))


class Scores(dict[tuple[int, tuple[int, int], tuple[int, int]], tuple[str, ObligationScore]]):
    """(number of a rule, points, gain) → (its id, both as fractions); the same few come up in every report."""

    def __init__(self, rulebook: Rulebook) -> None:
        super().__init__()
        self._rules = rulebook.rules

    def __missing__(self, row: tuple[int, tuple[int, int], tuple[int, int]]) -> tuple[str, ObligationScore]:
        number, points, gain = row
        found = self[row] = self._rules[number].id, ObligationScore(Fraction(*points), Fraction(*gain))
        return found


class Wardrobe:
    """Rules with the weights of one profile and, of their bases, those in force in one year (Engine._duties)."""

    __slots__ = ("_dressed", "_ground", "weighting", "year")

    def __init__(self, ground: Ground, weighting: Weighting, year: int | None, dressed: dict[int, Rule]) -> None:
        self._ground = ground
        self.weighting = weighting
        self.year = year
        self._dressed = dressed

    def rule(self, number: int) -> Rule:
        """The rule of this number as its duty is judged. IndexError where there is none."""
        found = self._dressed.get(number)
        if found is None:
            book = self._ground.rulebook
            rule = book.rules[number]
            weight = self.weighting.weights.get(rule.id, rule.weight)
            found = self._dressed[number] = rule._replace(weight=weight, basis=bases_of(rule, book.sources, self.year))
        return found

    def basis(self, number: int, dressed: bool) -> str:
        """The legal basis in words, of the year (`dressed`) or of every year."""
        if dressed:
            return self._ground.basis(number, self.rule(number), self.weighting.id, self.year)
        return self._ground.basis(number, self._ground.rulebook.rules[number], "", None)
