"""Check kind `source`: the laws, documents and plans that a report cites, held against rules/sources.yaml.

What a rule asks stands in its `test`: exact-name, superseded, not-yet, articles, wanted (an outline that ought to be
cited is not), lapsed (only an outline is cited whose time is over), period (a plan whose years are over is spoken of as
going on), ordinal (第五个五年规划 beside the years of the eighth). A fact from memory never gives an error.
"""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, NamedTuple

from linter.checks import matchers
from linter.checks.context import Context, Found
from linter.checks.sources import editions, force, plans
from linter.checks.sources.citations import Citation, Library, library_of
from linter.checks.sources.surroundings import Surroundings
from linter.model.kind import CheckKind
from linter.model.lexicon import Lexicon
from linter.model.rule import Rule, Source
from linter.model.verdict import Outcome, Remark

_LOWER = {"error": "warning", "warning": "info", "info": "info"}


class Case(NamedTuple):
    """One report with everything a test looks at."""

    context: Context
    library: Library
    citations: list[Citation]
    near: Surroundings
    year: int | None
    places: dict[str, list[int]]  # key of a source → where it is cited
    local: frozenset[str]  # keys of sources whose name the report cites as that of a regulation of a place


def prepare(spec: dict[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """The keys of a rule as plain data. ValueError with a sentence where they make no sense."""
    test = spec["test"]
    if test in ("wanted", "lapsed") and not spec.get("cites"):
        raise ValueError(f"test: {test} 要写 cites")
    unless = spec.get("unless", {})
    return {
        "test": test,
        "cites": list(spec.get("cites", ())),
        "leave": list(spec.get("leave", ())),
        "unless-cites": list(unless.get("cites", ())),
        "unless-any": matchers.prepare_all(unless.get("any", []), lexicon),
        "except-near": matchers.strings(spec.get("except-near", []), lexicon),
        "except-before": matchers.strings(spec.get("except-before", []), lexicon),
        "announced": matchers.strings(spec.get("announced", []), lexicon),
        "acting": matchers.strings(spec.get("acting", []), lexicon),
        "newly": matchers.strings(spec.get("newly", []), lexicon),
        "ongoing": matchers.strings(spec.get("ongoing", []), lexicon),
        "mild": list(spec.get("mild", ())),
        "periods": plans.periods(_table(spec.get("periods"), lexicon)),
        "series": plans.series(_table(spec.get("series"), lexicon)),
    }


def _table(name: str | None, lexicon: Lexicon) -> dict[str, Any]:
    return lexicon.table(name.removeprefix("$")) if name else {}


def literals(spec: dict[str, Any]) -> list[str]:
    """Every literal that judging this rule looks up, the names of laws apart (`names`)."""
    found = [word for matcher in spec["unless-any"] for word in matchers.literals(matcher)]
    for key in ("except-near", "announced", "acting", "ongoing", "periods"):
        found.extend(spec[key])
    if spec["series"]:
        found.extend(plans.TRIGGERS)
    return found


def names(sources: dict[str, Source]) -> list[str]:
    """The names of laws that are looked for without 《》: literals that belong to the whole kind."""
    return [name for source in sources.values() for name in source.bare]


def judge(rules: tuple[Rule, ...], context: Context, found: Found) -> Outcome:
    """What the rules of this kind find in one report."""
    library = library_of(context.sources, context.lexicon)
    citations = library.citations(context)
    places: dict[str, list[int]] = {}
    for citation in citations:
        if citation.source is not None:
            places.setdefault(citation.source.key, []).append(citation.start)
    case = Case(context, library, citations, Surroundings(context), context.profile.year, places, library.local(citations))
    return Outcome(tuple(remark for rule in rules if force.binds(rule, case.year) for remark in _TESTS[rule.spec["test"]](rule, case)))


def _remark(rule: Rule, case: Case, span: tuple[int, int], reason: str, values: dict[str, Any], severity: str = "") -> Remark:
    place = case.context.document.view.span(*span)
    quote = case.context.document.text[place.start : place.end].strip("《》")
    return Remark(rule, place.start, place.end, reason, {"quote": " ".join(quote.split()), **values}, severity=severity)


def _spared(rule: Rule, case: Case, citation: Citation, within: str = "clause") -> bool:
    """Whether the words around a citation say that it looks back: 原《…》, 《…》废止后."""
    spec, near = rule.spec, case.near
    return near.behind(tuple(spec["except-before"]), citation.start) or near.beside(spec["except-near"], citation.start, citation.end, within)


def _exact_name(rule: Rule, case: Case) -> Iterator[Remark]:
    """Titles one or two characters off a known one, and revised laws called newly made."""
    yield from _twice_named(rule, case)
    profile = case.context.profile
    named = tuple(name for name in (profile.place, *(issuer.name for issuer in profile.issuers)) if name)
    for citation in case.citations:
        source = citation.source
        if source is not None:
            if source.since and case.near.behind(tuple(rule.spec["newly"]), citation.start):
                yield _remark(rule, case, (citation.start, citation.end), "revised", {"name": source.name}, "info")
            continue
        if citation.owner == "own" or (named and citation.plain.startswith(named)) or _spared(rule, case, citation):
            continue
        close = case.library.shelf.near(citation.plain)
        if close:
            soft = close.source.text == "recalled" or "name" in close.source.recalled or citation.plain.replace("年", "") == close.name.replace("年", "")
            values = {"name": close.source.name}
            yield _remark(rule, case, (citation.start, citation.end), "inexact", values, "info" if soft else "")


def _twice_named(rule: Rule, case: Case) -> Iterator[Remark]:
    """One document of the report under two names that differ in a 的, 工作 or 年度 only."""
    seen: dict[str, Citation] = {}
    for citation in case.citations:
        if citation.source is None and citation.owner:
            first = seen.setdefault(case.library.shelf.titles.bare(citation.plain), citation)
            if first.plain != citation.plain:
                yield _remark(rule, case, (citation.start, citation.end), "twice-named", {"name": first.title}, "info")


def _superseded(rule: Rule, case: Case) -> Iterator[Remark]:
    for citation in case.citations:
        source = citation.source
        if source is None or citation.owner == "own" or source.key in rule.spec["leave"]:
            continue
        if not force.replaced(source, case.year) or source.key in case.local:
            continue
        successor = case.library.sources[source.superseded_by]
        left, right = case.near.around(citation.start, "sentence")
        beside = case.places.get(successor.key, [])
        at = bisect_left(beside, left)
        if _spared(rule, case, citation) or (at < len(beside) and beside[at] < right):
            continue
        reason = "superseded.recalled" if force.recalled(source, "to", "superseded_by") else "superseded"
        severity = "info" if source.namesakes else ""
        yield _remark(rule, case, (citation.start, citation.end), reason, {"name": successor.name, "date": source.end}, severity)


def _not_yet(rule: Rule, case: Case) -> Iterator[Remark]:
    day = force.reference(case.context.profile)
    if not day:
        return
    for citation in case.citations:
        source = citation.source
        if source is None or citation.owner == "own" or not force.later(source, day):
            continue
        if case.near.role(citation.start) == "plan" or source.key in case.local:
            continue
        known = not source.published or source.published <= day
        if _spared(rule, case, citation) or (known and not _carried_out(rule, case, citation, source, day)):
            continue
        severity = "warning" if force.recalled(source, "from", "since") or known else ""
        reason = "not-yet.recalled" if force.recalled(source, "from", "since") else "not-yet"
        if source.namesakes:
            reason, severity = "not-yet.namesake", "info"
        yield _remark(rule, case, (citation.start, citation.end), reason, {"name": source.name, "date": source.start, "day": day}, severity)


def _carried_out(rule: Rule, case: Case, citation: Citation, source: Source, day: str) -> bool:
    """Whether the clause says of a source that was public already that it is carried out: not studied, not got ready for, and not
    in force within weeks."""
    spec, near = rule.spec, case.near
    if force.begun(source) <= force.soon(day) or near.beside(spec["announced"], citation.start, citation.end, "clause"):
        return False
    return not spec["acting"] or near.beside(spec["acting"], citation.start, citation.end, "clause")


def _articles(rule: Rule, case: Case) -> Iterator[Remark]:
    for citation in case.citations:
        for start, end, reason, values in editions.faults(citation, case.near, case.year):
            if not _spared(rule, case, citation):
                yield _remark(rule, case, (start, end), reason, values)


def _wanted(rule: Rule, case: Case) -> Iterator[Remark]:
    """Something that the report ought to cite: the finding has no place."""
    spec = rule.spec
    if any(key in case.places for key in (*spec["cites"], *spec["unless-cites"])):
        return
    if not case.context.scan.any_in(spec["unless-any"], 0, len(case.near.view)):
        name = case.library.sources[spec["cites"][0]].name
        yield Remark(rule, None, None, "wanted", {"name": name})


def _lapsed(rule: Rule, case: Case) -> Iterator[Remark]:
    """Only what is out of date is cited: told once, at its first place."""
    spec = rule.spec
    if any(key in case.places for key in spec["unless-cites"]):
        return
    if case.context.scan.any_in(spec["unless-any"], 0, len(case.near.view)):
        return
    for citation in case.citations:
        if citation.source is not None and citation.source.key in spec["cites"] and not _spared(rule, case, citation, "sentence"):
            severity = _LOWER[rule.severity] if case.year in spec["mild"] else ""
            yield _remark(rule, case, (citation.start, citation.end), "lapsed", {"name": citation.source.name}, severity)
            return


def _period(rule: Rule, case: Case) -> Iterator[Remark]:
    if case.year is not None:
        for start, end, reason, values in plans.expired(rule.spec, case.context, case.citations, case.near, case.year):
            yield _remark(rule, case, (start, end), reason, values)


def _ordinal(rule: Rule, case: Case) -> Iterator[Remark]:
    for start, end, reason, values in plans.misnumbered(rule.spec, case.context, case.near):
        yield _remark(rule, case, (start, end), reason, values)


_TESTS = {
    "exact-name": _exact_name,
    "superseded": _superseded,
    "not-yet": _not_yet,
    "articles": _articles,
    "wanted": _wanted,
    "lapsed": _lapsed,
    "period": _period,
    "ordinal": _ordinal,
}
_KEYS = {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}}
_TABLE = {"type": "string", "pattern": r"^\$[a-z][\w.-]*$"}

KIND = CheckKind(
    name="source",
    properties={
        "definitions": {"matcher": matchers.MATCHER},
        "test": {"enum": list(_TESTS), "description": "查什么"},
        "cites": {**_KEYS, "description": "sources.yaml 中的依据"},
        "leave": {**_KEYS, "description": "不查的依据（由别的规则查）"},
        "unless": {
            "type": "object",
            "additionalProperties": False,
            "minProperties": 1,
            "properties": {"cites": _KEYS, "any": matchers.MATCHERS},
        },
        "except-near": matchers.STRINGS,
        "except-before": matchers.STRINGS,
        "announced": {**matchers.STRINGS, "description": "学习、宣传、即将施行等不算已贯彻落实的说法"},
        "acting": {**matchers.STRINGS, "description": "说明已在贯彻落实的用语"},
        "newly": {**matchers.STRINGS, "description": "称法律为新制定的说法（修订的法律不应这样称）"},
        "ongoing": matchers.STRINGS,
        "mild": {"type": "array", "minItems": 1, "items": {"type": "integer"}, "description": "降一级提示的报告年度"},
        "periods": _TABLE,
        "series": _TABLE,
    },
    required=("test",),
    classes=("finding", "clean"),
    prepare=prepare,
    judge=judge,
)
