"""Check kind `waiver`: what is to be said of the waivers that were agreed for a report. It judges no word of the report.

`find: invalid` — one that does not hold (no reason, unknown rule, no date); `find: expired` — one whose last day is over, and,
as a hint, one whose last day is near (`soon` days); `find: unused` — one whose report was checked and that let nothing be.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from linter.model.kind import CheckKind
from linter.model.lexicon import Lexicon
from linter.model.rule import Rule
from linter.model.verdict import Remark
from linter.model.waiver import Waiver


class Held(NamedTuple):
    """A waiver and what became of it: `idle` where it could have let something be and did not."""

    waiver: Waiver
    idle: bool = False


def days_left(waiver: Waiver, as_of: str) -> int | None:
    """Days until the last day of a waiver, below 0 where it is over; None where it has no last day."""
    return (date.fromisoformat(waiver.expires) - date.fromisoformat(as_of)).days if waiver.expires else None


def prepare(spec: dict[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """The keys of a rule as plain data. ValueError for `soon` where nothing can end."""
    if ("soon" in spec) != (spec["find"] == "expired"):
        raise ValueError("find: expired 要写 soon，其他不写")
    return {"find": spec["find"], "soon": spec.get("soon", 0)}


def judge(rules: Iterable[Rule], held: Iterable[Held], as_of: str) -> tuple[Remark, ...]:
    """What the rules say of the waivers on the day `as_of`, rule by rule, in the order of the waivers."""
    waivers = tuple(held)
    return tuple(remark for rule in rules for each in waivers if (remark := _remark(rule, each, as_of)))


def _remark(rule: Rule, held: Held, as_of: str) -> Remark | None:
    waiver, find = held.waiver, rule.spec["find"]
    start, end = waiver.span or (None, None)
    values: dict[str, Any] = {
        "named": waiver.named, "reason": waiver.reason, "fault": waiver.fault, "source": waiver.source, "line": waiver.line, "expires": waiver.expires,
        "identity": "\0".join((waiver.source, waiver.path, waiver.named, waiver.fingerprint, waiver.reason)),
    }  # fmt: skip
    kind = "" if waiver.source else "-inline"
    if waiver.fault:
        return Remark(rule, start, end, "invalid" + kind, values) if find == "invalid" else None
    left = days_left(waiver, as_of)
    if left is not None and left < 0:
        return Remark(rule, start, end, "expired" + kind, values | {"days": -left}) if find == "expired" else None
    if find == "expired" and left is not None and left <= rule.spec["soon"]:
        return Remark(rule, start, end, "ending" + kind, values | {"days": left}, severity="info")
    if find == "unused" and held.idle:
        # other files of the pattern may need it: one run seldom sees them all
        partial = any(mark in waiver.path for mark in "*?[")
        return Remark(rule, start, end, "unused" + kind, values, severity="info" if partial else "")
    return None


KIND = CheckKind(
    name="waiver",
    properties={
        "find": {"enum": ["invalid", "expired", "unused"], "description": "invalid 无效的豁免；expired 到期的豁免；unused 未用到的豁免"},
        "soon": {"type": "integer", "minimum": 0, "maximum": 366, "description": "到期前多少日起提示"},
    },
    required=("find",),
    classes=("finding", "clean"),
    prepare=prepare,
    judge=judge,
    lawful=False,
)
