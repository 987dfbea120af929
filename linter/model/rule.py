"""Nouns of the rulebook: rule, legal basis, dimension, profile of weights."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

SEVERITIES = ("error", "warning", "info")
LEVELS = ("province", "city", "county", "township", "department")
STAGES = ("draft", "submitted", "published")
TRAITS = ("enforces", "legislates", "reviews", "litigates")  # what a unit does


class Basis(NamedTuple):
    """Where a duty stands in law. `text` is verified or recalled: a recalled one never shows its number."""

    source: str  # key of sources.yaml
    item: str  # outline item, '' if none
    article: str  # article of a law, '' if none
    text: str


class Rule(NamedTuple):
    """One duty or check. `spec` holds the keys of its check kind, prepared as plain data."""

    id: str
    title_zh: str
    title_en: str
    pack: str
    stability: str
    replaced_by: str
    basis: tuple[Basis, ...]
    levels: tuple[str, ...]
    years: tuple[int | None, int | None]
    traits: tuple[str, ...]
    stages: tuple[str, ...]
    severity: str
    weight: int
    check: str
    spec: dict[str, Any]
    advice_zh: str
    advice_en: str
    family: str
    collective: str
    requires: str
    on: bool = True  # False: judged only where --select names it


class Dimension(NamedTuple):
    id: str
    title_zh: str
    title_en: str
    prefixes: tuple[str, ...]  # whole dot segments of rule ids


class Part(Protocol):
    """What takes rules in by prefixes of their ids: a dimension or a group."""

    @property
    def prefixes(self) -> tuple[str, ...]: ...


Home = TypeVar("Home", bound=Part)


def home_of(rule: str, parts: Sequence[Home]) -> Home | None:
    """The part with the longest prefix (whole dot segments) that opens the rule id, None where none does; of two alike the first."""
    best: tuple[int, Home] | None = None
    for part in parts:
        for prefix in part.prefixes:
            if (rule == prefix or rule.startswith(prefix + ".")) and (best is None or len(prefix) > best[0]):
                best = (len(prefix), part)
    return best[1] if best else None


class Group(NamedTuple):
    """Rules that earn no points and whose findings are deducted for: so many tenths of a point each by severity, `cap` points at most."""

    id: str
    title_zh: str
    title_en: str
    prefixes: tuple[str, ...]
    cap: int
    error: int
    warning: int
    info: int


class Grade(NamedTuple):
    id: str
    title_zh: str
    title_en: str
    minimum: int  # lowest total of the band


class Weighting(NamedTuple):
    """A profile of rules/profiles: dimensions, grade bands, packs and weights that differ from the rule's own."""

    id: str
    title_zh: str
    title_en: str
    levels: tuple[str, ...]
    dimensions: tuple[Dimension, ...]
    grades: tuple[Grade, ...]
    weights: dict[str, int]
    groups: tuple[Group, ...] = ()


def weighting_of(weightings: Mapping[str, Weighting], level: str | None) -> Weighting:
    """The profile that has the level, else the default one."""
    return next((weighting for weighting in weightings.values() if level in weighting.levels), weightings["default"])


def chosen(rule: str, prefixes: Iterable[str]) -> bool:
    """True when one of the prefixes is the rule's id or opens it by whole dot segments."""
    return any(rule == p or rule.startswith(p + ".") for p in prefixes)


class Source(NamedTuple):
    """One law or document of sources.yaml. Dates are ISO dates or ''."""

    key: str
    name: str
    aliases: tuple[str, ...]
    number: str
    kind: str  # law | regulation | interpretation | party | opinion | plan | standard | local
    start: str  # in force from
    end: str  # in force to
    superseded_by: str
    text: str  # verified | recalled
    items: dict[str, str]  # item or article → verified | recalled, where it differs from `text`
    recalled: tuple[str, ...] = ()  # fields that are from memory although the entry is verified
    since: str = ""  # the name was first in force then, where `start` is the date of a revision
    published: str = ""
    years: tuple[tuple[str, int, int], ...] = ()  # aliases that belong to certain report years, first and last
    last_article: int = 0  # number of articles, 0 where unknown
    moved: tuple[tuple[int, int, tuple[str, ...]], ...] = ()  # article before the revision, article now, words that tell what it says
    namesakes: bool = False  # places have regulations of the same name
    spelt: tuple[str, ...] = ()  # name and aliases as the view shows them
    bare: tuple[str, ...] = ()  # those of them that are looked for without 《》


class Rulebook(NamedTuple):
    """Everything the rules say, as loaded."""

    rules: tuple[Rule, ...]
    lexicon: dict[str, Any]
    sources: dict[str, Source]
    weightings: dict[str, Weighting]
    outlines: tuple[dict[str, Any], ...]
    version: str
    sha256: str
