"""A string of a result ↔ where its pieces stand: in the words of the rules, or at a span of the report.

A form is None, a number (one piece of the glossary), a tuple (pieces of the glossary and marks: the same in every
report) or a list (some piece is a span). Inside tuple and list a number is a piece of the glossary, a string one to
some marks or digits as they are, a pair `(start, end)` a span of the canonical text, a triple `(source, start, end)`
a span of the folded view (1) or of a clue (2, 3, …). Nothing else is possible, so no word of a report is ever kept.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from linter.model.rule import Rulebook

Form = None | int | tuple[Any, ...] | list[Any]

_NUMERALS = "零〇一二三四五六七八九十百千"  # of enumerators that are missed: （七）
_SLOT = re.compile(r"\{[^{}]*\}")


class Unkept(Exception):
    """A result that cannot be told by ids and spans alone; it is made anew each time."""


class Glossary:
    """The words of a rulebook, numbered. Equal rulebooks (by sha256) of one program give equal numbers.

    First what messages are made of; other words of the rule files only where those do not do.
    """

    def __init__(self, rulebook: Rulebook, more: Iterable[str] = ()) -> None:
        self._rulebook = rulebook
        self._more = tuple(more)
        self._words = list(dict.fromkeys(part for text in self._spoken() for part in (_SLOT.split(text) if "{" in text else (text,)) if part))
        self._first: dict[str, list[int]] = {}
        self._rest: dict[str, list[int]] | None = None

    def _spoken(self) -> Iterable[str]:
        book = self._rulebook
        for rule in book.rules:
            yield from (rule.title_zh, rule.title_en, rule.title_en[:1].lower() + rule.title_en[1:], rule.advice_zh, rule.advice_en)
        for source in book.sources.values():
            yield from (source.name, *source.aliases, source.number)
        yield from strings([book.lexicon[name] for name in sorted(book.lexicon)])
        # the topics of shortcomings are named; other words of rule files rarely
        yield from strings([rule.spec for rule in book.rules if rule.check == "coherence"])
        yield from _NUMERALS
        yield from self._more

    def first(self) -> dict[str, list[int]]:
        """The index of what messages are made of; needed to take strings apart, not to tell them."""
        if not self._first:
            _enter(self._first, self._words, 0)
        return self._first

    def rest(self) -> dict[str, list[int]]:
        """The index of every other word of the rule files, thousands of them; made when it is first needed."""
        if self._rest is None:
            self.first()
            known, first = set(self._words), len(self._words)
            more = strings([rule.spec for rule in self._rulebook.rules])
            self._words += [word for word in dict.fromkeys(more) if word and word not in known]
            self._rest = {}
            _enter(self._rest, self._words, first)
        return self._rest

    def word(self, number: int) -> str:
        """The piece of this number. IndexError where there is none."""
        if number >= len(self._words):
            self.rest()
        if number < 0:
            raise IndexError(number)
        return self._words[number]

    def longest(self, text: str, at: int) -> tuple[int, int]:
        """(length, number) of the longest piece that stands in `text` at `at`; (0, 0) for none."""
        return next(self.all(text, at), (0, 0))

    def all(self, text: str, at: int, *, rest: bool = False) -> Iterator[tuple[int, int]]:
        """(length, number) of every piece that stands in `text` at `at`, the longest first; then those of the `rest`."""
        for index in (self.first(), self.rest()) if rest else (self.first(),):
            for number in index.get(text[at : at + 2], ()):
                word = self._words[number]
                if text.startswith(word, at):
                    yield len(word), number
            if at + 1 < len(text):
                for number in index.get(text[at], ()):
                    yield 1, number


def _enter(index: dict[str, list[int]], words: Sequence[str], first: int) -> None:
    """Enters the words from `first` on under their first two characters, the longest first."""
    for number in range(first, len(words)):
        index.setdefault(words[number][:2], []).append(number)
    for numbers in index.values():
        numbers.sort(key=lambda n: (-len(words[n]), n))


def strings(value: Any) -> Iterable[str]:
    """Every string in nested lists, tuples and mappings, in order; keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key in value:
            yield from strings(key)
            yield from strings(value[key])
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)


class Taker:
    """Strings → forms, for one report. `sources` are its canonical text, its view and its clues, in this order."""

    def __init__(self, glossary: Glossary, static: dict[str, Form], sources: Sequence[str]) -> None:
        self._glossary = glossary
        self._static = static
        self._sources = sources

    def form(self, text: str | None) -> Form:
        """The form of `text`. Raises Unkept where a letter of it stands neither in the rules nor in the report."""
        if text is None:
            return None
        known = self._static.get(text)
        if known is not None:
            return known
        pieces = self._greedy(text)
        if pieces is None:
            pieces = self._fewest(text, self._sources[:1])
        if pieces is None:
            pieces = self._fewest(text, self._sources)
        if pieces is None:
            pieces = self._fewest(text, self._sources, rest=True)
        if pieces is None:
            raise Unkept
        if any(isinstance(piece, tuple) for piece in pieces):
            return pieces
        form: Form = pieces[0] if len(pieces) == 1 and isinstance(pieces[0], int) else tuple(pieces)
        self._static[text] = form
        return form

    def _greedy(self, text: str) -> list[Any] | None:
        """Pieces from the left, the longest first, of two alike the one of the rules; None where a letter is left over."""
        out: list[Any] = []
        at = 0
        while at < len(text):
            size, piece = self._glossary.longest(text, at)
            length, start = _found(text, at, self._sources[0], size)
            best: Any = piece
            if length > size:
                size, best = length, (start, start + length)
            if size < 4 and _bare(text[at]):
                size, best = 1, text[at]
            if not size:
                return None
            _append(out, best)
            at += size
        return out

    def _fewest(self, text: str, sources: Sequence[str], *, rest: bool = False) -> list[Any] | None:
        """The fewest pieces that make `text`, by looking at every way to cut it; None where there is none.

        Greed fails where a word of the report overlaps one of the rules: 2024年结束之后 with {year}年结束之后.
        """
        end = len(text)
        cost: list[float] = [float("inf")] * end + [0]
        choice: list[Any] = [None] * end
        for at in range(end - 1, -1, -1):
            if _bare(text[at]):
                cost[at], choice[at] = cost[at + 1] + 0.5, (1, text[at])
            for size, number in self._glossary.all(text, at, rest=rest):
                if cost[at + size] + 1 < cost[at]:
                    cost[at], choice[at] = cost[at + size] + 1, (size, number)
            for source, body in enumerate(sources):
                length, start = _found(text, at, body, 0)
                for size in range(length, 0, -1):
                    if cost[at + size] + 1 < cost[at]:
                        span = (start, start + size)
                        cost[at], choice[at] = cost[at + size] + 1, (size, span if source == 0 else (source, *span))
        out: list[Any] = []
        at = 0
        while at < end:
            if choice[at] is None:
                return None
            size, piece = choice[at]
            _append(out, piece)
            at += size
        return out


def _bare(char: str) -> bool:
    """Marks and digits: a single one says nothing and needs no place."""
    return char.isdecimal() or not char.isalnum()


def _append(out: list[Any], piece: Any) -> None:
    if out and isinstance(piece, str) and isinstance(out[-1], str):
        out[-1] += piece
    else:
        out.append(piece)


def _found(text: str, at: int, source: str, least: int) -> tuple[int, int]:
    """(length, start) of a stretch of `text` from `at` that stands in `source` and is longer than `least`; (0, 0) for none."""
    start, length = 0, 0
    place = source.find(text[at : at + least + 1])
    while place >= 0:
        limit = min(len(text) - at, len(source) - place)
        size = least + 1
        while size < limit and text[at + size] == source[place + size]:
            size += 1
        if size > limit:
            break
        start, length, least = place, size, size
        place = source.find(text[at : at + least + 1], place + 1) if at + least < len(text) else -1
    return length, start


def told(form: Form, glossary: Glossary, static: dict[Any, str], sources: Any) -> str | None:
    """The string of a form. `sources(number)` gives a text of the report: it is read only where a span asks for it."""
    if form is None:
        return None
    if type(form) is list:
        out = []
        for piece in form:
            if type(piece) is tuple:
                source, start, end = piece if len(piece) == 3 else (0, *piece)
                out.append(sources(source)[start:end])
            else:
                out.append(piece if type(piece) is str else glossary.word(piece))
        return "".join(out)
    known = static.get(form)
    if known is None:
        pieces = form if type(form) is tuple else (form,)
        known = static[form] = "".join([piece if type(piece) is str else glossary.word(piece) for piece in pieces])
    return known
