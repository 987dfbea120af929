"""The page of copied text. It is made in the clerk's process: to set passages side by side, files of reports have to be read."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from linter.model.copying import Group, Pair, Place, Stretch, but_for_figures
from linter.model.lexicon import Lexicon
from linter.model.rule import Rulebook
from linter.portfolio.naming import short
from linter.portfolio.paragraphs import fixed_of
from linter.portfolio.scope import left_out
from linter.portfolio.similar.finding import Asked, copying
from linter.portfolio.similar.tables import groups, shares
from linter.portfolio.tables import report
from linter.reading import residue_words
from linter.workbench.stacks import screens
from linter.workbench.stacks.links import links
from linter.workbench.stacks.query import query_of
from linter.workbench.stacks.shelf import Shelf
from linter.workbench.stacks.views import narrowing

GROUPS = 20  # of a page
_PLACES = 40  # of a group that are told
_PAIRS = 3  # of a group that are set side by side


class Side(NamedTuple):
    """A passage of a pair in stretches as (differs, text), and where it stands."""

    place: Place
    href: str
    stretches: tuple[tuple[bool, str], ...]


class Beside(NamedTuple):
    """Two passages side by side, the earlier first."""

    likeness: Any
    figures: bool  # they differ in figures only
    sides: tuple[Side, Side]


class Copies(NamedTuple):
    """A group as the page shows it: who has it, and its pairs; `more` places and pairs are not shown."""

    group: Group
    places: tuple[tuple[Place, str], ...]
    pairs: tuple[Beside, ...]
    more: int


def page(rulebook: Rulebook, path: str, lang: str, theme: str, token: str, *said: str) -> str:
    """The HTML of the page over the store at `path` for the query that `said` spells (Query.said)."""
    asked = dict(zip(said[::2], said[1::2], strict=True))
    query = query_of(asked["view"], asked)
    shelf = Shelf(path, screens.words_of(lang))
    try:
        frame = screens.Frame(lang, theme, token, shelf.name, query)
        return shelf.asked(lambda connection: _made(connection, rulebook, frame))
    finally:
        shelf.close()


def _made(connection: Connection, rulebook: Rulebook, frame: screens.Frame) -> str:
    words, query = frame.words, frame.query
    narrowed = narrowing(connection, words, query)
    if narrowed is None or not narrowed.scope.years:
        return screens.empty(frame)
    years = frozenset(narrowed.scope.years) if narrowed.year.isdigit() else frozenset[int]()
    # the earlier report that a later one took from is of another year
    scope = type(narrowed.scope)(narrowed.scope.rulebook, (), narrowed.scope.levels, narrowed.scope.regions)
    page = query.page if query.table in ("", "similar") else 1
    wanted = Asked(scope, fixed_of(rulebook.lexicon), years=years, own=query.by == "own", across=query.by == "across", most=GROUPS * page)
    found = copying(connection, wanted, lambda: residue_words(Lexicon(rulebook.lexicon)))
    start = (page - 1) * GROUPS if len(found.groups) > (page - 1) * GROUPS else 0
    ids = {short(row.sha256): row.id for row in connection.execute(select(report.c.sha256, report.c.id).where(report.c.rulebook_id == scope.rulebook))}
    shown = [_copies(each, ids) for each in found.groups[start : start + GROUPS]]
    head = groups(found, wanted, left_out(connection, scope), words)
    return screens.copied(frame, narrowed, head, shares(found, words), links(connection, scope, query), shown, start, found.found)


def _copies(group: Group, ids: dict[str, int]) -> Copies:
    def href(place: Place) -> str:
        return f"/stacks/report/{ids[place.report]}/text?line={place.line}" if place.report in ids else ""

    def beside(pair: Pair) -> Beside:
        stretches = pair.stretches or (Stretch(True, group.text, group.text),)
        earlier, later = group.places[pair.other], group.places[pair.place]
        left = tuple((not each.equal, each.left) for each in stretches if each.left)
        right = tuple((not each.equal, each.right) for each in stretches if each.right)
        return Beside(pair.likeness, but_for_figures(pair), (Side(earlier, href(earlier), left), Side(later, href(later), right)))

    # what differs is worth a look; of equal passages one pair says all
    pairs = sorted((pair for pair in group.pairs if pair.stretches or group.text), key=lambda pair: all(each.equal for each in pair.stretches))
    told = pairs[:_PAIRS] if any(not each.equal for pair in pairs for each in pair.stretches) else pairs[:1]
    return Copies(group, tuple((place, href(place)) for place in group.places[:_PLACES]), tuple(map(beside, told)), max(0, len(group.places) - _PLACES))
