"""Who reports, at which level, for which year, under which outline — each value with its source."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Protocol

from linter.facts.dates import iso
from linter.facts.years import year_spans
from linter.model.lexicon import Lexicon
from linter.model.outline import Outline, Profile, Sourced
from linter.model.rule import TRAITS
from linter.model.text import Document
from linter.structure.issuers import Issuers
from linter.structure.level import Levels
from linter.structure.tail import dates_in, tail_of

_ADDRESS = re.compile(r"[^。;]{2,60}:$")
_ADDRESS_RUN_IN = re.compile(r"[^。;,:]{2,60}:")
_ADDRESS_REACH = 400  # characters below the title in which the addressee stands
_PARAGRAPH = 80  # characters of a line that is no addressee and has none below it
_PREAMBLE_REACH = 160
_LAST_YEAR_OF_FIRST_OUTLINE = 2020
_VALUE_DATE = re.compile(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})")


class _Note(Protocol):
    """Writes down where a value of the profile comes from; `start` and `end` are view offsets."""

    def __call__(self, field: str, value: str | int | None, origin: str, start: int | None = None, end: int | None = None) -> None: ...


class ProfileReader:
    """Reads profiles with one lexicon; options (`level`, `year`) override what the text says."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._issuers = Issuers(lexicon)
        self._levels = Levels(lexicon)
        self._addressees = lexicon.words("structure.addressees")
        self._not_addressed = lexicon.words("structure.not_addressed")

    def read(self, document: Document, outline: Outline, *, level: str | None = None, year: int | None = None, traits: tuple[str, ...] | None = None) -> Profile:
        """The profile of `document`. Every value found has an entry in `sources`; undecided ones are None."""
        view = document.view.text
        sources: dict[str, Sourced] = {}

        def note(field: str, value: str | int | None, origin: str, start: int | None = None, end: int | None = None) -> None:
            if start is None or end is None:
                sources[field] = Sourced(value, origin, None, None)
            else:
                span = document.view.span(start, end)
                sources[field] = Sourced(value, origin, span.start, span.end)

        title = view[slice(*outline.title)].replace("\n", "") if outline.title else None
        if outline.title:
            note("title", title, "title", *outline.title)
        tail = tail_of(view, self._lexicon, outline.title[1] if outline.title else 0)
        if tail.date_span:
            note("signed", tail.date, "signature", *tail.date_span)
        dates = _clue_dates(document, sources)
        signed = tail.date or dates.get("signed")
        found_year = self._year(view, outline, signed, note)
        if year is not None:
            found_year = year
            note("year", year, "option")
        issuers, origin, start, end = self._issuers.find(document, outline, title)
        if issuers:
            note("issuers", "、".join(i.name for i in issuers), origin, start, end)
        places = self._issuers.places(issuers)
        found_level, origin = self._levels.level(view, issuers, places)
        if level is not None:
            found_level, origin = level, "option"
        if found_level:
            note("level", found_level, origin)
        own, known = self._levels.traits(view, issuers, found_level) if traits is None else (frozenset(traits), frozenset(TRAITS))
        note("traits", ",".join(sorted(own)), "level and issuer" if traits is None else "option")
        addressee = self._addressee(view, outline, note)
        key = None
        if found_year is not None:
            key = "outline-2015-2020" if found_year <= _LAST_YEAR_OF_FIRST_OUTLINE else "outline-2021-2025"
            note("outline", key, "year")
        return Profile(
            issuers=tuple(issuers),
            level=found_level,
            traits=own,
            known_traits=known,
            year=found_year,
            outline=key,
            signed=signed,
            issued=dates.get("issued"),
            published=dates.get("published"),
            title=title,
            addressee=addressee,
            place=places[-1] if places else None,
            sources=sources,
        )

    def _year(self, view: str, outline: Outline, signed: str | None, note: _Note) -> int | None:
        """The report year: of the title, else of introduction or results heading, else the one before plan or signature.

        A year of the introduction that neither the plan nor the signature follows on is that of another event; a year of the
        title against which three others agree, or two of them the signature, is a slip of the pen.
        """
        found = list(_years(view, outline))
        told = Counter(year - (origin == "plan heading") for origin, year, _, _ in found if origin != "title")
        if signed:
            told[int(signed[:4]) - 1] += 1
        agreed, times = max(told.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
        if times >= 3 or (times == 2 and signed and agreed == int(signed[:4]) - 1):
            found = [entry for entry in found if entry[0] != "title" or entry[1] == agreed or told[entry[1]]]
        plan = next((year - 1 for origin, year, _, _ in found if origin == "plan heading"), None)
        signature = int(signed[:4]) - 1 if signed else None
        for origin, year, start, end in found:
            value = year - 1 if origin == "plan heading" else year
            if origin == "preamble" and (plan or signature) and value not in (plan, signature, (signature or 0) + 1):
                continue
            note("year", value, origin, start, end)
            return value
        if signature is not None:
            note("year", signature, "signature")
        return signature

    def _addressee(self, view: str, outline: Outline, note: _Note) -> str | None:
        start = outline.title[1] if outline.title else 0
        stop = next((s.start for s in outline.sections if s.source == "heading"), len(view))
        for line in re.finditer(r"[^\n]+", view[start : min(stop, start + _ADDRESS_REACH)]):
            text = line.group()
            whole = _ADDRESS.match(text)
            found = whole or _ADDRESS_RUN_IN.match(text)
            if found:
                name = found.group()[:-1]
                addressed = any(w in name for w in self._addressees) if whole else name.endswith(self._addressees)
                if addressed and not any(w in name for w in self._not_addressed):
                    note("addressee", name, "text", start + line.start(), start + line.start() + found.end())
                    return name
            if len(text) > _PARAGRAPH:
                break
        return None


def _years(view: str, outline: Outline) -> Iterator[tuple[str, int, int, int]]:
    """(origin, year, view span) of the first year of title, introduction, results heading and plan heading."""
    body = outline.title[1] if outline.title else 0
    pieces = [("title", outline.title)] if outline.title else []
    first = next((s.start for s in outline.sections if s.source == "heading"), len(view))
    pieces.append(("preamble", (body, min(first, body + _PREAMBLE_REACH))))
    for origin, role in (("heading", "achievements"), ("plan heading", "plan")):
        found = next((s for s in outline.sections if role in s.roles and s.heading_end > s.heading_start), None)
        if found:
            pieces.append((origin, (found.heading_start, found.heading_end)))
    for origin, (start, end) in pieces:
        years = year_spans(view[start:end])
        if years:
            # a combined heading names the year of the plan behind that of the results
            year, left, right = years[-1] if origin == "plan heading" else years[0]
            yield origin, year, start + left, start + right


def _clue_dates(document: Document, sources: dict[str, Sourced]) -> dict[str, str]:
    """The first date of each kind that stands beside the body: published, issued, signed."""
    found: dict[str, str] = {}
    for clue in document.clues:
        value = _clue_date(clue.value) if clue.name in ("published", "issued", "signed") else None
        if value and clue.name not in found:
            found[clue.name] = value
            sources.setdefault(clue.name, Sourced(value, "imprint" if clue.name == "issued" else "residue", clue.start, clue.end))
    return found


def _clue_date(value: str) -> str | None:
    """ISO date of a metadata value such as 2024-01-26, 2024/1/26 or 2024年1月26日."""
    match = _VALUE_DATE.search(value)
    if match:
        return iso(int(match[1]), int(match[2]), int(match[3]))
    dates = dates_in(value)
    return dates[0][0] if dates else None
