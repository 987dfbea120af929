"""Check kind `figure`: figures one by one, and how many there are.

`find: unit` — a figure without its unit (GB/T 15835—2011); `find: density` — few figures in the results part; `find: year` — data
of an earlier year given as this year's (督察工作规定: 上一年度). Only what the words around a figure decide is told.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from linter.checks.context import Context, Found
from linter.model.kind import CheckKind
from linter.model.lexicon import Lexicon
from linter.model.rule import Rule
from linter.model.verdict import Outcome, Remark

_NUMBER = r"[0-9]+(?:,\d{3})*(?:\.\d+)?"
_TITLE = re.compile(r"《[^》\n]{1,120}》")
_YEAR = re.compile(r"20\d\d年(?:度|全年|[上下]半年|第?[一二三四]季度)?,")
_SENTENCE = 200  # characters up to a full stop
_BACK = 3  # years before the report's own that are told as this year's; older ones are history
_CLAUSE_START = ",。;:!?\n.、)是"  # or behind an enumerator
_HOTLINE = re.compile(r"1[12]\d{3}$|1[12]\d$")


class _Wording(NamedTuple):
    sums: re.Pattern[str]
    scaled: re.Pattern[str]
    counts: re.Pattern[str]
    compared: re.Pattern[str]


@lru_cache(maxsize=8)
def _wording(lexicon: Lexicon) -> _Wording:
    # 3.2万、4.5万元: the last of a list has the unit of all
    listed = rf"(?!(?:[、,和及至][^0-9,。;、\n]{{0,6}}{_NUMBER}[余多]?[万亿]?[余多]?)+元)"
    lead = f"(?:{lexicon.either('form.before_amount')}){{0,2}}"
    return _Wording(
        re.compile(rf"(?:{lexicon.either('form.money')}){lead}(?P<figure>{_NUMBER}(?:[余多]?[万亿][余多]?)?)(?=[,。;、()\n]|$){listed}"),
        re.compile(rf"(?:{lexicon.either('form.money_scaled')}){lead}(?P<figure>{_NUMBER}[余多]?[万亿][余多]?|[0-9]+(?:,\d{{3}})*\.\d+)(?=[,。;、()\n]|$){listed}"),
        re.compile(rf"(?:{lexicon.either('form.counted_nouns')}){lead}(?P<figure>[1-9]\d{{1,5}})(?=[,。;\n]|$)"),
        re.compile(lexicon.either("form.compared")),
    )


def _units(rule: Rule, context: Context) -> Iterator[Remark]:
    """Sums of money without 元, counts without a measure word before a mark; tables set aside."""
    view, wording = context.scan.view, _wording(context.lexicon)
    found: set[tuple[int, int, str]] = set()
    for key, pattern, reason in (("money", wording.sums, "money"), ("money_scaled", wording.scaled, "money"), ("counted_nouns", wording.counts, "count")):
        for word in context.lexicon.words("form." + key):
            for at in context.scan.hits.get(word, ()):
                match = pattern.match(view, at)
                if match is not None and not (reason == "count" and _is_name(match["figure"])):
                    found.add((match.start(), match.end(), reason))
    reached = -1
    for start, end, reason in sorted(found, key=lambda hit: (hit[0], -hit[1])):
        if start >= reached and not _in_table(context, start):
            reached = end
            span = context.document.view.span(start, end)
            yield Remark(rule, span.start, span.end, reason, {})


def _is_name(figure: str) -> bool:
    """True for a year and a public line (12345, 110)."""
    return (len(figure) == 4 and figure.startswith("20")) or _HOTLINE.match(figure) is not None


def _in_table(context: Context, offset: int) -> bool:
    blocks = context.document.view.blocks
    at = bisect_left(blocks, (offset + 1, 0)) - 1
    return at >= 0 and context.document.blocks[at].kind == "table-row"


def _density(rule: Rule, context: Context) -> Iterator[Remark]:
    """One remark where the results part, if it is long enough to tell, has fewer figures per 1,000 characters than asked."""
    need = rule.spec["need"]
    parts = [s for s, role in zip(context.outline.sections, context.roles, strict=True) if role == "achievements"]
    size = sum(s.end - s.start for s in parts)
    if size < need["characters"]:
        return
    starts = [f.start for f in context.facts if f.kind in ("figure", "rate") and f.unit]
    count = sum(bisect_left(starts, s.end) - bisect_left(starts, s.start) for s in parts)
    if count * 1000 >= need["per_thousand"] * size:
        return
    headed = next((s for s in parts if s.heading_end > s.heading_start), None)
    span = context.document.view.span(headed.heading_start, headed.heading_end) if headed else None
    values = {"count": count, "characters": size, "need": need["per_thousand"]}
    yield Remark(rule, span.start if span else None, span.end if span else None, "density", values)


def _years(rule: Rule, context: Context) -> Iterator[Remark]:
    """Sentences of the results part that open with an earlier year, state a figure, and compare with nothing."""
    view, outline, own = context.scan.view, context.outline, context.profile.year
    if own is None:
        return
    compared = _wording(context.lexicon).compared
    starts = [f.start for f in context.facts if f.kind in ("figure", "rate")]
    for match in _YEAR.finditer(view):
        year = int(match.group()[:4])
        if not own - _BACK <= year < own or (match.start() and view[match.start() - 1] not in _CLAUSE_START):
            continue
        sentence = outline.sentences[outline.clauses[context.scan.clause_at(match.start())].sentence]
        if context.roles[outline.items[sentence.item].section] not in ("achievements", "first-responsible"):
            continue
        # up to the full stop: 2022年…96件；2023年…120件。
        stop = max(sentence.end, view.find("。", sentence.start, min(outline.items[sentence.item].end, sentence.start + _SENTENCE)))
        said = _TITLE.sub("", view[sentence.start : stop])
        states = bisect_left(starts, sentence.end) > bisect_left(starts, match.end())
        if states and f"{own}年" not in said and not compared.search(said):
            span = context.document.view.span(match.start(), match.end() - 1)
            yield Remark(rule, span.start, span.end, "year", {"year": year, "own": own})


_FIND: dict[str, Callable[[Rule, Context], Iterator[Remark]]] = {"unit": _units, "density": _density, "year": _years}


def prepare(spec: dict[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """The keys of a rule as plain data, with the literals it looks for. ValueError where `need` and `density` do not go together."""
    find = spec["find"]
    if (find == "density") != ("need" in spec):
        raise ValueError("find: density 要写 need，其他不写")
    words = [word for key in ("money", "money_scaled", "counted_nouns") for word in lexicon.words("form." + key)] if find == "unit" else []
    return {"find": find, "need": dict(spec.get("need", {})), "triggers": words}


def literals(spec: dict[str, Any]) -> list[str]:
    """Every literal that judging this rule looks up."""
    return list(spec["triggers"])


def judge(rules: tuple[Rule, ...], context: Context, found: Found) -> Outcome:
    """What the rules find in one report, in document order for each rule."""
    return Outcome(tuple([remark for rule in rules for remark in _FIND[rule.spec["find"]](rule, context)]))


KIND = CheckKind(
    name="figure",
    properties={
        "find": {"enum": list(_FIND), "description": "unit 单位；density 数据密度；year 数据年度"},
        "need": {
            "type": "object",
            "additionalProperties": False,
            "required": ["per_thousand", "characters"],
            "properties": {"per_thousand": {"type": "integer", "minimum": 1}, "characters": {"type": "integer", "minimum": 1}},
        },
    },
    required=("find",),
    classes=("finding", "clean"),
    prepare=prepare,
    judge=judge,
)
