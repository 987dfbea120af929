"""rules/profiles: dimensions, grade bands and weights for a kind of issuer, each profile building on another."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from linter.model.failure import RuleFailure
from linter.model.rule import LEVELS, SEVERITIES, Dimension, Grade, Group, Weighting
from linter.rulebook.diagnosis import near, validate
from linter.rulebook.page import Page
from linter.rulebook.wording import say

_WORD = {"type": "string", "minLength": 1}
_BOTH = {"type": "object", "properties": {"zh": _WORD, "en": _WORD}, "required": ["zh", "en"], "additionalProperties": False}
_NAME = {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"}
_DIMENSION = {
    "type": "object",
    "properties": {"id": _NAME, "title": _BOTH, "prefixes": {"type": "array", "items": _WORD, "minItems": 1, "uniqueItems": True}},
    "required": ["id", "title", "prefixes"],
    "additionalProperties": False,
}
_TENTHS = {"type": "integer", "minimum": 0, "maximum": 100}
_GROUP = {
    "type": "object",
    "properties": {
        **_DIMENSION["properties"],  # type: ignore[dict-item]
        "cap": {"type": "integer", "minimum": 0, "maximum": 100},
        "tenths": {
            "type": "object",
            "properties": {"error": _TENTHS, "warning": _TENTHS, "info": _TENTHS},
            "required": ["error", "warning", "info"],
            "additionalProperties": False,
        },
    },
    "required": ["id", "title", "prefixes", "cap", "tenths"],
    "additionalProperties": False,
}
_GRADE = {
    "type": "object",
    "properties": {"id": _NAME, "title": _BOTH, "minimum": {"type": "integer", "minimum": 0, "maximum": 100}},
    "required": ["id", "title", "minimum"],
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "properties": {
        "extends": _NAME,
        "title": _BOTH,
        "levels": {"type": "array", "items": {"enum": list(LEVELS)}, "uniqueItems": True},
        "dimensions": {"type": "array", "items": _DIMENSION, "minItems": 1},
        # groups are told apart in output and deducted for, never scored
        "groups": {"type": "array", "items": _GROUP, "minItems": 1},
        "grades": {"type": "array", "items": _GRADE, "minItems": 1},
        "weights": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0, "maximum": 5}},
    },
    "required": ["title"],
    "additionalProperties": False,
}
_FOLDER = "profiles/"
Entries = dict[str, dict[str, Any]]


def gather(pages: list[tuple[str, Page]]) -> tuple[dict[str, Weighting], dict[str, Page], Entries, list[RuleFailure]]:
    """The profiles of all folders by id (file name), with the page of each and its keys, inherited ones included."""
    found: dict[str, Page] = {}
    failures: list[RuleFailure] = []
    for name, page in pages:
        profile = identity(name)
        faults = validate(page, SCHEMA)
        if not faults and profile in found:
            faults = [RuleFailure(page.file, 1, say("profile-taken", id=profile, file=found[profile].file))]
        failures += faults
        if not faults:
            found[profile] = page
    weightings: dict[str, Weighting] = {}
    whole: Entries = {}
    for profile, page in found.items():
        try:
            entry = _inherited(profile, found, ())
        except RuleFailure as failure:
            failures.append(failure)
            continue
        whole[profile] = entry
        failures += _faults(profile, page, entry)
        weightings[profile] = _weighting(profile, entry)
    failures += _claims(weightings, found)
    return weightings, found, whole, failures


def identity(name: str) -> str:
    """The id of the profile in the file `name` (below the rules folder)."""
    return name.removeprefix(_FOLDER).removesuffix(".yaml")


def unknown_weights(found: dict[str, Page], ids: Iterable[str]) -> Iterator[RuleFailure]:
    """Weights of rules that are not there."""
    known = set(ids)
    for page in found.values():
        for rule in page.data.get("weights", {}):
            if rule not in known:
                yield RuleFailure(
                    page.file, page.line(("weights", rule)), say("unknown-rule", key="weights", id=rule, hint=near(rule, known))
                )


def homes(entry: dict[str, Any]) -> dict[str, str]:
    """prefix → id of the dimension or group it belongs to."""
    return {prefix: part["id"] for part in (*entry.get("dimensions", ()), *entry.get("groups", ())) for prefix in part["prefixes"]}


def home(rule: str, prefixes: dict[str, str]) -> str | None:
    """The dimension or group of a rule: that of its longest prefix of whole dot segments."""
    parts = rule.split(".")
    for count in range(len(parts), 0, -1):
        found = prefixes.get(".".join(parts[:count]))
        if found:
            return found
    return None


def _inherited(profile: str, found: dict[str, Page], below: tuple[str, ...]) -> dict[str, Any]:
    """The keys of a profile over those of what it extends; raises RuleFailure where that is unknown or a circle."""
    page = found[profile]
    base = page.data.get("extends")
    if base is None:
        return dict(page.data)
    line = page.line(("extends",))
    if base in (*below, profile):
        raise RuleFailure(page.file, line, say("profile-cycle", path=" → ".join((*below, profile, base))))
    if base not in found:
        raise RuleFailure(page.file, line, say("profile-unknown", id=base, hint=near(base, found)))
    entry = _inherited(base, found, (*below, profile))
    own = page.data
    merged = {**entry, **own}
    merged["weights"] = {**entry.get("weights", {}), **own.get("weights", {})}
    for key in ("dimensions", "groups"):
        if key in own and key in entry:
            merged[key] = _overlaid(entry[key], own[key])
    merged["levels"] = own.get("levels", [])  # a level has one profile: never inherited
    return merged


def _overlaid(base: list[dict[str, Any]], own: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A part of a known id takes the place of the inherited one, others follow."""
    new = {part["id"]: part for part in own}
    old = {part["id"] for part in base}
    return [new.get(part["id"], part) for part in base] + [part for part in own if part["id"] not in old]


def _faults(profile: str, page: Page, entry: dict[str, Any]) -> Iterator[RuleFailure]:
    for key in ("dimensions", "grades"):
        if key not in entry:
            yield RuleFailure(page.file, 1, say("profile-lacks", id=profile, key=key))
    minima = [grade["minimum"] for grade in entry.get("grades", ())]
    if minima and (minima[-1] != 0 or any(one <= other for one, other in pairwise(minima))):
        yield RuleFailure(page.file, page.line(("grades",)), say("profile-grades"))
    owners: dict[str, str] = {}
    names: set[str] = set()
    for part in (*entry.get("dimensions", ()), *entry.get("groups", ())):
        if part["id"] in names:
            yield RuleFailure(page.file, page.line(("dimensions",)), say("profile-twice", id=part["id"]))
        names.add(part["id"])
        for prefix in part["prefixes"]:
            owner = owners.setdefault(prefix, part["id"])
            if owner != part["id"]:
                yield RuleFailure(page.file, page.line(("dimensions",)), say("profile-prefix", prefix=prefix, one=owner, other=part["id"]))


def _claims(weightings: dict[str, Weighting], found: dict[str, Page]) -> Iterator[RuleFailure]:
    """Gives each level to one profile: of two that claim it to the one that builds on the other, which no longer has it."""
    taken: dict[str, str] = {}
    for weighting in tuple(weightings.values()):
        for level in weighting.levels:
            other = taken.get(level, weighting.id)
            if other != weighting.id and other in _ancestry(weighting.id, found):
                weightings[other] = weightings[other]._replace(levels=tuple(held for held in weightings[other].levels if held != level))
            elif other != weighting.id:
                page = found[weighting.id]
                yield RuleFailure(page.file, page.line(("levels",)), say("profile-level", level=level, other=other))
                continue
            taken[level] = weighting.id


def _ancestry(profile: str, found: dict[str, Page]) -> set[str]:
    """The profiles that `profile` builds on, however far."""
    above: set[str] = set()
    while profile not in above:
        above.add(profile)
        base = found[profile].data.get("extends")
        if base not in found:
            break
        profile = base
    return above


def _weighting(profile: str, entry: dict[str, Any]) -> Weighting:
    dimensions = tuple(
        Dimension(part["id"], part["title"]["zh"], part["title"]["en"], tuple(part["prefixes"])) for part in entry.get("dimensions", ())
    )
    grades = tuple(Grade(part["id"], part["title"]["zh"], part["title"]["en"], part["minimum"]) for part in entry.get("grades", ()))
    groups = tuple(
        Group(part["id"], part["title"]["zh"], part["title"]["en"], tuple(part["prefixes"]), part["cap"], *(part["tenths"][s] for s in SEVERITIES))
        for part in entry.get("groups", ())
    )
    title = entry["title"]
    return Weighting(profile, title["zh"], title["en"], tuple(entry.get("levels", ())), dimensions, grades, entry.get("weights", {}), groups)
