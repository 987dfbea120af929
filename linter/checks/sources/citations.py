"""Which laws and documents a report cites, where, and which entry of sources.yaml each one is."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from linter.checks.context import Context
from linter.checks.sources.titles import Shelf, Titles
from linter.model.lexicon import Lexicon
from linter.model.rule import Source


class Citation(NamedTuple):
    """A name in the view: of 《》 titles the marks belong to the span. `source` is None where sources.yaml does not have it."""

    start: int
    end: int
    title: str  # as the view has it, without 《》
    plain: str
    source: Source | None
    owner: str  # own | superior | law | other; "" for a name without 《》


class Library:
    """The sources of a rulebook made ready for looking up: names, and those that are looked for without 《》."""

    def __init__(self, sources: Mapping[str, Source], lexicon: Lexicon) -> None:
        self.sources = sources
        self.shelf = Shelf(sources, Titles(lexicon))
        self._stops = lexicon.words("basis.no_law_behind")
        self._places = lexicon.words("basis.place_endings")
        self._namesakes = [(key, source.spelt) for key, source in sources.items() if source.namesakes]
        self.bare = tuple(sorted({name for source in sources.values() for name in source.bare}))

    def citations(self, context: Context) -> list[Citation]:
        """All citations of a report, sorted by place. Names inside a 《》 title are not cited by themselves."""
        view, year = context.scan.view, context.profile.year
        plain_of, find = self.shelf.titles.plain, self.shelf.find
        found = []
        for fact in context.facts:
            if fact.kind == "document":
                title = view[fact.start + 1 : fact.end - 1]
                plain = plain_of(title)
                found.append(Citation(fact.start, fact.end, title, plain, find(plain, year), fact.owner))
        found.extend(self._unmarked(context, [(c.start, c.end) for c in found]))
        found.sort(key=lambda c: c.start)
        return found

    def local(self, citations: Iterable[Citation]) -> frozenset[str]:
        """Keys of sources with namesakes that the report cites in full as a regulation of a place (《东江省信访条例》)."""
        titles = {c.plain for c in citations if c.source is None and c.owner}
        return frozenset(key for key, names in self._namesakes for title in titles if title.endswith(names))

    def _unmarked(self, context: Context, marked: list[tuple[int, int]]) -> Iterable[Citation]:
        """Names of laws that stand without 《》; of overlapping ones the longest."""
        hits, view, year = context.scan.hits, context.scan.view, context.profile.year
        spans = [(start, start + len(name), name) for name in self.bare if name in hits for start in hits[name]]
        spans.sort(key=lambda s: (s[0], -s[1]))
        starts = [start for start, _ in marked]
        reached = 0
        for start, end, name in spans:
            if end <= reached:
                continue
            reached = end
            at = bisect_right(starts, start) - 1
            if at >= 0 and end <= marked[at][1]:
                continue
            # 仲裁法律制度, 审计法治: another word goes on; 青岚县信访条例: a regulation of that place
            if view.startswith(self._stops, end) or view.endswith(self._places, max(0, start - 3), start):
                continue
            plain = self.shelf.titles.plain(name)
            yield Citation(start, end, name, plain, self.shelf.find(plain, year), "")


_kept: list[tuple[Mapping[str, Source], Lexicon, Library]] = []


def library_of(sources: Mapping[str, Source], lexicon: Lexicon) -> Library:
    """The library of a rulebook, made once as long as the same rulebook is asked for."""
    for known, words, library in _kept:
        if known is sources and words is lexicon:
            return library
    library = Library(sources, lexicon)
    _kept[:] = [(sources, lexicon, library)]
    return library
