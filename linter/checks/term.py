"""Check kind `term`: wording that is wrong, out of date or not the fixed one, by report year.

What a rule looks for: `words` (tables of wrong wording → correction), `drop` and `swap` (fixed names of which a word is
left out or turned round), `patterns` (forms with an order of parts), `formulas` (members in a fixed order), `held`
(meetings named in a report that was signed before they were held), `wanted` (what a report of that year speaks of),
`codes` (abbreviations of figures that the report never explains).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

from linter.checks import matchers
from linter.checks.context import Context, Found
from linter.checks.sources import abbreviations, force, formulas, variants, wordings
from linter.checks.sources.surroundings import Surroundings
from linter.model.kind import CheckKind
from linter.model.lexicon import Lexicon
from linter.model.rule import Rule
from linter.model.verdict import Outcome, Remark

_KEYS = ("words", "drop", "swap", "patterns", "formulas", "held", "wanted", "codes")


class Case(NamedTuple):
    """One report with what every rule looks at. `titles` are the spans of 《》."""

    context: Context
    near: Surroundings
    year: int | None
    titles: list[tuple[int, int]]  # sorted


def prepare(spec: dict[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """The keys of a rule as plain data. ValueError with a sentence where they make no sense."""
    if not any(key in spec for key in _KEYS):
        raise ValueError(f"用语规则要写 {'、'.join(_KEYS)} 之一")
    table: wordings.Table = {}
    for name in spec.get("words", ()):
        part = wordings.prepare(lexicon.table(name.removeprefix("$")))
        twice = table.keys() & part.keys()
        if twice:
            raise ValueError(f"词表条目“{min(twice)}”写了两次")
        table |= part
    forms = variants.dropped(_words(spec, "drop", lexicon)) | variants.swapped(_words(spec, "swap", lexicon))
    table = wordings.prepare({wrong: {"use": right, "except": [right] if wrong in right else []} for wrong, right in forms.items()}) | table
    codes = spec.get("codes", {})
    return {
        "words": table,
        "patterns": [_pattern(entry, lexicon) for entry in _table(spec, "patterns", lexicon).values()],
        "formulas": formulas.prepare(_table(spec, "formulas", lexicon)),
        "held": {matchers.folded(name): day for name, day in _table(spec, "held", lexicon).items()},
        "wanted": [_wish(entry, lexicon) for entry in _table(spec, "wanted", lexicon).values()],
        "codes": {key: matchers.strings([name], lexicon) for key, name in codes.items()},
        "says": spec.get("says", "word"),
        "once": spec.get("once", False),
        "titles": spec.get("titles", False),
        "forward": matchers.strings(spec.get("forward", []), lexicon),
        "except-near": matchers.strings(spec.get("except-near", []), lexicon),
        "except-before": matchers.strings(spec.get("except-before", []), lexicon),
    }


def _table(spec: dict[str, Any], key: str, lexicon: Lexicon) -> dict[str, Any]:
    return lexicon.table(spec[key].removeprefix("$")) if key in spec else {}


def _words(spec: dict[str, Any], key: str, lexicon: Lexicon) -> tuple[str, ...]:
    return lexicon.words(spec[key].removeprefix("$")) if key in spec else ()


def _pattern(entry: dict[str, Any], lexicon: Lexicon) -> list[Any]:
    """[matcher, correction or what to do, strings that must not stand inside, behind, in front, whether it says what to do]."""
    excuses = [matchers.strings(entry.get(key, []), lexicon) for key in ("except", "not-after", "not-before")]
    return [matchers.prepare({"regex": entry["find"]}, lexicon), entry.get("do") or entry["use"], *excuses, "do" in entry]


def _wish(entry: dict[str, Any], lexicon: Lexicon) -> list[Any]:
    """[first year, last year, name, matchers one of which must stand in the report]."""
    found = [matchers.prepare(word if not word.startswith("re:") else {"regex": word[3:]}, lexicon) for word in entry["any"]]
    return [entry.get("from", 0), entry.get("to", 9999), entry["say"], found]


def literals(spec: dict[str, Any]) -> list[str]:
    """Every literal that judging this rule looks up."""
    found = [*spec["words"], *spec["held"], *spec["forward"], *spec["except-near"], *formulas.literals(spec["formulas"])]
    found += [word for matcher, *_ in spec["patterns"] for word in matcher[2]]
    return found + [word for wish in spec["wanted"] for matcher in wish[3] for word in matchers.literals(matcher)]


def judge(rules: tuple[Rule, ...], context: Context, found: Found) -> Outcome:
    """What the rules of this kind find in one report."""
    titles = [(fact.start, fact.end) for fact in context.facts if fact.kind == "document"]
    case = Case(context, Surroundings(context), context.profile.year, titles)
    return Outcome(tuple(remark for rule in rules if force.binds(rule, case.year) for remark in _remarks(rule, case)))


def _remarks(rule: Rule, case: Case) -> Iterator[Remark]:
    spec = rule.spec
    yield from _worded(rule, case)
    for pattern in spec["patterns"]:
        yield from _patterned(rule, case, pattern)
    for broken in formulas.find(spec["formulas"], case.context):
        if not _spared(rule, case, broken.start, broken.end):
            yield _remark(rule, case, broken.start, broken.end, broken.kind, {"use": broken.formula, "left": broken.left_out}, broken.severity)
    yield from _held(rule, case)
    for first, last, name, wanted in spec["wanted"]:
        if case.year is not None and first <= case.year <= last and not case.context.scan.any_in(wanted, 0, len(case.near.view)):
            yield Remark(rule, None, None, "wanted", {"name": name, "year": case.year})
    if spec["codes"]:
        yield from _codes(rule, case)


def _remark(rule: Rule, case: Case, start: int, end: int, reason: str, values: dict[str, Any], severity: str = "") -> Remark:
    place = case.context.document.view.span(start, end)
    quote = "".join(case.context.document.text[place.start : place.end].split())
    return Remark(rule, place.start, place.end, reason, {"quote": quote, **values}, severity=severity)


def _spared(rule: Rule, case: Case, start: int, end: int) -> bool:
    """Whether the place is excused: in a 《》 title (a document keeps its name), or where the words around look back."""
    spec, near = rule.spec, case.near
    at = bisect_right(case.titles, (start, len(near.view))) - 1
    if not spec["titles"] and at >= 0 and end <= case.titles[at][1]:
        return True
    if near.behind(tuple(spec["except-before"]), start):
        return True
    return bool(spec["except-near"]) and near.holds(spec["except-near"], *near.around(start, "clause"))


def _worded(rule: Rule, case: Case) -> Iterator[Remark]:
    """Hits of the tables; with `once` each wording is told at its first place, with the number of places."""
    spec = rule.spec
    hits = [hit for hit in wordings.find(spec["words"], case.context, case.near, case.year) if not _spared(rule, case, hit.start, hit.end)]
    told: dict[str, int] = {}
    for hit in hits:
        told[hit.use] = told.get(hit.use, 0) + 1
    seen: set[str] = set()
    for hit in hits:
        if spec["once"] and hit.use in seen:
            continue
        seen.add(hit.use)
        reason = "doubt" if hit.doubt else spec["says"]
        times = told[hit.use] if spec["once"] else 1
        yield _remark(rule, case, hit.start, hit.end, f"{reason}.more" if times > 1 else reason, {"use": hit.use, "times": times}, hit.severity)


def _patterned(rule: Rule, case: Case, pattern: list[Any]) -> Iterator[Remark]:
    """Hits of one pattern; the groups of the match fill the correction."""
    matcher, use, inside, behind, front, advises = pattern
    scan = case.context.scan
    for start, end in scan.find(matcher):
        match = re.compile(matcher[1]).match(scan.view, start, end)  # re keeps what it compiled
        if match is None or any(word in match[0] for word in inside) or scan.view.startswith(tuple(behind), end):
            continue
        if not case.near.behind(tuple(front), start) and not _spared(rule, case, start, end):
            filled = use.format(*(group or "" for group in (match[0], *match.groups())))
            yield _remark(rule, case, start, end, "do" if advises else rule.spec["says"], {"use": filled})


def _held(rule: Rule, case: Case) -> Iterator[Remark]:
    """Meetings that were held after the report was signed."""
    day = force.reference(case.context.profile)
    hits = case.context.scan.hits
    for name, held in rule.spec["held"].items():
        if day and held > day and name in hits:
            start = hits[name][0]
            end = start + len(name)
            if not _spared(rule, case, start, end) and not case.near.beside(rule.spec["forward"], start, end, "clause"):
                yield _remark(rule, case, start, end, "held", {"date": held, "day": day})


def _codes(rule: Rule, case: Case) -> Iterator[Remark]:
    found = abbreviations.unexplained(case.context.document.text, rule.spec["codes"]["known"], rule.spec["codes"]["explaining"])
    if found:
        start, end = found[0][0], found[0][1]
        yield Remark(rule, start, end, "codes", {"list": "、".join(dict.fromkeys(f"“{text}”" for _, _, text in found))})


_NAME = {"type": "string", "pattern": r"^\$[a-z][\w.-]*$"}

KIND = CheckKind(
    name="term",
    properties={
        "definitions": {"matcher": matchers.MATCHER},
        "words": {"type": "array", "minItems": 1, "items": _NAME, "description": "词表：错误或过时的用语 → 应写的用语"},
        "drop": {**_NAME, "description": "固定名称（以空格分词），漏写其中一词即提示"},
        "swap": {**_NAME, "description": "固定名称（以空格分词），相邻两词颠倒即提示"},
        "patterns": {**_NAME, "description": "句式：find 为正则表达式，use 为应写的形式，{1} 为第一组"},
        "formulas": {**_NAME, "description": "顺序固定的表述"},
        "held": {**_NAME, "description": "会议名称 → 召开日期"},
        "wanted": {**_NAME, "description": "该年度报告一般会提到的内容"},
        "codes": {
            "type": "object",
            "additionalProperties": False,
            "required": ["known", "explaining"],
            "properties": {"known": _NAME, "explaining": _NAME},
        },
        "says": {"enum": ["word", "renamed", "legacy", "fixed"], "description": "提示语"},
        "once": {"type": "boolean", "description": "同一用语只在第一处提示"},
        "titles": {"type": "boolean", "description": "书名号内是否也查"},
        "forward": {**matchers.STRINGS, "description": "会议尚未召开时的说法（迎接、筹备）"},
        "except-near": matchers.STRINGS,
        "except-before": matchers.STRINGS,
    },
    required=(),
    classes=("finding", "clean"),
    prepare=prepare,
    judge=judge,
)
