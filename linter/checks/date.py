"""Check kind `date`: signature, issue and publication against each other, the deadlines and the year reported on.

Source: 《法治政府建设与责任落实督察工作规定》第二十四条 (1 April published; 1 March submitted); before it the
2015—2020 outline (first quarter). A date that is there and right is `evidenced`, one that is wrong `absent`.
"""

import itertools
from typing import Any

from linter.checks import anchors, matchers
from linter.checks.context import Context
from linter.checks.coverage import applicable
from linter.model.kind import CheckKind
from linter.model.lexicon import Lexicon
from linter.model.rule import Rule
from linter.model.verdict import Passage, Verdict

FIELDS = ["signed", "issued", "published"]


def prepare(spec: dict[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """The date keys of a rule as plain data. ValueError where none of them decides anything."""
    if not any(key in spec for key in ("by", "present", "after_year", "order")):
        raise ValueError("日期规则要写 present、by、after_year 或 order 之一")
    return {
        "of": spec.get("of", "signed"),
        "present": spec.get("present", False),
        "by": [[e["years"][0], e["years"][1], e.get("levels", []), e["month"], e["day"]] for e in spec.get("by", [])],
        "after_year": spec.get("after_year", False),
        "order": list(spec.get("order", [])),
        "when": [],
    }


def literals(spec: dict[str, Any]) -> list[str]:
    """Dates need no literals."""
    return []


def judge(rule: Rule, context: Context) -> Verdict:
    """The verdict of one date rule: evidenced (in order), absent (not there, late, out of order), not-applicable, review."""
    status, reason, weight = applicable(rule, context, True)
    if reason in ("level", "year"):
        status = "not-applicable"  # a deadline that does not bind is not judged
    if status:
        return Verdict(rule, status, reason, weight=weight)
    if rule.spec["order"]:
        return _order(rule, context)._replace(weight=weight)
    return _single(rule, context)._replace(weight=weight)


def _value(context: Context, field: str) -> str | None:
    """An ISO date of the profile; ISO dates are ordered as their letters are."""
    return getattr(context.profile, field) or None


def _shown(context: Context, *fields: str) -> tuple[Passage, ...]:
    found = []
    for field in fields:
        source = context.profile.sources.get(field)
        if source and source.start is not None and source.end is not None and source.end > source.start:
            found.append(Passage(source.start, source.end, "closing"))
    return tuple(found)


def _single(rule: Rule, context: Context) -> Verdict:
    spec = rule.spec
    field = spec["of"]
    value = _value(context, field)
    shown = _shown(context, field)
    if value is None:
        if spec["present"]:
            return Verdict(rule, "absent", "none", anchor=anchors.ending(context))
        return Verdict(rule, "not-applicable", "no-date")
    if spec["present"]:
        return Verdict(rule, "evidenced", "date", shown, values={"date": value})
    year = context.profile.year
    if year is None:
        return Verdict(rule, "review", "year-unknown", shown)
    if spec["after_year"]:
        fine = int(value[:4]) > year
        return Verdict(rule, "evidenced" if fine else "absent", "date" if fine else "before-year-end", shown, values={"date": value})
    limit = _limit(spec["by"], year, context.profile.level)
    if limit is None:
        return Verdict(rule, "not-applicable", "no-deadline")
    values = {"date": value, "limit": limit}
    fine = value <= limit
    return Verdict(rule, "evidenced" if fine else "absent", "date" if fine else "late", shown, values=values)


def _limit(entries: list[list[Any]], year: int, level: str | None) -> str | None:
    """The deadline in the year after `year`; the first entry that fits years and level decides."""
    for first, last, levels, month, day in entries:
        if (first is None or year >= first) and (last is None or year <= last) and (not levels or level in levels):
            return f"{year + 1:04d}-{month:02d}-{day:02d}"
    return None


def _order(rule: Rule, context: Context) -> Verdict:
    known = [(field, value) for field in rule.spec["order"] if (value := _value(context, field))]
    if len(known) < 2:
        return Verdict(rule, "not-applicable", "no-date")
    shown = _shown(context, *(field for field, _ in known))
    for (first, earlier), (second, later) in itertools.pairwise(known):
        if later < earlier:
            values = {"first": first, "earlier": earlier, "second": second, "later": later}
            return Verdict(rule, "absent", "out-of-order", shown, values=values)
    return Verdict(rule, "evidenced", "date", shown)


_YEARS = {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": ["integer", "null"]}}
KIND = CheckKind(
    name="date",
    properties={
        "definitions": {"matcher": matchers.MATCHER},
        "of": {"enum": FIELDS},
        "present": {"type": "boolean"},
        "by": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["years", "month", "day"],
                "properties": {
                    "years": _YEARS,
                    "levels": {"type": "array", "items": {"enum": ["province", "city", "county", "township", "department"]}},
                    "month": {"type": "integer", "minimum": 1, "maximum": 12},
                    "day": {"type": "integer", "minimum": 1, "maximum": 31},
                },
            },
        },
        "after_year": {"type": "boolean"},
        "order": {"type": "array", "minItems": 2, "items": {"enum": FIELDS}},
    },
    required=(),
    classes=("evidenced", "absent"),
    prepare=prepare,
    judge=judge,
)
