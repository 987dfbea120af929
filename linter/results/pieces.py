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

_SLOT = re.compile(r"\{[^{}]*\}")


class Unkept(Exception):
    """A result that cannot be told by ids and spans alone; it is made anew each time."""


class Glossary:
    """The words of a rulebook, numbered. Equal rulebooks (by sha256) of one program give equal numbers.

    First what messages are made of; the rest of the lexicon and the rule files only where that does not do.
    """

    def __init__(self, rulebook: Rulebook, more: Iterable[str] = ()) -> None:
        self._rulebook = rulebook
        self._more = tuple(more)
        self._words = list(dict.fromkeys(part for text in self._spoken() for part in _SLOT.split(text) if part))
        self._index: dict[str, list[int]] = {}
        self._whole = False
        self._enter(0)

    def _spoken(self) -> Iterable[str]:
        book = self._rulebook
        for rule in book.rules:
            yield from (rule.title_zh, rule.title_en, rule.title_en[:1].lower() + rule.title_en[1:], rule.advice_zh, rule.advice_en)
        for source in book.sources.values():
            yield from (source.name, *source.aliases, source.number)
        for name in sorted(book.lexicon):
            if name.startswith(("messages", "wording")):
                yield from strings(book.lexicon[name])
        yield from self._more

    def _enter(self, first: int) -> None:
        for number in range(first, len(self._words)):
            self._index.setdefault(self._words[number][:2], []).append(number)
        for numbers in self._index.values():
            numbers.sort(key=lambda n: (-len(self._words[n]), n))

    def widen(self) -> bool:
        """Takes in every other string of the lexicon and the rule files; False where that was done before."""
        if self._whole:
            return False
        self._whole = True
        known, first = set(self._words), len(self._words)
        book = self._rulebook
        rest = [*strings([rule.spec for rule in book.rules]), *strings(book.lexicon)]
        self._words += [word for word in dict.fromkeys(rest) if word and word not in known]
        self._enter(first)
        return True

    def word(self, number: int) -> str:
        """The piece of this number. IndexError where there is none."""
        if number >= len(self._words):
            self.widen()
        if number < 0:
            raise IndexError(number)
        return self._words[number]

    def longest(self, text: str, at: int) -> tuple[int, int]:
        """(length, number) of the longest piece that stands in `text` at `at`; (0, 0) for none."""
        return next(self.all(text, at), (0, 0))

    def all(self, text: str, at: int) -> Iterator[tuple[int, int]]:
        """(length, number) of every piece that stands in `text` at `at`, the longest first."""
        for number in self._index.get(text[at : at + 2], ()):
            word = self._words[number]
            if text.startswith(word, at):
                yield len(word), number
        if at + 1 < len(text):
            for number in self._index.get(text[at], ()):
                yield 1, number


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
        pieces = self._greedy(text) or self._fewest(text, self._sources[:1]) or self._fewest(text, self._sources)
        if pieces is None and self._glossary.widen():
            pieces = self._fewest(text, self._sources)
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

    def _fewest(self, text: str, sources: Sequence[str]) -> list[Any] | None:
        """The fewest pieces that make `text`, by looking at every way to cut it; None where there is none.

        Greed fails where a word of the report overlaps one of the rules: 2024年结束之后 with {year}年结束之后.
        """
        end = len(text)
        cost: list[float] = [float("inf")] * end + [0]
        choice: list[Any] = [None] * end
        for at in range(end - 1, -1, -1):
            if _bare(text[at]):
                cost[at], choice[at] = cost[at + 1] + 0.5, (1, text[at])
            for size, number in self._glossary.all(text, at):
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
